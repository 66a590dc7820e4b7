#include "caravan/sim/quantile_sketch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace caravan {
namespace {

TEST_CASE("an empty sketch has no quantiles") {
  const QuantileSketch sketch;
  CHECK(sketch.count() == 0);
  CHECK(std::isnan(sketch.quantile(0.5)));
}

TEST_CASE("any single value comes back within a hundredth") {
  for (double value = QuantileSketch::kSmallest; value < 1e9; value *= 1.000'37) {
    QuantileSketch sketch;
    sketch.add(value);
    REQUIRE(std::fabs(sketch.quantile(0.5) / value - 1) <= 0.01);
  }
}

// Powers of two and their neighbours, where exponents change.
TEST_CASE("values at the ends of a doubling come back within a hundredth") {
  for (int exponent = -20; exponent < 40; ++exponent) {
    const double power = std::ldexp(1.0, exponent);
    for (const double value :
         {power, std::nextafter(power, 1e99), std::nextafter(2 * power, 0.0)}) {
      QuantileSketch sketch;
      sketch.add(value);
      REQUIRE(std::fabs(sketch.quantile(0) / value - 1) <= 0.01);
    }
  }
}

TEST_CASE("zero and next to nothing count as zero") {
  QuantileSketch sketch;
  for (int i = 0; i < 60; ++i) sketch.add(i % 2 == 0 ? 0.0 : 1e-9);
  for (int i = 0; i < 40; ++i) sketch.add(5);
  CHECK(sketch.quantile(0.5) == 0);
  CHECK(sketch.quantile(0.7) == doctest::Approx(5).epsilon(0.01));
}

void check_against_sample(const std::vector<double>& values) {
  QuantileSketch sketch;
  for (const double value : values) sketch.add(value);
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  for (int i = 0; i <= 1'000; ++i) {
    const double p = i / 1'000.0;
    const double exact = sorted[static_cast<std::size_t>(p * double(sorted.size() - 1))];
    CAPTURE(p);
    REQUIRE(std::fabs(sketch.quantile(p) - exact) <= 0.01 * exact);
  }
}

TEST_CASE("quantiles of samples of all shapes are within a hundredth") {
  std::mt19937_64 random(1);
  std::exponential_distribution<double> exponential(0.05);
  std::lognormal_distribution<double> wide(0, 3);
  std::vector<double> a, b, c, d;
  for (int i = 0; i < 50'000; ++i) {
    a.push_back(exponential(random));
    b.push_back(wide(random));
    c.push_back(17);
    d.push_back(i % 3 == 0 ? 1e4 + exponential(random) : 0.01 * exponential(random));
  }
  for (const auto& values : {a, b, c, d}) check_against_sample(values);
}

TEST_CASE("parts add up to the whole in any order") {
  std::mt19937_64 random(2);
  std::lognormal_distribution<double> wide(0, 3);
  QuantileSketch whole, odd, even;
  for (int i = 0; i < 10'000; ++i) {
    const double value = i % 100 == 0 ? 0 : wide(random);
    whole.add(value);
    (i % 2 == 0 ? even : odd).add(value);
  }
  QuantileSketch sum = odd;
  sum.add(even);
  QuantileSketch other_sum = even;
  other_sum.add(odd);
  CHECK(sum == whole);
  CHECK(other_sum == whole);
}

}  // namespace
}  // namespace caravan
