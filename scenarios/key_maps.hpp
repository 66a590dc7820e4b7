// Maps with keys of their own: as entries of a section, and as values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "caravan/scenarios/key_table.hpp"

namespace caravan {

// Reads a map that may have a `source` and a `note` beside its keys.
template <class Spec>
Spec read_with_source(Reading& reading, const KeyTable<Spec>& keys, const YamlNode& map, Mark where,
                      const std::string& path) {
  Spec spec{};
  keys.read(reading, map, where, path, spec, {"source", "note"});
  if (const YamlNode* source = map.find("source"))
    check_sources(reading, *source, path + ".source");
  if (const YamlNode* note = map.find("note")) text().read(reading, *note, path + ".note");
  return spec;
}

template <class Spec>
Shape shape_with_source(const KeyTable<Spec>& keys, const std::string& example) {
  Shape shape = keys.shape("map", example);
  shape.has_source = true;
  return shape;
}

template <class Spec>
Shape shape_by_id(const KeyTable<Spec>& keys, const std::string& example) {
  Shape one = shape_with_source(keys, example);
  one.may_be_figure = false;
  return Shape::map_by(id().shape, std::move(one), "maps by id", "{an_id: " + example + "}");
}

// An entry of a map by id. A spec that has a name is named by its id if by nothing else.
template <class Spec>
Spec read_entity(Reading& reading, const KeyTable<Spec>& keys, const YamlEntry& entry,
                 const std::string& path) {
  Spec spec = read_with_source(reading, keys, entry.value, entry.mark, path);
  spec.id = entry.key;
  if constexpr (requires { spec.name; }) {
    if (spec.name.empty()) spec.name = spec.id;
  }
  return spec;
}

// A map with keys of its own, as a value.
template <class Spec>
ValueType<Spec> map_of(KeyTable<Spec> keys, const std::string& example) {
  return {shape_with_source(keys, example),
          [keys = std::move(keys), example](Reading& reading, const YamlNode& node,
                                            const std::string& path) -> std::optional<Spec> {
            if (!is_map(reading, node, path, example)) return std::nullopt;
            return read_with_source(reading, keys, node, node.mark, path);
          },
          {}};
}

// By id, in the order of the file, maps with keys of their own; `example` is one of those.
template <class Spec>
ValueType<std::vector<Spec>> maps_by_id(KeyTable<Spec> keys, const std::string& example) {
  const Shape shape = shape_by_id(keys, example);
  const auto read = [keys = std::move(keys), example](
                        Reading& reading, const YamlNode& node,
                        const std::string& path) -> std::optional<std::vector<Spec>> {
    if (!is_map(reading, node, path, "{an_id: " + example + "}")) return std::nullopt;
    std::vector<Spec> specs;
    for (const YamlEntry& entry : node.entries) {
      const std::string entry_path = path + "." + entry.key;
      const bool is_good = is_map(reading, entry.value, entry_path, example) &&
                           is_id(reading, entry.mark, entry_path, entry.key);
      if (is_good) specs.push_back(read_entity(reading, keys, entry, entry_path));
    }
    return specs;
  };
  return {shape, read, {}};
}

}  // namespace caravan
