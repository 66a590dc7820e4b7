#include "caravan/models/itineraries.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "caravan/models/network_checks.hpp"
#include "caravan/models/routes.hpp"
#include "caravan/models/ways_home.hpp"

namespace caravan {
namespace {

Leg make_leg(const Network& network, const std::vector<LinkId>& links, CargoClass cargo) {
  const LinkSpec& first = network[links.front()];
  Leg leg{.mode = first.mode,
          .cargo = cargo,
          .links = links,
          .from = first.from,
          .to = network[links.back()].to,
          .run = {},
          .payload = first.rail.train[cargo],
          .fill = first.rail.fill,
          .name = {}};
  for (const LinkId link : links) {
    leg.payload = std::min(leg.payload, network[link].rail.train[cargo]);
    leg.name += network[link].id + "/";
  }
  leg.name += kCargoClassNames[static_cast<std::size_t>(cargo)];
  return leg;
}

std::vector<Leg> cut_into_legs(const Network& network, const std::vector<LinkId>& route,
                               CargoClass cargo) {
  std::vector<Leg> legs;
  std::vector<LinkId> stretch;
  for (const LinkId link : route) {
    if (!stretch.empty() &&
        !runs_through(network.scenario, network[stretch.back()], network[link])) {
      legs.push_back(make_leg(network, stretch, cargo));
      stretch.clear();
    }
    stretch.push_back(link);
  }
  legs.push_back(make_leg(network, stretch, cargo));
  return legs;
}

// Gives each distinct leg one id.
class LegRegister {
 public:
  explicit LegRegister(Network& network) : network_(network) {}

  LegId id_of(const Leg& leg) {
    const auto [known, is_new] = ids_.try_emplace({leg.cargo, leg.links}, network_.legs.size());
    if (!is_new) return known->second;
    network_.legs.push_back(leg);
    if (leg.mode == Mode::rail) {
      network_.legs.back().run = RunId(network_.runs.size());
      network_.runs.push_back({leg.links});
    }
    return known->second;
  }

 private:
  Network& network_;
  std::map<std::pair<CargoClass, std::vector<LinkId>>, LegId> ids_;
};

// What leads to one destination, for one commodity: by each corridor that is not closed to it.
class Ways {
 public:
  Ways(const Scenario& scenario, const RouteFinder& finder, CommodityId commodity, PlaceId to)
      : any_(finder.ways_by({to})) {
    for (const CorridorSpec& corridor : scenario.corridors) {
      std::vector<PlaceId> stops = corridor.via;
      stops.push_back(to);
      const auto& closed_to = corridor.not_for;
      is_barred_.push_back(std::find(closed_to.begin(), closed_to.end(), commodity) !=
                           closed_to.end());
      forwards_.push_back(finder.ways_by(stops));
      std::reverse(stops.begin(), stops.end() - 1);
      backwards_.push_back(finder.ways_by(stops));
    }
  }

  // The corridor's cheapest, calling at its places forwards or backwards. Where the network is well
  // connected there may be ways of both kinds, the one the long way round.
  const std::vector<Route>& by(std::size_t corridor, PlaceId from, std::size_t count) const {
    const auto [known, is_new] = found_.try_emplace({corridor, from});
    if (is_new && !is_barred_[corridor]) known->second = find(corridor, from, count);
    return known->second;
  }
  std::vector<Route> any(PlaceId from, std::size_t count) const {
    return any_.cheapest(from, count);
  }
  bool is_barred(std::size_t corridor) const { return is_barred_[corridor]; }
  std::size_t corridors() const { return is_barred_.size(); }

 private:
  std::vector<Route> find(std::size_t corridor, PlaceId from, std::size_t count) const {
    std::vector<Route> routes = forwards_[corridor].cheapest(from, count);
    for (Route& route : backwards_[corridor].cheapest(from, count)) {
      const bool is_known = std::any_of(routes.begin(), routes.end(), [&](const Route& known) {
        return known.links == route.links;
      });
      if (!is_known) routes.push_back(std::move(route));
    }
    std::stable_sort(routes.begin(), routes.end(),
                     [](const Route& a, const Route& b) { return a.cost < b.cost; });
    if (routes.size() > count) routes.resize(count);
    return routes;
  }

  WaysTo any_;
  std::vector<WaysTo> forwards_, backwards_;  // by corridor
  std::vector<bool> is_barred_;
  mutable std::map<std::pair<std::size_t, PlaceId>, std::vector<Route>> found_;
};

class Builder {
 public:
  explicit Builder(Network& network) : network_(network), legs_(network) {
    const Scenario& scenario = network.scenario;
    const auto is_closed = [](const auto& one) { return !one.is_open; };
    const bool has_closed = std::any_of(scenario.links.begin(), scenario.links.end(), is_closed) ||
                            std::any_of(scenario.places.begin(), scenario.places.end(), is_closed);
    finders_.resize(has_closed ? 2 : 1);
    for (std::size_t c = 0; c < scenario.commodities.size(); ++c) {
      finders_[0].emplace_back(scenario, CommodityId(c));
      if (has_closed) finders_[1].emplace_back(scenario, CommodityId(c), true);
    }
  }

  RouteChoice choice_of(DemandId id) {
    RouteChoice choice;
    add_ways(choice.itineraries, id, false);
    if (finders_.size() > 1) add_ways(choice.itineraries, id, true);
    return choice;
  }

  // Where it may leave its way, at the ends of legs, and at the ends of those that lead on from
  // there.
  void add_ways_on(DemandId id) {
    RouteChoice& choice = network_.choices[id.index()];
    std::vector<PlaceId> ends{network_[id].from};
    choice.ways_on.push_back({network_[id].from, choice.itineraries});
    add_ends(ends, choice.itineraries, network_[id].to);
    for (std::size_t i = 1; i < ends.size(); ++i) {
      choice.ways_on.push_back({ends[i], ways_on(id, ends[i])});
      add_ends(ends, choice.ways_on.back().itineraries, network_[id].to);
    }
  }

 private:
  std::size_t per_corridor() const {
    return static_cast<std::size_t>(network_.scenario.routes.per_corridor);
  }

  const Ways& ways_of(const DemandSpec& demand, bool counts_closed) {
    const auto key = std::make_tuple(counts_closed, demand.commodity, demand.to);
    const auto known = ways_.find(key);
    if (known != ways_.end()) return known->second;
    const RouteFinder& finder = finders_[counts_closed ? 1 : 0][demand.commodity.index()];
    return ways_.emplace(key, Ways(network_.scenario, finder, demand.commodity, demand.to))
        .first->second;
  }

  // By each corridor, rank by rank, so that a way which two corridors offer belongs to the one that
  // it suits best.
  void add_ways(std::vector<ItineraryId>& itineraries, DemandId id, bool counts_closed) {
    const DemandSpec& demand = network_[id];
    const Ways& ways = ways_of(demand, counts_closed);
    std::vector<std::vector<Route>> offers;
    for (std::size_t c = 0; c < ways.corridors(); ++c) {
      offers.push_back(ways.by(c, demand.from, per_corridor()));
    }
    for (std::size_t rank = 0; rank < per_corridor(); ++rank) {
      for (std::size_t c = 0; c < offers.size(); ++c) {
        if (rank >= offers[c].size()) continue;
        // What is wrong with the cheapest is told to the author; of the others, those that can't
        // run are no ways.
        const bool is_told = rank == 0 && !counts_closed;
        add(itineraries, CorridorId(c), id, offers[c][rank], is_told);
      }
    }
  }

  // The cheapest, by whatever corridor or none, and the cheapest by each.
  void add_ways_from(std::vector<ItineraryId>& itineraries, DemandId id, PlaceId from,
                     bool counts_closed) {
    const Ways& ways = ways_of(network_[id], counts_closed);
    for (const Route& route : ways.any(from, per_corridor())) {
      if (!goes_by_barred_corridor(ways, route)) add(itineraries, {}, id, route, false);
    }
    for (std::size_t c = 0; c < ways.corridors(); ++c) {
      for (const Route& route : ways.by(c, from, per_corridor())) {
        add(itineraries, {}, id, route, false);
      }
    }
  }

  std::vector<ItineraryId> ways_on(DemandId id, PlaceId from) {
    std::vector<ItineraryId> itineraries;
    add_ways_from(itineraries, id, from, false);
    if (finders_.size() > 1) add_ways_from(itineraries, id, from, true);
    return itineraries;
  }

  bool goes_by_barred_corridor(const Ways& ways, const Route& route) const {
    for (std::size_t c = 0; c < ways.corridors(); ++c) {
      const std::vector<PlaceId>& via = network_.scenario.corridors[c].via;
      const auto calls_at = [&](PlaceId place) {
        return std::any_of(route.links.begin(), route.links.end(),
                           [&](LinkId link) { return network_[link].to == place; });
      };
      if (ways.is_barred(c) && std::all_of(via.begin(), via.end(), calls_at)) return true;
    }
    return false;
  }

  // Unless it is there already.
  void add(std::vector<ItineraryId>& itineraries, CorridorId corridor, DemandId id,
           const Route& route, bool is_told) {
    const CargoClass cargo = network_[network_[id].commodity].cargo;
    const std::vector<Leg> legs = cut_into_legs(network_, route.links, cargo);
    const auto is_fit = [&](const Leg& leg) {
      return can_run(network_, leg, id) && wagons_come_home(leg);
    };
    if (!is_told && !std::all_of(legs.begin(), legs.end(), is_fit)) return;
    Itinerary itinerary{corridor, {}, Money{route.cost}, {}};
    for (const Leg& leg : legs) itinerary.legs.push_back(legs_.id_of(leg));
    for (const ItineraryId known : itineraries) {
      if (network_[known].legs == itinerary.legs) return;
    }
    for (const LinkId link : route.links) {
      itinerary.expected_time += mean_transit(network_.scenario, network_[link]) +
                                 mean_arrival_time(network_[network_[link].to]);
    }
    itineraries.push_back(ItineraryId(network_.itineraries.size()));
    network_.itineraries.push_back(std::move(itinerary));
  }

  bool wagons_come_home(const Leg& leg) {
    const RollingStockId pool = network_[leg.links.front()].rail.wagon_sets[leg.cargo];
    if (leg.mode != Mode::rail || pool.is_none()) return true;
    const auto do_so_from = [&](PlaceId place) {
      const auto [known, is_new] = come_home_.try_emplace({pool, place});
      if (is_new) known->second = comes_home(network_.scenario, pool, place);
      return known->second;
    };
    return do_so_from(leg.from) && do_so_from(leg.to);
  }

  void add_ends(std::vector<PlaceId>& ends, const std::vector<ItineraryId>& itineraries,
                PlaceId destination) const {
    for (const ItineraryId itinerary : itineraries) {
      for (const LegId leg : network_[itinerary].legs) {
        const PlaceId end = network_[leg].to;
        if (end == destination || std::find(ends.begin(), ends.end(), end) != ends.end()) continue;
        ends.push_back(end);
      }
    }
  }

  Network& network_;
  LegRegister legs_;
  // By whether they count what is closed when the scenario begins (only if anything is), and by
  // commodity.
  std::vector<std::vector<RouteFinder>> finders_;
  std::map<std::tuple<bool, CommodityId, PlaceId>, Ways> ways_;
  std::map<std::pair<RollingStockId, PlaceId>, bool> come_home_;
};

}  // namespace

void find_itineraries(Network& network) {
  Builder builder(network);
  const std::size_t demands = network.scenario.demands.size();
  for (std::size_t d = 0; d < demands; ++d) {
    network.choices.push_back(builder.choice_of(DemandId(d)));
  }
  for (Leg& leg : network.legs) leg.is_usual = true;
  for (std::size_t d = 0; d < demands; ++d) builder.add_ways_on(DemandId(d));
}

}  // namespace caravan
