#include <doctest/doctest.h>

#include "caravan/models/simulate.hpp"
#include "draw.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// mine ==10 h==> port, 100 t of ore every 5 h.
Drawing ore_line() {
  Drawing d;
  d.place("mine"), d.place("port");
  d.rail("mine-port", "mine", "port", hours(10));
  d.demand("ore", "general", "mine", "port", tonnes(100), hours(5));
  d.corridor("line", {"port"});
  return d;
}

double mean_transit_hours(const Results& results) {
  return 24 * results[Variable::demand_transit_mean][0];
}

double sum(const std::vector<double>& values) {
  double total = 0;
  for (const double value : values) total += value;
  return total;
}

}  // namespace

TEST_CASE("a train waits until it is full, then all its cargo arrives together") {
  // Ten lots to a train: the first waits 45 h for the last, the last not at all. 10 h on the way.
  const Results results = simulate(ore_line().build(), 1, 0);
  CHECK(mean_transit_hours(results) == doctest::Approx((45 + 0) / 2.0 + 10));
  CHECK(results[Variable::demand_transit_p50][0] * 24 == doctest::Approx(22.5 + 10));
}

TEST_CASE("a train leaves half empty when its first cargo has waited long enough") {
  Drawing d = ore_line();
  d.link("mine-port").rail.fill.maximum_wait = hours(12);
  // It leaves 12 h after its first lot, with those that came 5 h and 10 h later.
  d.scenario.duration = days(75);  // 120 trains
  const Results results = simulate(d.build(), 1, 0);
  CHECK(mean_transit_hours(results) == doctest::Approx((12 + 7 + 2) / 3.0 + 10));
}

TEST_CASE("a train leaves as soon as it has its minimum fill") {
  Drawing d = ore_line();
  d.link("mine-port").rail.fill.minimum = 0.35;
  // 350 t is reached by the fourth lot.
  d.scenario.duration = days(75);
  const Results results = simulate(d.build(), 1, 0);
  CHECK(mean_transit_hours(results) == doctest::Approx((15 + 10 + 5 + 0) / 4.0 + 10));
}

TEST_CASE("loading and unloading take their time, one train to a track") {
  Drawing d = ore_line();
  for (PlaceSpec& place : d.scenario.places) {
    place.tracks = 1;
    place.handling[CargoClass::general] = AmountPerHour{100'000};  // 1000 t in 10 h
  }
  const Results results = simulate(d.build(), 1, 0);
  // It loads as a whole, and unloads lot by lot, an hour each.
  CHECK(mean_transit_hours(results) == doctest::Approx(22.5 + 10 + 10 + 5.5));
}

TEST_CASE("no more trains enter a line than it has paths, and the rest wait") {
  Drawing d = ore_line();
  d.scenario.demands[0].rate = AmountPerHour{1e6 / 12};  // two trains a day
  d.link("mine-port").rail.paths_per_day = 1;
  const Results results = simulate(d.build(), 1, 0);
  CHECK(sum(results[Variable::link_mass]) == doctest::Approx(30 * 1000).epsilon(0.05));
  const auto names = labels_of(d.build(), Dimension::facility);
  const auto found = std::find(names.begin(), names.end(), "mine-port/paths");
  REQUIRE(found != names.end());
  const auto facility = static_cast<std::size_t>(found - names.begin());
  CHECK(results[Variable::facility_utilisation][facility] == doctest::Approx(1).epsilon(0.05));
}

TEST_CASE("on single track both directions share the paths, on double track they do not") {
  const auto carried = [](bool is_single) {
    Drawing d = ore_line();
    d.rail("port-mine", "port", "mine", hours(10));
    d.pair("mine-port", "port-mine");
    d.demand("coal", "general", "port", "mine", tonnes(1000), hours(12));
    d.scenario.demands[0].rate = d.scenario.demands[1].rate;
    for (LinkSpec& link : d.scenario.links) {
      link.rail.paths_per_day = 2;
      link.rail.is_single_track = is_single;
    }
    return sum(simulate(d.build(), 1, 0)[Variable::link_mass]) / 1000;
  };
  CHECK(carried(true) == doctest::Approx(2 * 30).epsilon(0.05));
  CHECK(carried(false) == doctest::Approx(4 * 30).epsilon(0.05));
}

TEST_CASE("a block train runs through a junction, and stops there only as long as it must") {
  Drawing d;
  for (const char* id : {"mine", "junction", "port"}) d.place(id);
  d.rail("mine-junction", "mine", "junction", hours(4));
  d.rail("junction-port", "junction", "port", hours(6));
  d.demand("ore", "general", "mine", "port", tonnes(1000), hours(24));
  d.corridor("line", {"junction"});
  d.place_called("junction").stop_hours = Distribution::constant(3);
  CHECK(mean_transit_hours(simulate(d.build(), 1, 0)) == doctest::Approx(4 + 3 + 6));

  SUBCASE("a border clears the train as a whole, however many consignments it carries") {
    d.place_called("junction").formalities = FormalitiesSpec{1, Distribution::constant(5)};
    d.scenario.demands[0].lot = tonnes(100);  // ten to a train, one each 2.4 h
    CHECK(mean_transit_hours(simulate(d.build(), 1, 0)) == doctest::Approx(4.5 * 2.4 + 4 + 5 + 6));
  }
  SUBCASE("a change of gauge ends the train: each consignment is cleared and loaded again") {
    d.link("junction-port").rail.gauge_mm = 1435;
    d.place_called("junction").formalities = FormalitiesSpec{1, Distribution::constant(5)};
    CHECK(d.build().legs.size() == 2);
    CHECK(mean_transit_hours(simulate(d.build(), 1, 0)) == doctest::Approx(4 + 5 + 6));
  }
}

TEST_CASE("a full yard at the end keeps the train waiting outside") {
  Drawing d = ore_line();
  d.scenario.demands[0].lot = tonnes(1000);
  d.scenario.demands[0].rate = AmountPerHour{static_cast<double>(tonnes(1000).value) / 24};
  PlaceSpec& port = d.place_called("port");
  port.storage[CargoClass::general] = tonnes(1000);
  port.formalities = FormalitiesSpec{1, Distribution::constant(30)};
  // One lot a day arrives, one in 30 h leaves: the n-th waits 6 h longer than the one before.
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  check_conservation(world);
  const Store& yard = world.places[1].storage[CargoClass::general];
  CHECK(yard.content() == tonnes(1000).value);
  CHECK(yard.waiting_to_put() >= 4);
  CHECK(yard.put_waits().maximum_hours() > 6 * 20);
}

TEST_CASE("a yard smaller than a train is filled and emptied lot by lot, and nothing locks up") {
  Drawing d = ore_line();
  d.place("town");
  d.rail("port-town", "port", "town", hours(10)).rail.gauge_mm = 1435;
  d.link("port-town").rail.fill.minimum = 0.1;
  d.scenario.demands[0].to = d.place_id("town");
  d.place_called("port").storage[CargoClass::general] = tonnes(250);
  d.place_called("port").tracks = 1;
  const Results results = simulate(d.build(), 1, 0);
  CHECK(results[Variable::demand_mass][0] >
        12'000);  // of 14,400 t in a month, less what is under way
}
