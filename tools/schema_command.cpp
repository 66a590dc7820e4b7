// caravan schema: the scenario language as a JSON Schema.

#include "caravan/scenarios/schema.hpp"

#include <iostream>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "options.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

void print_help() {
  std::cout << "usage: caravan schema\n\n"
               "Prints the JSON Schema of scenarios, with which editors complete, explain and\n"
               "check them as they are written:\n\n"
               "  caravan schema > scenario.schema.json\n\n"
               "and, as the first line of a scenario, for what knows the YAML language server:\n\n"
               "  # yaml-language-server: $schema=scenario.schema.json\n\n"
               "exit codes: 0 fine, 2 usage\n";
}

}  // namespace

int schema_command(const std::vector<std::string>& arguments) {
  try {
    po::options_description options("options");
    options.add_options()("help,h", "print this");
    const po::variables_map values = parse_options(arguments, options, "nothing", 0);
    if (values.count("help") > 0) return print_help(), kFine;
    std::cout << json_schema();
    return kFine;
  } catch (const UsageError& error) {
    std::cerr << "caravan schema: " << error.what() << "; see caravan schema --help\n";
    return kUsage;
  }
}

}  // namespace caravan
