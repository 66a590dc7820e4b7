// The life of cargo on the road: it waits for nobody.
//
//   ready -> through the gate -> drives to the next place -> through its gate, when there is room
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void on_cargo_ready_for_road(World& world, LegId leg);
void on_truck_arrived(World& world, ConsignmentId id);
void on_truck_has_room(World& world, ConsignmentId id);

}  // namespace caravan
