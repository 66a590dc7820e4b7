// The theory of models that are more than one queue, against published values and simpler theory.
#include <doctest/doctest.h>

#include <array>
#include <cmath>

#include "inventory_theory.hpp"
#include "jackson_theory.hpp"
#include "markov_chain.hpp"
#include "priority_theory.hpp"
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

// A customer that goes back half of the time comes twice, and M/M/1 does not see the difference.
TEST_CASE("a network of one station with a loop is M/M/1 with twice the arrivals") {
  const NetworkTheory loop = jackson({"loop", {{1, 1, 0.4, {0.5}}}});
  CHECK(loop.stations[0].arrivals_per_hour == Approx(0.8));
  CHECK(loop.stations[0].present == Approx(4));
  CHECK(loop.stay_hours == Approx(10));
}

TEST_CASE("a network that is a line adds up its stations") {
  const NetworkTheory line = jackson({"line", {{1, 1, 0.5, {0, 1}}, {2, 2, 0, {}}}});
  CHECK(line.stations[1].arrivals_per_hour == Approx(0.5));
  CHECK(line.stations[1].utilisation == Approx(0.5));
  CHECK(line.stay_hours == Approx(2 + 2 + 2 * m_m_c(2, 1).wait_hours));
}

constexpr std::array<CustomerClass, 3> kUnequal{{{0.4, 0.5, 0.6}, {0.3, 1, 1}, {0.125, 2, 0}}};

TEST_CASE("a single class waits as in M/G/1, interrupted or not") {
  const std::array<CustomerClass, 1> alone{{{0.7, 1, 1.5}}};
  CHECK(wait_hours_by_class(alone)[0] == Approx(m_g_1(0.7, 1.5).wait_hours));
  CHECK(stay_hours_by_class_preemptive(alone)[0] == Approx(1 + m_g_1(0.7, 1.5).wait_hours));
}

// Kleinrock 1965: sum of load times wait = load times residual / (1 - load), in whatever order.
TEST_CASE("priorities conserve the work that waits") {
  const std::vector<double> waits = wait_hours_by_class(kUnequal);
  double load = 0, residual = 0, work = 0;
  for (std::size_t i = 0; i < kUnequal.size(); ++i) {
    load += load_of(kUnequal[i]);
    residual += residual_of(kUnequal[i]);
    work += load_of(kUnequal[i]) * waits[i];
  }
  CHECK(work == Approx(load * residual / (1 - load)));
  CHECK(waits[0] < waits[1]);
  CHECK(waits[1] < waits[2]);
}

// Who interrupts does not see the others; and where all services are alike and have no memory, as
// many are there as without classes.
TEST_CASE("the formula for interruptions has simple ones at both ends") {
  const std::array<CustomerClass, 1> alone{kUnequal[0]};
  CHECK(stay_hours_by_class_preemptive(kUnequal)[0] ==
        Approx(stay_hours_by_class_preemptive(alone)[0]));
  const std::array<CustomerClass, 3> alike{{{0.2, 1, 1}, {0.3, 1, 1}, {0.25, 1, 1}}};
  const std::vector<double> stays = stay_hours_by_class_preemptive(alike);
  CHECK(0.2 * stays[0] + 0.3 * stays[1] + 0.25 * stays[2] == Approx(0.75 / 0.25));
}

// The same stock as a Markov chain: state i is i + 1 above s after the review.
TEST_CASE("the renewal argument for a stock agrees with its Markov chain") {
  const InventorySpec spec{3, 12, 4};
  const std::vector<double> chance = poisson(spec.demand, 12);
  Rates steps(9, std::vector<double>(9, 0));
  for (std::size_t i = 0; i < 9; ++i) {
    double stays_above = 0;
    for (std::size_t j = 0; j <= i; ++j) stays_above += steps[i][j] = chance[i - j];
    steps[i][8] += 1 - stays_above;
  }
  const std::vector<double> share = stationary(steps);
  double orders = 0, on_hand = 0, mean = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    double below = 1;  // the chance of an order
    for (std::size_t j = 0; j <= i; ++j) below -= chance[j];
    orders += share[i] * below;
    mean += share[i] * static_cast<double>(i + 4);
    for (std::size_t n = 0; n < i + 4; ++n) {
      on_hand += share[i] * chance[n] * static_cast<double>(i + 4 - n);
    }
  }
  CHECK(inventory(spec).orders == Approx(orders));
  CHECK(inventory(spec).on_hand == Approx(on_hand));
  CHECK(inventory(spec).on_hand - inventory(spec).owed == Approx(mean - spec.demand));
}

TEST_CASE("a stock that is filled up after each demand is ordered in each period with demand") {
  const InventoryTheory theory = inventory({4, 5, 2});
  CHECK(theory.orders == Approx(1 - std::exp(-2)));
  CHECK(theory.on_hand - theory.owed == Approx(5 - 2));
}

}  // namespace
}  // namespace caravan::validation
