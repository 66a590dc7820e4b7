// The side file of a run, <output>.log.json: what depends on the machine and the moment.
// The output itself depends on scenario, seed and version alone.
#pragma once

#include <string>
#include <vector>

#include "summary.hpp"

namespace caravan {

// Throws OutputError if it can't be written.
void write_run_log(const std::vector<std::string>& arguments, const RunFacts& facts);

}  // namespace caravan
