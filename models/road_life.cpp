#include "caravan/models/road_life.hpp"

#include "caravan/models/consignment_life.hpp"
#include "caravan/models/tank_requests.hpp"

namespace caravan {
namespace {

bool is_leaving(const Consignment& consignment) { return consignment.stage == Stage::loading; }

// The place whose gate it passes next.
PlaceId gate_of(const World& world, const Consignment& consignment) {
  const Leg& leg = world.leg_of(consignment);
  return is_leaving(consignment) ? leg.from : leg.to;
}

void drive(World& world, ConsignmentId id) {
  const LinkId link = world.leg_of(world.consignments[id]).links.front();
  begin_loading(world, id, Duration{});
  put_aboard(world, id);
  set_out(world, id, link);
  world.recorder.departed(link);
  world.schedule(world.luck.drive(world.scenario(), link, world.consignments[id]),
                 EventKind::truck_arrived, id.value);
}

void ask_for_room(World& world, ConsignmentId id) {
  const PlaceId place = world.leg_of(world.consignments[id]).to;
  hold(world, id, Stage::unloading, Cause::storage, place);
  if (request_storage(world, id, place)) on_unloaded(world, id);
}

void go_through_gate(World& world, ConsignmentId id) {
  const PlaceId place = gate_of(world, world.consignments[id]);
  if (!world[place].gate) {
    return is_leaving(world.consignments[id]) ? drive(world, id) : ask_for_room(world, id);
  }
  if (world.places[place.index()].gate.request(world.now(), {.who = id.value})) {
    on_gate_granted(world, id);
  }
}

}  // namespace

void on_cargo_ready_for_road(World& world, LegId leg) {
  const auto& waiting = world.queues[leg.index()].waiting;
  if (!world[world[leg].links.front()].is_open) {
    const ConsignmentId last = waiting[waiting.size() - 1].id;
    return hold(world, last, Stage::waiting_for_carrier, Cause::outage, world[leg].from);
  }
  const ConsignmentId id = claim(world, leg, 0, 0);
  hold(world, id, Stage::loading, Cause::gate, world[leg].from);
  go_through_gate(world, id);
}

void on_road_opened_or_closed(World& world, LinkId link) {
  if (!world[link].is_open) return;
  for (const LegId leg : world.network->legs_on_link[link.index()]) {
    while (!world.queues[leg.index()].waiting.empty()) on_cargo_ready_for_road(world, leg);
  }
}

void on_gate_granted(World& world, ConsignmentId id) {
  const Consignment& consignment = world.consignments[id];
  const PlaceId place = gate_of(world, consignment);
  const Duration time =
      world.luck.gate(world.scenario(), place, consignment, is_leaving(consignment));
  world.schedule(time, EventKind::gate_passed, id.value);
}

void on_gate_passed(World& world, ConsignmentId id) {
  const PlaceId place = gate_of(world, world.consignments[id]);
  Resource& gate = world.places[place.index()].gate;
  gate.release(world.now(), {.who = id.value});
  while (const auto next = gate.grant_next(world.now())) {
    world.schedule(Duration{}, EventKind::gate_granted, next->who);
  }
  is_leaving(world.consignments[id]) ? drive(world, id) : ask_for_room(world, id);
}

void on_truck_arrived(World& world, ConsignmentId id) {
  hold(world, id, Stage::unloading, Cause::gate, world.leg_of(world.consignments[id]).to);
  go_through_gate(world, id);
}

}  // namespace caravan
