// caravan validate: every mistake in a scenario and what is probably not meant, at once, with
// nothing run.

#include <iostream>

#include "caravan/models/network.hpp"
#include "caravan/scenarios/lint.hpp"
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
  add("strict", "warnings are mistakes");
  add("json", "print mistakes and warnings as JSON, for editors");
  add("quiet,q", "print mistakes and warnings only");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout
      << "usage: caravan validate SCENARIO... [options]\n\n"
         "Reads scenarios, finds the routes of their demands and reports every mistake with its\n"
         "file, line and column; and what can run, but is probably not meant, as a warning.\n\n"
      << options_of_validate()
      << "\nexit codes: 0 all are fine, 2 usage, 65 a bad scenario (or, with --strict, a "
         "warning),\n"
         "66 a scenario is missing or is no file\n";
}

std::string count_of(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

void write_place(JsonWriter& json, const Diagnostics& diagnostics, Mark mark) {
  json.key("file").value(diagnostics.name_of(mark));
  json.key("line").value(static_cast<double>(mark.line));
  json.key("column").value(static_cast<double>(mark.column));
  json.key("end_column").value(static_cast<double>(diagnostics.end_column(mark)));
}

// Says what is wrong with scenarios, as text or as entries of a JSON list.
class Report {
 public:
  explicit Report(bool is_json) : is_json_(is_json) {
    if (is_json_) json_.open_list();
  }
  ~Report() {
    if (is_json_) json_.close_list(), std::cout << '\n';
  }

  void add(const Diagnostics& diagnostics) {
    if (!is_json_) {
      if (!diagnostics.empty()) std::cerr << diagnostics.render() << '\n';
      return;
    }
    for (const Diagnostic& one : diagnostics.sorted()) write(diagnostics, one);
  }

  void add_missing(const std::string& path, const std::string& message) {
    if (!is_json_) {
      std::cerr << "caravan validate: " << message << '\n';
      return;
    }
    Diagnostics diagnostics;
    diagnostics.error({diagnostics.add_origin(path, ""), 1, 1}, message);
    add(diagnostics);
  }

 private:
  void write(const Diagnostics& diagnostics, const Diagnostic& one) {
    json_.open_object();
    write_place(json_, diagnostics, one.mark);
    json_.key("severity").value(one.severity == Severity::error ? "error" : "warning");
    json_.key("message").value(one.message);
    if (!one.hint.empty()) json_.key("hint").value(one.hint);
    if (one.has_other) {
      json_.key("related").open_object();
      write_place(json_, diagnostics, one.other);
      json_.key("message").value(one.other_message).close_object();
    }
    json_.close_object();
  }

  bool is_json_;
  JsonWriter json_{std::cout};
};

void describe(const std::string& path, const Network& network, std::size_t warnings) {
  const Scenario& scenario = network.scenario;
  std::size_t itineraries = 0;
  for (const RouteChoice& choice : network.choices) itineraries += choice.itineraries.size();
  std::cout << path << ": fine"
            << (warnings > 0 ? " but for " + count_of(warnings, "warning", "warnings") : "") << ": "
            << count_of(scenario.places.size(), "place", "places") << ", "
            << count_of(scenario.links.size(), "link", "links") << ", "
            << count_of(scenario.fleets.size(), "fleet", "fleets") << ", "
            << count_of(scenario.demands.size(), "demand", "demands") << " on "
            << count_of(scenario.corridors.size(), "corridor", "corridors") << " by "
            << count_of(itineraries, "itinerary", "itineraries") << '\n';
}

int validate(const std::string& path, const po::variables_map& values, Report& report) {
  std::vector<std::string> overrides;
  if (values.count("set") > 0) overrides = values["set"].as<std::vector<std::string>>();
  try {
    const LoadedScenario loaded = load_scenario(path, overrides);
    const Network network = loaded.build();
    Diagnostics found = lint(loaded, network);
    const bool is_strict = values.count("strict") > 0;
    if (is_strict) found.be_strict();
    report.add(found);
    if (is_strict && !found.empty()) return kBadScenario;
    const bool is_silent = values.count("quiet") > 0 || values.count("json") > 0;
    if (!is_silent) describe(path, network, found.list().size());
    return kFine;
  } catch (const ScenarioFileMissing& error) {
    report.add_missing(path, error.what());
    return kInputMissing;
  } catch (const ScenarioFileError& error) {
    report.add(error.diagnostics());
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
    Report report(values.count("json") > 0);
    int worst = kFine;
    for (const std::string& path : values["scenario"].as<std::vector<std::string>>()) {
      worst = std::max(worst, validate(path, values, report));
    }
    return worst;
  } catch (const UsageError& error) {
    std::cerr << "caravan validate: " << error.what() << "; see caravan validate --help\n";
    return kUsage;
  }
}

}  // namespace caravan
