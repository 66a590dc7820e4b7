// What becomes of cargo when its way is closed.
#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <random>

#include "caravan/models/simulate.hpp"
#include "random_network.hpp"
#include "two_roads.hpp"

using namespace caravan;
using namespace caravan::test;

TEST_CASE("closing one of two ways moves the flow to the other, and opening moves it back") {
  const Network network = two_roads().build();
  World world(network, 1, 0);
  const Time begin = network.scenario.begin();
  run_until(world, begin + days(10));
  CHECK(share(world, 0) == doctest::Approx(0.5));
  set_open(world, "b-z", false);
  CHECK(share(world, 0) == 0);
  CHECK(share(world, 1) == 1);
  run_until(world, begin + days(12));
  const std::size_t held = count_by(world, 0);  // aboard trains that wait before the closed line
  CHECK(held > 0);
  CHECK(held < 13);
  CHECK(count_by(world, 1) == 24);  // on its way for a day
  set_open(world, "b-z", true);
  CHECK(share(world, 0) == doctest::Approx(0.5));
  run_until(world, begin + days(20));
  CHECK(count_by(world, 0) > 5);

  // If all are closed, all wait on the cheapest.
  set_open(world, "a-b", false), set_open(world, "a-c", false);
  CHECK(share(world, 0) == 1);
  check_conservation(world);
}

TEST_CASE("a way that is closed at the beginning is taken once it is opened") {
  Drawing d = two_roads();
  d.scenario.corridors = {{"any", "any", {}, {}}};  // with one way: the cheapest
  d.link("a-b").tariff[CargoClass::container] = Money{30};
  CHECK(d.build().choices[0].itineraries.size() == 1);
  d.link("a-b").is_open = false;
  const Network network = d.build();
  REQUIRE(network.choices[0].itineraries.size() ==
          2);  // the cheapest, and the cheapest that is open
  World world(network, 1, 0);
  CHECK(share(world, 0) == 1);
  set_open(world, "a-b", true);
  // Costs 100 and 80.
  CHECK(share(world, 0) == doctest::Approx(1 / (1 + std::exp(5 * 0.25))));
}

namespace {

// From b, where trains wait to be full, there is also a way by c.
Drawing with_a_way_over() {
  Drawing d = two_roads_with_a_change();
  d.link("b-z").rail.fill = {1.0, days(1000)};
  d.rail("b-c", "b", "c", hours(6)).rail.fill = {0.01, days(1000)};
  d.may_close_anything();
  return d;
}

}  // namespace

TEST_CASE("cargo that waits leaves a way when it has been closed for long enough") {
  Drawing d = with_a_way_over();
  d.scenario.routes.rerouted_after = days(1);
  const Network network = d.build();
  World world(network, 1, 0);
  const LegQueue& at_b = world.queues[find_leg(network, "b-z/container")];
  const Time begin = network.scenario.begin();
  run_until(world, begin + days(3));
  set_open(world, "b-z", false);
  const std::size_t to_north = count_by(world, 0);
  CHECK(to_north > 20);                   // half of 72, of which the train takes 50 at a time
  CHECK(to_north > at_b.waiting.size());  // some are on their way to b
  run_until(world, begin + days(4) - seconds(1));
  CHECK(at_b.waiting.size() == to_north);  // nobody has left, and nobody new has come
  run_until(world, begin + days(4));
  CHECK(at_b.waiting.empty());
  CHECK(count_by(world, 0) == 0);  // they belong to the south now
  check_conservation(world);
  // Six hours to c, twelve from there, and a second for each of them to enter a line.
  run_until(world, begin + days(4) + hours(18.1));
  const std::int64_t on_the_way = in_system(world)[0].amount.value;
  CHECK(on_the_way == 24);
  check_conservation(world);
}

TEST_CASE("cargo that comes to where its way on has been closed for long goes on at once") {
  Drawing d = with_a_way_over();
  d.scenario.routes.rerouted_after = hours(1);
  const Network network = d.build();
  World world(network, 1, 0);
  const LegQueue& at_b = world.queues[find_leg(network, "b-z/container")];
  run_until(world, network.scenario.begin() + days(3));
  set_open(world, "b-z", false);
  run_until(world, world.now() + hours(1));
  CHECK(at_b.waiting.empty());
  CHECK(count_by(world, 0) > 0);  // aboard, to b
  for (int hour = 0; hour < 12; ++hour) {
    run_until(world, world.now() + hours(1));
    CHECK(at_b.waiting.empty());
  }
  CHECK(count_by(world, 0) == 0);
  check_conservation(world);
}

TEST_CASE("cargo without another way waits, and leaves as soon as one opens") {
  Drawing d = with_a_way_over();
  d.scenario.routes.rerouted_after = hours(1);
  const Network network = d.build();
  World world(network, 1, 0);
  const LegQueue& at_b = world.queues[find_leg(network, "b-z/container")];
  set_open(world, "b-c", false);
  run_until(world, network.scenario.begin() + days(3));
  set_open(world, "b-z", false);
  run_until(world, world.now() + days(2));
  const std::size_t waiting = at_b.waiting.size();
  CHECK(waiting > 20);
  set_open(world, "b-c", true);
  run_until(world, world.now());
  CHECK(at_b.waiting.empty());
  CHECK(count_by(world, 1) >= waiting);
  // What has left keeps its new way when the old one opens.
  set_open(world, "b-z", true);
  CHECK(at_b.waiting.empty());
}

TEST_CASE("what was rerouted is counted, at the time when it was") {
  Drawing d = with_a_way_over();
  d.scenario.routes.rerouted_after = hours(1);
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.begin() + days(3) - hours(2));
  set_open(world, "b-z", false);
  const std::size_t to_north = count_by(world, 0);
  run_until(world, network.scenario.end());
  const Results results = collect(world, 0);
  const std::vector<double>& rows = results[Variable::rerouted_mass];
  const double sum = std::accumulate(rows.begin(), rows.end(), 0.0);
  CHECK(sum == doctest::Approx(10.0 * static_cast<double>(to_north)));
  CHECK(rows[2] > 0);  // those who waited, on the third day
  CHECK(rows[3] > 0);  // those who came to b
  CHECK(rows[4] == 0);
}

namespace {

// Opens or closes a link or a place at random.
void change_something(World& world, std::mt19937_64& random) {
  Scenario& scenario = world.conditions.edit();
  if (random() % 2 == 0) {
    LinkSpec& link = scenario.links[random() % scenario.links.size()];
    link.is_open = !link.is_open;
  } else {
    PlaceSpec& place = scenario.places[random() % scenario.places.size()];
    place.is_open = !place.is_open;
  }
  on_ways_changed(world);
}

}  // namespace

TEST_CASE("whatever is closed and opened, cargo is conserved, and a fork goes the trunk's way") {
  std::size_t on_other_ways = 0, closures = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    const Network network = RandomNetwork(seed).with_shortcuts(3).build_in_peace();
    World world(network, seed, 0);
    std::mt19937_64 random(seed);
    for (Time t = network.scenario.begin(); t <= network.scenario.end(); t += hours(31)) {
      run_until(world, t);
      REQUIRE_NOTHROW(check_conservation(world));
      if (random() % 3 == 0) change_something(world, random);
      closures += static_cast<std::size_t>(world.routes.closed);
      for (const Consignment& c : world.consignments.slots()) {
        on_other_ways += c.is_live && world[c.itinerary].corridor.is_none();
      }
      if (random() % 20 != 0) continue;
      World fork = world;
      REQUIRE(fork == world);
      run_until(fork, t + days(5));
      run_until(world, t + days(5));
      REQUIRE(fork == world);
      t = t + days(5);
    }
  }
  CHECK(on_other_ways > 1'000);
  CHECK(closures > 1'000);
}

namespace {

// What is on its way to an embargo's place, counted consignment by consignment.
Amount count_bound(const World& world, const EmbargoSpec& embargo) {
  Amount bound;
  for (const Consignment& c : world.consignments.slots()) {
    if (!c.is_live || c.stage == Stage::waiting_for_acceptance) continue;
    const std::vector<LegId>& legs = world[c.itinerary].legs;
    for (std::size_t i = c.leg; i < legs.size(); ++i) {
      const Leg& leg = world[legs[i]];
      if (!is_embargoed(*world.network, embargo, leg)) continue;
      // On a train it has been at all places up to `at`.
      const auto place_on = [&](PlaceId place) {
        return std::find_if(leg.links.begin(), leg.links.end(),
                            [&](LinkId link) { return world[link].to == place; });
      };
      const bool is_past =
          i == c.leg && c.at != leg.from && place_on(c.at) >= place_on(embargo.place);
      if (!is_past) bound += c.amount;
    }
  }
  return bound;
}

}  // namespace

TEST_CASE("an embargo knows what is bound for its place, whatever is rerouted") {
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    CAPTURE(seed);
    const Network network = RandomNetwork(seed).with_shortcuts(3).build_in_peace();
    if (network.scenario.embargoes.empty()) continue;
    World world(network, seed, 0);
    std::mt19937_64 random(seed);
    for (Time t = network.scenario.begin(); t <= network.scenario.end(); t += hours(31)) {
      run_until(world, t);
      REQUIRE(world.embargoes[0].bound_there == count_bound(world, network.scenario.embargoes[0]));
      compared += world.embargoes[0].bound_there > Amount{};
      change_something(world, random);
      run_until(world, t);
    }
  }
  CHECK(compared > 200);
}
