// The cheapest ways through the network, by generalised cost.
//
//   const RouteFinder finder(scenario, containers);
//   const WaysTo by_aktau = finder.ways_by({aktau, alat, poti});
//   by_aktau.cheapest(almaty, 4);
#pragma once

#include <memory>
#include <vector>

#include "caravan/models/scenario.hpp"

namespace caravan {

struct Route {
  std::vector<LinkId> links;
  double cost = 0;  // of one TEU, wagon, truck or tonne, in US dollars
};

// Ways that call at some stops in order and end at the last of them. Holds what is left to pay from
// each link on, so that a search goes straight to the cheapest ways.
class WaysTo {
 public:
  // The `count` cheapest from here, the cheapest first, that call nowhere twice; fewer if there are
  // no more. The search is exact, but looks at no more than 1,000 beginnings of ways,
  // and leaves out what costs four times as much as the cheapest.
  std::vector<Route> cheapest(PlaceId from, std::size_t count) const;

 private:
  friend class RouteFinder;
  struct Graph;
  struct Search;

  std::shared_ptr<const Graph> graph_;
  std::vector<PlaceId> stops_;
  // By the number of stops that have been called at, and link of the graph just taken.
  std::vector<std::vector<double>> cost_left_;
};

// The links that one commodity may use, weighed by what they cost it; where it changes carriers,
// handling is paid.
class RouteFinder {
 public:
  // What is closed when the scenario begins is no way, unless asked for.
  RouteFinder(const Scenario& scenario, CommodityId commodity, bool counts_closed = false);

  WaysTo ways_by(std::vector<PlaceId> stops) const;

 private:
  std::shared_ptr<const WaysTo::Graph> graph_;
};

// May the commodity use the link: is it carried there, by a mode that it may use, and neither the
// link nor the place at its end closed to it by sanctions or rules?
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
