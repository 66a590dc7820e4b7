// The beginning of a consignment's life, before it is in anybody's hands:
//
//   released -> [refused while a railway has an embargo on a place on its way]
//     -> [waits for an empty box or wagon] -> [waits for room in the yard] -> stored at its origin
//
// and what follows from the boxes and wagons at its end: they come back empty, as cargo.
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void seek_acceptance(World& world, ConsignmentId id);
// The embargo that refused it has ended.
void on_embargo_lifted(World& world, ConsignmentId id, EmbargoId lifted);
void on_equipment_granted(World& world, ConsignmentId id);

// It is delivered: its boxes or wagons are sent back, or are back.
void settle_equipment(World& world, DemandId demand, Amount amount);

// A consignment that is not aboard goes on by another way from where it is. It is not refused
// again.
void rebook(World& world, Consignment& consignment, ItineraryId way);

// A train has come to a place with this cargo.
void note_arrivals(World& world, const std::vector<ConsignmentId>& cargo, PlaceId place);

// To be told whenever more or less lies at a place, or stands outside it.
void review_embargoes(World& world, PlaceId place);

// Throws std::logic_error unless all boxes and wagons are loaded, on their way back, or at hand.
void check_equipment(const World& world);

}  // namespace caravan
