// Programmes of projects and funds, to build in tests.
#pragma once

#include <doctest/doctest.h>

#include "caravan/models/investment.hpp"
#include "caravan/models/simulate.hpp"
#include "draw.hpp"

namespace caravan::test {

inline const Time kStart = at_midnight({2023, 1, 1});

inline Time day(int year, unsigned month, unsigned day_of_month) {
  return at_midnight({year, month, day_of_month});
}

// A port of 100 tracks, and nothing that moves; years long.
class Plan {
 public:
  Plan() {
    drawing.place("mine"), drawing.place("port");
    drawing.rail("line", "mine", "port", hours(10));
    drawing.demand("ore", "general", "mine", "port", tonnes(1000), hours(1000));
    drawing.corridor("only", {});
    scenario().duration = days(2000);
    scenario().interval = days(10);
    scenario().investment.begins = kStart;
  }

  Scenario& scenario() { return drawing.scenario; }

  FundSpec& fund(const std::string& id, double usd, std::vector<Tranche> tranches = {}) {
    return scenario().investment.funds.emplace_back(
        FundSpec{id, id, to_cents(usd), std::move(tranches)});
  }

  // One more track when it is done.
  ProjectSpec& project(const std::string& id, double usd, Duration lead_time,
                       std::vector<FundId> funds = {FundId(0u)}) {
    InterventionSpec change;
    change.id = change.name = id;
    change.onset = Onset::completion;
    change.is_for_good = true;
    change.effects = {drawing.effect(Section::places, "port", "tracks", Operation::plus, 1)};
    ProjectSpec spec;
    spec.id = spec.name = id;
    spec.cost = to_cents(usd);
    spec.lead_time = lead_time;
    spec.funds = std::move(funds);
    spec.change = InterventionId(scenario().interventions.size());
    scenario().interventions.push_back(change);
    return scenario().projects.emplace_back(spec);
  }

  Drawing drawing;
};

inline const Project& project(const World& world, std::size_t i) {
  return world.investment.programme.projects.at(i);
}
inline const Fund& fund(const World& world, std::size_t i = 0) {
  return world.investment.programme.funds.at(i);
}

inline double tracks(World& world, Time at) {
  run_until(world, at);
  CHECK_NOTHROW(check_investment(world));
  return static_cast<double>(world.places[1].tracks.capacity());
}

}  // namespace caravan::test
