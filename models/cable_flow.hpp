// How power and data flow through cables at one instant.
//
// Who wants some is served in the order of priority, as contracts for capacity are: each by its
// cheapest way (supply, cables, and what is lost on them), of equal ones by the shortest, of those
// by the first in the file; what that can't take goes by the next cheapest, until no way is left.
// Nobody gives way to who comes later. Where cables make a tree, or lie side by side, each gets as
// much, and as cheaply, as those before have left him; in a mesh he might get a little more by a
// way that leaves himself room on others.
//
// Losses are part of the way: to deliver d, a cable is fed d / (1 - loss), up to the next whole
// watt.
#pragma once

#include "caravan/models/cable_state.hpp"
#include "caravan/models/scenario.hpp"

namespace caravan {

// Sets all rates, by what each cable can carry now and the factors of the month (1 .. 12).
void find_cable_flows(const Scenario& scenario, unsigned month, CableSystem& system);

}  // namespace caravan
