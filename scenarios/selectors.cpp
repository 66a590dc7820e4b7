#include "caravan/scenarios/selectors.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "caravan/scenarios/loaded_text.hpp"
#include "caravan/scenarios/value_types.hpp"

namespace caravan {
namespace {

// One word by which targets are told apart. `fits` says whether a target has the value.
struct Criterion {
  Section section;
  std::string_view name;
  Shape (*word)();  // a text, a word or a reference
  bool (*fits)(const Scenario&, std::size_t target, const std::string& word);
};

// What was misspelt refers to nothing.
template <class SpecId>
bool is_called(const Scenario& scenario, SpecId id, const std::string& word) {
  return !id.is_none() && scenario[id].id == word;
}

bool is_in(const Scenario& scenario, PlaceId place, const std::string& country) {
  return !place.is_none() && scenario[place].country == country;
}

constexpr std::string_view kModes[] = {"rail", "sea", "road", "pipeline"};
constexpr std::string_view kKinds[] = {"inland_terminal", "border",    "junction", "seaport",
                                       "oil_terminal",    "oil_field", "market"};

Shape any() { return Shape::text(); }
Shape modes() { return Shape::word({std::begin(kModes), std::end(kModes)}); }
Shape kinds() { return Shape::word({std::begin(kKinds), std::end(kKinds)}); }
Shape classes() { return Shape::word({kCargoClassNames.begin(), kCargoClassNames.end()}); }
Shape places() { return Shape::reference("places"); }
Shape fleets() { return Shape::reference("fleets"); }
Shape commodities() { return Shape::reference("commodities"); }

// What a word of this shape may be; nothing: any text.
std::optional<std::vector<std::string>> allowed(const Reading& reading, const Shape& word) {
  if (word.kind == Shape::Kind::reference) return reading.ids.at(word.section);
  if (word.kind == Shape::Kind::word) return word.words;
  return std::nullopt;
}

std::string_view mode_of(const LinkSpec& link) {
  return kModes[static_cast<std::size_t>(link.mode)];
}

bool is_on(const Scenario& s, const LinkSpec& link, const std::string& fleet) {
  return std::any_of(link.fleets.begin(), link.fleets.end(),
                     [&](FleetId id) { return is_called(s, id, fleet); });
}

using S = const Scenario&;
using W = const std::string&;
const std::vector<Criterion> kCriteria = {
    {Section::places, "country", any,
     [](S s, std::size_t i, W w) { return s.places[i].country == w; }},
    {Section::places, "kind", kinds,
     [](S s, std::size_t i, W w) {
       return kKinds[static_cast<std::size_t>(s.places[i].kind)] == w;
     }},
    {Section::links, "mode", modes,
     [](S s, std::size_t i, W w) { return mode_of(s.links[i]) == w; }},
    {Section::links, "country", any,
     [](S s, std::size_t i, W w) {
       return is_in(s, s.links[i].from, w) && is_in(s, s.links[i].to, w);
     }},
    {Section::links, "from", places,
     [](S s, std::size_t i, W w) { return is_called(s, s.links[i].from, w); }},
    {Section::links, "to", places,
     [](S s, std::size_t i, W w) { return is_called(s, s.links[i].to, w); }},
    {Section::links, "fleet", fleets,
     [](S s, std::size_t i, W w) { return is_on(s, s.links[i], w); }},
    {Section::fleets, "class", any,
     [](S s, std::size_t i, W w) { return s.fleets[i].vessel_class == w; }},
    {Section::fleets, "berth", any, [](S s, std::size_t i, W w) { return s.fleets[i].berth == w; }},
    {Section::demands, "commodity", commodities,
     [](S s, std::size_t i, W w) { return is_called(s, s.demands[i].commodity, w); }},
    {Section::demands, "from", places,
     [](S s, std::size_t i, W w) { return is_called(s, s.demands[i].from, w); }},
    {Section::demands, "to", places,
     [](S s, std::size_t i, W w) { return is_called(s, s.demands[i].to, w); }},
    {Section::commodities, "class", classes,
     [](S s, std::size_t i, W w) {
       return kCargoClassNames[static_cast<std::size_t>(s.commodities[i].cargo)] == w;
     }},
};

std::string name_of(Section section) {
  return std::string(kSectionNames[static_cast<std::size_t>(section)]);
}

const Criterion* find_criterion(Section section, const std::string& name) {
  for (const Criterion& one : kCriteria) {
    if (one.section == section && one.name == name) return &one;
  }
  return nullptr;
}

// One word, or a list of words of which one is enough.
std::vector<std::string> words_of(Reading& reading, const YamlNode& node, const std::string& path,
                                  const std::optional<std::vector<std::string>>& allowed,
                                  const std::string& section) {
  std::vector<YamlNode> items = node.items;
  if (node.is_scalar()) items.push_back(node);
  if (items.empty()) {
    reading.error(node.mark,
                  path + ": expected a word or a list of words, found " + describe(node));
  }
  std::vector<std::string> words;
  for (const YamlNode& item : items) {
    if (!section.empty()) {
      for (const std::size_t i : find_some(reading, item, path, section)) {
        words.push_back((*allowed)[i]);
      }
    } else if (!allowed) {
      const auto word = text().read(reading, item, path);
      if (word) words.push_back(*word);
    } else if (const auto found = find_word(reading, item, path, *allowed)) {
      words.push_back((*allowed)[*found]);
    }
  }
  return words;
}

std::optional<Selection> by_criteria(Reading& reading, const YamlNode& node,
                                     const std::string& path, Section section) {
  Selection selection;
  for (std::size_t i = 0; i < targets_in(reading.scenario, section); ++i) {
    selection.targets.push_back(i);
  }
  for (const YamlEntry& entry : node.entries) {
    const Criterion* criterion = find_criterion(section, entry.key);
    if (criterion == nullptr) {
      std::vector<std::string> known;
      for (const Criterion& one : kCriteria) {
        if (one.section == section) known.emplace_back(one.name);
      }
      reading.error(entry.mark,
                    path + ": " + name_of(section) + " are not told apart by '" + entry.key + "'",
                    suggest(entry.key, known));
      return std::nullopt;
    }
    const auto words = words_of(reading, entry.value, path + "." + entry.key,
                                allowed(reading, criterion->word()), criterion->word().section);
    if (words.empty()) return std::nullopt;
    std::erase_if(selection.targets, [&](std::size_t i) {
      return std::none_of(words.begin(), words.end(), [&](const std::string& word) {
        return criterion->fits(reading.scenario, i, word);
      });
    });
  }
  if (!selection.targets.empty()) return selection;
  reading.error(node.mark, path + ": selects nothing: no " + name_of(section) + " fit");
  return std::nullopt;
}

// One, or a list of such.
Shape one_or_more(const Shape& one) {
  return Shape::either(one.name, {one, Shape::list_of(one, 1, "[" + one.example + "]")});
}

}  // namespace

Shape selection_shape(Section section) {
  std::vector<KeyShape> criteria;
  for (const Criterion& one : kCriteria) {
    if (one.section != section) continue;
    criteria.push_back(optional_key(std::string(one.name), one_or_more(one.word()), "any", ""));
  }
  for (KeyShape& key : criteria) key.shape.may_be_figure = false;
  Shape ids = one_or_more(Shape::reference(name_of(section)));
  ids.parts.push_back(Shape::map_with(std::move(criteria), "criteria", "{}"));
  ids.parts.push_back(Shape::word({"all"}));
  ids.may_be_figure = false;
  ids.name = "targets in `" + name_of(section) + "`";
  return ids;
}

std::optional<Selection> read_selection(Reading& reading, const YamlNode& node,
                                        const std::string& path, Section section) {
  if (node.is_map()) return by_criteria(reading, node, path, section);
  if (node.is_scalar() && node.text == "all") {
    YamlNode no_criteria;
    no_criteria.mark = node.mark;
    return by_criteria(reading, no_criteria, path, section);
  }
  std::vector<YamlNode> items = node.items;
  if (node.is_scalar()) items.push_back(node);
  if (items.empty()) {
    reading.error(node.mark,
                  path + ": expected a word or a list of words, found " + describe(node));
  }
  std::set<std::size_t> chosen;
  for (const YamlNode& item : items) {
    for (const std::size_t i : find_some(reading, item, path, name_of(section))) {
      chosen.insert(i);
      if (section != Section::links) continue;
      const LinkId back = reading.scenario.links[i].back;
      if (!back.is_none()) chosen.insert(back.index());
    }
  }
  if (chosen.empty()) return std::nullopt;
  return Selection{{chosen.begin(), chosen.end()}, true};
}

void collect_sets(Reading& reading, const YamlNode& root) {
  const YamlNode* sets = root.find("sets");
  const std::string example = "{places: [poti, batumi]}";
  if (sets == nullptr || !is_map(reading, *sets, "sets", "{black_sea: " + example + "}")) return;
  for (const YamlEntry& entry : sets->entries) {
    const std::string path = "sets." + entry.key;
    if (!is_id(reading, entry.mark, path, entry.key)) continue;
    if (!entry.value.is_map() || entry.value.entries.size() != 1) {
      reading.error(entry.mark, path + ": expected one section and which of it, such as " +
                                    example + ", found " + describe(entry.value));
      continue;
    }
    const YamlEntry& of = entry.value.entries.front();
    const auto& sections = kSectionNames;
    if (std::find(sections.begin(), sections.end(), of.key) == sections.end()) {
      reading.error(of.mark, path + ": '" + of.key + "' is no section whose entries can be named",
                    suggest(of.key, {sections.begin(), sections.end()}));
      continue;
    }
    const std::vector<std::string>& ids = reading.ids[of.key];
    if (std::find(ids.begin(), ids.end(), entry.key) != ids.end()) {
      reading.diagnostics.conflict(entry.mark,
                                   path + ": there is one of `" + of.key + "` of the same name",
                                   locate(root, of.key + "." + entry.key), "it is here");
    }
    reading.sets[entry.key] = {of.key, of.value, std::nullopt, false};
  }
}

void check_sets(Reading& reading) {
  for (auto& [name, set] : reading.sets) find_set(reading, name, set.section);
}

const std::vector<std::size_t>* find_set(Reading& reading, const std::string& name,
                                         const std::string& section) {
  const auto found = reading.sets.find(name);
  if (found == reading.sets.end() || found->second.section != section) return nullptr;
  NamedSet& set = found->second;
  if (set.targets) return &*set.targets;
  if (set.is_in_work) {
    reading.error(set.selection.mark, "sets." + name + ": is a part of itself");
    return &set.targets.emplace();
  }
  set.is_in_work = true;
  const auto at = std::find(kSectionNames.begin(), kSectionNames.end(), section);
  const auto selection = read_selection(reading, set.selection, "sets." + name,
                                        static_cast<Section>(at - kSectionNames.begin()));
  if (!set.targets) set.targets = selection ? selection->targets : std::vector<std::size_t>{};
  return &*set.targets;
}

std::vector<std::size_t> find_some(Reading& reading, const YamlNode& node, const std::string& path,
                                   const std::string& section) {
  if (!node.is_scalar()) {
    reading.error(node.mark, path + ": expected a word, found " + describe(node));
    return {};
  }
  if (const auto* set = find_set(reading, node.text, section)) return *set;
  const std::vector<std::string>& ids = reading.ids[section];
  const auto found = std::find(ids.begin(), ids.end(), node.text);
  if (found != ids.end()) return {static_cast<std::size_t>(found - ids.begin())};
  std::vector<std::string> known = ids;
  for (const auto& [name, set] : reading.sets) {
    if (set.section == section) known.push_back(name);
  }
  find_word(reading, node, path, known);  // reports it
  return {};
}

}  // namespace caravan
