// Which vessel goes where, when and with what.
#include <doctest/doctest.h>

#include <cmath>

#include "caravan/models/fleets.hpp"
#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "read_results.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// kuryk ~~20 h~~ alat ~~10 h~~ tkm
//
// One fleet serves both; lots of 1000 t, vessels of 5000 t.
Drawing two_lines(std::int64_t vessels) {
  Drawing d;
  d.place("kuryk"), d.place("alat"), d.place("tkm");
  d.sea("kuryk-alat", "kuryk", "alat", hours(20), vessels);
  d.sea("tkm-alat", "tkm", "alat", hours(10), 0);
  d.scenario.fleets.pop_back();
  for (LinkSpec& link : d.scenario.links) link.fleets = {FleetId(0u)};
  d.corridor("north", {"kuryk"});
  d.corridor("south", {"tkm"});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(100);
  return d;
}

double delivered(const Drawing& d, const std::string& corridor) {
  const Network network = d.build();
  return value(network, simulate(network, 1, 0), Variable::corridor_mass, corridor);
}

}  // namespace

TEST_CASE("a fleet that serves two lines loads where more waits") {
  Drawing d = two_lines(1);
  d.scenario.fleets[0].fill = {0.2, days(1)};
  d.demand("wagons", "general", "alat", "tkm", tonnes(1000), hours(30));
  d.demand("back", "general", "tkm", "alat", tonnes(1000), hours(30));
  d.demand("ore", "general", "alat", "kuryk", tonnes(1000), hours(200));
  CHECK(delivered(d, "south") == doctest::Approx(2 * 1000 * 2400 / 30.0).epsilon(0.05));
  CHECK(delivered(d, "north") == doctest::Approx(1000 * 2400 / 200.0).epsilon(0.15));
}

TEST_CASE("an idle vessel is sent in ballast to where cargo waits") {
  // All cargo is at kuryk, and none goes back. By its fill rule alone a vessel at alat would wait
  // 30 days before it leaves; by dispatch it goes over to kuryk as soon as a payload waits there.
  Drawing d = two_lines(2);
  d.demand("ore", "general", "kuryk", "alat", tonnes(1000), hours(10));
  d.scenario.fleets[0].fill = {1.0, days(30)};
  d.scenario.fleets[0].policy = SailingPolicy::dispatch;
  // A payload gathers in 50 h, a round trip takes 40 h: one vessel takes all of it.
  CHECK(delivered(d, "north") == doctest::Approx(1000 * 2400 / 10.0).epsilon(0.025));
}

TEST_CASE("dispatch leaves a vessel where it is while nothing waits") {
  Drawing d = two_lines(1);
  d.demand("ore", "general", "kuryk", "alat", tonnes(5000), hours(480));
  d.scenario.fleets[0].fill = {1.0, days(1)};
  d.scenario.fleets[0].policy = SailingPolicy::dispatch;
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  // One lot in twenty days: two sailings each; when_full would sail to and fro each second day.
  CHECK(world.vessels[0].voyage <= 2 * 6 + 2);
  d.scenario.fleets[0].policy = SailingPolicy::when_full;
  const Network restless = d.build();
  World other(restless, 1, 0);
  run_until(other, restless.scenario.end());
  CHECK(other.vessels[0].voyage > 60);
}

TEST_CASE("by a timetable a vessel sails when it is due, with whatever there is") {
  // A departure from each end every 3 days, at noon; a lot each 5 h; it comes in 24 h ahead.
  Drawing d;
  d.place("aktau"), d.place("alat");
  FleetSpec& fleet = d.sea("aktau-alat", "aktau", "alat", hours(24), 1);
  fleet.policy = SailingPolicy::timetable;
  fleet.timetable = {at_midnight({2022, 12, 1}) + hours(12), days(3), hours(24)};
  d.demand("grain", "general", "aktau", "alat", tonnes(100), hours(5));
  d.corridor("sea", {"alat"});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(60);
  const Network network = d.build();
  World world(network, 1, 0);
  std::uint32_t voyages = 0;
  int checked = 0;
  while (!run_until(world, network.scenario.end(), 1)) {
    const Vessel& vessel = world.vessels[0];
    if (vessel.voyage == voyages) continue;
    voyages = vessel.voyage;
    if (vessel.voyage < 3) continue;
    const Duration since_first = world.now() - fleet.timetable.first;
    CHECK(since_first.value % days(3).value == 0);
    ++checked;
  }
  CHECK(checked > 20);
  const Results results = collect(world, 0);
  // Every other departure is from aktau: 6 days of cargo, 28.8 lots.
  CHECK(value(network, results, Variable::corridor_mass, "sea") ==
        doctest::Approx(100 * 24 * 60 / 5.0).epsilon(0.12));
  CHECK(value(network, results, Variable::demand_time, "grain", "vessel") +
            value(network, results, Variable::demand_time, "grain", "timetable") ==
        doctest::Approx(3).epsilon(0.05));
}

TEST_CASE("two fleets on one line share its cargo, each with its own payload") {
  Drawing d;
  d.place("aktau"), d.place("alat");
  d.sea("small", "aktau", "alat", hours(24), 1).payload[CargoClass::general] = tonnes(2000);
  d.sea("large", "aktau", "alat", hours(24), 1).payload[CargoClass::general] = tonnes(6000);
  d.scenario.links.resize(2);
  for (LinkSpec& link : d.scenario.links) link.fleets = {FleetId(0u), FleetId(1u)};
  d.demand("grain", "general", "aktau", "alat", tonnes(1000), hours(1));
  d.corridor("sea", {"alat"});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(100);
  // 8000 t in each round trip of 48 h.
  CHECK(delivered(d, "sea") == doctest::Approx(8000 * 50).epsilon(0.025));
}

TEST_CASE("a vessel that mixes no cargo carries one commodity at a time") {
  Drawing d;
  d.place("aktau"), d.place("alat");
  d.commodity("ore", CargoClass::general);
  FleetSpec& fleet = d.sea("aktau-alat", "aktau", "alat", hours(24), 1);
  fleet.mixes_cargo = false;
  fleet.fill = {0.2, days(1)};
  d.demand("grain", "general", "aktau", "alat", tonnes(500), hours(8));
  d.demand("ore", "ore", "aktau", "alat", tonnes(500), hours(11));
  d.corridor("sea", {"alat"});
  const Network network = d.build();
  World world(network, 1, 0);
  while (!run_until(world, network.scenario.end(), 1)) {
    const Vessel& vessel = world.vessels[0];
    for (const ConsignmentId id : vessel.cargo) {
      REQUIRE(world.consignments[id].demand == world.consignments[vessel.cargo[0]].demand);
    }
  }
  for (const char* demand : {"grain", "ore"}) {
    CHECK(value(network, collect(world, 0), Variable::demand_mass, demand) > 10'000);
  }
}

TEST_CASE("a vessel with a speed of its own takes distance over speed, varied as the link says") {
  Drawing d;
  d.place("aktau"), d.place("alat");
  FleetSpec& fleet = d.sea("aktau-alat", "aktau", "alat", hours(24), 1);  // 100 km
  fleet.speed = Speed{10};
  fleet.fill = {0.0, days(1)};
  d.demand("grain", "general", "aktau", "alat", tonnes(1000), hours(1));
  d.corridor("sea", {"alat"});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(100);
  CHECK(delivered(d, "sea") == doctest::Approx(5000 * 2400 / 20.0).epsilon(0.025));
}

TEST_CASE("a breakdown at sea costs the time of its repair, and is counted under way only") {
  // Every 100 h under way a repair of 50 h: 48 h of sailing take 72 h.
  Drawing d;
  d.place("aktau"), d.place("alat");
  FleetSpec& fleet = d.sea("aktau-alat", "aktau", "alat", hours(24), 1);
  fleet.breakdowns = BreakdownSpec{Distribution::constant(100), Distribution::constant(50)};
  d.demand("grain", "general", "aktau", "alat", tonnes(1000), hours(1));
  d.corridor("sea", {"alat"});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(300);
  CHECK(delivered(d, "sea") == doctest::Approx(5000 * 7200 / 72.0).epsilon(0.025));
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  // Half of the breakdowns are westbound: 12 h a voyage with cargo.
  CHECK(value(network, results, Variable::demand_time, "grain", "breakdown") ==
        doctest::Approx(0.5).epsilon(0.06));
}

TEST_CASE("a vessel goes into dock when it is due and empty") {
  // 20 days in dock after every 80 days of service.
  Drawing d;
  d.place("aktau"), d.place("alat");
  FleetSpec& fleet = d.sea("aktau-alat", "aktau", "alat", hours(24), 1);
  fleet.dry_docking = DryDockingSpec{days(80), Distribution::constant(20 * 24)};
  d.demand("grain", "general", "aktau", "alat", tonnes(1000), hours(1));
  d.corridor("sea", {"alat"});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(1000);
  CHECK(delivered(d, "sea") == doctest::Approx(5000 * 500 * 0.8).epsilon(0.03));
}
