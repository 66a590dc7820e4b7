// A plant: parts come, batches are begun and finished, vehicles leave.
//
//   parts arrive -> [wait in the yard until its store has room] -> taken in
//     -> a batch is begun: all its parts are there, and room for what it will be
//     -> finished -> assigned to outlets -> [wait for a lot] -> released as a consignment
//     -> [waits outside for an embargo, a wagon, room in the yard] -> has left the plant's store
//
// Nothing is polled: a batch is one event, and whoever brings parts or takes vehicles away lets the
// next begin.
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void begin_plants(World& world);

// A consignment is through at the plant's place.
void on_parts_arrived(World& world, ConsignmentId id);
void on_parts_have_room(World& world, ConsignmentId id);
void on_batch_finished(World& world, PlantId id);
// A consignment of vehicles has room in the yard.
void on_vehicles_stored(World& world, const Consignment& vehicles);
// To be told whenever what holds now says another capacity. The batch in work goes on with what is
// left of it.
void on_plant_capacity_changed(World& world, PlantId id);

bool brings_parts(const World& world, DemandId demand);

void begin_counting_plants(World& world);
void end_plant_interval(World& world);

// Throws std::logic_error unless every set of parts that came is in store, in work or in a vehicle,
// and every vehicle is in store or has left.
void check_plants(const World& world);

}  // namespace caravan
