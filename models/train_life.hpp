// A block train's life:
//
//   formed when enough cargo waits, or its first has waited long enough
//     -> wagons and a locomotive -> a track -> made up, loaded
//     -> for each link: [another locomotive] -> a siding ahead -> a path -> runs
//        -> stops or is cleared at a place, has its bogies changed there
//     -> at the end: broken up; each lot that has room in the yard is unloaded, on a track while
//        there are any -> gone when all are
//
//   Empty, on its way home (see rolling_stock): from link to link likewise -> gone
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void on_cargo_ready_for_train(World& world, LegId leg);
void on_cargo_gone_from_train(World& world, LegId leg);  // by another way
void on_cargo_waited_for_train(World& world, LegId leg);
// It has the wagons and the locomotive that it needs for its next link.
void on_train_has_stock(World& world, TrainId id);
void on_track_granted(World& world, TrainId id);
void on_train_marshalled(World& world, TrainId id);
void on_train_loaded(World& world, TrainId id);
void on_siding_granted(World& world, TrainId id);
void on_train_set_out(World& world, TrainId id);
void on_train_arrived(World& world, TrainId id);
void on_train_desk_granted(World& world, TrainId id);
// The stop is over; `had_desk` if it was for formalities.
void on_train_stop_done(World& world, TrainId id, bool had_desk);
void on_bogie_line_granted(World& world, TrainId id);
void on_bogies_changed(World& world, TrainId id);
// One more of its lots has room at the end of the leg.
void on_train_lot_has_room(World& world, TrainId id, ConsignmentId lot);
// The lot that was worked on is in the yard.
void on_train_lot_unloaded(World& world, TrainId id);

// For rolling stock: where a train stands while it does not run.
PlaceId place_of(const World& world, const Train& train);
// A train is ready for its next link.
void proceed(World& world, TrainId id);
// It has all that it needs but a path.
void request_path(World& world, TrainId id);

}  // namespace caravan
