// Berths, tugs, cranes, working hours, weather and depth, on cases small enough to do by hand.
#include <doctest/doctest.h>

#include "caravan/models/consignment_life.hpp"
#include "caravan/models/harbour.hpp"
#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "read_results.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// aktau ~~24 h~~ alat: one vessel of 5000 t that sails with 5 lots of 1000 t, and goes back in
// ballast at once. Cargo is never short: all lots are there from the first hours on.
Drawing crossing(std::int64_t vessels = 1) {
  Drawing d;
  d.place("aktau"), d.place("alat");
  d.sea("aktau-alat", "aktau", "alat", hours(24), vessels);
  d.demand("grain", "general", "aktau", "alat", tonnes(1000), hours(1));
  d.corridor("sea", {"alat"});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(100);
  return d;
}

// Of a fleet that always finds cargo.
double round_trip_hours(const Drawing& d) {
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  return 5000.0 * 2400 / value(network, results, Variable::corridor_mass, "sea");
}

}  // namespace

TEST_CASE("coming to a berth and leaving it each take a manoeuvre") {
  // 24 h there, in and out; 24 h back, in and out: 4 manoeuvres of 3 h.
  Drawing d = crossing();
  d.scenario.fleets[0].manoeuvre_hours = Distribution::constant(3);
  CHECK(round_trip_hours(d) == doctest::Approx(48 + 4 * 3).epsilon(0.025));
}

TEST_CASE("two vessels that need the only tug wait for each other, three that don't do not") {
  // Both ports have one tug; a call takes it for two manoeuvres of 12 h, so a vessel leaves each
  // port every 24 h at most, and three vessels carry one payload in 24 h.
  Drawing d = crossing(6);
  d.scenario.fleets[0].manoeuvre_hours = Distribution::constant(12);
  CHECK(6 * round_trip_hours(d) == doctest::Approx(48 + 4 * 12).epsilon(0.025));
  d.scenario.fleets[0].tugs = 1;
  for (PlaceSpec& port : d.scenario.places) port.tugs = 1;
  CHECK(round_trip_hours(d) == doctest::Approx(24).epsilon(0.025));
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  CHECK(value(network, results, Variable::facility_utilisation, "alat/tugs") ==
        doctest::Approx(1).epsilon(0.01));
  CHECK(value(network, results, Variable::demand_time, "grain", "tugs") > 0.5);
  // With two tugs each, nobody waits.
  for (PlaceSpec& port : d.scenario.places) port.tugs = 6;
  CHECK(6 * round_trip_hours(d) == doctest::Approx(48 + 4 * 12).epsilon(0.025));
}

TEST_CASE("a crane works lot by lot; several work on a vessel side by side, as far as they go") {
  // 1000 t/h: five lots take 5 h a side with one crane, 3 h with two (2 + 2 + 1), 1 h with five.
  Drawing d = crossing();
  for (PlaceSpec& port : d.scenario.places) {
    port.handling[CargoClass::general] = AmountPerHour{1e6};
  }
  const auto with_cranes = [&](std::int64_t count, std::int64_t per_vessel) {
    for (PlaceSpec& port : d.scenario.places) {
      port.cranes[CargoClass::general] = {count, per_vessel};
    }
    return round_trip_hours(d);
  };
  CHECK(round_trip_hours(d) == doctest::Approx(48 + 2 * 5).epsilon(0.025));
  CHECK(with_cranes(2, 1) == doctest::Approx(48 + 2 * 5).epsilon(0.025));
  CHECK(with_cranes(2, 2) == doctest::Approx(48 + 2 * 3).epsilon(0.025));
  CHECK(with_cranes(9, 9) == doctest::Approx(48 + 2 * 1).epsilon(0.025));
}

TEST_CASE("cranes that are short hold the vessels, and say so") {
  // One crane of 100 t/h for all berths: 50 h a vessel, whatever their number.
  Drawing d = crossing(4);
  d.place_called("alat").handling[CargoClass::general] = AmountPerHour{1e5};
  d.place_called("alat").cranes[CargoClass::general] = {1, 1};
  CHECK(round_trip_hours(d) == doctest::Approx(50).epsilon(0.025));
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  CHECK(value(network, results, Variable::facility_utilisation, "alat/cranes/general") ==
        doctest::Approx(1).epsilon(0.01));
}

TEST_CASE("cargo work keeps working hours") {
  // Ten hours a lot at alat, from 08:00 to 18:00: one lot a day, and the 6 h from an evening
  // arrival or the like are lost; 4 h of sailing either way.
  Drawing d = crossing();
  for (LinkSpec& link : d.scenario.links) link.transit_hours = Distribution::constant(4);
  d.place_called("alat").handling[CargoClass::general] = AmountPerHour{1e5};
  std::vector<Shift> shifts;
  for (int day = 0; day < 7; ++day) {
    shifts.push_back({minute_of_week(day, 8), minute_of_week(day, 18)});
  }
  d.place_called("alat").working_hours = Calendar(shifts);
  // Done at 18:00; back at 02:00, so the next working day is not missed: five days a voyage.
  CHECK(round_trip_hours(d) == doctest::Approx(5 * 24).epsilon(0.06));
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  const double unloading = value(network, results, Variable::demand_time, "grain", "unloading");
  CHECK(unloading == doctest::Approx(10 / 24.0));
  CHECK(value(network, results, Variable::demand_time, "grain", "closed_hours") > 0.3);
}

TEST_CASE("the more urgent fleet goes first to the only berth") {
  // Both fleets find a berth that one alone keeps busy: the urgent one hardly waits.
  Drawing d = crossing(3);
  d.sea("fast", "aktau", "alat", hours(24), 1);
  for (LinkSpec& link : d.scenario.links) link.fleets = {FleetId(0u), FleetId(1u)};
  d.scenario.links.resize(2);
  d.place_called("alat").berths = {{"quay", 1}};
  d.place_called("alat").handling[CargoClass::general] = AmountPerHour{1e5};  // 50 h a vessel
  const auto mean_voyages = [&](std::int32_t priority) {
    d.scenario.fleets[1].priority = priority;
    const Network network = d.build();
    World world(network, 1, 0);
    run_until(world, network.scenario.end());
    return world.vessels[3].voyage;
  };
  CHECK(mean_voyages(1) > 1.3 * mean_voyages(0));
}

TEST_CASE("storms close a port for the share of each month that is said, and no other") {
  Drawing d = crossing();
  WeatherSpec weather;
  weather.closed_share[0] = 0.4;   // January
  weather.closed_share[10] = 0.1;  // November
  weather.lasts_hours = Distribution::gamma(10, 0.8);
  d.place_called("alat").weather = weather;
  d.scenario.duration = days(365);
  d.scenario.demands[0].rate = AmountPerHour{};
  const Network network = d.build();
  std::array<double, 12> closed{};
  const int worlds = 200;
  for (int k = 0; k < worlds; ++k) {
    const Results results = simulate(network, 1, static_cast<std::uint64_t>(k));
    const auto starts = interval_starts(network.scenario);
    for (std::size_t t = 0; t < starts.size(); ++t) {
      closed[date_of(starts[t]).month - 1] += results[Variable::port_closed][2 * t + 1] / worlds;
    }
  }
  // The last closure of a month reaches into the next; the first storm comes as from a calm.
  CHECK(closed[0] / 31 == doctest::Approx(0.4).epsilon(0.04));
  CHECK(closed[10] / 30 == doctest::Approx(0.1).epsilon(0.08));
  CHECK(closed[5] == 0);
  CHECK(closed[9] == 0);
}

namespace {

// alat closes 10 h after its first vessel begins to discharge, for 7 h.
struct Storm {
  Network network;
  World world;
  Time closes;

  explicit Storm(Drawing d) : network(d.build()), world(network, 1, 0) {
    const PlaceId alat = d.place_id("alat");
    while (world.vessels[0].step != VesselStep::discharging) run_until(world, kNever, 1);
    run_until(world, world.now() + hours(10));
    closes = world.now();
    on_port_closed(world, alat);
  }
};

Drawing stormy(WorkInBadWeather work) {
  Drawing d = crossing();
  d.place_called("alat").handling[CargoClass::general] = AmountPerHour{1e5};  // 10 h a lot
  d.place_called("alat").weather =
      WeatherSpec{.closed_share = {}, .lasts_hours = Distribution::constant(7), .work = work};
  return d;
}

}  // namespace

TEST_CASE("a storm interrupts cargo work, which then goes on with what was left") {
  Storm storm(stormy(WorkInBadWeather::pauses));
  World& world = storm.world;
  const auto lots_aboard = [&] { return world.vessels[0].cargo.size(); };
  CHECK(lots_aboard() == 4);
  const Consignment& lot = world.consignments[world.vessels[0].in_work[0].lot];
  CHECK(lot.cause == Cause::weather);
  run_until(world, storm.closes + hours(7));
  CHECK(lots_aboard() == 4);
  CHECK(lot.cause == Cause::unloading);
  run_until(world, storm.closes + hours(16.9));
  CHECK(lots_aboard() == 4);
  run_until(world, storm.closes + hours(17));
  CHECK(lots_aboard() == 3);
}

TEST_CASE("where the rule says so cargo work goes on in a storm, but no ship moves") {
  Drawing d = stormy(WorkInBadWeather::goes_on);
  d.place_called("alat").handling[CargoClass::general] = AmountPerHour{1e6};  // done in 5 h
  d.scenario.fleets[0].manoeuvre_hours = Distribution::constant(1);
  const Network network = d.build();
  World world(network, 1, 0);
  Vessel& vessel = world.vessels[0];
  while (vessel.step != VesselStep::discharging) run_until(world, kNever, 1);
  const Time berthed = world.now();
  on_port_closed(world, d.place_id("alat"));
  run_until(world, berthed + hours(5));
  CHECK(vessel.cargo.empty());
  CHECK(vessel.step == VesselStep::going_out);
  run_until(world, berthed + hours(7.9));
  CHECK(vessel.step == VesselStep::going_out);
  CHECK(vessel.has_berth);
  run_until(world, berthed + hours(8));  // the port opens, and the manoeuvre takes an hour
  CHECK(vessel.step == VesselStep::sailing);
}

TEST_CASE("a ship that comes in a storm waits at anchor, and its cargo says for what") {
  Drawing d = stormy(WorkInBadWeather::pauses);
  const Network network = d.build();
  World world(network, 1, 0);
  const PlaceId alat = d.place_id("alat");
  const Vessel& vessel = world.vessels[0];
  while (vessel.cargo.empty() || vessel.step != VesselStep::sailing) run_until(world, kNever, 1);
  const Time sailed = world.now();
  run_until(world, sailed + hours(20));
  on_port_closed(world, alat);
  run_until(world, sailed + hours(24));
  CHECK(vessel.step == VesselStep::awaiting_berth);
  CHECK(world.consignments[vessel.cargo[0]].cause == Cause::weather);
  run_until(world, sailed + hours(27));
  CHECK(vessel.step == VesselStep::discharging);
}

TEST_CASE("a falling sea takes payload from ships that draw too much, and dredging gives it back") {
  // Draught 4.5 m at 4.5 m; the sea falls 0.5 m a year; 20 % of the payload a metre. After two
  // years the vessel lifts 80 %: four lots instead of five.
  Drawing d = crossing();
  d.scenario.seas.push_back({"caspian", "caspian", Depth{-0.5}, {}});
  d.place_called("alat").depth = Depth{4.5};
  d.place_called("alat").sea = SeaId(0u);
  d.scenario.fleets[0].draught = Depth{4.5};
  d.scenario.fleets[0].payload_lost_per_metre = 0.2;
  d.scenario.duration = days(4 * 365);
  const auto lots_at_the_end = [](const Drawing& drawing) {
    const Network network = drawing.build();
    World world(network, 1, 0);
    run_until(world, network.scenario.start + days(2.2 * 365));
    while (world.vessels[0].cargo.empty() || world.vessels[0].step != VesselStep::sailing) {
      run_until(world, kNever, 1);
    }
    return world.vessels[0].cargo.size();
  };
  CHECK(lots_at_the_end(d) == 3);
  d.place_called("alat").depth = Depth{5.7};
  CHECK(lots_at_the_end(d) == 5);
  d.place_called("alat").depth = Depth{4.5};
  d.scenario.fleets[0].draught = Depth{3.3};  // a shallow-draught ship
  CHECK(lots_at_the_end(d) == 5);
}
