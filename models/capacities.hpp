// What each thing of the network can do in a day at most, in the long run: in units of a class of
// cargo, TEU, wagons, trucks or kilograms.
//
// Each is an upper bound of what a world can do: it counts the work that a unit certainly needs,
// and nobody's waiting. Random times count with their means, which bounds rates in the long run. Of
// what happens in a window (a stretch of time with the same conditions) the mean is taken over it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "caravan/models/conditions_over_time.hpp"

namespace caravan {

// Periods cut where months change.
std::vector<CapacityPeriod> windows_of(const std::vector<CapacityPeriod>& periods);

// Mean over the windows, by their length.
double mean_over(const std::vector<CapacityPeriod>& windows,
                 const std::function<double(const CapacityPeriod&)>& per_day);

// What cargo work at a port takes of a vessel's time, for each hour of it. Where work pauses in bad
// weather, closures begin in each hour of work as in any open hour, whoever works: with a share s
// of the time closed they add s / (1 - s) hours to it in the mean.
double hours_per_hour_of_work(const CapacityPeriod& now, PlaceId port);

double berths_of(const CapacityPeriod& now, PlaceId port, const std::string& type);

// A day, while a port is closed to ships: where work that has begun finishes, so many units are
// still worked for each vessel that lies at such a berth.
double left_at_berths(const CapacityPeriod& now, PlaceId port, const std::string& berth,
                      double units);

// Units loaded and unloaded on a station's tracks. `train`: the largest payload, for each of which
// there is marshalling.
double track_capacity(const CapacityPeriod& now, PlaceId place, CargoClass cargo, Amount train);

// Units that shared cranes load and unload at a port; unlimited if each berth has its own.
double crane_capacity(const CapacityPeriod& now, PlaceId port, CargoClass cargo);

// One consignment, or one train, at a desk; one consignment in a lane; one train on a bogie line;
// one train in a siding, for at least as long as it needs from the station before.
double desk_capacity(const CapacityPeriod& now, PlaceId place, Amount at_a_time);
double gate_capacity(const CapacityPeriod& now, PlaceId place, Amount at_a_time);
double bogie_capacity(const CapacityPeriod& now, PlaceId place, Amount train);
double siding_capacity(const CapacityPeriod& now, PlaceId place, Amount train,
                       double least_hours_from_before);

// Trains that may enter a link, all full. `links` are one direction or both, which on single track
// share the same paths.
double path_capacity(const CapacityPeriod& now, const std::vector<LinkId>& links, Amount train);

// Of a pool of rolling stock that each train needs for `hours`.
double stock_capacity(const CapacityPeriod& now, RollingStockId pool, double hours, Amount train);

// Barrels a day.
double pipeline_limit(const CapacityPeriod& now, LinkId link);
double lifting_limit(const CapacityPeriod& now, const LiftingSpec& lifting);  // by its berths
double laycan_limit(const LiftingSpec& lifting);

}  // namespace caravan
