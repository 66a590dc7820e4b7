#include "caravan/models/vessel_life.hpp"

#include <algorithm>

#include "caravan/models/berth_work.hpp"
#include "caravan/models/consignment_life.hpp"
#include "caravan/models/fleet_changes.hpp"
#include "caravan/models/fleets.hpp"
#include "caravan/models/harbour.hpp"

namespace caravan {
namespace {

Port& port_of(World& world, const Vessel& vessel) { return world.places[vessel.port.index()].port; }

Resource& berths_of(World& world, const Vessel& vessel) {
  const PlaceSpec& port = world[vessel.port];
  return port_of(world, vessel).berths[berth_index(port, fleet_of(world, vessel).berth)];
}

void hold_cargo(World& world, const Vessel& vessel, Stage stage, Cause cause) {
  for (const ConsignmentId lot : vessel.cargo) hold(world, lot, stage, cause, vessel.port);
}

void hold_under_way(World& world, const Vessel& vessel, Cause cause) {
  for (const ConsignmentId lot : vessel.cargo) hold(world, lot, Stage::moving, cause, vessel.link);
}

void request_berth(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.step = VesselStep::awaiting_berth;
  if (!vessel.called_for.is_none()) ++world.anchorages[vessel.called_for.index()].coming_in;
  const Port& port = port_of(world, vessel);
  const Cause cause = port.is_closed ? cause_of_closure(port) : Cause::berth;
  hold_cargo(world, vessel, Stage::unloading, cause);
  const Request request{.who = id.value, .priority = fleet_of(world, vessel).priority};
  if (berths_of(world, vessel).request(world.now(), request)) return on_berth_granted(world, id);
  world.recorder.vessels_waiting_changed(world.now(), vessel.port, +1);
}

void sail_on(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.step = VesselStep::sailing;
  if (fleet_of(world, vessel).breakdowns && vessel.until_breakdown < vessel.sailing_left) {
    vessel.sailing_left -= vessel.until_breakdown;
    world.schedule(vessel.until_breakdown, EventKind::vessel_broke_down, id.value);
    return;
  }
  vessel.until_breakdown -= vessel.sailing_left;
  world.schedule(vessel.sailing_left, EventKind::vessel_arrived, id.value);
}

void sail(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  charge_laytime(world, vessel);
  for (const ConsignmentId lot : vessel.cargo) set_out(world, lot, vessel.link);
  world.recorder.departed(vessel.link);
  world.anchorages[vessel.link.index()].vessel_fill.add(vessel.filled);
  FleetLog& log = world.fleet_logs[vessel.fleet.index()];
  ++log.voyages;
  if (!vessel.cargo.empty()) log.fill.add(vessel.filled);
  vessel.sailing_left = world.luck.sailing(world.scenario(), vessel);
  ++vessel.voyage;
  sail_on(world, id);
  note_why_cargo_waits(world, vessel.port);
}

// Out of the anchorage and to the berth, for the cargo of a link.
void call_in(World& world, VesselId id, LinkId link) {
  leave_anchorage(world, id);
  call(world, id, link);
  request_berth(world, id);
}

void lie_at_anchor(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  const FleetSpec& fleet = fleet_of(world, vessel);
  vessel.step = VesselStep::idle;
  port_of(world, vessel).idle.push(id);
  if (vessel.has_waited) ++port_of(world, vessel).idle_and_impatient;
  if (fleet.policy == SailingPolicy::timetable) {
    const Time nears = vessel.departs - fleet.timetable.at_berth_ahead;
    vessel.timer = world.scheduler.schedule(std::max(nears, world.now()),
                                            EventKind::departure_nears, id.value);
  } else if (!vessel.has_waited) {
    vessel.timer = world.scheduler.schedule(fleet.fill.maximum_wait,
                                            EventKind::vessel_waited_for_cargo, id.value);
  }
  // Cargo may have come while it left its berth.
  const LinkId link = link_most_in_need(world, vessel);
  if (!link.is_none()) call_in(world, id, link);
  note_why_cargo_waits(world, vessel.port);
}

void leave_berth_for(World& world, VesselId id, bool goes_to_anchor) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.goes_to_anchor = goes_to_anchor;
  if (!vessel.has_berth) return goes_to_anchor ? lie_at_anchor(world, id) : sail(world, id);
  vessel.step = VesselStep::going_out;
  request_manoeuvre(world, id);
}

void lie_idle(World& world, VesselId id) { leave_berth_for(world, id, true); }

void send(World& world, VesselId id, const Need& need) {
  call(world, id, need.cargo);
  world.vessels[id.index()].link = need.there;
  world.vessels[id.index()].filled = 0;
  put_to_sea(world, id);
}

// First ready, first aboard, until the next does not fit.
void claim_cargo(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  while (const auto next = next_lot_that_fits(world, vessel)) {
    vessel.filled += next->share_of_payload;
    const ConsignmentId lot = claim(world, next->leg, next->place, id.value);
    hold(world, lot, Stage::loading, Cause::crane, vessel.port);
    vessel.cargo.push_back(lot);
    ++vessel.unworked;
    make_ready(world, id, lot);
  }
}

// Others have loaded what it was called in for.
void leave_without_cargo(World& world, VesselId id) {
  const Vessel& vessel = world.vessels[id.index()];
  const FleetSpec& fleet = fleet_of(world, vessel);
  const bool sails_anyway =
      fleet.policy == SailingPolicy::when_full && (vessel.has_waited || fleet.fill.minimum == 0);
  return sails_anyway ? put_to_sea(world, id) : lie_idle(world, id);
}

void load(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.step = VesselStep::loading;
  vessel.link = vessel.called_for;
  vessel.filled = 0;
  end_call(world, id);
  claim_cargo(world, id);
  note_why_cargo_waits(world, vessel.port);
  if (fleet_of(world, vessel).policy == SailingPolicy::timetable) {
    world.anchorages[vessel.link.index()].loading_until_due.push(id);
    vessel.timer = world.scheduler.schedule(std::max(vessel.departs, world.now()),
                                            EventKind::departure_due, id.value);
  } else if (vessel.cargo.empty()) {
    leave_without_cargo(world, id);
  }
}

void come_in_to_load(World& world, VesselId id) {
  if (world.vessels[id.index()].has_berth) return load(world, id);
  request_berth(world, id);
  note_why_cargo_waits(world, world.vessels[id.index()].port);
}

// Takes the next departure that no other vessel has.
void plan_departure(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  const TimetableSpec& timetable = fleet_of(world, vessel).timetable;
  const Departure next = next_departure(world, vessel);
  vessel.link = next.link;
  vessel.departs = next.at;
  world.anchorages[next.link.index()].next_departure = next.at + timetable.every;
  if (next.at - timetable.at_berth_ahead > world.now()) return lie_idle(world, id);
  call(world, id, next.link);
  come_in_to_load(world, id);
}

void go_into_dock_if_due(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  const bool has_docks = fleet_of(world, vessel).dry_docking.has_value();
  if (!has_docks || world.now() < vessel.docks_next) return find_cargo(world, id);
  give_back_berth(world, vessel, id);
  vessel.step = VesselStep::in_dock;
  world.schedule(world.luck.docking(world.scenario(), vessel), EventKind::vessel_out_of_dock,
                 id.value);
  note_why_cargo_waits(world, vessel.port);
}

void discharge(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.step = VesselStep::discharging;
  vessel.unworked = static_cast<std::uint32_t>(vessel.cargo.size());
  hold_cargo(world, vessel, Stage::unloading, Cause::storage);
  for (const ConsignmentId lot : vessel.cargo) {
    if (request_storage(world, lot, vessel.port)) make_ready(world, id, lot);
  }
}

// Those of a timetable that lie at their berths take what has become ready.
void load_more(World& world, LinkId link) {
  const Fifo<VesselId>& loading = world.anchorages[link.index()].loading_until_due;
  for (std::size_t i = 0; i < loading.size(); ++i) claim_cargo(world, loading[i]);
}

}  // namespace

void give_back_berth(World& world, Vessel& vessel, VesselId id) {
  if (!vessel.has_berth) return;
  vessel.has_berth = vessel.has_lost_berth = false;
  Resource& berths = berths_of(world, vessel);
  berths.release(world.now(), {.who = id.value});
  grant_berths(world, berths, vessel.port);
  if (port_of(world, vessel).is_short_of_berths) review_lost_berths(world, vessel.port);
}

void leave_anchorage(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  Fifo<VesselId>& idle = port_of(world, vessel).idle;
  std::size_t i = 0;
  while (idle[i] != id) ++i;
  idle.take(i);
  if (vessel.has_waited) --port_of(world, vessel).idle_and_impatient;
  world.scheduler.cancel(vessel.timer);
}

void put_to_sea(World& world, VesselId id) {
  if (!waits_for_link(world, id)) leave_berth_for(world, id, false);
}

void sail_in_ballast(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  const LinkId link = ballast_link(world, vessel);
  if (link.is_none()) return lie_idle(world, id);
  vessel.link = link;
  vessel.filled = 0;
  put_to_sea(world, id);
}

void find_cargo(World& world, VesselId id) {
  if (is_laid_up(world, id)) return;
  Vessel& vessel = world.vessels[id.index()];
  const SailingPolicy policy = fleet_of(world, vessel).policy;
  if (policy == SailingPolicy::timetable) return plan_departure(world, id);
  const LinkId link = link_most_in_need(world, vessel);
  if (!link.is_none()) {
    call(world, id, link);
    return come_in_to_load(world, id);
  }
  if (policy == SailingPolicy::dispatch) {
    const Need need = need_elsewhere(world, vessel);
    if (!need.there.is_none()) return send(world, id, need);
  } else if (nobody_ships_from(world, vessel)) {
    return sail_in_ballast(world, id);
  }
  lie_idle(world, id);
}

void on_vessel_arrived(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.port = world[vessel.link].to;
  vessel.arrived = world.now();
  vessel.papers_are_done = false;
  vessel.has_waited = false;
  if (!vessel.cargo.empty()) return request_berth(world, id);
  if (!vessel.called_for.is_none()) return come_in_to_load(world, id);
  go_into_dock_if_due(world, id);
}

void on_berth_granted(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.has_berth = true;
  vessel.step = VesselStep::coming_in;
  request_manoeuvre(world, id);
}

void on_vessel_manoeuvred(World& world, VesselId id) {
  end_manoeuvre(world, id);
  Vessel& vessel = world.vessels[id.index()];
  if (vessel.step == VesselStep::coming_in) {
    const bool is_first = !vessel.papers_are_done;
    vessel.papers_are_done = true;
    const Duration papers = is_first ? world.luck.port_time(world.scenario(), vessel) : Duration{};
    if (papers == Duration{}) return on_vessel_papers_done(world, id);
    world.schedule(papers, EventKind::vessel_papers_done, id.value);
    return;
  }
  give_back_berth(world, vessel, id);
  vessel.goes_to_anchor ? lie_at_anchor(world, id) : sail(world, id);
}

void on_vessel_papers_done(World& world, VesselId id) {
  const Vessel& vessel = world.vessels[id.index()];
  if (!vessel.cargo.empty()) return discharge(world, id);
  --world.anchorages[vessel.called_for.index()].coming_in;
  load(world, id);
}

void on_vessel_lot_discharged(World& world, VesselId id, ConsignmentId lot) {
  // Vessels are added by interventions only, so its address holds while others are called in.
  Vessel& vessel = world.vessels[id.index()];
  vessel.cargo.erase(std::find(vessel.cargo.begin(), vessel.cargo.end(), lot));
  on_unloaded(world, lot);
  if (--vessel.unworked == 0) go_into_dock_if_due(world, id);
}

void on_vessel_out_of_dock(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.docks_next = world.now() + fleet_of(world, vessel).dry_docking->every;
  find_cargo(world, id);
}

void on_cargo_ready_for_vessel(World& world, LinkId link) {
  load_more(world, link);
  bool is_any_called = false;
  for (VesselId id = idle_vessel_for(world, link); !id.is_none();
       id = idle_vessel_for(world, link)) {
    call_in(world, id, link);
    is_any_called = true;
  }
  for (Dispatch sent = vessel_to_send(world, link); !sent.vessel.is_none();
       sent = vessel_to_send(world, link)) {
    leave_anchorage(world, sent.vessel);
    send(world, sent.vessel, {sent.there, link});
    is_any_called = true;
  }
  if (is_any_called) note_why_cargo_waits(world, world[link].from);
}

void on_vessel_waited_for_cargo(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.has_waited = true;
  ++port_of(world, vessel).idle_and_impatient;
  const LinkId link = link_most_in_need(world, vessel);
  if (!link.is_none()) {
    call_in(world, id, link);
  } else if (fleet_of(world, vessel).policy == SailingPolicy::when_full) {
    leave_anchorage(world, id);
    sail_in_ballast(world, id);
  } else if (const Need need = need_elsewhere(world, vessel); !need.there.is_none()) {
    leave_anchorage(world, id);
    send(world, id, need);
  }
  note_why_cargo_waits(world, vessel.port);
}

void on_departure_nears(World& world, VesselId id) {
  call_in(world, id, world.vessels[id.index()].link);
  note_why_cargo_waits(world, world.vessels[id.index()].port);
}

void on_departure_due(World& world, VesselId id) {
  const Vessel& vessel = world.vessels[id.index()];
  Fifo<VesselId>& loading = world.anchorages[vessel.link.index()].loading_until_due;
  std::size_t i = 0;
  while (loading[i] != id) ++i;
  loading.take(i);
  if (vessel.unworked == 0) put_to_sea(world, id);
}

void on_vessel_lot_loaded(World& world, VesselId id, ConsignmentId lot) {
  Vessel& vessel = world.vessels[id.index()];
  put_aboard(world, lot);
  hold(world, lot, Stage::moving, Cause::loading, vessel.port);
  if (--vessel.unworked > 0) return;
  const bool is_due = !world.scheduler.is_pending(vessel.timer);  // or keeps to no timetable
  if (is_due) return put_to_sea(world, id);
  hold_cargo(world, vessel, Stage::moving, Cause::timetable);
}

void on_vessel_broke_down(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.step = VesselStep::broken_down;
  hold_under_way(world, vessel, Cause::breakdown);
  world.schedule(world.luck.repair(world.scenario(), vessel), EventKind::vessel_repaired, id.value);
}

void on_vessel_repaired(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  ++vessel.breakdowns;
  vessel.until_breakdown = world.luck.until_breakdown(world.scenario(), vessel);
  hold_under_way(world, vessel, Cause::moving);
  sail_on(world, id);
}

void launch(World& world, FleetId fleet, LinkId link) {
  const VesselId id = add_vessel(world, fleet, link);
  Vessel& vessel = world.vessels[id.index()];
  const Duration voyage = world.luck.sailing(world.scenario(), vessel);
  vessel.sailing_left = hours(in_hours(voyage) * (1 - world.luck.starting_position(vessel)));
  vessel.voyage = 1;
  sail_on(world, id);
}

}  // namespace caravan
