// A vessel's life, shuttling between the two ends of its link:
//
//   arrives -> a berth -> each lot that has room ashore is discharged, until all are
//     -> loads at the same berth if enough cargo waits; else lies idle at anchor until
//        there is enough, or it has waited long enough -> a berth -> loaded
//     -> sails back, in ballast if there was nothing; at once if nobody ships that way
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void on_vessel_arrived(World& world, VesselId id);
void on_berth_granted(World& world, VesselId id);
// One more of its lots has room ashore.
void on_vessel_lot_has_room(World& world, VesselId id, ConsignmentId lot);
// The lot that was worked on is ashore.
void on_vessel_lot_discharged(World& world, VesselId id);
void on_cargo_ready_for_vessel(World& world, LinkId link);
// `voyage` is the vessel's when the wait began: having sailed since makes it void.
void on_vessel_waited_for_cargo(World& world, VesselId id, std::uint64_t voyage);
void on_vessel_loaded(World& world, VesselId id);

}  // namespace caravan
