// What interventions may close.
#pragma once

#include <vector>

#include "caravan/models/network.hpp"

namespace caravan {

// Sets of links (by LinkId) on which nothing may set out at some time: what each intervention
// closes, and what all of them close together; each with what is closed when the scenario begins.
std::vector<std::vector<bool>> closures(const Network& network);

// Links that are not always as they are when the scenario begins: interventions open or close them.
std::vector<bool> opened_or_closed(const Network& network);

}  // namespace caravan
