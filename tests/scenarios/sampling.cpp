// Designs fill the cube as they say, the same everywhere, and grow without changing.

#include "caravan/scenarios/sampling.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace caravan;

namespace {

// Of one factor: how many points lie in each of so many equal parts.
std::vector<std::size_t> histogram(const std::vector<UnitPoint>& points, std::size_t factor,
                                   std::size_t parts) {
  std::vector<std::size_t> counts(parts, 0);
  for (const UnitPoint& point : points) {
    ++counts[static_cast<std::size_t>(point[factor] * static_cast<double>(parts))];
  }
  return counts;
}

bool begins_with(const std::vector<UnitPoint>& all, const std::vector<UnitPoint>& first) {
  return std::equal(first.begin(), first.end(), all.begin());
}

}  // namespace

TEST_CASE("a Latin hypercube has one point in each part of each axis") {
  const auto points = latin_hypercube(100, 5, 3);
  for (std::size_t factor = 0; factor < 5; ++factor) {
    for (const std::size_t count : histogram(points, factor, 100)) CHECK(count == 1);
  }
  CHECK(latin_hypercube(100, 5, 3) == points);
  CHECK(latin_hypercube(100, 5, 4) != points);
}

TEST_CASE("scrambled Sobol points have one in each elementary interval, and grow") {
  const auto points = sobol_points(256, 4, 1);
  for (std::size_t factor = 0; factor < 4; ++factor) {
    for (const std::size_t count : histogram(points, factor, 256)) CHECK(count == 1);
  }
  // The first two dimensions are a (0, 8, 2)-net: 16 x 16 boxes hold one point each.
  std::set<std::pair<int, int>> boxes;
  for (const UnitPoint& point : points) {
    boxes.emplace(static_cast<int>(point[0] * 16), static_cast<int>(point[1] * 16));
  }
  CHECK(boxes.size() == 256);
  CHECK(begins_with(sobol_points(1000, 4, 1), points));
  CHECK(sobol_points(256, 4, 2) != points);
}

TEST_CASE("scrambled Sobol points integrate far better than chance") {
  // The mean of the product of 12 (x - 1/2)^2 over five factors is 1; plain Monte Carlo with as
  // many points has a standard error of sqrt(1.8^5 - 1) / 64 = 0.066.
  double worst = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    double sum = 0;
    for (const UnitPoint& point : sobol_points(4096, 5, seed)) {
      double product = 1;
      for (const double x : point) product *= 12 * (x - 0.5) * (x - 0.5);
      sum += product;
    }
    worst = std::max(worst, std::abs(sum / 4096 - 1));
  }
  CHECK(worst < 0.02);
}

TEST_CASE("a Saltelli block is a, b, and a with one factor of b after the other") {
  const auto rows = saltelli_points(8, 3, 1);
  REQUIRE(rows.size() == 8 * 5);
  for (std::size_t block = 0; block < 8; ++block) {
    const UnitPoint& a = rows[block * 5];
    const UnitPoint& b = rows[block * 5 + 1];
    for (std::size_t factor = 0; factor < 3; ++factor) {
      UnitPoint mixed = a;
      mixed[factor] = b[factor];
      CHECK(rows[block * 5 + 2 + factor] == mixed);
      CHECK(a[factor] != b[factor]);
    }
  }
  CHECK(begins_with(saltelli_points(16, 3, 1), rows));
}

TEST_CASE("a Morris trajectory changes each factor once, by the same step, on the grid") {
  const auto rows = morris_points(50, 4, 6, 1);
  REQUIRE(rows.size() == 50 * 5);
  for (std::size_t t = 0; t < 50; ++t) {
    std::set<std::size_t> changed;
    for (std::size_t step = 0; step < 4; ++step) {
      const UnitPoint& from = rows[t * 5 + step];
      const UnitPoint& to = rows[t * 5 + step + 1];
      for (std::size_t factor = 0; factor < 4; ++factor) {
        CHECK(std::abs(from[factor] * 5 - std::round(from[factor] * 5)) < 1e-12);
        if (from[factor] == to[factor]) continue;
        CHECK(std::abs(to[factor] - from[factor]) == doctest::Approx(0.6));
        changed.insert(factor);
      }
    }
    CHECK(changed.size() == 4);
  }
  CHECK(begins_with(morris_points(60, 4, 6, 1), rows));
}
