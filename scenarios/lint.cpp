#include "caravan/scenarios/lint.hpp"

#include <algorithm>

#include "caravan/scenarios/lint_rules.hpp"
#include "caravan/scenarios/loaded_text.hpp"

namespace caravan {

void Linting::warn(const std::string& path, const std::string& message, const std::string& hint) {
  found.warning(locate(root, path), path + ": " + message, hint);
}

const std::string& written_id(const Scenario& scenario, const LinkSpec& link) {
  // The way back stands right behind the way there.
  const bool is_way_back = !link.back.is_none() &&
                           scenario[scenario[link.back].back].id == link.id &&
                           &scenario[link.back] < &link;
  return is_way_back ? scenario[link.back].id : link.id;
}

Diagnostics lint(const LoadedScenario& loaded, const Network& network) {
  constexpr void (*kRules[])(Linting&) = {
      find_unused_sources,
      find_unused_commodities,
      find_unused_places,
      find_unused_equipment_and_seas,
      find_unreachable_destinations,
      find_corridors_without_cargo,
      find_demand_above_the_bound,
      find_impossible_timetables,
      find_interventions_outside_the_run,
      find_histories_outside_the_run,
      find_effects_that_change_nothing,
      find_suspicious_distances,
      find_suspicious_speeds,
      find_suspicious_tariffs,
      find_suspicious_amounts,
      find_figures_without_source,
  };
  Diagnostics found = loaded.text_->diagnostics;
  Linting linting{network, network.scenario, loaded.text_->root, found};
  try {
    for (const auto rule : kRules) rule(linting);
  } catch (const TooManyMistakes&) {
  }
  return found;
}

}  // namespace caravan
