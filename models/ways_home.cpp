#include "caravan/models/ways_home.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <limits>
#include <numeric>

namespace caravan {
namespace {

// Links are the vertices: whether a train can go on depends on the link that it comes from.
using LineGraph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                          boost::property<boost::edge_weight_t, double>>;
constexpr double kOutOfReach = std::numeric_limits<double>::infinity();

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

struct WaysHome::Lines {
  explicit Lines(std::size_t links) : graph(links) {}

  LineGraph graph;                                 // after each link, those on which it can go on
  std::vector<std::vector<std::size_t>> from, to;  // by place: the pool's lines
};

struct WaysHome::Search {
  std::vector<std::size_t> before;  // by link; itself if it is the first, or out of reach
  std::vector<double> distance;
};

WaysHome::WaysHome(const Scenario& scenario) : scenario_(scenario) {}

WaysHome::~WaysHome() = default;

const WaysHome::Lines& WaysHome::lines_of(RollingStockId pool) {
  std::unique_ptr<Lines>& lines = lines_[pool];
  if (lines != nullptr) return *lines;
  const std::size_t links = scenario_.links.size();
  const bool is_locomotive = is_locomotive_pool(scenario_, pool);
  lines = std::make_unique<Lines>(links);
  lines->from.resize(scenario_.places.size());
  lines->to.resize(scenario_.places.size());
  for (std::size_t i = 0; i < links; ++i) {
    const LinkSpec& link = scenario_.links[i];
    if (!may_use(link, pool, is_locomotive)) continue;
    lines->from[link.from.index()].push_back(i);
    lines->to[link.to.index()].push_back(i);
  }
  for (std::size_t place = 0; place < scenario_.places.size(); ++place) {
    for (const std::size_t i : lines->to[place]) {
      for (const std::size_t j : lines->from[place]) {
        const LinkSpec& next = scenario_.links[j];
        if (!runs_through(scenario_, scenario_.links[i], next)) continue;
        boost::add_edge(i, j, next.distance.value, lines->graph);
      }
    }
  }
  return *lines;
}

const WaysHome::Search& WaysHome::search_from(RollingStockId pool, PlaceId from) {
  std::unique_ptr<Search>& search = searches_[{pool, from}];
  if (search != nullptr) return *search;
  const Lines& lines = lines_of(pool);
  const std::size_t links = scenario_.links.size();
  search = std::make_unique<Search>();
  search->distance.assign(links, kOutOfReach);
  search->before.resize(links);
  std::iota(search->before.begin(), search->before.end(), std::size_t{0});
  const std::vector<std::size_t>& first = lines.from[from.index()];
  for (const std::size_t i : first) search->distance[i] = scenario_.links[i].distance.value;
  std::vector<boost::default_color_type> colour(links);
  boost::dijkstra_shortest_paths_no_init(
      lines.graph, first.begin(), first.end(), search->before.data(), search->distance.data(),
      boost::get(boost::edge_weight, lines.graph), boost::get(boost::vertex_index, lines.graph),
      std::less<>(), std::plus<>(), 0.0, boost::dijkstra_visitor<>(), colour.data());
  return *search;
}

std::vector<LinkId> WaysHome::shortest_way(RollingStockId pool, PlaceId from, PlaceId to) {
  const Search& search = search_from(pool, from);
  const auto nearer = [&](std::size_t a, std::size_t b) {
    return search.distance[a] < search.distance[b];
  };
  const std::vector<std::size_t>& ends = lines_of(pool).to[to.index()];
  const auto nearest = std::min_element(ends.begin(), ends.end(), nearer);
  std::vector<LinkId> way;
  if (nearest == ends.end() || search.distance[*nearest] == kOutOfReach) return way;
  std::size_t last = *nearest;
  way.emplace_back(last);
  for (; search.before[last] != last; last = search.before[last]) {
    way.emplace_back(search.before[last]);
  }
  std::reverse(way.begin(), way.end());
  return way;
}

bool WaysHome::comes_home(RollingStockId pool, PlaceId place) {
  const auto& homes = scenario_[pool].homes;
  return std::all_of(homes.begin(), homes.end(), [&](const RollingStockSpec::Home& home) {
    return home.place == place || !shortest_way(pool, place, home.place).empty();
  });
}

void find_ways_home(Network& network) {
  const Scenario& scenario = network.scenario;
  WaysHome ways(scenario);
  network.ways_home.resize(scenario.rolling_stock.size());
  for (std::size_t p = 0; p < scenario.rolling_stock.size(); ++p) {
    const RollingStockId pool(p);
    network.is_wagon_set.push_back(!is_locomotive_pool(scenario, pool));
    network.ways_home[p].resize(scenario.places.size());
    for (const PlaceId place : places_of(network, pool)) {
      for (const RollingStockSpec::Home& home : scenario.rolling_stock[p].homes) {
        const std::vector<LinkId> way = home.place == place
                                            ? std::vector<LinkId>{}
                                            : ways.shortest_way(pool, place, home.place);
        network.ways_home[p][place.index()].push_back(way.empty() ? RunId{}
                                                                  : add_run(network, way));
      }
    }
  }
}

}  // namespace caravan
