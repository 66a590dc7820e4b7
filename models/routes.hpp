// Cheapest ways through the network, by generalised cost.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "caravan/models/scenario.hpp"

namespace caravan {

// The links of one commodity's network, weighed by what they cost that commodity.
class RouteFinder {
 public:
  RouteFinder(const Scenario& scenario, CommodityId commodity);
  ~RouteFinder();
  RouteFinder(RouteFinder&&) noexcept;

  // A way that calls at all of `stops` in order and at no place twice; from each stop to
  // the next the cheapest one. Nothing if there is none.
  std::optional<std::vector<LinkId>> cheapest(std::vector<PlaceId> stops) const;

 private:
  struct Graph;
  // Without setting foot in the avoided places; empty if there is no way.
  std::vector<LinkId> cheapest(PlaceId from, PlaceId to, const std::set<PlaceId>& avoided) const;

  const Scenario* scenario_;
  std::vector<LinkId> link_of_edge_;
  std::unique_ptr<Graph> graph_;
};

bool carries(const Scenario& scenario, const LinkSpec& link, CargoClass cargo);

// Mean time on the link itself; a pipeline's at its full rate.
Duration mean_transit(const Scenario& scenario, const LinkSpec& link);

// Mean time that is spent on arriving at a place: formalities if it has any, else a train's stop.
Duration mean_arrival_time(const PlaceSpec& place);

// What one TEU or tonne pays for the link and for the time until it is through the place
// at its end.
Money generalised_cost(const Scenario& scenario, const LinkSpec& link,
                       const CommoditySpec& commodity);

}  // namespace caravan
