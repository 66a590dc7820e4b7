#include "caravan/models/lines.hpp"

#include <algorithm>

#include "caravan/models/consignment_life.hpp"
#include "caravan/models/train_life.hpp"

namespace caravan {
namespace {

void hold_cargo(World& world, TrainId id, LinkId link, Cause cause) {
  for (const ConsignmentId lot : world.trains[id].cargo) {
    hold(world, lot, Stage::moving, cause, link);
  }
}

void hold_all_under_way(World& world, LinkId link, Cause cause) {
  const auto& trains = world.trains.slots();
  for (std::size_t i = 0; i < trains.size(); ++i) {
    if (trains[i].on_line == link) hold_cargo(world, TrainId(i), link, cause);
  }
}

// All that they have run so far counts as lost.
void send_back_all_under_way(World& world, LinkId link) {
  for (std::size_t i = 0; i < world.trains.slots().size(); ++i) {
    Train& train = world.trains[TrainId(i)];
    if (train.on_line != link) continue;
    const Duration lost = time_stood(world, link) - train.stood_before;
    const Duration left = train.due + lost - world.now();
    const Duration run = world.luck.run(world.scenario(), link, train);
    train.stood_before = train.stood_before - std::max(run - left, Duration{});
  }
}

void begin_standing(World& world, LinkId link) {
  Paths& paths = world.paths[link.index()];
  paths.is_standing = true;
  paths.stands_since = world.now();
  if (world[link].work_in_progress == WorkInProgress::restarts)
    send_back_all_under_way(world, link);
  hold_all_under_way(world, link, Cause::line_closed);
}

void end_standing(World& world, LinkId link) {
  Paths& paths = world.paths[link.index()];
  paths.stood = time_stood(world, link);
  paths.is_standing = false;
  hold_all_under_way(world, link, Cause::moving);
  while (!paths.standing.empty()) on_train_arrived(world, paths.standing.pop());
}

}  // namespace

void on_line_opened_or_closed(World& world, LinkId id) {
  const LinkSpec& link = world[id];
  Paths& paths = world.paths[id.index()];
  const bool stands = !link.is_open && link.work_in_progress != WorkInProgress::finishes;
  if (stands && !paths.is_standing) begin_standing(world, id);
  if (!stands && paths.is_standing) end_standing(world, id);
  if (!link.is_open) return;
  for (std::size_t waiting = paths.held.size(); waiting > 0; --waiting) {
    request_path(world, paths.held.pop());
  }
}

void on_headway_changed(World& world, LinkId id) {
  const LinkId shared = shared_paths(world.scenario(), id);
  Paths& paths = world.paths[shared.index()];
  const Duration before = paths.headway;
  paths.headway = days(1 / world[shared].rail.paths_per_day);
  paths.next_free += paths.headway - before;
}

bool waits_for_line(World& world, TrainId id, LinkId link) {
  if (world[link].is_open) return false;
  hold_cargo(world, id, link, Cause::line_closed);
  world.paths[link.index()].held.push(id);
  return true;
}

Duration time_stood(const World& world, LinkId link) {
  const Paths& paths = world.paths[link.index()];
  return paths.is_standing ? paths.stood + (world.now() - paths.stands_since) : paths.stood;
}

bool is_still_under_way(World& world, TrainId id, LinkId link) {
  Train& train = world.trains[id];
  Paths& paths = world.paths[link.index()];
  if (paths.is_standing) return paths.standing.push(id), true;
  const Duration lost = time_stood(world, link) - train.stood_before;
  if (lost == Duration{}) return false;
  train.stood_before += lost;
  train.due += lost;
  world.scheduler.schedule(train.due, EventKind::train_arrived, id.value);
  return true;
}

}  // namespace caravan
