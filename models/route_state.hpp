// What shippers think of the ways that their cargo may take. Plain data.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/sim/time.hpp"

namespace caravan {

// How long a leg takes, from ready at its beginning to through at its end: what all who ship by it
// think, and what cargo has met with since they last thought about it. In days.
struct LegTime {
  double mean = 0;
  double mean_square = 0;
  std::uint32_t met = 0;  // experiences since
  double sum = 0;
  double sum_of_squares = 0;

  double variance() const { return std::max(0.0, mean_square - mean * mean); }
  bool operator==(const LegTime&) const = default;
};

struct RouteState {
  std::vector<LegTime> legs;                          // by LegId
  std::vector<std::vector<double>> cumulative_share;  // by DemandId, of its itineraries
  // kNever while open.
  std::vector<Time> link_closed_since;
  std::vector<Time> place_closed_since;
  std::int64_t closed = 0;  // links and places

  bool operator==(const RouteState&) const = default;
};

}  // namespace caravan
