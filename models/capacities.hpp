// What each thing of the network can do in a day at most, in the long run: in units of a class of
// cargo, TEU, wagons, trucks or kilograms.
//
// Each is an upper bound of what a world can do: it counts the work that a unit certainly needs,
// and nobody's waiting. Random times count with their means, which bounds rates in the long run. Of
// what happens in a window (a stretch of time with the same conditions) the mean is taken over it.
//
// Work that has begun may go on to its end as it began, whatever changes: a berth that is closed, a
// vessel that is laid up, a crane that has become slow. So where conditions change to less, what
// may be in work at once is added to what is done under those that follow.
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

struct Capacity {
  double per_day = 0;
  double in_work = 0;  // units that may be in work at once
};

// Units a day in the mean over the windows, and what is in work where conditions become worse.
double mean_capacity(const std::vector<CapacityPeriod>& windows,
                     const std::function<Capacity(const CapacityPeriod&)>& capacity);

// Of so many servers, each of which works on so many units for so many hours.
Capacity served(double servers, double hours_each, double units_at_a_time);

// What shippers offer of a demand in a day, at its rate or by its history.
double offered(const std::vector<CapacityPeriod>& windows, DemandId demand);

// What cargo work at a port takes of a vessel's time, for each hour of it. Where work pauses in bad
// weather, closures begin in each hour of work as in any open hour, whoever works: with a share s
// of the time closed they add s / (1 - s) hours to it in the mean.
double hours_per_hour_of_work(const CapacityPeriod& now, PlaceId port);

double berths_of(const CapacityPeriod& now, PlaceId port, const std::string& type);

// Units loaded and unloaded on a station's tracks. `train`: the largest payload, for each of which
// there is marshalling.
Capacity track_capacity(const CapacityPeriod& now, PlaceId place, CargoClass cargo, Amount train);

// Units that shared cranes load and unload at a port, each a lot at a time; unlimited if each berth
// has its own.
Capacity crane_capacity(const CapacityPeriod& now, PlaceId port, CargoClass cargo, Amount lot);

// One consignment, or one train, at a desk; one consignment in a lane; one train on a bogie line;
// one train in a siding, for at least as long as it needs from the station before.
Capacity desk_capacity(const CapacityPeriod& now, PlaceId place, Amount at_a_time);
Capacity gate_capacity(const CapacityPeriod& now, PlaceId place, Amount at_a_time);
Capacity bogie_capacity(const CapacityPeriod& now, PlaceId place, Amount train);
Capacity siding_capacity(const CapacityPeriod& now, PlaceId place, Amount train,
                         double least_hours_from_before);

// Trains that may enter a link, all full. `links` are one direction or both, which on single track
// share the same paths.
Capacity path_capacity(const CapacityPeriod& now, const std::vector<LinkId>& links, Amount train);

// Of a pool of rolling stock that each train needs for `hours`.
Capacity stock_capacity(const CapacityPeriod& now, RollingStockId pool, double hours, Amount train);

// Barrels a day.
double pipeline_limit(const CapacityPeriod& now, LinkId link);
Capacity lifting_limit(const CapacityPeriod& now, const LiftingSpec& lifting);  // by its berths
double laycan_limit(const LiftingSpec& lifting);

}  // namespace caravan
