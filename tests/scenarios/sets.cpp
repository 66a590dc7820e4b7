// Names for several targets.

#include <doctest/doctest.h>

#include <algorithm>

#include "written_files.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

const std::string kPorts = R"(
extends: base.yaml
places:
  batumi: {country: GE, at: [41.6 N, 41.6 E], kind: seaport}
  baku: {country: AZ, at: [40 N, 50 E], kind: seaport}
links:
  inner: {from: port, to: batumi, back: inner-back, mode: road, distance: 9 km, transit: 1 h, carries: [container]}
sets:
  georgian: {places: {country: GE, kind: seaport}}
  all_ports: {places: [georgian, baku]}
  coast: {links: [inner]}
)";

Scenario with(const std::string& more) {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces).write("top.yaml", kPorts + more);
  return files.load("top.yaml").scenario;
}

std::string mistakes(const std::string& more) {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces).write("top.yaml", kPorts + more);
  return files.mistakes_in("top.yaml");
}

std::vector<std::uint32_t> targets(const Scenario& scenario) {
  std::vector<std::uint32_t> all;
  for (const EffectSpec& effect : scenario.interventions.at(0).effects)
    all.push_back(effect.target);
  return all;
}

}  // namespace

TEST_CASE("a set stands for its targets in effects, alone, in lists and in criteria") {
  const auto changed = [](const std::string& effect) {
    return targets(with("interventions: {all: {effects: [" + effect + "]}}\n"));
  };
  using Targets = std::vector<std::uint32_t>;
  CHECK(changed("{places: georgian, open: = 0}") == Targets{1, 2});
  CHECK(changed("{places: all_ports, open: = 0}") == Targets{1, 2, 3});
  CHECK(changed("{places: [mine, georgian], open: = 0}") == Targets{0, 1, 2});
  CHECK(changed("{links: {from: georgian}, transit: x 2}") == Targets{1, 2});
  CHECK(changed("{links: coast, transit: x 2}") == Targets{1, 2});  // and its way back
}

TEST_CASE("a set stands where ids are listed") {
  const Scenario s = with("corridors: {coast: {via: [georgian]}, far: {via: [mine, georgian]}}\n");
  CHECK(s.corridors[1].via == std::vector{PlaceId(1u), PlaceId(2u)});
  CHECK(s.corridors[2].via == std::vector{PlaceId(0u), PlaceId(1u), PlaceId(2u)});
}

TEST_CASE("mistakes in sets are told once, also in those that nobody uses") {
  const std::string nobody = mistakes("  iranian: {places: {country: IR}}\n");
  CHECK(contains(nobody, "sets.iranian: selects nothing"));
  CHECK(std::count(nobody.begin(), nobody.end(), '^') == 1);
  CHECK(
      contains(mistakes("  round: {places: [mine, round]}\n"), "sets.round: is a part of itself"));
  CHECK(contains(mistakes("  mine: {places: [port]}\n"),
                 "sets.mine: there is one of `places` of the same name"));
  CHECK(contains(mistakes("  two: {places: [port], links: [road]}\n"),
                 "sets.two: expected one section"));
  CHECK(contains(mistakes("  odd: {plcs: [port]}\n"), "did you mean 'places'?"));
  CHECK(contains(mistakes("interventions: {a: {effects: [{places: georgia, open: = 0}]}}\n"),
                 "did you mean 'georgian'?"));
  CHECK(contains(mistakes("interventions: {a: {effects: [{links: georgian, transit: x 2}]}}\n"),
                 "'georgian' is not known here"));
}
