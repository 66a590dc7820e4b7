#include "caravan/sim/store.hpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

namespace caravan {
namespace {

constexpr Time at(double hour) { return Time{} + hours(hour); }

using Who = std::vector<std::uint32_t>;

Who put_all(Store& store, Time now) {
  Who stored;
  while (const auto next = store.put_next(now)) stored.push_back(next->who);
  return stored;
}

Who get_all(Store& store, Time now) {
  Who served;
  while (const auto next = store.get_next(now)) served.push_back(next->who);
  return served;
}

Request some(std::uint32_t who, std::int64_t amount, std::int32_t priority = 0) {
  return {.who = who, .amount = amount, .priority = priority};
}

TEST_CASE("what fits is stored at once and what does not waits outside") {
  Store yard(at(0), 10, 3);
  CHECK(yard.capacity() == 10);
  CHECK(yard.content() == 3);
  CHECK(yard.put(at(0), some(1, 7)));
  CHECK(yard.content() == 10);
  CHECK_FALSE(yard.put(at(0), some(2, 1)));
  CHECK(yard.content() == 10);
  CHECK(yard.waiting_to_put() == 1);
}

TEST_CASE("what is there is taken at once and what is not is waited for") {
  Store tank(at(0), 10, 3);
  CHECK(tank.get(at(0), some(1, 3)));
  CHECK(tank.content() == 0);
  CHECK_FALSE(tank.get(at(0), some(2, 1)));
  CHECK(tank.content() == 0);
  CHECK(tank.waiting_to_get() == 1);
}

TEST_CASE("puts that wait enter in the order in which they came") {
  Store yard(at(0), 10, 10);
  for (std::uint32_t who = 1; who <= 3; ++who) yard.put(at(who), some(who, 4));
  CHECK(put_all(yard, at(4)) == Who{});
  CHECK(yard.get(at(4), some(9, 8)));
  CHECK(put_all(yard, at(4)) == Who{1, 2});
  CHECK(yard.content() == 10);
  CHECK(yard.waiting_to_put() == 1);
}

TEST_CASE("gets that wait are served in the order in which they came") {
  Store tank(at(0), 10);
  for (std::uint32_t who = 1; who <= 3; ++who) tank.get(at(who), some(who, 4));
  CHECK(tank.put(at(4), some(9, 9)));
  CHECK(get_all(tank, at(4)) == Who{1, 2});
  CHECK(tank.content() == 1);
  CHECK(tank.waiting_to_get() == 1);
}

TEST_CASE("a small put does not overtake a large one that waits") {
  Store yard(at(0), 10, 8);
  CHECK_FALSE(yard.put(at(0), some(1, 5)));
  CHECK_FALSE(yard.put(at(0), some(2, 1)));
  CHECK(put_all(yard, at(1)) == Who{});
  CHECK(yard.content() == 8);
}

TEST_CASE("a small get does not overtake a large one that waits") {
  Store tank(at(0), 10, 3);
  CHECK_FALSE(tank.get(at(0), some(1, 5)));
  CHECK_FALSE(tank.get(at(0), some(2, 1)));
  CHECK(get_all(tank, at(1)) == Who{});
  CHECK(tank.content() == 3);
}

TEST_CASE("a higher priority goes first in both lines") {
  Store yard(at(0), 10, 10);
  yard.put(at(0), some(1, 4));
  yard.put(at(0), some(2, 4, 1));
  yard.get(at(1), some(9, 8));
  CHECK(put_all(yard, at(1)) == Who{2, 1});

  Store tank(at(0), 10);
  tank.get(at(0), some(1, 4));
  tank.get(at(0), some(2, 4, 1));
  tank.put(at(1), some(9, 8));
  CHECK(get_all(tank, at(1)) == Who{2, 1});
}

// Used to wait for ever: nothing changed, so the model had no reason to ask who is next.
TEST_CASE("a higher priority that fits need not wait for those who do") {
  Store yard(at(0), 10, 8);
  yard.put(at(0), some(1, 5));
  CHECK(yard.put(at(0), some(2, 1, 1)));
  CHECK(yard.content() == 9);

  Store tank(at(0), 10, 3);
  tank.get(at(0), some(1, 5));
  CHECK(tank.get(at(0), some(2, 1, 1)));
  CHECK(tank.content() == 2);
}

TEST_CASE("a store that shrinks below its content takes nothing until enough has left") {
  Store yard(at(0), 10, 9);
  yard.set_capacity(at(0), 5);
  CHECK(yard.content() == 9);
  CHECK_FALSE(yard.put(at(0), some(1, 2)));
  yard.get(at(1), some(9, 4));
  CHECK(put_all(yard, at(1)) == Who{});  // full to the brim
  yard.get(at(2), some(9, 1));
  CHECK(put_all(yard, at(2)) == Who{});  // room for one, and two want in
  yard.get(at(3), some(9, 1));
  CHECK(put_all(yard, at(3)) == Who{1});
  CHECK(yard.content() == 5);
}

TEST_CASE("a store that grows lets in who waits") {
  Store yard(at(0), 1, 1);
  yard.put(at(0), some(1, 2));
  yard.set_capacity(at(1), 3);
  CHECK(put_all(yard, at(1)) == Who{1});
}

TEST_CASE("content and blocking are averaged over time") {
  Store yard(at(0), 10, 4);
  yard.put(at(2), some(1, 6));  // 4 for 2 h, then 10
  yard.put(at(3), some(2, 5));  // outside for 1 h
  yard.get(at(4), some(9, 7));  // 10 for 2 h, then 3, at once 8
  yard.put_next(at(4));
  CHECK(yard.mean_content(at(8)) == doctest::Approx((8 + 20 + 32) / 8.0));
  CHECK(yard.mean_waiting_to_put(at(8)) == doctest::Approx(1 / 8.0));
  CHECK(yard.put_waits().count() == 2);
  CHECK(yard.put_waits().mean_hours() == doctest::Approx(0.5));
}

TEST_CASE("beginning statistics forgets the past but neither content nor lines") {
  Store yard(at(0), 10, 10);
  yard.put(at(0), some(1, 5));
  yard.begin_statistics(at(4));
  CHECK(yard.content() == 10);
  CHECK(yard.waiting_to_put() == 1);
  CHECK(yard.put_waits().count() == 0);
  yard.get(at(6), some(9, 10));
  yard.put_next(at(7));
  CHECK(yard.mean_content(at(8)) == doctest::Approx((20 + 0 + 5) / 4.0));
  CHECK(yard.mean_waiting_to_put(at(8)) == doctest::Approx(3 / 4.0));
  CHECK(yard.put_waits().mean_hours() == doctest::Approx(7));
}

TEST_CASE("how full a store was counts what there was room for") {
  Store yard(at(0), 10, 5);
  yard.set_capacity(at(4), 5);  // full from here on
  yard.get(at(6), some(1, 1));  // no longer
  yard.put(at(7), some(2, 1));  // and again
  CHECK(yard.utilisation(at(8)) == doctest::Approx((20 + 10 + 4 + 5) / (40.0 + 20.0)));
  CHECK(yard.full_time(at(8)) == doctest::Approx((2 + 1) / 8.0));
}

TEST_CASE("whoever waits for content is counted and may give up") {
  Store tank(at(0), 10, 1);
  CHECK_FALSE(tank.get(at(1), some(1, 5)));
  CHECK_FALSE(tank.get(at(2), some(2, 5)));
  CHECK(tank.give_up_get(at(3), some(1, 5)));
  CHECK_FALSE(tank.give_up_get(at(3), some(1, 5)));
  CHECK_FALSE(tank.give_up_put(at(3), some(2, 5)));
  tank.put(at(6), some(9, 9));
  CHECK(tank.get_next(at(6))->who == 2);
  CHECK(tank.mean_waiting_to_get(at(8)) == doctest::Approx((2 + 4) / 8.0));
  CHECK(tank.get_waits().count() == 1);
  CHECK(tank.get_waits().mean_hours() == doctest::Approx(4));
  CHECK(tank.get_wait_quantile_hours(1) == doctest::Approx(4).epsilon(0.01));
  CHECK(tank.is_consistent(at(9)));
}

TEST_CASE("what went in is there or came out at every instant") {
  std::mt19937_64 random(1);
  Store store(at(0), 20, 5);
  std::int64_t in = 5;
  std::int64_t out = 0;
  for (int step = 0; step < 20'000; ++step) {
    const Time now = at(step);
    const Request request = some(0, static_cast<std::int64_t>(random() % 9));
    switch (random() % 5) {
      case 0:
      case 1:
        if (store.put(now, request)) in += request.amount;
        break;
      case 2:
      case 3:
        if (store.get(now, request)) out += request.amount;
        break;
      default: store.set_capacity(now, 15 + static_cast<std::int64_t>(random() % 10));
    }
    // Each may make the other possible.
    while (true) {
      if (const auto next = store.put_next(now)) {
        in += next->amount;
      } else if (const auto served = store.get_next(now)) {
        out += served->amount;
      } else {
        break;
      }
    }
    REQUIRE(store.is_consistent(now));
    REQUIRE(store.content() == in - out);
    REQUIRE(store.content() >= 0);
    REQUIRE(store.content() <= 24);
  }
  CHECK(out > 20'000);
}

TEST_CASE("a copy of a store goes on as the original does") {
  Store trunk(at(0), 10, 9);
  trunk.put(at(1), some(1, 5));
  trunk.put(at(2), some(2, 1));
  Store fork = trunk;
  CHECK(fork == trunk);
  fork.get(at(3), some(9, 8));
  CHECK_FALSE(fork == trunk);
  trunk.get(at(3), some(9, 8));
  CHECK(put_all(fork, at(4)) == put_all(trunk, at(4)));
  CHECK(fork == trunk);
}

TEST_CASE("room that is kept for the urgent is for them alone") {
  const Time now{};
  Store yard(now, 100);
  yard.keep_for_urgent(20);
  CHECK(yard.put(now, {.who = 1, .amount = 80}));
  CHECK_FALSE(yard.put(now, {.who = 2, .amount = 5}));
  CHECK(yard.put(now, {.who = 3, .amount = 15, .priority = 1}));
  CHECK_FALSE(yard.put_next(now));
  CHECK_FALSE(yard.put(now, {.who = 4, .amount = 10, .priority = 1}));
  CHECK(yard.get(now, {.who = 5, .amount = 15}));
  CHECK(yard.put_next(now)->who == 4);  // the urgent first
  CHECK_FALSE(yard.put_next(now));      // 90 lie there
  CHECK(yard.get(now, {.who = 5, .amount = 15}));
  CHECK(yard.put_next(now)->who == 2);
}

}  // namespace
}  // namespace caravan
