// The life of locomotives and wagon sets between trains:
//
//   idle at a place -> taken by a train there -> at its end idle again
//     -> after its layover away from home, back empty: a set with a locomotive, a locomotive alone
//        or with a set that is going its way
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

inline constexpr std::size_t kMostPools = 64;

// A unit stands idle at a place; trains that wait there may take it.
void set_free(World& world, StockUnitId unit, PlaceId place);

// What the train needs for its next link, at the place where it is. True: it has it. False:
// on_train_has_stock will follow.
bool request_stock(World& world, TrainId id);

void on_layover_ended(World& world, StockUnitId unit);

// When the first train that waits for a unit of the pool asked for it; never if none does.
Time waiting_for_stock_since(const World& world, RollingStockId pool);

// There are to be more of them, or fewer.
void on_stock_changed(World& world, RollingStockId pool);

// All units at their homes.
void place_rolling_stock(World& world);

// Throws std::logic_error unless every unit is idle somewhere or with one train.
void check_rolling_stock(const World& world);

}  // namespace caravan
