#include <doctest/doctest.h>

#include "caravan/models/simulate.hpp"
#include "draw.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// sangachal ==40,000 bbl==> ceyhan, 30,000 bbl/d at most; a lot of 500 t = 3,750 bbl each `gap`.
Drawing line(Duration gap) {
  Drawing d;
  d.place("sangachal"), d.place("ceyhan");
  d.demand("azeri", "crude", "sangachal", "ceyhan", tonnes(500), gap);
  d.pipeline("btc", "sangachal", "ceyhan", Volume{30'000}, Volume{40'000}, 0);
  d.corridor("pipe", {"ceyhan"});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(100);
  return d;
}

}  // namespace

TEST_CASE("a lot comes out when as much as the line holds has been pumped in behind it") {
  // 40,000 bbl are ten lots and 2,500 bbl of the eleventh, 11 gaps of 6 h later, 2 h into it.
  const Results results = simulate(line(hours(6)).build(), 1, 0);
  CHECK(results[Variable::demand_transit_mean][0] * 24 == doctest::Approx(11 * 6 + 2));
  CHECK(results[Variable::demand_transit_p95][0] * 24 == doctest::Approx(11 * 6 + 2));
}

TEST_CASE("a line at its full rate delivers its rate, and the rest waits in the inlet's tanks") {
  const Network network = line(hours(2)).build();  // 45,000 bbl/d offered
  const Results results = simulate(network, 1, 0);
  CHECK(results[Variable::corridor_volume][0] == doctest::Approx(30'000 * 100).epsilon(0.002));
  const std::vector<double>& stock = results[Variable::stock_mass];  // (time, place, commodity)
  const std::size_t crude = 2;
  const double first_day = stock[crude], last_day = stock[99 * 6 + crude];
  CHECK(last_day - first_day == doctest::Approx(99 * 15'000 / 7.5).epsilon(0.01));
}

TEST_CASE("when the outlet's tanks are full the line stands still") {
  Drawing d = line(hours(6));
  d.place("trieste");
  d.sea("ceyhan-trieste", "ceyhan", "trieste", hours(100), 0);
  d.scenario.demands[0].to = d.place_id("trieste");
  d.place_called("ceyhan").storage[CargoClass::crude] = tonnes(2000);
  const Network network = d.build();
  World world(network, 1, 0);
  for (Time t = network.scenario.begin(); t <= network.scenario.end(); t += hours(6)) {
    run_until(world, t);
    REQUIRE(world.places[1].storage[CargoClass::crude].content() <= tonnes(2000).value);
    REQUIRE_NOTHROW(check_conservation(world));
  }
  // No tanker comes, and the next lot does not fit.
  CHECK(world.places[1].storage[CargoClass::crude].content() > tonnes(1500).value);
  CHECK(world.pipelines[0].pumping.mean(world.now()) == doctest::Approx(0));
  CHECK(world.queues[0].waiting.size() > 400);
}

TEST_CASE("a line filled at the beginning holds its fill to the kilogram, and counts as released") {
  const Network network = line(hours(6)).build();
  const World world(network, 1, 0);
  Mass inside;
  for (std::size_t i = 0; i < world.pipelines[0].line.size(); ++i) {
    inside += world.consignments[world.pipelines[0].line[i]].mass;
  }
  CHECK(inside.value == std::llround(40'000 / 7.5 * 1000));
  CHECK(world.ledger.released[2].mass == inside);
}
