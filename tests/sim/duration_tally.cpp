#include "caravan/sim/duration_tally.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "caravan/sim/tally.hpp"

namespace caravan {
namespace {

TEST_CASE("nothing has no mean, and one has no deviation") {
  DurationTally tally;
  CHECK(tally.count() == 0);
  CHECK(std::isnan(tally.mean_hours()));
  CHECK(std::isnan(tally.minimum_hours()));
  CHECK(std::isnan(tally.maximum_hours()));
  tally.add(hours(3));
  CHECK(tally.mean_hours() == 3);
  CHECK(std::isnan(tally.deviation_hours()));
}

TEST_CASE("a tally of durations agrees with Welford's") {
  std::mt19937_64 random(1);
  DurationTally exact;
  Tally welford;
  for (int i = 0; i < 10'000; ++i) {
    const Duration duration{static_cast<std::int64_t>(random() % 1'000'000'000'000)};
    exact.add(duration);
    welford.add(in_hours(duration));
  }
  CHECK(exact.count() == 10'000);
  CHECK(exact.mean_hours() == doctest::Approx(welford.mean()).epsilon(1e-12));
  CHECK(exact.deviation_hours() == doctest::Approx(welford.deviation()).epsilon(1e-12));
  CHECK(exact.minimum_hours() == welford.minimum());
  CHECK(exact.maximum_hours() == welford.maximum());
}

// A century each, give or take a tick: nothing is lost to rounding.
TEST_CASE("small deviations of long durations are seen") {
  DurationTally tally;
  for (int i = 0; i < 1'000; ++i) tally.add(days(36'525) + Duration{i % 2});
  const double tick = 1 / 3.6e9;
  CHECK(tally.deviation_hours() == doctest::Approx(std::sqrt(250.0 / 999) * tick).epsilon(1e-12));
}

TEST_CASE("negative durations are durations") {
  DurationTally tally;
  tally.add(hours(-1));
  tally.add(hours(2));
  CHECK(tally.mean_hours() == 0.5);
  CHECK(tally.deviation_hours() == doctest::Approx(std::sqrt(4.5)));
  CHECK(tally.minimum_hours() == -1);
}

TEST_CASE("parts add up to the whole in any order") {
  std::mt19937_64 random(2);
  std::vector<Duration> durations;
  for (int i = 0; i < 1'000; ++i) {
    durations.push_back({static_cast<std::int64_t>(random() % 1'000'000'000'000)});
  }
  DurationTally whole;
  for (const Duration duration : durations) whole.add(duration);
  std::shuffle(durations.begin(), durations.end(), random);
  DurationTally parts[3];
  for (std::size_t i = 0; i < durations.size(); ++i) parts[i % 3].add(durations[i]);
  DurationTally sum;
  for (const DurationTally& part : parts) sum.add(part);
  CHECK(sum == whole);
}

}  // namespace
}  // namespace caravan
