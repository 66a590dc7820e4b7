#include "caravan/models/corridor_ways.hpp"

#include <algorithm>

namespace caravan {
namespace {

template <class Stops>
bool calls_in_turn(Stops stop, Stops last, const std::vector<PlaceId>& places) {
  for (const PlaceId place : places) {
    if (stop != last && *stop == place) ++stop;
  }
  return stop == last;
}

}  // namespace

CorridorWays::CorridorWays(const Scenario& scenario)
    : scenario_(scenario),
      count_(static_cast<std::size_t>(scenario.routes.per_corridor)),
      barred_(scenario.commodities.size()) {
  for (std::size_t c = 0; c < scenario.corridors.size(); ++c) {
    if (scenario.corridors[c].via.empty()) continue;
    for (const CommodityId one : scenario.corridors[c].not_for) barred_[one.index()].push_back(c);
  }
  leave_out({});
}

std::size_t CorridorWays::leave_out(std::vector<bool> links) {
  conditions_.push_back({std::move(links)});
  conditions_.back().finders.resize(scenario_.commodities.size());
  return conditions_.size() - 1;
}

const CorridorWays::Ways& CorridorWays::ways_to(std::size_t index, Goal goal) {
  const auto [known, is_new] = ways_.try_emplace({index, goal});
  Ways& ways = known->second;
  if (!is_new) return ways;
  Condition& condition = conditions_[index];
  std::optional<RouteFinder>& finder = condition.finders[goal.commodity.index()];
  if (!finder) finder.emplace(scenario_, goal.commodity, condition.left_out);
  ways.any = finder->ways_by({goal.to});
  for (const CorridorSpec& corridor : scenario_.corridors) {
    std::vector<WaysTo>& by = ways.by.emplace_back();
    if (is_barred(corridor, goal.commodity)) continue;
    std::vector<PlaceId> stops = corridor.via;
    stops.push_back(goal.to);
    by.push_back(finder->ways_by(stops));
    if (corridor.via.size() < 2) continue;
    std::reverse(stops.begin(), stops.end() - 1);
    by.push_back(finder->ways_by(stops));
  }
  return ways;
}

std::vector<RouteFamily> CorridorWays::families(std::size_t condition, Goal goal) {
  std::vector<RouteFamily> families;
  for (const std::vector<WaysTo>& by : ways_to(condition, goal).by) {
    RouteFamily& family = families.emplace_back();
    for (const WaysTo& ways : by) family.push_back(&ways);
  }
  return families;
}

RoutesFound CorridorWays::find(const std::vector<RouteFamily>& families, Goal goal,
                               PlaceId from) const {
  return cheapest_by_each(families, from, count_, [&](const std::vector<LinkId>& links) {
    return is_allowed(goal.commodity, from, links);
  });
}

const RoutesFound& CorridorWays::by_each(std::size_t condition, Goal goal, PlaceId from) {
  const auto [known, is_new] = by_each_.try_emplace({condition, goal, from});
  if (is_new) known->second = find(families(condition, goal), goal, from);
  return known->second;
}

const RoutesFound& CorridorWays::by_each_or_none(std::size_t condition, Goal goal, PlaceId from) {
  const auto [known, is_new] = by_each_or_none_.try_emplace({condition, goal, from});
  if (!is_new) return known->second;
  std::vector<RouteFamily> all = families(condition, goal);
  all.push_back({&ways_to(condition, goal).any});
  return known->second = find(all, goal, from);
}

bool CorridorWays::is_allowed(CommodityId commodity, PlaceId from,
                              const std::vector<LinkId>& links) const {
  const std::vector<std::size_t>& barred = barred_[commodity.index()];
  if (barred.empty()) return true;
  std::vector<PlaceId> places{from};
  for (const LinkId link : links) places.push_back(scenario_[link].to);
  return std::none_of(barred.begin(), barred.end(), [&](std::size_t corridor) {
    return goes_by(scenario_.corridors[corridor], places);
  });
}

bool goes_by(const CorridorSpec& corridor, const std::vector<PlaceId>& places) {
  return calls_in_turn(corridor.via.begin(), corridor.via.end(), places) ||
         calls_in_turn(corridor.via.rbegin(), corridor.via.rend(), places);
}

bool is_barred(const CorridorSpec& corridor, CommodityId commodity) {
  return std::find(corridor.not_for.begin(), corridor.not_for.end(), commodity) !=
         corridor.not_for.end();
}

}  // namespace caravan
