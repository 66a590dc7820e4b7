// What vessels, and the berths at which they are worked, can do in a day at most, in the long run.
#pragma once

#include <string>
#include <vector>

#include "caravan/models/capacities.hpp"

namespace caravan {

// Who sails where with one class of cargo.
struct SeaTraffic {
  const Network* network = nullptr;
  CargoClass cargo = CargoClass::container;
  std::vector<LinkId> links;  // that carry it; a way back only if cargo goes on it too
};

// Units that a fleet carries on those of the links that it serves. A vessel's time for each
// voyage with cargo: loading, leaving, sailing, repairs on the way, coming in, papers, unloading;
// and, unless there is cargo for it where it is now, the shortest way in ballast to where there is,
// coming in and papers there. All of its voyages are full, and it waits for nothing, but is in dock
// when that is due. A timetable has so many departures and no more.
Capacity fleet_capacity(const CapacityPeriod& now, const SeaTraffic& traffic, FleetId fleet);

// Units loaded and unloaded at a port's berths of a type. A vessel takes a berth while it comes in,
// for its papers, while it is worked, and while it goes out. If cargo goes both ways, it brings a
// payload and takes one.
Capacity berth_capacity(const CapacityPeriod& now, const SeaTraffic& traffic, PlaceId port,
                        const std::string& berth);

// The same by the tugs, or by the pilots, that vessels of that berth's fleets need to come and go.
Capacity tug_capacity(const CapacityPeriod& now, const SeaTraffic& traffic, PlaceId port,
                      const std::string& berth);
Capacity pilot_capacity(const CapacityPeriod& now, const SeaTraffic& traffic, PlaceId port,
                        const std::string& berth);

}  // namespace caravan
