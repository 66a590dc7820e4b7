// A parcel of crude and the tanker that comes for it:
//
//   nominated, when enough will be in the tank by then, to a laycan some weeks ahead; or it comes
//   by itself
//     -> arrived: notice of readiness, laytime runs from the laycan's beginning at the earliest
//     -> waits until its parcel lies in the tank -> waits for a berth -> moors, papers
//     -> loads (stops in weather and outages) -> leaves; what was beyond laytime costs demurrage
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// The first review of each tank, at once.
void begin_liftings(World& world);

void on_liftings_begun(World& world, TankId tank);
// One comes that nobody has nominated.
void on_tanker_due(World& world, LiftingId lifting);
// Once a day: tankers are nominated for what will be in the tank.
void on_liftings_reviewed(World& world, TankId tank);
void on_tanker_arrived(World& world, TankerId id);
void on_cargo_ready(World& world, TankerId id);
void on_tanker_berth_granted(World& world, TankerId id);
void on_tanker_moored(World& world, TankerId id);
void on_tanker_loaded(World& world, TankerId id);

// All loading at a port stops, or goes on; who was loaded leaves.
void interrupt_liftings_at(World& world, PlaceId port);
void resume_liftings_at(World& world, PlaceId port);

}  // namespace caravan
