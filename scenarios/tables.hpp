// Tables that stand in CSV files beside a scenario.
#pragma once

#include <string>

#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

// Each `windows: {file: x.csv}` and `history: {file: x.csv}` in the tree becomes the list of the
// file's rows, each with the cells of the columns that the key has, in that order. The first row
// names the columns, in any order; a unit may stand there ("quantity TEU") for all bare numbers
// below. `points: {file: x.csv}` becomes a list of maps from the first row's cells to each row's.
// `path` is that of the file in which the tree was written: paths are relative to it.
void read_tables(YamlNode& root, const std::string& path, Diagnostics& diagnostics);

}  // namespace caravan
