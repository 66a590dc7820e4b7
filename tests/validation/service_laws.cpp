// M/G/1: what a law of the service time does to the wait is done by its variance alone.
#include <doctest/doctest.h>

#include <cmath>

#include "check_queue.hpp"
#include "queueing_theory.hpp"

namespace caravan::validation {
namespace {

// That of queues.cpp. Over seeds 2 to 21 the triangular law at 0.5 lay lowest of all values, the
// mean of the queue 3 standard errors below theory. To see whether that is bias, seeds 101 to 1100
// were run: 2.4 below in the first hundred, 1.2 below in the next 900 (0.008 % of the value), and
// 44 of 4000 intervals miss, where 99 % confidence promises 40. So there is no sign of bias.
constexpr std::uint64_t kSeed = 2;

// Each with a mean of 1 hour. The coefficients of variation are those of the textbook, for
// `Distribution` tells none: that it draws with these is part of what is checked.
const Distribution kUniform = Distribution::uniform(0, 2);
const double kUniformCv = std::sqrt(1.0 / 3);  // width / sqrt(12)

const Distribution kTriangular = Distribution::triangular(0, 0.5, 2.5);
const double kTriangularCv = std::sqrt(5.25 / 18);  // (a2 + b2 + c2 - ab - ac - bc) / 18

const Distribution kLognormal = Distribution::lognormal(1, 1.5);
constexpr double kLognormalCv = 1.5;

// The last number was estimated by a pilot with another seed.
void check(std::string_view name, const Distribution& service, double cv, double load,
           double relative_variance) {
  check_queue({name, arrivals_per_hour(load), service}, m_g_1(load, cv), relative_variance, kSeed);
}

TEST_CASE("M/G/1 with uniform service at load 0.5 does what theory says") {
  check("M/G/1 uniform at 0.5", kUniform, kUniformCv, 0.5, 36);
}

TEST_CASE("M/G/1 with uniform service at load 0.8 does what theory says") {
  check("M/G/1 uniform at 0.8", kUniform, kUniformCv, 0.8, 80);
}

TEST_CASE("M/G/1 with uniform service at load 0.9 does what theory says") {
  check("M/G/1 uniform at 0.9", kUniform, kUniformCv, 0.9, 270);
}

TEST_CASE("M/G/1 with triangular service at load 0.5 does what theory says") {
  check("M/G/1 triangular at 0.5", kTriangular, kTriangularCv, 0.5, 36);
}

TEST_CASE("M/G/1 with triangular service at load 0.8 does what theory says") {
  check("M/G/1 triangular at 0.8", kTriangular, kTriangularCv, 0.8, 80);
}

TEST_CASE("M/G/1 with lognormal service at load 0.5 does what theory says") {
  check("M/G/1 lognormal at 0.5", kLognormal, kLognormalCv, 0.5, 190);
}

TEST_CASE("M/G/1 with lognormal service at load 0.7 does what theory says") {
  check("M/G/1 lognormal at 0.7", kLognormal, kLognormalCv, 0.7, 270);
}

}  // namespace
}  // namespace caravan::validation
