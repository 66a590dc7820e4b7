#include "caravan/models/routes.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <limits>

namespace caravan {
namespace {

using EdgeProperties = boost::property<boost::edge_weight_t, double,
                                       boost::property<boost::edge_index_t, std::size_t>>;
using BoostGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS,
                                         boost::no_property, EdgeProperties>;
using Edge = boost::graph_traits<BoostGraph>::edge_descriptor;

}  // namespace

struct RouteFinder::Graph {
  explicit Graph(std::size_t places) : edges(places) {}
  BoostGraph edges;
};

RouteFinder::RouteFinder(const Scenario& scenario, CommodityId commodity)
    : scenario_(&scenario), graph_(std::make_unique<Graph>(scenario.places.size())) {
  const CommoditySpec& spec = scenario.commodities[commodity.index()];
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkSpec& link = scenario.links[i];
    if (!carries(scenario, link, spec.cargo)) continue;
    const double cost = generalised_cost(scenario, link, spec).value;
    boost::add_edge(link.from.index(), link.to.index(), EdgeProperties(cost, link_of_edge_.size()),
                    graph_->edges);
    link_of_edge_.push_back(LinkId(i));
  }
}

RouteFinder::~RouteFinder() = default;
RouteFinder::RouteFinder(RouteFinder&&) noexcept = default;

std::vector<LinkId> RouteFinder::cheapest(PlaceId from, PlaceId to,
                                          const std::set<PlaceId>& avoided) const {
  constexpr double kClosed = std::numeric_limits<double>::infinity();
  const BoostGraph& graph = graph_->edges;
  const auto weight = boost::make_function_property_map<Edge>([&](const Edge& edge) {
    const bool is_closed = avoided.contains(PlaceId(boost::target(edge, graph)));
    return is_closed ? kClosed : boost::get(boost::edge_weight, graph, edge);
  });
  std::vector<Edge> last_edge(boost::num_vertices(graph));
  const auto remember = boost::make_dijkstra_visitor(
      boost::record_edge_predecessors(last_edge.data(), boost::on_edge_relaxed()));
  std::vector<double> cost(boost::num_vertices(graph));
  boost::dijkstra_shortest_paths(
      graph, from.index(),
      boost::visitor(remember).distance_map(cost.data()).weight_map(weight).distance_inf(kClosed));

  if (cost[to.index()] == kClosed) return {};
  std::vector<LinkId> links;
  for (std::size_t at = to.index(); at != from.index(); at = boost::source(last_edge[at], graph)) {
    links.push_back(link_of_edge_[boost::get(boost::edge_index, graph, last_edge[at])]);
  }
  std::reverse(links.begin(), links.end());
  return links;
}

std::optional<std::vector<LinkId>> RouteFinder::cheapest(std::vector<PlaceId> stops) const {
  stops.erase(std::unique(stops.begin(), stops.end()), stops.end());
  // Places where it has been, or has yet to call.
  std::set<PlaceId> avoided(stops.begin(), stops.end());
  if (avoided.size() < stops.size()) return std::nullopt;
  std::vector<LinkId> route;
  for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
    avoided.erase(stops[i + 1]);
    const std::vector<LinkId> stretch = cheapest(stops[i], stops[i + 1], avoided);
    if (stretch.empty()) return std::nullopt;
    for (const LinkId link : stretch) avoided.insert(scenario_->links[link.index()].to);
    route.insert(route.end(), stretch.begin(), stretch.end());
  }
  if (route.empty()) return std::nullopt;
  return route;
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
  return hours(place.formalities ? place.formalities->time_hours.mean() : place.stop_hours.mean());
}

Money generalised_cost(const Scenario& scenario, const LinkSpec& link,
                       const CommoditySpec& commodity) {
  const PlaceSpec& arrival = scenario.places[link.to.index()];
  const double time = in_days(mean_transit(scenario, link) + mean_arrival_time(arrival));
  const Money fee = arrival.formalities ? arrival.formalities->fee[commodity.cargo] : Money{};
  return link.tariff[commodity.cargo] + fee + commodity.value_of_time_per_day * time;
}

}  // namespace caravan
