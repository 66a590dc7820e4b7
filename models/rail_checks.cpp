// What can't run on rails and roads, or with the boxes and wagons that there are.
#include <algorithm>

#include "caravan/models/network_checks.hpp"
#include "caravan/models/rolling_stock.hpp"

namespace caravan {
namespace {

std::string id_of(const Network& network, PlaceId place) { return network[place].id; }

void check_pool(const Network& network, std::size_t p, std::vector<ScenarioProblem>& problems) {
  const RollingStockSpec& pool = network.scenario.rolling_stock[p];
  const std::string path = "rolling_stock." + pool.id;
  const bool hauls =
      std::any_of(network.scenario.links.begin(), network.scenario.links.end(),
                  [&](const LinkSpec& link) { return link.rail.locomotives == RollingStockId(p); });
  const bool carries = std::any_of(
      network.scenario.links.begin(), network.scenario.links.end(), [&](const LinkSpec& link) {
        const auto& sets = link.rail.wagon_sets;
        return std::find(sets.begin(), sets.end(), RollingStockId(p)) != sets.end();
      });
  if (hauls && carries) problems.push_back({path, "is both locomotives and wagon sets"});
  if (!hauls && !carries) problems.push_back({path, "serves no link"});
  for (std::size_t place = 0; place < network.ways_home[p].size(); ++place) {
    const std::vector<RunId>& ways = network.ways_home[p][place];
    for (std::size_t h = 0; h < ways.size(); ++h) {
      const PlaceId home = pool.homes[h].place;
      if (home == PlaceId(place) || !ways[h].is_none()) continue;
      problems.push_back({path + ".homes", "has no way home from '" +
                                               id_of(network, PlaceId(place)) + "' to '" +
                                               id_of(network, home) + "'"});
    }
  }
}

void check_equipment(const Scenario& scenario, const DemandSpec& demand,
                     std::vector<ScenarioProblem>& problems) {
  if (demand.equipment.is_none()) return;
  const EquipmentSpec& equipment = scenario.equipment[demand.equipment.index()];
  const CargoClass loaded = scenario.commodities[demand.commodity.index()].cargo;
  const std::string path = "demands." + demand.id;
  if (scenario.commodities[equipment.empty.index()].cargo != loaded) {
    problems.push_back(
        {path + ".equipment",
         "'" + equipment.id + "' comes back as cargo of another class than what it takes here",
         "equipment." + equipment.id + ".empty"});
  }
  if (demand.lot > equipment.count) {
    problems.push_back({path + ".lot", "needs more than there is of '" + equipment.id + "'",
                        "equipment." + equipment.id + ".count"});
  }
}

}  // namespace

std::vector<ScenarioProblem> problems_of_equipment(const Scenario& scenario) {
  std::vector<ScenarioProblem> problems;
  for (const DemandSpec& demand : scenario.demands) check_equipment(scenario, demand, problems);
  for (const RollingStockSpec& pool : scenario.rolling_stock) {
    const bool has_units = std::any_of(pool.homes.begin(), pool.homes.end(),
                                       [](const auto& home) { return home.count > 0; });
    if (!has_units) problems.push_back({"rolling_stock." + pool.id + ".homes", "has no unit"});
  }
  if (scenario.rolling_stock.size() > kMostPools) {
    problems.push_back({"rolling_stock", "has more than 64 pools"});
  }
  for (const EmbargoSpec& embargo : scenario.embargoes) {
    if (embargo.ends_below <= embargo.begins_above) continue;
    const std::string path = "embargoes." + embargo.id;
    problems.push_back(
        {path + ".ends_below", "is more than where it begins", path + ".begins_above"});
  }
  for (const PlaceSpec& place : scenario.places) {
    if (place.sidings && *place.sidings <= 0) {
      problems.push_back({"places." + place.id + ".sidings", "must be at least one"});
    }
  }
  return problems;
}

std::vector<ScenarioProblem> problems_of_rolling_stock(const Network& network) {
  std::vector<ScenarioProblem> problems;
  for (std::size_t p = 0; p < network.scenario.rolling_stock.size(); ++p) {
    check_pool(network, p, problems);
  }
  return problems;
}

}  // namespace caravan
