// What changes at a plant while a scenario runs: plain copyable data, no behaviour.
#pragma once

#include <array>
#include <vector>

#include "caravan/models/plant_spec.hpp"
#include "caravan/sim/event.hpp"
#include "caravan/sim/store.hpp"
#include "caravan/sim/time_weighted.hpp"

namespace caravan {

// Sets of one kind of parts: brought = in store + in work + made.
struct PlantParts {
  Store store;
  Vehicles brought;  // and taken in

  bool operator==(const PlantParts&) const = default;
};

struct PlantOutlet {
  Vehicles assigned;  // of all made
  Vehicles released;  // as consignments; the others wait until there is a lot of them

  bool operator==(const PlantOutlet&) const = default;
};

struct Plant {
  std::vector<PlantParts> parts;     // by PartsSpec
  std::vector<PlantOutlet> outlets;  // by PlantOutletSpec
  Vehicles made;
  Vehicles shipped;  // that have left its own store, for the yard
  Vehicles in_work;  // the batch, if there is any
  // Of the batch in work, at `since`: so much is left to do, in vehicles, at this rate.
  double left = 0;
  Time since;
  VehiclesPerHour rate;
  EventId batch_finished;

  // Observed, in the interval.
  TimeWeighted lacks_parts, is_blocked;  // 1 while it is
  TimeWeighted sets, vehicles;           // in store; sets of the kind that is scarcest
  Vehicles made_before;                  // the interval

  Vehicles in_store() const { return made - shipped; }
  bool operator==(const Plant&) const = default;
};

struct PlantSystem {
  std::vector<Plant> all;  // by PlantId

  bool operator==(const PlantSystem&) const = default;
};

}  // namespace caravan
