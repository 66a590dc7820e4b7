// Replications of a queue, and the rule by which they agree with theory.
#pragma once

#include <cstdint>

#include "caravan/sim/tally.hpp"
#include "queue_model.hpp"

namespace caravan::validation {

struct RunLength {
  double warm_up_hours = 0;   // deleted
  double measured_hours = 0;  // in each replication
  std::uint64_t replications = 0;
};

// One value of each replication: independent and, being means over long runs, normal.
struct Measured {
  Tally wait_hours;
  Tally queue;
  Tally utilisation;
  Tally share_lost;
  Tally little;  // customers present / (departures an hour times hours stayed): 1 by Little's law
};

Measured replicate(const QueueSpec& spec, const RunLength& run, std::uint64_t seed);

// The acceptance rule. The 99 % confidence interval covers the closed form, and it is
// narrow enough to mean something: its half-width is below 1 % of the value, or 2 %
// where the servers are busy more than 0.85 of the time. Reports to doctest.
void check_against_theory(const char* what, const Tally& replications, double theory,
                          double utilisation);

}  // namespace caravan::validation
