#include "caravan/scenarios/investment.hpp"

#include <algorithm>

#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"
#include "caravan/scenarios/loaded_text.hpp"

namespace caravan {
namespace {

// The fund that says no amount has what the level says.
void settle_level(Reading& reading, const YamlNode& map) {
  InvestmentSpec& investment = reading.scenario.investment;
  const YamlNode* level = map.find("level");
  const YamlNode* funds = map.find("funds");
  if (funds == nullptr) return;
  if (is_figure(*funds)) funds = funds->find("value");
  std::string by_level;
  for (FundSpec& fund : investment.funds) {
    const auto entry = std::find_if(funds->entries.begin(), funds->entries.end(),
                                    [&](const YamlEntry& one) { return one.key == fund.id; });
    if (entry->value.find("amount") != nullptr) continue;
    const std::string path = "investment.funds." + fund.id;
    if (level == nullptr) {
      reading.error(entry->mark, path + ": has no `amount`, and there is no `level`");
    } else if (!by_level.empty()) {
      reading.error(entry->mark,
                    path + ": has no `amount`; `level` says that of '" + by_level + "' already");
    }
    by_level = fund.id;
    fund.amount = investment.level.amount;
  }
  if (level != nullptr && by_level.empty()) {
    reading.error(level->mark, "investment.level: is of no fund, since each has its `amount`");
  }
}

}  // namespace

void read_money(Reading& reading, const YamlNode& root) {
  InvestmentSpec& investment = reading.scenario.investment;
  investment.begins = reading.scenario.begin();
  const YamlNode* map = root.find("investment");
  if (map == nullptr || !is_map(reading, *map, "investment", "{funds: {eu: {amount: 1 bn EUR}}}")) {
    return;
  }
  investment_keys().read(reading, *map, map->mark, "investment", reading.scenario,
                         {"source", "note"});
  if (const YamlNode* source = map->find("source")) {
    check_sources(reading, *source, "investment.source");
  }
  settle_level(reading, *map);
  for (const FundSpec& fund : investment.funds) reading.ids["funds"].push_back(fund.id);
}

namespace {

// An intervention of its own, which others may come after.
void add_project(Reading& reading, const YamlNode& root, const YamlEntry& entry) {
  static const KeyTable<ProjectText> keys = project_keys();
  const std::string path = "projects." + entry.key;
  ProjectText text = read_with_source(reading, keys, entry.value, entry.mark, path);
  const auto& others = reading.ids["interventions"];
  if (std::find(others.begin(), others.end(), entry.key) != others.end()) {
    reading.diagnostics.conflict(entry.mark, path + ": there is an intervention of the same name",
                                 locate(root, "interventions." + entry.key), "it is here");
  }
  Scenario& scenario = reading.scenario;
  text.spec.id = text.change.id = entry.key;
  if (text.spec.name.empty()) text.spec.name = entry.key;
  text.change.name = text.spec.name;
  text.change.kind = "investment";
  text.change.onset = Onset::completion;
  text.change.is_for_good = true;
  text.spec.change = InterventionId(scenario.interventions.size());
  scenario.interventions.push_back(std::move(text.change));
  scenario.projects.push_back(std::move(text.spec));
}

}  // namespace

void read_projects(Reading& reading, const YamlNode& root) {
  const auto before = static_cast<std::ptrdiff_t>(reading.scenario.interventions.size());
  const YamlNode* projects = root.find("projects");
  if (projects == nullptr) return;
  for (const YamlEntry& entry : projects->entries) {
    if (entry.value.is_map()) add_project(reading, root, entry);
  }
  std::vector<std::string>& interventions = reading.ids["interventions"];
  interventions.insert(interventions.begin() + before, reading.ids["projects"].begin(),
                       reading.ids["projects"].end());
}

}  // namespace caravan
