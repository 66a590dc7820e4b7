#include "caravan/output/sweep_layout.hpp"

#include <algorithm>

#include "caravan/models/undefined.hpp"
#include "caravan/output/ensemble_writer.hpp"

namespace caravan {
namespace {

constexpr char kEndOfText = '\n';

std::size_t number_of(Dimension dimension) { return static_cast<std::size_t>(dimension); }

template <class Use>
void for_each_dimension(Variable variable, const Use& use) {
  for (const Dimension dimension : spec_of(variable).dimensions) {
    if (dimension == Dimension::none) break;
    use(number_of(dimension));
  }
}

std::vector<std::string> labels_along(const Network& network, std::size_t dimension) {
  if (dimension != number_of(Dimension::time)) {
    return labels_of(network, static_cast<Dimension>(dimension));
  }
  std::vector<std::string> labels;
  for (const Time start : interval_starts(network.scenario)) {
    labels.push_back(std::to_string((start - network.scenario.start).value / kTicksPerSecond));
  }
  return labels;
}

// Where each label of `from` stands in `to`.
std::vector<std::size_t> positions(const SweepLayout& from, const SweepLayout& to,
                                   std::size_t dimension) {
  const std::vector<std::string>& there = to.labels[dimension];
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < from.labels[dimension].size(); ++i) {
    const std::string& label = from.labels[dimension][i];
    if (i < there.size() && there[i] == label) {
      at.push_back(i);
      continue;
    }
    const auto found = std::find(there.begin(), there.end(), label);
    if (found == there.end()) {
      throw OutputError("has the " + std::string(kDimensionNames[dimension]) + " '" + label +
                        "', which the scenario itself has not");
    }
    at.push_back(static_cast<std::size_t>(found - there.begin()));
  }
  return at;
}

}  // namespace

SweepLayout layout_of(const Network& network, const std::vector<Variable>& variables) {
  SweepLayout layout;
  for (const Variable variable : variables) {
    bool has_values = true;
    for_each_dimension(variable, [&](std::size_t dimension) {
      std::vector<std::string>& labels = layout.labels[dimension];
      if (labels.empty()) labels = labels_along(network, dimension);
      has_values = has_values && !labels.empty();
    });
    if (has_values) layout.variables.push_back(variable);
  }
  return layout;
}

std::size_t size_of(const SweepLayout& layout, Variable variable) {
  std::size_t size = 1;
  for_each_dimension(variable,
                     [&](std::size_t dimension) { size *= layout.labels[dimension].size(); });
  return size;
}

std::size_t size_of(const SweepLayout& layout) {
  std::size_t size = 0;
  for (const Variable variable : layout.variables) size += size_of(layout, variable);
  return size;
}

std::vector<double> values_of(const SweepLayout& layout, const Results& results) {
  std::vector<double> values;
  values.reserve(size_of(layout));
  for (const Variable variable : layout.variables) {
    const std::vector<double>& all = results[variable];
    values.insert(values.end(), all.begin(), all.end());
  }
  return values;
}

Relabelling::Relabelling(const SweepLayout& from, const SweepLayout& to) : size_(size_of(to)) {
  std::size_t start = 0;  // of the variable, in `to`
  auto next = from.variables.begin();
  for (const Variable variable : to.variables) {
    if (next != from.variables.end() && *next == variable) {
      std::vector<std::size_t> at{start};
      for_each_dimension(variable, [&](std::size_t dimension) {
        const std::vector<std::size_t> along = positions(from, to, dimension);
        const std::size_t extent = to.labels[dimension].size();
        std::vector<std::size_t> finer;
        finer.reserve(at.size() * along.size());
        for (const std::size_t row : at) {
          for (const std::size_t column : along) {
            finer.push_back(start + (row - start) * extent + column);
          }
        }
        at = std::move(finer);
      });
      position_.insert(position_.end(), at.begin(), at.end());
      ++next;
    }
    start += size_of(to, variable);
  }
  if (next != from.variables.end()) {
    throw OutputError("has '" + std::string(spec_of(*next).name) +
                      "', which the scenario itself has not");
  }
}

void Relabelling::apply(const double* from, double* to) const {
  std::fill(to, to + size_, kUndefined);
  for (std::size_t i = 0; i < position_.size(); ++i) to[position_[i]] = from[i];
}

std::string to_bytes(const SweepLayout& layout) {
  std::string bytes;
  const auto add = [&](const std::string& text) { bytes += text + kEndOfText; };
  add(std::to_string(layout.variables.size()));
  for (const Variable variable : layout.variables) add(std::string(spec_of(variable).name));
  for (const std::vector<std::string>& labels : layout.labels) {
    add(std::to_string(labels.size()));
    for (const std::string& label : labels) add(label);
  }
  return bytes;
}

}  // namespace caravan
