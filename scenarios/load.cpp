#include "caravan/scenarios/load.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "caravan/scenarios/files.hpp"
#include "caravan/scenarios/investment.hpp"
#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"
#include "caravan/scenarios/overrides.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {
namespace {

const std::vector<std::string> kRequiredSections = {"places"};
const std::vector<std::string> kOptionalSections = {
    "sources",       "commodities", "seas",    "links",        "fleets", "rolling_stock",
    "equipment",     "embargoes",   "demands", "corridors",    "fields", "offtakes",
    "liftings",      "shippers",    "plants",  "trades",       "cables", "power_supplies",
    "cable_demands", "projects",    "storms",  "interventions"};

// The entries of a section that are maps; others are reported once, when ids are collected.
std::vector<const YamlEntry*> entries_of(const YamlNode& root, const std::string& section) {
  std::vector<const YamlEntry*> entries;
  const YamlNode* node = root.find(section);
  if (node == nullptr) return entries;
  for (const YamlEntry& entry : node->entries) {
    if (entry.value.is_map()) entries.push_back(&entry);
  }
  return entries;
}

void collect_ids(Reading& reading, const YamlNode& root, const std::string& section) {
  reading.ids[section] = {};
  const YamlNode* node = root.find(section);
  if (node == nullptr) return;
  if (!node->is_map()) {
    reading.error(node->mark, section + ": expected a map, found " + describe(*node));
    return;
  }
  for (const YamlEntry& entry : node->entries) {
    const std::string path = section + "." + entry.key;
    if (!entry.value.is_map()) {
      reading.error(entry.mark, path + ": expected a map, found " + describe(entry.value));
      continue;
    }
    if (section != "sources") is_id(reading, entry.mark, path, entry.key);
    reading.ids[section].push_back(entry.key);
  }
}

template <class Spec>
void read_section(Reading& reading, const YamlNode& root, const std::string& section,
                  const KeyTable<Spec>& keys, std::vector<Spec>& specs) {
  for (const YamlEntry* entry : entries_of(root, section)) {
    specs.push_back(read_entity(reading, keys, *entry, section + "." + entry->key));
  }
}

// A sea link without a time of its own needs fleets with speeds.
void check_speeds(Reading& reading, const LinkText& link, const std::string& path,
                  const YamlEntry& entry) {
  if (link.spec.mode != Mode::sea || entry.value.find("transit") != nullptr) return;
  for (const FleetId id : link.spec.fleets) {
    const FleetSpec& fleet = reading.scenario.fleets[id.index()];
    if (fleet.speed) continue;
    reading.error(entry.mark,
                  path + ": needs a `transit`, since fleet '" + fleet.id + "' has no `speed`");
  }
}

void read_links(Reading& reading, const YamlNode& root) {
  std::vector<LinkSpec>& links = reading.scenario.links;
  const std::vector<std::string> ids = std::exchange(reading.ids["links"], {});
  std::unordered_set<std::string> known(ids.begin(), ids.end());
  const KeyTable<LinkText> keys = link_keys();
  for (const YamlEntry* entry : entries_of(root, "links")) {
    const std::string path = "links." + entry->key;
    LinkText link = read_with_source(reading, keys, entry->value, entry->mark, path);
    link.spec.id = entry->key;
    links.push_back(link.spec);
    check_speeds(reading, link, path, *entry);
    if (link.back.empty()) continue;
    const Mark mark = entry->value.find("back")->mark;
    if (!known.insert(link.back).second) {
      reading.error(mark, path + ".back: there is a link '" + link.back + "' already");
    }
    LinkSpec back = link.spec;
    back.id = link.back;
    std::swap(back.from, back.to);
    back.back = LinkId(links.size() - 1);
    links.back().back = LinkId(links.size());
    links.push_back(back);
  }
  for (const LinkSpec& link : links) reading.ids["links"].push_back(link.id);
}

// How it begins is said once, and so is when it ends, after it has begun.
void settle_windows(Reading& reading, const YamlNode& root) {
  const auto entries = entries_of(root, "interventions");
  const std::size_t first = reading.scenario.projects.size();  // theirs stand before
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const YamlEntry& entry = *entries[i];
    const std::string path = "interventions." + entry.key;
    InterventionSpec& spec = reading.scenario.interventions[first + i];
    const auto said = [&](std::initializer_list<std::string> keys) {
      return std::count_if(keys.begin(), keys.end(), [&](const std::string& key) {
        return entry.value.find(key) != nullptr;
      });
    };
    if (said({"between", "every", "after", "after_end_of", "when", "windows"}) > 1) {
      reading.error(entry.mark, path +
                                    ": says more than once how it begins: one of `between`, "
                                    "`every`, `after`, `after_end_of`, `when` and `windows`");
    }
    if (said({"until", "lasts"}) > 1) {
      reading.error(entry.mark, path + ": has `until` and `lasts`: one of them is enough");
    }
    spec.is_for_good = said({"until", "lasts"}) == 0;
    if (spec.until && said({"from"}) > 0 && *spec.until <= spec.from) {
      reading.error(entry.value.find("until")->mark, path + ".until: is not after `from`");
    }
    if (said({"from", "between", "windows"}) == 0) spec.from = reading.scenario.begin();
  }
}

void check_intervals(Reading& reading, const YamlNode& root) {
  constexpr std::int64_t kMostIntervals = 1'000'000;
  const Scenario& scenario = reading.scenario;
  if (scenario.interval <= Duration{} || scenario.duration <= Duration{}) return;
  const YamlNode* interval = root.find("interval");
  const YamlNode* duration = root.find("duration");
  if (interval != nullptr && scenario.interval < seconds(60)) {
    reading.error(interval->mark, "interval: must be at least 1 min");
  } else if (scenario.duration.value / scenario.interval.value > kMostIntervals) {
    reading.error(duration->mark, "duration: more than a million intervals");
  } else if (scenario.duration.value % scenario.interval.value != 0) {
    reading.error(duration->mark, "duration: must be a whole number of intervals");
  }
}

void read_scenario(Reading& reading, const YamlNode& root) {
  std::vector<std::string> sections = kRequiredSections;
  sections.insert(sections.end(), kOptionalSections.begin(), kOptionalSections.end());
  for (const std::string& section : sections) collect_ids(reading, root, section);
  for (const std::string& section : kRequiredSections) {
    if (root.find(section) == nullptr) reading.error(root.mark, section + " is missing");
  }
  std::vector<std::string> others = sections;
  others.push_back("note");
  others.push_back("investment");
  Scenario& scenario = reading.scenario;
  scenario_keys().read(reading, root, root.mark, "", scenario, others);
  for (const YamlEntry* entry : entries_of(root, "sources")) {
    SourceText source;
    source_keys().read(reading, entry->value, entry->mark, "sources." + entry->key, source);
  }
  read_section(reading, root, "commodities", commodity_keys(), scenario.commodities);
  read_section(reading, root, "seas", sea_keys(), scenario.seas);
  read_section(reading, root, "places", place_keys(), scenario.places);
  read_section(reading, root, "storms", storm_keys(), scenario.storms);
  read_section(reading, root, "rolling_stock", rolling_stock_keys(), scenario.rolling_stock);
  read_section(reading, root, "equipment", equipment_keys(), scenario.equipment);
  read_section(reading, root, "embargoes", embargo_keys(), scenario.embargoes);
  read_section(reading, root, "fleets", fleet_keys(), scenario.fleets);
  read_section(reading, root, "demands", demand_keys(), scenario.demands);
  read_links(reading, root);
  read_section(reading, root, "corridors", corridor_keys(), scenario.corridors);
  read_section(reading, root, "fields", field_keys(), scenario.fields);
  read_section(reading, root, "offtakes", offtake_keys(), scenario.offtakes);
  read_section(reading, root, "liftings", lifting_keys(), scenario.liftings);
  read_section(reading, root, "shippers", shipper_keys(), scenario.shippers);
  read_section(reading, root, "plants", plant_keys(), scenario.plants);
  read_section(reading, root, "trades", trade_keys(), scenario.trades);
  read_section(reading, root, "cables", cable_keys(), scenario.cables);
  read_section(reading, root, "power_supplies", power_supply_keys(), scenario.power_supplies);
  read_section(reading, root, "cable_demands", cable_demand_keys(), scenario.cable_demands);
  read_investment(reading, root);
  read_section(reading, root, "interventions", intervention_keys(), scenario.interventions);
  settle_windows(reading, root);
  check_intervals(reading, root);
}

// The mark of the deepest part of a path that was written.
Mark locate(const YamlNode& root, const std::string& path) {
  const YamlNode* node = &root;
  Mark mark = root.mark;
  std::size_t start = 0;
  while (start <= path.size()) {
    const std::size_t end = std::min(path.find('.', start), path.size());
    const std::string key = path.substr(start, end - start);
    const auto entry = std::find_if(node->entries.begin(), node->entries.end(),
                                    [&](const YamlEntry& e) { return e.key == key; });
    if (entry == node->entries.end()) break;
    mark = entry->mark;
    node = &entry->value;
    start = end + 1;
  }
  return mark;
}

}  // namespace

struct LoadedScenario::Text {
  Diagnostics diagnostics;  // the texts, with nothing wrong so far
  YamlNode root;
};

LoadedScenario load_scenario(const std::string& path, const std::vector<std::string>& overrides) {
  Diagnostics diagnostics;
  YamlNode root = read_tree(path, diagnostics);
  if (diagnostics.empty() && !root.is_map()) {
    diagnostics.error({},
                      "expected a map of title, start, places and so on, found " + describe(root));
  }
  if (!diagnostics.empty()) throw ScenarioFileError(std::move(diagnostics));
  for (const std::string& assignment : overrides) apply_override(root, assignment, diagnostics);
  Reading reading(diagnostics);
  read_scenario(reading, root);
  if (!diagnostics.empty()) throw ScenarioFileError(std::move(diagnostics));

  LoadedScenario loaded;
  loaded.scenario = std::move(reading.scenario);
  loaded.resolved_yaml = to_yaml(root);
  loaded.text_ = std::make_shared<LoadedScenario::Text>(
      LoadedScenario::Text{std::move(diagnostics), std::move(root)});
  return loaded;
}

Network LoadedScenario::build() const {
  try {
    return build_network(scenario);
  } catch (const ScenarioError& error) {
    Diagnostics diagnostics = text_->diagnostics;
    for (const ScenarioProblem& problem : error.problems()) {
      diagnostics.error(locate(text_->root, problem.path), problem.path + ": " + problem.message);
    }
    throw ScenarioFileError(std::move(diagnostics));
  }
}

}  // namespace caravan
