#include "caravan/scenarios/sections.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "caravan/scenarios/investment.hpp"
#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"
#include "caravan/scenarios/loaded_text.hpp"
#include "caravan/scenarios/schedules.hpp"
#include "caravan/scenarios/selectors.hpp"

namespace caravan {
namespace {

// A section of entries by id that become `specs`, in their order.
template <class Spec>
SectionKeys by_id(const std::string& name, const std::string& help, const KeyTable<Spec>& keys,
                  std::vector<Spec> Scenario::*specs, const std::string& example) {
  const auto read = [=](Reading& reading, const YamlNode& root) {
    for (const YamlEntry* entry : entries_of(root, name)) {
      const std::string path = name + "." + entry->key;
      (reading.scenario.*specs).push_back(read_entity(reading, keys, *entry, path));
    }
  };
  return {name, help, shape_by_id(keys, example), false, read};
}

SectionKeys sources() {
  const auto read = [](Reading& reading, const YamlNode& root) {
    for (const YamlEntry* entry : entries_of(root, "sources")) {
      SourceText source;
      source_keys().read(reading, entry->value, entry->mark, "sources." + entry->key, source);
    }
  };
  Shape one = source_keys().shape("map", "{title: A chart}");
  one.may_be_figure = false;
  return {"sources", "what `source:` refers to",
          Shape::map_by(Shape::text(), one, "maps by id", "{K1: {title: A chart}}"), false, read};
}

// A sea link without a time of its own needs fleets with speeds.
void check_speeds(Reading& reading, const YamlNode& root, const LinkText& link,
                  const std::string& path, const YamlEntry& entry) {
  if (link.spec.mode != Mode::sea || entry.value.find("transit") != nullptr) return;
  for (const FleetId id : link.spec.fleets) {
    const FleetSpec& fleet = reading.scenario.fleets[id.index()];
    if (fleet.speed) continue;
    reading.diagnostics.conflict(
        entry.mark, path + ": needs a `transit`, since fleet '" + fleet.id + "' has no `speed`",
        locate(root, "fleets." + fleet.id), "fleets." + fleet.id + " is said here");
  }
}

void read_links(Reading& reading, const YamlNode& root) {
  std::vector<LinkSpec>& links = reading.scenario.links;
  reading.ids["links"].clear();  // they are followed by their ways back
  std::unordered_map<std::string, Mark> known;
  for (const YamlEntry* entry : entries_of(root, "links")) known[entry->key] = entry->mark;
  const KeyTable<LinkText> keys = link_keys();
  for (const YamlEntry* entry : entries_of(root, "links")) {
    const std::string path = "links." + entry->key;
    LinkText link = read_with_source(reading, keys, entry->value, entry->mark, path);
    link.spec.id = entry->key;
    links.push_back(link.spec);
    check_speeds(reading, root, link, path, *entry);
    if (link.back.empty()) continue;
    const Mark mark = entry->value.find("back")->mark;
    const auto [first, is_new] = known.try_emplace(link.back, mark);
    if (!is_new) {
      reading.diagnostics.conflict(mark,
                                   path + ".back: there is a link '" + link.back + "' already",
                                   first->second, "it is here");
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

// It ends after it has begun.
void settle_windows(Reading& reading, const YamlNode& root) {
  const auto entries = entries_of(root, "interventions");
  const std::size_t first = reading.scenario.interventions.size() - entries.size();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const YamlEntry& entry = *entries[i];
    InterventionSpec& spec = reading.scenario.interventions[first + i];
    const auto said = [&](std::initializer_list<std::string> keys) {
      return std::any_of(keys.begin(), keys.end(),
                         [&](const std::string& key) { return entry.value.find(key) != nullptr; });
    };
    spec.is_for_good = !said({"until", "lasts"});
    if (spec.until && said({"from"}) && *spec.until <= spec.from) {
      reading.error(entry.value.find("until")->mark,
                    "interventions." + entry.key + ".until: is not after `from`");
    }
    if (spec.onset == Onset::recurring && spec.every_hours.mean() <= 0) {
      reading.error(entry.value.find("every")->mark,
                    "interventions." + entry.key +
                        ".every: must be longer than nothing, or it would never stop coming");
    }
    if (!said({"from", "between", "windows"})) spec.from = reading.scenario.begin();
  }
}

SectionKeys money() {
  return {"money", "which money amounts are in",
          shape_with_source(money_keys(), "{euro: 1.08 USD/EUR}"), false, read_prices};
}

SectionKeys demands() {
  const auto read = [](Reading& reading, const YamlNode& root) {
    const KeyTable<DemandText> keys = demand_keys();
    for (const YamlEntry* entry : entries_of(root, "demands")) {
      const std::string path = "demands." + entry->key;
      DemandText text = read_with_source(reading, keys, entry->value, entry->mark, path);
      text.spec.id = entry->key;
      reading.scenario.demands.push_back(std::move(text.spec));
      add_season(reading, DemandId(reading.scenario.demands.size() - 1), text.season);
    }
  };
  const std::string example =
      "{commodity: boxes, from: almaty, to: alat, volume: 20000 TEU/a, lot: 4 TEU}";
  return {"demands", "streams of consignments", shape_by_id(demand_keys(), example), false, read};
}

SectionKeys places() {
  SectionKeys section =
      by_id("places", "ports, terminals, borders, fields and markets", place_keys(),
            &Scenario::places, "{country: KZ, at: [43.60 N, 51.22 E], kind: seaport}");
  section.is_required = true;
  return section;
}

SectionKeys links() {
  const std::string example =
      "{from: aktau, to: alat, back: alat-aktau, mode: sea, distance: 470 km, fleets: [feeders]}";
  return {"links", "railways, sea services, roads and pipelines between places",
          shape_by_id(link_keys(), example), false, read_links};
}

// All sections with targets have been read.
SectionKeys investment() {
  const auto read = [](Reading& reading, const YamlNode& root) {
    add_schedules(reading);
    read_money(reading, root);
  };
  return {"investment", "the money that is there to build with: see \"Investment\"",
          shape_with_source(investment_keys(), "{funds: {eu: {amount: 1 bn EUR}}}"), false, read};
}

SectionKeys projects() {
  const std::string example = "{kind: hard, cost: 38 M USD, lead_time: 2 a}";
  return {"projects", "what is built with it", shape_by_id(project_keys(), example), false,
          read_projects};
}

SectionKeys interventions() {
  SectionKeys section =
      by_id("interventions", "disruptions, policies, trends: see \"Interventions\"",
            intervention_keys(), &Scenario::interventions,
            "{from: 2023-01-10, lasts: 21 d, effects: [{places: aktau, open: = 0}]}");
  section.read = [read = section.read](Reading& reading, const YamlNode& root) {
    read(reading, root);
    settle_windows(reading, root);
  };
  return section;
}

// Names for targets: a map with one section, and what is selected of that.
SectionKeys sets() {
  std::vector<KeyShape> of_sections;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kSectionNames.size(); ++i) {
    const auto section = static_cast<Section>(i);
    names.emplace_back(kSectionNames[i]);
    of_sections.push_back(optional_key(names.back(), selection_shape(section), "none", ""));
  }
  Shape one = Shape::map_with(std::move(of_sections), "map", "{places: [poti, batumi]}");
  one.choices.push_back({std::move(names), true});
  one.may_be_figure = false;
  return {"sets", "names for several targets: see \"Interventions\"",
          Shape::map_by(Shape::text(), one, "maps by id", "{black_sea: {places: [poti, batumi]}}"),
          false, collect_sets};
}

// Read when all else is: see expectations.hpp.
SectionKeys expect() {
  return {"expect", "of the results: see \"What is expected of the results\"",
          shape_with_source(expect_keys(), "{values: {}}"), false,
          [](Reading&, const YamlNode&) {}};
}

}  // namespace

const std::vector<SectionKeys>& sections() {
  using S = Scenario;
  static const std::vector<SectionKeys> all = {
      sets(),
      money(),
      sources(),
      by_id("commodities", "what moves", commodity_keys(), &S::commodities,
            "{class: container, mass_per_teu: 14 t/TEU}"),
      by_id("seas", "whose level changes", sea_keys(), &S::seas, "{rise: -0.22 m/a}"),
      places(),
      by_id("storms", "that close several ports", storm_keys(), &S::storms,
            "{ports: [aktau, kuryk], fronts: 12 h, correlation: 0.7}"),
      by_id("calls", "other ships that take berths", call_keys(), &S::calls,
            "{place: aktau, berth: oil, every: exponential(mean 20 h)}"),
      by_id("rolling_stock", "locomotives and sets of wagons that come back", rolling_stock_keys(),
            &S::rolling_stock, "{homes: {almaty: 6}}"),
      by_id("equipment", "boxes and wagons that come back empty", equipment_keys(), &S::equipment,
            "{empty: empty_wagons, count: 2500 wagon}"),
      by_id("embargoes", "railways that stop loading for a place", embargo_keys(), &S::embargoes,
            "{place: kuryk, begins_above: 1000 wagon, ends_below: 500 wagon}"),
      by_id("fleets", "vessels of one class under one policy", fleet_keys(), &S::fleets,
            "{vessels: 2, berth: container, payload: {container: 225 TEU}}"),
      demands(),
      links(),
      by_id("corridors", "families of ways that compete for the demands", corridor_keys(),
            &S::corridors, "{via: [aktau, alat]}"),
      by_id("fields", "that produce oil", field_keys(), &S::fields,
            "{place: sangachal, grade: azeri_light, production: 400 kbbl/d}"),
      by_id("offtakes", "refineries, and systems that take over", offtake_keys(), &S::offtakes,
            "{place: ceyhan, grade: azeri_light, rate: 50 kbbl/d}"),
      by_id("liftings", "tankers that come for parcels", lifting_keys(), &S::liftings,
            "{place: ceyhan, tank: blend, berth: jetty, parcel: 600 kbbl, rate: 40 kbbl/h}"),
      by_id("shippers", "of oil, with several ways to the market", shipper_keys(), &S::shippers,
            "{place: sangachal, grade: azeri_light, outlets: {btc: {pipelines: [btc], cost: 38 "
            "USD/t}}}"),
      by_id("plants", "that make vehicles from parts", plant_keys(), &S::plants,
            "{place: hajigabul, capacity: 30000 vehicle/a, store: 600 vehicle, parts: {}, "
            "outlets: {}}"),
      by_id("trades", "between two countries, with a target", trade_keys(), &S::trades,
            "{country: KZ, partner: AZ}"),
      by_id("cables", "for power or data", cable_keys(), &S::cables,
            "{from: aktau, to: sumgayit, carries: power, length: 375 km, capacity: 1 GW}"),
      by_id("power_supplies", "what is fed in", power_supply_keys(), &S::power_supplies,
            "{place: aktau, power: 1.2 GW}"),
      by_id("cable_demands", "who wants power or data", cable_demand_keys(), &S::cable_demands,
            "{carries: power, to: sumgayit, power: 500 MW}"),
      investment(),
      projects(),
      interventions(),
      expect(),
  };
  return all;
}

Shape scenario_shape() {
  Shape shape = scenario_keys().shape("scenario", "");
  for (const SectionKeys& section : sections()) {
    const std::string absence = section.is_required ? "required" : "none";
    KeyShape key = optional_key(section.name, section.shape, absence, section.help);
    key.is_required = section.is_required;
    key.shape.may_be_figure = false;
    shape.keys.push_back(std::move(key));
  }
  return shape;
}

std::vector<const YamlEntry*> entries_of(const YamlNode& root, const std::string& section) {
  std::vector<const YamlEntry*> entries;
  const YamlNode* node = root.find(section);
  if (node == nullptr) return entries;
  for (const YamlEntry& entry : node->entries) {
    if (entry.value.is_map()) entries.push_back(&entry);
  }
  return entries;
}

namespace {

void collect_ids_of(Reading& reading, const YamlNode& root, const std::string& section) {
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

}  // namespace

void collect_ids(Reading& reading, const YamlNode& root, const std::vector<SectionKeys>& all) {
  for (const SectionKeys& section : all) {
    if (section.shape.kind == Shape::Kind::map) collect_ids_of(reading, root, section.name);
  }
  for (const SectionKeys& section : all) {
    if (section.is_required && root.find(section.name) == nullptr) {
      reading.error(root.mark, section.name + " is missing");
    }
  }
}

}  // namespace caravan
