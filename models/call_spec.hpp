// What a scenario says about ships that call at a port on business of their own: they carry none of
// its cargo, but they take its berths, tugs and pilots.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "caravan/models/ids.hpp"
#include "caravan/sim/distribution.hpp"

namespace caravan {

struct CallSpec {
  std::string id;
  std::string name;
  PlaceId place;
  std::string berth;  // the type that they need
  // One comes so long after the one before; or there are so many `ships`, each of which comes back
  // when it has been away for so long.
  Distribution every_hours;
  std::int64_t ships = 0;  // 0: always others
  Distribution away_hours;
  Distribution work_hours;    // at the berth, by day and night
  std::int32_t priority = 0;  // for berths, tugs and pilots; the higher goes first
  std::int64_t tugs = 0;      // to come to a berth and to leave it
  std::int64_t pilots = 0;
  Distribution manoeuvre_hours;  // either way, with tugs and pilots
  // One that would be behind so many others in the line for its type of berth goes elsewhere.
  std::optional<std::int64_t> most_waiting;
  bool operator==(const CallSpec&) const = default;
};

}  // namespace caravan
