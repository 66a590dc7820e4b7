// scenarios/README.md lists the keys as they are declared.

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "caravan/scenarios/keys.hpp"

using namespace caravan;

namespace {

const std::string kReadme = std::string(CARAVAN_SOURCE_DIR) + "/scenarios/README.md";
const std::string kBegin = "<!-- keys: made from keys.cpp by tests/scenarios -->\n";
const std::string kEnd = "<!-- end of keys -->";

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
  std::string readme;
  {
    std::ifstream file(kReadme);
    readme.assign(std::istreambuf_iterator<char>(file), {});
  }
  const std::size_t begin = readme.find(kBegin);
  const std::size_t end = readme.find(kEnd);
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  const std::size_t from = begin + kBegin.size();
  if (std::getenv("CARAVAN_ACCEPT") != nullptr) {
    std::ofstream(kReadme) << readme.replace(from, end - from, table_of_keys());
    return;
  }
  CHECK(readme.substr(from, end - from) == table_of_keys());
}

TEST_CASE("every key has a type and says what it is for or how it is used") {
  for (const KeyDoc& key : all_keys()) {
    CAPTURE(key.path);
    CHECK(!key.type.empty());
    CHECK(!key.fallback.empty());
  }
}
