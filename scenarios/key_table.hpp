// The keys of one kind of map, each declared once: name, type, default, help, and where it goes.
// Reading and the reference come from the same declaration.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

#include "caravan/scenarios/value_types.hpp"

namespace caravan {

// A line of the reference.
struct KeyDoc {
  std::string path;  // "places.<id>.tracks"
  std::string type;
  std::string fallback;  // "required", or the default
  std::string help;
};

// The value that a key without one has, or what its absence means.
struct Fallback {
  std::string text;
  bool is_value = false;
};
inline Fallback by_default(std::string value) { return {std::move(value), true}; }
inline Fallback if_absent(std::string meaning) { return {std::move(meaning), false}; }

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

  // The keys declared from here on are for some only: "rail links". Keys are read in the order of
  // their declaration, so a condition may look at what was declared before. A name may be declared
  // again under another condition.
  KeyTable& only_for(std::string whom, Condition condition) {
    whom_ = std::move(whom);
    condition_ = std::move(condition);
    return *this;
  }

  // Reads a map into `spec`. `where` is reported for what is missing; `others` are keys that the
  // caller reads.
  void read(Reading& reading, const YamlNode& map, Mark where, const std::string& path, Spec& spec,
            const std::vector<std::string>& others = {}) const;

  void document(const std::string& path, std::vector<KeyDoc>& docs) const {
    for (const Key& key : keys_) {
      std::string help = key.help;
      if (!key.whom.empty()) help = key.whom + (help.empty() ? "" : "; " + help);
      docs.push_back({path + key.name, key.type, key.fallback.text, help});
    }
  }

 private:
  struct Key {
    std::string name;
    std::string type;
    Fallback fallback;
    bool is_required = false;
    std::string help;
    std::string whom;
    Condition condition;
    std::function<void(Reading&, const YamlNode&, const std::string&, Spec&)> read;
  };

  template <class T, class Where>
  void add(std::string name, ValueType<T> type, Where where, Fallback fallback, bool is_required,
           std::string help) {
    std::string type_name = type.name;
    keys_.push_back({std::move(name), std::move(type_name), std::move(fallback), is_required,
                     std::move(help), whom_, condition_,
                     [type, where](Reading& reading, const YamlNode& node, const std::string& path,
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
                     }});
  }

  bool applies(const Reading& reading, const Key& key, const Spec& spec) const {
    return !key.condition || key.condition(reading, spec);
  }
  void read_key(Reading& reading, const Key& key, const YamlNode& map, Mark where,
                const std::string& path, Spec& spec) const;
  void report_misplaced(Reading& reading, const YamlEntry& entry, const std::string& path,
                        const Spec& spec, const std::vector<std::string>& others) const;

  std::vector<Key> keys_;
  std::string whom_;
  Condition condition_;
};

template <class Spec>
void KeyTable<Spec>::read(Reading& reading, const YamlNode& map, Mark where,
                          const std::string& path, Spec& spec,
                          const std::vector<std::string>& others) const {
  for (const Key& key : keys_) read_key(reading, key, map, where, path, spec);
  for (const YamlEntry& entry : map.entries) report_misplaced(reading, entry, path, spec, others);
}

template <class Spec>
void KeyTable<Spec>::read_key(Reading& reading, const Key& key, const YamlNode& map, Mark where,
                              const std::string& path, Spec& spec) const {
  if (!applies(reading, key, spec)) return;
  const std::string key_path = path.empty() ? key.name : path + "." + key.name;
  if (const YamlNode* node = map.find(key.name)) return key.read(reading, *node, key_path, spec);
  if (key.is_required) {
    reading.error(where, key_path + " is missing: " + key.help + " (" + key.type + ")");
  } else if (key.fallback.is_value) {
    key.read(reading, scalar_node(key.fallback.text, where), key_path, spec);
  }
}

template <class Spec>
void KeyTable<Spec>::report_misplaced(Reading& reading, const YamlEntry& entry,
                                      const std::string& path, const Spec& spec,
                                      const std::vector<std::string>& others) const {
  const bool is_read_elsewhere = std::find(others.begin(), others.end(), entry.key) != others.end();
  if (is_read_elsewhere) return;
  std::string whom;
  for (const Key& key : keys_) {
    if (entry.key != key.name) continue;
    if (applies(reading, key, spec)) return;
    whom = key.whom;
  }
  const std::string place = path.empty() ? "" : " in " + path;
  if (whom.empty()) {
    std::vector<std::string> known = others;
    for (const Key& key : keys_) {
      if (applies(reading, key, spec)) known.push_back(key.name);
    }
    reading.error(entry.mark, "unknown key '" + entry.key + "'" + place,
                  reading.nearest(entry.key, known));
  } else {
    reading.error(entry.mark, "'" + entry.key + "'" + place + " is for " + whom + " only");
  }
}

}  // namespace caravan
