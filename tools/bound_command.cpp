// caravan bound: what the network of a scenario could carry at most, and what limits it.

#include <algorithm>
#include <iostream>

#include "bound_summary.hpp"
#include "caravan/scenarios/load.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "options.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

po::options_description options_of_bound() {
  po::options_description options("options");
  auto add = options.add_options();
  add("set", po::value<std::vector<std::string>>()->value_name("PATH=VALUE")->composing(),
      "change a value of the scenario before, such as places.aktau.berths.container=4; may be "
      "repeated");
  add("by", po::value<std::string>()->value_name("month|year"),
      "how much each class of cargo could be in each month or year, too");
  add("json", "print as JSON; always with months and years");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout << "usage: caravan bound SCENARIO [options]\n\n"
               "Tells, without simulating, how much of each cargo can be delivered at most, and "
               "what stops\n"
               "more: the maximum flow through the network with all that it has at work all the "
               "time, and\n"
               "its minimum cut. No run delivers more in the long run.\n\n"
            << options_of_bound()
            << "\nexample:\n"
               "  caravan bound scenarios/middle_corridor.yaml --set "
               "fleets.double_deck_ferries.vessels=6\n"
               "\nexit codes: 0 fine, 2 usage, 65 bad scenario, 66 scenario missing\n";
}

int bound(const po::variables_map& values) {
  const std::string path = values["scenario"].as<std::vector<std::string>>().front();
  std::vector<std::string> overrides;
  if (values.count("set") > 0) overrides = values["set"].as<std::vector<std::string>>();
  const std::string by = values.count("by") > 0 ? values["by"].as<std::string>() : "";
  if (!by.empty() && by != "month" && by != "year") {
    throw UsageError("--by wants month or year, not '" + by + "'");
  }
  const Network network = load_scenario(path, overrides).build();
  if (values.count("json") > 0) {
    print_bounds_as_json(std::cout, network);
  } else {
    print_bounds(std::cout, network);
    if (!by.empty()) print_bounds_by(std::cout, network, by == "year");
  }
  return kFine;
}

}  // namespace

int bound_command(const std::vector<std::string>& arguments) {
  try {
    const po::variables_map values = parse_options(arguments, options_of_bound(), "scenario", 1);
    if (values.count("help") > 0) return print_help(), kFine;
    if (values.count("scenario") == 0) {
      throw UsageError("which scenario? Give the path of a YAML file");
    }
    return bound(values);
  } catch (const UsageError& error) {
    std::cerr << "caravan bound: " << error.what() << "; see caravan bound --help\n";
    return kUsage;
  } catch (const ScenarioFileMissing& error) {
    std::cerr << "caravan bound: " << error.what() << '\n';
    return kInputMissing;
  } catch (const ScenarioFileError& error) {
    std::cerr << error.what() << '\n';
    return kBadScenario;
  }
}

}  // namespace caravan
