#include "caravan/sim/waiting_line.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <list>
#include <random>
#include <vector>

namespace caravan {
namespace {

Request somebody(std::uint32_t who, std::int32_t priority = 0) {
  return {.who = who, .purpose = 10 * who, .amount = who, .priority = priority, .since = {who}};
}

TEST_CASE("equals leave in the order in which they came") {
  WaitingLine line;
  for (std::uint32_t who = 0; who < 100; ++who) line.join(somebody(who));
  CHECK(line.size() == 100);
  for (std::uint32_t who = 0; who < 100; ++who) {
    REQUIRE(line.first() == somebody(who));
    REQUIRE(line.leave() == somebody(who));
  }
  CHECK(line.empty());
}

TEST_CASE("the higher priority leaves first") {
  WaitingLine line;
  line.join(somebody(1, 0));
  line.join(somebody(2, -5));
  line.join(somebody(3, 7));
  line.join(somebody(4, 7));
  for (const std::uint32_t who : {3u, 4u, 1u, 2u}) CHECK(line.leave().who == who);
}

TEST_CASE("only a higher priority would lead the line") {
  WaitingLine line;
  CHECK(line.would_lead(somebody(1, -100)));
  line.join(somebody(1, 0));
  line.join(somebody(2, 3));
  CHECK(line.would_lead(somebody(3, 4)));
  CHECK_FALSE(line.would_lead(somebody(3, 3)));
  CHECK_FALSE(line.would_lead(somebody(3, 1)));
}

TEST_CASE("the line is a stably sorted list however people come and go") {
  std::mt19937_64 random(1);
  WaitingLine line;
  std::list<Request> reference;  // first at the front
  for (std::uint32_t step = 0; step < 20'000; ++step) {
    const std::uint64_t joins_in_ten = step / 300 % 2 == 0 ? 8 : 2;
    if (random() % 10 < joins_in_ten) {
      const Request newcomer = somebody(step, static_cast<std::int32_t>(random() % 4) - 2);
      line.join(newcomer);
      reference.insert(
          std::find_if(reference.begin(), reference.end(),
                       [&](const Request& other) { return other.priority < newcomer.priority; }),
          newcomer);
    } else if (!line.empty()) {
      REQUIRE(line.leave() == reference.front());
      reference.pop_front();
    }
    REQUIRE(line.size() == reference.size());
  }
}

TEST_CASE("a copy of the line is independent of it") {
  WaitingLine line;
  line.join(somebody(1));
  line.join(somebody(2));
  WaitingLine copy = line;
  CHECK(copy == line);
  copy.leave();
  CHECK_FALSE(copy == line);
  CHECK(line.first().who == 1);
}

TEST_CASE("whoever joins in front stands before its equals only") {
  WaitingLine line;
  line.join(somebody(1, 0));
  line.join(somebody(2, 1));
  line.join_in_front(somebody(3, 0));
  for (const std::uint32_t who : {2u, 3u, 1u}) CHECK(line.leave().who == who);
}

TEST_CASE("whoever gives up is gone, and the others keep their order") {
  WaitingLine line;
  for (std::uint32_t who = 1; who <= 5; ++who) line.join(somebody(who, who == 2 ? 1 : 0));
  CHECK(line.give_up(somebody(3)) == somebody(3));
  CHECK(line.give_up(somebody(2)) == somebody(2, 1));
  CHECK_FALSE(line.give_up(somebody(3)).has_value());
  CHECK(line.size() == 3);
  std::vector<std::uint32_t> seen;
  line.for_each([&](const Request& request) { seen.push_back(request.who); });
  CHECK(seen == std::vector<std::uint32_t>{1, 4, 5});
}

}  // namespace
}  // namespace caravan
