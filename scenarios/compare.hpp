// What differs between two scenarios, by path.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "caravan/scenarios/shape.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

struct Difference {
  std::string path;  // "places.aktau.tracks"
  // Nothing where it is not said; an entry by id that one of the two lacks is one difference.
  std::optional<YamlNode> before, after;
  // What counts where it is not said, if that is a value.
  std::string fallback;
};

// In the order of the first, then of what the second adds. Of figures the values are compared, then
// where they come from. A key that says its default does not differ from one that is left out.
std::vector<Difference> compare(const YamlNode& before, const YamlNode& after, const Shape& shape);

}  // namespace caravan
