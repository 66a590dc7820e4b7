#include "caravan/sim/confidence.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "caravan/sim/random.hpp"
#include "caravan/sim/special_functions.hpp"

namespace caravan {
namespace {

// n values of mean 10 whose mean has the standard error 1, so that the half-width
// is Student's quantile itself.
Estimate interval_of_standard_error_one(int n, double confidence) {
  std::vector<double> values(static_cast<std::size_t>(n), 10.0);
  const double distance = std::sqrt(n * (n - 1) / 2.0);
  values.front() -= distance;
  values.back() += distance;
  return confidence_interval(values, confidence);
}

// Quantiles from printed tables of Student's distribution.
TEST_CASE("half-widths are those of Student's distribution") {
  CHECK(interval_of_standard_error_one(2, 0.95).mean == doctest::Approx(10));
  CHECK(interval_of_standard_error_one(2, 0.95).half_width ==
        doctest::Approx(12.7062).epsilon(1e-5));
  CHECK(interval_of_standard_error_one(2, 0.99).half_width ==
        doctest::Approx(63.657).epsilon(1e-5));
  CHECK(interval_of_standard_error_one(6, 0.90).half_width == doctest::Approx(2.015).epsilon(1e-4));
  CHECK(interval_of_standard_error_one(10, 0.99).half_width ==
        doctest::Approx(3.2498).epsilon(1e-5));
  CHECK(interval_of_standard_error_one(31, 0.99).half_width ==
        doctest::Approx(2.750).epsilon(1e-4));
}

TEST_CASE("a tally and its values have the same interval") {
  const std::vector<double> values = {3, 1, 4, 1, 5};
  Tally tally;
  for (const double value : values) tally.add(value);
  const Estimate a = confidence_interval(values, 0.95);
  const Estimate b = confidence_interval(tally, 0.95);
  CHECK(a.mean == b.mean);
  CHECK(a.half_width == b.half_width);
}

TEST_CASE("fewer than two values say nothing about the truth") {
  const std::vector<double> one = {3};
  CHECK(confidence_interval(one, 0.95).mean == 3);
  CHECK(std::isnan(confidence_interval(one, 0.95).half_width));
  CHECK_FALSE(confidence_interval(one, 0.95).covers(3));
  CHECK(std::isnan(confidence_interval(Tally{}, 0.95).mean));
}

TEST_CASE("an interval covers what lies within its half-width") {
  const Estimate estimate{10, 2};
  CHECK(estimate.covers(8));
  CHECK(estimate.covers(12));
  CHECK_FALSE(estimate.covers(7.99));
  CHECK_FALSE(estimate.covers(12.01));
}

// Five normal values at a time: with the normal quantile in place of Student's, 88 %
// would be covered.
TEST_CASE("intervals cover the truth as often as they promise") {
  RandomStream random({1, name_hash("coverage")});
  constexpr int kSamples = 10'000;
  int covered = 0;
  for (int sample = 0; sample < kSamples; ++sample) {
    Tally tally;
    for (int i = 0; i < 5; ++i) tally.add(7 + 3 * normal_quantile(random.uniform()));
    covered += confidence_interval(tally, 0.95).covers(7);
  }
  const double three_deviations = 3 * std::sqrt(0.95 * 0.05 / kSamples);
  CHECK(std::fabs(covered / double(kSamples) - 0.95) < three_deviations);
}

// The expected values are those of numpy.quantile.
TEST_CASE("sample quantiles interpolate between order statistics") {
  const std::vector<double> four = {1, 2, 3, 4};
  CHECK(sorted_quantile(four, 0.25) == doctest::Approx(1.75));
  CHECK(sorted_quantile(four, 0.5) == doctest::Approx(2.5));
  CHECK(sorted_quantile(four, 0.9) == doctest::Approx(3.7));
  const std::vector<double> uneven = {10, 20, 40};
  CHECK(sorted_quantile(uneven, 0.5) == doctest::Approx(20));
  CHECK(sorted_quantile(uneven, 0.75) == doctest::Approx(30));
}

TEST_CASE("the outermost sample quantiles are the extremes") {
  const std::vector<double> values = {10, 20, 40};
  CHECK(sorted_quantile(values, 0) == 10);
  CHECK(sorted_quantile(values, 1) == 40);
  const std::vector<double> one = {5};
  CHECK(sorted_quantile(one, 0) == 5);
  CHECK(sorted_quantile(one, 0.3) == 5);
  CHECK(sorted_quantile(one, 1) == 5);
}

TEST_CASE("an empty sample has no quantile") { CHECK(std::isnan(sorted_quantile({}, 0.5))); }

}  // namespace
}  // namespace caravan
