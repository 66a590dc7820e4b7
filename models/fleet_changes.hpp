// Fleets that grow or shrink, and sea links that close and open again.
//
//   a vessel too many is laid up as soon as it is empty and in port; one more comes from those laid
//   up, or begins empty at the first port of its fleet
//   closed: no vessel loads for the link or sets out on it; those on it sail on
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// A new one at the beginning of a link. It is empty, and has nothing to do yet.
VesselId add_vessel(World& world, FleetId fleet, LinkId link);

void on_fleet_size_changed(World& world, FleetId fleet);
void on_sea_link_opened_or_closed(World& world, LinkId link);

// An empty vessel in port that its fleet has too many of is laid up. False: it is needed.
bool is_laid_up(World& world, VesselId id);

// A vessel that is ready to set out on a closed link stays where it is, until the link opens.
// False: it is open.
bool waits_for_link(World& world, VesselId id);

}  // namespace caravan
