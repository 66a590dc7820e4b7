// scenarios/README.md lists the keys as they are declared.

#include <doctest/doctest.h>

#include <string>

#include "caravan/models/attributes.hpp"
#include "caravan/scenarios/keys.hpp"
#include "generated_table.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

std::string table_of_keys() {
  std::string table = "| key | type | default | meaning |\n|---|---|---|---|\n";
  for (const KeyDoc& key : all_keys()) {
    table +=
        "| `" + key.path + "` | " + key.type + " | " + key.fallback + " | " + key.help + " |\n";
  }
  return table;
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
  check_generated_part("scenarios", "<!-- keys: made from keys.cpp by tests/scenarios -->",
                       "<!-- end of keys -->", table_of_keys());
}

TEST_CASE("every key has a type and says what it is for or how it is used") {
  for (const KeyDoc& key : all_keys()) {
    CAPTURE(key.path);
    CHECK(!key.type.empty());
    CHECK(!key.fallback.empty());
  }
}
