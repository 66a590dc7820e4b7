// What locks a world up: vessels, trains and cargo that wait for each other in a circle.
#pragma once

#include <string>
#include <vector>

#include "caravan/models/world.hpp"

namespace caravan {

// The shortest circle of waits of which none can ever end, a line for each step, such as "vessel 1
// of feeders waits for room in alat/storage/container, held by cargo at alat for ...", and that
// cargo is whom the next line is about. Empty if there is none: an overload is no circle.
std::vector<std::string> describe_gridlock(const World& world);

}  // namespace caravan
