#include "caravan/output/selection.hpp"

#include <fnmatch.h>

#include <algorithm>

#include "caravan/models/undefined.hpp"

namespace caravan {
namespace {

bool matches(const std::string& pattern, std::string_view name) {
  return fnmatch(pattern.c_str(), std::string(name).c_str(), 0) == 0;
}

Dimension dimension_called(const std::string& name, const std::string& pattern) {
  const auto found = std::find(kDimensionNames.begin(), kDimensionNames.end(), name);
  const bool has_names = found != kDimensionNames.end() && !name.empty() && name != "time";
  if (has_names) return static_cast<Dimension>(found - kDimensionNames.begin());
  throw SelectionError("'" + pattern + "': '" + name + "' is no dimension with names");
}

void check_variable(const std::string& pattern) {
  const bool is_known =
      std::any_of(kVariables.begin(), kVariables.end(),
                  [&](const VariableSpec& one) { return matches(pattern, one.name); });
  if (!is_known) throw SelectionError("'" + pattern + "' is the name of no variable");
}

}  // namespace

Selection::Selection(const Network& network, const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) {
    const std::size_t equals = pattern.find('=');
    if (equals == std::string::npos) {
      check_variable(pattern);
      variables_.push_back(pattern);
      continue;
    }
    const Dimension dimension = dimension_called(pattern.substr(0, equals), pattern);
    const std::vector<std::string> labels = labels_of(network, dimension);
    auto kept = std::find_if(kept_.begin(), kept_.end(),
                             [&](const Kept& one) { return one.dimension == dimension; });
    if (kept == kept_.end()) {
      kept = kept_.insert(kept_.end(), {dimension, std::vector<bool>(labels.size())});
    }
    bool is_known = false;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (!matches(pattern.substr(equals + 1), labels[i])) continue;
      is_known = true;
      kept->is_kept[i] = true;
    }
    if (!is_known) throw SelectionError("'" + pattern + "' matches nothing in the scenario");
  }
}

bool Selection::has(Variable variable) const {
  return variables_.empty() ||
         std::any_of(variables_.begin(), variables_.end(), [&](const std::string& pattern) {
           return matches(pattern, spec_of(variable).name);
         });
}

std::vector<bool> Selection::chosen_entries(const Network& network, Variable variable) const {
  const auto& dimensions = spec_of(variable).dimensions;
  const auto is_restricted = [&](Dimension dimension) {
    return std::any_of(kept_.begin(), kept_.end(),
                       [&](const Kept& one) { return one.dimension == dimension; });
  };
  if (std::none_of(dimensions.begin(), dimensions.end(), is_restricted)) return {};
  std::vector<bool> all{true};
  for (const Dimension dimension : dimensions) {
    if (dimension == Dimension::none || dimension == Dimension::time) continue;
    const auto kept = std::find_if(kept_.begin(), kept_.end(),
                                   [&](const Kept& one) { return one.dimension == dimension; });
    const std::size_t extent = extent_of(network, dimension);
    std::vector<bool> finer;
    for (const bool is_chosen : all) {
      for (std::size_t i = 0; i < extent; ++i) {
        finer.push_back(is_chosen && (kept == kept_.end() || kept->is_kept[i]));
      }
    }
    all = std::move(finer);
  }
  return all;
}

std::vector<double> Selection::chosen(const Network& network, Variable variable,
                                      const std::vector<double>& values) const {
  std::vector<double> chosen = values;
  std::size_t inner = values.size();  // values in an entry of the dimension
  for (const Dimension dimension : spec_of(variable).dimensions) {
    if (dimension == Dimension::none) break;
    const std::size_t extent = extent_of(network, dimension);
    inner = extent > 0 ? inner / extent : 0;
    const auto kept = std::find_if(kept_.begin(), kept_.end(),
                                   [&](const Kept& one) { return one.dimension == dimension; });
    if (kept == kept_.end()) continue;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      if (!kept->is_kept[i / inner % extent]) chosen[i] = kUndefined;
    }
  }
  return chosen;
}

}  // namespace caravan
