#include "caravan/models/ways_home.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

namespace caravan {
namespace {

// Links are the vertices: whether a train can go on depends on the link that it comes from. One
// vertex more stands for the place where it begins.
using LineGraph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                          boost::property<boost::edge_weight_t, double>>;

bool hauls_sets(const LinkSpec& link, RollingStockId pool) {
  return std::find(link.rail.wagon_sets.begin(), link.rail.wagon_sets.end(), pool) !=
         link.rail.wagon_sets.end();
}

bool is_locomotive_pool(const Scenario& scenario, RollingStockId pool) {
  return std::any_of(scenario.links.begin(), scenario.links.end(), [&](const LinkSpec& link) {
    return link.mode == Mode::rail && link.rail.locomotives == pool;
  });
}

// A locomotive runs on the lines of its pool; wagons run wherever their gauge does.
bool may_use(const LinkSpec& link, RollingStockId pool, bool is_locomotive) {
  return link.mode == Mode::rail && (!is_locomotive || link.rail.locomotives == pool);
}

std::vector<LinkId> shortest_way(const Scenario& scenario, RollingStockId pool, PlaceId from,
                                 PlaceId to) {
  const bool is_locomotive = is_locomotive_pool(scenario, pool);
  const std::size_t begin = scenario.links.size();
  LineGraph graph(begin + 1);
  for (std::size_t i = 0; i < begin; ++i) {
    const LinkSpec& link = scenario.links[i];
    if (!may_use(link, pool, is_locomotive)) continue;
    if (link.from == from) boost::add_edge(begin, i, link.distance.value, graph);
    for (std::size_t j = 0; j < begin; ++j) {
      const LinkSpec& next = scenario.links[j];
      if (link.to != next.from || !may_use(next, pool, is_locomotive)) continue;
      if (runs_through(scenario, link, next)) boost::add_edge(i, j, next.distance.value, graph);
    }
  }
  std::vector<std::size_t> before(begin + 1);
  std::vector<double> distance(begin + 1);
  boost::dijkstra_shortest_paths(
      graph, begin, boost::predecessor_map(before.data()).distance_map(distance.data()));
  std::size_t last = begin;
  for (std::size_t i = 0; i < begin; ++i) {
    if (scenario.links[i].to != to || before[i] == i) continue;
    if (last == begin || distance[i] < distance[last]) last = i;
  }
  std::vector<LinkId> way;
  for (; last != begin; last = before[last]) way.emplace_back(last);
  std::reverse(way.begin(), way.end());
  return way;
}

// Where a unit of the pool may fall idle: where trains begin or end that need it, and at all ends
// of a locomotive's lines.
std::vector<PlaceId> places_of(const Network& network, RollingStockId pool) {
  std::vector<PlaceId> places;
  const auto add = [&](PlaceId place) {
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  };
  for (const Leg& leg : network.legs) {
    if (leg.mode != Mode::rail) continue;
    if (hauls_sets(network[leg.links.front()], pool)) add(leg.from), add(leg.to);
  }
  // Wagons may be hauled home over lines that no loaded train uses.
  for (const LinkSpec& link : network.scenario.links) {
    if (link.mode == Mode::rail && link.rail.locomotives == pool) add(link.from), add(link.to);
  }
  return places;
}

RunId add_run(Network& network, std::vector<LinkId> links) {
  network.runs.push_back({std::move(links)});
  return RunId(network.runs.size() - 1);
}

}  // namespace

bool runs_through(const Scenario& scenario, const LinkSpec& before, const LinkSpec& after) {
  if (before.mode != Mode::rail || after.mode != Mode::rail) return false;
  return before.rail.gauge_mm == after.rail.gauge_mm ||
         scenario.places[before.to.index()].bogie_exchange.has_value();
}

bool comes_home(const Scenario& scenario, RollingStockId pool, PlaceId place) {
  const auto& homes = scenario[pool].homes;
  return std::all_of(homes.begin(), homes.end(), [&](const RollingStockSpec::Home& home) {
    return home.place == place || !shortest_way(scenario, pool, place, home.place).empty();
  });
}

void find_ways_home(Network& network) {
  const Scenario& scenario = network.scenario;
  network.ways_home.resize(scenario.rolling_stock.size());
  for (std::size_t p = 0; p < scenario.rolling_stock.size(); ++p) {
    const RollingStockId pool(p);
    network.is_wagon_set.push_back(!is_locomotive_pool(scenario, pool));
    network.ways_home[p].resize(scenario.places.size());
    for (const PlaceId place : places_of(network, pool)) {
      for (const RollingStockSpec::Home& home : scenario.rolling_stock[p].homes) {
        const std::vector<LinkId> way = home.place == place
                                            ? std::vector<LinkId>{}
                                            : shortest_way(scenario, pool, place, home.place);
        network.ways_home[p][place.index()].push_back(way.empty() ? RunId{}
                                                                  : add_run(network, way));
      }
    }
  }
}

}  // namespace caravan
