#include "caravan/models/lot_network.hpp"

#include <algorithm>

#include "caravan/models/fleets.hpp"
#include "caravan/models/routes.hpp"

namespace caravan {
namespace {

std::string number_of(auto id) { return std::to_string(id.index()); }

template <class T>
std::vector<T> in_order(const std::vector<T>& all, bool is_backwards) {
  std::vector<T> ordered = all;
  if (is_backwards) std::reverse(ordered.begin(), ordered.end());
  return ordered;
}

// By the fastest of its vessels.
double least_hours(const Scenario& scenario, const LinkSpec& link) {
  double least = link.fleets.empty() ? link.transit_hours.mean() : kUnlimited;
  for (const FleetId id : link.fleets) {
    const auto& speed = scenario[id].speed;
    least = std::min(least, speed ? link.distance.value / speed->value : link.transit_hours.mean());
  }
  return least;
}

// Under way alone, on the quickest of some ways.
double least_hours(const Network& network, const Scenario& now,
                   const std::vector<ItineraryId>& ways) {
  double least = kUnlimited;
  for (const ItineraryId id : ways) {
    double hours = 0;
    for (const LegId leg : network[id].legs) {
      for (const LinkId link : network[leg].links) hours += least_hours(now, now[link]);
    }
    least = std::min(least, hours);
  }
  return least;
}

template <class Spec>
bool differ(const std::vector<Spec>& before, const std::vector<Spec>& now) {
  return !std::equal(before.begin(), before.end(), now.begin(),
                     [](const Spec& a, const Spec& b) { return a.is_open == b.is_open; });
}

bool is_closed_at_first(const Network& network, ItineraryId way) {
  const auto is_closed = [&](LinkId link) { return !is_open(network.scenario, network[link]); };
  return std::any_of(network[way].legs.begin(), network[way].legs.end(), [&](LegId leg) {
    return std::any_of(network[leg].links.begin(), network[leg].links.end(), is_closed);
  });
}

// All ways that a demand's cargo may take under these conditions: where something closes or opens,
// or no way is open at first, those on from where it was, too.
std::vector<ItineraryId> ways_of(const Network& network, const std::vector<CapacityPeriod>& windows,
                                 DemandId demand) {
  const RouteChoice& choice = network.choices[demand.index()];
  std::vector<ItineraryId> ways = choice.itineraries;
  const ScenarioThen* last = nullptr;
  const bool has_changed = std::any_of(windows.begin(), windows.end(), [&](const auto& window) {
    const bool is_new = last == nullptr || *last != window.scenario;
    last = &window.scenario;
    return is_new && (differ(network.scenario.links, window.scenario->links) ||
                      differ(network.scenario.places, window.scenario->places));
  });
  const bool is_stuck = std::all_of(
      ways.begin(), ways.end(), [&](ItineraryId way) { return is_closed_at_first(network, way); });
  if (!has_changed && !is_stuck) return ways;
  for (const RouteChoice::WaysOn& on : choice.ways_on) {
    ways.insert(ways.end(), on.itineraries.begin(), on.itineraries.end());
  }
  return ways;
}

}  // namespace

LotNetwork::LotNetwork(const Network& network, const std::vector<CapacityPeriod>& windows,
                       CargoClass cargo, double scale, std::vector<DrawnDemand> demands,
                       FlowNetwork& flow)
    : network_(network),
      windows_(windows),
      cargo_(cargo),
      scale_(scale),
      demands_(std::move(demands)),
      flow_(flow),
      sea_{&network, cargo, {}} {
  for (const DrawnDemand& demand : demands_) {
    largest_lot_ = std::max(largest_lot_, network[demand.id].lot);
    ways_.push_back(ways_of(network, windows, demand.id));
    for (const ItineraryId itinerary : ways_.back()) {
      for (const LegId leg : network[itinerary].legs) note_usage(network[leg]);
    }
  }
  note_trains();
}

void LotNetwork::note_usage(const Leg& leg) {
  const LegId id(static_cast<std::size_t>(&leg - network_.legs.data()));
  if (leg.mode == Mode::rail) {
    for (const LinkId link : leg.links) rail_legs_[link].insert(id);
  }
  const bool is_new =
      std::find(sea_.links.begin(), sea_.links.end(), leg.links.front()) == sea_.links.end();
  if (leg.mode == Mode::sea && is_new) sea_.links.push_back(leg.links.front());
}

void LotNetwork::add_ways() {
  std::set<std::pair<LegId, bool>> added;  // many ways share them
  for (std::size_t d = 0; d < demands_.size(); ++d) {
    const bool is_backwards = demands_[d].is_backwards;
    for (const ItineraryId itinerary : ways_[d]) {
      for (const LegId id : in_order(network_[itinerary].legs, is_backwards)) {
        if (!added.insert({id, is_backwards}).second) continue;
        const Leg& leg = network_[id];
        for (const PlaceId end : {leg.from, leg.to}) add_formalities(end);
        add_leg(leg, is_backwards);
      }
    }
  }
}

// Formalities are had where cargo arrives: never at its origin.
FlowNetwork::Node LotNetwork::entry_of(const DrawnDemand& demand) {
  const DemandSpec& spec = network_[demand.id];
  if (!demand.is_backwards) return ashore(spec.from, true);
  add_formalities(spec.to);
  return ashore(spec.to, false);
}

FlowNetwork::Node LotNetwork::exit_of(const DrawnDemand& demand) {
  const DemandSpec& spec = network_[demand.id];
  if (demand.is_backwards) return ashore(spec.from, false);
  add_formalities(spec.to);
  return ashore(spec.to, true);
}

// From when they are filled until they are back where they were filled.
double LotNetwork::equipment_capacity(EquipmentId equipment) const {
  std::vector<std::pair<std::vector<ItineraryId>, std::vector<ItineraryId>>> rounds;
  for (std::size_t d = 0; d < network_.scenario.demands.size(); ++d) {
    if (network_[DemandId(d)].equipment != equipment) continue;
    rounds.emplace_back(ways_of(network_, windows_, DemandId(d)),
                        ways_of(network_, windows_, network_.empties_of[d]));
  }
  return scale_ * mean_capacity(windows_, [&](const CapacityPeriod& now) {
           double least = kUnlimited;
           for (const auto& [there, back] : rounds) {
             least = std::min(least, least_hours(network_, *now.scenario, there) +
                                         least_hours(network_, *now.scenario, back));
           }
           const Amount count = now.scenario->equipment[equipment.index()].count;
           return served(static_cast<double>(count.value), least, 1);
         });
}

void LotNetwork::add_leg(const Leg& leg, bool is_backwards) {
  switch (leg.mode) {
    case Mode::rail: return add_train(leg, is_backwards);
    case Mode::sea: return add_voyage(leg, is_backwards);
    case Mode::road: return add_drive(leg, is_backwards);
    case Mode::pipeline: return;
  }
}

void LotNetwork::add_voyage(const Leg& leg, bool is_backwards) {
  const LinkId link = leg.links.front();
  const PlaceId from = is_backwards ? leg.to : leg.from;
  const PlaceId to = is_backwards ? leg.from : leg.to;
  const std::string side = number_of(from) + ">" + number_of(to);
  for (const FleetId id : network_[link].fleets) {
    const FleetSpec& fleet = network_[id];
    if (fleet.payload[cargo_] <= Amount{}) continue;
    const Node before = at_berth(ashore(from, true), from, fleet.berth, true);
    const Node after = at_berth(aboard(before, id, link, side), to, fleet.berth, false);
    join(after, ashore(to, false));
  }
}

// What a fleet carries on one line, and on all of its lines together: its vessels are in one place
// at a time. Where lines share a fleet, cargo may come ashore on another line than it went aboard.
FlowNetwork::Node LotNetwork::aboard(Node from, FleetId fleet, LinkId link,
                                     const std::string& side) {
  SeaTraffic pair = sea_;
  pair.links = directions_of(link);
  const std::string vessels = pair_name(link) + "/vessels";
  const std::string& id = network_[fleet].id;
  const auto on_pair = [&](const CapacityPeriod& now) { return fleet_capacity(now, pair, fleet); };
  const bool has_others = std::any_of(sea_.links.begin(), sea_.links.end(), [&](LinkId other) {
    return serves(network_, fleet, other) &&
           std::find(pair.links.begin(), pair.links.end(), other) == pair.links.end();
  });
  const Node at_sea = pass(from, vessels, id + side, on_pair);
  if (!has_others) return at_sea;
  const Node shared = pass(at_sea, id + "/vessels", "", [&](const CapacityPeriod& now) {
    return fleet_capacity(now, sea_, fleet);
  });
  return pass(shared, vessels, id + side + " ashore", on_pair);
}

FlowNetwork::Node LotNetwork::at_berth(Node from, PlaceId port, const std::string& berth,
                                       bool goes_out) {
  const std::string& id = network_[port].id;
  const std::string side = goes_out ? "out" : "in";
  const auto cranes = [&](Node at) {
    if (network_[port].cranes[cargo_].count == 0) return at;  // each berth has its own
    return pass(
        at, id + "/cranes/" + std::string(kCargoClassNames[std::size_t(cargo_)]), side,
        [&](const CapacityPeriod& now) { return crane_capacity(now, port, cargo_, largest_lot_); });
  };
  if (goes_out) from = cranes(from);
  from = pass(from, id + "/berths/" + berth, side,
              [&](const CapacityPeriod& now) { return berth_capacity(now, sea_, port, berth); });
  from = pass(from, id + "/tugs", berth + side,
              [&](const CapacityPeriod& now) { return tug_capacity(now, sea_, port, berth); });
  from = pass(from, id + "/pilots", berth + side,
              [&](const CapacityPeriod& now) { return pilot_capacity(now, sea_, port, berth); });
  return goes_out ? from : cranes(from);
}

void LotNetwork::add_drive(const Leg& leg, bool is_backwards) {
  const LinkId link = leg.links.front();
  const PlaceId from = is_backwards ? leg.to : leg.from;
  const PlaceId to = is_backwards ? leg.from : leg.to;
  const auto gate = [&](Node at, PlaceId place, const std::string& side) {
    return pass(at, network_[place].id + "/gate", side,
                [&](const CapacityPeriod& now) { return gate_capacity(now, place, largest_lot_); });
  };
  Node at = gate(ashore(from, true), from, "out");
  at = pass(at, pair_name(link), number_of(from) + ">" + number_of(to),
            [&](const CapacityPeriod& now) {
              return Capacity{(*now.scenario)[link].is_open ? kUnlimited : 0, 0};
            });
  join(gate(at, to, "in"), ashore(to, false));
}

FlowNetwork::Node LotNetwork::ashore(PlaceId place, bool is_after_formalities) {
  return flow_.node(network_[place].id + (is_after_formalities ? " cleared" : " arrived"));
}

void LotNetwork::add_formalities(PlaceId place) {
  const Node from = ashore(place, false);
  const Node to = ashore(place, true);
  if (flow_.has_arc(from, to)) return;
  flow_.arc(from, to,
            scale_ * mean_capacity(windows_,
                                   [&](const CapacityPeriod& now) {
                                     return desk_capacity(now, place, largest_lot_);
                                   }),
            network_[place].id + "/formalities");
}

// Everything that needs the same thing on the same side shares an arc.
FlowNetwork::Node LotNetwork::pass(Node from, const std::string& what, const std::string& side,
                                   const CapacityOf& capacity_of) {
  const Node before = flow_.node(what + " " + side + " before");
  const Node after = flow_.node(what + " " + side + " after");
  join(from, before);
  if (!flow_.has_arc(before, after)) {
    flow_.arc(before, after, scale_ * mean_capacity(windows_, capacity_of), what);
  }
  return after;
}

void LotNetwork::join(Node from, Node to) { flow_.arc(from, to, kUnlimited, ""); }

// A link and its way back, by the name of the first.
std::string LotNetwork::pair_name(LinkId link) const {
  const LinkId back = network_[link].back;
  return network_[back.is_none() ? link : std::min(link, back)].id;
}

// Those of a link and its way back on which there is cargo.
std::vector<LinkId> LotNetwork::directions_of(LinkId link) const {
  std::vector<LinkId> directions;
  for (const LinkId one : {link, network_[link].back}) {
    if (one.is_none()) continue;
    const bool is_sailed = std::find(sea_.links.begin(), sea_.links.end(), one) != sea_.links.end();
    if (is_sailed || rail_legs_.contains(one)) directions.push_back(one);
  }
  return directions;
}

}  // namespace caravan
