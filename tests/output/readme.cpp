// output/README.md lists the variables as they are declared.

#include <doctest/doctest.h>

#include <string>

#include "caravan/models/variables.hpp"
#include "generated_table.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

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
  check_generated_part("output", "<!-- variables: made from kVariables by tests/output -->",
                       "<!-- end of variables -->", table_of_variables());
}
