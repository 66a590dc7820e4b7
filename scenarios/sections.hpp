// What stands at the top of a scenario beside single values: places, links, demands and so on.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "caravan/scenarios/reading.hpp"
#include "caravan/scenarios/shape.hpp"

namespace caravan {

struct SectionKeys {
  std::string name;
  std::string help;
  Shape shape;
  bool is_required = false;
  // Reads it into the scenario. Sections are read in their order here; all ids are known before.
  std::function<void(Reading&, const YamlNode& root)> read;
};

// In the order in which they are read. Declared once for the whole program: it takes milliseconds.
const std::vector<SectionKeys>& sections();

// The language: a whole scenario as one map.
Shape scenario_shape();

// Reports what is not a map of maps, and collects the ids.
void collect_ids(Reading& reading, const YamlNode& root, const std::vector<SectionKeys>& all);

// The entries of a section that are maps; others have been reported.
std::vector<const YamlEntry*> entries_of(const YamlNode& root, const std::string& section);

}  // namespace caravan
