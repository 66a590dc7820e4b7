// Plants and trades that contradict what they are said to be made of.
#include <algorithm>
#include <map>

#include "caravan/models/network_checks.hpp"

namespace caravan {
namespace {

using Problems = std::vector<ScenarioProblem>;

bool travels_counted(const Scenario& scenario, DemandId demand) {
  return is_counted(scenario[scenario[demand].commodity].cargo);
}

std::string text_of(Vehicles vehicles) { return std::to_string(vehicles.value); }

// With less room than this it could wait for parts, or for a lot of vehicles, for ever.
void check_room(const Vehicles& room, Vehicles least, const std::string& path, Problems& problems) {
  if (room >= least) return;
  problems.push_back({path, "must have room for " + text_of(least) +
                                " vehicles at least, so that lots and batches don't wait for "
                                "each other for ever"});
}

void check_parts(const Scenario& scenario, const PlantSpec& plant, const PartsSpec& parts,
                 Problems& problems) {
  const std::string path = "plants." + plant.id + ".parts." + parts.id;
  const DemandSpec& demand = scenario[parts.demand];
  if (demand.to != plant.place) {
    problems.push_back({path + ".demand",
                        "ends at '" + scenario[demand.to].id + "', and the plant is at '" +
                            scenario[plant.place].id + "'",
                        "demands." + demand.id + ".to"});
  }
  if (!travels_counted(scenario, parts.demand)) {
    problems.push_back({path + ".demand", "must travel in containers, wagons or trucks"});
  }
  const Vehicles lot{demand.lot.value * parts.vehicles_per_unit};
  check_room(parts.store, lot + plant.batch - Vehicles{1}, path + ".store", problems);
}

void check_outlets(const Scenario& scenario, const PlantSpec& plant, Problems& problems) {
  const std::string path = "plants." + plant.id;
  Vehicles least = plant.batch;
  for (const PlantOutletSpec& outlet : plant.outlets) {
    const std::string outlet_path = path + ".outlets." + outlet.id + ".demand";
    const DemandSpec& demand = scenario[outlet.demand];
    least += Vehicles{demand.lot.value * outlet.vehicles_per_unit - 1};
    if (demand.from != plant.place) {
      problems.push_back({outlet_path,
                          "begins at '" + scenario[demand.from].id + "', and the plant is at '" +
                              scenario[plant.place].id + "'",
                          "demands." + demand.id + ".from"});
    }
    if (!travels_counted(scenario, outlet.demand)) {
      problems.push_back({outlet_path, "must travel in containers, wagons or trucks"});
    }
    if (!demand.history.empty()) {
      problems.push_back({"demands." + demand.id + ".history",
                          "can't be: plant '" + plant.id + "' releases what there is",
                          outlet_path});
    }
    if (demand.rate > AmountPerHour{}) {
      problems.push_back({"demands." + demand.id + ".volume",
                          "must be 0: plant '" + plant.id + "' releases what there is",
                          outlet_path});
    }
  }
  check_room(plant.store, least, path + ".store", problems);
}

// A demand serves one plant, in one way.
void check_sharing(const Scenario& scenario, Problems& problems) {
  std::map<DemandId, std::string> used;
  const auto use = [&](DemandId demand, const std::string& path) {
    const auto [first, is_new] = used.try_emplace(demand, path);
    if (is_new) return;
    problems.push_back(
        {path, "'" + scenario[demand].id + "' serves a plant already", first->second});
  };
  for (const PlantSpec& plant : scenario.plants) {
    const std::string path = "plants." + plant.id;
    for (const PartsSpec& one : plant.parts) use(one.demand, path + ".parts." + one.id);
    for (const PlantOutletSpec& one : plant.outlets) use(one.demand, path + ".outlets." + one.id);
  }
}

bool is_country(const Scenario& scenario, const std::string& country) {
  return std::any_of(scenario.places.begin(), scenario.places.end(),
                     [&](const PlaceSpec& place) { return place.country == country; });
}

void check_countries(const Scenario& scenario, const TradeSpec& trade, Problems& problems) {
  const std::string path = "trades." + trade.id;
  if (trade.country == trade.partner) {
    problems.push_back({path + ".partner", "is the country itself"});
  }
  for (const auto& [key, country] :
       {std::pair(".country", trade.country), std::pair(".partner", trade.partner)}) {
    if (is_country(scenario, country)) continue;
    problems.push_back({path + key, "no place is in '" + country + "'"});
  }
}

}  // namespace

Problems problems_of_plants(const Scenario& scenario) {
  Problems problems;
  for (const PlantSpec& plant : scenario.plants) {
    const std::string path = "plants." + plant.id;
    if (plant.parts.empty()) problems.push_back({path + ".parts", "needs some"});
    if (plant.outlets.empty()) problems.push_back({path + ".outlets", "needs one at least"});
    for (const PartsSpec& parts : plant.parts) check_parts(scenario, plant, parts, problems);
    check_outlets(scenario, plant, problems);
  }
  check_sharing(scenario, problems);
  return problems;
}

Problems problems_of_trades(const Scenario& scenario) {
  Problems problems;
  for (const TradeSpec& trade : scenario.trades) {
    check_countries(scenario, trade, problems);
    const std::string path = "trades." + trade.id;
    for (const DemandId demand : trade.also) {
      if (direction_of(scenario, trade, demand)) continue;
      problems.push_back(
          {path + ".also",
           "'" + scenario[demand].id + "' neither begins nor ends in one of the countries alone",
           "demands." + scenario[demand].id});
    }
    for (std::size_t d = 0; d < scenario.demands.size(); ++d) {
      const CommoditySpec& commodity = scenario[scenario.demands[d].commodity];
      if (!counts_for(scenario, trade, DemandId(d)) || commodity.value > Money{}) continue;
      problems.push_back({"commodities." + commodity.id,
                          "needs a `value`: demand '" + scenario.demands[d].id +
                              "' counts for trade '" + trade.id + "'",
                          path});
    }
  }
  return problems;
}

}  // namespace caravan
