// caravan validate: every mistake in a scenario, at once, with nothing run.

#include <iostream>

#include "caravan/models/network.hpp"
#include "caravan/scenarios/load.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "json.hpp"
#include "options.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

po::options_description options_of_validate() {
  po::options_description options("options");
  auto add = options.add_options();
  add("set", po::value<std::vector<std::string>>()->value_name("PATH=VALUE")->composing(),
      "change a value of the scenario before it is checked; may be repeated");
  add("quiet,q", "print mistakes only");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout
      << "usage: caravan validate SCENARIO... [options]\n\n"
         "Reads scenarios, finds the routes of their demands and reports every mistake with its\n"
         "file, line and column.\n\n"
      << options_of_validate()
      << "\nexit codes: 0 all are fine, 2 usage, 65 a bad scenario, 66 a scenario is missing\n";
}

std::string count_of(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

void describe(const std::string& path, const Network& network) {
  const Scenario& scenario = network.scenario;
  std::size_t itineraries = 0;
  for (const RouteChoice& choice : network.choices) itineraries += choice.itineraries.size();
  std::cout << path << ": fine: " << count_of(scenario.places.size(), "place", "places") << ", "
            << count_of(scenario.links.size(), "link", "links") << ", "
            << count_of(scenario.fleets.size(), "fleet", "fleets") << ", "
            << count_of(scenario.demands.size(), "demand", "demands") << " on "
            << count_of(scenario.corridors.size(), "corridor", "corridors") << " by "
            << count_of(itineraries, "itinerary", "itineraries") << '\n';
}

int validate(const std::string& path, const std::vector<std::string>& overrides, bool is_quiet) {
  try {
    const Network network = load_scenario(path, overrides).build();
    if (!is_quiet) describe(path, network);
    return kFine;
  } catch (const ScenarioFileMissing& error) {
    std::cerr << "caravan validate: " << error.what() << '\n';
    return kInputMissing;
  } catch (const ScenarioFileError& error) {
    std::cerr << error.what() << '\n';
    return kBadScenario;
  }
}

}  // namespace

int validate_command(const std::vector<std::string>& arguments) {
  try {
    const po::variables_map values =
        parse_options(arguments, options_of_validate(), "scenario", -1);
    if (values.count("help") > 0) return print_help(), kFine;
    if (values.count("scenario") == 0) {
      throw UsageError("which scenario? Give the paths of YAML files");
    }
    std::vector<std::string> overrides;
    if (values.count("set") > 0) overrides = values["set"].as<std::vector<std::string>>();
    int worst = kFine;
    for (const std::string& path : values["scenario"].as<std::vector<std::string>>()) {
      worst = std::max(worst, validate(path, overrides, values.count("quiet") > 0));
    }
    return worst;
  } catch (const UsageError& error) {
    std::cerr << "caravan validate: " << error.what() << "; see caravan validate --help\n";
    return kUsage;
  }
}

}  // namespace caravan
