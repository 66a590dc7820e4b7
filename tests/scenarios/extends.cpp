// Scenarios that extend others, and what stands in tables beside them.

#include <doctest/doctest.h>

#include <string>

#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

const std::string kFolder = std::string(CARAVAN_SOURCE_DIR) + "/tests/scenarios/extends/";

std::string mistakes_in(const std::string& name) {
  try {
    load_scenario(kFolder + name, {});
  } catch (const ScenarioFileError& error) {
    return error.what();
  }
  return "none";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a scenario states only what differs from the one that it extends") {
  const Scenario s = load_scenario(kFolder + "top.yaml", {}).scenario;
  CHECK(s.title == "Fewer tracks");
  CHECK(s.places.size() == 2);
  CHECK(s.places[0].tracks == 2);
  CHECK(s.places[1].tracks == 3);  // in place of a figure with a source
  CHECK(s.places[1].country == "KZ");
  CHECK(s.links.size() == 2);
  CHECK(s.demands.size() == 1);  // one was taken away
  REQUIRE(s.interventions.size() == 2);
  CHECK(s.interventions[0].id == "closures");  // what is inherited comes first
  CHECK(s.interventions[1].effects.size() == 3);
  CHECK_NOTHROW(simulate(build_network(s), 1, 0));
}

TEST_CASE("the resolved scenario stands alone: it reads as the same") {
  const LoadedScenario loaded = load_scenario(kFolder + "top.yaml", {});
  CHECK_FALSE(contains(loaded.resolved_yaml, "extends"));
  CHECK_FALSE(contains(loaded.resolved_yaml, ".csv"));
  CHECK(contains(loaded.resolved_yaml, "2023-01-10"));
}

TEST_CASE("a table of windows is read from a file beside the scenario") {
  const Scenario s = load_scenario(kFolder + "middle.yaml", {}).scenario;
  const std::vector<HistoricWindow>& windows = s.interventions.at(0).history;
  REQUIRE(windows.size() == 2);
  CHECK(windows[0].from == at_midnight({2023, 1, 3}));
  CHECK(windows[0].until == at_midnight({2023, 1, 4}));
  CHECK_FALSE(windows[0].operand.has_value());
  CHECK(windows[1].operand == 3.5);
}

TEST_CASE("values are changed from the command line in lists too") {
  const Scenario s =
      load_scenario(kFolder + "top.yaml", {"interventions.more.effects.0.tracks=x 2"}).scenario;
  CHECK(s.interventions[1].effects[0].operation == Operation::times);
}

TEST_CASE("mistakes are told where they were written, in whatever file") {
  CHECK(contains(mistakes_in("bad/mistakes.yaml"),
                 "bad/mistakes.yaml:3:10: error: unknown key 'trakcs'"));
  CHECK(contains(mistakes_in("bad/mistakes.yaml"),
                 "bad/mistakes.yaml:5:19: error: links.line.transit"));
  CHECK(contains(mistakes_in("bad/table.yaml"), "bad/closures.csv:3:12: error: "));
  CHECK(contains(mistakes_in("bad/table.yaml"), "found '2023-01-32'"));
  CHECK(contains(mistakes_in("bad/loop.yaml"), "goes round in a circle"));
  CHECK(contains(mistakes_in("bad/nowhere.yaml"), "bad/nowhere.yaml:1:10: error: "));
}
