// What is observed at plants, and whether it adds up.
#include <stdexcept>
#include <string>

#include "caravan/models/plant_life.hpp"

namespace caravan {
namespace {

void begin_interval(Plant& plant, Time now) {
  plant.made_before = plant.made;
  for (TimeWeighted* level :
       {&plant.lacks_parts, &plant.is_blocked, &plant.sets, &plant.vehicles}) {
    level->begin_again(now);
  }
}

// Vehicles released to an outlet that are still in the plant's own store.
Vehicles released_and_in_store(const World& world, const PlantOutletSpec& outlet) {
  Vehicles sum;
  for (const Consignment& c : world.consignments.slots()) {
    if (!c.is_live || c.demand != outlet.demand) continue;
    const bool is_outside =
        c.stage == Stage::waiting_for_acceptance || c.stage == Stage::waiting_for_storage;
    if (is_outside) sum += Vehicles{c.amount.value * outlet.vehicles_per_unit};
  }
  return sum;
}

void check_plant(const World& world, const PlantSpec& spec, const Plant& plant) {
  const auto require = [&](bool adds_up, const std::string& what) {
    if (adds_up) return;
    throw std::logic_error(what + " of the plant '" + spec.id + "' don't add up at " +
                           to_iso(world.now()));
  };
  for (std::size_t i = 0; i < spec.parts.size(); ++i) {
    const Vehicles in_store{plant.parts[i].store.content()};
    require(plant.parts[i].brought == in_store + plant.in_work + plant.made,
            "the parts '" + spec.parts[i].id + "'");
  }
  Vehicles assigned, in_store;
  for (std::size_t i = 0; i < spec.outlets.size(); ++i) {
    const PlantOutlet& outlet = plant.outlets[i];
    assigned += outlet.assigned;
    in_store += outlet.assigned - outlet.released;
    in_store += released_and_in_store(world, spec.outlets[i]);
  }
  require(assigned == plant.made && in_store == plant.in_store(), "the vehicles");
}

}  // namespace

void begin_counting_plants(World& world) {
  for (Plant& plant : world.plants.all) begin_interval(plant, world.now());
}

void end_plant_interval(World& world) {
  const Time now = world.now();
  for (Plant& plant : world.plants.all) {
    const Vehicles made = plant.made - plant.made_before;
    world.series[Variable::plant_made].push_back(static_cast<double>(made.value));
    world.series[Variable::plant_lacks_parts].push_back(plant.lacks_parts.mean(now));
    world.series[Variable::plant_blocked].push_back(plant.is_blocked.mean(now));
    world.series[Variable::plant_parts].push_back(plant.sets.mean(now));
    world.series[Variable::plant_vehicles].push_back(plant.vehicles.mean(now));
    begin_interval(plant, now);
  }
}

void check_plants(const World& world) {
  for (std::size_t p = 0; p < world.plants.all.size(); ++p) {
    check_plant(world, world[PlantId(p)], world.plants.all[p]);
  }
}

}  // namespace caravan
