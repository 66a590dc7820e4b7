#include "caravan/sim/batch_means.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "caravan/sim/random.hpp"
#include "caravan/sim/special_functions.hpp"

namespace caravan {
namespace {

// Mean 5; neighbours are correlated by `memory`.
std::vector<double> series(std::size_t length, double memory, std::uint64_t number) {
  RandomStream random({1, name_hash("batch means test"), number});
  std::vector<double> values(length);
  double deviation = normal_quantile(random.uniform());
  for (double& value : values) {
    deviation =
        memory * deviation + std::sqrt(1 - memory * memory) * normal_quantile(random.uniform());
    value = 5 + deviation;
  }
  return values;
}

TEST_CASE("too few observations tell nothing") {
  CHECK(std::isnan(batch_means(std::vector<double>(39, 1.0), 0.95).estimate.half_width));
  CHECK(batch_means(std::vector<double>(40, 1.0), 0.95).estimate.half_width == 0);
}

TEST_CASE("what does not fill a batch is left out at the beginning") {
  std::vector<double> values(47, 1.0);
  for (std::size_t i = 0; i < 7; ++i) values[i] = 1e9;
  CHECK(batch_means(values, 0.95).estimate.mean == 1);
}

// 500 series: between 92.4 and 97.4 % with a chance of 99 %, if the interval is right.
TEST_CASE("the interval of a series with memory covers its mean as often as it says") {
  int covered = 0, naively_covered = 0, looked_independent = 0;
  for (std::uint64_t i = 0; i < 500; ++i) {
    const std::vector<double> values = series(4'000, 0.8, i);
    const BatchMeans batches = batch_means(values, 0.95);
    covered += batches.estimate.covers(5);
    naively_covered += confidence_interval(values, 0.95).covers(5);
    looked_independent += batches.look_independent;
  }
  CHECK(covered >= 462);
  CHECK(covered <= 487);
  CHECK(naively_covered < 300);  // as if observations were independent: that is what it is for
  CHECK(looked_independent > 450);
}

TEST_CASE("batches that are short for the memory of the series look dependent") {
  int looked_independent = 0;
  for (std::uint64_t i = 0; i < 200; ++i) {
    looked_independent += batch_means(series(200, 0.98, i), 0.95).look_independent;
  }
  CHECK(looked_independent < 40);
}

}  // namespace
}  // namespace caravan
