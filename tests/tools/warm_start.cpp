// Runs that share their beginning become what they would be alone: for each kind of difference, the
// forked world is held against one that was never forked, whole.

#include "caravan/models/warm_start.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

constexpr std::uint64_t kSeed = 3;

const char* const kInterventions = R"(
interventions:
  closed: {from: 2023-01-20, lasts: 9 d, effects: [{places: aktau, open: = 0}]}
  also_closed: {from: 2023-01-28, until: 2023-02-02, effects: [{places: [aktau, alat], open: = 0}]}
  slow: {from: 2023-02-01, until: 2023-02-10, builds_up: 2 d, recovers: 3 d, effects: [{links: aktau-alat, transit: x 1.5}]}
  strike: {every: exponential(mean 15 d), lasts: exponential(mean 2 d), effects: [{places: alat, berths: {container: = 0}}]}
  panic: {after: closed, delay: 2 d, lasts: 6 d, effects: [{demands: boxes, volume: x 0.5}]}
  perhaps: {between: [2023-01-10, 2023-02-20], probability: 70 %, lasts: 4 d, effects: [{fields: offshore, production: x 0.5}]}
  full: {when: {facility: aktau/storage/container, above: 1 %, lasting: 1 d}, from: 2023-02-05, lasts: 3 d, effects: [{demands: boxes, volume: x 0.2}]}
  seen: {windows: [[2022-12-20, 2022-12-24], [2023-01-12, 2023-01-14], [2023-02-03, 2023-02-06]], effects: [{places: alat, open: = 0}]}
investment:
  begins: 2022-06-01
  levels: {none: 0 EUR, full: 10 M EUR}
  level: full
  funds: {eu: {profile: {2022: 0 %, 2023: 100 %}}}
projects:
  berth: {kind: hard, cost: 1 M EUR, lead_time: 20 d, from: 2023-01-15, funds: [eu], effects: [{places: aktau, berths: {container: + 1}}]}
)";

ScenarioText scenario_text() {
  std::ifstream file(std::string(CARAVAN_SOURCE_DIR) + "/tests/tools/small.yaml");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::string vessels = "feeders: {vessels: 2,";
  text.replace(text.find(vessels), vessels.size(),
               "feeders: {vessels: {2022-12-01: 2, 2023-01-25: 3, 2023-02-15: 1},");
  return ScenarioText("small", text + kInterventions);
}

Network network_with(const std::string& setting) {
  static const ScenarioText text = scenario_text();
  return text.load(setting.empty() ? std::vector<std::string>{} : std::vector{setting}).build();
}

Time date(const char* iso) {
  Date date;
  REQUIRE(parse_date(iso, date));
  return at_midnight(date);
}

void check_same(const World& fork, const World& alone) {
  CHECK(fork == alone);
  CHECK(fork.scenario() == alone.scenario());
  CHECK(fingerprint(fork) == fingerprint(alone));
}

// Runs one of them to where they differ, forks the other from it, and runs both to the end.
void check_fork(const Network& trunk_network, const Network& network, std::uint64_t replication,
                Time parting) {
  World trunk(trunk_network, kSeed, replication);
  World alone(network, kSeed, replication);
  World fork = branch(trunk, alone);
  check_same(fork, alone);
  const Time until = std::min(Time{parting.ticks - 1}, network.scenario.end());
  run_until(trunk, until);
  fork = branch(trunk, alone);
  run_until(alone, until);
  check_same(fork, alone);
  run_until(fork, network.scenario.end());
  run_until(alone, network.scenario.end());
  check_same(fork, alone);
  const Results one = collect(fork, replication), other = collect(alone, replication);
  for (std::size_t i = 0; i < kVariableCount; ++i) {
    for (std::size_t k = 0; k < one.values[i].size(); ++k) {
      const double a = one.values[i][k], b = other.values[i].at(k);
      REQUIRE((a == b || (a != a && b != b)));
    }
  }
  // The trunk knows nothing of it.
  run_until(trunk, trunk_network.scenario.end());
  World untouched(trunk_network, kSeed, replication);
  run_until(untouched, trunk_network.scenario.end());
  check_same(trunk, untouched);
}

struct Variant {
  const char* setting;
  const char* first_difference;  // from the scenario without it; empty: by luck, or never
};

const std::vector<Variant> kLate = {
    {"interventions.closed.lasts=4 d", "2023-01-20"},
    {"interventions.closed.from=2023-01-25", "2023-01-20"},
    {"interventions.closed.from=2023-01-12", "2023-01-12"},
    {"interventions.closed.from=2024-01-12", "2023-01-20"},
    {"interventions.closed.probability=0 %", "2023-01-20"},
    {"interventions.closed.recovers=3 d", "2023-01-20"},
    {"interventions.closed.work=restarts", "2023-01-20"},
    {"interventions.also_closed.until=2023-02-05", "2023-01-28"},
    {"interventions.slow.builds_up=5 d", "2023-02-01"},
    {"interventions.slow.effects.0.transit=x 3", "2023-02-01"},
    {"interventions.strike.lasts=exponential(mean 9 d)", ""},
    {"interventions.strike.every=exponential(mean 25 d)", ""},
    {"interventions.panic.delay=4 d", "2023-01-20"},
    {"interventions.panic.lasts=20 d", "2023-01-20"},
    {"interventions.perhaps.probability=10 %", ""},
    {"interventions.perhaps.between.1=2023-02-27", ""},
    {"interventions.full.lasts=10 d", "2023-02-05"},
    {"interventions.full.from=2023-02-01", "2023-02-01"},
    {"interventions.seen.windows.1=[2023-01-12, 2023-01-17]", "2022-12-20"},
    {"interventions.seen.windows.2=[2023-02-04, 2023-02-06]", "2023-01-12"},
    {"interventions.seen.windows.2=~", "2023-01-12"},
    {"fleets.feeders.vessels.2023-01-25=4", "2023-01-25"},
    {"fleets.feeders.vessels.2023-02-15=2", "2023-01-25"},
    {"investment.level=none", "2023-01-15"},
    {"investment.level=2 M EUR", ""},
    {"projects.berth.lead_time=30 d", "2023-01-15"},
    {"projects.berth.overrun=lognormal(mean 1.2, cv 0.3)", "2023-01-15"},
};

}  // namespace

TEST_CASE("a run that is forked where it first differs is the run alone, to the last bit") {
  const Network base = network_with("");
  for (const Variant& variant : kLate) {
    CAPTURE(std::string(variant.setting));
    const Network network = network_with(variant.setting);
    REQUIRE(may_begin_alike(base, network));
    for (std::uint64_t replication = 0; replication < 3; ++replication) {
      const World one(base, kSeed, replication);
      const World other(network, kSeed, replication);
      const Time parting = first_difference(one, other);
      CHECK(parting == first_difference(other, one));
      CHECK(parting > one.now());
      if (*variant.first_difference != '\0') CHECK(parting == date(variant.first_difference));
      check_fork(base, network, replication, parting);
      check_fork(network, base, replication, parting);
    }
  }
}

TEST_CASE("what differs from the beginning, or can't be told, is not shared") {
  const Network base = network_with("");
  for (const char* setting :
       {"fleets.tankers.vessels=3", "places.aktau.handling.container=25 TEU/h",
        "demands.boxes.volume=21 kTEU/a", "places.alat.formalities.desks=9", "title=Another",
        "fleets.feeders.vessels.2022-12-01=3", "interventions.slow.effects.0.links=almaty-aktau",
        "interventions.panic=~", "warm_up=30 d", "interventions.seen.effects.0.places=ceyhan"}) {
    CAPTURE(std::string(setting));
    CHECK_FALSE(may_begin_alike(base, network_with(setting)));
  }
  for (const char* setting :
       {"interventions.closed.from=2022-12-12", "interventions.closed.from=2022-12-05",
        "interventions.seen.windows.0=[2022-12-12, 2022-12-24]",
        "interventions.seen.windows.0=[2022-11-12, 2022-11-24]", "interventions.full.from=~",
        "interventions.strike.every=exponential(mean 0.01 d)", "investment.begins=2023-01-20",
        "projects.berth.effects.0.berths.container=+ 2"}) {
    CAPTURE(std::string(setting));
    const Network network = network_with(setting);
    const World one(base, kSeed, 0), other(network, kSeed, 0);
    const bool is_shared = may_begin_alike(base, network) &&
                           first_difference(one, other) > one.now() && branch(one, other) == other;
    if (is_shared) check_fork(base, network, 0, first_difference(one, other));
    CHECK(first_difference(one, other) < date("2023-01-01"));
  }
}

TEST_CASE("many runs together give what each gives alone, and say what that has saved") {
  std::vector<Network> networks;
  for (const Variant& variant : kLate) networks.push_back(network_with(variant.setting));
  for (const char* both : {"interventions.closed.lasts=5 d", "interventions.closed.lasts=6 d"}) {
    networks.push_back(network_with(both));
  }
  std::vector<const Network*> all;
  for (const Network& network : networks) all.push_back(&network);
  for (std::uint64_t replication = 0; replication < 2; ++replication) {
    std::vector<int> taken(all.size());
    std::uint64_t events = 0;
    const SharedWork work = simulate_together(
        all, kSeed, replication, Detail::series, {}, [&](std::size_t run, const Results& results) {
          ++taken[run];
          const Results alone = simulate(*all[run], kSeed, replication);
          CHECK(results.replication == replication);
          CHECK(results.fingerprint == alone.fingerprint);
          CHECK(results[Variable::corridor_teu] == alone[Variable::corridor_teu]);
          CHECK(results[Variable::intervention_strength] == alone[Variable::intervention_strength]);
          events += static_cast<std::uint64_t>(alone[Variable::events].front());
        });
    for (const int times : taken) CHECK(times == 1);
    CHECK(work.runs == all.size());
    CHECK(work.shared_runs == all.size() - 1);
    CHECK(work.events == events);
    CHECK(work.shared_events > events / 3);
    CHECK(work.first < work.last);
  }
}

TEST_CASE("what stops one of several runs stops all") {
  const Network base = network_with("");
  std::stop_source source;
  source.request_stop();
  CHECK_THROWS_AS(simulate_together({&base, &base}, kSeed, 0, Detail::series, source.get_token(),
                                    [](std::size_t, const Results&) {}),
                  Stopped);
}
