#include "variable_tallies.hpp"

#include <cmath>

#include "summary_parts.hpp"

namespace caravan {

void VariableTallies::add(Variable variable, const std::vector<double>& entries) {
  std::vector<Tally>& tallies = tallies_[static_cast<std::size_t>(variable)];
  tallies.resize(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!std::isnan(entries[i])) tallies[i].add(entries[i]);
  }
}

Estimate VariableTallies::estimate(Variable variable, std::size_t entry, double scale) const {
  const Estimate estimate = estimate_of(tallies_[static_cast<std::size_t>(variable)][entry]);
  return {estimate.mean * scale, estimate.half_width * scale};
}

}  // namespace caravan
