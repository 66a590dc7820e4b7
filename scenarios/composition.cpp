#include "caravan/scenarios/composition.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "caravan/scenarios/reading.hpp"

namespace caravan {
namespace {

std::string join(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}

std::vector<std::string> keys_of(const YamlNode& map) {
  std::vector<std::string> keys;
  for (const YamlEntry& entry : map.entries) keys.push_back(entry.key);
  return keys;
}

bool are_merged(const YamlNode& a, const YamlNode& b) {
  return a.is_map() && b.is_map() && !is_figure(a) && !is_figure(b);
}

// Where the keys of a map stand in it. Searching it for each key of another takes too long where
// both are large.
class Positions {
 public:
  explicit Positions(const YamlNode& map) {
    for (std::size_t i = 0; i < map.entries.size(); ++i) at_.emplace(map.entries[i].key, i);
  }
  std::optional<std::size_t> of(const std::string& key) const {
    const auto found = at_.find(key);
    return found == at_.end() ? std::nullopt : std::optional(found->second);
  }
  void add(const std::string& key) { at_.emplace(key, at_.size()); }

 private:
  std::unordered_map<std::string, std::size_t> at_;
};

// Of what is made like a template it is known only later what it inherits.
bool is_like_another(const YamlNode& map) { return map.find("like") != nullptr; }

bool is_nothing(const YamlNode& node) { return node.kind == YamlNode::Kind::null; }

void drop_what_is_taken_away(YamlNode& map) {
  std::erase_if(map.entries, [](const YamlEntry& entry) { return entry.value.takes_away; });
}

// `is_final`: what `inherited` has now is all that there is to be taken away.
void lay_over(YamlNode& inherited, YamlNode&& over, const std::string& path, bool is_final,
              Diagnostics& diagnostics) {
  Positions positions(inherited);
  is_final = is_final && !is_like_another(inherited) && !is_like_another(over);
  for (YamlEntry& entry : over.entries) {
    const auto found = positions.of(entry.key);
    const std::string entry_path = join(path, entry.key);
    if (!found) {
      if (is_nothing(entry.value) && is_final && !entry.value.takes_away) {
        diagnostics.error(entry.mark, entry_path + ": is not inherited, so `~` takes nothing away",
                          suggest(entry.key, keys_of(inherited)));
        continue;
      }
      positions.add(entry.key);
      inherited.entries.push_back(std::move(entry));
      continue;
    }
    YamlEntry& known = inherited.entries[*found];
    if (are_merged(known.value, entry.value)) {
      lay_over(known.value, std::move(entry.value), entry_path, is_final, diagnostics);
      continue;
    }
    known.mark = entry.mark;
    known.value = std::move(entry.value);
    if (is_nothing(known.value)) known.value.takes_away = true;
  }
  if (is_final) drop_what_is_taken_away(inherited);
}

}  // namespace

void lay_over(YamlNode& inherited, YamlNode&& over, const std::string& path,
              Diagnostics& diagnostics) {
  lay_over(inherited, std::move(over), path, true, diagnostics);
}

void put_beside(YamlNode& first, YamlNode&& second, const std::string& path,
                Diagnostics& diagnostics) {
  Positions positions(first);
  for (YamlEntry& entry : second.entries) {
    const auto found = positions.of(entry.key);
    if (!found) {
      positions.add(entry.key);
      first.entries.push_back(std::move(entry));
      continue;
    }
    YamlEntry& known = first.entries[*found];
    const std::string entry_path = join(path, entry.key);
    if (are_merged(known.value, entry.value)) {
      put_beside(known.value, std::move(entry.value), entry_path, diagnostics);
    } else {
      diagnostics.conflict(
          entry.mark, entry_path + ": is said in two files", known.mark,
          "it is said here too; a scenario that `extends` another may say it anew");
    }
  }
}

Templates::Templates(YamlNode& root, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
  const auto found = std::find_if(root.entries.begin(), root.entries.end(),
                                  [](const YamlEntry& entry) { return entry.key == "templates"; });
  if (found == root.entries.end()) return;
  all_ = std::move(found->value);
  root.entries.erase(found);
  if (!all_.is_map()) {
    diagnostics_.error(
        all_.mark,
        "templates: expected a map, such as {feeder: {speed: 10 kn}}, found " + describe(all_));
  }
  for (const YamlEntry& one : all_.entries) {
    if (one.value.is_map()) continue;
    diagnostics_.error(one.mark,
                       "templates." + one.key + ": expected a map, found " + describe(one.value));
  }
}

void Templates::expand(YamlNode& node, const std::string& path) {
  make_like(node, path);
  drop_what_is_taken_away(node);
  for (YamlEntry& entry : node.entries) {
    const bool has_parts = entry.value.is_map() || entry.value.is_list();
    if (has_parts) expand(entry.value, join(path, entry.key));
  }
  for (YamlNode& item : node.items) expand(item, path);
}

void Templates::make_like(YamlNode& node, const std::string& path) {
  const auto like = std::find_if(
      node.entries.begin(), node.entries.end(),
      [](const YamlEntry& entry) { return entry.key == "like" && entry.value.is_scalar(); });
  if (like == node.entries.end()) return;
  const YamlNode name = std::move(like->value);
  node.entries.erase(like);
  const YamlNode* of = find(name, path);
  if (of == nullptr) return;
  YamlNode made = *of;
  made.mark = node.mark;
  lay_over(made, std::move(node), path, true, diagnostics_);
  node = std::move(made);
}

// The template of that name, itself made like its own.
const YamlNode* Templates::find(const YamlNode& name, const std::string& path) {
  YamlNode* of = all_.find(name.text);
  if (of == nullptr || !of->is_map()) {
    diagnostics_.error(name.mark, join(path, "like") + ": there is no template '" + name.text + "'",
                       suggest(name.text, keys_of(all_)));
    return nullptr;
  }
  const auto [step, is_new] = steps_.emplace(name.text, Step::begun);
  if (!is_new && step->second == Step::begun) {
    diagnostics_.error(name.mark, "template '" + name.text + "' is like itself");
    return nullptr;
  }
  if (is_new) expand(*of, "templates." + name.text);
  step->second = Step::done;
  return of;
}

}  // namespace caravan
