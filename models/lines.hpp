// Railway lines that close and open again, and whose paths become more or fewer.
//
//   closed: no train sets out on the line; those on it run on, or stand where they are and have as
//   far to go afterwards (`pauses`)
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void on_line_opened_or_closed(World& world, LinkId link);
void on_headway_changed(World& world, LinkId link);

// A train whose next link is closed waits before it: request_path follows when it opens. False: it
// is open.
bool waits_for_line(World& world, TrainId id, LinkId link);

// How long trains on the link have stood so far.
Duration time_stood(const World& world, LinkId link);

// A train that should be at the end of the link has stood on the way, or stands now: when it has
// made up for that, train_arrived follows again. False: it has arrived.
bool is_still_under_way(World& world, TrainId id, LinkId link);

}  // namespace caravan
