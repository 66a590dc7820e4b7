// The most that can flow: by hand on small networks, against brute force on random graphs, and
// against what is simulated.
#include "caravan/models/bound.hpp"

#include <doctest/doctest.h>

#include <random>

#include "caravan/models/simulate.hpp"
#include "draw.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

CargoBound bound_of(const Network& network, const std::string& name = "general") {
  for (const CargoBound& bound : bounds(network, periods_of(network, dated_changes(network)))) {
    if (bound.name == name) return bound;
  }
  throw std::out_of_range("nothing is shipped that is called " + name);
}

std::vector<std::string> names_of(const FlowLimit& limit) {
  std::vector<std::string> names;
  for (const Bottleneck& one : limit.cut) names.push_back(one.name);
  return names;
}

using Names = std::vector<std::string>;

// mine - town - port by rail, with far more ore than can go.
Drawing railway() {
  Drawing d;
  d.place("mine"), d.place("town"), d.place("port");
  d.rail("mine-town", "mine", "town", hours(10)).rail.paths_per_day = 6;
  d.rail("town-port", "town", "port", hours(10)).rail.paths_per_day = 4;
  d.demand("ore", "general", "mine", "port", tonnes(1000), hours(1));
  d.corridor("only", {});
  return d;
}

// Two ports 20 hours apart, of which "west" offers far too much: vessels of 5,000 t, worked at
// 500 t an hour at both ends, with two hours of papers at each call.
Drawing crossing(std::int64_t vessels) {
  Drawing d;
  d.place("west").handling[CargoClass::general] = AmountPerHour{500e3};
  d.place("east").handling[CargoClass::general] = AmountPerHour{500e3};
  d.sea("strait", "west", "east", hours(20), vessels).port_hours = Distribution::constant(2);
  d.demand("ore", "general", "west", "east", tonnes(1000), hours(0.2));
  d.corridor("only", {});
  return d;
}

}  // namespace

TEST_CASE("in a row the narrowest link limits") {
  const CargoBound bound = bound_of(railway().build());
  CHECK(bound.offered == doctest::Approx(24'000));
  CHECK(bound.at_most.per_day == doctest::Approx(4'000));
  CHECK(bound.with_demand.per_day == doctest::Approx(4'000));
  CHECK(names_of(bound.at_most) == Names{"town-port/paths"});
}

TEST_CASE("where demand is the least, it is the limit, and the network could do more") {
  Drawing d = railway();
  d.scenario.demands[0].rate = AmountPerHour{100e3};
  const CargoBound bound = bound_of(d.build());
  CHECK(bound.with_demand.per_day == doctest::Approx(2'400));
  CHECK(names_of(bound.with_demand) == Names{"demand"});
  CHECK(bound.at_most.per_day == doctest::Approx(4'000));
}

TEST_CASE("side by side ways add up, and the cut goes through both") {
  Drawing d = railway();
  d.place("bridge");
  d.rail("mine-bridge", "mine", "bridge", hours(10)).rail.paths_per_day = 3;
  d.rail("bridge-port", "bridge", "port", hours(10)).rail.paths_per_day = 5;
  d.scenario.corridors.clear();
  d.corridor("by town", {"town"}), d.corridor("by bridge", {"bridge"});
  const CargoBound bound = bound_of(d.build());
  CHECK(bound.at_most.per_day == doctest::Approx(7'000));
  CHECK(names_of(bound.at_most) == Names{"town-port/paths", "mine-bridge/paths"});
}

TEST_CASE("both directions share a single track; of a double track each has its own") {
  Drawing d = railway();
  d.rail("port-town", "port", "town", hours(10)).rail.paths_per_day = 4;
  d.pair("town-port", "port-town");
  d.demand("grain", "general", "port", "town", tonnes(1000), hours(1));
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(4'000));
  for (const char* id : {"town-port", "port-town"}) d.link(id).rail.is_single_track = false;
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(8'000));
  // Of which the one direction can't use what the other leaves.
  d.scenario.demands[1].rate = AmountPerHour{1000e3 / 24};
  CHECK(bound_of(d.build()).with_demand.per_day == doctest::Approx(5'000));
}

TEST_CASE("what is done at places limits too: tracks, made-up trains, desks, bogies") {
  Drawing d = railway();
  PlaceSpec& port = d.place_called("port");
  port.tracks = 1;
  port.handling[CargoClass::general] = AmountPerHour{100e3};  // ten hours a train
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(2'400));
  CHECK(names_of(bound_of(d.build()).at_most) == Names{"port/tracks"});
  port.marshalling_hours = Distribution::exponential(2);
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(2'000));
  port.working_hours = Calendar({{minute_of_week(0, 0), minute_of_week(3, 12)}});  // half a week
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(1'200).epsilon(0.05));
  // A desk takes a lot, or a train that runs through, 20 hours.
  d.place_called("town").formalities = FormalitiesSpec{1, Distribution::exponential(20)};
  port.working_hours = Calendar();
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(1'200));
  CHECK(names_of(bound_of(d.build()).at_most) == Names{"town/formalities"});
}

TEST_CASE("a fleet's round trip, by hand") {
  // Loading 10 h, sailing 20 h, papers 2 h, unloading 10 h; back 20 h, and papers 2 h: 64 h.
  const CargoBound bound = bound_of(crossing(2).build());
  CHECK(bound.at_most.per_day == doctest::Approx(2 * 5'000 * 24 / 64.0));
  CHECK(names_of(bound.at_most) == Names{"strait/vessels"});
}

TEST_CASE("a fleet that has cargo both ways works longer, and carries twice as much") {
  Drawing d = crossing(2);
  d.demand("grain", "general", "east", "west", tonnes(1000), hours(0.2));
  // Each way: loading 10 h, sailing 20 h, papers 2 h, unloading 10 h.
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(2 * 5'000 * 24 / 42.0));
}

TEST_CASE("repairs, docks and shallow water take their share of a fleet") {
  Drawing d = crossing(2);
  d.scenario.fleets[0].breakdowns =
      BreakdownSpec{Distribution::exponential(200), Distribution::exponential(20)};
  // A tenth more of 40 h at sea.
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(2 * 5'000 * 24 / 68.0));
  d.scenario.fleets[0].breakdowns.reset();
  d.scenario.fleets[0].dry_docking = DryDockingSpec{hours(936), Distribution::constant(1'000)};
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(5'000 * 24 / 64.0));
  d.scenario.fleets[0].dry_docking.reset();
  d.scenario.fleets[0].draught = Depth{6};
  d.scenario.fleets[0].payload_lost_per_metre = 0.5;
  d.place_called("east").depth = Depth{5};  // half a payload: 5 h less at each end
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(2 * 2'500 * 24 / 54.0));
}

TEST_CASE("two lines that share a fleet don't have it twice") {
  Drawing d = crossing(2);
  d.place("north");
  d.sea("sound", "north", "east", hours(20), 1);
  for (const char* id : {"sound", "sound-back"}) d.link(id).fleets = {FleetId(0u)};
  d.place_called("north").handling[CargoClass::general] = AmountPerHour{500e3};
  d.scenario.fleets.pop_back();
  d.demand("coal", "general", "north", "east", tonnes(1000), hours(0.2));
  const CargoBound bound = bound_of(d.build());
  CHECK(bound.at_most.per_day == doctest::Approx(2 * 5'000 * 24 / 64.0));
  CHECK(names_of(bound.at_most) == Names{"strait/vessels"});
}

TEST_CASE("a port's berths, cranes, tugs and weather") {
  Drawing d = crossing(50);
  d.place_called("east").berths = {{"quay", 1}};
  // 2 h of papers and 10 h of work for 5,000 t.
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(10'000));
  CHECK(names_of(bound_of(d.build()).at_most) == Names{"east/berths/quay"});
  WeatherSpec weather;
  weather.closed_share.fill(0.5);
  weather.lasts_hours = Distribution::exponential(10);
  d.place_called("east").weather = weather;  // work takes twice as long: 22 h
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(5'000 * 24 / 22.0));
  d.place_called("east").weather->work = WorkInBadWeather::goes_on;
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(10'000));
  d.place_called("east").berths = {{"quay", 100}};
  d.place_called("east").cranes[CargoClass::general] = {1, 1};
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(12'000));
  CHECK(names_of(bound_of(d.build()).at_most) == Names{"east/cranes/general"});
  d.place_called("east").cranes = {};
  d.place_called("east").tugs = 2;
  d.scenario.fleets[0].tugs = 2;
  d.scenario.fleets[0].manoeuvre_hours = Distribution::constant(6);  // in and out
  CHECK(bound_of(d.build()).at_most.per_day == doctest::Approx(10'000));
  CHECK(names_of(bound_of(d.build()).at_most) == Names{"east/tugs"});
}

TEST_CASE("capacities are averaged over the conditions that hold, by their time") {
  const Network network = railway().build();
  Scenario better = network.scenario;
  better.links[1].rail.paths_per_day = 5;
  const Time start = network.scenario.start;
  const auto all =
      bounds(network, {{start, start + days(10), std::make_shared<Scenario>(network.scenario)},
                       {start + days(10), start + days(30), std::make_shared<Scenario>(better)}});
  CHECK(all.front().at_most.per_day == doctest::Approx((10 * 4'000 + 20 * 5'000) / 30.0));
}

TEST_CASE("a place that is closed is closed to ships only") {
  const Network by_rail = railway().build();
  Scenario closed = by_rail.scenario;
  for (PlaceSpec& place : closed.places) place.is_open = false;
  const Time start = by_rail.scenario.start;
  const CapacityPeriod period{start, start + days(10), std::make_shared<Scenario>(closed)};
  CHECK(bounds(by_rail, {period}).front().at_most.per_day == doctest::Approx(4'000));

  Drawing d = crossing(50);
  d.place_called("east").berths = {{"quay", 3}};
  const Network by_sea = d.build();
  closed = by_sea.scenario;
  closed.places[1].is_open = false;
  const auto shut = std::make_shared<Scenario>(closed);
  CHECK(bounds(by_sea, {{start, start + days(10), shut}}).front().at_most.per_day == 0);
  // What lies at the berths when it closes may be worked to its end.
  const auto open = std::make_shared<Scenario>(by_sea.scenario);
  const double per_day = bounds(by_sea, {{start, start + days(10), open}}).front().at_most.per_day;
  const auto both =
      bounds(by_sea, {{start, start + days(10), open}, {start + days(10), start + days(20), shut}});
  CHECK(both.front().at_most.per_day == doctest::Approx((10 * per_day + 3 * 5'000) / 20));
}

TEST_CASE("scarce boxes limit what goes in them") {
  Drawing d = railway();
  d.rail("port-town", "port", "town", hours(10));
  d.rail("town-mine", "town", "mine", hours(10));
  d.commodity("empties", CargoClass::container).mass_per_unit = Mass{2'000};
  d.scenario.equipment.push_back({"boxes", "boxes", d.grade_id("empties"), teu(100)});
  d.demand("boxes", "containers", "mine", "port", teu(10), hours(0.1)).equipment = EquipmentId(0u);
  // Twenty hours there, and twenty back.
  const CargoBound bound = bound_of(d.build(), "containers");
  CHECK(bound.at_most.per_day == doctest::Approx(60));
  CHECK(names_of(bound.at_most) == Names{"boxes"});
}

TEST_CASE("oil flows from fields through lines to tankers and refineries") {
  Drawing d;
  d.place("field"), d.place("coast");
  d.tank("field", "oil", {"crude"}, Volume{100'000}, Volume{0});
  d.tank("coast", "oil", {"crude"}, Volume{1'000'000}, Volume{0});
  d.field("wells", "field", "crude", Volume{90'000});
  d.pipeline("line", "field", "coast", Volume{70'000}, "crude", Volume{10'000});
  d.offtake("refinery", "coast", "crude", Volume{20'000});
  LiftingSpec& cargoes = d.lifting("cargoes", "coast", "oil", Volume{100'000}, Volume{10'000}, 1);
  cargoes.port_hours = Distribution::constant(14);  // and 10 h of loading: 100,000 bbl a day
  CargoBound bound = bound_of(d.build(), "crude");
  CHECK(bound.offered == doctest::Approx(90'000));
  CHECK(bound.with_demand.per_day == doctest::Approx(70'000));
  CHECK(names_of(bound.at_most) == Names{"line/pipeline"});
  d.scenario.liftings[0].spacing = days(4);
  bound = bound_of(d.build(), "crude");
  CHECK(bound.at_most.per_day == doctest::Approx(45'000));
  CHECK(names_of(bound.at_most) == Names{"cargoes/laycans", "refinery/offtake"});
  d.outage("storm", "coast", d.scenario.start, d.scenario.start + days(30));
  CHECK(bound_of(d.build(), "crude").at_most.per_day == doctest::Approx(20'000));
}

TEST_CASE("the most that flows is the least cut, of all cuts of random graphs") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    const std::size_t nodes = 3 + random() % 5;
    std::vector<std::vector<double>> capacity(nodes, std::vector<double>(nodes));
    FlowNetwork flow;
    for (std::size_t i = 0; i < nodes; ++i) flow.node(std::to_string(i));
    for (std::size_t i = 0; i < nodes; ++i) {
      for (std::size_t j = 0; j < nodes; ++j) {
        if (i == j || random() % 2 == 0) continue;
        capacity[i][j] = static_cast<double>(random() % 100) / 4;
        flow.arc(i, j, capacity[i][j], std::to_string(i) + std::to_string(j));
      }
    }
    double least = kUnlimited;
    for (std::size_t with_source = 1; with_source < (1u << nodes); ++with_source) {
      const auto is_in = [&](std::size_t i) { return (with_source >> i & 1) != 0; };
      if (!is_in(0) || is_in(nodes - 1)) continue;
      double cut = 0;
      for (std::size_t i = 0; i < nodes; ++i) {
        for (std::size_t j = 0; j < nodes; ++j) cut += is_in(i) && !is_in(j) ? capacity[i][j] : 0;
      }
      least = std::min(least, cut);
    }
    const FlowLimit limit = flow.most(0, nodes - 1);
    double named = 0;
    for (const Bottleneck& one : limit.cut) named += one.per_day;
    CHECK(limit.per_day == doctest::Approx(least));
    CHECK(named == doctest::Approx(least));
  }
}
