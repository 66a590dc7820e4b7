#include "caravan/sim/claim_desk.hpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

namespace caravan {
namespace {

constexpr Time at(double hour) { return Time{} + hours(hour); }
enum : std::uint32_t { kBerths, kTugs, kPilots };

struct Harbour {
  std::vector<Resource> resources{Resource(at(0), 2), Resource(at(0), 3), Resource(at(0), 1)};
  ClaimDesk desk{at(0)};

  bool request(Time now, const Claim& claim) { return desk.request(now, resources, claim); }
  void release(Time now, const Claim& claim) { desk.release(now, resources, claim); }
  std::vector<std::uint32_t> grant_all(Time now) {
    std::vector<std::uint32_t> granted;
    while (const auto next = desk.grant_next(now, resources)) granted.push_back(next->request.who);
    return granted;
  }
};
using Who = std::vector<std::uint32_t>;

Claim claim(std::uint32_t who, std::int64_t berths, std::int64_t tugs, std::int64_t pilots,
            std::int32_t priority = 0) {
  return {.request = {.who = who, .priority = priority},
          .parts = {{{kBerths, berths}, {kTugs, tugs}, {kPilots, pilots}}}};
}

TEST_CASE("a claim is granted whole or not at all") {
  Harbour harbour;
  CHECK(harbour.request(at(0), claim(1, 1, 2, 1)));
  CHECK_FALSE(harbour.request(at(1), claim(2, 1, 2, 0)));  // one tug is free, two are wanted
  CHECK(harbour.resources[kBerths].in_use() == 1);
  CHECK(harbour.resources[kTugs].in_use() == 2);
  harbour.release(at(4), claim(1, 1, 2, 1));
  CHECK(harbour.resources[kTugs].in_use() == 0);
  CHECK(harbour.grant_all(at(4)) == Who{2});
  CHECK(harbour.resources[kBerths].in_use() == 1);
  CHECK(harbour.desk.waits().maximum_hours() == doctest::Approx(3));
  CHECK(harbour.desk.mean_queue(at(6)) == doctest::Approx(0.5));
}

TEST_CASE("nobody takes what somebody before waits for") {
  Harbour harbour;
  harbour.request(at(0), claim(1, 0, 2, 0));
  CHECK_FALSE(harbour.request(at(1), claim(2, 1, 3, 0)));
  CHECK_FALSE(harbour.request(at(2), claim(3, 0, 1, 0)));  // a tug is free, but 2 waits for tugs
  CHECK_FALSE(harbour.request(at(2), claim(4, 1, 0, 0)));  // and for a berth
  CHECK(harbour.request(at(2), claim(5, 0, 0, 1)));        // but not for the pilot
  harbour.release(at(3), claim(1, 0, 2, 0));
  CHECK(harbour.grant_all(at(3)) == Who{2, 4});
  harbour.release(at(4), claim(2, 1, 3, 0));
  CHECK(harbour.grant_all(at(4)) == Who{3});
}

TEST_CASE("the more urgent claim goes first") {
  Harbour harbour;
  harbour.request(at(0), claim(1, 0, 3, 0));
  harbour.request(at(1), claim(2, 0, 2, 0, 0));
  harbour.request(at(2), claim(3, 0, 2, 0, 5));
  harbour.release(at(3), claim(1, 0, 3, 0));
  CHECK(harbour.grant_all(at(3)) == Who{3});
  CHECK(harbour.desk.waiting() == 1);
}

TEST_CASE("a claim that is given up no longer keeps others waiting") {
  Harbour harbour;
  harbour.request(at(0), claim(1, 0, 2, 0));
  harbour.request(at(1), claim(2, 0, 3, 0));
  harbour.request(at(1), claim(3, 0, 1, 0));
  CHECK(harbour.desk.give_up(at(2), {.who = 2}));
  CHECK_FALSE(harbour.desk.give_up(at(2), {.who = 2}));
  CHECK(harbour.grant_all(at(2)) == Who{3});
}

// Each claims two of three things, in every order: one by one, they would lock each other up.
TEST_CASE("whoever claims all at once is never locked up") {
  std::mt19937_64 random(5);
  Harbour harbour;
  std::vector<Claim> held;
  std::size_t granted = 0;
  std::uint32_t made = 0;
  for (int step = 0; step < 20'000; ++step) {
    const Time now = at(step);
    if (harbour.desk.waiting() < 20) {
      Claim next = claim(made++, 1, 2, 1);
      next.parts[random() % 3].amount = 0;
      if (harbour.request(now, next)) held.push_back(next);
    }
    if (!held.empty() && random() % 2 == 0) {
      const std::size_t i = random() % held.size();
      harbour.release(now, held[i]);
      held.erase(held.begin() + static_cast<std::ptrdiff_t>(i));
    }
    while (const auto next = harbour.desk.grant_next(now, harbour.resources)) {
      held.push_back(*next);
      ++granted;
    }
    REQUIRE((harbour.desk.waiting() == 0 || !held.empty()));
    for (const Resource& resource : harbour.resources) REQUIRE(resource.free() >= 0);
  }
  CHECK(granted > 5'000);
}

}  // namespace
}  // namespace caravan
