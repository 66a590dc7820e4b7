// scenarios/README.md lists the keys as they are declared, and its examples are good.

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "caravan/models/attributes.hpp"
#include "caravan/scenarios/description.hpp"
#include "caravan/scenarios/load.hpp"
#include "caravan/scenarios/sections.hpp"
#include "caravan/scenarios/sweep_spec.hpp"
#include "generated_table.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// Calls visit(path, map) for each map of the language that has keys of its own, outer ones first.
template <class Visit>
void visit_maps(const std::string& path, const Shape& map, const Visit& visit) {
  visit(path, map);
  for (const KeyShape& key : map.keys) {
    if (key.shape.name == "map") visit_maps(path + key.name + ".", key.shape, visit);
    if (key.shape.name == "maps by id") {
      visit_maps(path + key.name + ".<id>.", key.shape.parts.back(), visit);
    }
  }
}

// "| key | type and range | default | meaning |" for each.
std::string table_of_keys() {
  std::string tables;
  visit_maps("", scenario_shape(), [&](const std::string& path, const Shape& map) {
    tables +=
        path.empty() ? "#### At the top\n\n" : "#### `" + path.substr(0, path.size() - 1) + "`\n\n";
    tables += "| key | type | default | meaning |\n|---|---|---|---|\n";
    for (const KeyShape& key : map.keys) {
      std::string help = key.help;
      if (!key.whom.empty()) help = key.whom + (help.empty() ? "" : ": " + help);
      tables += "| `" + key.name + "` | " + spell_type(key.shape) + " | " + key.fallback.text +
                " | " + help + " |\n";
    }
    tables += "\n";
  });
  return tables;
}

// The YAML blocks of the README.
std::vector<std::string> examples() {
  std::ifstream file(std::string(CARAVAN_SOURCE_DIR) + "/scenarios/README.md");
  const std::string readme((std::istreambuf_iterator<char>(file)), {});
  const std::string opens = "```yaml\n";
  std::vector<std::string> blocks;
  for (std::size_t at = readme.find(opens); at != std::string::npos; at = readme.find(opens, at)) {
    at += opens.size();
    const std::size_t end = readme.find("```", at);
    blocks.push_back(readme.substr(at, end - at));
  }
  return blocks;
}

// By section: "`berths.*`, `tugs`, `depth` (m)".
std::string table_of_attributes() {
  std::string table = "| of | what |\n|---|---|\n";
  for (std::size_t i = 0; i < kSectionNames.size(); ++i) {
    std::string list;
    for (const Attribute& one : attributes()) {
      if (one.section != static_cast<Section>(i)) continue;
      std::string unit(one.unit);
      if (const auto hash = unit.find('#'); hash != std::string::npos) unit.replace(hash, 1, "TEU");
      list += (list.empty() ? "`" : ", `") + std::string(one.name) + "`" +
              (unit.empty() ? "" : " (" + unit + ")");
    }
    table += "| `" + std::string(kSectionNames[i]) + "` | " + list + " |\n";
  }
  return table;
}

}  // namespace

TEST_CASE("README of scenarios: what interventions may change (CARAVAN_ACCEPT=1 renews it)") {
  check_generated_part("scenarios",
                       "<!-- attributes: made from attributes.cpp by tests/scenarios -->",
                       "<!-- end of attributes -->", table_of_attributes());
}

TEST_CASE(
    "README of scenarios: the table of keys is the declaration's (CARAVAN_ACCEPT=1 renews it)") {
  check_generated_part("scenarios", "<!-- keys: made from the declaration by tests/scenarios -->",
                       "<!-- end of keys -->", table_of_keys());
}

TEST_CASE("every key has a type and a default, or must be said") {
  visit_maps("", scenario_shape(), [](const std::string& path, const Shape& map) {
    for (const KeyShape& key : map.keys) {
      CAPTURE(path + key.name);
      CHECK(!key.shape.name.empty());
      CHECK(!key.shape.example.empty());
      CHECK(!key.fallback.text.empty());
    }
  });
}

TEST_CASE(
    "each example of the README is read: alone if it has a title, else on top of the baseline; a "
    "sweep as one") {
  const std::string root = CARAVAN_SOURCE_DIR;
  const auto path = std::filesystem::temp_directory_path() /
                    ("caravan-example-" + std::to_string(getpid()) + ".yaml");
  CHECK(examples().size() >= 5);
  for (const std::string& example : examples()) {
    CAPTURE(example);
    const bool is_whole = example.find("title:") != std::string::npos;
    const std::string base = "extends: " + root + "/scenarios/middle_corridor.yaml\n";
    std::ofstream(path) << (is_whole ? "" : base) << example;
    std::string mistakes;
    const bool is_sweep = example.find("\nfactors:") != std::string::npos;
    try {
      is_sweep ? void(points_of(load_sweep(path.string(), {})))
               : void(load_scenario(path.string(), {}));
    } catch (const ScenarioFileError& error) {
      mistakes = error.what();
    }
    CHECK(mistakes == "");
  }
  std::filesystem::remove(path);
}
