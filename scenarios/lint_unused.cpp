// What nothing refers to. Of what a scenario inherits, that is its base's affair.

#include <algorithm>
#include <set>
#include <string>

#include "caravan/scenarios/lint_rules.hpp"
#include "caravan/scenarios/loaded_text.hpp"

namespace caravan {
namespace {

template <class Spec>
void report_unused(Linting& lint, const std::string& section, const std::vector<Spec>& specs,
                   const std::vector<bool>& is_used, const std::string& meaning) {
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const std::string path = section + "." + specs[i].id;
    if (is_used[i] || locate(lint.root, path).origin != kOwnFile) continue;
    lint.warn(path, "is not used: " + meaning);
  }
}

template <class Id>
void use(std::vector<bool>& is_used, Id id) {
  if (!id.is_none()) is_used[id.index()] = true;
}

void use_grades(std::vector<bool>& is_used, const std::vector<GradeVolume>& volumes) {
  for (const GradeVolume& one : volumes) use(is_used, one.grade);
}

std::vector<bool> used_commodities(const Scenario& scenario) {
  std::vector<bool> used(scenario.commodities.size());
  for (const DemandSpec& demand : scenario.demands) use(used, demand.commodity);
  for (const EquipmentSpec& equipment : scenario.equipment) use(used, equipment.empty);
  for (const FieldSpec& field : scenario.fields) use(used, field.grade);
  for (const OfftakeSpec& offtake : scenario.offtakes) use(used, offtake.grade);
  for (const ShipperSpec& shipper : scenario.shippers) use(used, shipper.grade);
  for (const LinkSpec& link : scenario.links) {
    use_grades(used, link.pipeline.line_fill);
    use_grades(used, link.pipeline.batches);
  }
  for (const PlaceSpec& place : scenario.places) {
    for (const TankSpec& tank : place.tanks) {
      for (const CommodityId grade : tank.holds) use(used, grade);
    }
  }
  return used;
}

std::vector<bool> used_places(const Scenario& scenario) {
  std::vector<bool> used(scenario.places.size());
  const auto use_ends = [&](const auto& things) {
    for (const auto& thing : things) use(used, thing.from), use(used, thing.to);
  };
  const auto use_place = [&](const auto& things) {
    for (const auto& thing : things) use(used, thing.place);
  };
  use_ends(scenario.links), use_ends(scenario.demands), use_ends(scenario.cables);
  use_ends(scenario.cable_demands);
  use_place(scenario.fields), use_place(scenario.offtakes), use_place(scenario.liftings);
  use_place(scenario.shippers), use_place(scenario.plants), use_place(scenario.power_supplies);
  for (const RollingStockSpec& stock : scenario.rolling_stock) use_place(stock.homes);
  return used;
}

// The words of a text: "of three berths (A2)" has A2 among them.
void add_words(const std::string& text, std::set<std::string>& words) {
  const auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  for (auto begin = text.begin(); begin != text.end();) {
    begin = std::find_if(begin, text.end(), is_part);
    const auto end = std::find_if_not(begin, text.end(), is_part);
    if (begin != end) words.emplace(begin, end);
    begin = end;
  }
}

// What stands as `source`, and what is named in notes and assumptions.
void collect_named(const YamlNode& node, bool is_telling, std::set<std::string>& words) {
  if (node.is_scalar() && is_telling) add_words(node.text, words);
  for (const YamlNode& item : node.items) collect_named(item, is_telling, words);
  for (const YamlEntry& entry : node.entries) {
    const bool tells = entry.key == "source" || entry.key == "note" || entry.key == "assumption";
    collect_named(entry.value, tells, words);
  }
}

}  // namespace

void find_unused_sources(Linting& lint) {
  const YamlNode* sources = lint.root.find("sources");
  if (sources == nullptr) return;
  std::set<std::string> named;
  for (const YamlEntry& entry : lint.root.entries) {
    if (entry.key != "sources") collect_named(entry.value, entry.key == "note", named);
  }
  for (const YamlEntry& entry : sources->entries) {
    if (named.contains(entry.key) || entry.mark.origin != kOwnFile) continue;
    lint.warn("sources." + entry.key, "is not used: no figure names it");
  }
}

void find_unused_commodities(Linting& lint) {
  report_unused(lint, "commodities", lint.scenario.commodities, used_commodities(lint.scenario),
                "nobody ships, holds or produces it");
}

void find_unused_places(Linting& lint) {
  report_unused(lint, "places", lint.scenario.places, used_places(lint.scenario),
                "nothing begins or ends there");
}

void find_unused_equipment_and_seas(Linting& lint) {
  const Scenario& scenario = lint.scenario;
  std::vector<bool> equipment(scenario.equipment.size());
  for (const DemandSpec& demand : scenario.demands) use(equipment, demand.equipment);
  std::vector<bool> seas(scenario.seas.size());
  for (const PlaceSpec& place : scenario.places) use(seas, place.sea);
  report_unused(lint, "equipment", scenario.equipment, equipment, "no demand travels in it");
  report_unused(lint, "seas", scenario.seas, seas, "no place lies on it");
}

}  // namespace caravan
