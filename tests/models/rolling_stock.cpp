// Locomotives, wagon sets, sidings, bogies and marshalling, on lines drawn over each test.
#include <doctest/doctest.h>

#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "read_results.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// mine ==10 h==> port, both ways; a train of one lot of 1000 t each `gap`.
Drawing line(Duration gap) {
  Drawing d;
  d.place("mine"), d.place("port");
  d.rail("mine-port", "mine", "port", hours(10));
  d.rail("port-mine", "port", "mine", hours(10));
  d.pair("mine-port", "port-mine");
  d.demand("ore", "general", "mine", "port", tonnes(1000), gap);
  d.corridor("line", {"port"});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(100);
  return d;
}

RollingStockId add_pool(Drawing& d, const std::string& id, const std::string& home,
                        std::int64_t count, Duration layover) {
  d.scenario.rolling_stock.push_back({id, id, {{d.place_id(home), count}}, layover});
  return RollingStockId(d.scenario.rolling_stock.size() - 1);
}

void haul_with(Drawing& d, RollingStockId pool) {
  for (LinkSpec& link : d.scenario.links) link.rail.locomotives = pool;
}

double figure(const Drawing& d, Variable variable, const std::string& first,
              const std::string& second = {}) {
  const Network network = d.build();
  return value(network, simulate(network, 1, 0), variable, first, second);
}

}  // namespace

TEST_CASE("a locomotive comes back light, and so sets the pace of the line") {
  // 10 h there, 2 h of layover, 10 h back: a train each 22 h for each locomotive.
  Drawing d = line(hours(5));
  haul_with(d, add_pool(d, "diesels", "mine", 2, hours(2)));
  CHECK(figure(d, Variable::corridor_mass, "line") ==
        doctest::Approx(1000 * 2 * 2400 / 22.0).epsilon(0.01));
  CHECK(figure(d, Variable::facility_utilisation, "diesels/rolling_stock") ==
        doctest::Approx(20 / 22.0).epsilon(0.01));  // idle during its layover
  CHECK(figure(d, Variable::demand_time, "ore", "locomotive") > 1);
}

TEST_CASE("with enough locomotives nobody waits for one") {
  Drawing d = line(hours(5));
  haul_with(d, add_pool(d, "diesels", "mine", 6, hours(2)));
  CHECK(figure(d, Variable::corridor_mass, "line") ==
        doctest::Approx(1000 * 2400 / 5.0).epsilon(0.01));
  CHECK(figure(d, Variable::demand_time, "ore", "locomotive") == 0);
}

TEST_CASE("a locomotive takes a train back that waits where it has arrived") {
  // Ore one way, coal the other: a locomotive that goes to and fro loaded makes a train each 20 h
  // each way, and needs no layover.
  Drawing d = line(hours(20));
  d.demand("coal", "general", "port", "mine", tonnes(1000), hours(20));
  d.corridor("back", {"mine"});
  haul_with(d, add_pool(d, "diesels", "mine", 1, hours(100)));
  for (const char* demand : {"ore", "coal"}) {
    CHECK(figure(d, Variable::demand_mass, demand) ==
          doctest::Approx(1000 * 2400 / 20.0).epsilon(0.02));
  }
}

TEST_CASE("wagon sets come back empty with a locomotive, and take paths on the way") {
  // Unloading takes 5 h (200 t/h), so a set is away for 10 + 5 + 3 (layover) + 10 h; locomotives
  // are many.
  Drawing d = line(hours(4));
  d.place_called("port").handling[CargoClass::general] = AmountPerHour{2e5};
  haul_with(d, add_pool(d, "diesels", "mine", 50, hours(20)));
  const RollingStockId sets = add_pool(d, "hoppers", "mine", 3, hours(3));
  d.link("mine-port").rail.wagon_sets[CargoClass::general] = sets;
  CHECK(figure(d, Variable::corridor_mass, "line") ==
        doctest::Approx(1000 * 3 * 2400 / 28.0).epsilon(0.015));
  CHECK(figure(d, Variable::demand_time, "ore", "wagon_set") > 1);
  // As many trains back as there.
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  double there = 0, back = 0;
  for (std::size_t t = 0; t < 100; ++t) {
    there += results[Variable::link_departures][2 * t];
    back += results[Variable::link_departures][2 * t + 1];
  }
  CHECK(there == doctest::Approx(3 * 2400 / 28.0).epsilon(0.02));
  CHECK(back >= there - 2);
}

TEST_CASE("locomotives are changed where the line passes to another railway") {
  // mine ==10 h==> border ==6 h==> port, with locomotives of two railways.
  Drawing d;
  d.place("mine"), d.place("border"), d.place("port");
  d.rail("mine-border", "mine", "border", hours(10));
  d.rail("border-mine", "border", "mine", hours(10));
  d.rail("border-port", "border", "port", hours(6));
  d.rail("port-border", "port", "border", hours(6));
  d.pair("mine-border", "border-mine");
  d.pair("border-port", "port-border");
  d.demand("ore", "general", "mine", "port", tonnes(1000), hours(5));
  d.corridor("line", {"port"});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(100);
  const RollingStockId east = add_pool(d, "east", "mine", 9, Duration{});
  const RollingStockId west = add_pool(d, "west", "border", 1, Duration{});
  for (const char* id : {"mine-border", "border-mine"}) d.link(id).rail.locomotives = east;
  for (const char* id : {"border-port", "port-border"}) d.link(id).rail.locomotives = west;
  // The only one of the west is away for 12 h.
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  const Results results = collect(world, 0);
  CHECK(value(network, results, Variable::corridor_mass, "line") ==
        doctest::Approx(1000 * 2400 / 12.0).epsilon(0.01));
  check_conservation(world);
}

TEST_CASE("wagons go home over lines that no loaded train uses, and so do their locomotives") {
  // mine ==10 h==> port, one way; home by port ==3 h==> yard ==3 h==> mine, with locomotives that
  // live at the yard. Where such a locomotive stood idle used to be unknown to it.
  Drawing d;
  d.place("mine"), d.place("port"), d.place("yard");
  d.rail("mine-port", "mine", "port", hours(10));
  for (const auto& [from, to] : {std::pair{"port", "yard"}, {"yard", "mine"}}) {
    const std::string there = std::string(from) + "-" + to, back = std::string(to) + "-" + from;
    d.rail(there, from, to, hours(3));
    d.rail(back, to, from, hours(3));
    d.pair(there, back);
  }
  // The way round with cargo is closed to it: no such train runs there.
  for (const char* id : {"port-yard", "yard-port", "yard-mine", "mine-yard"}) {
    d.link(id).rail.train = {};
    d.link(id).rail.locomotives = RollingStockId(1u);
  }
  d.demand("ore", "general", "mine", "port", tonnes(1000), hours(5));
  d.corridor("line", {"port"});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(100);
  d.link("mine-port").rail.wagon_sets[CargoClass::general] =
      add_pool(d, "hoppers", "mine", 2, hours(1));
  add_pool(d, "shunters", "port", 2, hours(1));
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  check_conservation(world);
  // 10 h there, an hour's layover, 6 h home with a shunter that is back in time.
  CHECK(value(network, collect(world, 0), Variable::corridor_mass, "line") ==
        doctest::Approx(1000 * 2 * 2400 / 17.0).epsilon(0.05));
}

TEST_CASE("a train that waits for a locomotive for ever is told as standing still") {
  Drawing d = line(hours(5));
  haul_with(d, add_pool(d, "diesels", "port", 1, hours(2)));  // none ever comes to the mine
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  CHECK(value(network, results, Variable::facility_wait_ongoing, "diesels/rolling_stock") >
        24 * 100);
  // And its cargo, which has not moved since, counts where it stands.
  CHECK(value(network, results, Variable::place_time, "mine", "locomotive") > 1e6);
}

TEST_CASE("a full port keeps trains waiting at the stations before it") {
  // mine ==1 h==> yard ==1 h==> port; the port unloads a train in 10 h on one track, and has two
  // sidings; the yard has three.
  Drawing d;
  d.place("mine"), d.place("yard").sidings = 3;
  PlaceSpec& port = d.place("port");
  port.sidings = 2;
  port.tracks = 1;
  port.handling[CargoClass::general] = AmountPerHour{1e5};
  d.rail("mine-yard", "mine", "yard", hours(1));
  d.rail("yard-port", "yard", "port", hours(1));
  d.demand("ore", "general", "mine", "port", tonnes(1000), hours(5));
  d.corridor("line", {"port"});
  d.scenario.duration = days(100);
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.start + days(50));
  std::size_t at_port = 0, at_yard = 0, at_mine = 0;
  for (const Train& train : world.trains.slots()) {
    if (train.siding == d.place_id("port")) ++at_port;
    if (train.siding == d.place_id("yard")) ++at_yard;
    if (!train.cargo.empty() && train.siding.is_none() && train.step == TrainStep::running) {
      ++at_mine;
    }
  }
  CHECK(at_port == 2);
  CHECK(at_yard == 3);
  CHECK(at_mine > 100);
  const Results results = simulate(network, 1, 0);
  CHECK(value(network, results, Variable::place_time, "mine", "siding") > 1e6);
  CHECK(value(network, results, Variable::facility_utilisation, "port/sidings") ==
        doctest::Approx(1).epsilon(0.01));
  // Trains follow each other on the track; a siding is free only when one is gone, and the next
  // takes an hour to come: there is always one that waits.
  CHECK(value(network, results, Variable::corridor_mass, "line") ==
        doctest::Approx(1000 * 2400 / 10.0).epsilon(0.01));
}

TEST_CASE("trains are made up and broken up on their tracks") {
  Drawing d = line(hours(50));
  for (PlaceSpec& place : d.scenario.places) place.marshalling_hours = Distribution::constant(3);
  CHECK(figure(d, Variable::demand_transit_mean, "ore") * 24 == doctest::Approx(3 + 10 + 3));
  CHECK(figure(d, Variable::demand_time, "ore", "marshalling") * 24 == doctest::Approx(6));
}

TEST_CASE("a change of gauge is a reloading, or an exchange of bogies where that can be done") {
  // xian ==10 h== 1435 ==> khorgos ==20 h== 1520 ==> aktau
  Drawing d;
  d.place("xian"), d.place("khorgos"), d.place("aktau");
  d.rail("xian-khorgos", "xian", "khorgos", hours(10)).rail.gauge_mm = 1435;
  d.rail("khorgos-aktau", "khorgos", "aktau", hours(20));
  d.place_called("khorgos").handling[CargoClass::general] = AmountPerHour{2e5};  // 5 h a train
  d.place_called("khorgos").stop_hours = Distribution::constant(1);
  d.demand("boxes", "general", "xian", "aktau", tonnes(1000), hours(50));
  d.corridor("line", {"khorgos"});
  CHECK(d.build().legs.size() == 2);
  CHECK(figure(d, Variable::demand_transit_mean, "boxes") * 24 ==
        doctest::Approx(10 + 5 + 5 + 20));  // off one train and onto another
  d.place_called("khorgos").bogie_exchange = BogieExchangeSpec{1, Distribution::constant(4)};
  CHECK(d.build().legs.size() == 1);
  CHECK(figure(d, Variable::demand_transit_mean, "boxes") * 24 == doctest::Approx(10 + 1 + 4 + 20));
  CHECK(figure(d, Variable::demand_time, "boxes", "bogie_exchange") * 24 == doctest::Approx(4));
  // One line, 4 h a train: with a train each 2 h it is the bottleneck.
  d.scenario.demands[0].rate = AmountPerHour{1e6 / 2};
  d.scenario.duration = days(100);
  CHECK(figure(d, Variable::corridor_mass, "line") ==
        doctest::Approx(1000 * 2400 / 4.0).epsilon(0.02));
  CHECK(figure(d, Variable::facility_utilisation, "khorgos/bogie_exchange") ==
        doctest::Approx(1).epsilon(0.02));
}

TEST_CASE("trains are loaded and unloaded in working hours") {
  // 8 h a day from 08:00; 10 h of unloading: two days.
  Drawing d = line(hours(48));
  PlaceSpec& port = d.place_called("port");
  port.handling[CargoClass::general] = AmountPerHour{1e5};
  std::vector<Shift> shifts;
  for (int day = 0; day < 7; ++day) {
    shifts.push_back({minute_of_week(day, 8), minute_of_week(day, 16)});
  }
  port.working_hours = Calendar(shifts);
  CHECK(figure(d, Variable::demand_time, "ore", "unloading") * 24 == doctest::Approx(10));
  CHECK(figure(d, Variable::demand_time, "ore", "closed_hours") * 24 >= 16);
}

TEST_CASE("rolling stock that can't come home is refused, by name") {
  Drawing d = line(hours(5));
  haul_with(d, add_pool(d, "diesels", "mine", 1, hours(2)));
  d.link("port-mine").rail.locomotives = {};
  try {
    d.build();
    FAIL("built");
  } catch (const ScenarioError& error) {
    CHECK(std::string(error.what()) ==
          "rolling_stock.diesels.homes: has no way home from 'port' to 'mine'");
  }
}
