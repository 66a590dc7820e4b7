// What a scenario says about storms that hit several ports at once.
#pragma once

#include <string>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/sim/time.hpp"

namespace caravan {

// How alike the weather of two ports is: the correlation of the normal variables behind it. 1: they
// have the worst of it at the same fronts; 0: one says nothing about the other.
struct PairOfPorts {
  PlaceId one;
  PlaceId other;
  double correlation = 0;  // -1 .. 1

  bool joins(PlaceId a, PlaceId b) const {
    return (one == a && other == b) || (one == b && other == a);
  }
  bool operator==(const PairOfPorts&) const = default;
};

// Fronts pass over all of its ports. How often each of these closes, and for how long, its own
// `weather` says.
struct StormSpec {
  std::string id;
  std::string name;
  std::vector<PlaceId> ports;
  Duration fronts;                 // mean time from one to the next, which is exponential
  std::vector<PairOfPorts> pairs;  // each two ports once
  bool operator==(const StormSpec&) const = default;
};

}  // namespace caravan
