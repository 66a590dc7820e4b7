// Reads one number out of a run's results, by names, or out of a world.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>

#include "caravan/models/simulate.hpp"
#include "caravan/models/world.hpp"

namespace caravan::test {

inline std::size_t label_index(const Network& network, Dimension dimension,
                               const std::string& label) {
  const auto labels = labels_of(network, dimension);
  const auto found = std::find(labels.begin(), labels.end(), label);
  if (found == labels.end()) throw std::out_of_range("nothing is called " + label);
  return static_cast<std::size_t>(found - labels.begin());
}

// Of a variable without time, with one or two dimensions.
inline double value(const Network& network, const Results& results, Variable variable,
                    const std::string& first, const std::string& second = {}) {
  const VariableSpec& spec = spec_of(variable);
  std::size_t index = label_index(network, spec.dimensions[0], first);
  if (!second.empty()) {
    index = index * extent_of(network, spec.dimensions[1]) +
            label_index(network, spec.dimensions[1], second);
  }
  return results[variable][index];
}

// Of all demands so far.
inline double delivered_tonnes(const World& world) {
  double tonnes = 0;
  for (const Account& account : world.ledger.delivered) tonnes += in_tonnes(account.mass);
  return tonnes;
}

}  // namespace caravan::test
