#include "caravan/models/route_graph.hpp"

#include <algorithm>
#include <boost/graph/dijkstra_shortest_paths_no_color_map.hpp>
#include <boost/graph/dominator_tree.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "caravan/models/routes.hpp"

namespace caravan {
namespace {

// So that sums don't depend on their order, and what costs the same is known to.
double in_grains(Money cost) {
  constexpr double kGrains = 1 << 20;  // in a dollar
  return std::nearbyint(cost.value * kGrains) / kGrains;
}

std::vector<int> gauges_of(const Scenario& scenario) {
  std::set<int> gauges;
  for (const LinkSpec& link : scenario.links) {
    if (link.mode == Mode::rail) gauges.insert(link.rail.gauge_mm);
  }
  return {gauges.begin(), gauges.end()};
}

}  // namespace

RouteGraph::RouteGraph(const Scenario& scenario, CommodityId commodity,
                       const std::vector<bool>& left_out)
    : places_backwards_(scenario.places.size()) {
  const CargoClass cargo = scenario[commodity].cargo;
  for (const PlaceSpec& place : scenario.places) {
    handling.push_back(in_grains(place.handling_fee[cargo]));
  }
  add_hops(scenario, commodity, left_out);
  add_edges();
}

void RouteGraph::add_hops(const Scenario& scenario, CommodityId commodity,
                          const std::vector<bool>& left_out) {
  const CommoditySpec& spec = scenario[commodity];
  const std::vector<int> gauges = gauges_of(scenario);
  kinds = 1 + gauges.size();
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkSpec& link = scenario.links[i];
    if (!left_out.empty() && left_out[i]) continue;
    if (!may_use(scenario, link, commodity)) continue;
    const double days =
        in_days(mean_transit(scenario, link) + mean_arrival_time(scenario[link.to]));
    const Money cost =
        cost_of_passage(scenario, link, spec.cargo) + spec.value_of_time_per_day * days;
    const auto gauge = std::lower_bound(gauges.begin(), gauges.end(), link.rail.gauge_mm);
    hops.push_back({LinkId(i), link.from, link.to, in_grains(cost) + handling[link.from.index()],
                    link.mode == Mode::rail ? 1 + std::size_t(gauge - gauges.begin()) : 0,
                    scenario[link.from].bogie_exchange.has_value()});
  }
  std::stable_sort(hops.begin(), hops.end(),
                   [](const Hop& a, const Hop& b) { return a.from < b.from; });
  for (std::size_t p = 0, hop = 0; p <= scenario.places.size(); ++p) {
    while (hop < hops.size() && hops[hop].from.index() < p) ++hop;
    first_hop.push_back(hop);
  }
}

// The vertices are the states, and then for each place one more: cargo that is to be loaded there.
void RouteGraph::add_edges() {
  const std::size_t places = handling.size();
  const std::size_t loading = places * kinds;
  is_reached.resize(loading);
  for (const Hop& hop : hops) is_reached[state_after(hop)] = true;
  std::vector<std::pair<std::size_t, std::size_t>> edges;
  std::vector<Cost> costs;
  const auto add = [&](std::size_t from, std::size_t to, double cost) {
    edges.emplace_back(from, to);
    costs.push_back({cost});
  };
  for (const Hop& hop : hops) {
    const std::size_t after = state_after(hop);
    const std::size_t place = hop.from.index();
    add(after, loading + place, hop.cost);
    for (std::size_t aboard = 1; aboard < kinds; ++aboard) {
      const std::size_t before = place * kinds + aboard;
      if (!is_reached[before] || !stays_aboard(aboard, hop)) continue;
      add(after, before, hop.cost - handling[place]);
    }
  }
  for (std::size_t state = 0; state < loading; ++state) {
    const std::size_t place = state / kinds;
    if (is_reached[state]) add(loading + place, state, handling[place]);
  }
  backwards_ = Backwards(boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(),
                         costs.begin(), loading + places);
}

const std::vector<double>& RouteGraph::cost_to(std::size_t state) {
  const auto [known, is_new] = cost_to_.try_emplace(state);
  std::vector<double>& cost = known->second;
  if (!is_new) return cost;
  cost.resize(boost::num_vertices(backwards_));
  boost::dijkstra_shortest_paths_no_color_map(
      backwards_, state,
      boost::distance_map(cost.data())
          .weight_map(boost::get(&Cost::value, backwards_))
          .distance_inf(std::numeric_limits<double>::infinity())
          .distance_combine(std::plus<>()));
  return cost;
}

// The dominator tree of the places, backwards from `to`.
const std::vector<std::size_t>& RouteGraph::gates_to(PlaceId to) {
  const auto [known, is_new] = gates_to_.try_emplace(to);
  std::vector<std::size_t>& gates = known->second;
  if (!is_new) return gates;
  if (boost::num_edges(places_backwards_) == 0) {
    for (const Hop& hop : hops) {
      boost::add_edge(hop.to.index(), hop.from.index(), places_backwards_);
    }
  }
  gates.resize(handling.size());
  std::iota(gates.begin(), gates.end(), std::size_t{0});
  const auto index = boost::get(boost::vertex_index, places_backwards_);
  // Boost marks places that are out of reach so only if it is given this, not if it makes its own.
  std::vector<std::size_t> found_at(handling.size(), SIZE_MAX);
  std::vector<std::size_t> parent(handling.size(), SIZE_MAX), found(parent), before(parent);
  boost::lengauer_tarjan_dominator_tree(places_backwards_, to.index(), index,
                                        boost::make_iterator_property_map(found_at.begin(), index),
                                        boost::make_iterator_property_map(parent.begin(), index),
                                        found, before.data());
  for (std::size_t place = 0; place < gates.size(); ++place) {
    if (before[place] != SIZE_MAX) gates[place] = before[place];
  }
  return gates;
}

}  // namespace caravan
