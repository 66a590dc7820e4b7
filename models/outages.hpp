// For some time a port is closed, some of its berths are out, or a pipeline carries less. Those
// that overlap add up: of berths the fewest are left, of a pipeline's capacity the product of the
// shares.
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void begin_outages(World& world);
void on_outage_began(World& world, OutageId id);
void on_outage_ended(World& world, OutageId id);

}  // namespace caravan
