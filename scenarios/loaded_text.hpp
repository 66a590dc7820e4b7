// Where everything in a loaded scenario was written.
#pragma once

#include <string>

#include "caravan/scenarios/load.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

struct LoadedScenario::Text {
  Diagnostics diagnostics;  // the texts, with nothing wrong so far
  YamlNode root;
};

// The mark of the deepest part of a path ("places.aktau.tracks") that was written.
Mark locate(const YamlNode& root, const std::string& path);

// That part of the path; empty if nothing of it was written.
std::string written_part(const YamlNode& root, const std::string& path);

}  // namespace caravan
