// A block train's life:
//
//   formed when enough cargo waits, or its first has waited long enough
//     -> a track -> loaded -> [a path -> runs -> stops or is cleared at a place] for each link
//     -> at the end: each lot that has room in the yard is unloaded, on a track while there are
//        any -> gone when all are
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void on_cargo_ready_for_train(World& world, LegId leg);
// `trains_formed` is what it was when the wait began: a train formed since makes it void.
void on_cargo_waited_for_train(World& world, LegId leg, std::uint64_t trains_formed);
void on_track_granted(World& world, TrainId id);
void on_train_loaded(World& world, TrainId id);
void on_train_set_out(World& world, TrainId id);
void on_train_arrived(World& world, TrainId id);
void on_train_desk_granted(World& world, TrainId id);
// The stop is over; `had_desk` if it was for formalities.
void on_train_stop_done(World& world, TrainId id, bool had_desk);
// One more of its lots has room at the end of the leg.
void on_train_lot_has_room(World& world, TrainId id, ConsignmentId lot);
// The lot that was worked on is in the yard.
void on_train_lot_unloaded(World& world, TrainId id);

}  // namespace caravan
