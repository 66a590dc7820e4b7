#include "caravan/models/plant_life.hpp"

#include <algorithm>

#include "caravan/models/acceptance.hpp"
#include "caravan/models/consignment_life.hpp"
#include "caravan/sim/wide.hpp"

namespace caravan {
namespace {

Plant& plant_at(World& world, PlantId id) { return world.plants.all[id.index()]; }

Vehicles vehicles_in(Amount units, std::int64_t vehicles_per_unit) {
  return Vehicles{units.value * vehicles_per_unit};
}

// Of the kind that is scarcest.
Vehicles sets_in_store(const Plant& plant) {
  std::int64_t least = INT64_MAX;
  for (const PlantParts& parts : plant.parts) least = std::min(least, parts.store.content());
  return Vehicles{least};
}

void note_levels(World& world, Plant& plant, bool is_blocked, bool lacks_parts) {
  const Time now = world.now();
  plant.is_blocked.set(now, is_blocked);
  plant.lacks_parts.set(now, lacks_parts);
  plant.sets.set(now, sets_in_store(plant).value);
  plant.vehicles.set(now, plant.in_store().value);
}

// A rate may be so low that the batch would be finished after the end of time; a century is long
// enough.
void plan_finish(World& world, PlantId id) {
  constexpr double kLongestHours = 100 * 365.25 * 24;
  Plant& plant = plant_at(world, id);
  plant.since = world.now();
  plant.rate = world[id].capacity;
  if (plant.rate <= VehiclesPerHour{}) return;
  const Duration work = hours(std::min(plant.left / plant.rate.value, kLongestHours));
  plant.batch_finished = world.scheduler.schedule(work, EventKind::batch_finished, id.value);
}

// What waits in the yard for the room is let in.
void take_parts(World& world, PlantId id, Vehicles sets) {
  for (PlantParts& parts : plant_at(world, id).parts) {
    parts.store.get(world.now(), {.amount = sets.value});
    while (const auto next = parts.store.put_next(world.now())) {
      parts.brought += Vehicles{next->amount};
      world.schedule(Duration{}, EventKind::parts_have_room, next->who);
    }
  }
}

// Begins a batch, if none is in work and there is all that it needs; else notes what it lacks. One
// that has neither parts nor room is blocked.
void go_on(World& world, PlantId id) {
  const PlantSpec& spec = world[id];
  Plant& plant = plant_at(world, id);
  const bool is_open = spec.capacity > VehiclesPerHour{};
  const bool is_idle = is_open && plant.in_work == Vehicles{};
  const bool has_room = plant.in_store() + spec.batch <= spec.store;
  const bool has_parts = sets_in_store(plant) >= spec.batch;
  if (is_idle && has_room && has_parts) {
    take_parts(world, id, spec.batch);
    plant.in_work = spec.batch;
    plant.left = static_cast<double>(spec.batch.value);
    plan_finish(world, id);
  }
  const bool is_still_idle = is_open && plant.in_work == Vehicles{};
  note_levels(world, plant, is_still_idle && !has_room, is_still_idle && has_room);
}

// To the outlet that lags most behind its share; the first of equals.
std::size_t next_outlet(const PlantSpec& spec, const Plant& plant, Vehicles assigned) {
  std::int64_t weights = 0;
  for (const PlantOutletSpec& outlet : spec.outlets) weights += outlet.weight;
  std::size_t best = 0;
  Wide most_behind = 0;
  for (std::size_t i = 0; i < spec.outlets.size(); ++i) {
    const Wide due = Wide{spec.outlets[i].weight} * (assigned.value + 1);
    const Wide behind = due - Wide{weights} * plant.outlets[i].assigned.value;
    if (i > 0 && behind <= most_behind) continue;
    best = i;
    most_behind = behind;
  }
  return best;
}

void assign(World& world, PlantId id, Vehicles finished) {
  Plant& plant = plant_at(world, id);
  for (std::int64_t i = 0; i < finished.value; ++i) {
    const Vehicles assigned = plant.made + Vehicles{i};
    plant.outlets[next_outlet(world[id], plant, assigned)].assigned += Vehicles{1};
  }
  plant.made += finished;
}

void release_lots(World& world, PlantId id) {
  for (std::size_t i = 0; i < world[id].outlets.size(); ++i) {
    const PlantOutletSpec& spec = world[id].outlets[i];
    const Amount lot = world[spec.demand].lot;
    const Vehicles vehicles = vehicles_in(lot, spec.vehicles_per_unit);
    PlantOutlet& outlet = plant_at(world, id).outlets[i];
    while (outlet.assigned - outlet.released >= vehicles) {
      outlet.released += vehicles;
      seek_acceptance(world, release(world, spec.demand, lot));
    }
  }
}

}  // namespace

void begin_plants(World& world) {
  const Time begin = world.now();
  for (std::size_t p = 0; p < world.scenario().plants.size(); ++p) {
    const PlantSpec& spec = world[PlantId(p)];
    Plant& plant = world.plants.all.emplace_back();
    for (const PartsSpec& parts : spec.parts) {
      plant.parts.push_back({Store(begin, parts.store.value), {}});
    }
    plant.outlets.resize(spec.outlets.size());
    for (TimeWeighted* level :
         {&plant.lacks_parts, &plant.is_blocked, &plant.sets, &plant.vehicles}) {
      *level = TimeWeighted(begin);
    }
    go_on(world, PlantId(p));
  }
}

bool brings_parts(const World& world, DemandId demand) {
  return !world.network->parts_for[demand.index()].plant.is_none();
}

void on_parts_arrived(World& world, ConsignmentId id) {
  const Consignment& consignment = world.consignments[id];
  const PlantSide side = world.network->parts_for[consignment.demand.index()];
  const Vehicles sets =
      vehicles_in(consignment.amount, world[side.plant].parts[side.index].vehicles_per_unit);
  PlantParts& parts = plant_at(world, side.plant).parts[side.index];
  hold(world, id, Stage::waiting_for_consignee, Cause::plant, consignment.at);
  if (!parts.store.put(world.now(), {.who = id.value, .amount = sets.value})) return;
  parts.brought += sets;
  on_parts_have_room(world, id);
}

void on_parts_have_room(World& world, ConsignmentId id) {
  const PlantId plant = world.network->parts_for[world.consignments[id].demand.index()].plant;
  deliver(world, id);
  go_on(world, plant);
}

void on_batch_finished(World& world, PlantId id) {
  Plant& plant = plant_at(world, id);
  assign(world, id, plant.in_work);
  plant.in_work = {};
  plant.left = 0;
  release_lots(world, id);
  go_on(world, id);
}

void on_vehicles_stored(World& world, const Consignment& vehicles) {
  const PlantSide side = world.network->vehicles_of[vehicles.demand.index()];
  if (side.plant.is_none()) return;
  const PlantOutletSpec& outlet = world[side.plant].outlets[side.index];
  plant_at(world, side.plant).shipped += vehicles_in(vehicles.amount, outlet.vehicles_per_unit);
  go_on(world, side.plant);
}

void on_plant_capacity_changed(World& world, PlantId id) {
  Plant& plant = plant_at(world, id);
  if (plant.in_work > Vehicles{}) {
    const double done = plant.rate.value * in_hours(world.now() - plant.since);
    plant.left = std::max(0.0, plant.left - done);
    world.scheduler.cancel(plant.batch_finished);
    plan_finish(world, id);
  }
  go_on(world, id);
}

}  // namespace caravan
