#include "caravan/models/routes.hpp"

#include <algorithm>

#include "caravan/models/route_graph.hpp"

namespace caravan {
namespace {

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

RouteFinder::RouteFinder(const Scenario& scenario, CommodityId commodity,
                         const std::vector<bool>& left_out)
    : graph_(std::make_shared<RouteGraph>(scenario, commodity, left_out)) {}

std::vector<bool> closed_links(const Scenario& scenario) {
  std::vector<bool> is_closed;
  for (const LinkSpec& link : scenario.links) is_closed.push_back(!is_open(scenario, link));
  return is_closed;
}

bool may_use(const Scenario& scenario, const LinkSpec& link, CommodityId commodity) {
  const CommoditySpec& spec = scenario[commodity];
  const auto is_mode = [&](Mode mode) { return mode == link.mode; };
  const bool may_travel_so =
      !spec.modes || std::any_of(spec.modes->begin(), spec.modes->end(), is_mode);
  return may_travel_so && carries(scenario, link, spec.cargo) &&
         !is_among(link.not_for, commodity) && !is_among(scenario[link.from].not_for, commodity) &&
         !is_among(scenario[link.to].not_for, commodity);
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
  return hours(place.formalities ? place.formalities->time_hours.mean() : place.stop_hours.mean());
}

Money cost_of_passage(const Scenario& scenario, const LinkSpec& link, CargoClass cargo) {
  const PlaceSpec& arrival = scenario[link.to];
  const Money fee = arrival.formalities ? arrival.formalities->fee[cargo] : Money{};
  return link.tariff[cargo] + fee + link.risk[cargo] + arrival.risk[cargo];
}

}  // namespace caravan
