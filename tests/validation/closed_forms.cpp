// The theory of models that are more than one queue, against published values and simpler theory.
#include <doctest/doctest.h>

#include "markov_chain.hpp"
#include "queueing_theory.hpp"
#include "tandem_theory.hpp"

namespace caravan::validation {
namespace {

using doctest::Approx;

TEST_CASE("a Markov chain of births and deaths has the shares of M/M/1/K") {
  Rates rates(6, std::vector<double>(6, 0));
  for (std::size_t n = 0; n < 5; ++n) {
    rates[n][n + 1] = 0.8;
    rates[n + 1][n] = 1;
  }
  const std::vector<double> share = stationary(rates);
  CHECK(1 - share[0] == Approx(m_m_c_k(1, 5, 0.8).utilisation));
  CHECK(share[5] == Approx(m_m_c_k(1, 5, 0.8).share_lost));
}

// The share of a state in a ring that goes round one way is the time of one visit.
TEST_CASE("a Markov chain that goes round has shares in proportion to its stays") {
  const std::vector<double> share = stationary({{0, 2, 0}, {0, 0, 1}, {4, 0, 0}});
  CHECK(share[0] == Approx(2.0 / 7));
  CHECK(share[1] == Approx(4.0 / 7));
  CHECK(share[2] == Approx(1.0 / 7));
}

// With one repairer, those that run are the busy servers of Erlang's loss system, to which each
// repair is an arrival.
TEST_CASE("the closed form of machine repair has simple ones at its ends") {
  CHECK(1 - m_m_c_n(1, 6, 0.125).utilisation == Approx(m_g_c_c(6, 8).share_lost));
  CHECK(m_m_c_n(10, 10, 0.25).down == Approx(10 * 0.25 / 1.25));  // each machine on its own
  CHECK(m_m_c_n(10, 10, 0.25).wait_hours == Approx(0));
  CHECK(m_m_c_n(3, 10'000, 0.00024).wait_hours == Approx(m_m_c(3, 2.4).wait_hours).epsilon(1e-2));
}

// Hunt 1956: two thirds without a buffer, (b + 2) / (b + 3) with one of b places.
TEST_CASE("a saturated line of equal servers has the throughput that Hunt found") {
  CHECK(saturated_tandem({0, 1, 1, 0}).throughput == Approx(2.0 / 3));
  CHECK(saturated_tandem({0, 1, 1, 3}).throughput == Approx(5.0 / 6));
  const TandemTheory uneven = saturated_tandem({0, 1, 1.25, 2});
  CHECK(uneven.throughput == Approx(1 - uneven.blocked));  // the first server works or is blocked
}

TEST_CASE("a line with much room has two stations of M/M/1") {
  const TandemTheory line = tandem({0.4, 1, 0.8, 40}, 40);
  CHECK(line.present == Approx(0.4 / 0.6 + 0.5 / 0.5));
  CHECK(line.throughput == Approx(0.4));
  CHECK(line.blocked == Approx(0));
}

TEST_CASE("a line is cut off where nobody is any more") {
  const TandemRates rates{0.6, 1.25, 1, 2};
  CHECK(tandem(rates, 150).present == Approx(tandem(rates, 100).present).epsilon(1e-12));
}

// A first server so fast that it takes no time is one more place of a line before the second.
TEST_CASE("a line whose first server takes no time is M/M/1") {
  const TandemTheory line = tandem({0.5, 1e6, 1, 1}, 100);
  CHECK(line.present == Approx(1).epsilon(1e-5));
}

TEST_CASE("a line with more arrivals than it can take is saturated") {
  const TandemRates rates{5, 1, 1.25, 1};
  CHECK(tandem(rates, 40).throughput == Approx(saturated_tandem(rates).throughput));
  CHECK(tandem(rates, 40).blocked == Approx(saturated_tandem(rates).blocked));
}

}  // namespace
}  // namespace caravan::validation
