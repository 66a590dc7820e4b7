#include "caravan/models/routes.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <limits>
#include <queue>
#include <set>

#include "caravan/models/ways_home.hpp"

namespace caravan {
namespace {

constexpr double kOutOfReach = std::numeric_limits<double>::infinity();
// Bounds time and memory where a network is a dense mesh.
constexpr std::size_t kMostBeginnings = 1'000;
constexpr double kFarTooDear = 4;  // times as much as the cheapest: nobody would take it

// Links are the vertices, because what a link costs depends on the one before it. Edges lead
// backwards, from a link to those before it: what is left to pay is found from the end.
using LinkGraph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                          boost::property<boost::edge_weight_t, double>>;
using Edge = boost::graph_traits<LinkGraph>::edge_descriptor;

bool is_among(const std::vector<PlaceId>& places, PlaceId place) {
  return std::find(places.begin(), places.end(), place) != places.end();
}

bool is_among(const std::vector<CommodityId>& commodities, CommodityId commodity) {
  return std::find(commodities.begin(), commodities.end(), commodity) != commodities.end();
}

bool carries(const Scenario& scenario, const LinkSpec& link, CargoClass cargo) {
  switch (link.mode) {
    case Mode::rail: return link.rail.train[cargo] > Amount{};
    case Mode::sea:
      return std::any_of(link.fleets.begin(), link.fleets.end(), [&](FleetId fleet) {
        return scenario.fleets[fleet.index()].payload[cargo] > Amount{};
      });
    case Mode::road: return link.road.carries[cargo];
    case Mode::pipeline: return false;  // what flows through it is in no consignment
  }
  return false;
}

}  // namespace

struct WaysTo::Graph {
  struct Hop {
    LinkId link;
    PlaceId from, to;
    double to_begin = 0;  // cost of handling at `from` and of the link
    double to_end = 0;    // of handling at `to`
  };
  std::vector<Hop> hops;                            // the vertices
  std::vector<std::vector<std::size_t>> hops_from;  // by place
  LinkGraph before;

  // Of the second after the first.
  double cost(const Scenario& scenario, const Hop& first, const Hop& second) const {
    const LinkSpec& link = scenario[second.link];
    const bool stays_aboard = runs_through(scenario, scenario[first.link], link);
    return stays_aboard ? second.to_begin - handling_at_beginning(scenario, second)
                        : first.to_end + second.to_begin;
  }
  double handling_at_beginning(const Scenario& scenario, const Hop& hop) const {
    return scenario[hop.from].handling_fee[cargo].value;
  }
  CargoClass cargo = CargoClass::general;
};

RouteFinder::RouteFinder(const Scenario& scenario, CommodityId commodity, bool counts_closed) {
  const auto graph = std::make_shared<WaysTo::Graph>();
  const CommoditySpec& spec = scenario[commodity];
  graph->cargo = spec.cargo;
  graph->hops_from.resize(scenario.places.size());
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkSpec& link = scenario.links[i];
    if (!may_use(scenario, link, commodity)) continue;
    if (!counts_closed && !is_open(scenario, link)) continue;
    const double days =
        in_days(mean_transit(scenario, link) + mean_arrival_time(scenario[link.to]));
    const Money cost = cost_of_passage(scenario, link, spec.cargo) +
                       spec.value_of_time_per_day * days +
                       scenario[link.from].handling_fee[spec.cargo];
    graph->hops_from[link.from.index()].push_back(boost::add_vertex(graph->before));
    graph->hops.push_back({LinkId(i), link.from, link.to, cost.value,
                           scenario[link.to].handling_fee[spec.cargo].value});
  }
  for (std::size_t a = 0; a < graph->hops.size(); ++a) {
    for (const std::size_t b : graph->hops_from[graph->hops[a].to.index()]) {
      const double cost = graph->cost(scenario, graph->hops[a], graph->hops[b]);
      boost::add_edge(b, a, cost, graph->before);
    }
  }
  graph_ = graph;
}

// From the last stop backwards. On the way to a stop none of the others is called at.
WaysTo RouteFinder::ways_by(std::vector<PlaceId> stops) const {
  stops.erase(std::unique(stops.begin(), stops.end()), stops.end());
  const WaysTo::Graph& graph = *graph_;
  WaysTo ways;
  ways.graph_ = graph_;
  ways.stops_ = stops;
  ways.cost_left_.assign(stops.size() + 1, std::vector<double>(graph.hops.size(), kOutOfReach));
  const bool calls_twice = std::set(stops.begin(), stops.end()).size() < stops.size();
  if (calls_twice) return ways;
  for (std::size_t i = 0; i < graph.hops.size(); ++i) {
    ways.cost_left_[stops.size()][i] = graph.hops[i].to_end;
  }
  for (std::size_t called = stops.size(); called-- > 0;) {
    const std::vector<double>& after = ways.cost_left_[called + 1];
    std::vector<double>& cost = ways.cost_left_[called];
    std::vector<std::size_t> into_stop;
    for (std::size_t i = 0; i < graph.hops.size(); ++i) {
      if (graph.hops[i].to != stops[called] || after[i] == kOutOfReach) continue;
      into_stop.push_back(i);
      cost[i] = after[i];
    }
    if (into_stop.empty()) continue;
    const auto weight = boost::make_function_property_map<Edge>([&](const Edge& edge) {
      const PlaceId place = graph.hops[boost::source(edge, graph.before)].to;
      const bool is_out_of_turn = place != stops[called] && is_among(stops, place);
      return is_out_of_turn ? kOutOfReach : boost::get(boost::edge_weight, graph.before, edge);
    });
    std::vector<boost::default_color_type> colour(graph.hops.size());
    boost::dijkstra_shortest_paths_no_init(
        graph.before, into_stop.begin(), into_stop.end(), boost::dummy_property_map(), cost.data(),
        weight, boost::get(boost::vertex_index, graph.before), std::less<double>(),
        boost::closed_plus<double>(kOutOfReach), 0.0, boost::dijkstra_visitor<>(), colour.data());
  }
  return ways;
}

// Best first: of all beginnings of ways, the one that can still become the cheapest way goes on.
struct WaysTo::Search {
  struct Beginning {
    std::size_t hop;
    std::size_t before;  // the beginning without its last link, or none
    std::size_t called;  // stops
    double cost;
  };
  static constexpr std::size_t kNone = SIZE_MAX;
  using Candidate = std::pair<double, std::size_t>;  // what the way costs at least; its beginning

  const WaysTo& ways;
  PlaceId from;
  std::vector<Beginning> beginnings{};
  std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> open{};

  bool has_been_at(PlaceId place, std::size_t beginning) const {
    for (std::size_t i = beginning; i != kNone; i = beginnings[i].before) {
      if (ways.graph_->hops[beginnings[i].hop].to == place) return true;
    }
    return place == from;
  }

  void add(std::size_t hop, std::size_t before, std::size_t called, double cost) {
    const PlaceId place = ways.graph_->hops[hop].to;
    if (has_been_at(place, before)) return;
    if (is_among(ways.stops_, place)) {
      if (place != ways.stops_[called]) return;
      ++called;
    }
    const double left = ways.cost_left_[called][hop];
    if (left == kOutOfReach) return;
    beginnings.push_back({hop, before, called, cost});
    open.emplace(cost + left, beginnings.size() - 1);
  }

  void go_on(std::size_t beginning) {
    const Beginning here = beginnings[beginning];
    const LinkGraph& graph = ways.graph_->before;
    for (const std::size_t next : ways.graph_->hops_from[ways.graph_->hops[here.hop].to.index()]) {
      const Edge edge = boost::edge(next, here.hop, graph).first;
      add(next, beginning, here.called, here.cost + boost::get(boost::edge_weight, graph, edge));
    }
  }

  Route route_of(std::size_t beginning, double cost) const {
    Route route{{}, cost};
    for (std::size_t i = beginning; i != kNone; i = beginnings[i].before) {
      route.links.push_back(ways.graph_->hops[beginnings[i].hop].link);
    }
    std::reverse(route.links.begin(), route.links.end());
    return route;
  }
};

std::vector<Route> WaysTo::cheapest(PlaceId from, std::size_t count) const {
  std::vector<Route> routes;
  const bool begins_at_stop = !stops_.empty() && stops_.front() == from;
  const std::size_t called = begins_at_stop ? 1 : 0;
  const bool is_out_of_turn = !begins_at_stop && is_among(stops_, from);
  if (is_out_of_turn || called == stops_.size()) return routes;
  Search search{*this, from};
  for (const std::size_t hop : graph_->hops_from[from.index()]) {
    search.add(hop, Search::kNone, called, graph_->hops[hop].to_begin);
  }
  while (!search.open.empty() && routes.size() < count) {
    const auto [cost, beginning] = search.open.top();
    if (!routes.empty() && cost > kFarTooDear * routes.front().cost) break;
    search.open.pop();
    if (search.beginnings[beginning].called == stops_.size()) {
      routes.push_back(search.route_of(beginning, cost));
    } else if (search.beginnings.size() < kMostBeginnings) {
      search.go_on(beginning);
    }
  }
  return routes;
}

bool may_use(const Scenario& scenario, const LinkSpec& link, CommodityId commodity) {
  const CommoditySpec& spec = scenario[commodity];
  const auto is_mode = [&](Mode mode) { return mode == link.mode; };
  const bool may_travel_so =
      !spec.modes || std::any_of(spec.modes->begin(), spec.modes->end(), is_mode);
  return may_travel_so && carries(scenario, link, spec.cargo) &&
         !is_among(link.not_for, commodity) && !is_among(scenario[link.to].not_for, commodity);
}

bool is_open(const Scenario& scenario, const LinkSpec& link) {
  const bool calls_at_ports = link.mode == Mode::sea;
  return link.is_open &&
         (!calls_at_ports || (scenario[link.from].is_open && scenario[link.to].is_open));
}

Duration mean_transit(const Scenario& scenario, const LinkSpec& link) {
  const double usual = link.transit_hours.mean();
  if (link.fleets.empty()) return hours(usual);
  double sum = 0;
  for (const FleetId id : link.fleets) {
    const auto& speed = scenario.fleets[id.index()].speed;
    sum += speed ? link.distance.value / speed->value : usual;
  }
  return hours(sum / static_cast<double>(link.fleets.size()));
}

Duration mean_arrival_time(const PlaceSpec& place) {
  if (!place.formalities) return hours(place.stop_hours.mean());
  const double at_desks = place.formalities->time_hours.mean();
  if (!place.inspection) return hours(at_desks);
  // Some come to the desks more than once.
  const InspectionSpec& inspection = *place.inspection;
  const double visits = 1 / (1 - inspection.share * inspection.returned);
  return hours(visits * (at_desks + inspection.share * inspection.time_hours.mean()));
}

Money cost_of_passage(const Scenario& scenario, const LinkSpec& link, CargoClass cargo) {
  const PlaceSpec& arrival = scenario[link.to];
  const Money fee = arrival.formalities ? arrival.formalities->fee[cargo] : Money{};
  return link.tariff[cargo] + fee + link.risk[cargo] + arrival.risk[cargo];
}

}  // namespace caravan
