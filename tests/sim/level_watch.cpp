#include "caravan/sim/level_watch.hpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

namespace caravan {
namespace {

using Who = std::vector<std::uint32_t>;

Who all_next(LevelWatch& watch, double level) {
  Who woken;
  while (const auto next = watch.next(level)) woken.push_back(next->who);
  return woken;
}

TEST_CASE("whoever waits for a rise is woken at its bound and not before") {
  LevelWatch watch;
  watch.wait_until_at_least(10, {1});
  watch.wait_until_at_least(5, {2});
  watch.wait_until_at_least(5, {3});
  CHECK(all_next(watch, 4.9) == Who{});
  CHECK(all_next(watch, 5) == Who{2, 3});
  CHECK(all_next(watch, 100) == Who{1});
  CHECK(watch.waiting() == 0);
}

TEST_CASE("whoever waits for a fall is woken at its bound and not before") {
  LevelWatch wind;
  wind.wait_until_at_most(14, {1});
  wind.wait_until_at_most(8, {2});
  CHECK(all_next(wind, 14.1) == Who{});
  CHECK(all_next(wind, 14) == Who{1});
  CHECK(all_next(wind, 3) == Who{2});
}

TEST_CASE("whoever gives up is not woken") {
  LevelWatch watch;
  for (std::uint32_t who = 1; who <= 4; ++who) watch.wait_until_at_least(who, {who});
  watch.wait_until_at_most(-1, {5});
  CHECK(watch.give_up({2}));
  CHECK(watch.give_up({5}));
  CHECK_FALSE(watch.give_up({2}));
  CHECK(all_next(watch, 9) == Who{1, 3, 4});
  CHECK(all_next(watch, -9) == Who{});
}

TEST_CASE("all whose condition holds are woken, and nobody else, whatever the level does") {
  std::mt19937_64 random(1);
  LevelWatch watch;
  struct Waiter {
    std::uint32_t who;
    bool for_rise;
    double bound;
  };
  std::vector<Waiter> reference;
  for (std::uint32_t step = 0; step < 5'000; ++step) {
    const Waiter waiter{step, random() % 2 == 0, static_cast<double>(random() % 100)};
    waiter.for_rise ? watch.wait_until_at_least(waiter.bound, {waiter.who})
                    : watch.wait_until_at_most(waiter.bound, {waiter.who});
    reference.push_back(waiter);
    const auto level = static_cast<double>(random() % 100);
    Who woken = all_next(watch, level);
    std::sort(woken.begin(), woken.end());
    Who expected;
    std::erase_if(reference, [&](const Waiter& w) {
      const bool holds = w.for_rise ? level >= w.bound : level <= w.bound;
      if (holds) expected.push_back(w.who);
      return holds;
    });
    REQUIRE(woken == expected);
    REQUIRE(watch.waiting() == reference.size());
  }
}

}  // namespace
}  // namespace caravan
