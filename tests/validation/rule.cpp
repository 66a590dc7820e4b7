// The yardstick itself: closed forms against published values, and a rule that can fail.
#include <doctest/doctest.h>

#include "check_against_theory.hpp"
#include "queueing_theory.hpp"

namespace caravan::validation {
namespace {

// Thirty values with that mean, whose 99 % interval has about that half-width.
Tally replications(double mean, double half_width) {
  Tally values;
  const double distance = half_width * 5.4 / 2.756;  // sqrt(29 30 / 30) / Student's t
  for (int i = 0; i < 15; ++i) {
    values.add(mean - distance);
    values.add(mean + distance);
  }
  return values;
}

TEST_CASE("a narrow interval around theory is accepted") {
  check_against_theory("accepted", replications(100.4, 0.9), 100, 0.5);
  check_against_theory("accepted, as it is busy", replications(100.4, 1.9), 100, 0.86);
}

TEST_CASE("a narrow interval beside theory is refused" * doctest::should_fail()) {
  check_against_theory("refused", replications(101, 0.9), 100, 0.5);
}

TEST_CASE("a wide interval around theory is refused" * doctest::should_fail()) {
  check_against_theory("refused", replications(100, 1.1), 100, 0.85);
}

TEST_CASE("a wide interval around the theory of a busy queue is refused" * doctest::should_fail()) {
  check_against_theory("refused", replications(100, 2.2), 100, 0.9);
}

TEST_CASE("values that are not numbers are refused" * doctest::should_fail()) {
  check_against_theory("refused", Tally{}, 100, 0.5);
}

// From Erlang's tables: C(2, 1.5) = 0.6429 and C(3, 2.4) = 0.6472 must wait.
TEST_CASE("the closed form of M/M/c is that of the tables") {
  CHECK(m_m_c(1, 0.8).wait_hours == doctest::Approx(4));
  CHECK(m_m_c(2, 1.5).queue == doctest::Approx(27.0 / 14));
  CHECK(m_m_c(3, 2.4).wait_hours == doctest::Approx(0.6472 / 0.6).epsilon(1e-4));
  CHECK(m_m_c(3, 2.4).utilisation == doctest::Approx(0.8));
}

// From Erlang's tables: B(3, 2) = 4 / 19 are lost where nobody can wait.
TEST_CASE("the closed form of M/M/c/K has those of Erlang at both ends") {
  CHECK(m_m_c_k(3, 3, 2).share_lost == doctest::Approx(4.0 / 19));
  CHECK(m_m_c_k(3, 3, 2).queue == 0);
  CHECK(m_m_c_k(3, 500, 2.4).wait_hours == doctest::Approx(m_m_c(3, 2.4).wait_hours));
  CHECK(m_m_c_k(3, 500, 2.4).share_lost == doctest::Approx(0));
  CHECK(m_m_c_k(1, 2, 1).share_lost == doctest::Approx(1.0 / 3));
  CHECK(m_m_c_k(1, 2, 1).wait_hours == doctest::Approx(0.5));
}

TEST_CASE("the closed form of M/G/1 is that of M/M/1 where the law is exponential") {
  CHECK(m_g_1(0.8, 1).wait_hours == doctest::Approx(m_m_1(0.8).wait_hours));
  CHECK(m_g_1(0.8, 1).queue == doctest::Approx(m_m_1(0.8).queue));
  CHECK(m_g_1(0.5, 1.5).wait_hours == doctest::Approx(1.625));
}

// From Erlang's tables: B(10, 5) = 0.01838.
TEST_CASE("the closed form of Erlang's loss is that of the tables") {
  CHECK(m_g_c_c(3, 2).share_lost == doctest::Approx(4.0 / 19));
  CHECK(m_g_c_c(10, 5).share_lost == doctest::Approx(0.01838).epsilon(1e-3));
  CHECK(m_g_c_c(10, 9).share_lost == doctest::Approx(m_m_c_k(10, 10, 9).share_lost));
  CHECK(m_g_c_c(10, 9).utilisation == doctest::Approx(m_m_c_k(10, 10, 9).utilisation));
}

}  // namespace
}  // namespace caravan::validation
