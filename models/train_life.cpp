#include "caravan/models/train_life.hpp"

#include <cmath>

#include "caravan/models/acceptance.hpp"
#include "caravan/models/consignment_life.hpp"
#include "caravan/models/formalities_life.hpp"
#include "caravan/models/lines.hpp"
#include "caravan/models/rolling_stock.hpp"
#include "caravan/models/tank_requests.hpp"

namespace caravan {
namespace {

const Leg& leg_of(const World& world, const Train& train) { return world[train.leg]; }

const std::vector<LinkId>& links_of(const World& world, const Train& train) {
  return world[train.run].links;
}

LinkId link_of(const World& world, const Train& train) {
  return links_of(world, train)[train.link];
}

Place& station_of(World& world, const Train& train) {
  return world.places[place_of(world, train).index()];
}

Amount least_cargo(const Leg& leg) {
  const double least = leg.fill.minimum * static_cast<double>(leg.payload.value);
  return Amount{static_cast<std::int64_t>(std::ceil(least))};
}

void await_more_cargo(World& world, LegId id) {
  LegQueue& queue = world.queues[id.index()];
  world.scheduler.cancel(queue.longest_wait);
  if (queue.waiting.empty()) return;
  const Consignment& first = world.consignments[queue.waiting.front().id];
  const Time leaves = first.since + world[id].fill.maximum_wait;
  queue.longest_wait = world.scheduler.schedule(std::max(leaves, world.now()),
                                                EventKind::cargo_waited_for_train, id.value);
}

void hold_all(World& world, const Train& train, Stage stage, Cause cause, PlaceId place) {
  for (const ConsignmentId lot : train.cargo) hold(world, lot, stage, cause, place);
}

// What waits for something that became free is told.
void grant_next(World& world, Resource& resource, EventKind kind) {
  while (const auto next = resource.grant_next(world.now())) {
    world.schedule(Duration{}, kind, next->who);
  }
}

void request_track(World& world, TrainId id) {
  if (station_of(world, world.trains[id]).tracks.request(world.now(), {.who = id.value})) {
    on_track_granted(world, id);
  }
}

void release_track(World& world, TrainId id) {
  Resource& tracks = station_of(world, world.trains[id]).tracks;
  tracks.release(world.now(), {.who = id.value});
  grant_next(world, tracks, EventKind::track_granted);
}

Request desk_for(TrainId id) {
  return {.who = id.value, .purpose = static_cast<std::uint32_t>(DeskFor::train)};
}

// Takes the cargo that came first, as far as it fits.
void form_train(World& world, LegId leg_id) {
  const Leg& leg = world[leg_id];
  LegQueue& queue = world.queues[leg_id.index()];
  const TrainId id = world.trains.add();
  Train& train = world.trains[id];
  train.leg = leg_id;
  train.run = leg.run;
  train.number = queue.trains_formed++;
  train.link = 0;
  train.step = TrainStep::loading;
  train.siding = {};
  train.has_its_bogies = train.is_marshalled = false;
  train.aboard = 0, train.cargo.clear();
  Amount room = leg.payload;
  while (!queue.waiting.empty()) {
    const Amount amount = world.consignments[queue.waiting.front().id].amount;
    if (amount > room) break;
    room -= amount;
    train.cargo.push_back(claim(world, leg_id, 0, id.value));
    hold(world, train.cargo.back(), Stage::loading, Cause::track, leg.from);
  }
  queue.train_fill.add(1 - room / leg.payload);
  if (request_stock(world, id)) on_train_has_stock(world, id);
}

Paths& paths_of(World& world, LinkId link) {
  return world.paths[shared_paths(world.scenario(), link).index()];
}

void request_siding(World& world, TrainId id) {
  const Train& train = world.trains[id];
  const PlaceId ahead = world[link_of(world, train)].to;
  if (!world[ahead].sidings) return request_path(world, id);
  hold_all(world, train, Stage::moving, Cause::siding, place_of(world, train));
  if (world.places[ahead.index()].sidings.request(world.now(), {.who = id.value})) {
    request_path(world, id);
  }
}

void leave_siding(World& world, TrainId id) {
  Train& train = world.trains[id];
  if (train.siding.is_none()) return;
  Resource& sidings = world.places[train.siding.index()].sidings;
  train.siding = {};
  sidings.release(world.now(), {.who = id.value});
  grant_next(world, sidings, EventKind::siding_granted);
}

void give_up_locomotive(World& world, TrainId id) {
  Train& train = world.trains[id];
  const StockUnitId locomotive = train.locomotive;
  train.locomotive = {};
  set_free(world, locomotive, place_of(world, train));
}

void dissolve(World& world, TrainId id) {
  leave_siding(world, id);
  const Train& train = world.trains[id];
  const PlaceId place = place_of(world, train);
  const StockUnitId locomotive = train.locomotive;
  const StockUnitId wagon_set = train.wagon_set;
  world.trains[id].locomotive = world.trains[id].wagon_set = {};
  world.trains[id].cargo.clear();
  world.trains.remove(id);
  set_free(world, locomotive, place);
  set_free(world, wagon_set, place);
}

// From now on, so much work in the station's working hours. How long it takes.
Duration work(World& world, TrainId id, Amount amount, EventKind done) {
  const Train& train = world.trains[id];
  const PlaceSpec& place = world[place_of(world, train)];
  const double per_hour = place.handling[leg_of(world, train).cargo].value;
  const Duration time = hours(static_cast<double>(amount.value) / per_hour);
  const Time ends = place.working_hours.after_open_time(world.now(), time);
  world.scheduler.schedule(ends, done, id.value);
  return ends - world.now();
}

void load(World& world, TrainId id) {
  const Train& train = world.trains[id];
  hold_all(world, train, Stage::loading, Cause::loading, place_of(world, train));
  Amount amount;
  for (const ConsignmentId lot : train.cargo) amount += world.consignments[lot].amount;
  const Duration time = work(world, id, amount, EventKind::train_loaded);
  for (const ConsignmentId lot : world.trains[id].cargo) begin_loading(world, lot, time);
}

void unload_next_lot(World& world, TrainId id) {
  const Train& train = world.trains[id];
  const ConsignmentId lot = train.unloadable.front();
  hold(world, lot, Stage::unloading, Cause::unloading, place_of(world, train));
  const Duration time =
      work(world, id, world.consignments[lot].amount, EventKind::train_lot_unloaded);
  begin_unloading(world, lot, time);
}

void stand_outside(World& world, ConsignmentId lot, PlaceId place, int sign) {
  const Consignment& consignment = world.consignments[lot];
  world.places[place.index()].outside[world.cargo_of(consignment)] += consignment.amount * sign;
}

void ask_for_room(World& world, TrainId id) {
  const PlaceId place = leg_of(world, world.trains[id]).to;
  world.trains[id].step = TrainStep::unloading;
  world.trains[id].aboard = static_cast<std::uint32_t>(world.trains[id].cargo.size());
  for (std::size_t i = 0; i < world.trains[id].cargo.size(); ++i) {
    const ConsignmentId lot = world.trains[id].cargo[i];
    hold(world, lot, Stage::unloading, Cause::storage, place);
    stand_outside(world, lot, place, +1);
    if (request_storage(world, lot, place)) on_train_lot_has_room(world, id, lot);
  }
  review_embargoes(world, place);
}

void stop_at(World& world, TrainId id, PlaceId place) {
  if (!world[place].formalities) {
    hold_all(world, world.trains[id], Stage::moving, Cause::stop, place);
    world.schedule(world.luck.stop(world.scenario(), place, world.trains[id]),
                   EventKind::train_stop_done, id.value, false);
    return;
  }
  hold_all(world, world.trains[id], Stage::moving, Cause::formalities_line, place);
  if (world.places[place.index()].desks.request(world.now(), desk_for(id))) {
    on_train_desk_granted(world, id);
  }
}

// Of another gauge than the link that it came on.
bool needs_other_bogies(const World& world, const Train& train) {
  const std::vector<LinkId>& links = links_of(world, train);
  if (train.link == 0 || train.has_its_bogies) return false;
  return world[links[train.link]].rail.gauge_mm != world[links[train.link - 1]].rail.gauge_mm;
}

void request_bogie_line(World& world, TrainId id) {
  const Train& train = world.trains[id];
  hold_all(world, train, Stage::moving, Cause::bogie_exchange, place_of(world, train));
  if (station_of(world, train).bogie_lines.request(world.now(), {.who = id.value})) {
    on_bogie_line_granted(world, id);
  }
}

}  // namespace

PlaceId place_of(const World& world, const Train& train) {
  const std::vector<LinkId>& links = links_of(world, train);
  return train.link < links.size() ? world[links[train.link]].from : world[links.back()].to;
}

void proceed(World& world, TrainId id) {
  const Train& train = world.trains[id];
  if (needs_other_bogies(world, train)) return request_bogie_line(world, id);
  const bool has_wrong_locomotive =
      !train.locomotive.is_none() &&
      world.stock[train.locomotive.index()].pool != world[link_of(world, train)].rail.locomotives;
  if (has_wrong_locomotive) give_up_locomotive(world, id);
  if (request_stock(world, id)) request_siding(world, id);
}

void request_path(World& world, TrainId id) {
  Train& train = world.trains[id];
  train.asked = world.now();
  const LinkId link = link_of(world, train);
  if (waits_for_line(world, id, link)) return;
  for (const ConsignmentId lot : train.cargo) hold(world, lot, Stage::moving, Cause::path, link);
  Paths& paths = paths_of(world, link);
  const Time enters = std::max(world.now(), paths.next_free);
  paths.next_free = enters + paths.headway;
  world.scheduler.schedule(enters, EventKind::train_set_out, id.value);
}

void on_cargo_ready_for_train(World& world, LegId leg) {
  const Amount least = least_cargo(world[leg]);
  const LegQueue& queue = world.queues[leg.index()];
  const bool is_first = queue.waiting.size() == 1;
  if (queue.amount >= least) {
    while (!queue.waiting.empty() && queue.amount >= least) form_train(world, leg);
    await_more_cargo(world, leg);
  } else if (is_first) {
    await_more_cargo(world, leg);
  }
}

void on_cargo_gone_from_train(World& world, LegId leg) { await_more_cargo(world, leg); }

void on_cargo_waited_for_train(World& world, LegId leg) {
  form_train(world, leg);
  await_more_cargo(world, leg);
}

void on_train_has_stock(World& world, TrainId id) {
  const Train& train = world.trains[id];
  if (train.step == TrainStep::running) return request_siding(world, id);
  hold_all(world, train, Stage::loading, Cause::track, place_of(world, train));
  request_track(world, id);
}

void on_track_granted(World& world, TrainId id) {
  const Train& train = world.trains[id];
  const PlaceId place = place_of(world, train);
  const bool unloads = train.step == TrainStep::unloading;
  if (unloads && train.is_marshalled) return unload_next_lot(world, id);
  const Duration time = world.luck.marshalling(world.scenario(), place, train);
  if (time == Duration{}) return on_train_marshalled(world, id);
  if (unloads) {
    for (std::size_t i = 0; i < train.unloadable.size(); ++i) {
      hold(world, train.unloadable[i], Stage::unloading, Cause::marshalling, place);
    }
  } else {
    hold_all(world, train, Stage::loading, Cause::marshalling, place);
  }
  world.schedule(time, EventKind::train_marshalled, id.value);
}

void on_train_marshalled(World& world, TrainId id) {
  Train& train = world.trains[id];
  if (train.step == TrainStep::loading) return load(world, id);
  train.is_marshalled = true;
  for (std::size_t i = 0; i < train.unloadable.size(); ++i) {
    hold(world, train.unloadable[i], Stage::unloading, Cause::track, place_of(world, train));
  }
  unload_next_lot(world, id);
}

void on_train_loaded(World& world, TrainId id) {
  release_track(world, id);
  Train& train = world.trains[id];
  const Calendar& hours = world[place_of(world, train)].working_hours;
  train.step = TrainStep::running;
  for (const ConsignmentId lot : train.cargo) {
    split_off_closed_hours(world, lot, hours);
    put_aboard(world, lot);
  }
  proceed(world, id);
}

void on_siding_granted(World& world, TrainId id) { request_path(world, id); }

void on_train_set_out(World& world, TrainId id) {
  Train& train = world.trains[id];
  const LinkId link = link_of(world, train);
  if (waits_for_line(world, id, link)) return;
  leave_siding(world, id);
  const PlaceId ahead = world[link].to;
  if (world[ahead].sidings) train.siding = ahead;
  paths_of(world, link).waits.add(world.now() - train.asked);
  for (const ConsignmentId consignment : train.cargo) set_out(world, consignment, link);
  world.recorder.departed(link);
  train.on_line = link;
  train.stood_before = time_stood(world, link);
  train.due = world.now() + world.luck.run(world.scenario(), link, train);
  world.scheduler.schedule(train.due, EventKind::train_arrived, id.value);
}

void on_train_arrived(World& world, TrainId id) {
  Train& train = world.trains[id];
  const LinkId link = link_of(world, train);
  if (is_still_under_way(world, id, link)) return;
  train.on_line = {};
  const PlaceId place = world[link].to;
  for (const ConsignmentId consignment : train.cargo) world.consignments[consignment].at = place;
  note_arrivals(world, train.cargo, place);
  ++train.link;
  train.has_its_bogies = false;
  if (train.link < links_of(world, train).size()) return stop_at(world, id, place);
  if (train.leg.is_none()) return dissolve(world, id);
  give_up_locomotive(world, id);
  ask_for_room(world, id);
}

void on_train_desk_granted(World& world, TrainId id) {
  const Train& train = world.trains[id];
  const PlaceId place = place_of(world, train);
  hold_all(world, train, Stage::moving, Cause::formalities, place);
  const Duration work = world.luck.formalities(world.scenario(), place, train);
  const Calendar& hours = world[place].formalities->hours;
  world.scheduler.schedule(hours.after_open_time(world.now(), work), EventKind::train_stop_done,
                           id.value, true);
}

void on_train_stop_done(World& world, TrainId id, bool had_desk) {
  if (had_desk) {
    const PlaceId place = place_of(world, world.trains[id]);
    world.places[place.index()].desks.release(world.now(), desk_for(id));
    grant_desks(world, place);
    for (const ConsignmentId lot : world.trains[id].cargo) {
      split_off_closed_hours(world, lot, world[place].formalities->hours);
      charge_border_fee(world, lot, place);
    }
  }
  proceed(world, id);
}

void on_bogie_line_granted(World& world, TrainId id) {
  const Train& train = world.trains[id];
  world.schedule(world.luck.bogie_exchange(world.scenario(), place_of(world, train), train),
                 EventKind::bogies_changed, id.value);
}

void on_bogies_changed(World& world, TrainId id) {
  Train& train = world.trains[id];
  Resource& lines = station_of(world, train).bogie_lines;
  train.has_its_bogies = true;
  lines.release(world.now(), {.who = id.value});
  grant_next(world, lines, EventKind::bogie_line_granted);
  proceed(world, id);
}

void on_train_lot_has_room(World& world, TrainId id, ConsignmentId lot) {
  Train& train = world.trains[id];
  hold(world, lot, Stage::unloading, Cause::track, place_of(world, train));
  train.unloadable.push(lot);
  // With others to unload it has a track, or has asked for one.
  if (train.unloadable.size() == 1) request_track(world, id);
}

void on_train_lot_unloaded(World& world, TrainId id) {
  // A reference would not hold: what becomes ready may form new trains.
  const ConsignmentId lot = world.trains[id].unloadable.pop();
  const bool has_more = !world.trains[id].unloadable.empty();
  const bool is_empty = --world.trains[id].aboard == 0;
  const PlaceId place = place_of(world, world.trains[id]);
  split_off_closed_hours(world, lot, world[place].working_hours);
  // Without a lot that has room it gives up its track: others may clear the yard on it.
  has_more ? unload_next_lot(world, id) : release_track(world, id);
  stand_outside(world, lot, place, -1);
  on_unloaded(world, lot);
  if (is_empty) dissolve(world, id);
}

}  // namespace caravan
