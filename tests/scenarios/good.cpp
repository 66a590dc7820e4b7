#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

const std::string kRoot = CARAVAN_SOURCE_DIR;
const std::string kSmall = kRoot + "/tests/tools/small.yaml";

Scenario small(const std::vector<std::string>& overrides = {}) {
  return load_scenario(kSmall, overrides).scenario;
}

template <class Named>
const Named& called(const std::vector<Named>& all, const std::string& id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Named& n) { return n.id == id; });
  REQUIRE(found != all.end());
  return *found;
}

std::string message_of(const std::vector<std::string>& overrides) {
  try {
    load_scenario(kSmall, overrides).build();
  } catch (const ScenarioFileError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("times, dates and defaults of a scenario") {
  const Scenario s = small();
  CHECK(s.title == "A small corridor");
  CHECK(s.start == at_midnight({2023, 1, 1}));
  CHECK(s.duration == days(60));
  CHECK(s.warm_up == days(20));
  CHECK(s.interval == days(1));
  CHECK(s.routes.cost_sensitivity == 5);
}

TEST_CASE("commodities come in kilograms, barrels and dollars a day") {
  const Scenario s = small();
  CHECK(called(s.commodities, "containers").cargo == CargoClass::container);
  CHECK(called(s.commodities, "containers").mass_per_unit == Mass{14'000});
  CHECK(called(s.commodities, "containers").value_of_time_per_day.value == doctest::Approx(600));
  CHECK(called(s.commodities, "crude").barrels_per_tonne == doctest::Approx(7.5));
  CHECK(called(s.commodities, "crude").value_of_time_per_day.value == doctest::Approx(1));
}

TEST_CASE("places have degrees, rates an hour, and room in TEU") {
  const Scenario s = small();
  const PlaceSpec& aktau = called(s.places, "aktau");
  CHECK(aktau.name == "aktau");
  CHECK(aktau.country == "KZ");
  CHECK(aktau.latitude == doctest::Approx(43.60));
  CHECK(aktau.longitude == doctest::Approx(51.22));
  CHECK(aktau.kind == PlaceKind::seaport);
  REQUIRE(aktau.berths.size() == 2);
  CHECK(aktau.berths[1].type == "oil");
  CHECK(aktau.berths[1].count == 1);
  CHECK(aktau.tracks == 4);
  CHECK(aktau.handling[CargoClass::container].value == doctest::Approx(20));
  CHECK(aktau.handling[CargoClass::crude].value == doctest::Approx(1'000'000));
  CHECK(aktau.handling[CargoClass::general].value == 0);
  CHECK(aktau.storage[CargoClass::container] == Amount{2000});
  CHECK(!aktau.storage[CargoClass::crude]);
  CHECK(!aktau.storage[CargoClass::general]);
  CHECK(!aktau.formalities);
  CHECK(called(s.places, "alat").formalities->desks == 10);
  CHECK(called(s.places, "alat").formalities->time_hours ==
        Distribution::lognormal_from_p90(10, 20));
}

TEST_CASE("links have their mode's values, and a way back that mirrors them") {
  const Scenario s = small();
  const LinkSpec& rail = called(s.links, "almaty-aktau");
  CHECK(rail.mode == Mode::rail);
  CHECK(rail.distance.value == doctest::Approx(2800));
  CHECK(rail.transit_hours == Distribution::lognormal(110, 0.2));
  CHECK(rail.rail.gauge_mm == 1520);
  CHECK(rail.rail.paths_per_day == doctest::Approx(4));
  CHECK(rail.rail.is_single_track);
  CHECK(rail.rail.train[CargoClass::container] == Amount{100});
  CHECK(rail.rail.train[CargoClass::general] == Amount{});
  CHECK(rail.rail.fill.minimum == doctest::Approx(0.6));
  CHECK(rail.rail.fill.maximum_wait == days(3));
  CHECK(rail.tariff[CargoClass::container].value == doctest::Approx(560));
  CHECK(rail.back.is_none());

  const LinkSpec& there = called(s.links, "aktau-alat");
  const LinkSpec& back = called(s.links, "alat-aktau");
  CHECK(s.fleets[there.fleets.front().index()].id == "feeders");
  CHECK(s.links[there.back.index()].id == "alat-aktau");
  CHECK(s.links[back.back.index()].id == "aktau-alat");
  CHECK(back.from == there.to);
  CHECK(back.to == there.from);
  CHECK(back.transit_hours == there.transit_hours);

  const LinkSpec& pipe = called(s.links, "alat-ceyhan");
  CHECK(pipe.pipeline.per_day.value == doctest::Approx(60'000));
  REQUIRE(pipe.pipeline.line_fill.size() == 2);
  CHECK(pipe.pipeline.line_fill[0].volume.value == doctest::Approx(200'000));
}

TEST_CASE("fleets, demands and corridors") {
  const Scenario s = small();
  const FleetSpec& feeders = called(s.fleets, "feeders");
  CHECK(feeders.vessels == 2);
  CHECK(feeders.payload[CargoClass::container] == Amount{225});
  CHECK(feeders.fill.minimum == doctest::Approx(0.5));
  CHECK(called(s.fleets, "tankers").payload[CargoClass::crude] == Amount{10'000'000});
  const DemandSpec& boxes = called(s.demands, "boxes");
  CHECK(boxes.rate.value == doctest::Approx(20'000 / 365.25 / 24));
  CHECK(boxes.lot == Amount{10});
  CHECK(boxes.arrivals == Arrivals::poisson);
  CHECK(called(s.demands, "oil").rate.value == doctest::Approx(1.2e9 / 365.25 / 24));
  CHECK(called(s.demands, "oil").lot == Amount{2'000'000});
  REQUIRE(called(s.corridors, "sea").via.size() == 2);
  CHECK(s.places[called(s.corridors, "sea").via[1].index()].id == "alat");
}

TEST_CASE("--set replaces plain values, figures, maps and lists, and adds keys") {
  CHECK(small({"duration=10 d"}).duration == days(10));
  CHECK(called(small({"places.aktau.berths.container=3"}).places, "aktau").berths[0].count == 3);
  CHECK(called(small({"places.aktau.tracks=9"}).places, "aktau").tracks == 9);
  CHECK(called(small({"links.aktau-alat.distance={value: 500 km, note: by chart}"}).links,
               "aktau-alat")
            .distance.value == doctest::Approx(500));
  CHECK(called(small({"places.aktau.at=[1 S, 2 W]"}).places, "aktau").longitude ==
        doctest::Approx(-2));
  // In order: the last one counts.
  CHECK(small({"duration=10 d", "duration=20 d"}).duration == days(20));
  const Scenario baseline =
      load_scenario(kRoot + "/scenarios/middle_corridor.yaml", {"links.btc.capacity=1 Mbbl/d"})
          .scenario;
  CHECK(called(baseline.links, "btc").pipeline.per_day.value == doctest::Approx(1e6));
}

TEST_CASE("a mistake in --set is shown in it") {
  CHECK(message_of({"places.aktaw.tracks=2"}) ==
        "--set:1:8: error: there is no 'aktaw' here\n"
        "  1 | places.aktaw.tracks=2\n"
        "    |        ^\n"
        "  did you mean 'aktau'?");
  CHECK(message_of({"places.aktau.trucks=2"}).find("--set:1:14: error: unknown key 'trucks'") == 0);
  CHECK(message_of({"duration=2 km"}).find("--set:1:10: error: duration: expected a time") == 0);
  CHECK(message_of({"duration"}).find("--set:1:1: error: expected path=value") == 0);
  CHECK(message_of({"title.of=x"}).find("--set:1:7: error: 'title' is 'A small corridor'") == 0);
  CHECK(message_of({"places.aktau.at=[1 N"}).find("--set:1:") == 0);
}

TEST_CASE("what cannot run is shown where it was said, in the file or in --set") {
  CHECK(message_of({"demands.boxes.lot=150 TEU"})
            .find("--set:1:15: error: demands.boxes.lot: is larger") == 0);
  CHECK(message_of({"fleets.feeders.berth=oil_jetty"}).find("small.yaml:") != std::string::npos);
}

TEST_CASE("the resolved scenario reads back as the same scenario") {
  for (const std::string& path : {kSmall, kRoot + "/scenarios/middle_corridor.yaml"}) {
    const LoadedScenario first = load_scenario(path, {"duration=20 d"});
    const auto copy = std::filesystem::temp_directory_path() /
                      ("caravan-resolved-" + std::to_string(getpid()) + ".yaml");
    std::ofstream(copy) << first.resolved_yaml;
    const LoadedScenario second = load_scenario(copy.string(), {});
    std::filesystem::remove(copy);
    CHECK(second.resolved_yaml == first.resolved_yaml);
    CHECK(second.scenario.duration == days(20));
    CHECK(second.scenario.links.size() == first.scenario.links.size());
    CHECK(second.build().itineraries.size() == first.build().itineraries.size());
  }
}

TEST_CASE("a file that is not there is told apart from a bad one") {
  CHECK_THROWS_AS(load_scenario("/nowhere/at/all.yaml", {}), ScenarioFileMissing);
  CHECK_THROWS_AS(load_scenario(kRoot, {}), ScenarioFileMissing);
}
