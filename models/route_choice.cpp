#include "caravan/models/route_choice.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caravan/models/acceptance.hpp"
#include "caravan/models/consignment_life.hpp"
#include "caravan/models/corridor_ways.hpp"
#include "caravan/models/routes.hpp"
#include "caravan/sim/portable_math.hpp"

namespace caravan {
namespace {

// Calls `visit` for each link of an itinerary, from one of its legs on.
template <class Visit>
void for_each_link(const Network& network, ItineraryId itinerary, std::size_t first_leg,
                   Visit visit) {
  const std::vector<LegId>& legs = network[itinerary].legs;
  for (std::size_t i = first_leg; i < legs.size(); ++i) {
    for (const LinkId link : network[legs[i]].links) visit(link);
  }
}

bool may_use(const World& world, ItineraryId itinerary, CommodityId commodity) {
  bool may = true;
  for_each_link(*world.network, itinerary, 0, [&](LinkId id) {
    const LinkSpec& link = world[id];
    may = may && may_use(world.scenario(), link, commodity) && is_open(world.scenario(), link);
  });
  return may;
}

std::vector<ItineraryId> open_ones(const World& world, DemandId demand,
                                   const std::vector<ItineraryId>& itineraries) {
  std::vector<ItineraryId> open;
  for (const ItineraryId itinerary : itineraries) {
    if (may_use(world, itinerary, world[demand].commodity)) open.push_back(itinerary);
  }
  return open;
}

// How much dearer than the cheapest, as a share of it. Beside what is free all else is too dear.
double excess(double cost, double cheapest) {
  if (cheapest > 0) return cost / cheapest - 1;
  return cost > cheapest ? std::numeric_limits<double>::infinity() : 0;
}

// Path-size logit on costs relative to the cheapest.
std::vector<double> cumulative_shares(const World& world, DemandId demand,
                                      const std::vector<ItineraryId>& itineraries) {
  std::vector<double> costs;
  for (const ItineraryId id : itineraries) {
    costs.push_back(perceived_cost(world, demand, id).value);
  }
  const double cheapest = *std::min_element(costs.begin(), costs.end());
  const double sensitivity = world.scenario().routes.cost_sensitivity;
  const std::vector<double> sizes = path_sizes(*world.network, itineraries);
  std::vector<double> cumulative;
  double sum = 0;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    const double dearer_by = excess(costs[i], cheapest);
    const double weight = std::isfinite(dearer_by) ? portable_exp(-sensitivity * dearer_by) : 0;
    cumulative.push_back(sum += sizes[i] * weight);
  }
  for (double& share : cumulative) share /= sum;
  cumulative.back() = 1;
  return cumulative;
}

ItineraryId pick(const std::vector<ItineraryId>& itineraries,
                 const std::vector<double>& cumulative_share, double luck) {
  const auto chosen = std::upper_bound(cumulative_share.begin(), cumulative_share.end(), luck);
  const auto index = static_cast<std::size_t>(chosen - cumulative_share.begin());
  return itineraries[std::min(index, itineraries.size() - 1)];
}

ItineraryId cheapest_of(const World& world, DemandId demand,
                        const std::vector<ItineraryId>& itineraries) {
  const auto cost = [&](ItineraryId id) { return perceived_cost(world, demand, id); };
  return *std::min_element(itineraries.begin(), itineraries.end(),
                           [&](ItineraryId a, ItineraryId b) { return cost(a) < cost(b); });
}

// Closed ones get nothing, unless all are: then cargo waits on the cheapest.
void divide(World& world, DemandId demand) {
  const std::vector<ItineraryId>& all = world.network->choices[demand.index()].itineraries;
  std::vector<double>& cumulative = world.routes.cumulative_share[demand.index()];
  std::vector<ItineraryId> chosen = open_ones(world, demand, all);
  if (chosen.empty()) chosen = {cheapest_of(world, demand, all)};
  const std::vector<double> shares = cumulative_shares(world, demand, chosen);
  cumulative.clear();
  std::size_t next = 0;  // of those chosen, which are in the order of all
  for (const ItineraryId id : all) {
    if (next < chosen.size() && chosen[next] == id) ++next;
    cumulative.push_back(next == 0 ? 0 : shares[next - 1]);
  }
}

void divide_all(World& world) {
  for (std::size_t d = 0; d < world.network->choices.size(); ++d) divide(world, DemandId(d));
}

void learn(LegTime& leg, double rate) {
  if (leg.met == 0) return;
  leg.mean += rate * (leg.sum / leg.met - leg.mean);
  leg.mean_square += rate * (leg.sum_of_squares / leg.met - leg.mean_square);
  leg.met = 0;
  leg.sum = leg.sum_of_squares = 0;
}

struct Changes {
  bool has_closed = false;
  bool has_opened = false;
};

template <class Spec>
void note_closures(World& world, const std::vector<Spec>& specs, std::vector<Time>& closed_since,
                   Changes& changes) {
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const bool was_open = closed_since[i] == kNever;
    if (specs[i].is_open == was_open) continue;
    closed_since[i] = specs[i].is_open ? kNever : world.now();
    world.routes.closed += specs[i].is_open ? -1 : +1;
    (specs[i].is_open ? changes.has_opened : changes.has_closed) = true;
  }
}

Changes note_closures(World& world) {
  Changes changes;
  note_closures(world, world.scenario().links, world.routes.link_closed_since, changes);
  note_closures(world, world.scenario().places, world.routes.place_closed_since, changes);
  return changes;
}

bool has_long_been_closed(const World& world, const Consignment& c) {
  const Duration patience = world.scenario().routes.rerouted_after;
  const auto is_long = [&](Time since) {
    return since != kNever && since + patience <= world.now();
  };
  bool closed = false;
  for_each_link(*world.network, c.itinerary, c.leg, [&](LinkId link) {
    closed = closed || is_long(world.routes.link_closed_since[link.index()]);
    if (world[link].mode != Mode::sea) return;  // a closed place is closed to ships
    for (const PlaceId port : {world[link].from, world[link].to}) {
      closed = closed || is_long(world.routes.place_closed_since[port.index()]);
    }
  });
  return closed;
}

// Where it has been, by its record.
std::vector<PlaceId> places_behind(const World& world, const Consignment& c) {
  std::vector<PlaceId> behind{world[c.demand].from};
  const auto add = [&](PlaceId place) {
    if (place != behind.back()) behind.push_back(place);
  };
  world.books.for_each(c.record, [&](const Entry& entry) {
    const bool moved = entry.kind == Entry::Kind::time && entry.cause() == Cause::moving;
    if (moved) add(world[LinkId(entry.where)].to);
  });
  add(c.at);
  return behind;
}

// Ways by which it would not, with the way that it has come, go by a corridor that is closed to it.
std::vector<ItineraryId> allowed_ones(const World& world, const Consignment& c,
                                      const std::vector<ItineraryId>& ways) {
  const CommodityId commodity = world[c.demand].commodity;
  std::vector<const CorridorSpec*> barred;
  for (const CorridorSpec& corridor : world.scenario().corridors) {
    if (!corridor.via.empty() && is_barred(corridor, commodity)) barred.push_back(&corridor);
  }
  if (barred.empty()) return ways;
  const std::vector<PlaceId> behind = places_behind(world, c);
  std::vector<ItineraryId> allowed;
  for (const ItineraryId way : ways) {
    std::vector<PlaceId> places = behind;
    for_each_link(*world.network, way, 0, [&](LinkId link) { places.push_back(world[link].to); });
    const bool is_bad = std::any_of(barred.begin(), barred.end(),
                                    [&](const CorridorSpec* one) { return goes_by(*one, places); });
    if (!is_bad) allowed.push_back(way);
  }
  return allowed;
}

// None if no way on is open.
ItineraryId other_way(const World& world, const Consignment& c) {
  for (const RouteChoice::WaysOn& ways : world.network->choices[c.demand.index()].ways_on) {
    if (ways.from != c.at) continue;
    const std::vector<ItineraryId> open =
        allowed_ones(world, c, open_ones(world, c.demand, ways.itineraries));
    if (open.empty()) return {};
    return pick(open, cumulative_shares(world, c.demand, open),
                world.luck.way_on(c.demand, c.at, c.number));
  }
  return {};
}

// To which corridor a consignment belongs that goes on by another way: the one at most of whose
// places it has still to call, and of those the one at most of whose places it has been.
CorridorId corridor_by(const World& world, const Consignment& c, ItineraryId way) {
  const auto& corridors = world.scenario().corridors;
  std::vector<PlaceId> behind{world[c.demand].from}, ahead;
  for_each_link(*world.network, way, 0, [&](LinkId link) { ahead.push_back(world[link].to); });
  for (std::size_t i = 0; i < c.leg; ++i) {
    for (const LinkId link : world[world[c.itinerary].legs[i]].links) {
      behind.push_back(world[link].to);
    }
  }
  const auto calls = [&](const CorridorSpec& corridor, const std::vector<PlaceId>& places) {
    return std::count_if(corridor.via.begin(), corridor.via.end(), [&](PlaceId place) {
      return std::find(places.begin(), places.end(), place) != places.end();
    });
  };
  const auto fit = [&](CorridorId id) {
    const CorridorSpec& corridor = corridors[id.index()];
    return std::make_pair(calls(corridor, ahead), calls(corridor, behind));
  };
  CorridorId best = c.corridor;
  for (std::size_t i = 0; i < corridors.size(); ++i) {
    const bool is_closed = is_barred(corridors[i], world[c.demand].commodity);
    if (!is_closed && fit(CorridorId(i)) > fit(best)) best = CorridorId(i);
  }
  return best;
}

}  // namespace

void begin_routes(World& world) {
  const Network& network = *world.network;
  for (const Leg& leg : network.legs) {
    LegTime& time = world.routes.legs.emplace_back();
    for (const LinkId link : leg.links) {
      time.mean += in_days(mean_transit(network.scenario, network[link]) +
                           mean_arrival_time(network[network[link].to]));
    }
    time.mean_square = time.mean * time.mean;
  }
  world.routes.link_closed_since.assign(network.scenario.links.size(), kNever);
  world.routes.place_closed_since.assign(network.scenario.places.size(), kNever);
  world.routes.cumulative_share.resize(network.choices.size());
  on_ways_changed(world);
  const RouteRules& rules = world.scenario().routes;
  if (rules.learning_rate > 0) world.schedule(rules.reviewed_every, EventKind::routes_reviewed, 0);
}

ItineraryId choose_itinerary(const World& world, DemandId demand, std::uint64_t number) {
  return pick(world.network->choices[demand.index()].itineraries,
              world.routes.cumulative_share[demand.index()], world.luck.route(demand, number));
}

void note_experience(World& world, const Consignment& c) {
  LegTime& leg = world.routes.legs[world[c.itinerary].legs[c.leg - 1].index()];
  const double days = in_days(world.now() - c.leg_since);
  ++leg.met;
  leg.sum += days;
  leg.sum_of_squares += days * days;
}

void on_routes_reviewed(World& world) {
  const RouteRules& rules = world.scenario().routes;
  for (LegTime& leg : world.routes.legs) learn(leg, rules.learning_rate);
  divide_all(world);
  world.schedule(rules.reviewed_every, EventKind::routes_reviewed, 0);
}

void on_ways_changed(World& world) {
  const Changes changes = note_closures(world);
  divide_all(world);
  if (world.routes.closed == 0) return;
  const Duration patience = world.scenario().routes.rerouted_after;
  if (changes.has_closed) world.schedule(patience, EventKind::closure_lasted, 0);
  // What found no way before may have one now.
  if (changes.has_opened) world.schedule(Duration{}, EventKind::closure_lasted, 0);
}

void on_closure_lasted(World& world) {
  for (std::size_t leg = 0; leg < world.queues.size(); ++leg) {
    const auto& waiting = world.queues[leg].waiting;
    for (std::size_t i = 0; i < waiting.size();) {
      Consignment& c = world.consignments[waiting[i].id];
      const ItineraryId way = has_long_been_closed(world, c) ? other_way(world, c) : ItineraryId{};
      const bool stays_in_line = way.is_none() || world[way].legs.front() == LegId(leg);
      if (!stays_in_line) {
        leave_queue(world, LegId(leg), i);
        continue;
      }
      leave_closed_way(world, c);
      ++i;
    }
  }
}

void leave_closed_way(World& world, Consignment& c) {
  if (world.routes.closed == 0 || !has_long_been_closed(world, c)) return;
  const ItineraryId way = other_way(world, c);
  if (way.is_none()) return;
  c.corridor = corridor_by(world, c, way);
  c.leg_since = world.now();
  rebook(world, c, way);
  world.recorder.rerouted(c);
}

Money perceived_cost(const World& world, DemandId demand, ItineraryId itinerary) {
  const CommoditySpec& commodity = world[world[demand].commodity];
  Money cost;
  double days = 0, variance = 0;
  for (const LegId id : world[itinerary].legs) {
    const Leg& leg = world[id];
    for (const PlaceId end : {leg.from, leg.to}) cost += world[end].handling_fee[leg.cargo];
    for (const LinkId link : leg.links) {
      cost += cost_of_passage(world.scenario(), world[link], leg.cargo);
    }
    days += world.routes.legs[id.index()].mean;
    variance += world.routes.legs[id.index()].variance();
  }
  const double usually_missed_by = commodity.reliability_ratio * std::sqrt(variance);
  return cost + commodity.value_of_time_per_day * (days + usually_missed_by);
}

double perceived_days(const World& world, DemandId demand) {
  const std::vector<ItineraryId>& itineraries = world.network->choices[demand.index()].itineraries;
  const std::vector<double>& cumulative = world.routes.cumulative_share[demand.index()];
  double mean = 0;
  for (std::size_t i = 0; i < itineraries.size(); ++i) {
    double days = 0;
    for (const LegId leg : world[itineraries[i]].legs) days += world.routes.legs[leg.index()].mean;
    mean += days * (cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]));
  }
  return mean;
}

std::vector<double> path_sizes(const Network& network,
                               const std::vector<ItineraryId>& itineraries) {
  std::vector<double> used_by(network.scenario.links.size());
  for (const ItineraryId id : itineraries) {
    for_each_link(network, id, 0, [&](LinkId link) { ++used_by[link.index()]; });
  }
  std::vector<double> sizes;
  for (const ItineraryId id : itineraries) {
    double length = 0, own = 0;
    for_each_link(network, id, 0, [&](LinkId link) {
      length += network[link].distance.value;
      own += network[link].distance.value / used_by[link.index()];
    });
    sizes.push_back(length > 0 ? own / length : 1);
  }
  return sizes;
}

}  // namespace caravan
