// The ways that lead to a destination by each corridor, and by whatever way: searched once for all
// whose cargo goes there.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

#include "caravan/models/routes.hpp"

namespace caravan {

class CorridorWays {
 public:
  // As many ways as a scenario's rules want; with all links.
  explicit CorridorWays(const Scenario& scenario);

  // To the ways without some links (by LinkId). Returns how to ask for them; 0 is with all.
  std::size_t leave_out(std::vector<bool> links);
  const std::vector<bool>& left_out(std::size_t condition) const {
    return conditions_[condition].left_out;
  }

  struct Goal {
    CommodityId commodity;
    PlaceId to;
    auto operator<=>(const Goal&) const = default;
  };

  // The cheapest by each corridor, calling at its places forwards or backwards; none that would go
  // by a corridor that is closed to the commodity.
  const RoutesFound& by_each(std::size_t condition, Goal goal, PlaceId from);
  // The same, and then the cheapest by whatever corridor or none, beside which others may be far
  // too dear.
  const RoutesFound& by_each_or_none(std::size_t condition, Goal goal, PlaceId from);

 private:
  struct Condition {
    std::vector<bool> left_out;
    std::vector<std::optional<RouteFinder>> finders{};  // by commodity
  };
  struct Ways {
    std::vector<std::vector<WaysTo>> by;  // corridor: none if it is closed to the commodity
    WaysTo any;
  };
  using Key = std::tuple<std::size_t, Goal, PlaceId>;

  const Ways& ways_to(std::size_t condition, Goal goal);
  std::vector<RouteFamily> families(std::size_t condition, Goal goal);
  RoutesFound find(const std::vector<RouteFamily>& families, Goal goal, PlaceId from) const;
  bool is_allowed(CommodityId commodity, PlaceId from, const std::vector<LinkId>& links) const;

  const Scenario& scenario_;
  std::size_t count_;
  std::vector<std::vector<std::size_t>> barred_;  // by commodity: corridors that call somewhere
  std::vector<Condition> conditions_;
  std::map<std::pair<std::size_t, Goal>, Ways> ways_;
  std::map<Key, RoutesFound> by_each_;
  std::map<Key, RoutesFound> by_each_or_none_;
};

// Whether a way through these places, its ends among them, goes by the corridor: calls at its
// places in their order or in the reverse.
bool goes_by(const CorridorSpec& corridor, const std::vector<PlaceId>& places);

// Whether the corridor is closed to the commodity.
bool is_barred(const CorridorSpec& corridor, CommodityId commodity);

}  // namespace caravan
