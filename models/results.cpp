#include "caravan/models/results.hpp"

#include "caravan/models/record.hpp"

namespace caravan {
namespace {

template <class Named>
std::vector<std::string> ids_of(const std::vector<Named>& all) {
  std::vector<std::string> ids;
  ids.reserve(all.size());
  for (const Named& one : all) ids.push_back(one.id);
  return ids;
}

// "places.aktau.berths.container"
std::vector<std::string> names_of_changes(const Network& network) {
  std::vector<std::string> names;
  for (const Change& change : network.interventions.changes) {
    names.push_back(name_of(network.scenario, change));
  }
  return names;
}

}  // namespace

std::vector<std::string> labels_of(const Network& network, Dimension dimension) {
  const Scenario& scenario = network.scenario;
  switch (dimension) {
    case Dimension::place: return ids_of(scenario.places);
    case Dimension::link: return ids_of(scenario.links);
    case Dimension::commodity: return ids_of(scenario.commodities);
    case Dimension::demand: return ids_of(scenario.demands);
    case Dimension::corridor: return ids_of(scenario.corridors);
    case Dimension::facility: {
      std::vector<std::string> names;
      for (const Facility& facility : network.facilities) names.push_back(facility.name);
      return names;
    }
    case Dimension::fleet: return ids_of(scenario.fleets);
    case Dimension::cause: {
      std::vector<std::string> names;
      for (const CauseSpec& cause : kCauseSpecs) names.emplace_back(cause.name);
      return names;
    }
    case Dimension::tank: {
      std::vector<std::string> names;
      for (const TankNode& tank : network.oil.tanks) names.push_back(tank.name);
      return names;
    }
    case Dimension::outlet: {
      std::vector<std::string> names;
      for (const OutletNode& outlet : network.oil.outlets) names.push_back(outlet.name);
      return names;
    }
    case Dimension::intervention: return ids_of(scenario.interventions);
    case Dimension::attribute: return names_of_changes(network);
    case Dimension::plant: return ids_of(scenario.plants);
    case Dimension::trade: return ids_of(scenario.trades);
    case Dimension::project: return ids_of(scenario.projects);
    case Dimension::fund: return ids_of(scenario.investment.funds);
    case Dimension::field: return ids_of(scenario.fields);
    case Dimension::offtake: return ids_of(scenario.offtakes);
    case Dimension::lifting: return ids_of(scenario.liftings);
    case Dimension::call: return ids_of(scenario.calls);
    case Dimension::cable: return ids_of(scenario.cables);
    case Dimension::power_supply: return ids_of(scenario.power_supplies);
    case Dimension::cable_demand: return ids_of(scenario.cable_demands);
    case Dimension::charge: return {kChargeNames.begin(), kChargeNames.end()};
    case Dimension::none:
    case Dimension::time: break;
  }
  return {};
}

std::vector<Time> interval_starts(const Scenario& scenario) {
  std::vector<Time> starts;
  for (Time t = scenario.start; t < scenario.end(); t += scenario.interval) starts.push_back(t);
  return starts;
}

std::size_t extent_of(const Network& network, Dimension dimension) {
  if (dimension == Dimension::none) return 1;
  if (dimension == Dimension::time) return interval_starts(network.scenario).size();
  return labels_of(network, dimension).size();
}

}  // namespace caravan
