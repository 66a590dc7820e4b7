// How the maps that a scenario is written in are put together: one laid over another, side by side,
// or made like a template.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

// Maps are merged key by key, all else (figures and lists as a whole) takes the place of what was
// inherited, and nothing (`~`) takes it away; `~` where nothing was inherited is a mistake. What is
// added stands after what is inherited.
void lay_over(YamlNode& inherited, YamlNode&& over, const std::string& path,
              Diagnostics& diagnostics);

// Maps are merged key by key; what both say is a mistake that shows both places. What is added
// stands after what was there.
void put_beside(YamlNode& first, YamlNode&& second, const std::string& path,
                Diagnostics& diagnostics);

// The scenario's `templates`, and what is made of them.
class Templates {
 public:
  // Takes them out of the tree. They may be like one another.
  Templates(YamlNode& root, Diagnostics& diagnostics);

  // Each map in the tree that says `like: x` becomes template x with the map itself laid over it.
  void expand(YamlNode& node, const std::string& path);

 private:
  enum class Step : std::uint8_t { begun, done };

  void make_like(YamlNode& node, const std::string& path);
  const YamlNode* find(const YamlNode& name, const std::string& path);

  YamlNode all_;
  Diagnostics& diagnostics_;
  std::map<std::string, Step> steps_;  // of those that have been looked up
};

}  // namespace caravan
