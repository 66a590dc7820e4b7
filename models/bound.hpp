// How much of each cargo could be delivered at most, and what stops more: a bound on what any
// world of a scenario delivers in the long run, in milliseconds.
//
// The bound is the maximum flow through the network of what cargo needs on its way (lot_network.hpp
// for lots, tanks and lines for oil), with what each thing could do if it never stood idle,
// averaged over time, as its capacity (capacities.hpp). By Ford and Fulkerson's theorem what stops
// more is the minimum cut: a set of such things, all of them used up, that all cargo must pass.
//
// It is never too low, because everything that is left out would only make it lower: queues, cargo
// that shares carriers with other cargo, trains and vessels that are not full, empty trains, yards
// and embargoes, contracts of shippers. Where several demands use a network, cargo of one may
// arrive as that of another. Random times count with their means: in a short period luck may
// do better, and what was on its way when the period began is delivered beyond it.
//
// Cargo of two opposite directions shares what both use, when drawn to flow the same way
// (lot_network.hpp), but it shares too what each direction has for itself; so the directions are
// bounded one by one too, and the lower of both bounds holds.
#pragma once

#include <string>
#include <vector>

#include "caravan/models/capacities.hpp"
#include "caravan/models/flow_network.hpp"

namespace caravan {

// All demands of a commodity, or of a class of cargo together, per day: in TEU, wagons, trucks,
// tonnes of general cargo, barrels of crude.
struct CargoBound {
  std::string name;  // the commodity's id, or the class's name
  CargoClass cargo = CargoClass::general;
  bool is_class = false;
  double offered = 0;     // by demands and fields
  FlowLimit with_demand;  // what can be delivered of that; "demand" if all can
  FlowLimit at_most;      // with demands and fields that never end
};

// For each class of cargo that anybody ships, then, where there are several, for its commodities.
// `periods` are the stretches of time, with the conditions that hold in them, over which capacities
// are averaged; each scenario is `network`'s, changed.
std::vector<CargoBound> bounds(const Network& network, const std::vector<CapacityPeriod>& periods);

// What the amounts of a class are counted in: "TEU", "wagons", "trucks", "t", "bbl".
std::string_view bound_unit(CargoClass cargo);

}  // namespace caravan
