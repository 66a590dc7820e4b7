// Ships in a harbour: wind and waves that close it, and the tugs and pilots that they need to move.
//
//   open -> closed: nobody comes to a berth or leaves one; cargo work pauses, or goes on
//        -> open: what was paused goes on, who waited moves
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// The first closure of a port that closes by itself is planned.
void begin_weather(World& world, PlaceId port);
void on_port_closed(World& world, PlaceId port);
void on_port_opened(World& world, PlaceId port);
// Before its weather becomes other than it was: what was expected of it is settled. And after.
void settle_weather(World& world, PlaceId port);
void plan_closure(World& world, PlaceId port);
// By wind and waves, so long that this share of its closures lasts less; it must be open to them.
void close_for(World& world, PlaceId port, double share_that_last_less);

// An intervention has closed or opened it, or has changed what it has.
void harbour_changed(World& world, PlaceId port);

// Of the type, which the port must have.
std::size_t berth_index(const PlaceSpec& port, const std::string& type);

// Whoever waits for one of these berths, and can have it, is told.
void grant_berths(World& world, Resource& berths, PlaceId port);

// The vessel wants to come to its berth, or to leave it: when it has, on_vessel_manoeuvred follows.
void request_manoeuvre(World& world, VesselId id);
void on_tugs_granted(World& world, VesselId id);
// It gives back tugs and pilots.
void end_manoeuvre(World& world, VesselId id);

// So many tugs and pilots for this request, as far as the port counts its own.
Claim claim_for(const World& world, PlaceId port, const Request& request, std::int64_t tugs,
                std::int64_t pilots);
bool is_nothing(const Claim& claim);
// Who waits for them is told.
void give_back_tugs(World& world, PlaceId port, const Claim& claim);

// What the vessel's call has cost beyond its laytime, shared by what it carries away.
void charge_laytime(World& world, const Vessel& vessel);

}  // namespace caravan
