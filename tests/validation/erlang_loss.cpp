// M/G/c/c: who finds all servers busy is lost, and the law of the service time does not matter.
#include <doctest/doctest.h>

#include "check_queue.hpp"
#include "queueing_theory.hpp"

namespace caravan::validation {
namespace {

// Seeds 2 (that of queues.cpp) and 3 came first, and 17 of the 18 intervals of each cover theory;
// that of the utilisation of M/M/3/3, 0.52707 +- 0.00069, does not with 2, and that of its Little's
// ratio, too high by 0.00001, does not with 3. To see whether that is bias, seeds 2 to 21 were run:
// 4 of 360 intervals miss, four different values, where 99 % confidence promises 3.6. So there is
// no sign of bias, and the next seed in line stands.
constexpr std::uint64_t kSeed = 4;

const Distribution kExponential = Distribution::exponential(1);
const Distribution kConstant = Distribution::constant(1);
const Distribution kLognormal = Distribution::lognormal(1, 1.5);

// The last number was estimated by a pilot with another seed, for the share lost.
void check(std::string_view name, const Distribution& service, int servers, double load,
           double relative_variance) {
  const QueueSpec spec{name, arrivals_per_hour(load), service, servers, std::size_t(servers)};
  check_queue(spec, m_g_c_c(servers, load), relative_variance, kSeed);
}

TEST_CASE("M/M/3/3 at load 2 loses the share that Erlang says") {
  check("M/M/3/3 at 2", kExponential, 3, 2, 20);
}

TEST_CASE("M/D/3/3 at load 2 loses the share that Erlang says") {
  check("M/D/3/3 at 2", kConstant, 3, 2, 20);
}

TEST_CASE("M/G/3/3 with lognormal service at load 2 loses the share that Erlang says") {
  check("M/G/3/3 lognormal at 2", kLognormal, 3, 2, 20);
}

TEST_CASE("M/M/10/10 at load 9 loses the share that Erlang says") {
  check("M/M/10/10 at 9", kExponential, 10, 9, 40);
}

TEST_CASE("M/D/10/10 at load 9 loses the share that Erlang says") {
  check("M/D/10/10 at 9", kConstant, 10, 9, 40);
}

TEST_CASE("M/G/10/10 with lognormal service at load 9 loses the share that Erlang says") {
  check("M/G/10/10 lognormal at 9", kLognormal, 10, 9, 40);
}

}  // namespace
}  // namespace caravan::validation
