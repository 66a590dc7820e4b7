#include "caravan/models/acceptance.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "caravan/models/consignment_life.hpp"

namespace caravan {
namespace {

bool is_concerned(const World& world, std::size_t embargo, const Consignment& c) {
  return world.network->embargoed_itineraries[embargo][c.itinerary.index()];
}

// What lies at an embargo's place, or stands in trains outside.
Amount level_of(const World& world, const EmbargoSpec& spec) {
  const Place& place = world.places[spec.place.index()];
  return Amount{place.storage[spec.cargo].content()} + place.outside[spec.cargo];
}

// The embargo on its way that refuses it, or none. Nobody overtakes those who have been refused.
EmbargoId embargo_against(const World& world, const Consignment& c, EmbargoId lifted = {}) {
  for (std::size_t i = 0; i < world.embargoes.size(); ++i) {
    const Embargo& embargo = world.embargoes[i];
    if (EmbargoId(i) == lifted) continue;
    if (!embargo.is_in_force && embargo.refused.empty()) continue;
    if (is_concerned(world, i, c)) return EmbargoId(i);
  }
  return {};
}

void accept(World& world, ConsignmentId id) {
  const DemandId demand = world.consignments[id].demand;
  const PlaceId origin = world[demand].from;
  const EquipmentId equipment = world[demand].equipment;
  if (!equipment.is_none()) {
    hold(world, id, Stage::waiting_for_acceptance, Cause::equipment, origin);
    const Request request{.who = id.value, .amount = world.consignments[id].amount.value};
    if (!world.equipment[equipment.index()].get(world.now(), request)) return;
  }
  on_equipment_granted(world, id);
}

// Is the embargo's place ahead of it?
bool is_bound_there(const World& world, std::size_t embargo, const Consignment& c) {
  const std::vector<LegId>& legs = world[c.itinerary].legs;
  return std::any_of(legs.begin() + c.leg, legs.end(), [&](LegId leg) {
    return is_embargoed(*world.network, world.scenario().embargoes[embargo], world[leg]);
  });
}

void count_as_bound(World& world, const Consignment& c, int sign) {
  for (std::size_t i = 0; i < world.embargoes.size(); ++i) {
    if (is_bound_there(world, i, c)) world.embargoes[i].bound_there += c.amount * sign;
  }
}

// What was refused is let in, in order, as far as there will be room for it under the limit. It
// counts as bound there at once, so that nothing is let in twice on the same room.
void let_in(World& world, EmbargoId id) {
  const EmbargoSpec& spec = world.scenario().embargoes[id.index()];
  Embargo& embargo = world.embargoes[id.index()];
  while (!embargo.refused.empty()) {
    const Consignment& next = world.consignments[embargo.refused.front()];
    const Amount expected = level_of(world, spec) + embargo.bound_there;
    const bool is_too_much = expected > Amount{} && expected + next.amount > spec.begins_above;
    if (is_too_much) return;
    count_as_bound(world, next, +1);
    world.schedule(Duration{}, EventKind::embargo_lifted, embargo.refused.pop().value, id.value);
  }
}

void refuse(World& world, ConsignmentId id, EmbargoId embargo) {
  hold(world, id, Stage::waiting_for_acceptance, Cause::embargo, world.consignments[id].at);
  world.embargoes[embargo.index()].refused.push(id);
}

void set_in_force(World& world, Embargo& embargo, bool is_in_force) {
  embargo.is_in_force = is_in_force;
  embargo.in_force.set(world.now(), is_in_force);
}

}  // namespace

void seek_acceptance(World& world, ConsignmentId id) {
  const Consignment& consignment = world.consignments[id];
  const EmbargoId embargo = embargo_against(world, consignment);
  if (!embargo.is_none()) return refuse(world, id, embargo);
  count_as_bound(world, consignment, +1);
  accept(world, id);
}

void on_embargo_lifted(World& world, ConsignmentId id, EmbargoId lifted) {
  const Consignment& consignment = world.consignments[id];
  world.embargoes[lifted.index()].waits.add(world.now() - consignment.since);
  const EmbargoId other = embargo_against(world, consignment, lifted);
  if (other.is_none()) return accept(world, id);
  count_as_bound(world, consignment, -1);
  refuse(world, id, other);
}

void on_equipment_granted(World& world, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  const PlaceId origin = world[consignment.demand].from;
  const bool lies_in_tank = consignment.room == origin;
  // Boxes are scarce whichever way it takes.
  if (consignment.cause == Cause::equipment)
    consignment.leg_since += world.now() - consignment.since;
  hold(world, id, Stage::waiting_for_storage, Cause::storage, origin);
  if (lies_in_tank) return on_storage_granted(world, id);
  if (request_storage(world, id, origin)) on_storage_granted(world, id);
}

void rebook(World& world, Consignment& c, ItineraryId way) {
  count_as_bound(world, c, -1);
  c.itinerary = way;
  c.leg = 0;
  count_as_bound(world, c, +1);
  for (const EmbargoSpec& embargo : world.scenario().embargoes) {
    review_embargoes(world, embargo.place);
  }
}

void note_arrivals(World& world, const std::vector<ConsignmentId>& cargo, PlaceId place) {
  for (std::size_t i = 0; i < world.embargoes.size(); ++i) {
    if (world.scenario().embargoes[i].place != place) continue;
    for (const ConsignmentId id : cargo) {
      const Consignment& lot = world.consignments[id];
      if (is_concerned(world, i, lot)) world.embargoes[i].bound_there -= lot.amount;
    }
  }
}

void settle_equipment(World& world, DemandId demand, Amount amount) {
  const DemandId empties = world.network->empties_of[demand.index()];
  if (!empties.is_none()) {
    const ConsignmentId id = release(world, empties, amount);
    count_as_bound(world, world.consignments[id], +1);
    return on_equipment_granted(world, id);
  }
  const EquipmentId back = world.network->brings_back[demand.index()];
  if (back.is_none()) return;
  Store& equipment = world.equipment[back.index()];
  equipment.put(world.now(), {.amount = amount.value});
  while (const auto next = equipment.get_next(world.now())) {
    world.schedule(Duration{}, EventKind::equipment_granted, next->who);
  }
}

void review_embargoes(World& world, PlaceId place) {
  for (std::size_t i = 0; i < world.embargoes.size(); ++i) {
    const EmbargoSpec& spec = world.scenario().embargoes[i];
    if (spec.place != place) continue;
    Embargo& embargo = world.embargoes[i];
    const Amount level = level_of(world, spec);
    if (!embargo.is_in_force && level > spec.begins_above) set_in_force(world, embargo, true);
    if (embargo.is_in_force && level < spec.ends_below) set_in_force(world, embargo, false);
    if (!embargo.is_in_force) let_in(world, EmbargoId(i));
  }
}

void check_equipment(const World& world) {
  std::vector<Amount> counted;
  for (const Store& store : world.equipment) counted.push_back(Amount{store.content()});
  for (const Consignment& c : world.consignments.slots()) {
    if (!c.is_live || c.stage == Stage::waiting_for_acceptance) continue;
    const EquipmentId loaded = world[c.demand].equipment;
    const EquipmentId empty = world.network->brings_back[c.demand.index()];
    if (!loaded.is_none()) counted[loaded.index()] += c.amount;
    if (!empty.is_none()) counted[empty.index()] += c.amount;
  }
  for (std::size_t i = 0; i < counted.size(); ++i) {
    const EquipmentSpec& spec = world.scenario().equipment[i];
    if (counted[i] == spec.count) continue;
    throw std::logic_error(std::to_string((spec.count - counted[i]).value) + " of '" + spec.id +
                           "' are missing at " + to_iso(world.now()));
  }
}

}  // namespace caravan
