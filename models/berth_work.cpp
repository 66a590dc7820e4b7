#include "caravan/models/berth_work.hpp"

#include <algorithm>

#include "caravan/models/consignment_life.hpp"
#include "caravan/models/harbour.hpp"
#include "caravan/models/tank_requests.hpp"
#include "caravan/models/vessel_life.hpp"

namespace caravan {
namespace {

const PlaceSpec& port_of(const World& world, const Vessel& vessel) { return world[vessel.port]; }

Resource& cranes_for(World& world, PlaceId port, ConsignmentId lot) {
  return world.places[port.index()].port.cranes[world.cargo_of(world.consignments[lot])];
}

// Whether the berths share them, though all may be out of service; else each has its own.
bool are_cranes_shared(const World& world, const Vessel& vessel, ConsignmentId lot) {
  const CargoClass cargo = world.cargo_of(world.consignments[lot]);
  return (*world.network)[vessel.port].cranes[cargo].count > 0;
}

std::int64_t most_cranes(const World& world, const Vessel& vessel, ConsignmentId lot) {
  if (!are_cranes_shared(world, vessel, lot)) return 1;
  return port_of(world, vessel).cranes[world.cargo_of(world.consignments[lot])].per_vessel;
}

Duration handling_time(const World& world, const Vessel& vessel, ConsignmentId id) {
  const Consignment& lot = world.consignments[id];
  const double per_hour = port_of(world, vessel).handling[world.cargo_of(lot)].value;
  return hours(static_cast<double>(lot.amount.value) / per_hour);
}

LotWork* work_on(Vessel& vessel, ConsignmentId lot) {
  const auto found = std::find_if(vessel.in_work.begin(), vessel.in_work.end(),
                                  [&](const LotWork& work) { return work.lot == lot; });
  return found == vessel.in_work.end() ? nullptr : &*found;
}

Cause cause_of_wait(const World& world, const Vessel& vessel, const LotWork* work,
                    ConsignmentId lot) {
  if (work_is_paused(world, vessel.port)) {
    return cause_of_closure(world.places[vessel.port.index()].port);
  }
  if (vessel.has_lost_berth) return Cause::outage;
  const bool loads = vessel.step == VesselStep::loading;
  const bool is_aboard = world.consignments[lot].stage == Stage::moving;
  if (is_aboard) return vessel.unworked > 0 ? Cause::loading : Cause::timetable;
  if (work != nullptr && work->has_crane) return loads ? Cause::loading : Cause::unloading;
  if (!loads && world.consignments[lot].room.is_none()) return Cause::storage;
  return Cause::crane;
}

// Says of every lot what holds it now.
void explain_lots(World& world, Vessel& vessel) {
  for (const ConsignmentId lot : vessel.cargo) {
    const Cause cause = cause_of_wait(world, vessel, work_on(vessel, lot), lot);
    hold(world, lot, world.consignments[lot].stage, cause, vessel.port);
  }
}

void begin_work(World& world, Vessel& vessel, LotWork& work) {
  work.is_paused = vessel.has_lost_berth || work_is_paused(world, vessel.port);
  work.began = world.now();
  const Stage stage = world.consignments[work.lot].stage;
  hold(world, work.lot, stage, cause_of_wait(world, vessel, &work, work.lot), vessel.port);
  if (work.is_paused) return;
  const Time done = port_of(world, vessel).working_hours.after_open_time(work.began, work.left);
  work.done = world.scheduler.schedule(done, EventKind::lot_worked, work.lot.value);
  vessel.step == VesselStep::loading ? begin_loading(world, work.lot, done - world.now())
                                     : begin_unloading(world, work.lot, done - world.now());
}

void start_work(World& world, Vessel& vessel) {
  while (!vessel.ready.empty()) {
    const ConsignmentId lot = vessel.ready.front();
    const std::int64_t at_work = static_cast<std::int64_t>(vessel.in_work.size());
    if (at_work >= most_cranes(world, vessel, lot)) return;
    vessel.ready.pop();
    LotWork& next = vessel.in_work.emplace_back();
    next = {.lot = lot, .done = {}, .began = {}, .left = handling_time(world, vessel, lot)};
    next.has_crane = !are_cranes_shared(world, vessel, lot) ||
                     cranes_for(world, vessel.port, lot).request(world.now(), {.who = lot.value});
    if (next.has_crane) begin_work(world, vessel, next);
  }
}

void give_back_crane(World& world, const Vessel& vessel, ConsignmentId lot) {
  if (!are_cranes_shared(world, vessel, lot)) return;
  Resource& cranes = cranes_for(world, vessel.port, lot);
  cranes.release(world.now(), {.who = lot.value});
  while (const auto next = cranes.grant_next(world.now())) {
    world.schedule(Duration{}, EventKind::crane_granted, next->who);
  }
}

bool is_worked(const Vessel& vessel, PlaceId port) {
  return vessel.port == port &&
         (vessel.step == VesselStep::discharging || vessel.step == VesselStep::loading);
}

void pause_lot(World& world, const Vessel& vessel, LotWork& work, WorkInProgress rule) {
  const Calendar& hours = port_of(world, vessel).working_hours;
  split_off_closed_hours(world, work.lot, hours);
  work.left -= hours.open_time(work.began, world.now());
  // Oil that has been pumped stays where it is.
  const bool is_oil = world.cargo_of(world.consignments[work.lot]) == CargoClass::crude;
  if (rule == WorkInProgress::restarts && !is_oil) {
    work.left = handling_time(world, vessel, work.lot);
  }
  world.scheduler.cancel(work.done);
  work.is_paused = true;
  interrupt_transfer(world, TankRequest::Who::lot, work.lot.value);
}

void pause_work(World& world, Vessel& vessel, WorkInProgress rule) {
  for (LotWork& work : vessel.in_work) {
    if (work.has_crane && !work.is_paused) pause_lot(world, vessel, work, rule);
  }
  explain_lots(world, vessel);
}

void resume_work(World& world, Vessel& vessel) {
  explain_lots(world, vessel);
  for (LotWork& paused : vessel.in_work) {
    if (paused.has_crane && paused.is_paused) begin_work(world, vessel, paused);
  }
}

// The vessels at these berths of which work goes on no longer, the last that came first.
void lose_berths(World& world, PlaceId port, const Resource& berths) {
  std::vector<Holding> holdings(berths.holdings().begin(), berths.holdings().end());
  std::sort(holdings.begin(), holdings.end(),
            [](const Holding& a, const Holding& b) { return a.grant > b.grant; });
  // Under another rule by now, whoever has stopped goes on.
  const bool finishes = world[port].work_without_berth == WorkInProgress::finishes;
  std::int64_t too_many = finishes ? 0 : -berths.free();
  for (const Holding& holding : holdings) {
    if (holding.purpose != static_cast<std::uint32_t>(BerthFor::vessel)) continue;
    Vessel& vessel = world.vessels[holding.who];
    const bool is_lost = too_many-- > 0;
    if (is_lost) world.places[port.index()].port.is_short_of_berths = true;
    if (is_lost == vessel.has_lost_berth) continue;
    vessel.has_lost_berth = is_lost;
    if (!is_worked(vessel, port)) continue;
    if (is_lost) pause_work(world, vessel, world[port].work_without_berth);
    if (!is_lost && !work_is_paused(world, port)) resume_work(world, vessel);
  }
}

}  // namespace

bool work_is_paused(const World& world, PlaceId id) {
  const Port& port = world.places[id.index()].port;
  const PlaceSpec& place = world[id];
  const bool stops_in_storms = place.weather && place.weather->work == WorkInBadWeather::pauses;
  const bool stops_when_closed = place.work_in_progress != WorkInProgress::finishes;
  return (port.has_outage && stops_when_closed) || (port.is_stormy && stops_in_storms);
}

void review_lost_berths(World& world, PlaceId id) {
  Port& port = world.places[id.index()].port;
  const bool finishes = world[id].work_without_berth == WorkInProgress::finishes;
  if (port.is_closed || (finishes && !port.is_short_of_berths)) return;
  port.is_short_of_berths = false;
  for (const Resource& berths : port.berths) lose_berths(world, id, berths);
}

void review_lost_cranes(World& world, PlaceId id, CargoClass cargo) {
  Port& port = world.places[id.index()].port;
  const WorkInProgress rule = port.work_without_crane[cargo];
  if (rule == WorkInProgress::finishes) return;
  Resource& cranes = port.cranes[cargo];
  while (const auto stopped = cranes.stop_excess(world.now())) {
    const ConsignmentId lot(stopped->who);
    Vessel& vessel = world.vessels[world.consignments[lot].carrier];
    LotWork& work = *work_on(vessel, lot);
    if (work.has_crane && !work.is_paused) pause_lot(world, vessel, work, rule);
    work.has_crane = false;
    cranes.wait_again(world.now(), *stopped);
    explain_lots(world, vessel);
  }
}

void make_ready(World& world, VesselId id, ConsignmentId lot) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.ready.push(lot);
  hold(world, lot, world.consignments[lot].stage, cause_of_wait(world, vessel, nullptr, lot),
       vessel.port);
  start_work(world, vessel);
}

void on_crane_granted(World& world, ConsignmentId lot) {
  Vessel& vessel = world.vessels[world.consignments[lot].carrier];
  const auto holdings = cranes_for(world, vessel.port, lot).holdings();
  const bool has_it = std::any_of(holdings.begin(), holdings.end(),
                                  [&](const Holding& one) { return one.who == lot.value; });
  if (!has_it) return;  // taken out at this very instant
  LotWork& granted = *work_on(vessel, lot);
  granted.has_crane = true;
  begin_work(world, vessel, granted);
}

void on_lot_worked(World& world, ConsignmentId lot) {
  const VesselId id(world.consignments[lot].carrier);
  Vessel& vessel = world.vessels[id.index()];
  split_off_closed_hours(world, lot, port_of(world, vessel).working_hours);
  vessel.in_work.erase(vessel.in_work.begin() + (work_on(vessel, lot) - vessel.in_work.data()));
  give_back_crane(world, vessel, lot);
  start_work(world, vessel);
  vessel.step == VesselStep::discharging ? on_vessel_lot_discharged(world, id, lot)
                                         : on_vessel_lot_loaded(world, id, lot);
}

void pause_work_at(World& world, PlaceId port) {
  const bool is_outage = world.places[port.index()].port.has_outage;
  const WorkInProgress rule = is_outage ? world[port].work_in_progress : WorkInProgress::pauses;
  for (Vessel& vessel : world.vessels) {
    if (is_worked(vessel, port)) pause_work(world, vessel, rule);
  }
}

void resume_work_at(World& world, PlaceId port) {
  for (Vessel& vessel : world.vessels) {
    if (is_worked(vessel, port) && !vessel.has_lost_berth) resume_work(world, vessel);
  }
}

}  // namespace caravan
