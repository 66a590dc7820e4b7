// What operators may say: every key of operations.yaml reaches its spec.
#include <doctest/doctest.h>

#include <algorithm>

#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

template <class Named>
const Named& called(const std::vector<Named>& all, const std::string& id) {
  return *std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.id == id; });
}

Scenario operations() {
  return load_scenario(CARAVAN_SOURCE_DIR "/tests/scenarios/operations.yaml", {}).scenario;
}

constexpr auto kWagon = CargoClass::wagon;
constexpr auto kTruck = CargoClass::truck;

}  // namespace

TEST_CASE("a port's berths, cranes, tugs, depth, weather, hours and fees") {
  const Scenario s = operations();
  const PlaceSpec& kuryk = called(s.places, "kuryk");
  CHECK(kuryk.cranes[kWagon].count == 2);
  CHECK(kuryk.cranes[kWagon].per_vessel == 2);
  CHECK(kuryk.cranes[kTruck].count == 0);
  CHECK(kuryk.cranes[kTruck].per_vessel == 1);
  CHECK(kuryk.tugs == 2);
  CHECK(kuryk.pilots == 1);
  CHECK(kuryk.depth->value == doctest::Approx(5.2));
  CHECK(s.seas[kuryk.sea.index()].rise_per_year.value == doctest::Approx(-0.22));
  CHECK(kuryk.weather->closed_share[11] == doctest::Approx(0.5));
  CHECK(kuryk.weather->closed_share[0] == doctest::Approx(0.3));
  CHECK(kuryk.weather->work == WorkInBadWeather::goes_on);
  CHECK(kuryk.weather->lasts_hours == Distribution::lognormal(20, 0.8));
  CHECK(kuryk.handling[kWagon].value == doctest::Approx(10));
  CHECK(kuryk.handling_fee[kWagon].value == doctest::Approx(20));
  CHECK(kuryk.storage[kWagon] == Amount{900});
  CHECK(kuryk.yard_kept_for_ships == doctest::Approx(0.2));
  CHECK(kuryk.storage_fee.free == days(5));
  CHECK(kuryk.storage_fee.per_day[kWagon].value == doctest::Approx(12));
  CHECK(kuryk.formalities->fee[kWagon].value == doctest::Approx(30));
  CHECK(kuryk.inspection->share == doctest::Approx(0.2));
  CHECK(kuryk.inspection->desks == 2);
  CHECK(kuryk.inspection->time_hours == Distribution::constant(6));
  CHECK(kuryk.inspection->returned == doctest::Approx(0.3));
  CHECK(kuryk.gate->lanes == 2);
  CHECK(kuryk.gate->time_hours == Distribution::constant(1 / 6.0));
  const Time monday = at_midnight({2023, 1, 2});
  CHECK(kuryk.working_hours.open_time(monday, monday + days(7)) == hours(5 * 16 + 4));
  CHECK(kuryk.formalities->hours.open_time(monday, monday + days(7)) == hours(50));
  CHECK(called(s.places, "alat").working_hours.is_open(monday));
}

TEST_CASE("other ships that call") {
  const Scenario s = operations();
  REQUIRE(s.calls.size() == 2);
  const CallSpec& tramps = s.calls[0];
  CHECK(tramps.name == "Tramps");
  CHECK(s[tramps.place].id == "kuryk");
  CHECK(tramps.berth == "ferry");
  CHECK(tramps.every_hours == Distribution::exponential(60));
  CHECK(tramps.work_hours == Distribution::uniform(5, 9));
  CHECK(tramps.ships == 0);
  CHECK(tramps.priority == -1);
  CHECK(tramps.tugs == 1);
  CHECK(tramps.pilots == 1);
  CHECK(tramps.manoeuvre_hours == Distribution::constant(1));
  CHECK(tramps.most_waiting == 3);
  const CallSpec& dredgers = s.calls[1];
  CHECK(dredgers.ships == 2);
  CHECK(dredgers.away_hours == Distribution::constant(240));
  CHECK_FALSE(dredgers.most_waiting);
}

TEST_CASE("storms that two ports have in common") {
  const Scenario s = operations();
  REQUIRE(s.storms.size() == 1);
  const StormSpec& winds = s.storms[0];
  CHECK(winds.name == "winds");
  REQUIRE(winds.ports.size() == 2);
  CHECK(s[winds.ports[0]].id == "kuryk");
  CHECK(s[winds.ports[1]].id == "alat");
  CHECK(winds.fronts == hours(16));
  REQUIRE(winds.pairs.size() == 1);
  CHECK(winds.pairs[0].joins(winds.ports[1], winds.ports[0]));
  CHECK(winds.pairs[0].correlation == doctest::Approx(0.6));
  const Scenario one_number = load_scenario(CARAVAN_SOURCE_DIR "/tests/scenarios/operations.yaml",
                                            {"storms.winds.correlation=-0.25"})
                                  .scenario;
  REQUIRE(one_number.storms[0].pairs.size() == 1);
  CHECK(one_number.storms[0].pairs[0].correlation == doctest::Approx(-0.25));
}

TEST_CASE("a railway's sidings, marshalling, bogies and locomotives") {
  const Scenario s = operations();
  const PlaceSpec& beyneu = called(s.places, "beyneu");
  CHECK(beyneu.sidings == 6);
  CHECK(!called(s.places, "kuryk").sidings);
  CHECK(beyneu.marshalling_hours == Distribution::constant(3));
  CHECK(beyneu.bogie_exchange->lines == 2);
  const LinkSpec& link = called(s.links, "beyneu-kuryk");
  CHECK(link.rail.train[kWagon] == Amount{50});
  CHECK(link.co2_g_per_tkm == doctest::Approx(28));
  const RollingStockSpec& diesels = s.rolling_stock[link.rail.locomotives.index()];
  REQUIRE(diesels.homes.size() == 2);
  CHECK(s.places[diesels.homes[1].place.index()].id == "kuryk");
  CHECK(diesels.homes[1].count == 2);
  CHECK(diesels.layover == hours(6));
  CHECK(link.rail.wagon_sets[kWagon].is_none());
}

TEST_CASE("fleets have classes, speeds, draughts, rules and troubles") {
  const Scenario s = operations();
  const FleetSpec& ferries = called(s.fleets, "ferries");
  CHECK(ferries.vessel_class == "rail ferry");
  CHECK(ferries.priority == 2);
  CHECK(ferries.payload[kTruck] == Amount{40});
  CHECK(ferries.mixes_cargo);
  CHECK(ferries.speed->value == doctest::Approx(12 * 1.852));
  CHECK(ferries.draught->value == doctest::Approx(4.5));
  CHECK(ferries.payload_lost_per_metre == doctest::Approx(0.2));
  CHECK(ferries.policy == SailingPolicy::dispatch);
  CHECK(ferries.tugs == 2);
  CHECK(ferries.manoeuvre_hours == Distribution::constant(1));
  CHECK(ferries.breakdowns->every_hours == Distribution::exponential(90 * 24));
  CHECK(ferries.dry_docking->every == days(2.5 * 365.25));
  CHECK(ferries.laytime == days(1));
  CHECK(ferries.demurrage_per_day.value == doctest::Approx(8000));
  const FleetSpec& ro_pax = called(s.fleets, "ro_pax");
  CHECK(!ro_pax.mixes_cargo);
  CHECK(ro_pax.policy == SailingPolicy::timetable);
  CHECK(ro_pax.timetable.first == at_midnight({2022, 12, 1}));
  CHECK(ro_pax.timetable.every == days(3.5));
  CHECK(ro_pax.timetable.at_berth_ahead == hours(12));
  CHECK(called(s.links, "kuryk-alat").fleets.size() == 2);
}

TEST_CASE("roads, equipment and embargoes") {
  const Scenario s = operations();
  CHECK(called(s.links, "alat-poti").road.carries[kTruck]);
  CHECK(!called(s.links, "alat-poti").road.carries[kWagon]);
  CHECK(s.commodities[s.equipment[0].empty.index()].id == "empty_wagons");
  CHECK(s.equipment[0].count == Amount{3000});
  CHECK(called(s.demands, "ore").equipment == EquipmentId(std::size_t{0}));
  CHECK(called(s.demands, "tir").equipment.is_none());
  CHECK(s.embargoes[0].cargo == kWagon);
  CHECK(s.embargoes[0].begins_above == Amount{800});
  CHECK(s.embargoes[0].ends_below == Amount{400});
}

TEST_CASE("and it runs: wagons and trucks get through, and wagons come back") {
  const Network network =
      load_scenario(CARAVAN_SOURCE_DIR "/tests/scenarios/operations.yaml", {}).build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  check_conservation(world);
  for (const Account& delivered : world.ledger.delivered) CHECK(delivered.mass > Mass{});
}
