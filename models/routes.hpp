// The cheapest ways through the network, by generalised cost.
//
//   RouteFinder finder(scenario, containers);
//   const WaysTo by_aktau = finder.ways_by({aktau, alat, poti});
//   const WaysTo by_kuryk = finder.ways_by({kuryk, alat, poti});
//   cheapest_by_each({{&by_aktau}, {&by_kuryk}}, almaty, 4, all_are_allowed).by[1];
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "caravan/models/scenario.hpp"

namespace caravan {

struct Route {
  std::vector<LinkId> links;
  double cost = 0;  // of one TEU, wagon, truck or tonne, in US dollars
};

struct RouteGraph;  // links, as one commodity may use them (route_graph.hpp)

// Ways that call at some stops in order and end at the last of them. Knows what is left to pay from
// anywhere, so that a search goes straight to the cheapest ways.
class WaysTo {
  friend class RouteFinder;
  friend class RouteSearch;

  // A state in which cargo may come to a stop, and what is left to pay from there.
  struct Arrival {
    double cost_after = 0;
    const std::vector<double>* cost_before = nullptr;  // by state: until it has come there so
  };
  double cost_left(std::size_t called, std::size_t state) const;

  std::shared_ptr<RouteGraph> graph_;
  std::vector<PlaceId> stops_;
  std::vector<std::vector<Arrival>> arrivals_;  // by stop
};

// The links that one commodity may use, weighed by what they cost it; where it changes carriers,
// handling is paid.
class RouteFinder {
 public:
  // `left_out`: links that are no way, by LinkId; empty: none.
  RouteFinder(const Scenario& scenario, CommodityId commodity,
              const std::vector<bool>& left_out = {});

  WaysTo ways_by(std::vector<PlaceId> stops) const;

 private:
  std::shared_ptr<RouteGraph> graph_;
};

// What a search of ways by several corridors has found.
struct RoutesFound {
  std::vector<std::vector<Route>> by;  // each family's cheapest, the cheapest first
  // It gave up on the families that have not all that was asked for: there are too many ways that
  // lead back to where they have been.
  bool gave_up = false;
};

// A family is what goes by one corridor: WaysTo of one finder, forwards and backwards.
using RouteFamily = std::vector<const WaysTo*>;
using IsAllowed = std::function<bool(const std::vector<LinkId>&)>;

// The `count` cheapest of each family from a place that call nowhere twice, as far as they are
// allowed; fewer if there are no more. The search is exact. What costs four times as much as the
// cheapest by any family is left out, for nobody would take it.
RoutesFound cheapest_by_each(const std::vector<RouteFamily>& families, PlaceId from,
                             std::size_t count, const IsAllowed& is_allowed);

// Links on which nothing can set out when the scenario begins, by LinkId.
std::vector<bool> closed_links(const Scenario& scenario);

// May the commodity use the link: is it carried there, by a mode that it may use, and neither the
// link nor the places at its ends closed to it by sanctions or rules?
bool may_use(const Scenario& scenario, const LinkSpec& link, CommodityId commodity);

// Whether anything may set out on the link: it is open and, where ships go by it, so are the ports
// at its ends. A place that is closed is closed to ships.
bool is_open(const Scenario& scenario, const LinkSpec& link);

// Mean time on the link itself; a pipeline's at its full rate.
Duration mean_transit(const Scenario& scenario, const LinkSpec& link);

// Mean time that is spent on arriving at a place: formalities if it has any, else a train's stop.
Duration mean_arrival_time(const PlaceSpec& place);

// What one TEU, wagon, truck or tonne pays for the link and for getting through the place at its
// end, and what its owner counts for risk there.
Money cost_of_passage(const Scenario& scenario, const LinkSpec& link, CargoClass cargo);

}  // namespace caravan
