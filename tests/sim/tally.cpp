#include "caravan/sim/tally.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "caravan/sim/random.hpp"

namespace caravan {
namespace {

TEST_CASE("an empty tally knows nothing") {
  const Tally tally;
  CHECK(tally.count() == 0);
  CHECK(std::isnan(tally.mean()));
  CHECK(std::isnan(tally.minimum()));
  CHECK(std::isnan(tally.maximum()));
  CHECK(std::isnan(tally.variance()));
}

TEST_CASE("one value has no variance") {
  Tally tally;
  tally.add(-3);
  CHECK(tally.mean() == -3);
  CHECK(tally.minimum() == -3);
  CHECK(tally.maximum() == -3);
  CHECK(std::isnan(tally.variance()));
  CHECK(std::isnan(tally.deviation()));
}

TEST_CASE("the variance is the unbiased one") {
  Tally tally;
  for (const double value : {2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0}) tally.add(value);
  CHECK(tally.count() == 8);
  CHECK(tally.mean() == doctest::Approx(5));
  CHECK(tally.variance() == doctest::Approx(32.0 / 7));
  CHECK(tally.deviation() == doctest::Approx(std::sqrt(32.0 / 7)));
  CHECK(tally.minimum() == 2);
  CHECK(tally.maximum() == 9);
}

TEST_CASE("a tally equals the two-pass computation") {
  RandomStream random({1, name_hash("tally")});
  std::vector<double> values(10'000);
  Tally tally;
  long double sum = 0;
  for (double& value : values) {
    value = -std::log(random.uniform()) * 100 - 50;
    tally.add(value);
    sum += value;
  }
  const long double mean = sum / 10'000;
  long double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  CHECK(tally.mean() == doctest::Approx(double(mean)).epsilon(1e-13));
  CHECK(tally.variance() == doctest::Approx(double(squares / 9'999)).epsilon(1e-12));
}

// The difference of the sum of squares and the square of the sum would be noise here.
TEST_CASE("a small variance far from zero is not lost") {
  Tally tally;
  for (int i = 0; i < 1'000; ++i) tally.add(1e9 + i % 2);
  CHECK(tally.variance() == doctest::Approx(250.0 / 999).epsilon(1e-6));
}

TEST_CASE("tallies of the same values in the same order are equal") {
  Tally a;
  Tally b;
  CHECK(a == b);
  a.add(1);
  CHECK_FALSE(a == b);
  b.add(1);
  CHECK(a == b);
}

}  // namespace
}  // namespace caravan
