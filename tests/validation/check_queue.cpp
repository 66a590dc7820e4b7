#include "check_queue.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "check_against_theory.hpp"

namespace caravan::validation {
namespace {

// Thirty replications, in which so many customers arrive that the half-widths should be
// 0.7 of what the rule allows: they vary by an eighth themselves. The mean of n customers
// in a row has about the variance v / n, relative to the square of the value; v is
// `relative_variance`, which for the wait in M/M/1 with load r is
//
//   (2 + 5 r - 4 r^2 + r^3) / (r (1 - r)^2)        (29 at 0.5, 124 at 0.8, 443 at 0.9)
//
// and was otherwise estimated from a pilot of two million customers, for the least
// exact of the values that are compared.
//
// The queue begins empty, and forgets this like exp(-t / T) with the relaxation time T =
// 1 / (sqrt(servers) - sqrt(load))^2 hours; twenty of these are deleted. Limited room
// forgets sooner, and at any load: there, a load of 0.97 a server is long enough.
RunLength run_length(const QueueSpec& spec, double utilisation, double relative_variance) {
  constexpr int kReplications = 30;
  constexpr double kStudent = 2.756;  // 99 % of 30 values
  const double half_width = 0.7 * (utilisation > 0.85 ? 0.02 : 0.01);
  const double customers = relative_variance * std::pow(kStudent / half_width, 2);
  const double load = 1 / spec.gap.mean();
  const auto servers = static_cast<double>(spec.servers);
  const double root = std::sqrt(servers) - std::sqrt(std::min(load, 0.97 * servers));
  return {20 / (root * root), customers / load / kReplications, kReplications};
}

}  // namespace

void check_queue(const QueueSpec& spec, const Theory& theory, double relative_variance,
                 std::uint64_t seed) {
  const double busy = theory.utilisation;
  const Measured measured = replicate(spec, run_length(spec, busy, relative_variance), seed);
  const auto check = [&](const char* what, const Tally& values, double expected) {
    check_against_theory((std::string(spec.name) + ", " + what).c_str(), values, expected, busy);
  };
  if (theory.queue > 0) {
    check("wait in hours", measured.wait_hours, theory.wait_hours);
    check("customers waiting", measured.queue, theory.queue);
  } else {
    CHECK(measured.queue.maximum() == 0);
  }
  check("utilisation", measured.utilisation, theory.utilisation);
  if (theory.share_lost > 0) check("share lost", measured.share_lost, theory.share_lost);
  check("Little's ratio", measured.little, 1);
}

}  // namespace caravan::validation
