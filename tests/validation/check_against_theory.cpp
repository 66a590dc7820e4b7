#include "check_against_theory.hpp"

#include <doctest/doctest.h>

#include <cstdio>

#include "caravan/sim/confidence.hpp"

namespace caravan::validation {

Measured replicate(const QueueSpec& spec, const RunLength& run, std::uint64_t seed) {
  Measured measured;
  for (std::uint64_t replication = 0; replication < run.replications; ++replication) {
    QueueModel queue(spec, seed, replication);
    queue.run_until(Time{} + hours(run.warm_up_hours));
    queue.begin_statistics();
    queue.run_until(queue.now() + hours(run.measured_hours));
    measured.wait_hours.add(queue.mean_wait_hours());
    measured.queue.add(queue.mean_queue());
    measured.utilisation.add(queue.utilisation());
    measured.share_lost.add(queue.share_lost());
    measured.little.add(queue.mean_present() /
                        (queue.departures_per_hour() * queue.mean_stay_hours()));
  }
  return measured;
}

void check_against_theory(const char* what, const Tally& replications, double theory,
                          double utilisation) {
  const Estimate estimate = confidence_interval(replications, 0.99);
  const double allowed = (utilisation > 0.85 ? 0.02 : 0.01) * theory;
  char report[200];
  std::snprintf(report, sizeof report, "%-36s theory %.5f, measured %.5f +- %.5f (%.2f %%)", what,
                theory, estimate.mean, estimate.half_width, 100 * estimate.half_width / theory);
  std::puts(report);  // seen with ctest --verbose: the table of sim/README.md
  CHECK_MESSAGE(estimate.covers(theory), "the interval misses theory: ", report);
  CHECK_MESSAGE(estimate.half_width < allowed, "the interval is too wide: ", report);
}

}  // namespace caravan::validation
