// Shippers release lots at their rate. A lot of oil is released when all of it lies in the tank
// from which it goes.
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// The first lot of each demand is planned, or the first offer of its history.
void open_shippers(World& world);
// A demand's next lot is due, and the one after is planned.
void on_consignment_released(World& world, DemandId demand);
// The oil of a shipper's next lot lies in the tank.
void on_lot_has_oil(World& world, DemandId demand);
// Shippers offer more or less than before.
void on_demand_changed(World& world, DemandId demand);
// For nominations: lots are due at this rate from now on.
void set_release_rate(World& world, DemandId demand, AmountPerHour rate);

}  // namespace caravan
