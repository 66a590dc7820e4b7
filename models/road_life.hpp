// The life of cargo on the road: it waits for nobody but the gates.
//
//   ready -> through the gate -> drives -> through the gate at the other end -> into the yard, when
//   there is room
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void on_cargo_ready_for_road(World& world, LegId leg);
// Closed, trucks wait where they are; those under way drive on.
void on_road_opened_or_closed(World& world, LinkId link);
void on_gate_granted(World& world, ConsignmentId id);
void on_gate_passed(World& world, ConsignmentId id);
void on_truck_arrived(World& world, ConsignmentId id);

}  // namespace caravan
