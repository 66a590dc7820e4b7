// A vessel's life:
//
//   arrives -> a berth, tugs and a pilot -> moored, papers done
//     -> each lot that has room ashore is discharged (see berth_work), until all are
//     -> into dock, if that is due
//     -> loads at the same berth if enough cargo waits; else lies idle at anchor until there is
//        enough, or it has waited long enough, or is sent where cargo waits -> a berth -> loaded
//     -> tugs and a pilot -> sails, in ballast if there was nothing; at once if nobody ships there
//
//   by a timetable: lies at anchor until its departure nears -> a berth -> loads what comes until
//   it is due -> sails
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void on_vessel_arrived(World& world, VesselId id);
void on_berth_granted(World& world, VesselId id);
// It has come to its berth, or has left it.
void on_vessel_manoeuvred(World& world, VesselId id);
void on_vessel_papers_done(World& world, VesselId id);
void on_vessel_lot_discharged(World& world, VesselId id, ConsignmentId lot);
void on_vessel_out_of_dock(World& world, VesselId id);
void on_cargo_ready_for_vessel(World& world, LinkId link);
void on_vessel_waited_for_cargo(World& world, VesselId id);
void on_departure_nears(World& world, VesselId id);
void on_departure_due(World& world, VesselId id);
void on_vessel_lot_loaded(World& world, VesselId id, ConsignmentId lot);
void on_vessel_broke_down(World& world, VesselId id);
void on_vessel_repaired(World& world, VesselId id);

// It is empty and in port: what next?
void find_cargo(World& world, VesselId id);
// With what it has loaded, to the link that it has loaded for.
void put_to_sea(World& world, VesselId id);
void sail_in_ballast(World& world, VesselId id);
// Out of those that lie at anchor.
void leave_anchorage(World& world, VesselId id);
void give_back_berth(World& world, Vessel& vessel, VesselId id);

// A vessel sets out on its first voyage, some way along the link.
void launch(World& world, FleetId fleet, LinkId link);

}  // namespace caravan
