// What cables carry, by hand; and what must hold of them in any world.
#include "caravan/models/cables.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "caravan/models/simulate.hpp"
#include "draw_cables.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// Kazakh power at Aktau, wanted at Baku.
Drawing two_shores() {
  Drawing d;
  d.place("aktau"), d.place("baku"), d.place("poti");
  return d;
}

std::int64_t fed(const World& world, std::size_t cable, Direction way = Direction::there) {
  return world.cables.cables[cable][way].fed.rate.value;
}
std::int64_t came(const World& world, std::size_t cable, Direction way = Direction::there) {
  return world.cables.cables[cable][way].came.rate.value;
}
std::int64_t served(const World& world, std::size_t demand) {
  return world.cables.demands[demand].served.rate.value;
}
std::int64_t supplied(const World& world, std::size_t supply) {
  return world.cables.supplies[supply].supplied.rate.value;
}

double sum(const Results& results, Variable series) {
  const std::vector<double>& values = results[series];
  return std::accumulate(values.begin(), values.end(), 0.0);
}

constexpr std::int64_t kMegawatt = 1'000'000;
constexpr std::int64_t kGigabit = 1'000'000'000;

}  // namespace

TEST_CASE("what is delivered, and what is lost on its way, is fed in") {
  Drawing d = two_shores();
  power_cable(d, "caspian", "aktau", "baku", megawatts(1000), 0.04);
  supply(d, "wind", "aktau", megawatts(800), 40);
  wants_power(d, "baku", "baku", megawatts(480));
  const Network network = d.build();
  World world(network, 1, 0);
  // 480 / 0.96
  CHECK(fed(world, 0) == 500 * kMegawatt);
  CHECK(came(world, 0) == 480 * kMegawatt);
  CHECK(supplied(world, 0) == 500 * kMegawatt);
  const Results results = simulate(network, 1, 0);
  CHECK(sum(results, Variable::cable_energy) == doctest::Approx(480 * 24 * 30));
  CHECK(sum(results, Variable::cable_energy_lost) == doctest::Approx(20 * 24 * 30));
  CHECK(sum(results, Variable::energy_supplied) == doctest::Approx(500 * 24 * 30));
  CHECK(sum(results, Variable::energy_delivered) == doctest::Approx(480 * 24 * 30));
  CHECK(sum(results, Variable::energy_unserved) == 0);
  CHECK(sum(results, Variable::cable_demand_cost) == doctest::Approx(500 * 24 * 30 * 40));
  CHECK(results[Variable::cable_in_service] == std::vector<double>(30, 1.0));
  CHECK(results[Variable::cable_availability][0] == 1);
}

TEST_CASE("losses multiply along the way, and the narrowest cable binds where it is fed") {
  Drawing d = two_shores();
  power_cable(d, "caspian", "aktau", "baku", megawatts(1000), 0.05);
  power_cable(d, "overland", "baku", "poti", megawatts(400), 0.1);
  supply(d, "wind", "aktau", megawatts(5000));
  wants_power(d, "poti", "poti", megawatts(900));
  const Network network = d.build();
  const World world(network, 1, 0);
  CHECK(fed(world, 1) == 400 * kMegawatt);
  CHECK(served(world, 0) == 360 * kMegawatt);
  CHECK(came(world, 0) == 400 * kMegawatt);
  CHECK(fed(world, 0) == 421'052'632);  // 400 / 0.95, up to the next watt
  CHECK(supplied(world, 0) == 421'052'632);
  CHECK(sum(simulate(network, 1, 0), Variable::energy_unserved) ==
        doctest::Approx((900 - 360) * 24 * 30));
}

TEST_CASE("a supply gives to all together no more than it has, what is lost on the way included") {
  Drawing d = two_shores();
  power_cable(d, "caspian", "aktau", "baku", megawatts(1000), 0.05);
  supply(d, "wind", "aktau", megawatts(500));
  wants_power(d, "first", "baku", megawatts(380));
  wants_power(d, "second", "baku", megawatts(380));
  const Network network = d.build();
  const World world(network, 1, 0);
  CHECK(served(world, 0) == 380 * kMegawatt);  // 400 are fed in
  CHECK(served(world, 1) == 95 * kMegawatt);
  CHECK(supplied(world, 0) == 500 * kMegawatt);
}

TEST_CASE("the cheaper of two cables is filled first, whichever is named first") {
  for (const bool is_swapped : {false, true}) {
    Drawing d = two_shores();
    const auto add = [&](bool is_dear) {
      power_cable(d, is_dear ? "dear" : "cheap", "aktau", "baku", megawatts(300)).cost =
          Money{is_dear ? 9.0 : 2.0};
    };
    add(is_swapped), add(!is_swapped);
    supply(d, "wind", "aktau", megawatts(1000), 40);
    wants_power(d, "baku", "baku", megawatts(450));
    const Network network = d.build();
    World world(network, 1, 0);
    CHECK(fed(world, is_swapped ? 1 : 0) == 300 * kMegawatt);
    CHECK(fed(world, is_swapped ? 0 : 1) == 150 * kMegawatt);
    const double usd = sum(simulate(network, 1, 0), Variable::cable_demand_cost);
    CHECK(usd == doctest::Approx(24 * 30 * (300 * 42 + 150 * 49)));
  }
}

TEST_CASE("power comes from where it is cheapest with its losses: loss can outweigh price") {
  const auto from_aktau = [](double loss) {
    Drawing d = two_shores();
    power_cable(d, "caspian", "aktau", "baku", megawatts(1000), loss);
    supply(d, "wind", "aktau", megawatts(1000), 45);
    supply(d, "gas", "baku", megawatts(1000), 48);
    wants_power(d, "baku", "baku", megawatts(100));
    const Network network = d.build();
    return supplied(World(network, 1, 0), 0);
  };
  CHECK(from_aktau(0.05) > 0);   // 45 / 0.95 = 47.4
  CHECK(from_aktau(0.08) == 0);  // 45 / 0.92 = 48.9
}

TEST_CASE("by priority, then in the order of the file") {
  Drawing d = two_shores();
  power_cable(d, "caspian", "aktau", "baku", megawatts(500));
  supply(d, "wind", "aktau", megawatts(1000));
  wants_power(d, "first", "baku", megawatts(300));
  wants_power(d, "second", "baku", megawatts(300));
  {
    const Network network = d.build();
    const World world(network, 1, 0);
    CHECK(served(world, 0) == 300 * kMegawatt);
    CHECK(served(world, 1) == 200 * kMegawatt);
  }
  d.scenario.cable_demands[1].priority = 1;
  const Network network = d.build();
  const World world(network, 1, 0);
  CHECK(served(world, 0) == 200 * kMegawatt);
  CHECK(served(world, 1) == 300 * kMegawatt);
}

TEST_CASE("a cable carries power one way at a time, data both ways") {
  Drawing d = two_shores();
  power_cable(d, "power", "aktau", "baku", megawatts(500));
  data_cable(d, "fibre", "aktau", "baku", gigabits_per_second(500), Distance{380});
  supply(d, "wind", "aktau", megawatts(300), 10);
  supply(d, "gas", "baku", megawatts(300), 20);
  wants_power(d, "baku", "baku", megawatts(100));
  wants_power(d, "aktau", "aktau", megawatts(350));
  sends_data(d, "west", "aktau", "baku", gigabits_per_second(400));
  sends_data(d, "east", "baku", "aktau", gigabits_per_second(300));
  const Network network = d.build();
  const World world(network, 1, 0);
  CHECK(fed(world, 0) == 100 * kMegawatt);
  CHECK(fed(world, 0, Direction::back) == 0);
  CHECK(served(world, 1) == 200 * kMegawatt);
  CHECK(fed(world, 1) == 400 * kGigabit);
  CHECK(fed(world, 1, Direction::back) == 300 * kGigabit);
}

TEST_CASE("data takes the shorter way; what finds no room on any is lost") {
  Drawing d = two_shores();
  data_cable(d, "overland", "aktau", "baku", gigabits_per_second(800), Distance{2000});
  data_cable(d, "fibre", "aktau", "baku", gigabits_per_second(600), Distance{400});
  sends_data(d, "traffic", "aktau", "baku", gigabits_per_second(1500));
  const Network network = d.build();
  const World world(network, 1, 0);
  CHECK(fed(world, 0) == 800 * kGigabit);
  CHECK(fed(world, 1) == 600 * kGigabit);
  const Results results = simulate(network, 1, 0);
  const double seconds_of_run = 30 * 86'400.0;
  CHECK(sum(results, Variable::data_delivered) == doctest::Approx(1.4 * seconds_of_run));
  CHECK(sum(results, Variable::data_lost) == doctest::Approx(0.1 * seconds_of_run));
  CHECK(results[Variable::data_delay_mean][0] ==
        doctest::Approx(0.0049 * (800 * 2000 + 600 * 400) / 1400));
  CHECK(sum(results, Variable::cable_energy) == 0);
}

TEST_CASE("a month changes what is supplied and wanted at its first instant, to the tick") {
  Drawing d = two_shores();
  d.scenario.start = at_midnight({2023, 1, 25});
  supply(d, "wind", "baku", megawatts(1000)).by_month = {1, 0.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  wants_power(d, "baku", "baku", megawatts(400)).by_month = {1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  const Network network = d.build();
  World world(network, 1, 0);
  const Time february = at_midnight({2023, 2, 1});
  run_until(world, february - Duration{1});
  CHECK(served(world, 0) == 400 * kMegawatt);
  run_until(world, february);
  CHECK(served(world, 0) == 500 * kMegawatt);  // of the 800 that are wanted
  run_until(world, network.scenario.end());
  settle_cables(world);
  const CableDemand& baku = world.cables.demands[0];
  const Duration january = february - network.scenario.start;
  const Duration rest = network.scenario.end() - february;
  CHECK(baku.served.ever ==
        CableRate{400 * kMegawatt} * january + CableRate{500 * kMegawatt} * rest);
  CHECK(baku.wanted.ever ==
        CableRate{400 * kMegawatt} * january + CableRate{800 * kMegawatt} * rest);
}

TEST_CASE("a cable that is cut carries nothing until it is repaired") {
  Drawing d = two_shores();
  power_cable(d, "caspian", "aktau", "baku", megawatts(500)).failures =
      CableFailureSpec{Distribution::constant(24 * 10), Distribution::constant(24 * 15)};
  supply(d, "wind", "aktau", megawatts(500));
  wants_power(d, "baku", "baku", megawatts(500));
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  // Up for 10 days, down for 15, up for the last 5.
  CHECK(sum(results, Variable::energy_unserved) == doctest::Approx(500 * 24 * 15));
  CHECK(results[Variable::cable_availability][0] == doctest::Approx(0.5));
  for (std::size_t day = 0; day < 30; ++day) {
    CHECK(results[Variable::cable_in_service][day] == (day < 10 || day >= 25 ? 1 : 0));
  }
}

TEST_CASE("in the long run a cable is in service for mtbf / (mtbf + mttr) of the time") {
  Drawing d = two_shores();
  d.scenario.duration = days(3650);
  power_cable(d, "caspian", "aktau", "baku", megawatts(500)).failures =
      CableFailureSpec{Distribution::exponential(24 * 60), Distribution::lognormal(24 * 20, 0.5)};
  supply(d, "wind", "aktau", megawatts(500));
  wants_power(d, "baku", "baku", megawatts(500));
  const Network network = d.build();
  Tally availability;
  for (std::uint64_t replication = 0; replication < 100; ++replication) {
    availability.add(simulate(network, 1, replication)[Variable::cable_availability][0]);
  }
  // Of a cycle of 80 days the standard deviation of down time less 1/4 of the cycle is
  // sqrt((0.25 x 60)^2 + (0.75 x 10)^2) = 16.8 d; over 100 x 3650 / 80 cycles that makes a standard
  // error of 16.8 / 80 / sqrt(4562) = 0.0031: four of them; it begins in service: + 0.0041 x 0.25.
  CHECK(availability.mean() == doctest::Approx(0.75).epsilon(0.0031 * 4 / 0.75));
}

TEST_CASE("a cable is commissioned when it first has a capacity, and can't fail before") {
  Drawing d = two_shores();
  power_cable(d, "caspian", "aktau", "baku", megawatts(0)).failures =
      CableFailureSpec{Distribution::constant(24 * 5), Distribution::constant(24 * 2)};
  supply(d, "wind", "aktau", megawatts(500));
  wants_power(d, "baku", "baku", megawatts(300));
  const Network network = d.build();
  World world(network, 1, 0);
  const Time start = network.scenario.start;
  run_until(world, start + days(20));
  CHECK(served(world, 0) == 0);
  world.conditions.edit().cables[0].capacity = megawatts(200);
  on_cables_changed(world);
  CHECK(served(world, 0) == 200 * kMegawatt);
  run_until(world, start + days(25) - Duration{1});
  CHECK(served(world, 0) == 200 * kMegawatt);
  run_until(world, start + days(25));
  CHECK(served(world, 0) == 0);
  run_until(world, start + days(27));
  CHECK(served(world, 0) == 200 * kMegawatt);
  run_until(world, start + days(30));
  check_conservation(world);
  const Results results = collect(world, 0);
  CHECK(sum(results, Variable::energy_delivered) == doctest::Approx(200 * 24 * 8));
  // Of the ten days that it was there.
  CHECK(results[Variable::cable_availability][0] == doctest::Approx(0.8));
}

TEST_CASE("a cable that is not there yet is not unavailable") {
  Drawing d = two_shores();
  power_cable(d, "caspian", "aktau", "baku", megawatts(0));
  const Network network = d.build();
  CHECK(std::isnan(simulate(network, 1, 0)[Variable::cable_availability][0]));
}

TEST_CASE("cables that contradict themselves are refused") {
  Drawing d = two_shores();
  power_cable(d, "loop", "baku", "baku", megawatts(1));
  power_cable(d, "frail", "aktau", "baku", megawatts(1)).failures =
      CableFailureSpec{Distribution::constant(0), Distribution::constant(0)};
  wants_power(d, "nobody", "poti", megawatts(1));
  sends_data(d, "nowhere", "aktau", "poti", gigabits_per_second(1));
  try {
    d.build();
    FAIL("is not refused");
  } catch (const ScenarioError& error) {
    std::string all;
    for (const ScenarioProblem& problem : error.problems()) {
      all += problem.path + ": " + problem.message + "\n";
    }
    CHECK(all ==
          "cables.loop: begins and ends at the same place\n"
          "cables.frail.failures.every: must be some time\n"
          "cable_demands.nobody: no cable for power comes to 'poti', and none is supplied there\n"
          "cable_demands.nowhere: no cable for data comes to 'aktau'\n"
          "cable_demands.nowhere: no cable for data comes to 'poti'\n");
  }
}

TEST_CASE("another cable in the scenario changes no luck") {
  const auto failures = [](bool has_another) {
    Drawing d = two_shores();
    d.scenario.duration = days(2000);
    const CableFailureSpec frail{Distribution::exponential(24 * 60),
                                 Distribution::exponential(240)};
    if (has_another) power_cable(d, "another", "baku", "poti", megawatts(5)).failures = frail;
    power_cable(d, "caspian", "aktau", "baku", megawatts(500)).failures = frail;
    const Network network = d.build();
    const std::vector<double> all = simulate(network, 1, 0)[Variable::cable_in_service];
    std::vector<double> of_caspian;
    const std::size_t cables = has_another ? 2 : 1;
    for (std::size_t i = cables - 1; i < all.size(); i += cables) of_caspian.push_back(all[i]);
    return of_caspian;
  };
  CHECK(failures(false) == failures(true));
}
