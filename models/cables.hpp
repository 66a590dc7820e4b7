// Cables: what they carry stays the same until one fails or is repaired, a month begins, or an
// intervention changes what holds; then all flows are found anew. Nothing is polled.
//
//   commissioned -> in service -> failed: its flows go other ways, or are not served
//                              -> repaired: in service again
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// Cables that are there are in service, and the first flows.
void begin_cables(World& world);

void on_cable_failed(World& world, CableId id);
void on_cable_repaired(World& world, CableId id);
void on_cable_month_began(World& world);

// What the scenario says of cables, supplies or their demands has changed. A cable is commissioned
// when it has a capacity for the first time, and may fail from then on.
void on_cables_changed(World& world);

// Books what has flowed until now.
void settle_cables(World& world);

// Throws std::logic_error, naming what does not add up, unless at every place all power and data
// that came is fed in or delivered there, and of all that was fed into a cable the rest was lost.
void check_cables(const World& world);

}  // namespace caravan
