// A YAML file as a plain tree that remembers where everything stood.
//
// Stricter than YAML where YAML surprises: duplicate keys, anchors, aliases, merge keys,
// tags, tabs as indentation and several documents in one file are located errors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "caravan/scenarios/diagnostics.hpp"

namespace caravan {

struct YamlEntry;

struct YamlNode {
  enum class Kind : std::uint8_t { null, scalar, list, map };

  Kind kind = Kind::null;
  std::string text;  // of a scalar
  bool is_quoted = false;
  bool takes_away = false;         // of nothing: something that was inherited, see composition.hpp
  std::vector<YamlNode> items;     // of a list
  std::vector<YamlEntry> entries;  // of a map, in the order of the file
  Mark mark;

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }

  // The value of a map's key, or nothing.
  const YamlNode* find(std::string_view key) const;
  YamlNode* find(std::string_view key);
};

struct YamlEntry {
  std::string key;
  Mark mark;  // of the key
  YamlNode value;
};

YamlNode scalar_node(std::string text, Mark mark);

// "a map", "a list", "nothing" or "'text'": for messages.
std::string describe(const YamlNode& node);

// Reads the text; mistakes go to `diagnostics`, and what could be read is returned.
YamlNode parse_yaml(const std::string& text, std::size_t origin, Diagnostics& diagnostics);

// The same tree as text, always in the same form: reads back as it was.
std::string to_yaml(const YamlNode& node);

}  // namespace caravan
