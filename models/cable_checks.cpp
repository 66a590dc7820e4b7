// What is wrong with cables, and with who supplies and who wants what they carry.
#include <algorithm>

#include "caravan/models/network_checks.hpp"

namespace caravan {
namespace {

bool is_on_a_cable(const Scenario& scenario, PlaceId place, Carries what) {
  return std::any_of(scenario.cables.begin(), scenario.cables.end(), [&](const CableSpec& cable) {
    return cable.carries == what && (cable.from == place || cable.to == place);
  });
}

bool has_supply(const Scenario& scenario, PlaceId place) {
  return std::any_of(scenario.power_supplies.begin(), scenario.power_supplies.end(),
                     [&](const PowerSupplySpec& supply) { return supply.place == place; });
}

}  // namespace

std::vector<ScenarioProblem> problems_of_cables(const Scenario& scenario) {
  std::vector<ScenarioProblem> problems;
  for (const CableSpec& cable : scenario.cables) {
    const std::string path = "cables." + cable.id;
    if (cable.from == cable.to) problems.push_back({path, "begins and ends at the same place"});
    if (cable.failures && cable.failures->every_hours.mean() <= 0) {
      problems.push_back({path + ".failures.every", "must be some time"});
    }
  }
  for (const CableDemandSpec& demand : scenario.cable_demands) {
    const std::string path = "cable_demands." + demand.id;
    const std::string& place = scenario[demand.to].id;
    if (demand.carries == Carries::data) {
      if (demand.from == demand.to) problems.push_back({path, "begins and ends at the same place"});
      for (const PlaceId end : {demand.from, demand.to}) {
        if (is_on_a_cable(scenario, end, Carries::data)) continue;
        problems.push_back({path, "no cable for data comes to '" + scenario[end].id + "'",
                            "places." + scenario[end].id});
      }
    } else if (!is_on_a_cable(scenario, demand.to, Carries::power) &&
               !has_supply(scenario, demand.to)) {
      problems.push_back({path,
                          "no cable for power comes to '" + place + "', and none is supplied there",
                          "places." + place});
    }
  }
  return problems;
}

}  // namespace caravan
