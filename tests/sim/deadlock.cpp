#include "caravan/sim/deadlock.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace caravan {
namespace {

using Who = std::vector<std::uint32_t>;
using Steps = std::vector<WaitStep>;

TEST_CASE("where somebody can finish nobody is locked up") {
  // 1 holds 0 and wants 1, which 2 holds; 2 wants nothing.
  const WaitGraph graph{{0, 0}, {{1, 0}, {2, 1}}, {{1, 1}}};
  CHECK(locked_up(graph) == Who{});
  CHECK(find_deadlock(graph) == Steps{});
  CHECK(find_deadlock({}) == Steps{});
}

TEST_CASE("two who each hold what the other wants are named") {
  const WaitGraph graph{{0, 0}, {{1, 0}, {2, 1}}, {{1, 1}, {2, 0}}};
  CHECK(locked_up(graph) == Who{1, 2});
  CHECK(find_deadlock(graph) == Steps{{1, 1}, {2, 0}});
}

TEST_CASE("whoever waits behind a circle is locked up but not part of it") {
  // 1 -> 2 -> 3 -> 1, and 4 waits for 1.
  const WaitGraph graph{
      {0, 0, 0, 0}, {{1, 0}, {2, 1}, {3, 2}, {4, 3}}, {{1, 1}, {2, 2}, {3, 0}, {4, 0}}};
  CHECK(locked_up(graph) == Who{1, 2, 3, 4});
  CHECK(find_deadlock(graph) == Steps{{1, 1}, {2, 2}, {3, 0}});
}

// Two berths: a circle through one of them is no deadlock while the other's ship can leave.
TEST_CASE("a circle through a thing that somebody else will free is no deadlock") {
  WaitGraph graph{{0, 0}, {{1, 0}, {2, 1}, {3, 0}}, {{1, 1}, {2, 0}}};
  CHECK(locked_up(graph) == Who{});
  graph.wants.push_back({3, 1});  // unless that one is caught too
  CHECK(locked_up(graph) == Who{1, 2, 3});
  CHECK(find_deadlock(graph).size() == 2);
}

TEST_CASE("amounts count") {
  // A yard of 10: 1 holds 6 and wants 5 more, 2 holds 4 and wants 1 more.
  const WaitGraph full{{0}, {{1, 0, 6}, {2, 0, 4}}, {{1, 0, 5}, {2, 0, 1}}};
  CHECK(locked_up(full) == Who{1, 2});
  const WaitGraph with_room{{1}, {{1, 0, 5}, {2, 0, 4}}, {{1, 0, 5}, {2, 0, 1}}};
  CHECK(locked_up(with_room) == Who{});  // 2 goes on, gives back 4, and then 1 can
}

TEST_CASE("whoever waits for what it holds itself is a circle of one") {
  CHECK(find_deadlock({{0}, {{1, 0}}, {{1, 0}}}) == Steps{{1, 0}});
}

TEST_CASE("whoever wants more than there is is locked up without a circle") {
  const WaitGraph graph{{3}, {}, {{1, 0, 5}}};
  CHECK(locked_up(graph) == Who{1});
  CHECK(find_deadlock(graph) == Steps{});
}

// Against trying all orders in which up to five could finish.
TEST_CASE("whoever can finish in some order is not locked up, and all others are") {
  std::mt19937_64 random(1);
  for (int round = 0; round < 500; ++round) {
    WaitGraph graph{{0, 0, 0}, {}, {}};
    for (auto& free : graph.free) free = static_cast<std::int64_t>(random() % 2);
    for (std::uint32_t who = 0; who < 5; ++who) {
      graph.holds.push_back({who, static_cast<std::uint32_t>(random() % 3), 1});
      for (std::uint32_t what = 0; what < 3; ++what) {
        if (random() % 3 == 0)
          graph.wants.push_back({who, what, 1 + static_cast<std::int64_t>(random() % 2)});
      }
    }
    std::vector<bool> can_finish(5);
    Who order{0, 1, 2, 3, 4};
    do {
      std::vector<std::int64_t> free = graph.free;
      for (const std::uint32_t who : order) {
        const bool can = std::all_of(
            graph.wants.begin(), graph.wants.end(),
            [&](const Stake& want) { return want.who != who || want.amount <= free[want.what]; });
        if (!can) break;
        can_finish[who] = true;
        for (const Stake& held : graph.holds) {
          if (held.who == who) free[held.what] += held.amount;
        }
      }
    } while (std::next_permutation(order.begin(), order.end()));
    Who expected;
    for (std::uint32_t who = 0; who < 5; ++who) {
      if (!can_finish[who]) expected.push_back(who);
    }
    REQUIRE(locked_up(graph) == expected);

    // A circle is one: each step is wanted by one and held by the next, and all are locked up.
    const Steps circle = find_deadlock(graph);
    for (std::size_t i = 0; i < circle.size(); ++i) {
      const std::uint32_t next = circle[(i + 1) % circle.size()].who;
      REQUIRE(std::find(expected.begin(), expected.end(), next) != expected.end());
      REQUIRE(std::any_of(graph.wants.begin(), graph.wants.end(), [&](const Stake& want) {
        return want.who == circle[i].who && want.what == circle[i].what;
      }));
      REQUIRE(std::any_of(graph.holds.begin(), graph.holds.end(), [&](const Stake& held) {
        return held.who == next && held.what == circle[i].what;
      }));
    }
  }
}

}  // namespace
}  // namespace caravan
