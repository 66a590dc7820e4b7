#include "caravan/models/network.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "caravan/models/network_checks.hpp"
#include "caravan/models/routes.hpp"
#include "caravan/models/ways_home.hpp"
#include "caravan/sim/portable_math.hpp"

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

// Cuts a route into legs and gives each distinct leg one id.
class LegRegister {
 public:
  explicit LegRegister(Network& network) : network_(network) {}

  std::vector<LegId> cut(const std::vector<LinkId>& route, CargoClass cargo) {
    std::vector<LegId> legs;
    std::vector<LinkId> stretch;
    for (const LinkId link : route) {
      if (!stretch.empty() &&
          !runs_through(network_.scenario, network_[stretch.back()], network_[link])) {
        legs.push_back(leg_of(stretch, cargo));
        stretch.clear();
      }
      stretch.push_back(link);
    }
    legs.push_back(leg_of(stretch, cargo));
    return legs;
  }

 private:
  LegId leg_of(const std::vector<LinkId>& links, CargoClass cargo) {
    const auto [known, is_new] = ids_.try_emplace({cargo, links}, network_.legs.size());
    if (!is_new) return known->second;
    network_.legs.push_back(make_leg(links, cargo));
    if (network_.legs.back().mode == Mode::rail) {
      network_.legs.back().run = RunId(network_.runs.size());
      network_.runs.push_back({links});
    }
    return known->second;
  }

  Leg make_leg(const std::vector<LinkId>& links, CargoClass cargo) const {
    const LinkSpec& first = network_[links.front()];
    Leg leg{.mode = first.mode,
            .cargo = cargo,
            .links = links,
            .from = first.from,
            .to = network_[links.back()].to,
            .run = {},
            .payload = {},
            .fill = first.rail.fill,
            .name = {}};
    leg.payload = first.rail.train[cargo];
    for (const LinkId link : links) {
      leg.payload = std::min(leg.payload, network_[link].rail.train[cargo]);
      leg.name += network_[link].id + "/";
    }
    leg.name += kCargoClassNames[static_cast<std::size_t>(cargo)];
    return leg;
  }

  Network& network_;
  std::map<std::pair<CargoClass, std::vector<LinkId>>, LegId> ids_;
};

Itinerary make_itinerary(const Network& network, CorridorId corridor, const DemandSpec& demand,
                         const std::vector<LinkId>& route, std::vector<LegId> legs) {
  Itinerary itinerary{corridor, std::move(legs), {}, {}};
  for (const LinkId id : route) {
    const LinkSpec& link = network[id];
    itinerary.cost += generalised_cost(network.scenario, link, network[demand.commodity]);
    itinerary.expected_time +=
        mean_transit(network.scenario, link) + mean_arrival_time(network[link.to]);
  }
  for (const LegId leg : itinerary.legs) {
    for (const PlaceId end : {network[leg].from, network[leg].to}) {
      itinerary.cost += network[end].handling_fee[network[leg].cargo];
    }
  }
  return itinerary;
}

// The corridor's cheapest route for a demand, calling at its places forwards or backwards.
std::optional<std::vector<LinkId>> route_by(const RouteFinder& finder, const CorridorSpec& corridor,
                                            const DemandSpec& demand) {
  std::vector<PlaceId> forwards{demand.from};
  forwards.insert(forwards.end(), corridor.via.begin(), corridor.via.end());
  forwards.push_back(demand.to);
  std::vector<PlaceId> backwards = forwards;
  std::reverse(backwards.begin() + 1, backwards.end() - 1);

  const auto route = finder.cheapest(forwards);
  return route ? route : finder.cheapest(backwards);
}

// Logit on costs relative to the cheapest.
std::vector<double> cumulative_shares(const Network& network,
                                      const std::vector<ItineraryId>& itineraries) {
  double cheapest = std::numeric_limits<double>::infinity();
  for (const ItineraryId id : itineraries) cheapest = std::min(cheapest, network[id].cost.value);
  std::vector<double> cumulative;
  double sum = 0;
  for (const ItineraryId id : itineraries) {
    const double excess = cheapest > 0 ? network[id].cost.value / cheapest - 1 : 0;
    cumulative.push_back(sum += portable_exp(-network.scenario.cost_sensitivity * excess));
  }
  for (double& share : cumulative) share /= sum;
  if (!cumulative.empty()) cumulative.back() = 1;
  return cumulative;
}

void find_routes(Network& network) {
  const Scenario& scenario = network.scenario;
  std::vector<RouteFinder> finders;
  for (std::size_t c = 0; c < scenario.commodities.size(); ++c) {
    finders.emplace_back(scenario, CommodityId(c));
  }
  LegRegister legs(network);
  for (const DemandSpec& demand : scenario.demands) {
    RouteChoice choice;
    for (std::size_t c = 0; c < scenario.corridors.size(); ++c) {
      const RouteFinder& finder = finders[demand.commodity.index()];
      const auto route = route_by(finder, scenario.corridors[c], demand);
      if (!route) continue;
      choice.itineraries.push_back(ItineraryId(network.itineraries.size()));
      network.itineraries.push_back(
          make_itinerary(network, CorridorId(c), demand, *route,
                         legs.cut(*route, network[demand.commodity].cargo)));
    }
    choice.cumulative_share = cumulative_shares(network, choice.itineraries);
    network.choices.push_back(std::move(choice));
  }
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
    back.equipment = {};
    network.empties_of[d] = DemandId(demands.size());
    demands.push_back(back);
    network.empties_of.emplace_back();
    network.brings_back.push_back(equipment);
  }
}

void find_embargoed(Network& network) {
  for (const EmbargoSpec& embargo : network.scenario.embargoes) {
    std::vector<bool>& concerned = network.embargoed_itineraries.emplace_back();
    for (const Itinerary& itinerary : network.itineraries) {
      concerned.push_back(std::any_of(itinerary.legs.begin(), itinerary.legs.end(), [&](LegId id) {
        const Leg& leg = network[id];
        return leg.mode == Mode::rail && leg.cargo == embargo.cargo &&
               std::any_of(leg.links.begin(), leg.links.end(),
                           [&](LinkId link) { return network[link].to == embargo.place; });
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
  const bool has_trains =
      std::any_of(network.legs.begin(), network.legs.end(),
                  [&](const Leg& leg) { return leg.mode == Mode::rail && leg.from == id; });
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
  if (link.mode == Mode::sea && !network.legs_on_link[id.index()].empty()) {
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
    if (spec.onset != Onset::occupancy || found != network.facilities.end()) continue;
    problems.push_back({"interventions." + spec.id + ".when.facility",
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
                  .storms = {}};
  throw_if_any(problems_of_entities(network.scenario));
  throw_if_any(problems_of_equipment(network.scenario));
  throw_if_any(problems_of_oil(network.scenario));
  throw_if_any(problems_of_storms(network.scenario));
  network.storms = build_storms(network.scenario);
  list_services(network);
  add_ways_back_of_equipment(network);
  network.interventions = build_interventions(network.scenario);
  network.oil = build_oil_network(
      network.scenario,
      at_its_most(network.scenario,
                  network.interventions));  // by demands, those too that were added
  find_routes(network);
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
