// The keys of one kind of map, each declared once: name, type, default, help, and where it goes.
// Reading, the JSON Schema, the reference and `caravan describe` come from the same declaration.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

#include "caravan/scenarios/value_types.hpp"

namespace caravan {

// Is a key for this map? Not known if what that hangs on is missing or misspelt.
enum class Fit : std::uint8_t { yes, no, unknown };
Fit fits(const YamlNode& map, const When& when, const std::vector<KeyShape>& keys);

// Reports keys of `choices` that stand beside each other, and at `where` that none of those stands
// there of which one is needed.
void check_choices(Reading& reading, const YamlNode& map, Mark where, const std::string& path,
                   const std::vector<Choice>& choices);

template <class Spec>
class KeyTable {
 public:
  using Condition = std::function<bool(const Reading&, const Spec&)>;

  // `where` is a member of Spec, or a function of (Spec&, T) that stores the value, or of
  // (const Reading&, Spec&, T).
  template <class T, class Where>
  KeyTable& required(std::string name, ValueType<T> type, Where where, std::string help) {
    add(std::move(name), std::move(type), where, {"required", false}, true, std::move(help));
    return *this;
  }
  template <class T, class Where>
  KeyTable& optional(std::string name, ValueType<T> type, Where where, Fallback fallback,
                     std::string help) {
    add(std::move(name), std::move(type), where, std::move(fallback), false, std::move(help));
    return *this;
  }

  // The keys declared from here on are for some only: "rail links", by what a key of the same map
  // says. A name may be declared again under another condition.
  KeyTable& only_for(std::string whom, When when) {
    whom_ = std::move(whom), when_ = std::move(when), condition_ = {};
    return *this;
  }
  // The same, if it hangs on another entity: known when the keys declared before have been read,
  // and to the reader only.
  KeyTable& only_for(std::string whom, Condition condition) {
    whom_ = std::move(whom), when_ = {}, condition_ = std::move(condition);
    return *this;
  }
  KeyTable& for_all() { return only_for("", When{}); }

  // A map has one of these keys at most.
  KeyTable& one_at_most(std::vector<std::string> keys) {
    choices_.push_back({std::move(keys), false});
    return *this;
  }
  // A map has exactly one of these keys.
  KeyTable& one_of(std::vector<std::string> keys) {
    choices_.push_back({std::move(keys), true});
    return *this;
  }

  // Reads a map into `spec`. `where` is reported for what is missing; `others` are keys that the
  // caller reads.
  void read(Reading& reading, const YamlNode& map, Mark where, const std::string& path, Spec& spec,
            const std::vector<std::string>& others = {}) const;

  // A map with these keys.
  Shape shape(std::string name, std::string example) const {
    Shape shape = Shape::map_with(keys_, std::move(name), std::move(example));
    shape.choices = choices_;
    return shape;
  }

 private:
  // How a key is read, and whether it is for this map.
  struct Way {
    std::function<void(Reading&, const YamlNode&, const std::string&, Spec&)> read;
    Condition condition;
  };

  template <class T, class Where>
  void add(std::string name, ValueType<T> type, Where where, Fallback fallback, bool is_required,
           std::string help) {
    keys_.push_back({std::move(name), type.shape, std::move(fallback), is_required, std::move(help),
                     whom_, when_});
    const auto read = [type, where](Reading& reading, const YamlNode& node, const std::string& path,
                                    Spec& spec) {
      auto value = read_value(reading, node, path, type);
      if (!value) return;
      if constexpr (std::is_member_object_pointer_v<Where>) {
        spec.*where = std::move(*value);
      } else if constexpr (std::is_invocable_v<Where, const Reading&, Spec&, T>) {
        where(reading, spec, std::move(*value));
      } else {
        where(spec, std::move(*value));
      }
    };
    ways_.push_back({read, condition_});
  }

  Fit fit(std::size_t i, const Reading& reading, const YamlNode& map, const Spec& spec) const {
    if (ways_[i].condition) return ways_[i].condition(reading, spec) ? Fit::yes : Fit::no;
    return fits(map, keys_[i].when, keys_);
  }
  void read_key(std::size_t i, Reading& reading, const YamlNode& map, Mark where,
                const std::string& path, Spec& spec) const;
  void report_misplaced(Reading& reading, const YamlNode& map, const YamlEntry& entry,
                        const std::string& path, const Spec& spec,
                        const std::vector<std::string>& others) const;

  std::vector<KeyShape> keys_;
  std::vector<Way> ways_;  // of each key
  std::vector<Choice> choices_;
  std::string whom_;
  When when_;
  Condition condition_;
};

template <class Spec>
void KeyTable<Spec>::read(Reading& reading, const YamlNode& map, Mark where,
                          const std::string& path, Spec& spec,
                          const std::vector<std::string>& others) const {
  for (std::size_t i = 0; i < keys_.size(); ++i) read_key(i, reading, map, where, path, spec);
  for (const YamlEntry& entry : map.entries) {
    report_misplaced(reading, map, entry, path, spec, others);
  }
  check_choices(reading, map, where, path, choices_);
}

template <class Spec>
void KeyTable<Spec>::read_key(std::size_t i, Reading& reading, const YamlNode& map, Mark where,
                              const std::string& path, Spec& spec) const {
  if (fit(i, reading, map, spec) != Fit::yes) return;
  const KeyShape& key = keys_[i];
  const std::string key_path = path.empty() ? key.name : path + "." + key.name;
  if (const YamlNode* node = map.find(key.name)) {
    return ways_[i].read(reading, *node, key_path, spec);
  }
  if (key.is_required) {
    reading.error(where, key_path + " is missing: " + key.help + " (" + key.shape.name + ")");
  } else if (key.fallback.is_value) {
    ways_[i].read(reading, scalar_node(key.fallback.text, where), key_path, spec);
  }
}

template <class Spec>
void KeyTable<Spec>::report_misplaced(Reading& reading, const YamlNode& map, const YamlEntry& entry,
                                      const std::string& path, const Spec& spec,
                                      const std::vector<std::string>& others) const {
  if (std::find(others.begin(), others.end(), entry.key) != others.end()) return;
  std::string whom;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (entry.key != keys_[i].name) continue;
    if (fit(i, reading, map, spec) != Fit::no) return;
    whom = keys_[i].whom;
  }
  const std::string place = path.empty() ? "" : " in " + path;
  if (whom.empty()) {
    std::vector<std::string> known = others;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (fit(i, reading, map, spec) != Fit::no) known.push_back(keys_[i].name);
    }
    reading.error(entry.mark, "unknown key '" + entry.key + "'" + place, suggest(entry.key, known));
  } else {
    reading.error(entry.mark, "'" + entry.key + "'" + place + " is for " + whom + " only");
  }
}

}  // namespace caravan
