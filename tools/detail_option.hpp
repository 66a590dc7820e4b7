// How much of a run is told, on a command line.
#pragma once

#include "caravan/models/journal.hpp"
#include "options.hpp"

namespace caravan {

// --detail LEVEL and --only PATTERN.
void add_detail_option(boost::program_options::options_description& options);

// Throws UsageError if it names no level.
Detail detail_of(const boost::program_options::variables_map& values);

// See output/selection.hpp.
std::vector<std::string> patterns_of(const boost::program_options::variables_map& values);

}  // namespace caravan
