// A ship that calls at a port on business of its own:
//
//   arrives (goes elsewhere if too many wait) -> waits for a berth -> comes in, with tugs and
//   pilots
//     -> works at the berth (stops in weather and outages, as the port's rule says)
//     -> goes out, with tugs and pilots, when the port is open -> comes back, or others come
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// The first arrival of each stream, and of each ship that comes back.
void begin_calls(World& world);

void on_ship_due(World& world, CallId call);
void on_ship_berth_granted(World& world, VisitorId id);
void on_ship_tugs_granted(World& world, VisitorId id);
void on_ship_manoeuvred(World& world, VisitorId id);
void on_ship_worked(World& world, VisitorId id);

// The ship wants to come to its berth, or to leave it.
void request_manoeuvre(World& world, VisitorId id);

// All work of these ships at a port stops, or goes on.
void interrupt_calls_at(World& world, PlaceId port);
void resume_calls_at(World& world, PlaceId port);

void begin_counting_calls(World& world);
void end_call_interval(World& world);
void fill_calls(const World& world, Results& results);

}  // namespace caravan
