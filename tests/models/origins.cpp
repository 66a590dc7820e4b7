// Embargoes, boxes and wagons that come back empty, roads and their gates.
#include <doctest/doctest.h>

#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "read_results.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

constexpr auto kWagon = CargoClass::wagon;
Amount wagons(std::int64_t count) { return Amount{count}; }

// beyneu ==12 h==> kuryk ~~20 h~~ alat: 10 wagons each 4 h, two ferries of 40 wagons.
Drawing kuryk(Duration gap) {
  Drawing d;
  d.commodity("wagons", kWagon).mass_per_unit = Mass{90'000};
  d.commodity("empties", kWagon).mass_per_unit = Mass{24'000};
  d.place("beyneu"), d.place("kuryk"), d.place("alat");
  for (const bool is_back : {false, true}) {
    LinkSpec& rail = is_back ? d.rail("kuryk-beyneu", "kuryk", "beyneu", hours(12))
                             : d.rail("beyneu-kuryk", "beyneu", "kuryk", hours(12));
    rail.rail.train[kWagon] = wagons(40);
    rail.rail.fill = {0.25, hours(12)};
  }
  d.pair("beyneu-kuryk", "kuryk-beyneu");
  FleetSpec& ferries = d.sea("kuryk-alat", "kuryk", "alat", hours(20), 2);
  ferries.payload = {};
  ferries.payload[kWagon] = wagons(40);
  ferries.fill = {0.25, hours(24)};
  for (PlaceSpec& place : d.scenario.places) place.handling[kWagon] = AmountPerHour{1e9};
  d.demand("ore", "wagons", "beyneu", "alat", wagons(10), gap);
  d.corridor("line", {"kuryk"});
  d.scenario.warm_up = days(40);
  d.scenario.duration = days(200);
  return d;
}

double figure(const Drawing& d, Variable variable, const std::string& first,
              const std::string& second = {}) {
  const Network network = d.build();
  return value(network, simulate(network, 1, 0), variable, first, second);
}

}  // namespace

TEST_CASE(
    "an embargo begins above its limit, ends below the other, and holds cargo at its origin") {
  // The ferries clear 80 wagons in 40 h, 48 a day; 10 each 4 h are 60 a day.
  Drawing d = kuryk(hours(4));
  d.scenario.embargoes.push_back({"kuryk", d.place_id("kuryk"), kWagon, wagons(300), wagons(150)});
  const Network network = d.build();
  World world(network, 1, 0);
  const auto lies_there = [&] {
    const Place& kuryk = world.places[d.place_id("kuryk").index()];
    return kuryk.storage[kWagon].content() + kuryk.outside[kWagon].value;
  };
  bool was_in_force = false;
  int begun = 0, ended = 0;
  std::int64_t most = 0;
  while (!run_until(world, network.scenario.end(), 1)) {
    const bool is_in_force = world.embargoes[0].is_in_force;
    most = std::max(most, lies_there());
    if (is_in_force && !was_in_force) {
      CHECK(lies_there() > 300);
      ++begun;
    }
    if (!is_in_force && was_in_force) {
      CHECK(lies_there() < 150);
      ++ended;
    }
    was_in_force = is_in_force;
  }
  CHECK(begun > 3);
  CHECK(ended > 3);
  CHECK(most < 300 + 12 * 10);  // what was on its way when it began
  const Results results = collect(world, 0);
  CHECK(value(network, results, Variable::facility_utilisation, "kuryk/embargo") > 0.1);
  CHECK(value(network, results, Variable::place_time, "beyneu", "embargo") > 0);
  CHECK(value(network, results, Variable::place_time, "kuryk", "embargo") == 0);
  check_conservation(world);
}

TEST_CASE("two embargoes on one way both hold, and nothing stalls when they end") {
  // The first to end used to let cargo in past the other.
  Drawing d = kuryk(hours(4));
  const PlaceId port = d.place_id("kuryk");
  d.scenario.embargoes.push_back({"early", port, kWagon, wagons(200), wagons(150)});
  d.scenario.embargoes.push_back({"late", port, kWagon, wagons(300), wagons(100)});
  const Network network = d.build();
  World world(network, 1, 0);
  std::int64_t bound_before = 0;
  while (!run_until(world, network.scenario.end(), 1)) {
    const std::int64_t bound = world.embargoes[1].bound_there.value;
    REQUIRE(bound >= 0);
    const bool more_comes = bound > bound_before;
    REQUIRE_FALSE((more_comes && world.embargoes[1].is_in_force && world.embargoes[0].is_in_force));
    bound_before = bound;
  }
  CHECK(world.embargoes[0].waits.count() > 100);
  CHECK(value(network, collect(world, 0), Variable::corridor_mass, "line") > 0.7 * 48 * 200 * 90);
  check_conservation(world);
}

TEST_CASE("without an embargo the wagons queue at the port") {
  // 12 a day more than the ferries clear: 2400 after 200 days.
  Drawing d = kuryk(hours(4));
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  CHECK(world.places[d.place_id("kuryk").index()].storage[kWagon].content() ==
        doctest::Approx(12 * 240).epsilon(0.05));
}

TEST_CASE("wagons come back empty, and new cargo waits for them") {
  // 60 wagons; some days there and as many back, by rail and ferry.
  Drawing d = kuryk(hours(8));
  d.scenario.equipment.push_back({"gondolas", "gondolas", CommodityId(std::size_t{4}), wagons(60)});
  d.scenario.demands[0].equipment = EquipmentId(0u);
  const Network network = d.build();
  REQUIRE(network.scenario.demands.size() == 2);
  CHECK(network.scenario.demands[1].id == "ore/empty");
  World world(network, 1, 0);
  for (Time t = network.scenario.begin(); t <= network.scenario.end(); t += hours(13)) {
    run_until(world, t);
    REQUIRE_NOTHROW(check_conservation(world));  // counts the wagons
  }
  const Results results = collect(world, 0);
  const double there = value(network, results, Variable::demand_mass, "ore") / 90;
  const double back = value(network, results, Variable::demand_mass, "ore/empty") / 24;
  CHECK(there == doctest::Approx(back).epsilon(0.05));
  const double round_trip = value(network, results, Variable::demand_transit_mean, "ore") -
                            value(network, results, Variable::demand_time, "ore", "equipment") +
                            value(network, results, Variable::demand_transit_mean, "ore/empty");
  // All of them are always on their way: 60 wagons make 60 / round trip wagons a day.
  CHECK(there / 200 == doctest::Approx(60 / round_trip).epsilon(0.05));
  CHECK(value(network, results, Variable::facility_utilisation, "gondolas/equipment") > 0.97);
  CHECK(value(network, results, Variable::demand_time, "ore", "equipment") > 1);
}

TEST_CASE("trucks drive from gate to gate, and wait at neither but for a lane") {
  // alat --40 h--> poti; a lane takes 30 min, a truck comes each 20 min: two lanes at alat do.
  Drawing d;
  d.commodity("trucks", CargoClass::truck).mass_per_unit = Mass{25'000};
  d.place("alat").gate = GateSpec{2, Distribution::constant(0.5)};
  d.place("poti").gate = GateSpec{1, Distribution::constant(0.25)};
  LinkSpec road;
  road.id = "alat-poti";
  road.from = d.place_id("alat"), road.to = d.place_id("poti");
  road.mode = Mode::road;
  road.distance = Distance{870};
  road.transit_hours = Distribution::constant(40);
  road.road.carries[CargoClass::truck] = true;
  d.scenario.links.push_back(road);
  d.demand("tir", "trucks", "alat", "poti", Amount{1}, hours(1 / 3.0));
  d.corridor("road", {"poti"});
  d.scenario.warm_up = days(5);
  CHECK(figure(d, Variable::demand_transit_mean, "tir") * 24 ==
        doctest::Approx(0.5 + 40 + 0.25).epsilon(1e-6));
  CHECK(figure(d, Variable::demand_time, "tir", "gate") * 24 == doctest::Approx(0.75));
  CHECK(figure(d, Variable::facility_utilisation, "alat/gate") ==
        doctest::Approx(0.75).epsilon(0.01));
  CHECK(figure(d, Variable::facility_utilisation, "poti/gate") ==
        doctest::Approx(0.75).epsilon(0.01));
  // With one lane at alat, 2 trucks an hour get through, and the others wait.
  d.place_called("alat").gate->lanes = 1;
  CHECK(figure(d, Variable::demand_mass, "tir") == doctest::Approx(25.0 * 2 * 720).epsilon(0.01));
}

TEST_CASE("what can't be is refused: equipment of another class, or less than a lot") {
  Drawing d = kuryk(hours(8));
  d.scenario.equipment.push_back({"boxes", "boxes", CommodityId(0u), wagons(5)});
  d.scenario.demands[0].equipment = EquipmentId(0u);
  try {
    d.build();
    FAIL("built");
  } catch (const ScenarioError& error) {
    CHECK(error.problems().size() == 2);
    CHECK(error.problems()[0].path == "demands.ore.equipment");
    CHECK(error.problems()[1].path == "demands.ore.lot");
  }
}
