#include "caravan/sim/time_weighted.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace caravan {
namespace {

constexpr Time at(double second) { return Time{} + seconds(second); }

TEST_CASE("a level is weighted by how long it lasts") {
  TimeWeighted level(at(10), 1);
  level.set(at(12), 5);  // 1 for 2 s
  level.set(at(13), 2);  // 5 for 1 s
  CHECK(level.level() == 2);
  CHECK(level.area(at(17)) == (1 * 2 + 5 * 1 + 2 * 4) * Wide{kTicksPerSecond});
  CHECK(level.mean(at(17)) == doctest::Approx(15.0 / 7));
}

TEST_CASE("looking at a level does not change it") {
  TimeWeighted level(at(0), 3);
  level.set(at(1), 4);
  const TimeWeighted before = level;
  CHECK(level.mean(at(2)) == 3.5);
  CHECK(level.mean(at(4)) == 3.75);
  CHECK(level == before);
}

TEST_CASE("a level that lasts no time has no weight") {
  TimeWeighted level(at(0), 1);
  level.set(at(5), 1'000);
  level.set(at(5), 2);
  CHECK(level.mean(at(10)) == 1.5);
}

TEST_CASE("a change adds to the level") {
  TimeWeighted level(at(0), 1);
  level.add(at(1), 2);
  level.add(at(2), -3);
  CHECK(level.level() == 0);
  CHECK(level.area(at(9)) == (1 + 3) * Wide{kTicksPerSecond});
}

TEST_CASE("an area is exact beyond 64 bits and whatever its parts") {
  TimeWeighted whole(at(0), 123'456'789'012);
  TimeWeighted parts = whole;
  for (int day = 1; day <= 1'000; ++day) parts.set(Time{} + days(day), 123'456'789'012);
  CHECK(whole.area(Time{} + days(36'500)) == parts.area(Time{} + days(36'500)));
  CHECK(parts.mean(Time{} + days(36'500)) == doctest::Approx(123'456'789'012).epsilon(1e-15));
}

TEST_CASE("the mean over no time is not a number") {
  const TimeWeighted level(at(3), 1);
  CHECK(std::isnan(level.mean(at(3))));
  CHECK(level.mean(at(3) + Duration{1}) == doctest::Approx(1));
}

TEST_CASE("beginning again forgets the past but not the level") {
  TimeWeighted level(at(0), 100);
  level.set(at(10), 4);
  level.begin_again(at(15));
  CHECK(level.level() == 4);
  CHECK(std::isnan(level.mean(at(15))));
  level.set(at(17), 8);
  CHECK(level.area(at(19)) == (4 * 2 + 8 * 2) * Wide{kTicksPerSecond});
  CHECK(level.mean(at(19)) == 6);
}

}  // namespace
}  // namespace caravan
