// What a scenario says about plants: what they make, of what, and whom they ship it to.
//
// A plant makes vehicles, or whatever else is counted, of parts that demands bring to its place,
// and feeds demands that carry them away.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/sim/quantity.hpp"

namespace caravan {

using Vehicles = Quantity<struct VehiclesTag>;
using VehiclesPerHour = Quantity<struct VehiclesPerHourTag, double>;

// One kind of parts; each vehicle takes one set of every kind.
struct PartsSpec {
  std::string id;
  DemandId demand;                     // that brings them
  std::int64_t vehicles_per_unit = 0;  // sets in one TEU, wagon or truck
  Vehicles store;                      // sets that there is room for; more waits in the yard
  bool operator==(const PartsSpec&) const = default;
};

// One way in which vehicles leave.
struct PlantOutletSpec {
  std::string id;
  DemandId demand;                     // that carries them, of which nothing else is released
  std::int64_t vehicles_per_unit = 0;  // in one TEU, wagon or truck
  std::int64_t weight = 1;             // its share is this of the sum of all
  bool operator==(const PlantOutletSpec&) const = default;
};

struct PlantSpec {
  std::string id;
  std::string name;
  PlaceId place;
  VehiclesPerHour capacity;  // 0: it is not open
  Vehicles batch{1};         // begun and finished together
  Vehicles store;            // finished ones that there is room for, until they are in the yard
  std::vector<PartsSpec> parts;
  std::vector<PlantOutletSpec> outlets;
  bool operator==(const PlantSpec&) const = default;
};

}  // namespace caravan
