// What may be said of plants and trades: every key of industry.yaml reaches its spec.
#include <doctest/doctest.h>

#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

LoadedScenario load(const std::vector<std::string>& overrides = {}) {
  return load_scenario(CARAVAN_SOURCE_DIR "/tests/scenarios/industry.yaml", overrides);
}

std::string id_of(const Scenario& s, DemandId demand) { return s[demand].id; }

double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

// Vehicles in a mean year, over some replications.
double made_a_year(const std::vector<std::string>& overrides) {
  constexpr std::uint64_t kReplications = 5;
  const Network network =
      load_scenario(CARAVAN_SOURCE_DIR "/scenarios/whatif/hajigabul_plant_2025.yaml", overrides)
          .build();
  double made = 0;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    const Results results = simulate(network, 1, r);
    made += sum_of(results[Variable::plant_made]);
  }
  return made / kReplications;
}

}  // namespace

TEST_CASE("a plant has a place, a capacity, parts, stores and outlets") {
  const Scenario s = load().scenario;
  REQUIRE(s.plants.size() == 1);
  const PlantSpec& plant = s.plants[0];
  CHECK(plant.id == "works");
  CHECK(plant.name == "Car works");
  CHECK(s[plant.place].id == "hajigabul");
  CHECK(plant.capacity.value == doctest::Approx(30'000 / 8766.0));
  CHECK(plant.batch == Vehicles{10});
  CHECK(plant.store == Vehicles{600});
  REQUIRE(plant.parts.size() == 2);
  CHECK(plant.parts[0].id == "kits");
  CHECK(id_of(s, plant.parts[0].demand) == "kits");
  CHECK(plant.parts[0].vehicles_per_unit == 4);
  CHECK(plant.parts[0].store == Vehicles{1200});
  CHECK(plant.parts[1].vehicles_per_unit == 12);
  REQUIRE(plant.outlets.size() == 2);
  CHECK(id_of(s, plant.outlets[0].demand) == "baku_cars");
  CHECK(plant.outlets[0].weight == 9);
  CHECK(plant.outlets[0].vehicles_per_unit == 8);
  CHECK(plant.outlets[1].weight == 1);
}

TEST_CASE("a trade has two countries, demands beside, what was observed and a target") {
  const Scenario s = load().scenario;
  REQUIRE(s.trades.size() == 2);
  const TradeSpec& trade = s.trades[0];
  CHECK(trade.name == "Uzbekistan and Azerbaijan");
  CHECK(trade.country == "UZ");
  CHECK(trade.partner == "AZ");
  REQUIRE(trade.except.size() == 1);
  CHECK(id_of(s, trade.except[0]) == "grain");
  CHECK(trade.observed_per_year->value == doctest::Approx(250e6));
  CHECK(trade.observed_in == 2023);
  CHECK(trade.target_per_year->value == doctest::Approx(1e9));
  CHECK_FALSE(s.trades[1].target_per_year.has_value());
  REQUIRE(s.trades[1].also.size() == 1);
  CHECK(s.commodities[0].value.value == doctest::Approx(28'000));
  CHECK(s.commodities[3].value.value == doctest::Approx(300));
}

TEST_CASE("the works runs: it makes what it has parts for, and its cars are exports") {
  const Network network = load().build();
  const Results results = simulate(network, 1, 0);
  // 60 days at 30 000 a year; parts for as many come, less what one lot is late.
  CHECK(sum_of(results[Variable::plant_made]) ==
        doctest::Approx(60 * 30'000 / 365.25).epsilon(0.05));
  CHECK(sum_of(results[Variable::trade_exports]) > 0);
  // A plant without parts stands all the time, and one that is not open lacks nothing.
  const Results without = simulate(load({"demands.kits.volume=0 TEU/a"}).build(), 1, 0);
  CHECK(sum_of(without[Variable::plant_made]) == 0);
  CHECK(sum_of(without[Variable::plant_lacks_parts]) == doctest::Approx(60));
  const Results closed = simulate(load({"plants.works.capacity=0 vehicle/a"}).build(), 1, 0);
  CHECK(sum_of(closed[Variable::plant_made]) == 0);
  CHECK(sum_of(closed[Variable::plant_lacks_parts]) == 0);
}

TEST_CASE(
    "Hajigabul makes what it can while shippers learn which way is late; else it lacks kits") {
  const std::string never_learn = "learning_rate=0 %", one_feeder = "fleets.kmtf_feeders.vessels=1";
  const std::string two_kits_a_box = "plants.hajigabul.parts.kits.vehicles=2 vehicle/TEU";
  const std::string twice_the_boxes = "demands.hajigabul_kits.volume=15000 TEU/a";
  const double as_it_is = made_a_year({});
  CHECK(as_it_is > 28'500);
  CHECK(as_it_is < 30'001);
  const double without_learning = made_a_year({one_feeder, never_learn});
  CHECK(without_learning < 0.95 * as_it_is);
  CHECK(made_a_year({one_feeder}) > 1.03 * without_learning);
  CHECK(made_a_year({"equipment.kit_boxes.count=500 TEU"}) < as_it_is);
  const double by_one_feeder = made_a_year({two_kits_a_box, twice_the_boxes, never_learn});
  CHECK(by_one_feeder < 0.97 * as_it_is);
  CHECK(made_a_year({two_kits_a_box, twice_the_boxes, never_learn, "fleets.balkan.vessels=2"}) >
        1.03 * by_one_feeder);
}
