// A scenario's tree, put together from the files that it is written in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/shape.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

// The file at `path`: beside what it `include`s, and on top of the one that it `extends`, if any
// (see composition.hpp), with the tables that it names (tables.hpp) in their place. Both may do the
// same in their turn. Paths are relative to the file that names them. Mistakes go to `diagnostics`;
// throws ScenarioFileMissing if the file itself can't be read.
YamlNode read_tree(const std::string& path, Diagnostics& diagnostics);

// The path of what a file at `path` calls `name`.
std::string beside(const std::string& path, const std::string& name);

// The text of a file that is named at `mark`; nothing, and the mistake reported, if it can't be
// read.
std::optional<std::string> read_named_file(const std::string& path, Mark mark,
                                           Diagnostics& diagnostics);

// What a file says of the files that it is put together from. None is left in the tree.
std::vector<KeyShape> composition_keys();

}  // namespace caravan
