// What must hold in any world: here in random ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "caravan/models/gridlock.hpp"
#include "caravan/models/shippers.hpp"
#include "caravan/models/world.hpp"
#include "random_network.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

constexpr std::uint64_t kWorlds = 60;

Time instant(const Network& network, std::mt19937_64& random) {
  const Scenario& scenario = network.scenario;
  const auto length = static_cast<std::uint64_t>((scenario.end() - scenario.begin()).value);
  return scenario.begin() + Duration{static_cast<std::int64_t>(random() % length)};
}

bool facilities_add_up(const World& world) {
  const Time now = world.now();
  for (const Place& place : world.places) {
    for (const auto* all : {&place.port.berths, &place.port.tugs_and_pilots}) {
      for (const Resource& one : *all) {
        if (!one.is_consistent(now)) return false;
      }
    }
    for (const Resource& cranes : place.port.cranes) {
      if (!cranes.is_consistent(now)) return false;
    }
    for (const Store& storage : place.storage) {
      if (!storage.is_consistent(now)) return false;
    }
    if (!place.tracks.is_consistent(now) || !place.desks.is_consistent(now)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a run is the same in one piece and in two, with a copy between") {
  std::mt19937_64 random(1);
  std::uint64_t events = 0;
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    CAPTURE(seed);
    const Network network = RandomNetwork(seed).build();
    const Time end = network.scenario.end();
    World whole(network, seed, 0);
    run_until(whole, end);

    World first(network, seed, 0);
    run_until(first, instant(network, random));
    World second = first;
    CHECK(second == first);
    run_until(second, end);
    CHECK(second == whole);
    CHECK(fingerprint(second) == fingerprint(whole));
    events += whole.scheduler.events_handled();
  }
  CHECK(events > 1'000 * kWorlds);  // something does happen in them
}

TEST_CASE("a fork that nobody touched is equal, and one with a change goes another way") {
  std::mt19937_64 random(2);
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    CAPTURE(seed);
    const Network network = RandomNetwork(seed).build();
    const Time end = network.scenario.end();
    World trunk(network, seed, 0);
    run_until(trunk, instant(network, random));
    World untouched = trunk;
    World changed = trunk;
    on_consignment_released(changed, DemandId(std::size_t{0}));  // one more than planned
    CHECK_FALSE(changed == trunk);
    run_until(trunk, end);
    run_until(untouched, end);
    run_until(changed, end);
    CHECK(untouched == trunk);
    CHECK_FALSE(changed == trunk);
    CHECK(fingerprint(changed) != fingerprint(trunk));
  }
}

TEST_CASE("two worlds that take turns in one thread do what each does alone") {
  std::mt19937_64 random(3);
  for (std::uint64_t seed = 0; seed < kWorlds; seed += 2) {
    CAPTURE(seed);
    const Network one_network = RandomNetwork(seed).build();
    const Network other_network = RandomNetwork(seed + 1).build();
    World one(one_network, seed, 0), other(other_network, seed, 1);
    bool one_is_done = false, other_is_done = false;
    while (!one_is_done || !other_is_done) {
      one_is_done = run_until(one, one_network.scenario.end(), random() % 100);
      other_is_done = run_until(other, other_network.scenario.end(), random() % 100);
    }
    World one_alone(one_network, seed, 0), other_alone(other_network, seed, 1);
    run_until(one_alone, one_network.scenario.end());
    run_until(other_alone, other_network.scenario.end());
    CHECK(one == one_alone);
    CHECK(other == other_alone);
  }
}

namespace {

bool nothing_is_overfull(const World& world) {
  for (const Place& place : world.places) {
    const Port& port = place.port;
    for (const auto* all : {&port.berths, &port.tugs_and_pilots}) {
      for (const Resource& one : *all) {
        if (one.in_use() > one.capacity()) return false;
      }
    }
    for (const Resource& cranes : port.cranes) {
      if (cranes.in_use() > cranes.capacity()) return false;
    }
    for (const Store& storage : place.storage) {
      if (storage.content() > storage.capacity() || storage.content() < 0) return false;
    }
    if (place.tracks.in_use() > place.tracks.capacity()) return false;
    if (place.desks.in_use() > place.desks.capacity()) return false;
  }
  return std::all_of(world.vessels.begin(), world.vessels.end(), [&](const Vessel& vessel) {
    double filled = 0;
    for (const ConsignmentId id : vessel.cargo) {
      const Consignment& lot = world.consignments[id];
      const Amount payload = (*world.network)[vessel.fleet].payload[world.cargo_of(lot)];
      filled += lot.amount / payload;
    }
    return filled <= 1 + 1e-9;
  });
}

}  // namespace

TEST_CASE(
    "cargo is conserved, time and waits add up, and nothing is overfull, in any world at any "
    "instant") {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    CAPTURE(seed);
    const Network network = RandomNetwork(seed).build();
    World world(network, seed, 0);
    for (Time t = network.scenario.begin(); t <= network.scenario.end(); t += hours(31)) {
      run_until(world, t);
      REQUIRE_NOTHROW(check_conservation(world));
      REQUIRE(facilities_add_up(world));
      // Where interventions take room away, what is there stays until it leaves.
      REQUIRE((nothing_is_overfull(world) || !network.interventions.changes.empty()));
    }
  }
}

TEST_CASE("a port that is closed has no ship coming or going") {
  std::uint64_t closures = 0;
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    CAPTURE(seed);
    const Network network = RandomNetwork(seed).build();
    World world(network, seed, 0);
    std::vector<std::int64_t> berths_in_use(world.places.size());
    while (!run_until(world, network.scenario.end(), 1)) {
      for (std::size_t p = 0; p < world.places.size(); ++p) {
        const Port& port = world.places[p].port;
        std::int64_t in_use = 0;
        for (const Resource& berths : port.berths) in_use += berths.in_use();
        const bool took_a_berth = in_use > berths_in_use[p];
        REQUIRE_FALSE((port.is_closed && took_a_berth));
        closures += port.is_closed;
        berths_in_use[p] = in_use;
      }
    }
  }
  CHECK(closures > 10'000);
}

// What is called a deadlock must be one: it never dissolves.
TEST_CASE("a gridlock that is found is there for ever") {
  std::uint64_t found = 0;
  for (std::uint64_t seed = 0; seed < 5 * kWorlds; ++seed) {
    CAPTURE(seed);
    const Network network = RandomNetwork(seed).build_in_peace();
    World world(network, seed, 0);
    bool is_locked_up = false;
    for (Time t = network.scenario.begin(); t <= network.scenario.end(); t += hours(50)) {
      run_until(world, t);
      const bool is_now = !describe_gridlock(world).empty();
      REQUIRE((is_now || !is_locked_up));
      is_locked_up = is_now;
    }
    found += is_locked_up;
  }
  CHECK(found > 5);
  CHECK(found < 4 * kWorlds);
}
