// Two stations in line, where a full buffer blocks the first server after service.
#include <doctest/doctest.h>

#include "check_claims.hpp"
#include "tandem_model.hpp"
#include "tandem_theory.hpp"

namespace caravan::validation {
namespace {

// That of queues.cpp.
constexpr std::uint64_t kSeed = 2;

using Claims = std::vector<Claim<TandemModel>>;

// The lengths were estimated by a pilot with another seed, so that the widest interval is about
// 0.7 of what the rule allows.
void check(std::string_view name, const TandemRates& rates, const RunLength& run, double busiest,
           const Claims& claims) {
  const bool saturated = rates.arrival == 0;
  const TandemSpec spec{name,
                        Distribution::exponential(1 / rates.first),
                        Distribution::exponential(1 / rates.second),
                        static_cast<std::int64_t>(rates.buffer),
                        saturated,
                        Distribution::exponential(saturated ? 0 : 1 / rates.arrival)};
  check_claims<TandemModel>(
      std::string(name),
      [&](std::uint64_t replication) { return TandemModel(spec, kSeed, replication); }, run,
      busiest, claims);
}

Claims flow(const TandemTheory& theory) {
  return {{"throughput per hour", theory.throughput,
           [](const TandemModel& m) { return m.throughput_per_hour(); }},
          {"first server blocked", theory.blocked,
           [](const TandemModel& m) { return m.share_blocked(); }}};
}

// The first server is always busy or blocked, but has no queue: the rule for less busy servers is
// asked for. What is kept between the servers is forgotten within some tens of services.
void check_saturated(std::string_view name, const TandemRates& rates, double measured_hours) {
  check(name, rates, {200, measured_hours, 30}, 0, flow(saturated_tandem(rates)));
}

// Cut off at 150 before the first server: below, the chance of so many is under 10^-12. The queue
// forgets its beginning like that of M/M/1 whose load is the share of the time in which the first
// server is busy or blocked, here below 0.8, so within some hundreds of hours.
void check_open(std::string_view name, const TandemRates& rates, double measured_hours) {
  const TandemTheory theory = tandem(rates, 150);
  Claims claims = flow(theory);
  claims.push_back(
      {"customers present", theory.present, [](const TandemModel& m) { return m.mean_present(); }});
  check(name, rates, {2'000, measured_hours, 30}, 0, claims);
}

TEST_CASE("a saturated line of two servers without a buffer does what theory says") {
  check_saturated("saturated line, no buffer", {0, 1, 1.25, 0}, 27'000);
}

TEST_CASE("a saturated line of two servers with a buffer of three does what theory says") {
  check_saturated("saturated line, buffer of 3", {0, 1, 1, 3}, 125'000);
}

TEST_CASE("a line of two servers without a buffer does what its Markov chain says") {
  check_open("open line, no buffer", {0.5, 1, 1.25, 0}, 280'000);
}

TEST_CASE("a line of two servers with a buffer of two does what its Markov chain says") {
  check_open("open line, buffer of 2", {0.6, 1.25, 1, 2}, 320'000);
}

}  // namespace
}  // namespace caravan::validation
