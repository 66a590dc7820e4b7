// A consignment's life:
//
//   released -> [waits for storage] -> stored at its origin -> waits for a carrier
//     -> is loaded, moved and unloaded by it (see the carriers' lives)
//     -> formalities -> waits for the next carrier -> ... -> delivered
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// There is room now for a consignment that waited for it, in a train or vessel, or outside.
void on_storage_granted(World& world, ConsignmentId id);
// A carrier has put it into the storage at the end of its leg.
void on_unloaded(World& world, ConsignmentId id);
// It is through at the place where it is: on to the next carrier, or into the consignee's hands.
void move_on(World& world, ConsignmentId id);

// It goes into the consignee's hands.
void deliver(World& world, ConsignmentId id);

// For the carriers.

// Creates a consignment of the demand, with its route chosen, and enters it in the books.
ConsignmentId release(World& world, DemandId demand, Amount amount);
// Asks for room at `place`. True: it has it. False: on_storage_granted will follow.
bool request_storage(World& world, ConsignmentId id, PlaceId place);
// A carrier has taken it aboard: it leaves the storage where it is, and whoever waits for room is
// told.
void put_aboard(World& world, ConsignmentId id);
// Takes the i-th from the front out of those that wait for a leg's carriers.
ConsignmentId claim(World& world, LegId leg, std::size_t i, std::uint32_t carrier);
// The i-th looks for another way than by this leg, because its own is closed.
void leave_queue(World& world, LegId leg, std::size_t i);
// It begins its way on a link, for which it is charged.
void set_out(World& world, ConsignmentId id, LinkId link);
// From now on it is in this stage, for this cause, at a place or on a link.
void hold(World& world, ConsignmentId id, Stage stage, Cause cause, PlaceId place);
void hold(World& world, ConsignmentId id, Stage stage, Cause cause, LinkId link);
// Of its work until now, what fell outside working hours was no work.
void split_off_closed_hours(World& world, ConsignmentId id, const Calendar& hours);
// `where` is the link of a tariff, else the place.
void charge(World& world, ConsignmentId id, Charge what, Money money, std::uint32_t where);

}  // namespace caravan
