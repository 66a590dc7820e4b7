// Where the time of a resource's servers went, and that of those who waited for them. Exact.
#pragma once

#include <algorithm>
#include <cstdint>

#include "caravan/sim/time.hpp"
#include "caravan/sim/wide.hpp"

namespace caravan {

// How many servers there are of each sort at an instant, and how many requests wait. Servers in use
// when there are fewer than that work on, and count as there until they are given back.
struct ServerLevels {
  std::int64_t servers = 0;  // there are
  std::int64_t out = 0;      // of these, out of service as soon as they are free
  std::int64_t in_use = 0;   // working or blocked
  std::int64_t blocked = 0;  // of these, done but not free: what they hold can't leave
  std::int64_t waiting = 0;  // requests

  std::int64_t present() const { return std::max(servers, in_use); }
  std::int64_t idle() const { return std::max<std::int64_t>(0, servers - out - in_use); }
  std::int64_t down() const { return present() - in_use - idle(); }
  std::int64_t busy() const { return in_use - blocked; }

  bool operator==(const ServerLevels&) const = default;
};

// Levels times ticks.
struct ServerTimes {
  Wide present = 0;
  Wide busy = 0;
  Wide blocked = 0;
  Wide down = 0;
  Wide idle = 0;
  Wide waiting = 0;

  void add(const ServerLevels& levels, Duration duration) {
    const Wide ticks = duration.value;
    present += ticks * levels.present();
    busy += ticks * levels.busy();
    blocked += ticks * levels.blocked;
    down += ticks * levels.down();
    idle += ticks * levels.idle();
    waiting += ticks * levels.waiting;
  }

  bool operator==(const ServerTimes&) const = default;
};

}  // namespace caravan
