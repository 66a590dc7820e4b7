#include "caravan/sim/warm_up.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "caravan/sim/random.hpp"
#include "caravan/sim/special_functions.hpp"

namespace caravan {
namespace {

// Neighbours are correlated by `memory`; the mean is zero, but begins `bias` off and forgets it in
// `fading` steps.
std::vector<double> series(std::size_t length, double memory, double bias, double fading,
                           std::uint64_t number) {
  RandomStream random({1, name_hash("warm-up test"), number});
  std::vector<double> values(length);
  double deviation = normal_quantile(random.uniform());
  for (std::size_t i = 0; i < length; ++i) {
    deviation =
        memory * deviation + std::sqrt(1 - memory * memory) * normal_quantile(random.uniform());
    values[i] = deviation + bias * std::exp(-static_cast<double>(i) / fading);
  }
  return values;
}

TEST_CASE("of a series that is always the same nothing is deleted") {
  const std::vector<double> same(100, 7.0);
  CHECK(mser_5(same).length == 0);
  CHECK(mser_5(same).has_settled);
}

TEST_CASE("of noise little is deleted") {
  std::size_t deleted = 0;
  for (std::uint64_t i = 0; i < 50; ++i) {
    const WarmUp warm_up = mser_5(series(2'000, 0, 0, 1, i));
    CHECK(warm_up.length % 5 == 0);
    deleted += warm_up.length;
  }
  CHECK(deleted / 50 < 200);
}

TEST_CASE("a beginning that is far off is deleted, and not much more") {
  for (std::uint64_t i = 0; i < 50; ++i) {
    // 20 deviations off. A mean of five has the variance 0.445, and is worth keeping once its
    // squared bias is below twice that: after 305 observations, where the bias is 0.94; after 200
    // it is 2.7.
    const WarmUp warm_up = mser_5(series(5'000, 0.5, 20, 100, i));
    CHECK(warm_up.has_settled);
    CHECK(warm_up.length >= 200);
    CHECK(warm_up.length <= 1'500);
  }
}

TEST_CASE("a trend that never ends has not settled") {
  std::vector<double> trend = series(1'000, 0, 0, 1, 1);
  for (std::size_t i = 0; i < trend.size(); ++i) trend[i] += 0.05 * static_cast<double>(i);
  CHECK_FALSE(mser_5(trend).has_settled);
}

TEST_CASE("a handful of observations has not settled") {
  CHECK_FALSE(mser_5({}).has_settled);
  CHECK_FALSE(mser_5(std::vector<double>(49, 1.0)).has_settled);
  CHECK(mser_5(std::vector<double>(50, 1.0)).has_settled);
}

}  // namespace
}  // namespace caravan
