// Keys that are neighbours (the next seed, purpose, entity, replication or ordinal) must have
// nothing to do with each other. 15 tests at 0.1 % each: by chance, one of them would fail for one
// set of keys in 67.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "caravan/sim/random.hpp"

namespace caravan {
namespace {

constexpr std::uint64_t kKeys = 200'000;

struct Step {
  std::string name;
  std::function<double(std::uint64_t)> draw;  // of the n-th key in a row
};

// Each walks along one part of the key, the others standing still.
std::vector<Step> steps() {
  const std::uint64_t p = name_hash("independence");
  return {{"seed",
           [p](std::uint64_t n) {
             return uniform({n, p, 7, 3}, 5);
           }},
          {"purpose",
           [p](std::uint64_t n) {
             return uniform({1, p + n, 7, 3}, 5);
           }},
          {"entity",
           [p](std::uint64_t n) {
             return uniform({1, p, n, 3}, 5);
           }},
          {"replication",
           [p](std::uint64_t n) {
             return uniform({1, p, 7, n}, 5);
           }},
          {"ordinal", [p](std::uint64_t n) {
             return uniform({1, p, 7, 3}, n);
           }}};
}

std::vector<double> draws_along(const Step& step) {
  std::vector<double> draws(kKeys);
  for (std::uint64_t n = 0; n < kKeys; ++n) draws[n] = step.draw(n);
  return draws;
}

double chi_square_limit(int degrees) {
  return boost::math::quantile(boost::math::chi_squared(degrees), 0.999);
}

TEST_CASE("pairs of neighbouring draws fill the square evenly") {
  constexpr std::size_t kCells = 16;
  for (const Step& step : steps()) {
    CAPTURE(step.name);
    const std::vector<double> draws = draws_along(step);
    std::array<double, kCells * kCells> seen{};
    for (std::size_t i = 0; i + 1 < draws.size(); i += 2) {
      const auto row = static_cast<std::size_t>(draws[i] * kCells);
      const auto column = static_cast<std::size_t>(draws[i + 1] * kCells);
      ++seen[row * kCells + column];
    }
    const double expected = double(kKeys / 2) / double(seen.size());
    double chi_square = 0;
    for (const double count : seen)
      chi_square += (count - expected) * (count - expected) / expected;
    CHECK(chi_square < chi_square_limit(int(seen.size()) - 1));
    CHECK(chi_square > 255 - 4 * std::sqrt(2 * 255.0));  // nor too evenly to be random
  }
}

TEST_CASE("neighbouring draws are not correlated at distances from 1 to 20") {
  for (const Step& step : steps()) {
    CAPTURE(step.name);
    const std::vector<double> draws = draws_along(step);
    double sum_of_squares = 0;  // of the correlations, in deviations: chi-square with 20 degrees
    for (std::size_t lag = 1; lag <= 20; ++lag) {
      double correlation = 0;
      for (std::size_t i = 0; i + lag < draws.size(); ++i) {
        correlation += 12 * (draws[i] - 0.5) * (draws[i + lag] - 0.5);
      }
      sum_of_squares += correlation * correlation / double(draws.size() - lag);
    }
    CHECK(sum_of_squares < chi_square_limit(20));
  }
}

// Runs above and below one half: as many as coin tosses would have (A. Wald, J. Wolfowitz, 1940).
TEST_CASE("neighbouring draws change sides as often as coins do") {
  for (const Step& step : steps()) {
    CAPTURE(step.name);
    const std::vector<double> draws = draws_along(step);
    double changes = 0;
    for (std::size_t i = 1; i < draws.size(); ++i)
      changes += (draws[i] < 0.5) != (draws[i - 1] < 0.5);
    const auto tosses = double(draws.size() - 1);
    const double z = (changes - tosses / 2) / std::sqrt(tosses / 4);
    CHECK(std::fabs(z) < boost::math::quantile(boost::math::normal(), 0.9995));
  }
}

}  // namespace
}  // namespace caravan
