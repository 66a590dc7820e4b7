// Export cargoes, outages and the time that tanks buy, worked out by hand.
#include <doctest/doctest.h>

#include "caravan/models/acceptance.hpp"
#include "caravan/models/oil_flow.hpp"
#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "read_results.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// field (100,000 bbl/d) --> [sangachal] ==> [ceyhan 1,000,000] --> parcels of 200,000 at 10,000 an
// hour: a jetty is taken for 20 hours every other day.
Drawing terminal(double stock = 300'000) {
  Drawing d;
  d.place("sangachal"), d.place("ceyhan");
  d.tank("sangachal", "tank", {"crude"}, Volume{400'000}, Volume{0});
  d.tank("ceyhan", "tank", {"crude"}, Volume{1e6}, Volume{stock});
  d.pipeline("btc", "sangachal", "ceyhan", Volume{150'000}, "crude", Volume{500'000});
  d.field("acg", "sangachal", "crude", Volume{100'000});
  d.lifting("cargoes", "ceyhan", "tank", Volume{200'000}, Volume{10'000}, 1);
  d.scenario.duration = days(60);
  return d;
}

double total(const Results& results, Variable series) {
  double sum = 0;
  for (const double value : results[series]) sum += value;
  return sum;
}

double level(const World& world, std::size_t tank) {
  return in_barrels(content_of(world, TankId(tank)));
}

}  // namespace

TEST_CASE("parcels are lifted as fast as oil comes in") {
  const Network network = terminal().build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  const Results results = collect(world, 0);
  // 60 days bring 6,000,000; ten days ahead no tanker comes, then one every other day. What is
  // there at the end is less than two parcels and what the last ten days bring.
  const double lifted = total(results, Variable::lifted_volume);
  CHECK(lifted == doctest::Approx(200'000 * total(results, Variable::liftings)));
  CHECK(300'000 + 6e6 - lifted == doctest::Approx(level(world, 1)));
  CHECK(level(world, 1) < 1e6);
  CHECK(lifted > 5.2e6);
  CHECK_NOTHROW(check_conservation(world));
}

TEST_CASE("the first tanker comes when its laycan begins, and loads in its time") {
  const Network network = terminal().build();
  World world(network, 1, 0);
  const Time start = network.scenario.start;
  // There will be 300,000 and 1,000,000 in ten days: six parcels are nominated at once, in laycans
  // that begin together, since no spacing is asked for.
  run_until(world, start + hours(1));
  CHECK(world.oil.liftings[0].nominated == 6);
  run_until(world, start + days(10) + hours(1));
  CHECK(world.places[1].port.berths[0].in_use() == 1);
  settle_oil(world);
  // The tank was full at 1,000,000 after seven days: five parcels are there, and reserved.
  CHECK(in_barrels(world.oil.tanks[1].reserved) == doctest::Approx(990'000));
  CHECK(level(world, 1) == doctest::Approx(1'000'000 - 10'000 + 150'000 / 24.0).epsilon(0.01));
  run_until(world, start + days(10) + hours(20) - seconds(1));
  CHECK(world.oil.liftings[0].lifted == 0);
  run_until(world, start + days(10) + hours(20) + seconds(1));
  CHECK(world.oil.liftings[0].lifted == 1);
  // The second used 40 h: 4 more than its laytime of 36, at 24,000 a day.
  run_until(world, start + days(10) + hours(40) + seconds(1));
  CHECK(world.oil.liftings[0].lifted == 2);
  run_until(world, start + days(12));
  const Results results = collect(world, 0);
  CHECK(total(results, Variable::lifting_demurrage) == doctest::Approx(4'000));
}

TEST_CASE("when loading stops, tanks buy free volume / net inflow of time, to the minute") {
  // Steady at first: nobody lifts, and a refinery takes 100,000 a day.
  Drawing d = terminal(400'000);
  d.scenario.liftings.clear();
  d.place_called("ceyhan").berths.clear();
  d.offtake("tankers", "ceyhan", "crude", Volume{100'000});
  const Network steady = d.build();
  World world(steady, 1, 0);
  run_until(world, steady.scenario.start + days(5));
  CHECK(level(world, 1) == doctest::Approx(400'000));
  settle_oil(world);
  World stopped = world;
  stopped.conditions.edit().offtakes[0].per_day = Volume{0};
  oil_changed(stopped);
  // Ceyhan is full after (1,000,000 - 400,000) / 100,000 = 6 days, Sangachal 400,000 / 100,000 = 4
  // days later.
  const Time stops = steady.scenario.start + days(5);
  run_until(stopped, stops + days(6) - seconds(60));
  CHECK(in_barrels_per_day(stopped.oil.pipelines[0].rate) == doctest::Approx(100'000));
  run_until(stopped, stops + days(6) + seconds(60));
  CHECK(in_barrels_per_day(stopped.oil.pipelines[0].rate) == doctest::Approx(0));
  run_until(stopped, stops + days(10) - seconds(60));
  CHECK(in_barrels_per_day(stopped.oil.fields[0].rate) == doctest::Approx(100'000));
  run_until(stopped, stops + days(10) + seconds(60));
  CHECK(in_barrels_per_day(stopped.oil.fields[0].rate) == doctest::Approx(0));
  CHECK_NOTHROW(check_conservation(stopped));
}

namespace {

// A well, and lots of it by rail to a port with a tank that is large enough.
Drawing by_rail() {
  Drawing d;
  d.place("mine"), d.place("port");
  d.rail("line", "mine", "port", hours(10));
  d.rail("back", "port", "mine", hours(10));
  d.pair("line", "back");
  d.link("line").rail.train[CargoClass::crude] = tonnes(500);
  d.tank("mine", "tank", {"crude"}, Volume{100'000}, Volume{50'000});
  d.tank("port", "tank", {"crude"}, Volume{1e6}, Volume{0});
  d.field("well", "mine", "crude", Volume{6'000});
  d.demand("lots", "crude", "mine", "port", tonnes(500), hours(15));
  d.corridor("only", {});
  return d;
}

void check_that_lots_arrive(const Network& network) {
  World world(network, 1, 0);
  for (Time t = network.scenario.begin(); t <= network.scenario.end(); t += hours(9)) {
    run_until(world, t);
    REQUIRE_NOTHROW(check_conservation(world));
  }
  CHECK(world.ledger.delivered[2].amount >= tonnes(500 * 10));
  const double delivered = in_tonnes(world.ledger.delivered[2].mass) * 7.5;
  const std::size_t tanks = network.oil.tanks.size();
  if (tanks > 0) CHECK(level(world, tanks - 1) == doctest::Approx(delivered).epsilon(0.001));
}

}  // namespace

namespace {

double mean_wait(const Drawing& drawing, std::size_t lifting = 0) {
  Drawing d = drawing;
  d.scenario.warm_up = days(60);
  d.scenario.duration = days(180);
  const Results results = simulate(d.build(), 1, 0);
  CHECK(results[Variable::field_shut_in][100] == 0);
  return results[Variable::lifting_wait_mean][lifting];
}

}  // namespace

TEST_CASE("tankers are nominated for what is left to them, not for what a refinery beside takes") {
  Drawing alone = terminal();
  alone.scenario.fields[0].per_day = Volume{40'000};
  Drawing beside = terminal();
  beside.offtake("refinery", "ceyhan", "crude", Volume{60'000});
  CHECK(mean_wait(beside) < mean_wait(alone) + 24);
}

TEST_CASE("two programmes of one tank share what comes") {
  Drawing d = terminal();
  LiftingSpec other = d.scenario.liftings[0];
  other.id = other.name = "other";
  d.scenario.liftings.push_back(other);
  CHECK(mean_wait(d, 0) < 60);
  CHECK(mean_wait(d, 1) < 60);
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  const auto lifted = [&](std::size_t i) { return world.oil.liftings[i].lifted; };
  CHECK(lifted(0) > 10);
  CHECK(std::max(lifted(0), lifted(1)) - std::min(lifted(0), lifted(1)) <= 2);
}

TEST_CASE("a terminal that is fed by rail is lifted as fast as trains come") {
  Drawing d = by_rail();
  d.scenario.fields[0].per_day = Volume{45'000};
  d.scenario.demands[0].rate.value *= 7;  // 42,000 bbl/d
  d.lifting("cargoes", "port", "tank", Volume{100'000}, Volume{10'000}, 1);
  d.scenario.duration = days(120);
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  CHECK(total(results, Variable::lifted_volume) > 0.85 * 120 * 42'000);
}

TEST_CASE("an outage interrupts a loading, which goes on with the rest") {
  Drawing d = terminal();
  const Time start = d.scenario.start;
  d.outage("quake", "ceyhan", start + days(10) + hours(5), start + days(16) + hours(5));
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, start + days(12));
  CHECK(world.places[1].port.is_closed);
  settle_oil(world);
  CHECK(in_barrels(world.oil.accounts[2].lifted) == doctest::Approx(50'000));
  run_until(world, start + days(16) + hours(20) - seconds(1));
  CHECK(world.oil.liftings[0].lifted == 0);
  run_until(world, start + days(16) + hours(20) + seconds(1));
  CHECK(world.oil.liftings[0].lifted == 1);
  CHECK_NOTHROW(check_conservation(world));
}

TEST_CASE("with a mooring lost the others load, and the queue is longer") {
  Drawing d = terminal();
  d.place_called("ceyhan").berths.front().count = 2;
  d.scenario.fields[0].per_day = Volume{150'000};
  d.scenario.liftings[0].port_hours = Distribution::constant(10);
  const Network both = d.build();
  d.intervention("mooring", d.scenario.start, d.scenario.end()).effects = {
      d.effect(Section::places, "ceyhan", "berths.*", Operation::equals, 1, "jetty")};
  const Network one = d.build();
  const Results with_both = simulate(both, 1, 0), with_one = simulate(one, 1, 0);
  // Thirty hours a parcel are 160,000 a day.
  CHECK(with_one[Variable::lifting_wait_mean][0] > with_both[Variable::lifting_wait_mean][0] + 10);
  CHECK(total(with_one, Variable::lifted_volume) <= total(with_both, Variable::lifted_volume));
}

TEST_CASE("a pipeline that has lost pump stations carries less, and all again afterwards") {
  Drawing d = terminal();
  d.link("btc").pipeline.pump_stations = 4;
  d.scenario.fields[0].per_day = Volume{150'000};
  const InterventionSpec& outage =
      d.line_outage("station", "btc", 0.9, d.scenario.start + days(3), d.scenario.start + days(4));
  d.scenario.interventions[0].effects.push_back(
      d.effect(Section::links, "btc", "pump_stations_out", Operation::plus, 2));
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, outage.from + hours(1));
  const double half = 150'000 * std::pow(0.5, 1 / 1.75) * 0.9;
  CHECK(in_barrels_per_day(world.oil.pipelines[0].rate) == doctest::Approx(half).epsilon(1e-6));
  run_until(world, *outage.until + hours(1));
  CHECK(in_barrels_per_day(world.oil.pipelines[0].rate) == doctest::Approx(150'000));
}

TEST_CASE("crude needs no tanks: lots arrive without them") {
  Drawing d = by_rail();
  d.scenario.fields.clear();
  for (PlaceSpec& place : d.scenario.places) place.tanks.clear();
  check_that_lots_arrive(d.build());
}

TEST_CASE("lots from a tank that an embargo refuses set out when it ends") {
  Drawing d = by_rail();
  d.demand("ore", "general", "mine", "port", tonnes(500), hours(20));
  d.scenario.embargoes.push_back(
      {"full", d.place_id("port"), CargoClass::crude, tonnes(1'000), tonnes(900)});
  const Network network = d.build();
  World world(network, 1, 0);
  world.embargoes[0].is_in_force = true;
  run_until(world, network.scenario.start + days(1));
  CHECK(world.embargoes[0].refused.size() > 0);
  REQUIRE_NOTHROW(check_conservation(world));
  world.embargoes[0].is_in_force = false;
  review_embargoes(world, d.place_id("port"));
  run_until(world, network.scenario.end());
  REQUIRE_NOTHROW(check_conservation(world));
  CHECK(world.ledger.delivered[2].amount > Amount{});
}

TEST_CASE("an embargo of crude ends when the trains outside have unloaded") {
  // The port takes two lots at a time; six hundred tonnes outside are too much.
  Drawing d = by_rail();
  d.place_called("port").tracks = 1;
  d.place_called("port").handling[CargoClass::crude] = AmountPerHour{30'000};
  d.scenario.demands[0].rate.value *= 2;
  d.scenario.fields[0].per_day = Volume{12'000};
  d.scenario.embargoes.push_back(
      {"full", d.place_id("port"), CargoClass::crude, tonnes(600), tonnes(100)});
  const Network network = d.build();
  World world(network, 1, 0);
  int begins = 0, ends = 0;
  bool was_in_force = false;
  while (!run_until(world, network.scenario.end(), 1)) {
    const bool is_in_force = world.embargoes[0].is_in_force;
    begins += is_in_force && !was_in_force;
    ends += was_in_force && !is_in_force;
    was_in_force = is_in_force;
  }
  CHECK(begins > 0);
  CHECK(ends == begins);
  CHECK(world.ledger.delivered[2].amount > tonnes(500 * 10));
}

TEST_CASE("what an outage holds is told as that, and not as weather") {
  Drawing d;
  d.place("kuryk"), d.place("alat");
  d.sea("ferry", "kuryk", "alat", hours(20), 1).fill = {0.1, days(2)};
  d.demand("ore", "general", "kuryk", "alat", tonnes(500), hours(24));
  d.corridor("sea", {});
  d.outage("works", "alat", d.scenario.start + days(5), d.scenario.start + days(9));
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  CHECK(value(network, results, Variable::demand_time, "ore", "outage") > 0.05);
  CHECK(value(network, results, Variable::demand_time, "ore", "weather") == 0);
}

TEST_CASE("crude that goes by road between tanks leaves the one and fills the other") {
  Drawing d = by_rail();
  for (const char* id : {"line", "back"}) {
    LinkSpec& link = d.link(id);
    link.mode = Mode::road;
    link.road.carries[CargoClass::crude] = true;
  }
  const Network network = d.build();
  check_that_lots_arrive(network);
}

TEST_CASE("lots of oil leave one tank and fill another evenly, and wait for oil and for room") {
  // mine 6,000 bbl/d in lots of 3,750 bbl (500 t): one each 15 h. Loaded at 100 t/h in 5 h, so is
  // unloaded. The tank at the port holds two lots.
  Drawing d;
  d.place("mine"), d.place("port");
  d.rail("line", "mine", "port", hours(10));
  d.rail("back", "port", "mine", hours(10));
  d.pair("line", "back");
  for (PlaceSpec& place : d.scenario.places) {
    place.handling[CargoClass::crude] = AmountPerHour{100'000};
  }
  d.link("line").rail.train[CargoClass::crude] = tonnes(500);
  d.tank("mine", "tank", {"crude"}, Volume{20'000}, Volume{0});
  d.tank("port", "tank", {"crude"}, Volume{7'500}, Volume{0});
  d.field("well", "mine", "crude", Volume{6'000});
  d.demand("lots", "crude", "mine", "port", tonnes(500), hours(1));
  d.corridor("rail", {});
  const Network network = d.build();
  World world(network, 1, 0);
  const Time start = network.scenario.start;
  // The first lot is there after 15 h, is loaded until 20 h, arrives at 30 h, is unloaded at 35 h.
  run_until(world, start + hours(17.5));
  CHECK(level(world, 0) == doctest::Approx(17.5 * 250 - 3'750 / 2.0).epsilon(1e-6));
  run_until(world, start + hours(32.5));
  CHECK(level(world, 1) == doctest::Approx(3'750 / 2.0).epsilon(1e-6));
  run_until(world, start + hours(35) + seconds(1));
  CHECK(level(world, 1) == doctest::Approx(3'750));
  run_until(world, network.scenario.end());
  // Two lots fill the port's tank; the others stand outside, and the mine's tank goes on filling
  // trains.
  CHECK(level(world, 1) == doctest::Approx(7'500));
  CHECK(world.oil.tanks[1].for_room.size() > 30);
  CHECK_NOTHROW(check_conservation(world));
}
