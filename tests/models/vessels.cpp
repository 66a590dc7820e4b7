#include <doctest/doctest.h>

#include "caravan/models/simulate.hpp"
#include "draw.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// aktau ~~24 h~~ alat, one vessel of 5000 t; a lot of 1000 t each `gap`.
Drawing crossing(Duration gap, std::int64_t vessels = 1) {
  Drawing d;
  d.place("aktau"), d.place("alat");
  d.sea("aktau-alat", "aktau", "alat", hours(24), vessels);
  d.demand("grain", "general", "aktau", "alat", tonnes(1000), gap);
  d.corridor("sea", {"alat"});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(100);
  return d;
}

double delivered_tonnes(const Results& results) { return results[Variable::corridor_mass][0]; }

}  // namespace

TEST_CASE("an overloaded fleet delivers one payload a round trip for each vessel") {
  // Back in ballast: nothing to wait for on that side.
  Drawing d = crossing(hours(1));
  d.scenario.fleets[0].fill = {0.0, days(1)};
  CHECK(delivered_tonnes(simulate(d.build(), 1, 0)) == doctest::Approx(50 * 5000).epsilon(0.021));
  d.scenario.fleets[0].vessels = 3;
  CHECK(delivered_tonnes(simulate(d.build(), 1, 0)) ==
        doctest::Approx(3 * 50 * 5000).epsilon(0.021));
}

TEST_CASE(
    "a vessel that must be full waits for its cargo, and sails back at once if nobody ships "
    "there") {
  // Five lots fill it in 50 h, a round trip takes 48 h: all cargo gets across.
  Drawing d = crossing(hours(10));
  d.scenario.fleets[0].fill = {1.0, days(30)};
  const Results results = simulate(d.build(), 1, 0);
  CHECK(delivered_tonnes(results) == doctest::Approx(1000 * 2400 / 10.0).epsilon(0.021));
}

TEST_CASE(
    "where somebody ships, a vessel waits for cargo as long as it may, then sails in ballast") {
  Drawing d = crossing(hours(10));
  d.demand("wine", "general", "alat", "aktau", tonnes(1000), hours(100'000));
  d.scenario.fleets[0].fill = {1.0, days(1)};
  // 24 h there, an idle day, 24 h back, while 72 h bring 7.2 lots.
  const Results results = simulate(d.build(), 1, 0);
  CHECK(delivered_tonnes(results) == doctest::Approx(5000 * 2400 / 72.0).epsilon(0.031));
}

TEST_CASE("cargo handling and port time are spent at the berth") {
  Drawing d = crossing(hours(1));
  d.scenario.fleets[0].fill = {0.0, days(1)};
  d.scenario.fleets[0].port_hours = Distribution::constant(6);
  for (PlaceSpec& place : d.scenario.places) {
    place.handling[CargoClass::general] = AmountPerHour{500'000};  // 10 h a payload
  }
  // 24 + 6 + 10 at alat, 24 back; at aktau 10 + 6. Nothing to load at alat.
  const Results results = simulate(d.build(), 1, 0);
  CHECK(delivered_tonnes(results) == doctest::Approx(5000 * 2400 / 80.0).epsilon(0.034));
}

TEST_CASE("one berth is one vessel at a time: the others wait at anchor") {
  Drawing d = crossing(hours(1), 4);
  d.scenario.fleets[0].fill = {0.0, days(1)};
  d.place_called("aktau").berths = {{"quay", 1}};
  d.place_called("aktau").handling[CargoClass::general] = AmountPerHour{250'000};  // 20 h
  // The berth at aktau is the bottleneck: a payload each 20 h.
  const Results results = simulate(d.build(), 1, 0);
  CHECK(delivered_tonnes(results) == doctest::Approx(5000 * 2400 / 20.0).epsilon(0.02));
  CHECK(results[Variable::facility_utilisation][0] == doctest::Approx(1).epsilon(0.01));
  double waiting = 0;  // vessels at anchor off aktau, mean over days
  const std::vector<double>& series = results[Variable::vessels_waiting];
  for (std::size_t day = 0; day < 100; ++day) waiting += series[day * 2] / 100;
  // Four vessels on a cycle of 48 h at sea and 20 h at the berth: 80 h between turns, 12 h wait.
  CHECK(waiting == doctest::Approx(4 * 12 / 80.0).epsilon(0.1));
}

TEST_CASE("a vessel full of two classes of cargo carries no more than one payload of both") {
  Drawing d = crossing(hours(2));
  d.demand("boxes", "containers", "aktau", "alat", teu(40), hours(2));  // a fifth of the vessel
  d.scenario.fleets[0].fill = {1.0, days(1)};
  const Network network = d.build();
  World world(network, 1, 0);
  for (Time t = network.scenario.begin(); t < network.scenario.end(); t += hours(5)) {
    run_until(world, t);
    const Vessel& vessel = world.vessels[0];
    double filled = 0;
    for (const ConsignmentId id : vessel.cargo) {
      const Consignment& c = world.consignments[id];
      filled += c.amount / network.scenario.fleets[0].payload[world.cargo_of(c)];
    }
    REQUIRE(filled <= doctest::Approx(1));
  }
  CHECK(world.ledger.delivered[0].mass > Mass{});
  CHECK(world.ledger.delivered[1].mass > Mass{});
}

TEST_CASE("a full yard ashore holds the vessel at its berth") {
  Drawing d = crossing(hours(10));
  PlaceSpec& alat = d.place_called("alat");
  alat.storage[CargoClass::general] = tonnes(6000);
  alat.formalities = FormalitiesSpec{1, Distribution::constant(20)};  // half of what comes
  d.scenario.fleets[0].fill = {1.0, days(1)};
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  CHECK(delivered_tonnes(results) == doctest::Approx(1000 * 2400 / 20.0).epsilon(0.02));
  // Five lots leave the yard in 100 h: 48 of them the vessel sails, for 52 it is held.
  const auto names = labels_of(network, Dimension::facility);
  const auto berth = std::find(names.begin(), names.end(), "alat/berths/quay") - names.begin();
  CHECK(results[Variable::facility_utilisation][static_cast<std::size_t>(berth)] * 100 ==
        doctest::Approx(0.52).epsilon(0.03));
}

TEST_CASE("a yard smaller than a vessel is filled and emptied lot by lot, and nothing locks up") {
  // Used to wait for ever for room for the whole cargo.
  Drawing d = crossing(hours(10));
  d.place_called("alat").storage[CargoClass::general] = tonnes(2000);
  d.place_called("alat").formalities = FormalitiesSpec{1, Distribution::constant(2)};
  d.scenario.fleets[0].fill = {1.0, days(30)};
  const Results results = simulate(d.build(), 1, 0);
  // Two lots at once, the others one each 2 h: a round trip of 48 h and 6 h at the berth.
  CHECK(delivered_tonnes(results) == doctest::Approx(5000 * 2400 / 54.0).epsilon(0.02));
}

TEST_CASE(
    "a vessel and the cargo that fills its yard wait for each other for ever, and are named") {
  Drawing d = crossing(hours(10));
  d.demand("back", "general", "alat", "aktau", tonnes(1000), hours(10));
  for (const char* port : {"aktau", "alat"}) {
    d.place_called(port).storage[CargoClass::general] = tonnes(2000);
  }
  d.scenario.fleets[0].fill = {0.4, days(30)};
  const std::vector<std::string> circle = simulate(d.build(), 1, 0).gridlock;
  REQUIRE(circle.size() == 2);
  const std::string vessel = "vessel 1 of aktau-alat";
  const bool vessel_is_first = circle[0].starts_with(vessel);
  CHECK(circle[vessel_is_first ? 0 : 1].starts_with(vessel + " waits for room in "));
  CHECK(circle[vessel_is_first ? 1 : 0].find(" waits for a vessel on aktau-alat, held by " +
                                             vessel) != std::string::npos);
}

TEST_CASE("room kept for what ships bring keeps a port from locking up") {
  // As above, but half of each yard is for what the vessel brings: it can always discharge.
  Drawing d = crossing(hours(10));
  d.demand("back", "general", "alat", "aktau", tonnes(1000), hours(10));
  for (const char* port : {"aktau", "alat"}) {
    d.place_called(port).storage[CargoClass::general] = tonnes(2000);
  }
  d.scenario.fleets[0].fill = {0.2, days(30)};
  CHECK_FALSE(simulate(d.build(), 1, 0).gridlock.empty());
  for (const char* port : {"aktau", "alat"}) d.place_called(port).yard_kept_for_ships = 0.5;
  const Results results = simulate(d.build(), 1, 0);
  CHECK(results.gridlock.empty());
  CHECK(delivered_tonnes(results) > 50'000);
}

TEST_CASE("a fleet that can't keep up is overloaded, but nothing is locked up") {
  CHECK(simulate(crossing(hours(1)).build(), 1, 0).gridlock.empty());
}
