// Storms made ready to run: whose ports they are, and how normal variables become correlated.
#pragma once

#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/models/storm_spec.hpp"

namespace caravan {

struct Scenario;
struct ScenarioProblem;

// The lower triangle L of L L^T = R, R being the correlations of the ports in the order in which
// the storm lists them: z = L g has these if the g are independent standard normals. Row by row;
// a row depends on the ports listed before it, and on none after.
using LowerTriangle = std::vector<std::vector<double>>;

struct StormNetwork {
  std::vector<LowerTriangle> weights;  // by StormId
  std::vector<StormId> storm_of;       // by PlaceId; or none
  bool operator==(const StormNetwork&) const = default;
};

StormNetwork build_storms(const Scenario& scenario);

// Ports without weather, or in two storms; correlations that are not said, or that contradict each
// other; fronts that are too rare for how often a port closes.
std::vector<ScenarioProblem> problems_of_storms(const Scenario& scenario);

}  // namespace caravan
