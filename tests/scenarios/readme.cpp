// scenarios/README.md lists the keys as they are declared.

#include <doctest/doctest.h>

#include <string>

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

}  // namespace

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
