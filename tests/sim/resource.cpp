#include "caravan/sim/resource.hpp"

#include <doctest/doctest.h>

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
  CHECK(berths.busy() == 2);
  CHECK_FALSE(berths.request(at(0), {3}));
  CHECK(berths.busy() == 2);
  CHECK(berths.waiting() == 1);
}

TEST_CASE("whoever waits is granted in the order of arrival") {
  Resource berths(at(0), 2);
  for (std::uint32_t who = 1; who <= 5; ++who) berths.request(at(who), {who});
  CHECK(grant_all(berths, at(6)) == Who{});
  berths.release(at(6));
  CHECK(grant_all(berths, at(6)) == Who{3});
  berths.release(at(7), 2);
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
  berths.release(at(2));  // free, but 2 has not been asked yet
  CHECK_FALSE(berths.request(at(2), {3}));
  CHECK(grant_all(berths, at(2)) == Who{2});
}

TEST_CASE("a small request does not overtake a large one that does not fit") {
  Resource desks(at(0), 3);
  desks.request(at(0), {.who = 1, .amount = 2});
  CHECK_FALSE(desks.request(at(1), {.who = 2, .amount = 2}));
  CHECK_FALSE(desks.request(at(1), {.who = 3, .amount = 1}));
  CHECK(grant_all(desks, at(1)) == Who{});
  desks.release(at(2), 2);
  CHECK(grant_all(desks, at(2)) == Who{2, 3});
  CHECK(desks.busy() == 3);
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
  CHECK(desks.busy() == 3);
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
  CHECK(berths.busy() == 3);
  berths.release(at(2));
  CHECK(grant_all(berths, at(2)) == Who{});
  berths.release(at(3));
  CHECK(grant_all(berths, at(3)) == Who{});  // still as many busy as there are
  berths.release(at(4));
  CHECK(grant_all(berths, at(4)) == Who{4});
  CHECK(berths.busy() == 1);
}

TEST_CASE("utilisation is busy time over the time servers were there") {
  Resource berths(at(0), 2);
  berths.request(at(0), {1});     // 1 of 2 for 4 h
  berths.set_capacity(at(4), 4);  // 1 of 4 for 2 h
  berths.request(at(6), {2});     // 2 of 4 for 1 h
  berths.release(at(7), 2);       // 0 of 4 for 1 h
  CHECK(berths.utilisation(at(8)) == doctest::Approx((4 + 2 + 2) / (8.0 + 16.0)));
  CHECK(berths.mean_busy(at(8)) == doctest::Approx(1));
}

TEST_CASE("waits count everybody who was granted") {
  Resource berths(at(0), 1);
  berths.request(at(1), {1});  // no wait
  berths.request(at(2), {2});  // waits 3 h
  berths.request(at(3), {3});  // still waits at the end
  berths.release(at(5));
  berths.grant_next(at(5));
  CHECK(berths.wait_hours().count() == 2);
  CHECK(berths.wait_hours().mean() == doctest::Approx(1.5));
  CHECK(berths.wait_hours().maximum() == doctest::Approx(3));
  CHECK(berths.mean_queue(at(10)) == doctest::Approx((3 + 7) / 10.0));
}

TEST_CASE("beginning statistics forgets the past but neither the line nor the servers") {
  Resource berths(at(0), 2);
  for (std::uint32_t who = 1; who <= 4; ++who) berths.request(at(0), {who});
  berths.set_capacity(at(1), 3);
  berths.grant_next(at(1));
  berths.begin_statistics(at(10));
  CHECK(berths.busy() == 3);
  CHECK(berths.waiting() == 1);
  CHECK(berths.capacity() == 3);
  CHECK(berths.wait_hours().count() == 0);

  berths.release(at(12), 2);  // 3 busy for 2 h, then 1, then 2
  berths.grant_next(at(13));  // has waited since the start
  CHECK(berths.wait_hours().mean() == doctest::Approx(13));
  CHECK(berths.mean_queue(at(16)) == doctest::Approx(3.0 / 6));
  CHECK(berths.mean_busy(at(16)) == doctest::Approx((6 + 1 + 6) / 6.0));
  CHECK(berths.utilisation(at(16)) == doctest::Approx((6 + 1 + 6) / 18.0));
}

TEST_CASE("a copy of a resource goes on as the original does") {
  Resource trunk(at(0), 1);
  for (std::uint32_t who = 1; who <= 3; ++who) trunk.request(at(who), {who});
  Resource fork = trunk;
  CHECK(fork == trunk);
  fork.release(at(4));
  CHECK_FALSE(fork == trunk);
  trunk.release(at(4));
  CHECK(fork == trunk);
  CHECK(grant_all(fork, at(5)) == grant_all(trunk, at(5)));
  CHECK(fork == trunk);
  CHECK(fork.wait_hours() == trunk.wait_hours());
}

}  // namespace
}  // namespace caravan
