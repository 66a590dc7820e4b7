// One queue of QueueModel against its closed form: how long to run, and what to compare.
#pragma once

#include <cstdint>

#include "caravan/sim/distribution.hpp"
#include "queue_model.hpp"
#include "queueing_theory.hpp"

namespace caravan::validation {

// Arrivals of a Poisson process: so many an hour, on average.
inline Distribution arrivals_per_hour(double load) { return Distribution::exponential(1 / load); }

// Simulates 30 replications and compares all that `theory` says, and Little's law. Where the
// theory is that nobody waits, nobody may wait. `relative_variance` sets how long is simulated:
// that of the mean of many customers in a row, times their number, over the square of the value,
// of the least exact value that is compared.
void check_queue(const QueueSpec& spec, const Theory& theory, double relative_variance,
                 std::uint64_t seed);

}  // namespace caravan::validation
