// What changes about ships that call on business of their own: plain copyable data.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/sim/duration_tally.hpp"
#include "caravan/sim/event.hpp"
#include "caravan/sim/pool.hpp"
#include "caravan/sim/time_weighted.hpp"

namespace caravan {

enum class VisitorStep : std::uint8_t { awaiting_berth, coming_in, at_work, going_out };

// One ship, from its arrival to its departure.
struct Visitor {
  std::uint32_t call = 0;    // index of its spec
  std::uint64_t number = 0;  // of the visit, from 0: with the spec's id, its name in random draws
  VisitorStep step = VisitorStep::awaiting_berth;
  bool is_live = false;
  bool is_interrupted = false;  // at work: by weather or an outage
  Time arrived;
  Time began;     // its work, or going on with it
  Duration left;  // of its work, then
  EventId done;

  bool operator==(const Visitor&) const = default;
};

struct Calls {
  std::uint64_t arrived = 0;  // ever
  std::uint64_t left = 0;     // ever: came to a berth and left it, or went elsewhere
  TimeWeighted in_port;       // from arrival to departure
  // In the interval.
  std::uint64_t arrived_now = 0;
  std::uint64_t turned_away_now = 0;
  // Of the run, since counting began.
  DurationTally waits;  // from arrival to a berth
  DurationTally stays;  // from arrival to departure

  bool operator==(const Calls&) const = default;
};

struct CallSystem {
  std::vector<Calls> all;  // by CallId
  Pool<Visitor, VisitorId> ships;

  bool operator==(const CallSystem&) const = default;
};

}  // namespace caravan
