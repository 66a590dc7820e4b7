#include "caravan/sim/linear_level.hpp"

#include <doctest/doctest.h>

#include <random>

namespace caravan {
namespace {

constexpr Time at(double hour) { return Time{} + hours(hour); }

TEST_CASE("a level rises and falls by its rate") {
  LinearLevel tank(at(0), 1'000);
  tank.set_rate(at(0), 60);
  CHECK(tank.whole(at(0.5)) == 1'030);
  tank.set_rate(at(1), -30);
  CHECK(tank.whole(at(3)) == 1'000);
  CHECK(tank.level(at(3) + hours(0.01)) == doctest::Approx(999.7));
  CHECK(tank.whole(at(3) + hours(0.01)) == 999);
  tank.add(at(4), -100);
  CHECK(tank.whole(at(4)) == 870);
}

TEST_CASE("when a tank is full or empty is known beforehand") {
  LinearLevel tank(at(0), 100);
  CHECK(tank.reaches(at(0), 100) == at(0));
  CHECK(tank.reaches(at(0), 200) == kNever);  // stands still
  tank.set_rate(at(0), 50);
  CHECK(tank.reaches(at(0), 200) == at(2));
  CHECK(tank.reaches(at(1), 200) == at(2));
  CHECK(tank.reaches(at(0), 0) == kNever);
  tank.set_rate(at(1), -50);
  CHECK(tank.reaches(at(1), 0) == at(4));
  CHECK(tank.reaches(at(1), 200) == kNever);
}

// 1/7 of a tick is missing at the tick before, none at this one.
TEST_CASE("a bound is reached at the first tick at which nothing is missing") {
  LinearLevel tank(Time{}, 0);
  tank.set_rate(Time{}, 7);
  const Time full = tank.reaches(Time{}, 1'000);
  CHECK(tank.whole(full) == 1'000);
  CHECK(tank.whole(full - Duration{1}) == 999);
  tank.set_rate(full, -7);
  const Time empty = tank.reaches(full, 0);
  CHECK(tank.whole(empty) <= 0);
  CHECK(tank.whole(empty - Duration{1}) >= 0);
}

TEST_CASE("a level so slow that it outlasts time never reaches its bound") {
  LinearLevel tank(Time{}, 0);
  tank.set_rate(Time{}, 1);
  CHECK(tank.reaches(Time{}, std::int64_t{1} << 50) == kNever);
}

// Fractions of a unit go over exactly: in whatever steps, nothing is lost between two tanks.
TEST_CASE("what flows out of one tank and into another is never lost") {
  std::mt19937_64 random(3);
  LinearLevel from(Time{}, 1'000'000);
  LinearLevel to(Time{}, 0);
  Time now;
  for (int step = 0; step < 10'000; ++step) {
    const auto rate = static_cast<std::int64_t>(random() % 1'000) - 500;
    from.set_rate(now, -rate);
    to.set_rate(now, rate);
    now += Duration{static_cast<std::int64_t>(random() % 10'000'000'000)};
    REQUIRE(from.level(now) + to.level(now) == doctest::Approx(1'000'000).epsilon(1e-14));
  }
  // At rest, exactly: the whole units of one and what is missing to whole units of the other.
  const std::int64_t sum = from.whole(now) + to.whole(now);
  CHECK((sum == 1'000'000 || sum == 999'999));
}

TEST_CASE("levels before 1970 and below zero are levels") {
  LinearLevel basin(at(-100), -5);
  basin.set_rate(at(-100), -1);
  CHECK(basin.whole(at(-98)) == -7);
  CHECK(basin.whole(at(-98) + Duration{1}) == -8);  // rounded down
  CHECK(basin.reaches(at(-98), -10) == at(-95));
}

}  // namespace
}  // namespace caravan
