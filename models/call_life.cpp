#include "caravan/models/call_life.hpp"

#include <algorithm>

#include "caravan/models/berth_work.hpp"
#include "caravan/models/harbour.hpp"

namespace caravan {
namespace {

const CallSpec& spec_of(const World& world, const Visitor& ship) {
  return world[CallId(ship.call)];
}

Port& port_of(World& world, const CallSpec& spec) { return world.places[spec.place.index()].port; }

Resource& berths_of(World& world, const CallSpec& spec) {
  return port_of(world, spec).berths[berth_index(world[spec.place], spec.berth)];
}

Request berth_request(const CallSpec& spec, VisitorId id) {
  return {.who = id.value,
          .purpose = static_cast<std::uint32_t>(BerthFor::visitor),
          .priority = spec.priority};
}

Claim claim_of(const World& world, VisitorId id) {
  const CallSpec& spec = spec_of(world, world.calls.ships[id]);
  return claim_for(world, spec.place, berth_request(spec, id), spec.tugs, spec.pilots);
}

// It would have to wait, and there are as many as it can stand in front of it.
bool finds_too_many(const CallSpec& spec, const Resource& berths) {
  const bool would_wait = berths.waiting() > 0 || berths.free() < 1;
  return spec.most_waiting && would_wait &&
         static_cast<std::int64_t>(berths.waiting()) >= *spec.most_waiting;
}

void leave(World& world, CallId id) {
  Calls& calls = world.calls.all[id.index()];
  const std::uint64_t number = calls.left++;
  if (world[id].ships == 0) return;
  world.schedule(world.luck.ship_away(world.scenario(), id, number), EventKind::ship_due, id.value);
}

void work(World& world, VisitorId id) {
  Visitor& ship = world.calls.ships[id];
  ship.began = world.now();
  ship.is_interrupted = false;
  ship.done = world.scheduler.schedule(ship.left, EventKind::ship_worked, id.value);
}

void begin_work(World& world, VisitorId id) {
  Visitor& ship = world.calls.ships[id];
  ship.step = VisitorStep::at_work;
  ship.left = world.luck.ship_work(world.scenario(), CallId(ship.call), ship.number);
  ship.is_interrupted = true;
  if (!work_is_paused(world, spec_of(world, ship).place)) work(world, id);
}

void depart(World& world, VisitorId id) {
  Visitor& ship = world.calls.ships[id];
  const CallId call(ship.call);
  const CallSpec& spec = world[call];
  Calls& calls = world.calls.all[call.index()];
  calls.in_port.add(world.now(), -1);
  calls.stays.add(world.now() - ship.arrived);
  ship.is_live = false;
  world.calls.ships.remove(id);
  Resource& berths = berths_of(world, spec);
  berths.release(world.now(), berth_request(spec, id));
  grant_berths(world, berths, spec.place);
  leave(world, call);
}

template <class Do>
void for_ships_at(World& world, PlaceId port, Do each) {
  for (std::size_t i = 0; i < world.calls.ships.slots().size(); ++i) {
    const Visitor& ship = world.calls.ships[VisitorId(i)];
    if (ship.is_live && spec_of(world, ship).place == port) each(VisitorId(i));
  }
}

}  // namespace

void begin_calls(World& world) {
  world.calls.all.assign(world.scenario().calls.size(), {});
  for (std::size_t i = 0; i < world.calls.all.size(); ++i) {
    const CallId id(i);
    world.calls.all[i].in_port = TimeWeighted(world.now());
    if (world[id].ships == 0) {
      world.schedule(world.luck.until_ship(world.scenario(), id, 0), EventKind::ship_due, id.value);
    }
    for (std::int64_t ship = 0; ship < world[id].ships; ++ship) leave(world, id);
  }
}

void on_ship_due(World& world, CallId id) {
  const CallSpec& spec = world[id];
  Calls& calls = world.calls.all[id.index()];
  const std::uint64_t number = calls.arrived++;
  ++calls.arrived_now;
  if (spec.ships == 0) {
    world.schedule(world.luck.until_ship(world.scenario(), id, number + 1), EventKind::ship_due,
                   id.value);
  }
  Resource& berths = berths_of(world, spec);
  if (finds_too_many(spec, berths)) {
    ++calls.turned_away_now;
    return leave(world, id);
  }
  calls.in_port.add(world.now(), +1);
  const VisitorId ship = world.calls.ships.add();
  world.calls.ships[ship] = {.call = id.value,
                             .number = number,
                             .step = VisitorStep::awaiting_berth,
                             .is_live = true,
                             .is_interrupted = false,
                             .arrived = world.now(),
                             .began = {},
                             .left = {},
                             .done = {}};
  if (berths.request(world.now(), berth_request(spec, ship))) {
    return on_ship_berth_granted(world, ship);
  }
  world.recorder.vessels_waiting_changed(world.now(), spec.place, +1);
}

void on_ship_berth_granted(World& world, VisitorId id) {
  Visitor& ship = world.calls.ships[id];
  world.calls.all[ship.call].waits.add(world.now() - ship.arrived);
  ship.step = VisitorStep::coming_in;
  request_manoeuvre(world, id);
}

void request_manoeuvre(World& world, VisitorId id) {
  const Visitor& ship = world.calls.ships[id];
  Port& port = port_of(world, spec_of(world, ship));
  const bool is_weather_bound = ship.step == VisitorStep::going_out && port.is_closed;
  if (is_weather_bound) return port.weather_bound.push({id.value, BerthFor::visitor});
  const Claim claim = claim_of(world, id);
  if (is_nothing(claim) || port.manoeuvres.request(world.now(), port.tugs_and_pilots, claim)) {
    on_ship_tugs_granted(world, id);
  }
}

void on_ship_tugs_granted(World& world, VisitorId id) {
  const Visitor& ship = world.calls.ships[id];
  const bool goes_out = ship.step == VisitorStep::going_out;
  const Duration time =
      world.luck.ship_manoeuvre(world.scenario(), CallId(ship.call), ship.number, goes_out);
  if (time == Duration{}) return on_ship_manoeuvred(world, id);
  world.schedule(time, EventKind::ship_manoeuvred, id.value);
}

void on_ship_manoeuvred(World& world, VisitorId id) {
  const Visitor& ship = world.calls.ships[id];
  const PlaceId place = spec_of(world, ship).place;
  give_back_tugs(world, place, claim_of(world, id));
  ship.step == VisitorStep::coming_in ? begin_work(world, id) : depart(world, id);
}

void on_ship_worked(World& world, VisitorId id) {
  world.calls.ships[id].step = VisitorStep::going_out;
  request_manoeuvre(world, id);
}

void interrupt_calls_at(World& world, PlaceId port) {
  for_ships_at(world, port, [&](VisitorId id) {
    Visitor& ship = world.calls.ships[id];
    if (ship.step != VisitorStep::at_work || ship.is_interrupted) return;
    ship.is_interrupted = true;
    ship.left -= world.now() - ship.began;
    world.scheduler.cancel(ship.done);
  });
}

void resume_calls_at(World& world, PlaceId port) {
  for_ships_at(world, port, [&](VisitorId id) {
    const Visitor& ship = world.calls.ships[id];
    if (ship.step == VisitorStep::at_work && ship.is_interrupted) work(world, id);
  });
}

void begin_counting_calls(World& world) {
  for (Calls& calls : world.calls.all) {
    calls.in_port.begin_again(world.now());
    calls.arrived_now = calls.turned_away_now = 0;
    calls.waits = calls.stays = {};
  }
}

void end_call_interval(World& world) {
  for (Calls& calls : world.calls.all) {
    world.series[Variable::calls_arrived].push_back(static_cast<double>(calls.arrived_now));
    world.series[Variable::calls_turned_away].push_back(static_cast<double>(calls.turned_away_now));
    world.series[Variable::calls_in_port].push_back(calls.in_port.mean(world.now()));
    calls.arrived_now = calls.turned_away_now = 0;
    calls.in_port.begin_again(world.now());
  }
}

void fill_calls(const World& world, Results& results) {
  for (const Calls& calls : world.calls.all) {
    results[Variable::call_wait_mean].push_back(calls.waits.mean_hours());
    results[Variable::call_stay_mean].push_back(calls.stays.mean_hours());
  }
}

}  // namespace caravan
