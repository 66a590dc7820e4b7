#include "caravan/scenarios/key_table.hpp"

#include <algorithm>

namespace caravan {

Fit fits(const YamlNode& map, const When& when, const std::vector<KeyShape>& keys) {
  if (when.is == When::Is::any) return Fit::yes;
  const auto to_fit = [](bool is_for_it) { return is_for_it ? Fit::yes : Fit::no; };
  const YamlNode* node = map.find(when.key);
  switch (when.is) {
    case When::Is::any: return Fit::yes;
    case When::Is::has: return to_fit(node != nullptr);
    case When::Is::lacks: return to_fit(node == nullptr);
    case When::Is::says: break;
  }
  const auto key = std::find_if(keys.begin(), keys.end(),
                                [&](const KeyShape& one) { return one.name == when.key; });
  if (node != nullptr && is_figure(*node)) node = node->find("value");
  const std::string& said = node != nullptr ? node->text : key->fallback.text;
  const auto is_in = [&](const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), said) != words.end();
  };
  return is_in(key->shape.words) ? to_fit(is_in(when.words)) : Fit::unknown;
}

void check_choices(Reading& reading, const YamlNode& map, Mark where, const std::string& path,
                   const std::vector<Choice>& choices) {
  for (const Choice& choice : choices) {
    const YamlEntry* first = nullptr;
    for (const YamlEntry& entry : map.entries) {
      if (std::find(choice.keys.begin(), choice.keys.end(), entry.key) == choice.keys.end()) {
        continue;
      }
      if (first != nullptr) {
        reading.diagnostics.conflict(
            entry.mark,
            path + ": has `" + first->key + "` and `" + entry.key + "`: one of them is enough",
            first->mark, "the other is here");
        break;
      }
      first = &entry;
    }
    if (first == nullptr && choice.is_needed) {
      std::string keys;
      for (const std::string& key : choice.keys) keys += (keys.empty() ? "`" : " or `") + key + "`";
      reading.error(where, path + ": " + keys + " is missing");
    }
  }
}

}  // namespace caravan
