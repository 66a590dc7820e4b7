#include "caravan/models/world.hpp"

#include <doctest/doctest.h>

#include "caravan/models/simulate.hpp"
#include "draw.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// mine ==rail==> port ~~sea~~> harbour ==rail==> town; and oil from a field at the mine, in lots to
// the harbour's tank, from there by pipeline to the terminal, where tankers come for it.
Drawing corridor_in_small() {
  Drawing d;
  for (const char* id : {"mine", "port", "harbour", "town", "terminal"}) d.place(id);
  d.rail("mine-port", "mine", "port", hours(20));
  d.rail("port-mine", "port", "mine", hours(20));
  d.pair("mine-port", "port-mine");
  d.sea("crossing", "port", "harbour", hours(24), 5).fill = {0.4, days(2)};
  d.rail("harbour-town", "harbour", "town", hours(10));
  d.rail("town-harbour", "town", "harbour", hours(10));
  d.pair("harbour-town", "town-harbour");
  d.demand("boxes", "containers", "mine", "town", teu(10), hours(3));
  d.demand("boxes_back", "containers", "town", "mine", teu(10), hours(9));
  d.demand("ore", "general", "mine", "town", tonnes(250), hours(7)).arrivals = Arrivals::poisson;
  d.demand("oil", "crude", "mine", "harbour", tonnes(250), hours(6));
  d.tank("mine", "store", {"crude"}, Volume{60'000}, Volume{20'000});
  d.tank("port", "store", {"crude"}, Volume{60'000}, Volume{0});
  d.tank("harbour", "store", {"crude"}, Volume{60'000}, Volume{0});
  d.tank("terminal", "store", {"crude"}, Volume{200'000}, Volume{50'000});
  d.field("well", "mine", "crude", Volume{7'700});
  d.pipeline("harbour-terminal", "harbour", "terminal", Volume{30'000}, "crude", Volume{40'000});
  d.lifting("cargoes", "terminal", "store", Volume{90'000}, Volume{4'000}, 1);
  d.corridor("middle", {"port", "harbour"});
  for (LinkSpec& link : d.scenario.links) {
    if (link.mode == Mode::rail) link.rail.fill = {0.5, days(2)};
    if (link.mode == Mode::rail) link.rail.paths_per_day = 12;
    if (link.mode != Mode::pipeline) link.transit_hours = Distribution::lognormal(20, 0.4);
  }
  for (PlaceSpec& place : d.scenario.places) {
    for (AmountPerHour& rate : place.handling) rate = AmountPerHour{400'000};
    place.handling[CargoClass::container] = AmountPerHour{25};
    place.tracks = 2;
    for (BerthSpec& berth : place.berths) berth.count = 2;
    place.formalities = FormalitiesSpec{3, Distribution::exponential(2)};
  }
  d.scenario.warm_up = days(30);
  d.scenario.duration = days(200);
  return d;
}

}  // namespace

TEST_CASE("cargo is conserved at every instant") {
  const Network network = corridor_in_small().build();
  World world(network, 1, 0);
  for (Time t = network.scenario.begin(); t <= network.scenario.end(); t += hours(7)) {
    run_until(world, t);
    CHECK_NOTHROW(check_conservation(world));
  }
  CHECK(in_barrels(world.oil.accounts[2].lifted) > 1e6);
  for (const Account& delivered : world.ledger.delivered) CHECK(delivered.amount > Amount{});
  // Ten TEU of 10 t each are what a box consignment is; they add up apart from the kilograms.
  CHECK(world.ledger.released[0].mass.value == 10'000 * world.ledger.released[0].amount.value);
}

TEST_CASE("cargo that goes missing, or lies where it does not belong, is found") {
  const Network network = corridor_in_small().build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  World thief = world;
  thief.ledger.released[2].mass += Mass{1};
  CHECK_THROWS_WITH_AS(check_conservation(thief), doctest::Contains("1 kg of 'crude' are missing"),
                       std::logic_error);
  World ghost = world;
  ghost.places[2].storage[CargoClass::general].put(ghost.now(), {.who = 0, .amount = 500});
  CHECK_THROWS_WITH_AS(check_conservation(ghost), doctest::Contains("'general' at 'harbour'"),
                       std::logic_error);
  World hoard = world;
  hoard.oil.tanks[0].reserved += OilVolume{1};
  CHECK_THROWS_WITH_AS(check_conservation(hoard), doctest::Contains("tank 'mine/store' keeps oil"),
                       std::logic_error);
  World leak = world;
  leak.oil.accounts[2].produced += OilVolume{1};
  CHECK_THROWS_WITH_AS(check_conservation(leak), doctest::Contains("bbl of 'crude' are missing"),
                       std::logic_error);
}

TEST_CASE(
    "a fork left alone ends equal to the trunk, and two worlds interleaved equal the two alone") {
  const Network network = corridor_in_small().build();
  World trunk(network, 1, 0);
  run_until(trunk, network.scenario.start + days(50));
  World fork = trunk;
  CHECK(fork == trunk);

  World other(network, 1, 1);
  while (!run_until(trunk, network.scenario.end(), 100))
    run_until(other, network.scenario.end(), 37);
  run_until(other, network.scenario.end());
  run_until(fork, network.scenario.end());
  CHECK(fork == trunk);
  CHECK(fingerprint(fork) == fingerprint(trunk));
  CHECK(simulate(network, 1, 1).fingerprint == fingerprint(other));
  CHECK(fingerprint(other) != fingerprint(trunk));
}
