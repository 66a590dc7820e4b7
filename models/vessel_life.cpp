#include "caravan/models/vessel_life.hpp"

#include "caravan/models/consignment_life.hpp"

namespace caravan {
namespace {

constexpr double kFillTolerance = 1e-9;  // shares of a payload are sums of fractions

const FleetSpec& fleet_of(const World& world, const Vessel& vessel) {
  return (*world.network)[vessel.fleet];
}

// The port where it lies, or from which it set out last.
PlaceId port_of(const World& world, const Vessel& vessel) {
  return (*world.network)[vessel.link].from;
}

Resource& berths_of(World& world, const Vessel& vessel) {
  const PlaceId port = port_of(world, vessel);
  const auto& types = (*world.network)[port].berths;
  std::size_t i = 0;
  while (types[i].type != fleet_of(world, vessel).berth) ++i;
  return world.places[port.index()].berths[i];
}

// How much of a vessel an amount fills.
double share_of_payload(const FleetSpec& fleet, CargoClass cargo, Amount amount) {
  return amount / fleet.payload[cargo];
}

// How many vessels the cargo that waits for the link would fill.
double cargo_waiting(const World& world, LinkId link) {
  const FleetSpec& fleet = (*world.network)[(*world.network)[link].fleet];
  double shares = 0;
  for (const LegId leg : world.network->legs_on_link[link.index()]) {
    const Amount amount = world.queues[leg.index()].amount;
    shares += share_of_payload(fleet, (*world.network)[leg].cargo, amount);
  }
  return shares;
}

void request_berth(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.step = VesselStep::awaiting_berth;
  if (berths_of(world, vessel).request(world.now(), {.who = id.value})) {
    return on_berth_granted(world, id);
  }
  world.recorder.vessels_waiting_changed(world.now(), port_of(world, vessel), +1);
}

void leave_berth(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  if (!vessel.has_berth) return;
  vessel.has_berth = false;
  Resource& berths = berths_of(world, vessel);
  berths.release(world.now(), {.who = id.value});
  while (const auto next = berths.grant_next(world.now())) {
    world.recorder.vessels_waiting_changed(world.now(), port_of(world, vessel), -1);
    world.schedule(Duration{}, EventKind::berth_granted, next->who);
  }
}

// What a call costs beside cargo work, once.
Duration port_time(const World& world, Vessel& vessel) {
  if (!vessel.port_time_is_due) return {};
  vessel.port_time_is_due = false;
  return world.luck.port_time(*world.network, vessel);
}

Duration handling_time(const World& world, const Vessel& vessel, ConsignmentId id) {
  const PlaceSpec& port = (*world.network)[port_of(world, vessel)];
  const Consignment& lot = world.consignments[id];
  const double per_hour = port.handling[world.cargo_of(lot)].value;
  return hours(static_cast<double>(lot.amount.value) / per_hour);
}

void sail(World& world, VesselId id) {
  leave_berth(world, id);
  Vessel& vessel = world.vessels[id.index()];
  vessel.step = VesselStep::sailing;
  double filled = 0;
  for (const ConsignmentId id_of_cargo : vessel.cargo) {
    const Consignment& consignment = world.consignments[id_of_cargo];
    filled +=
        share_of_payload(fleet_of(world, vessel), world.cargo_of(consignment), consignment.amount);
    world.recorder.set_out(*world.network, vessel.link, consignment);
  }
  world.anchorages[vessel.link.index()].vessel_fill.add(filled);
  world.schedule(world.luck.sailing(*world.network, vessel), EventKind::vessel_arrived, id.value);
  ++vessel.voyage;
}

// Of the link's legs, the one whose first consignment became ready first.
LegId longest_waiting(const World& world, LinkId link) {
  LegId longest;
  Time since = kNever;
  for (const LegId leg : world.network->legs_on_link[link.index()]) {
    const LegQueue& queue = world.queues[leg.index()];
    if (queue.waiting.empty()) continue;
    const Time first = world.consignments[queue.waiting.front()].stage_since;
    if (first < since) {
      since = first;
      longest = leg;
    }
  }
  return longest;
}

// What the vessels that are already called in to load will leave.
double cargo_unclaimed(const World& world, LinkId link) {
  return cargo_waiting(world, link) - world.anchorages[link.index()].called;
}

bool has_enough_cargo(const World& world, LinkId link) {
  const FleetSpec& fleet = (*world.network)[(*world.network)[link].fleet];
  return cargo_unclaimed(world, link) + kFillTolerance >= fleet.fill.minimum;
}

// Gives up its berth until there is cargo.
void lie_idle(World& world, VesselId id) {
  leave_berth(world, id);
  Vessel& vessel = world.vessels[id.index()];
  vessel.step = VesselStep::idle;
  world.anchorages[vessel.link.index()].idle.push(id);
  world.schedule(fleet_of(world, vessel).fill.maximum_wait, EventKind::vessel_waited_for_cargo,
                 id.value, vessel.voyage);
}

// Others have loaded what it was called in for.
void leave_without_cargo(World& world, VesselId id) {
  const Vessel& vessel = world.vessels[id.index()];
  const bool sails_anyway = vessel.has_waited || fleet_of(world, vessel).fill.minimum == 0;
  return sails_anyway ? sail(world, id) : lie_idle(world, id);
}

// First ready, first aboard, until the next does not fit.
void load(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  const FleetSpec& fleet = fleet_of(world, vessel);
  vessel.step = VesselStep::loading;
  double filled = 0;
  while (true) {
    const LegId leg = longest_waiting(world, vessel.link);
    if (leg.is_none()) break;
    const Amount amount = world.consignments[world.queues[leg.index()].waiting.front()].amount;
    filled += share_of_payload(fleet, (*world.network)[leg].cargo, amount);
    if (filled > 1 + kFillTolerance) break;
    vessel.cargo.push_back(claim(world, leg, 0, id.value));
  }
  if (vessel.cargo.empty()) return leave_without_cargo(world, id);
  Duration work = port_time(world, vessel);
  for (const ConsignmentId lot : vessel.cargo) work += handling_time(world, vessel, lot);
  world.schedule(work, EventKind::vessel_loaded, id.value);
}

void prepare_to_load(World& world, VesselId id) {
  const Vessel& vessel = world.vessels[id.index()];
  const bool nobody_ships_there = world.network->legs_on_link[vessel.link.index()].empty();
  if (nobody_ships_there) return sail(world, id);
  if (!has_enough_cargo(world, vessel.link)) return lie_idle(world, id);
  if (vessel.has_berth) return load(world, id);
  ++world.anchorages[vessel.link.index()].called;
  request_berth(world, id);
}

// Out of the anchorage and to the berth.
void call_in(World& world, LinkId link, std::size_t i) {
  Anchorage& anchorage = world.anchorages[link.index()];
  const VesselId id = anchorage.idle.take(i);
  ++anchorage.called;
  request_berth(world, id);
}

void ask_for_room(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.step = VesselStep::discharging;
  vessel.aboard = static_cast<std::uint32_t>(vessel.cargo.size());
  for (const ConsignmentId lot : vessel.cargo) {
    const bool has_room = request_storage(world, lot, port_of(world, vessel));
    if (has_room) on_vessel_lot_has_room(world, id, lot);
  }
}

void discharge_next_lot(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  const Duration work =
      port_time(world, vessel) + handling_time(world, vessel, vessel.dischargeable.front());
  world.schedule(work, EventKind::vessel_lot_discharged, id.value);
}

}  // namespace

void on_vessel_arrived(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.link = (*world.network)[vessel.link].back;
  vessel.port_time_is_due = true;
  vessel.has_waited = false;
  for (const ConsignmentId consignment : vessel.cargo) {
    world.consignments[consignment].at = port_of(world, vessel);
    enter_stage(world, world.consignments[consignment], Stage::unloading);
  }
  if (vessel.cargo.empty()) return prepare_to_load(world, id);
  request_berth(world, id);
}

void on_berth_granted(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.has_berth = true;
  if (!vessel.cargo.empty()) return ask_for_room(world, id);
  --world.anchorages[vessel.link.index()].called;
  load(world, id);
}

void on_vessel_lot_has_room(World& world, VesselId id, ConsignmentId lot) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.dischargeable.push(lot);
  if (vessel.dischargeable.size() == 1) discharge_next_lot(world, id);
}

void on_vessel_lot_discharged(World& world, VesselId id) {
  // No vessel is ever added, so its address holds while others are called in.
  Vessel& vessel = world.vessels[id.index()];
  const ConsignmentId lot = vessel.dischargeable.pop();
  if (!vessel.dischargeable.empty()) discharge_next_lot(world, id);
  on_unloaded(world, lot);
  if (--vessel.aboard > 0) return;
  vessel.cargo.clear();
  prepare_to_load(world, id);
}

void on_cargo_ready_for_vessel(World& world, LinkId link) {
  while (!world.anchorages[link.index()].idle.empty() && has_enough_cargo(world, link) &&
         cargo_unclaimed(world, link) > 0) {
    call_in(world, link, 0);
  }
}

void on_vessel_waited_for_cargo(World& world, VesselId id, std::uint64_t voyage) {
  Vessel& vessel = world.vessels[id.index()];
  if (vessel.step != VesselStep::idle || vessel.voyage != voyage) return;
  Fifo<VesselId>& idle = world.anchorages[vessel.link.index()].idle;
  std::size_t i = 0;
  while (idle[i] != id) ++i;
  vessel.has_waited = true;
  if (cargo_waiting(world, vessel.link) > 0) return call_in(world, vessel.link, i);
  idle.take(i);
  sail(world, id);
}

void on_vessel_loaded(World& world, VesselId id) {
  const Vessel& vessel = world.vessels[id.index()];
  for (const ConsignmentId consignment : vessel.cargo) {
    leave_storage(world, consignment);
    enter_stage(world, world.consignments[consignment], Stage::moving);
  }
  sail(world, id);
}

}  // namespace caravan
