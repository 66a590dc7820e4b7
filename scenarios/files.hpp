// A scenario's tree, put together from the files that it is written in.
#pragma once

#include <string>

#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

// The file at `path`, on top of the one that it `extends`, if any: maps are merged key by key, all
// else takes the place of what was inherited, and nothing (`~`) takes it away. What is added stands
// after what is inherited. Tables that stand in files of their own (`windows: {file: x.csv}`) are
// put in their place. Paths are relative to the file that names them. Mistakes go to `diagnostics`;
// throws ScenarioFileMissing if the file itself can't be read.
YamlNode read_tree(const std::string& path, Diagnostics& diagnostics);

}  // namespace caravan
