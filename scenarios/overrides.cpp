#include "caravan/scenarios/overrides.hpp"

#include <algorithm>
#include <optional>

#include "caravan/scenarios/tables.hpp"

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

// Walks down the path to the map or list that holds its last part, and changes it there.
class Override {
 public:
  Override(const std::string& assignment, std::size_t origin, Diagnostics& diagnostics)
      : assignment_(assignment),
        equals_(assignment.find('=')),
        origin_(origin),
        diagnostics_(diagnostics) {}

  void apply(YamlNode& root) {
    if (equals_ == std::string::npos || equals_ == 0) {
      return error("expected path=value, such as places.aktau.tracks=6");
    }
    YamlNode* node = &root;
    while (node != nullptr) {
      const std::size_t dot = assignment_.find('.', start_);
      const bool is_last = dot == std::string::npos || dot > equals_;
      key_ = assignment_.substr(start_, (is_last ? equals_ : dot) - start_);
      if (is_last) return change(*node);
      node = step(*node);
      start_ = dot + 1;
    }
  }

 private:
  Mark mark() const { return {origin_, 1, start_ + 1}; }
  void error(const std::string& message, const std::string& hint = "") {
    diagnostics_.error(mark(), message, hint);
  }
  std::string holder() const { return assignment_.substr(0, start_ > 0 ? start_ - 1 : 0); }

  // Which item of a list the key means; nothing, with the mistake reported, if none. There may be
  // one more than there are.
  std::optional<std::size_t> item_of(const YamlNode& list, bool may_be_new) {
    const bool is_number = !key_.empty() && key_.size() < 9 &&
                           key_.find_first_not_of("0123456789") == std::string::npos;
    const std::size_t i = is_number ? std::stoul(key_) : 0;
    if (is_number && i < list.items.size() + (may_be_new ? 1 : 0)) return i;
    error("'" + holder() + "' is a list of " + std::to_string(list.items.size()) +
          ", numbered from 0: it has no '" + key_ + "'");
    return std::nullopt;
  }

  YamlNode* step(YamlNode& node) {
    if (node.is_list()) {
      const auto i = item_of(node, false);
      return i ? &node.items[*i] : nullptr;
    }
    if (!node.is_map()) return lacks(node), nullptr;
    YamlNode* next = node.find(key_);
    if (next == nullptr) error("there is no '" + key_ + "' here", suggest(key_, keys_of(node)));
    return next;
  }

  void change(YamlNode& node) {
    if (!node.is_list() && !node.is_map()) return lacks(node);
    YamlNode value = parse_value(assignment_, equals_, origin_, diagnostics_);
    node.is_list() ? change_list(node, std::move(value)) : change_map(node, std::move(value));
    read_tables(node, "", diagnostics_);
  }

  void change_map(YamlNode& map, YamlNode&& value) {
    const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                    [&](const YamlEntry& entry) { return entry.key == key_; });
    const bool is_there = found != map.entries.end();
    const bool is_taken_away = value.kind == YamlNode::Kind::null;
    if (is_taken_away && !is_there) {
      error("there is no '" + key_ + "' here to take away", suggest(key_, keys_of(map)));
    } else if (is_taken_away) {
      map.entries.erase(found);
    } else if (is_there) {
      *found = {key_, mark(), std::move(value)};
    } else {
      map.entries.push_back({key_, mark(), std::move(value)});
    }
  }

  void change_list(YamlNode& list, YamlNode&& value) {
    const bool is_taken_away = value.kind == YamlNode::Kind::null;
    const auto i = item_of(list, !is_taken_away);
    if (!i) return;
    if (is_taken_away) {
      list.items.erase(list.items.begin() + static_cast<std::ptrdiff_t>(*i));
    } else if (*i == list.items.size()) {
      list.items.push_back(std::move(value));
    } else {
      list.items[*i] = std::move(value);
    }
  }

  void lacks(const YamlNode& node) {
    error("'" + holder() + "' is " + describe(node) + ", so it has no '" + key_ + "'");
  }

  const std::string& assignment_;
  std::size_t equals_;
  std::size_t origin_;
  Diagnostics& diagnostics_;
  std::size_t start_ = 0;  // of the key that is looked at
  std::string key_;
};

}  // namespace

void apply_override(YamlNode& root, const std::string& assignment, Diagnostics& diagnostics) {
  Override(assignment, diagnostics.add_origin("--set", assignment), diagnostics).apply(root);
}

}  // namespace caravan
