// Cargo work at a berth, lot by lot: a vessel's lots wait for one of the cranes that it may have,
// are worked on at the crane's rate in working hours, and pause while weather says so.
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// A lot that can be worked on: it has room ashore, or is to be loaded.
void make_ready(World& world, VesselId id, ConsignmentId lot);
void on_crane_granted(World& world, ConsignmentId lot);
// A crane has done with the lot: it is ashore or aboard.
void on_lot_worked(World& world, ConsignmentId lot);

// Whether cargo work at the berths stands still: while the port is closed, and in bad weather, if
// the rules of either say so.
bool work_is_paused(const World& world, PlaceId port);

// Vessels whose berths have been taken out stop work, if that is the rule, or go on with it.
void review_lost_berths(World& world, PlaceId port);
// Lots whose cranes have been taken out wait for others, if that is the rule.
void review_lost_cranes(World& world, PlaceId port, CargoClass cargo);

// At all berths of a port.
void pause_work_at(World& world, PlaceId port);
void resume_work_at(World& world, PlaceId port);

}  // namespace caravan
