#include "caravan/scenarios/overrides.hpp"

#include <algorithm>

namespace caravan {
namespace {

std::vector<std::string> keys_of(const YamlNode& map) {
  std::vector<std::string> keys;
  for (const YamlEntry& entry : map.entries) keys.push_back(entry.key);
  return keys;
}

// The text after "=" as YAML, its marks counted from the beginning of the assignment.
YamlNode parse_value(const std::string& assignment, std::size_t equals, std::size_t origin,
                     Diagnostics& diagnostics) {
  // A blank for each letter before it keeps the columns.
  return parse_yaml(std::string(equals + 1, ' ') + assignment.substr(equals + 1), origin,
                    diagnostics);
}

}  // namespace

void apply_override(YamlNode& root, const std::string& assignment, Diagnostics& diagnostics) {
  const std::size_t origin = diagnostics.add_origin("--set", assignment);
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0) {
    diagnostics.error({origin, 1, 1}, "expected path=value, such as places.aktau.tracks=6");
    return;
  }
  YamlNode* node = &root;
  std::size_t start = 0;
  while (true) {
    const std::size_t dot = assignment.find('.', start);
    const bool is_last = dot == std::string::npos || dot > equals;
    const std::string key = assignment.substr(start, (is_last ? equals : dot) - start);
    const Mark mark{origin, 1, start + 1};
    if (node->is_list() && !is_last && !key.empty() &&
        key.find_first_not_of("0123456789") == std::string::npos) {
      const std::size_t i = std::stoul(key);
      if (i < node->items.size()) {
        node = &node->items[i];
        start = dot + 1;
        continue;
      }
    }
    if (!node->is_map()) {
      diagnostics.error(mark, "'" + assignment.substr(0, start > 0 ? start - 1 : 0) + "' is " +
                                  describe(*node) + ", so it has no '" + key + "'");
      return;
    }
    YamlNode* next = node->find(key);
    if (is_last) {
      YamlNode value = parse_value(assignment, equals, origin, diagnostics);
      if (next == nullptr) {
        node->entries.push_back({key, mark, std::move(value)});
      } else {
        *next = std::move(value);
        const auto is_it = [&](const YamlEntry& entry) { return &entry.value == next; };
        std::find_if(node->entries.begin(), node->entries.end(), is_it)->mark = mark;
      }
      return;
    }
    if (next == nullptr) {
      diagnostics.error(mark, "there is no '" + key + "' here", suggest(key, keys_of(*node)));
      return;
    }
    node = next;
    start = dot + 1;
  }
}

}  // namespace caravan
