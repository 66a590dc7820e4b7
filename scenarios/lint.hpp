// What can run, but is probably not meant: for `caravan validate`.
#pragma once

#include "caravan/models/network.hpp"
#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/load.hpp"

namespace caravan {

// Warnings, in the order of the files; no network is needed beside the one that `loaded` builds.
// Takes some milliseconds; of the baseline, most of them for the maximum flow.
Diagnostics lint(const LoadedScenario& loaded, const Network& network);

}  // namespace caravan
