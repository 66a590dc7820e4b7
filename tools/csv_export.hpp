// Results as tidy CSV files: one line a value, or one line a row of a table.
#pragma once

#include <string>
#include <vector>

#include "caravan/output/ensemble_reader.hpp"

namespace caravan {

// Writes `<folder>/<variable>.csv` for each variable that matches, with its labels and its value,
// and `<folder>/<table>.csv` with the columns that match of journeys, stages, parcels and events;
// what is not a number is an empty cell. The folder is made if it is not there. Returns the paths.
// Throws OutputError, also if a file exists and `overwrites` is false; nothing is written then.
std::vector<std::string> export_csv(const EnsembleReader& file, const std::string& folder,
                                    const std::vector<std::string>& patterns, bool overwrites);

}  // namespace caravan
