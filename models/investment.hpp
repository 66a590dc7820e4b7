// Investment in the world: projects that are done come into force, and what they cost is recorded.
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// What was done before the simulation begins is in force at once. Called by begin_interventions.
void begin_investment(World& world);

// Something is due in the programme.
void on_investment_due(World& world);
// The facility whose occupancy the project waited for has been full for long enough.
void on_project_triggered(World& world, InterventionId change);

void end_investment_interval(World& world);
void fill_investment(const World& world, Results& results);

// See check_programme.
void check_investment(const World& world);

}  // namespace caravan
