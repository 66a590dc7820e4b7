// What may be said of oil: every key of oil.yaml reaches its spec.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "caravan/models/attributes.hpp"
#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

template <class Named>
const Named& called(const std::vector<Named>& all, const std::string& id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.id == id; });
  REQUIRE(found != all.end());
  return *found;
}

LoadedScenario load(const std::string& name) {
  return load_scenario(CARAVAN_SOURCE_DIR "/tests/scenarios/" + name, {});
}

Scenario oil() { return load("oil.yaml").scenario; }

// "azeri_light 9000000, turkmen 1000000"
std::string spell(const Scenario& s, const std::vector<GradeVolume>& volumes) {
  std::string text;
  for (const GradeVolume& one : volumes) {
    text += (text.empty() ? "" : ", ") + s.commodities[one.grade.index()].id + " " +
            std::to_string(std::llround(one.volume.value));
  }
  return text;
}

void run(const std::string& name) {
  const Network network = load(name).build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  check_conservation(world);
}

}  // namespace

TEST_CASE("a tank holds grades, has room, dead stock and a first stock in order") {
  const Scenario s = oil();
  const PlaceSpec& ceyhan = called(s.places, "ceyhan");
  REQUIRE(ceyhan.tanks.size() == 1);
  const TankSpec& blend = ceyhan.tanks[0];
  CHECK(blend.id == "blend");
  REQUIRE(blend.holds.size() == 3);
  CHECK(s.commodities[blend.holds[1].index()].id == "turkmen");
  CHECK(blend.capacity.value == doctest::Approx(7e6));
  CHECK(blend.dead_stock.value == doctest::Approx(350'000));
  CHECK(spell(s, blend.stock) == "turkmen 500000, azeri_light 3000000");
  const PlaceSpec& sangachal = called(s.places, "sangachal");
  REQUIRE(sangachal.tanks.size() == 3);
  CHECK(sangachal.tanks[1].id == "turkmen");
  CHECK(sangachal.tanks[1].dead_stock == Volume{});
  CHECK(sangachal.tanks[1].stock.empty());
  CHECK(!sangachal.storage[CargoClass::crude]);
  CHECK(called(s.places, "supsa").tanks.empty());
}

TEST_CASE("a pipeline has rates, pumps, fill and batches in order") {
  const Scenario s = oil();
  const PipelineSpec& btc = called(s.links, "btc").pipeline;
  CHECK(btc.per_day.value == doctest::Approx(1.2e6));
  CHECK(btc.least_per_day.value == doctest::Approx(200'000));
  CHECK(btc.restart == hours(6));
  CHECK(btc.pump_stations == 8);
  CHECK(btc.drag_reduction == doctest::Approx(0.25));
  CHECK(spell(s, btc.line_fill) == "azeri_light 9000000, turkmen 1000000");
  CHECK(spell(s, btc.batches) == "azeri_light 1000000, turkmen 100000, tengiz 200000");
  CHECK(btc.interface_loss.value == doctest::Approx(5000));
  const PipelineSpec& subsea = called(s.links, "subsea").pipeline;
  CHECK(subsea.least_per_day == Volume{});
  CHECK(subsea.restart == hours(12));
  CHECK(subsea.pump_stations == 1);
  CHECK(subsea.drag_reduction == 0);
  CHECK(subsea.batches.empty());
  CHECK(subsea.interface_loss == Volume{});
}

TEST_CASE("fields produce barrels or tonnes of their grade, offtakes take what comes") {
  const Scenario s = oil();
  const FieldSpec& acg = called(s.fields, "acg");
  CHECK(acg.name == "Azeri-Chirag-Guneshli");
  CHECK(s.places[acg.place.index()].id == "chirag");
  CHECK(s.commodities[acg.grade.index()].id == "azeri_light");
  CHECK(acg.per_day.value == doctest::Approx(400'000));
  CHECK(called(s.fields, "east").name == "east");
  CHECK(called(s.fields, "east").per_day.value == doctest::Approx(1.825e6 * 7.3 / 365.25));
  const OfftakeSpec& kirikkale = called(s.offtakes, "kirikkale");
  CHECK(kirikkale.name == "A refinery");
  CHECK(s.places[kirikkale.place.index()].id == "ceyhan");
  CHECK(s.commodities[kirikkale.grade.index()].id == "azeri_light");
  CHECK(kirikkale.per_day.value == doctest::Approx(50'000));
  CHECK(called(s.offtakes, "black_sea").grade.is_none());
}

TEST_CASE("liftings have parcels, laycans and terms") {
  const Scenario s = oil();
  const LiftingSpec& cargoes = called(s.liftings, "cargoes");
  CHECK(cargoes.name == "Cargoes of the blend");
  CHECK(s.places[cargoes.place.index()].id == "ceyhan");
  CHECK(cargoes.tank == "blend");
  CHECK(cargoes.berth == "jetty");
  CHECK(cargoes.parcel.value == doctest::Approx(600'000));
  CHECK(cargoes.per_hour.value == doctest::Approx(40'000));
  CHECK(cargoes.notice == days(15));
  CHECK(cargoes.arrives_hours == Distribution::exponential(18));
  CHECK(cargoes.spacing == hours(8));
  CHECK(cargoes.keeps.value == doctest::Approx(400'000));
  CHECK(cargoes.port_hours == Distribution::constant(5));
  CHECK(cargoes.laytime == hours(30));
  CHECK(cargoes.demurrage_per_day.value == doctest::Approx(40'000));
  const LiftingSpec& small = called(s.liftings, "small");
  CHECK(small.per_hour.value == doctest::Approx(20'000));
  CHECK(small.notice == days(20));
  CHECK(small.arrives_hours == Distribution::constant(0));
  CHECK(small.spacing == hours(12));
  CHECK(small.keeps == Volume{});
  CHECK(small.port_hours == Distribution::constant(0));
  CHECK(small.laytime == hours(36));
  CHECK(small.demurrage_per_day == Money{});
}

TEST_CASE("shippers have outlets through pipelines, whatever links lie before those, and as lots") {
  const Scenario s = oil();
  CHECK(s.renominated_after == days(2));
  const ShipperSpec& azeri = called(s.shippers, "azeri");
  CHECK(azeri.name == "A producer");
  CHECK(s.places[azeri.place.index()].id == "sangachal");
  CHECK(s.commodities[azeri.grade.index()].id == "azeri_light");
  CHECK(azeri.keeps.value == doctest::Approx(800'000));
  REQUIRE(azeri.outlets.size() == 2);
  const OutletSpec& btc = azeri.outlets[0];
  CHECK(btc.id == "btc");
  REQUIRE(btc.pipelines.size() == 1);
  CHECK(s.links[btc.pipelines[0].index()].id == "btc");
  CHECK(btc.lots.is_none());
  CHECK(btc.cost_per_tonne.value == doctest::Approx(38));
  CHECK(btc.risk_per_tonne.value == doctest::Approx(2));
  CHECK(btc.least_per_day.value == doctest::Approx(100'000));
  CHECK(btc.most_per_day == Volume{});
  CHECK(azeri.outlets[1].risk_per_tonne == Money{});
  CHECK(azeri.outlets[1].least_per_day == Volume{});
  CHECK(azeri.outlets[1].most_per_day.value == doctest::Approx(140'000));
  const OutletSpec& sea = called(s.shippers, "kazakh").outlets.at(0);
  CHECK(s.demands[sea.lots.index()].id == "tengiz_over_sea");
  CHECK(called(s.shippers, "kazakh").keeps == Volume{});
}

TEST_CASE("outages are interventions on a port, on some of its berths, or on a pipeline") {
  const Scenario s = oil();
  const InterventionSpec& quake = called(s.interventions, "quake");
  CHECK(quake.name == "An earthquake");
  CHECK(quake.from == at_midnight({2023, 1, 20}));
  CHECK(quake.until == at_midnight({2023, 1, 25}));
  const auto is = [&](const EffectSpec& effect, const std::string& target, const std::string& name,
                      Operation operation, double operand) {
    const Attribute& attribute = attributes()[effect.attribute];
    CHECK(target_id(s, attribute.section, effect.target) == target);
    CHECK(attribute.name == name);
    CHECK(effect.operation == operation);
    CHECK(effect.operand == doctest::Approx(operand));
  };
  is(quake.effects.at(0), "ceyhan", "open", Operation::equals, 0);
  is(called(s.interventions, "mooring").effects.at(0), "ceyhan", "berths.*", Operation::equals, 1);
  is(called(s.interventions, "works").effects.at(0), "aktau", "berths.*", Operation::equals, 0);
  const InterventionSpec& explosion = called(s.interventions, "explosion");
  is(explosion.effects.at(0), "btc", "capacity", Operation::times, 0.6);
  is(explosion.effects.at(1), "btc", "pump_stations_out", Operation::plus, 2);
  is(called(s.interventions, "pigging").effects.at(0), "wrep", "open", Operation::equals, 0);
}

TEST_CASE("and it runs, with other cargo or without") {
  run("oil.yaml");
  run("oil_alone.yaml");
}
