// Ships that call on business of their own, inspections, and tankers that come by themselves.
#include <doctest/doctest.h>

#include <numeric>

#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "read_results.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

Distribution always(double hours) { return Distribution::constant(hours); }

// A port with so many berths, at which nothing else happens.
Drawing port(std::int64_t berths) {
  Drawing d;
  d.place("port").berths = {{"quay", berths}};
  return d;
}

CallSpec& call(Drawing& d, const std::string& id, double every, double work) {
  CallSpec spec;
  spec.id = spec.name = id;
  spec.place = d.place_id("port");
  spec.berth = "quay";
  spec.every_hours = always(every);
  spec.work_hours = always(work);
  return d.scenario.calls.emplace_back(spec);
}

double total(const Results& results, Variable series) {
  return std::accumulate(results[series].begin(), results[series].end(), 0.0);
}

Results run(const Drawing& d) { return simulate(d.build(), 1, 0); }

double figure(const Drawing& d, Variable variable, const std::string& label) {
  const Network network = d.build();
  return value(network, simulate(network, 1, 0), variable, label);
}

}  // namespace

TEST_CASE("a ship that comes when the last one leaves does not wait") {
  // Every 10 h, for 8 h and a manoeuvre of 1 h either way.
  Drawing d = port(1);
  call(d, "tramps", 10, 8).manoeuvre_hours = always(1);
  CHECK(figure(d, Variable::call_wait_mean, "tramps") == 0);
  CHECK(figure(d, Variable::call_stay_mean, "tramps") == doctest::Approx(10));
  // From the first arrival on, of 720 h.
  CHECK(figure(d, Variable::facility_utilisation, "port/berths/quay") ==
        doctest::Approx(710.0 / 720));
  CHECK(total(run(d), Variable::calls_arrived) == 72);
}

TEST_CASE("two ships that come together share the only tug") {
  // In from 0 to 3 and from 3 to 6; 4 h of work; out from 7 to 10 and from 10 to 13.
  Drawing d = port(2);
  d.place_called("port").tugs = 1;
  for (const char* id : {"first", "second"}) {
    CallSpec& spec = call(d, id, 20, 4);
    spec.tugs = 1;
    spec.manoeuvre_hours = always(3);
  }
  CHECK(figure(d, Variable::call_stay_mean, "first") == doctest::Approx(10));
  CHECK(figure(d, Variable::call_stay_mean, "second") == doctest::Approx(13));
  CHECK(figure(d, Variable::call_wait_mean, "second") == 0);
}

TEST_CASE("who finds too many waiting goes elsewhere") {
  // They come at 5, 10, 15, ... and stay for 12 h: one in three finds the berth free.
  Drawing d = port(1);
  CallSpec& spec = call(d, "tramps", 5, 12);
  spec.most_waiting = 0;
  CHECK(total(run(d), Variable::calls_turned_away) == 96);
  CHECK(figure(d, Variable::facility_requests, "port/berths/quay") == 48);
  // With room for one more, the berth is never free again.
  d.scenario.calls[0].most_waiting = 1;
  CHECK(figure(d, Variable::facility_utilisation, "port/berths/quay") ==
        doctest::Approx(715.0 / 720));
  CHECK(total(run(d), Variable::calls_turned_away) > 80);
}

TEST_CASE("ships that come back leave each other's way in the end") {
  // Both come at 10; the second waits for 5 h, and from then on they come by turns.
  Drawing d = port(1);
  CallSpec& spec = call(d, "ferries", 0, 5);
  spec.ships = 2;
  spec.away_hours = always(10);
  CHECK(figure(d, Variable::call_wait_mean, "ferries") == doctest::Approx(5.0 / 95).epsilon(0.03));
  CHECK(total(run(d), Variable::calls_in_port) / 30 == doctest::Approx(2.0 * 5 / 15).epsilon(0.02));
}

TEST_CASE("the more urgent go first to a berth") {
  // All come at 20, 40, ...; the urgent one is first in line, though it was declared last.
  Drawing d = port(1);
  call(d, "first", 20, 4), call(d, "second", 20, 4);
  call(d, "urgent", 20, 4).priority = 1;
  CHECK(figure(d, Variable::call_wait_mean, "first") == 0);
  CHECK(figure(d, Variable::call_wait_mean, "urgent") == doctest::Approx(4));
  CHECK(figure(d, Variable::call_wait_mean, "second") == doctest::Approx(8));
}

TEST_CASE("work stops while a port is closed, and nobody comes or goes") {
  // At the berth from 10 on, for 8 h; closed from 12 to 20: it leaves at 26. The next, that comes
  // at 20, follows it until 34. When they don't wait for the end of its work, ships leave at 20.
  Drawing d = port(1);
  call(d, "tramps", 10, 8);
  const Time start = d.scenario.start;
  d.outage("storm", "port", start + hours(12), start + hours(20));
  const auto left_by = [&](double hour) {
    const Network network = d.build();
    World world(network, 1, 0);
    run_until(world, start + hours(hour));
    return world.calls.all[0].left;
  };
  CHECK(left_by(25.9) == 0);
  CHECK(left_by(26) == 1);
  CHECK(left_by(33.9) == 1);
  CHECK(left_by(34) == 2);
  d.scenario.interventions[0].work = WorkInProgress::finishes;
  CHECK(left_by(19.9) == 0);
  CHECK(left_by(20) == 1);
}

TEST_CASE("calls take berths from vessels, and tell who holds them") {
  Drawing d = port(1);
  d.place("other");
  d.sea("line", "port", "other", hours(24), 1);
  d.place_called("port").berths = {{"quay", 1}};
  d.demand("ore", "general", "other", "port", tonnes(5000), hours(100));
  d.corridor("sea", {"port"});
  d.scenario.duration = days(200);
  const double alone = figure(d, Variable::facility_wait_mean, "port/berths/quay");
  call(d, "tramps", 30, 24);
  CHECK(alone == 0);
  CHECK(figure(d, Variable::facility_wait_mean, "port/berths/quay") > 1);
}

TEST_CASE("an intervention makes ships come more often and stay longer") {
  // 36 come in the first half of 720 h; then every 5 h, from when the next is due.
  Drawing d = port(1);
  call(d, "tramps", 10, 4);
  const Time start = d.scenario.start;
  d.intervention("boom", start + hours(365), d.scenario.end()).effects = {
      d.effect(Section::calls, "tramps", "every", Operation::times, 0.5),
      d.effect(Section::calls, "tramps", "time", Operation::plus, 1)};
  CHECK(total(run(d), Variable::calls_arrived) == 37 + 70);
  CHECK(figure(d, Variable::call_stay_mean, "tramps") > 4.5);
}

namespace {

// Lorries that come every 10 h to a desk that takes 1 h.
Drawing border() {
  Drawing d;
  d.commodity("goods", CargoClass::truck).mass_per_unit = Mass{20'000};
  d.place("town");
  PlaceSpec& place = d.place("border");
  place.formalities = FormalitiesSpec{1, always(1)};
  LinkSpec road;
  road.id = "road";
  road.from = d.place_id("town"), road.to = d.place_id("border");
  road.mode = Mode::road;
  road.distance = Distance{100};
  road.transit_hours = always(5);
  road.road.carries[CargoClass::truck] = true;
  d.scenario.links.push_back(road);
  d.demand("goods", "goods", "town", "border", Amount{1}, hours(10));
  d.corridor("road", {"town"});
  d.scenario.duration = days(1000);
  return d;
}

double border_hours(const Drawing& d) {
  return 24 * figure(d, Variable::demand_transit_mean, "goods");
}

}  // namespace

TEST_CASE("what is inspected takes the time of that too") {
  Drawing d = border();
  CHECK(border_hours(d) == doctest::Approx(6));
  d.place_called("border").inspection = InspectionSpec{1, 1, always(2), 0};
  CHECK(border_hours(d) == doctest::Approx(8));
  // One in four: half an hour on average, of 2400 lorries.
  d.place_called("border").inspection->share = 0.25;
  CHECK(border_hours(d) == doctest::Approx(6.5).epsilon(0.01));
  CHECK(figure(d, Variable::facility_requests, "border/inspection") ==
        doctest::Approx(600).epsilon(0.1));
}

TEST_CASE("what inspection sends back is at the desks again, and may be inspected again") {
  // Each time half of the inspected come back: twice at the desks and twice inspected on average.
  Drawing d = border();
  d.place_called("border").inspection = InspectionSpec{1, 1, always(2), 0.5};
  CHECK(figure(d, Variable::facility_requests, "border/formalities") ==
        doctest::Approx(4800).epsilon(0.04));
  CHECK(figure(d, Variable::facility_requests, "border/inspection") ==
        doctest::Approx(4800).epsilon(0.04));
  CHECK(border_hours(d) > 5 + 2 * 3 - 0.3);
  // Those that are not sent back have the luck that they had.
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  CHECK_NOTHROW(check_conservation(world));
}

TEST_CASE("tankers that come by themselves wait until their parcel is there") {
  // 100,000 a day into an empty tank for 300,000; every 5 days one comes for 200,000: the first at
  // the end of day 5, when the tank has been full for two days, the others when it has been for
  // three. The tenth comes at the end.
  Drawing d;
  d.place("port");
  d.tank("port", "tank", {"crude"}, Volume{300'000}, Volume{0});
  d.field("well", "port", "crude", Volume{100'000});
  LiftingSpec& spec = d.lifting("cargoes", "port", "tank", Volume{200'000}, Volume{1e9}, 1);
  spec.every_hours = always(120);
  d.scenario.duration = days(50);
  const Results full = run(d);
  CHECK(total(full, Variable::liftings) == 9);
  CHECK(total(full, Variable::field_shut_in) == doctest::Approx(2'900'000).epsilon(1e-3));
  CHECK(full[Variable::lifting_wait_mean][0] == doctest::Approx(0).epsilon(1e-3));
  // Every day and a half: one every two days leaves, the others wait.
  d.scenario.liftings[0].every_hours = always(36);
  const Results scarce = run(d);
  CHECK(total(scarce, Variable::liftings) == 24);
  CHECK(total(scarce, Variable::field_shut_in) == doctest::Approx(0).epsilon(1e-3));
  CHECK(scarce[Variable::lifting_wait_mean][0] > 24);
}
