// Good scenarios made wrong, or other, by what the language declares.
#pragma once

#include <functional>
#include <string>

#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan::test {

struct Variant {
  std::string path;      // where: "places.aktau.tracks"
  std::string declared;  // the key there: "places.<id>.tracks", and whom it is for
  std::string what;      // "'-1' in place of '4'"
  const YamlNode& tree;
};

// Each value changed to what its declaration says it can't be and to some that it can; each key
// removed; keys added that are unknown, that are not for this map, or that are left out.
void each_variant(const YamlNode& scenario, const std::function<void(const Variant&)>& visit);

// The tree as JSON, as editors read it: by YAML 1.2's core schema.
YamlNode as_editors_read(const YamlNode& node);

}  // namespace caravan::test
