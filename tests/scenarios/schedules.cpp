// Values that change on stated dates.

#include "caravan/scenarios/schedules.hpp"

#include <doctest/doctest.h>

#include "caravan/models/interventions.hpp"
#include "written_files.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// What a scenario of two places, with this more, says at a date.
class Schedule {
 public:
  explicit Schedule(const std::string& more) {
    files.write("base.yaml", kTwoPlaces).write("top.yaml", "extends: base.yaml\n" + more);
  }
  template <class Look>
  auto at(Date date, Look look) {
    const LoadedScenario loaded = files.load("top.yaml");
    const Network network = loaded.build();
    World world(network, 1, 0);
    run_until(world, at_midnight(date));
    return look(world);
  }
  std::string mistakes() { return files.mistakes_in("top.yaml"); }

  WrittenFiles files;
};

std::int64_t tracks(const World& world) { return world.scenario().places[1].tracks; }

}  // namespace

TEST_CASE("a value changes on its dates, from one to the next without a step between") {
  Schedule schedule(
      "warm_up: 10 d\nplaces: {port: {tracks: {2023-02-01: 7, 2023-03-01: 2, 2023-06-01: 9}}}\n");
  CHECK(schedule.at({2022, 12, 25}, tracks) == 7);  // as at the first
  CHECK(schedule.at({2023, 2, 28}, tracks) == 7);
  CHECK(schedule.at({2023, 3, 2}, tracks) == 2);
  CHECK(schedule.at({2023, 6, 2}, tracks) == 9);
  CHECK(schedule.at({2023, 12, 31}, tracks) == 9);
  CHECK(schedule.at({2023, 12, 31},
                    [](const World& world) { return world.interventions.log.size(); }) == 2);
}

TEST_CASE("dates that lie before the simulation count too") {
  Schedule schedule("places: {port: {tracks: {2020-01-01: 7, 2022-03-01: 2, 2023-06-01: 9}}}\n");
  CHECK(schedule.at({2023, 1, 2}, tracks) == 2);
  CHECK(schedule.at({2023, 6, 2}, tracks) == 9);
}

TEST_CASE("values on dates may be figures, or the dates stand in a figure") {
  Schedule schedule(
      "sources: {GK: {title: general knowledge}}\n"
      "places:\n"
      "  mine: {tracks: {2023-01-01: {value: 2, source: GK}, 2023-06-01: {value: 9, assumption: "
      "more, range: [5, 12]}}}\n"
      "  port: {tracks: {value: {2023-01-01: 2, 2023-06-01: 3}, source: GK}}\n");
  CHECK(schedule.at({2023, 7, 1},
                    [](const World& world) { return world.scenario().places[0].tracks; }) == 9);
  CHECK(schedule.at({2023, 7, 1}, tracks) == 3);
}

TEST_CASE("units, switches, parts and ways back") {
  Schedule road(
      "links:\n"
      "  road: {back: road-back, open: {2023-01-01: yes, 2023-06-01: no},\n"
      "         transit: {2023-01-01: \"lognormal(mean 5 h, cv 0.5)\", 2023-06-01: 0.5 d},\n"
      "         tariff: {container: {2023-01-01: 100 USD/TEU, 2023-06-01: 120 USD/TEU}}}\n");
  for (const std::size_t way : {0u, 1u}) {
    const auto link = [way](const World& world) { return world.scenario().links[way]; };
    CHECK(road.at({2023, 5, 31}, link).is_open);
    CHECK(road.at({2023, 5, 31}, link).transit_hours.mean() == doctest::Approx(5));
    const LinkSpec after = road.at({2023, 6, 2}, link);
    CHECK_FALSE(after.is_open);
    CHECK(after.transit_hours.mean() == doctest::Approx(12));
    CHECK(after.transit_hours.deviation() == doctest::Approx(6));
    CHECK(after.tariff[CargoClass::container].value == doctest::Approx(120));
  }
}

TEST_CASE("interventions come on top of what is scheduled, and follow each other as they did") {
  Schedule schedule(
      "places: {port: {tracks: {2023-01-01: 2, 2023-06-01: 4}}}\n"
      "interventions:\n"
      "  more: {from: 2023-05-01, effects: [{places: port, tracks: + 1}]}\n"
      "  then: {after: more, delay: 1 d, effects: [{places: port, tracks: x 2}]}\n");
  CHECK(schedule.at({2023, 5, 1}, tracks) == 3);
  CHECK(schedule.at({2023, 5, 3}, tracks) == 6);
  CHECK(schedule.at({2023, 6, 2}, tracks) == 10);
}

TEST_CASE("a schedule is part of the resolved scenario") {
  Schedule schedule("places: {port: {tracks: {2023-01-01: 2, 2023-06-01: 4}}}\n");
  const std::string resolved = schedule.files.load("top.yaml").resolved_yaml;
  schedule.files.write("top.yaml", resolved);
  CHECK(schedule.at({2023, 6, 2}, tracks) == 4);
  CHECK(schedule.files.load("top.yaml").resolved_yaml == resolved);
}

TEST_CASE("mistakes in a schedule are told where they are") {
  const auto mistakes = [](const std::string& more) { return Schedule(more).mistakes(); };
  CHECK(contains(mistakes("places: {port: {tracks: {2023-01-01: 2, 2022-06-01: 4}}}\n"),
                 "top.yaml:2:41: error: places.port.tracks: dates must be in their order"));
  CHECK(contains(mistakes("places: {port: {tracks: {2023-01-01: 2, June: 4}}}\n"),
                 "top.yaml:2:41: error: places.port.tracks: expected a date"));
  CHECK(contains(mistakes("places: {port: {tracks: {2023-01-01: 2, 2023-06-01: 4 km}}}\n"),
                 "places.port.tracks.2023-06-01: expected a whole number"));
  CHECK(contains(mistakes("places: {port: {kind: {2023-01-01: seaport, 2023-06-01: border}}}\n"),
                 "places.port.kind: 'kind' is nothing of places that can be changed"));
  CHECK(contains(mistakes("duration: {2023-01-01: 2 d, 2023-06-01: 4 d}\n"),
                 "top.yaml:2:12: error: duration: is nothing that can change on stated dates"));
  CHECK(contains(
      mistakes("links: {road: {transit: {2023-01-01: 5 h, 2023-06-01: 4 km}}}\n"),
      "top.yaml:2:55: error: links.road.transit.2023-06-01: expected a time, found '4 km', "
      "a length"));
}
