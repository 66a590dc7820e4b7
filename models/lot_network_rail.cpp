// The part of the flow network that trains run on.

#include <algorithm>

#include "caravan/models/lot_network.hpp"

namespace caravan {
namespace {

double stop_hours(const PlaceSpec& place) {
  return place.formalities ? place.formalities->time_hours.mean() : place.stop_hours.mean();
}

Amount payload_of(const Scenario& scenario, const Leg& leg) {
  Amount payload = scenario[leg.links.front()].rail.train[leg.cargo];
  for (const LinkId link : leg.links) {
    payload = std::min(payload, scenario[link].rail.train[leg.cargo]);
  }
  return payload;
}

std::string gauge_name(int gauge_mm) { return " " + std::to_string(gauge_mm); }

}  // namespace

void LotNetwork::add_train(const Leg& leg, bool is_backwards) {
  std::vector<LinkId> links = leg.links;
  if (is_backwards) std::reverse(links.begin(), links.end());
  const auto begin_of = [&](LinkId link) {
    return is_backwards ? network_[link].to : network_[link].from;
  };
  const auto end_of = [&](LinkId link) {
    return is_backwards ? network_[link].from : network_[link].to;
  };
  Node at = on_track(ashore(begin_of(links.front()), true), begin_of(links.front()), "out");
  for (std::size_t i = 0; i < links.size(); ++i) {
    const LinkSpec& link = network_[links[i]];
    const PlaceId begin = begin_of(links[i]);
    const LinkId before = i > 0 ? links[i - 1] : LinkId();
    const auto [run, is_new] = runs_.try_emplace({before, links[i], is_backwards});
    Node& arrived = run->second;
    if (!is_new) {
      at = arrived;
      continue;
    }
    if (i > 0) at = through_station(at, begin, network_[before].rail.gauge_mm, link.rail.gauge_mm);
    const Node leaves = flow_.node(network_[begin].id + " leaves" + gauge_name(link.rail.gauge_mm));
    join(at, leaves);
    const PlaceId end = end_of(links[i]);
    at = over_rail(leaves, links[i], network_[begin].id + ">" + network_[end].id);
    const Node comes = flow_.node(network_[end].id + " comes" + gauge_name(link.rail.gauge_mm));
    join(at, comes);
    at = arrived = comes;
  }
  const PlaceId end = end_of(links.back());
  join(on_track(at, end, "in"), ashore(end, false));
}

FlowNetwork::Node LotNetwork::on_track(Node from, PlaceId place, const std::string& side) {
  return pass(from, network_[place].id + "/tracks", side, [&](const CapacityPeriod& now) {
    return track_capacity(now, place, cargo_, train_at(now, place));
  });
}

FlowNetwork::Node LotNetwork::over_rail(Node from, LinkId link, const std::string& side) {
  const std::string name = pair_name(link);
  from = pass(from, name + "/paths", side, [&](const CapacityPeriod& now) {
    return path_capacity(now, directions_of(link), train_on(now, link));
  });
  const RollingStockId pool = network_[link].rail.locomotives;
  if (!pool.is_none()) {
    from = pass(from, network_[pool].id + "/rolling_stock on " + name, side,
                [&](const CapacityPeriod& now) {
                  return stock_capacity(now, pool, locomotive_hours(now, link, pool),
                                        train_on(now, link));
                });
  }
  return pass(from, name + "/wagon_sets", side,
              [&](const CapacityPeriod& now) { return wagon_set_capacity(now, link); });
}

FlowNetwork::Node LotNetwork::through_station(Node from, PlaceId place, int gauge_before,
                                              int gauge_after) {
  const std::string& id = network_[place].id;
  const std::string side = gauge_name(gauge_before) + gauge_name(gauge_after);
  if (gauge_before != gauge_after) {
    from = pass(from, id + "/bogie_exchange", side, [&](const CapacityPeriod& now) {
      return bogie_capacity(now, place, train_at(now, place));
    });
  }
  from = pass(from, id + "/formalities", side, [&](const CapacityPeriod& now) {
    return desk_capacity(now, place, train_at(now, place));
  });
  return pass(from, id + "/sidings", side, [&](const CapacityPeriod& now) {
    return siding_capacity(now, place, train_at(now, place), hours_from_before(now, place));
  });
}

// Finds the largest train on each link and at each place, under the conditions of each window.
void LotNetwork::note_trains() {
  for (const auto& [link, legs] : rail_legs_) {
    const std::vector<LinkId> directions = directions_of(link);
    for (std::size_t w = 0; w < windows_.size(); ++w) {
      Amount largest;
      const Scenario& now = *windows_[w].scenario;
      for (const LegId leg : legs) largest = std::max(largest, payload_of(now, network_[leg]));
      const auto raise = [&](std::vector<Amount>& trains) {
        trains.resize(windows_.size());
        trains[w] = std::max(trains[w], largest);
      };
      for (const LinkId one : directions) {
        raise(trains_on_[one]);
        for (const PlaceId end : {network_[one].from, network_[one].to}) raise(trains_at_[end]);
      }
    }
  }
}

std::size_t LotNetwork::index_of(const CapacityPeriod& now) const {
  return static_cast<std::size_t>(&now - windows_.data());
}

// The largest that runs over a link, in either direction.
Amount LotNetwork::train_on(const CapacityPeriod& now, LinkId link) const {
  return trains_on_.at(link)[index_of(now)];
}

// The largest that comes to a place or leaves it.
Amount LotNetwork::train_at(const CapacityPeriod& now, PlaceId place) const {
  return trains_at_.at(place)[index_of(now)];
}

// For which a train keeps a locomotive of the pool that takes it over a link, at least: over the
// links in a row that are served by the same pool.
double LotNetwork::locomotive_hours(const CapacityPeriod& now, LinkId link,
                                    RollingStockId pool) const {
  const Scenario& scenario = *now.scenario;
  const auto is_served = [&](LinkId one) { return scenario[one].rail.locomotives == pool; };
  double least = kUnlimited;
  for (const LinkId one : directions_of(link)) {
    if (!is_served(one)) continue;
    for (const LegId leg : rail_legs_.at(one)) {
      const std::vector<LinkId>& links = network_[leg].links;
      auto first = std::find(links.begin(), links.end(), one);
      while (first != links.begin() && is_served(*(first - 1))) --first;
      double hours = scenario[*first].transit_hours.mean();
      for (auto next = first + 1; next != links.end() && is_served(*next); ++next) {
        hours += stop_hours(scenario[scenario[*next].from]) + scenario[*next].transit_hours.mean();
      }
      least = std::min(least, hours);
    }
  }
  return least;
}

// Sets of wagons stay with their train while it is loaded, runs and is unloaded. Unlimited if any
// train on the link needs none that are scarce.
Capacity LotNetwork::wagon_set_capacity(const CapacityPeriod& now, LinkId link) const {
  std::map<RollingStockId, double> hours_by_pool;
  for (const LinkId one : directions_of(link)) {
    for (const LegId id : rail_legs_.at(one)) {
      const Leg& leg = network_[id];
      const RollingStockId pool = network_[leg.links.front()].rail.wagon_sets[cargo_];
      if (pool.is_none()) return {kUnlimited, 0};
      const auto payload = static_cast<double>(payload_of(*now.scenario, leg).value);
      double hours = 0;
      for (const PlaceId end : {leg.from, leg.to}) {
        const PlaceSpec& place = (*now.scenario)[end];
        hours += place.marshalling_hours.mean() + payload / place.handling[cargo_].value;
      }
      for (const LinkId part : leg.links) hours += (*now.scenario)[part].transit_hours.mean();
      const auto known = hours_by_pool.try_emplace(pool, hours).first;
      known->second = std::min(known->second, hours);
    }
  }
  Capacity sum;
  for (const auto& [pool, hours] : hours_by_pool) {
    const Capacity one = stock_capacity(now, pool, hours, train_on(now, link));
    sum.per_day += one.per_day;
    sum.in_work += one.in_work;
  }
  return sum;
}

// On the shortest run that ends at a place or leads through it.
double LotNetwork::hours_from_before(const CapacityPeriod& now, PlaceId place) const {
  double least = kUnlimited;
  for (const auto& [link, legs] : rail_legs_) {
    const LinkSpec& run = (*now.scenario)[link];
    if (run.to == place) least = std::min(least, run.transit_hours.mean());
  }
  return least == kUnlimited ? 0 : least;
}

}  // namespace caravan
