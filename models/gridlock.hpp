// What locks a world up: vessels, trains and cargo that wait for each other in a circle.
#pragma once

#include <string>
#include <vector>

#include "caravan/models/world.hpp"

namespace caravan {

// The shortest circle of waits of which none can ever end, a line for each step ("vessel feeders/0
// waits for room in alat/storage/container, held by"), each ending with who comes next; empty if
// there is none. That cargo is overloaded is no circle.
std::vector<std::string> describe_gridlock(const World& world);

}  // namespace caravan
