// What is recorded of cables: a row of each series when an interval ends, and figures of the run.
#pragma once

#include "caravan/models/results.hpp"

namespace caravan {

struct World;

// Forgets what was before.
void begin_counting_cables(World& world);
void end_cable_interval(World& world);
void fill_cables(const World& world, Results& results);

}  // namespace caravan
