#include "caravan/output/series_plan.hpp"

#include "caravan/models/results.hpp"

namespace caravan {
namespace {

// 8 KB of numbers: what is buffered is bounded, and a year of days or a month of hours is one
// piece.
constexpr std::size_t kMostIntervalsInChunk = 1024;

std::size_t divided_up(std::size_t whole, std::size_t part) { return (whole + part - 1) / part; }

std::size_t entries_of(const Network& network, const VariableSpec& spec) {
  std::size_t entries = 1;
  for (const Dimension dimension : spec.dimensions) {
    if (dimension != Dimension::time) entries *= extent_of(network, dimension);
  }
  return entries;
}

}  // namespace

SeriesPlan::SeriesPlan(const Network& network, Detail detail, const std::vector<std::string>& only)
    : intervals(extent_of(network, Dimension::time)),
      intervals_in_chunk(divided_up(intervals, divided_up(intervals, kMostIntervalsInChunk))) {
  const Selection selection(network, only);
  if (detail < Detail::series) return;
  for (std::size_t v = 0; v < kVariableCount; ++v) {
    const auto variable = static_cast<Variable>(v);
    if (!is_series(kVariables[v]) || !selection.has(variable)) continue;
    const std::size_t entries = entries_of(network, kVariables[v]);
    if (entries == 0) continue;
    recorded.push_back({variable, entries, selection.chosen_entries(network, variable)});
  }
}

}  // namespace caravan
