// Variables entry by entry, over the replications.
#pragma once

#include <array>
#include <vector>

#include "caravan/models/results.hpp"
#include "caravan/sim/confidence.hpp"

namespace caravan {

class VariableTallies {
 public:
  // Of one replication. Entries that are not a number, because there was nothing to measure, don't
  // count.
  void add(Variable variable, const std::vector<double>& entries);

  Estimate estimate(Variable variable, std::size_t entry, double scale = 1) const;

 private:
  std::array<std::vector<Tally>, kVariableCount> tallies_;
};

}  // namespace caravan
