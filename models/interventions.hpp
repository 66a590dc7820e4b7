// Interventions: disruptions, investments, policies and trends.
//
//   pending -> (builds up) -> in force -> (recovers) -> pending
//
// While one has an effect, attributes of its targets are other than the scenario says; when the
// last one is over they are as they were. Those that overlap are put together as `compose` says.
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// Those that are in force at the beginning are so before anybody plans, whatever they followed from
// in the years before; investment begins with them.
void begin_interventions(World& world);

// Its time has come.
void on_intervention_due(World& world, InterventionId id);
// The project that it stands for was done then, now or before the simulation began.
void on_project_done(World& world, InterventionId id, Time done);
// A step of building up or recovering.
void on_intervention_stepped(World& world, InterventionId id);
void on_intervention_ended(World& world, InterventionId id);
// Once a day: is the facility that it waits for full enough?
void on_occupancy_seen(World& world, InterventionId id);

inline constexpr double kThousandths = 1000;  // in which their strengths are averaged over time
void begin_counting_interventions(World& world);
void end_intervention_interval(World& world);
void fill_interventions(const World& world, Results& results);

// When all that closes the place now is over; never if that is not known.
Time opens_again(const World& world, PlaceId place);

}  // namespace caravan
