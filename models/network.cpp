#include "caravan/models/network.hpp"

#include <algorithm>

#include "caravan/models/fleets.hpp"
#include "caravan/models/itineraries.hpp"
#include "caravan/models/network_checks.hpp"
#include "caravan/models/ways_home.hpp"

namespace caravan {
namespace {

std::string join_messages(const std::vector<ScenarioProblem>& problems) {
  std::string text;
  for (const ScenarioProblem& problem : problems) {
    if (!text.empty()) text += '\n';
    text += problem.path + ": " + problem.message;
  }
  return text;
}

// Each demand whose boxes or wagons come back gets a demand for that, of which nothing is released
// but what was delivered.
void add_ways_back_of_equipment(Network& network) {
  std::vector<DemandSpec>& demands = network.scenario.demands;
  const std::size_t loaded = demands.size();
  network.empties_of.resize(loaded);
  network.brings_back.resize(loaded);
  for (std::size_t d = 0; d < loaded; ++d) {
    const EquipmentId equipment = demands[d].equipment;
    if (equipment.is_none()) continue;
    DemandSpec back = demands[d];
    back.id += "/empty";
    back.commodity = network.scenario.equipment[equipment.index()].empty;
    std::swap(back.from, back.to);
    back.rate = {};
    back.history = {};
    back.equipment = {};
    network.empties_of[d] = DemandId(demands.size());
    demands.push_back(back);
    network.empties_of.emplace_back();
    network.brings_back.push_back(equipment);
  }
}

void list_plants(Network& network) {
  network.parts_for.resize(network.scenario.demands.size());
  network.vehicles_of.resize(network.scenario.demands.size());
  for (std::size_t p = 0; p < network.scenario.plants.size(); ++p) {
    const PlantSpec& plant = network[PlantId(p)];
    for (std::size_t i = 0; i < plant.parts.size(); ++i) {
      network.parts_for[plant.parts[i].demand.index()] = {PlantId(p), i};
    }
    for (std::size_t i = 0; i < plant.outlets.size(); ++i) {
      network.vehicles_of[plant.outlets[i].demand.index()] = {PlantId(p), i};
    }
  }
}

void find_embargoed(Network& network) {
  for (const EmbargoSpec& embargo : network.scenario.embargoes) {
    std::vector<bool>& concerned = network.embargoed_itineraries.emplace_back();
    for (const Itinerary& itinerary : network.itineraries) {
      concerned.push_back(std::any_of(itinerary.legs.begin(), itinerary.legs.end(), [&](LegId id) {
        return is_embargoed(network, embargo, network[id]);
      }));
    }
  }
}

void add_place_facilities(Network& network, PlaceId id) {
  const PlaceSpec& place = network[id];
  using Kind = Facility::Kind;
  for (std::size_t i = 0; i < place.berths.size(); ++i) {
    const std::string name = place.id + "/berths/" + place.berths[i].type;
    network.facilities.push_back({Kind::berths, name, id, {}, i});
  }
  if (place.tugs > 0) network.facilities.push_back({Kind::tugs, place.id + "/tugs", id, {}, 0});
  if (place.pilots > 0) {
    network.facilities.push_back({Kind::pilots, place.id + "/pilots", id, {}, 0});
  }
  for (std::size_t i = 0; i < kCargoClasses; ++i) {
    if (place.cranes[static_cast<CargoClass>(i)].count == 0) continue;
    const std::string name = place.id + "/cranes/" + std::string(kCargoClassNames[i]);
    network.facilities.push_back({Kind::cranes, name, id, {}, i});
  }
  if (place.tracks > 0)
    network.facilities.push_back({Kind::tracks, place.id + "/tracks", id, {}, 0});
  if (place.gate) network.facilities.push_back({Kind::gate, place.id + "/gate", id, {}, 0});
  if (place.sidings) {
    network.facilities.push_back({Kind::sidings, place.id + "/sidings", id, {}, 0});
  }
  if (place.bogie_exchange) {
    network.facilities.push_back({Kind::bogie_exchange, place.id + "/bogie_exchange", id, {}, 0});
  }
  if (place.formalities) {
    network.facilities.push_back({Kind::formalities, place.id + "/formalities", id, {}, 0});
  }
  if (place.inspection) {
    network.facilities.push_back({Kind::inspection, place.id + "/inspection", id, {}, 0});
  }
  const bool has_trains = std::any_of(
      network.legs.begin(), network.legs.end(),
      [&](const Leg& leg) { return leg.is_usual && leg.mode == Mode::rail && leg.from == id; });
  if (has_trains) network.facilities.push_back({Kind::trains, place.id + "/trains", id, {}, 0});
  for (std::size_t i = 0; i < kCargoClasses; ++i) {
    if (!place.storage[static_cast<CargoClass>(i)]) continue;
    const std::string name = place.id + "/storage/" + std::string(kCargoClassNames[i]);
    network.facilities.push_back({Kind::storage, name, id, {}, i});
  }
}

void add_link_facility(Network& network, LinkId id) {
  const LinkSpec& link = network[id];
  if (link.mode == Mode::rail && shared_paths(network.scenario, id) == id) {
    network.facilities.push_back({Facility::Kind::paths, link.id + "/paths", {}, id, 0});
  }
  if (link.mode == Mode::sea && has_shippers(network, id)) {
    network.facilities.push_back({Facility::Kind::vessels, link.id + "/vessels", {}, id, 0});
  }
  if (link.mode == Mode::pipeline) {
    network.facilities.push_back({Facility::Kind::pipeline, link.id + "/pipeline", {}, id, 0});
  }
}

void list_services(Network& network) {
  const Scenario& scenario = network.scenario;
  network.services.resize(scenario.fleets.size());
  network.sea_links_from.resize(scenario.places.size());
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    if (scenario.links[i].mode != Mode::sea) continue;
    network.sea_links_from[scenario.links[i].from.index()].emplace_back(i);
    for (const FleetId fleet : scenario.links[i].fleets) {
      network.services[fleet.index()].emplace_back(i);
    }
  }
}

void list_facilities(Network& network) {
  const auto add_tank = [&](std::size_t i) {
    const TankNode& tank = network.oil.tanks[i];
    if (tank.is_junction) return;
    network.facilities.push_back({Facility::Kind::tank, tank.name + "/tank", tank.place, {}, i});
  };
  for (std::size_t i = 0; i < network.scenario.places.size(); ++i) {
    add_place_facilities(network, PlaceId(i));
  }
  for (std::size_t i = 0; i < network.scenario.links.size(); ++i) {
    add_link_facility(network, LinkId(i));
  }
  for (std::size_t i = 0; i < network.oil.tanks.size(); ++i) add_tank(i);
  for (std::size_t i = 0; i < network.scenario.equipment.size(); ++i) {
    const std::string name = network.scenario.equipment[i].id + "/equipment";
    network.facilities.push_back({Facility::Kind::equipment, name, {}, {}, i});
  }
  for (std::size_t i = 0; i < network.scenario.embargoes.size(); ++i) {
    const std::string name = network.scenario.embargoes[i].id + "/embargo";
    network.facilities.push_back({Facility::Kind::embargo, name, {}, {}, i});
  }
  for (std::size_t i = 0; i < network.scenario.rolling_stock.size(); ++i) {
    const std::string name = network.scenario.rolling_stock[i].id + "/rolling_stock";
    network.facilities.push_back({Facility::Kind::rolling_stock, name, {}, {}, i});
  }
}

// Each intervention that waits for a facility to be full, and the others too.
std::vector<ScenarioProblem> find_watched_facilities(Network& network) {
  std::vector<ScenarioProblem> problems;
  for (const InterventionSpec& spec : network.scenario.interventions) {
    const auto found = std::find_if(
        network.facilities.begin(), network.facilities.end(),
        [&](const Facility& facility) { return facility.name == spec.occupancy.facility; });
    const auto index = static_cast<std::size_t>(found - network.facilities.begin());
    network.interventions.facility_of.push_back(index);
    const bool is_project = spec.onset == Onset::completion;
    const bool is_watched =
        spec.onset == Onset::occupancy || (is_project && !spec.occupancy.facility.empty());
    if (!is_watched || found != network.facilities.end()) continue;
    const std::string section = is_project ? "projects." : "interventions.";
    problems.push_back({section + spec.id + ".when.facility",
                        "there is no facility '" + spec.occupancy.facility + "'"});
  }
  return problems;
}

}  // namespace

ScenarioError::ScenarioError(std::vector<ScenarioProblem> problems)
    : std::runtime_error(join_messages(problems)), problems_(std::move(problems)) {}

LinkId shared_paths(const Scenario& scenario, LinkId id) {
  const LinkSpec& link = scenario.links[id.index()];
  const bool is_shared = link.rail.is_single_track && !link.back.is_none();
  return is_shared ? std::min(id, link.back) : id;
}

bool is_embargoed(const Network& network, const EmbargoSpec& embargo, const Leg& leg) {
  return leg.mode == Mode::rail && leg.cargo == embargo.cargo &&
         std::any_of(leg.links.begin(), leg.links.end(),
                     [&](LinkId link) { return network[link].to == embargo.place; });
}

Amount kept_for_ships(const PlaceSpec& place, CargoClass cargo) {
  if (cargo == CargoClass::crude || !place.storage[cargo]) return {};
  const auto room = static_cast<double>(place.storage[cargo]->value);
  return Amount{static_cast<std::int64_t>(room * place.yard_kept_for_ships)};
}

Network build_network(Scenario scenario) {
  Network network{.scenario = std::move(scenario),
                  .legs = {},
                  .itineraries = {},
                  .choices = {},
                  .empties_of = {},
                  .brings_back = {},
                  .embargoed_itineraries = {},
                  .facilities = {},
                  .legs_on_link = {},
                  .services = {},
                  .runs = {},
                  .is_wagon_set = {},
                  .ways_home = {},
                  .sea_links_from = {},
                  .oil = {},
                  .interventions = {},
                  .parts_for = {},
                  .vehicles_of = {},
                  .trades_of = {},
                  .storms = {}};
  throw_if_any(problems_of_entities(network.scenario));
  throw_if_any(problems_of_equipment(network.scenario));
  throw_if_any(problems_of_oil(network.scenario));
  throw_if_any(problems_of_plants(network.scenario));
  throw_if_any(problems_of_trades(network.scenario));
  network.trades_of = trade_flows(network.scenario);
  throw_if_any(problems_of_cables(network.scenario));
  throw_if_any(problems_of_investment(network.scenario));
  throw_if_any(problems_of_storms(network.scenario));
  network.storms = build_storms(network.scenario);
  list_services(network);
  add_ways_back_of_equipment(network);
  network.interventions = build_interventions(network.scenario);
  network.oil = build_oil_network(
      network.scenario,
      at_its_most(network.scenario,
                  network.interventions));  // by demands, those too that were added
  list_plants(network);
  network.trades_of.resize(network.scenario.demands.size());  // empties are no trade
  throw_if_any(find_itineraries(network));
  find_embargoed(network);
  find_ways_home(network);
  network.legs_on_link.resize(network.scenario.links.size());
  for (std::size_t i = 0; i < network.legs.size(); ++i) {
    const Leg& leg = network.legs[i];
    if (leg.mode != Mode::rail) network.legs_on_link[leg.links[0].index()].push_back(LegId(i));
  }
  list_facilities(network);
  throw_if_any(find_watched_facilities(network));
  throw_if_any(problems_of_routes(network));
  throw_if_any(problems_of_rolling_stock(network));
  return network;
}

}  // namespace caravan
