// Lots and tankers at the tanks. Who is to load reserves its oil first, who is to unload its room,
// so that cargo work once begun is never short of either:
//
//   asks for oil, or room -> has it at once, or waits in line -> is told when there is enough
//     -> oil flows evenly between tank and carrier while it is worked on
//     -> the rest is moved at once when the work has ended
//
// What is unloaded on its way stays reserved for its lot; what ends its way here is the tank's.
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

OilVolume volume_of(const World& world, const Consignment& lot);

// Of the grade of these lots, or this lot, at a place; none: it is not held in tanks there. A
// junction of pipelines holds nothing.
TankId tank_of_lots(const Network& network, const DemandSpec& demand, PlaceId place);
TankId tank_of(const World& world, const Consignment& lot, PlaceId place);

// With what it asks for, a sliver must be left: streams need it for the ticks to which their
// instants are rounded.
OilVolume needed(const World& world, TankId tank, const TankRequest& request);

// True: reserved. False: the request waits; on_oil_granted or, for room, on_storage_granted
// follows.
bool request_oil(World& world, TankId tank, const TankRequest& request);
bool request_room(World& world, TankId tank, const TankRequest& request);
// Grants what there is enough for now, and schedules that they are told.
void serve_requests(World& world);

// Evenly, within `time` from now, if nothing interrupts it.
void begin_transfer(World& world, const Transfer& transfer, Duration time);
// A lot is put on its carrier at the place where it is, or taken off at the end of its leg. Nothing
// happens where it is not held in tanks.
void begin_loading(World& world, ConsignmentId id, Duration time);
void begin_unloading(World& world, ConsignmentId id, Duration time);
// It stands still until it goes on, for `time`.
void interrupt_transfer(World& world, TankRequest::Who who, std::uint32_t id);
void resume_transfer(World& world, TankRequest::Who who, std::uint32_t id, Duration time);
// What is left is moved at once; nothing if it was not begun.
void end_transfer(World& world, TankRequest::Who who, std::uint32_t id);

void settle_transfers(World& world, Duration time);

// How much of a lot is in no tank.
OilVolume outside_tanks(const World& world, ConsignmentId id);

}  // namespace caravan
