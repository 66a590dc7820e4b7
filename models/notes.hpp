// What goes into a world's journal: see journal.hpp.
#pragma once

#include <functional>

#include "caravan/models/world.hpp"

namespace caravan {

// A consignment has come to its destination; its record is whole and still open.
void note_delivered(World& world, const Consignment& consignment);
// A tanker has all its cargo aboard.
void note_loaded_parcel(World& world, TankerId tanker, double demurrage_usd);
// An event is about to be handled.
void note_event(World& world, const Event<EventKind>& event);

// Of a world at its end: consignments and parcels that are on their way, as they are now.
Journal notes_of_what_remains(const World& world);

// What holds each consignment that is alive, until now, as far as it isn't in its record yet. What
// waits for a vessel does so for several reasons.
void for_each_open_wait(const World& world,
                        const std::function<void(const Consignment&, Cause, Duration)>& visit);

}  // namespace caravan
