// A consignment that has been taken off its carrier, at the customs and the border of a place:
//
//   in line for a desk -> at the desk -> on its way, or, by chance,
//     in line for inspection -> inspected -> on its way, or, by chance, back to the line for a desk
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// It is in the storage where it is; where there are no formalities, it moves on at once.
void seek_clearance(World& world, ConsignmentId id);
void on_formalities_granted(World& world, ConsignmentId id);
void on_formalities_done(World& world, ConsignmentId id);
void on_inspection_granted(World& world, ConsignmentId id);
void on_inspected(World& world, ConsignmentId id);

void charge_border_fee(World& world, ConsignmentId id, PlaceId place);
// The next that waits for a desk, consignment or train, gets it.
void grant_desks(World& world, PlaceId place);

enum class DeskFor : std::uint32_t { consignment, train };

}  // namespace caravan
