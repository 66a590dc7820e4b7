// Which ways a demand's cargo may take, cut into legs: from its origin, and from each place on its
// way where it may find the rest of its way closed.
#pragma once

#include "caravan/models/network.hpp"

namespace caravan {

// Fills legs, runs, itineraries and choices. Returns where there are too many ways to search.
std::vector<ScenarioProblem> find_itineraries(Network& network);

}  // namespace caravan
