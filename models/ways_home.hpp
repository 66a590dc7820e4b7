// The ways on which rolling stock comes home empty.
#pragma once

#include "caravan/models/network.hpp"

namespace caravan {

// Fills `network.ways_home`: from wherever a unit may fall idle to each of its homes, the shortest
// way over lines that it can use; none if there is no way.
void find_ways_home(Network& network);

// Whether a unit of the pool that falls idle at the place can come to all homes of the pool.
bool comes_home(const Scenario& scenario, RollingStockId pool, PlaceId place);

// Whether a train can run from one link on to another: of one gauge, or where bogies are changed.
bool runs_through(const Scenario& scenario, const LinkSpec& before, const LinkSpec& after);

}  // namespace caravan
