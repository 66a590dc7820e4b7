#include "caravan/sim/resource.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <vector>

namespace caravan {
namespace {

constexpr Time at(double hour) { return Time{} + hours(hour); }

// Everybody who can be granted now, in order.
std::vector<std::uint32_t> grant_all(Resource& resource, Time now) {
  std::vector<std::uint32_t> granted;
  while (const auto next = resource.grant_next(now)) granted.push_back(next->who);
  return granted;
}

using Who = std::vector<std::uint32_t>;

TEST_CASE("servers are granted at once while there are free ones") {
  Resource berths(at(0), 2);
  CHECK(berths.capacity() == 2);
  CHECK(berths.request(at(0), {1}));
  CHECK(berths.request(at(0), {2}));
  CHECK(berths.in_use() == 2);
  CHECK_FALSE(berths.request(at(0), {3}));
  CHECK(berths.in_use() == 2);
  CHECK(berths.waiting() == 1);
}

TEST_CASE("whoever waits is granted in the order of arrival") {
  Resource berths(at(0), 2);
  for (std::uint32_t who = 1; who <= 5; ++who) berths.request(at(who), {who});
  CHECK(grant_all(berths, at(6)) == Who{});
  berths.release(at(6), {2});
  CHECK(grant_all(berths, at(6)) == Who{3});
  berths.release(at(7), {3});
  berths.release(at(7), {1});
  CHECK(grant_all(berths, at(7)) == Who{4, 5});
  CHECK(berths.waiting() == 0);
}

TEST_CASE("a granted request is given back as it was made") {
  Resource berths(at(0), 0);
  const Request made{.who = 4, .purpose = 9, .amount = 2, .priority = 3, .since = at(99)};
  berths.request(at(5), made);
  berths.set_capacity(at(6), 2);
  const auto granted = berths.grant_next(at(6));
  REQUIRE(granted.has_value());
  CHECK(granted->who == 4);
  CHECK(granted->purpose == 9);
  CHECK(granted->amount == 2);
  CHECK(granted->priority == 3);
  CHECK(granted->since == at(5));
}

TEST_CASE("nobody overtakes although a server is free") {
  Resource berths(at(0), 1);
  berths.request(at(0), {1});
  berths.request(at(1), {2});
  berths.release(at(2), {1});  // free, but 2 has not been asked yet
  CHECK_FALSE(berths.request(at(2), {3}));
  CHECK(grant_all(berths, at(2)) == Who{2});
}

TEST_CASE("a small request does not overtake a large one that does not fit") {
  Resource desks(at(0), 3);
  desks.request(at(0), {.who = 1, .amount = 2});
  CHECK_FALSE(desks.request(at(1), {.who = 2, .amount = 2}));
  CHECK_FALSE(desks.request(at(1), {.who = 3, .amount = 1}));
  CHECK(grant_all(desks, at(1)) == Who{});
  desks.release(at(2), {1});
  CHECK(grant_all(desks, at(2)) == Who{2, 3});
  CHECK(desks.in_use() == 3);
}

TEST_CASE("a higher priority goes first in the line") {
  Resource berths(at(0), 1);
  berths.request(at(0), {.who = 1});
  berths.request(at(1), {.who = 2, .priority = 0});
  berths.request(at(2), {.who = 3, .priority = 5});
  berths.request(at(3), {.who = 4, .priority = 5});
  berths.set_capacity(at(4), 4);
  CHECK(grant_all(berths, at(4)) == Who{3, 4, 2});
}

TEST_CASE("a higher priority takes a free server before those who wait") {
  Resource desks(at(0), 3);
  desks.request(at(0), {.who = 1, .amount = 2});
  desks.request(at(0), {.who = 2, .amount = 2});
  CHECK_FALSE(desks.request(at(1), {.who = 3, .priority = 0}));
  CHECK(desks.request(at(1), {.who = 4, .priority = 1}));
  CHECK_FALSE(desks.request(at(1), {.who = 5, .priority = 1}));  // none is free
  CHECK(desks.in_use() == 3);
  CHECK(desks.waiting() == 3);
}

TEST_CASE("capacity that grows is granted to those who wait") {
  Resource berths(at(0), 0);
  for (std::uint32_t who = 1; who <= 3; ++who) CHECK_FALSE(berths.request(at(0), {who}));
  berths.set_capacity(at(1), 2);
  CHECK(grant_all(berths, at(1)) == Who{1, 2});
  CHECK(berths.waiting() == 1);
}

TEST_CASE("capacity that shrinks lets work in progress finish") {
  Resource berths(at(0), 3);
  for (std::uint32_t who = 1; who <= 4; ++who) berths.request(at(0), {who});
  berths.set_capacity(at(1), 1);
  CHECK(berths.in_use() == 3);
  berths.release(at(2), {1});
  CHECK(grant_all(berths, at(2)) == Who{});
  berths.release(at(3), {2});
  CHECK(grant_all(berths, at(3)) == Who{});  // still as many busy as there are
  berths.release(at(4), {3});
  CHECK(grant_all(berths, at(4)) == Who{4});
  CHECK(berths.in_use() == 1);
}

TEST_CASE("utilisation is busy time over the time servers were there") {
  Resource berths(at(0), 2);
  berths.request(at(0), {1});     // 1 of 2 for 4 h
  berths.set_capacity(at(4), 4);  // 1 of 4 for 2 h
  berths.request(at(6), {2});     // 2 of 4 for 1 h
  berths.release(at(7), {1});
  berths.release(at(7), {2});  // 0 of 4 for 1 h
  CHECK(berths.utilisation(at(8)) == doctest::Approx((4 + 2 + 2) / (8.0 + 16.0)));
  CHECK(berths.mean_busy(at(8)) == doctest::Approx(1));
}

TEST_CASE("waits count everybody who was granted") {
  Resource berths(at(0), 1);
  berths.request(at(1), {1});  // no wait
  berths.request(at(2), {2});  // waits 3 h
  berths.request(at(3), {3});  // still waits at the end
  berths.release(at(5), {1});
  berths.grant_next(at(5));
  CHECK(berths.waits().count() == 2);
  CHECK(berths.waits().mean_hours() == doctest::Approx(1.5));
  CHECK(berths.waits().maximum_hours() == doctest::Approx(3));
  CHECK(berths.mean_queue(at(10)) == doctest::Approx((3 + 7) / 10.0));
}

TEST_CASE("beginning statistics forgets the past but neither the line nor the servers") {
  Resource berths(at(0), 2);
  for (std::uint32_t who = 1; who <= 4; ++who) berths.request(at(0), {who});
  berths.set_capacity(at(1), 3);
  berths.grant_next(at(1));
  berths.begin_statistics(at(10));
  CHECK(berths.in_use() == 3);
  CHECK(berths.waiting() == 1);
  CHECK(berths.capacity() == 3);
  CHECK(berths.waits().count() == 0);

  berths.release(at(12), {2});
  berths.release(at(12), {1});  // 3 busy for 2 h, then 1, then 2
  berths.grant_next(at(13));    // has waited since the start
  CHECK(berths.waits().mean_hours() == doctest::Approx(13));
  CHECK(berths.mean_queue(at(16)) == doctest::Approx(3.0 / 6));
  CHECK(berths.mean_busy(at(16)) == doctest::Approx((6 + 1 + 6) / 6.0));
  CHECK(berths.utilisation(at(16)) == doctest::Approx((6 + 1 + 6) / 18.0));
}

TEST_CASE("an amount is given back whole by whoever holds it") {
  Resource desks(at(0), 5);
  desks.request(at(0), {.who = 1, .purpose = 1, .amount = 2});
  desks.request(at(0), {.who = 1, .purpose = 2, .amount = 3});
  desks.release(at(1), {.who = 1, .purpose = 2});
  CHECK(desks.in_use() == 2);
  REQUIRE(desks.holdings().size() == 1);
  CHECK(desks.holdings()[0].purpose == 1);
}

TEST_CASE("only who holds something can give it back") {
  Resource desks(at(0), 5);
  CHECK_THROWS_AS(desks.release(at(0), {1}), std::logic_error);
  desks.request(at(0), {.who = 1, .purpose = 1});
  CHECK_THROWS_AS(desks.release(at(0), {.who = 1, .purpose = 2}), std::logic_error);
  CHECK_THROWS_AS(desks.block(at(0), {.who = 2, .purpose = 1}), std::logic_error);
  CHECK(desks.in_use() == 1);
}

TEST_CASE("servers out of service are not granted and those in use finish first") {
  Resource berths(at(0), 3);
  berths.request(at(0), {1});
  berths.request(at(0), {2});
  berths.set_out_of_service(at(2), 2);  // one at once, the other when it is free
  CHECK_FALSE(berths.request(at(2), {3}));
  CHECK(berths.in_use() == 2);
  berths.release(at(3), {1});
  CHECK(grant_all(berths, at(3)) == Who{});
  berths.set_out_of_service(at(5), 0);
  CHECK(grant_all(berths, at(5)) == Who{3});
  // Busy: 2 for 3 h, 1 for 2 h, 2 for 5 h. Down: 1 for 1 h, 2 for 2 h. Idle: 1 for 2 h, 1 for 5 h.
  CHECK(berths.mean_busy(at(10)) == doctest::Approx((6 + 2 + 10) / 10.0));
  CHECK(berths.mean_down(at(10)) == doctest::Approx((1 + 4) / 10.0));
  CHECK(berths.mean_idle(at(10)) == doctest::Approx((2 + 5) / 10.0));
  CHECK(berths.utilisation(at(10)) == doctest::Approx(18 / 30.0));
  CHECK(berths.is_consistent(at(10)));
}

TEST_CASE("what is done but can't leave is blocked, not busy") {
  Resource berths(at(0), 2);
  berths.request(at(0), {1});
  berths.block(at(4), {1});
  CHECK(berths.blocked() == 1);
  CHECK(berths.in_use() == 1);
  berths.release(at(7), {1});
  CHECK(berths.blocked() == 0);
  CHECK(berths.mean_blocked(at(10)) == doctest::Approx(0.3));
  CHECK(berths.mean_busy(at(10)) == doctest::Approx(0.4));
  CHECK(berths.mean_idle(at(10)) == doctest::Approx(1.3));
  CHECK(berths.is_consistent(at(10)));
}

TEST_CASE("when servers go, the least urgent that was granted last can be stopped") {
  Resource berths(at(0), 4);
  berths.request(at(0), {.who = 1, .priority = 0});
  berths.request(at(0), {.who = 2, .priority = 5});
  berths.request(at(0), {.who = 3, .priority = 0});
  berths.request(at(0), {.who = 4, .priority = 1});
  CHECK_FALSE(berths.stop_excess(at(1)).has_value());
  berths.set_out_of_service(at(1), 3);
  CHECK(berths.stop_excess(at(1))->who == 3);
  CHECK(berths.stop_excess(at(1))->who == 1);
  CHECK(berths.stop_excess(at(1))->who == 4);
  CHECK_FALSE(berths.stop_excess(at(1)).has_value());
  CHECK(berths.in_use() == 1);
}

TEST_CASE("what is blocked can't be stopped") {
  Resource berths(at(0), 2);
  berths.request(at(0), {1});
  berths.request(at(0), {2});
  berths.block(at(1), {2});
  berths.set_capacity(at(2), 0);
  CHECK(berths.stop_excess(at(2))->who == 1);
  CHECK_FALSE(berths.stop_excess(at(2)).has_value());
  CHECK(berths.in_use() == 1);
}

TEST_CASE("a stopped request waits again before its equals and behind the more urgent") {
  Resource berths(at(0), 1);
  berths.request(at(0), {.who = 1});
  berths.request(at(1), {.who = 2});
  berths.set_out_of_service(at(2), 1);
  const auto stopped = berths.stop_excess(at(2));
  berths.wait_again(at(2), *stopped);
  berths.request(at(3), {.who = 3, .priority = 1});
  berths.set_out_of_service(at(4), 0);
  CHECK(grant_all(berths, at(4)) == Who{3});
  berths.release(at(5), {3});
  CHECK(grant_all(berths, at(5)) == Who{1});
  CHECK(berths.waits().maximum_hours() == doctest::Approx(3));  // 1 from hour 2 to 5
  CHECK(berths.is_consistent(at(9)));
}

TEST_CASE("only the more urgent take the place of others, and only if that is enough") {
  Resource berths(at(0), 3);
  berths.request(at(0), {.who = 1, .priority = 2});
  berths.request(at(0), {.who = 2, .priority = 0});
  berths.request(at(0), {.who = 3, .priority = 1});
  CHECK_FALSE(berths.request(at(1), {.who = 4, .priority = 0}));
  CHECK_FALSE(berths.stop_for_first(at(1)).has_value());  // an equal does not
  CHECK_FALSE(berths.request(at(1), {.who = 5, .amount = 3, .priority = 2}));
  CHECK_FALSE(berths.stop_for_first(at(1)).has_value());  // 1 stays, so it would not fit
  CHECK(berths.give_up(at(1), {.who = 5}));
  CHECK_FALSE(berths.request(at(1), {.who = 6, .amount = 2, .priority = 2}));
  CHECK(berths.stop_for_first(at(1))->who == 2);
  CHECK(berths.stop_for_first(at(1))->who == 3);
  CHECK_FALSE(berths.stop_for_first(at(1)).has_value());
  CHECK(grant_all(berths, at(1)) == Who{6});
}

TEST_CASE("whoever gives up leaves the line, and its wait counts for the queue but not as a wait") {
  Resource berths(at(0), 1);
  berths.request(at(0), {1});
  berths.request(at(1), {2});
  berths.request(at(2), {3});
  CHECK(berths.give_up(at(4), {2}));
  CHECK_FALSE(berths.give_up(at(4), {2}));
  CHECK_FALSE(berths.give_up(at(4), {1}));  // is served
  berths.release(at(5), {1});
  CHECK(grant_all(berths, at(5)) == Who{3});
  CHECK(berths.waits().count() == 2);
  CHECK(berths.mean_queue(at(10)) == doctest::Approx((3 + 3) / 10.0));
  CHECK(berths.is_consistent(at(10)));
}

TEST_CASE("quantiles of waits are within a hundredth") {
  Resource berths(at(0), 1);
  berths.request(at(0), {0});
  for (std::uint32_t who = 1; who <= 100; ++who) {
    berths.request(at(who - 1), {who});
    berths.release(at(who + 99), {who - 1});
    berths.grant_next(at(who + 99));
  }
  CHECK(berths.wait_quantile_hours(0) == 0);
  CHECK(berths.wait_quantile_hours(0.5) == doctest::Approx(100).epsilon(0.01));
}

// Kept from outside, state by state: what each server was doing.
struct Accounts {
  double busy = 0, blocked = 0, down = 0, idle = 0, present = 0;

  void add(const Resource& r, double elapsed_hours) {
    const std::int64_t there = std::max(r.capacity(), r.in_use());
    const std::int64_t unused = std::max<std::int64_t>(0, r.capacity() - r.in_use());
    const std::int64_t out = std::min(r.out_of_service(), unused);
    busy += double(r.in_use() - r.blocked()) * elapsed_hours;
    blocked += double(r.blocked()) * elapsed_hours;
    down += double(out) * elapsed_hours;
    idle += double(unused - out) * elapsed_hours;
    present += double(there) * elapsed_hours;
  }
};

// All that can be done, at random: its time and its waits always add up.
TEST_CASE("whatever happens, time and waits add up") {
  std::mt19937_64 random(4);
  Resource berths(at(0), 4);
  std::vector<Request> granted;
  std::vector<Request> all;
  int granted_later = 0;
  Accounts accounts;
  Time began, last;
  for (std::uint32_t step = 1; step < 20'000; ++step) {
    const Time now = Time{} + Duration{std::int64_t{step} * 1'000'003};
    accounts.add(berths, in_hours(now - last));
    last = now;
    const double hours_counted = in_hours(now - began);
    REQUIRE(berths.mean_busy(now) * hours_counted == doctest::Approx(accounts.busy));
    REQUIRE(berths.mean_blocked(now) * hours_counted == doctest::Approx(accounts.blocked));
    REQUIRE(berths.mean_down(now) * hours_counted == doctest::Approx(accounts.down));
    REQUIRE(berths.mean_idle(now) * hours_counted == doctest::Approx(accounts.idle));
    REQUIRE(berths.utilisation(now) == doctest::Approx(accounts.busy / accounts.present));
    const Request request{.who = step,
                          .amount = 1 + static_cast<std::int64_t>(random() % 2),
                          .priority = static_cast<std::int32_t>(random() % 3)};
    const auto stop = [&](const std::optional<Request>& stopped) {
      if (!stopped) return;
      std::erase_if(granted, [&](const Request& r) { return r.name() == stopped->name(); });
      if (random() % 2 == 0) berths.wait_again(now, *stopped);
    };
    switch (random() % 10) {
      case 0:
      case 1:
      case 2:
        all.push_back(request);
        if (berths.request(now, request)) granted.push_back(request);
        break;
      case 3:
      case 4:
        if (granted.empty()) break;
        std::swap(granted[random() % granted.size()], granted.back());
        berths.release(now, granted.back());
        granted.pop_back();
        break;
      case 5: berths.set_out_of_service(now, static_cast<std::int64_t>(random() % 3)); break;
      case 6: stop(random() % 2 == 0 ? berths.stop_excess(now) : berths.stop_for_first(now)); break;
      case 7:
        if (!all.empty()) berths.give_up(now, all[random() % all.size()]);
        break;
      case 8:
        berths.set_capacity(now, 3 + static_cast<std::int64_t>(random() % 3));
        if (random() % 20 != 0) break;
        berths.begin_statistics(now);
        accounts = {};
        began = now;
        break;
      case 9:
        if (!berths.holdings().empty() && berths.holdings()[0].is_blocked == 0) {
          const Holding& holding = berths.holdings()[0];
          berths.block(now, {.who = holding.who, .purpose = holding.purpose});
        }
        break;
    }
    while (const auto next = berths.grant_next(now)) {
      granted.push_back(*next);
      ++granted_later;
    }
    REQUIRE(berths.is_consistent(now));
    REQUIRE(berths.holdings().size() == granted.size());
  }
  CHECK(granted_later > 2'000);
}

TEST_CASE("a copy of a resource goes on as the original does") {
  Resource trunk(at(0), 1);
  for (std::uint32_t who = 1; who <= 3; ++who) trunk.request(at(who), {who});
  Resource fork = trunk;
  CHECK(fork == trunk);
  fork.release(at(4), {1});
  CHECK_FALSE(fork == trunk);
  trunk.release(at(4), {1});
  CHECK(fork == trunk);
  CHECK(grant_all(fork, at(5)) == grant_all(trunk, at(5)));
  CHECK(fork == trunk);
  CHECK(fork.waits() == trunk.waits());
}

}  // namespace
}  // namespace caravan
