// The rules of `lint`, one function each. README.md lists them.
#pragma once

#include <string>

#include "caravan/models/network.hpp"
#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

// The origin of marks in the scenario's file itself, not in those that it extends or includes.
inline constexpr std::size_t kOwnFile = 0;

struct Linting {
  const Network& network;
  const Scenario& scenario;
  const YamlNode& root;
  Diagnostics& found;

  // At what was written of the path: "links.aktau-alat.distance".
  void warn(const std::string& path, const std::string& message, const std::string& hint = "");
};

// The id under which a link was written: of a way back, that of the way there.
const std::string& written_id(const Scenario& scenario, const LinkSpec& link);

// What nothing refers to.
void find_unused_sources(Linting& lint);
void find_unused_commodities(Linting& lint);
void find_unused_places(Linting& lint);
void find_unused_equipment_and_seas(Linting& lint);

// What can't be reached or done.
void find_unreachable_destinations(Linting& lint);
void find_corridors_without_cargo(Linting& lint);
void find_demand_above_the_bound(Linting& lint);
void find_impossible_timetables(Linting& lint);
void find_interventions_outside_the_run(Linting& lint);
void find_histories_outside_the_run(Linting& lint);
void find_effects_that_change_nothing(Linting& lint);

// Values that are suspicious by a factor.
void find_suspicious_distances(Linting& lint);
void find_suspicious_speeds(Linting& lint);
void find_suspicious_tariffs(Linting& lint);
void find_suspicious_amounts(Linting& lint);

// Figures that don't say where they come from, in scenarios that have sources.
void find_figures_without_source(Linting& lint);

}  // namespace caravan
