// --set path=value: changes to a tree before it is read.
#pragma once

#include <string>

#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

// Replaces the value at the path, or adds it to a map or at the end of a list that exists; `~`
// takes away what is there. Entries of lists are numbered from 0. Replacing a figure replaces its
// source too. Mistakes go to `diagnostics`, about an origin of their own.
void apply_override(YamlNode& root, const std::string& assignment, Diagnostics& diagnostics);

}  // namespace caravan
