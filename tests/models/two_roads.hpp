// Two ways for the same cargo, for tests of who takes which.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "caravan/models/lines.hpp"
#include "caravan/models/route_choice.hpp"
#include "draw.hpp"

namespace caravan::test {

// From a to z by b or by c, by trains that leave with whatever there is.
//
//   a ==> b ==> z    north
//   a ==> c ==> z    south
inline Drawing two_roads() {
  Drawing d;
  for (const char* id : {"a", "b", "c", "z"}) d.place(id);
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"a", "b"}, {"b", "z"}, {"a", "c"}, {"c", "z"}}) {
    LinkSpec& link = d.rail(from + "-" + to, from, to, hours(12));
    link.tariff[CargoClass::container] = Money{50};
    link.rail.fill = {0.01, days(1000)};
  }
  d.scenario.commodities[0].value_of_time_per_day = Money{0};
  d.scenario.routes.learning_rate = 0;
  d.scenario.routes.per_corridor = 1;
  d.corridor("north", {"b"});
  d.corridor("south", {"c"});
  d.demand("boxes", "containers", "a", "z", teu(1), hours(1));
  d.may_close_anything();
  return d;
}

// The same, with trains that end at b and c, where the gauge changes.
inline Drawing two_roads_with_a_change() {
  Drawing d = two_roads();
  for (const char* id : {"b-z", "c-z"}) d.link(id).rail.gauge_mm = 1435;
  return d;
}

inline double share(const World& world, std::size_t itinerary) {
  const std::vector<double>& cumulative = world.routes.cumulative_share[0];
  return cumulative[itinerary] - (itinerary == 0 ? 0 : cumulative[itinerary - 1]);
}

inline void set_open(World& world, const std::string& link, bool is_open) {
  Scenario& scenario = world.conditions.edit();
  const auto id = find<LinkId>(scenario.links, link);
  scenario.links[id.index()].is_open = is_open;
  on_line_opened_or_closed(world, id);
  on_ways_changed(world);
}

inline std::size_t find_leg(const Network& network, const std::string& name) {
  const auto found = std::find_if(network.legs.begin(), network.legs.end(),
                                  [&](const Leg& leg) { return leg.name == name; });
  return static_cast<std::size_t>(found - network.legs.begin());
}

// How many consignments that are alive are to go by a corridor.
inline std::size_t count_by(const World& world, std::size_t corridor) {
  std::size_t count = 0;
  for (const Consignment& c : world.consignments.slots()) {
    count += c.is_live && c.corridor == CorridorId(corridor);
  }
  return count;
}

}  // namespace caravan::test
