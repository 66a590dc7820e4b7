// output/README.md lists the variables as they are declared.

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "caravan/models/variables.hpp"

using namespace caravan;

namespace {

const std::string kReadme = std::string(CARAVAN_SOURCE_DIR) + "/output/README.md";
const std::string kBegin = "<!-- variables: made from kVariables by tests/output -->\n";
const std::string kEnd = "<!-- end of variables -->";

std::string table_of_variables() {
  std::string table = "| variable | dimensions | unit | meaning |\n|---|---|---|---|\n";
  for (const VariableSpec& variable : kVariables) {
    std::string dimensions = "replication";
    for (const Dimension dimension : variable.dimensions) {
      if (dimension == Dimension::none) break;
      dimensions += ", " + std::string(kDimensionNames[static_cast<std::size_t>(dimension)]);
    }
    table += "| `" + std::string(variable.name) + "` | " + dimensions + " | " +
             std::string(variable.unit) + " | " + std::string(variable.long_name);
    if (!variable.cell_methods.empty()) table += "; " + std::string(variable.cell_methods);
    table += " |\n";
  }
  return table;
}

}  // namespace

TEST_CASE(
    "README of output: the table of variables is the declaration's (CARAVAN_ACCEPT=1 renews it)") {
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
    std::ofstream(kReadme) << readme.replace(from, end - from, table_of_variables());
    return;
  }
  CHECK(readme.substr(from, end - from) == table_of_variables());
}
