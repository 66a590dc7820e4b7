#include "caravan/models/train_life.hpp"

#include <cmath>

#include "caravan/models/consignment_life.hpp"

namespace caravan {
namespace {

const Leg& leg_of(const World& world, const Train& train) { return (*world.network)[train.leg]; }

LinkId link_of(const World& world, const Train& train) {
  return leg_of(world, train).links[train.link];
}

// Where it is loaded, or unloaded.
PlaceId terminal_of(const World& world, const Train& train) {
  const Leg& leg = leg_of(world, train);
  return train.step == TrainStep::loading ? leg.from : leg.to;
}

Amount least_cargo(const Leg& leg) {
  const double least = leg.fill.minimum * static_cast<double>(leg.payload.value);
  return Amount{static_cast<std::int64_t>(std::ceil(least))};
}

void await_more_cargo(World& world, LegId id) {
  const LegQueue& queue = world.queues[id.index()];
  if (queue.waiting.empty()) return;
  const Consignment& first = world.consignments[queue.waiting.front().id];
  const Time leaves = first.since + (*world.network)[id].fill.maximum_wait;
  world.scheduler.schedule(std::max(leaves, world.now()), EventKind::cargo_waited_for_train,
                           id.value, queue.trains_formed);
}

void hold_all(World& world, const Train& train, Stage stage, Cause cause, PlaceId place) {
  for (const ConsignmentId lot : train.cargo) hold(world, lot, stage, cause, place);
}

void request_track(World& world, TrainId id) {
  const PlaceId place = terminal_of(world, world.trains[id]);
  if (world.places[place.index()].tracks.request(world.now(), {.who = id.value})) {
    on_track_granted(world, id);
  }
}

void release_track(World& world, TrainId id) {
  Resource& tracks = world.places[terminal_of(world, world.trains[id]).index()].tracks;
  tracks.release(world.now(), {.who = id.value});
  while (const auto next = tracks.grant_next(world.now())) {
    world.schedule(Duration{}, EventKind::track_granted, next->who);
  }
}

Request desk_for(TrainId id) {
  return {.who = id.value, .purpose = static_cast<std::uint32_t>(DeskFor::train)};
}

// Takes the cargo that came first, as far as it fits.
void form_train(World& world, LegId leg_id) {
  const Leg& leg = (*world.network)[leg_id];
  LegQueue& queue = world.queues[leg_id.index()];
  const TrainId id = world.trains.add();
  Train& train = world.trains[id];
  train.leg = leg_id;
  train.number = queue.trains_formed++;
  train.link = 0;
  train.step = TrainStep::loading;
  train.aboard = 0;
  train.cargo.clear();

  Amount room = leg.payload;
  while (!queue.waiting.empty()) {
    const Amount amount = world.consignments[queue.waiting.front().id].amount;
    if (amount > room) break;
    room -= amount;
    train.cargo.push_back(claim(world, leg_id, 0, id.value));
    hold(world, train.cargo.back(), Stage::loading, Cause::track, leg.from);
  }
  queue.train_fill.add(1 - room / leg.payload);
  request_track(world, id);
}

Paths& paths_of(World& world, LinkId link) {
  return world.paths[shared_paths(world.network->scenario, link).index()];
}

void request_path(World& world, TrainId id) {
  Train& train = world.trains[id];
  train.path_requested = world.now();
  for (const ConsignmentId lot : train.cargo) {
    hold(world, lot, Stage::moving, Cause::path, link_of(world, train));
  }
  Paths& paths = paths_of(world, link_of(world, train));
  const Time enters = std::max(world.now(), paths.next_free);
  paths.next_free = enters + paths.headway;
  world.scheduler.schedule(enters, EventKind::train_set_out, id.value);
}

Duration handling_time(const World& world, const Train& train, Amount amount) {
  const PlaceSpec& place = (*world.network)[terminal_of(world, train)];
  const double per_hour = place.handling[leg_of(world, train).cargo].value;
  return hours(static_cast<double>(amount.value) / per_hour);
}

Amount load_of(const World& world, const Train& train) {
  Amount load;
  for (const ConsignmentId id : train.cargo) load += world.consignments[id].amount;
  return load;
}

void unload_next_lot(World& world, TrainId id) {
  const Train& train = world.trains[id];
  hold(world, train.unloadable.front(), Stage::unloading, Cause::unloading,
       leg_of(world, train).to);
  const Amount lot = world.consignments[train.unloadable.front()].amount;
  world.schedule(handling_time(world, train, lot), EventKind::train_lot_unloaded, id.value);
}

void ask_for_room(World& world, TrainId id) {
  const PlaceId place = leg_of(world, world.trains[id]).to;
  world.trains[id].step = TrainStep::unloading;
  world.trains[id].aboard = static_cast<std::uint32_t>(world.trains[id].cargo.size());
  for (std::size_t i = 0; i < world.trains[id].cargo.size(); ++i) {
    const ConsignmentId lot = world.trains[id].cargo[i];
    hold(world, lot, Stage::unloading, Cause::storage, place);
    if (request_storage(world, lot, place)) on_train_lot_has_room(world, id, lot);
  }
}

void stop_at(World& world, TrainId id, PlaceId place) {
  if (!(*world.network)[place].formalities) {
    hold_all(world, world.trains[id], Stage::moving, Cause::stop, place);
    world.schedule(world.luck.stop(*world.network, place, world.trains[id]),
                   EventKind::train_stop_done, id.value, false);
    return;
  }
  hold_all(world, world.trains[id], Stage::moving, Cause::formalities_line, place);
  if (world.places[place.index()].desks.request(world.now(), desk_for(id))) {
    on_train_desk_granted(world, id);
  }
}

}  // namespace

void on_cargo_ready_for_train(World& world, LegId leg) {
  const Amount least = least_cargo((*world.network)[leg]);
  const LegQueue& queue = world.queues[leg.index()];
  const bool is_first = queue.waiting.size() == 1;
  if (queue.amount >= least) {
    while (!queue.waiting.empty() && queue.amount >= least) form_train(world, leg);
    await_more_cargo(world, leg);
  } else if (is_first) {
    await_more_cargo(world, leg);
  }
}

void on_cargo_waited_for_train(World& world, LegId leg, std::uint64_t trains_formed) {
  if (world.queues[leg.index()].trains_formed != trains_formed) return;
  form_train(world, leg);
  await_more_cargo(world, leg);
}

void on_track_granted(World& world, TrainId id) {
  const Train& train = world.trains[id];
  if (train.step == TrainStep::unloading) return unload_next_lot(world, id);
  hold_all(world, train, Stage::loading, Cause::loading, terminal_of(world, train));
  world.schedule(handling_time(world, train, load_of(world, train)), EventKind::train_loaded,
                 id.value);
}

void on_train_loaded(World& world, TrainId id) {
  release_track(world, id);
  Train& train = world.trains[id];
  train.step = TrainStep::running;
  for (const ConsignmentId consignment : train.cargo) put_aboard(world, consignment);
  request_path(world, id);
}

void on_train_set_out(World& world, TrainId id) {
  const Train& train = world.trains[id];
  const LinkId link = link_of(world, train);
  paths_of(world, link).waits.add(world.now() - train.path_requested);
  for (const ConsignmentId consignment : train.cargo) set_out(world, consignment, link);
  world.recorder.departed(link);
  world.schedule(world.luck.run(*world.network, link, train), EventKind::train_arrived, id.value);
}

void on_train_arrived(World& world, TrainId id) {
  Train& train = world.trains[id];
  const PlaceId place = (*world.network)[link_of(world, train)].to;
  for (const ConsignmentId consignment : train.cargo) world.consignments[consignment].at = place;
  ++train.link;
  const bool is_at_end = train.link == leg_of(world, train).links.size();
  if (is_at_end) return ask_for_room(world, id);
  stop_at(world, id, place);
}

void on_train_desk_granted(World& world, TrainId id) {
  const Train& train = world.trains[id];
  const PlaceId place = (*world.network)[link_of(world, train)].from;
  hold_all(world, train, Stage::moving, Cause::formalities, place);
  const Duration work = world.luck.formalities(*world.network, place, train);
  const Calendar& hours = (*world.network)[place].formalities->hours;
  world.scheduler.schedule(hours.after_open_time(world.now(), work), EventKind::train_stop_done,
                           id.value, true);
}

void on_train_stop_done(World& world, TrainId id, bool had_desk) {
  if (had_desk) {
    const PlaceId place = (*world.network)[link_of(world, world.trains[id])].from;
    world.places[place.index()].desks.release(world.now(), desk_for(id));
    grant_desks(world, place);
    for (const ConsignmentId lot : world.trains[id].cargo) {
      split_off_closed_hours(world, lot, (*world.network)[place].formalities->hours);
      charge_border_fee(world, lot, place);
    }
  }
  request_path(world, id);
}

void on_train_lot_has_room(World& world, TrainId id, ConsignmentId lot) {
  Train& train = world.trains[id];
  hold(world, lot, Stage::unloading, Cause::track, leg_of(world, train).to);
  train.unloadable.push(lot);
  // With others to unload it has a track, or has asked for one.
  if (train.unloadable.size() == 1) request_track(world, id);
}

void on_train_lot_unloaded(World& world, TrainId id) {
  // A reference would not hold: what becomes ready may form new trains.
  const ConsignmentId lot = world.trains[id].unloadable.pop();
  const bool has_more = !world.trains[id].unloadable.empty();
  const bool is_empty = --world.trains[id].aboard == 0;
  // Without a lot that has room it gives up its track: others may clear the yard on it.
  has_more ? unload_next_lot(world, id) : release_track(world, id);
  on_unloaded(world, lot);
  if (!is_empty) return;
  world.trains[id].cargo.clear();
  world.trains.remove(id);
}

}  // namespace caravan
