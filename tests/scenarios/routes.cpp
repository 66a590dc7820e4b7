// What a scenario may say of those who choose a way.
#include <doctest/doctest.h>

#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

LoadedScenario complete(const std::vector<std::string>& changes) {
  return load_scenario(CARAVAN_SOURCE_DIR "/tests/scenarios/complete.yaml", changes);
}

constexpr auto kBoxes = CargoClass::container;

}  // namespace

TEST_CASE("keys of route choice reach their specs") {
  const Scenario s =
      complete({"cost_sensitivity=4", "routes_per_corridor=3", "learning_rate=25 %",
                "routes_reviewed_every=14 d", "rerouted_after=36 h",
                "commodities.boxes.modes=[rail, sea]", "commodities.boxes.reliability_ratio=0.4",
                "places.alat.risk={container: 30 USD/TEU}", "places.aktau.not_for=[boxes]",
                "links.aktau-alat.risk={container: 70 USD/TEU}", "links.rails.not_for=[boxes]",
                "corridors.sea.not_for=[boxes]"})
          .scenario;
  CHECK(s.routes.cost_sensitivity == 4);
  CHECK(s.routes.per_corridor == 3);
  CHECK(s.routes.learning_rate == doctest::Approx(0.25));
  CHECK(s.routes.reviewed_every == days(14));
  CHECK(s.routes.rerouted_after == hours(36));
  CHECK(*s.commodities[0].modes == std::vector<Mode>{Mode::rail, Mode::sea});
  CHECK(s.commodities[0].reliability_ratio == doctest::Approx(0.4));
  CHECK(s.places[2].risk[kBoxes] == Money{30});
  CHECK(s.places[1].not_for == std::vector<CommodityId>{CommodityId(0u)});
  CHECK(s.links[0].not_for == std::vector<CommodityId>{CommodityId(0u)});
  CHECK(s.corridors[0].not_for == std::vector<CommodityId>{CommodityId(0u)});
  // The way back is like the way there.
  for (const std::size_t link : {1u, 2u}) CHECK(s.links[link].risk[kBoxes] == Money{70});
}

TEST_CASE("what is not said is nothing, and shippers learn") {
  const Scenario s = complete({}).scenario;
  CHECK(s.routes.per_corridor == 2);
  CHECK(s.routes.learning_rate == doctest::Approx(0.1));
  CHECK(s.routes.reviewed_every == days(7));
  CHECK(s.routes.rerouted_after == days(3));
  CHECK_FALSE(s.commodities[0].modes);
  CHECK(s.commodities[0].reliability_ratio == 0);
  CHECK(s.links[0].is_open);
  CHECK(s.places[0].is_open);
}

TEST_CASE("a demand that sanctions leave no way is refused") {
  CHECK_NOTHROW(complete({}).build());
  CHECK_THROWS_AS(complete({"links.aktau-alat.not_for=[boxes]"}).build(), ScenarioFileError);
  CHECK_THROWS_AS(complete({"commodities.boxes.modes=[rail]"}).build(), ScenarioFileError);
}
