// caravan check: scenarios that say what they expect of their results, and whether they give it.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <optional>

#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"
#include "commands.hpp"
#include "ensemble.hpp"
#include "exit_codes.hpp"
#include "interruption.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "verdicts.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

struct CheckOptions {
  std::vector<std::string> paths;
  std::vector<std::string> overrides;
  std::optional<std::uint64_t> seed, replications;  // else as the scenario says
  unsigned threads = 1;
  bool is_quiet = false;
  bool wants_json = false;
  bool wants_help = false;
};

po::options_description options_of_check() {
  po::options_description options("options");
  auto add = options.add_options();
  add("seed", po::value<std::string>()->value_name("S"), "instead of the scenarios' own");
  add("replications,r", po::value<std::string>()->value_name("N"),
      "instead of the scenarios' own; at least 2");
  add("set", po::value<std::vector<std::string>>()->value_name("PATH=VALUE")->composing(),
      "change a value of all the scenarios; may be repeated");
  add("jobs,j", po::value<std::string>()->value_name("N"),
      "replications at a time; without it, one on each processor");
  add("json", "print the verdicts as JSON");
  add("quiet,q", "print no progress, and only the scenarios that don't meet all they expect");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout
      << "usage: caravan check SCENARIO|FOLDER... [options]\n\n"
         "Runs scenarios that say in `expect:` what theory, a publication or another model gives\n"
         "for their results, and tells for each value whether the confidence interval covers it\n"
         "and is small enough. Of a folder, all scenarios in it and below that expect something\n"
         "are run, in the order of their names.\n\n"
      << options_of_check()
      << "\nexamples:\n"
         "  caravan check scenarios/textbook\n"
         "  caravan check my_terminal.yaml --seed 7 -r 100\n"
         "\nexit codes: 0 all that is expected is met, 1 something is not, or a run failed,\n"
         "2 usage, 65 bad scenario, or one that expects nothing, 66 scenario missing,\n"
         "128 + n stopped by signal n\n";
}

unsigned read_jobs(const po::variables_map& values) {
  if (values.count("jobs") == 0) return available_processors();
  const std::uint64_t jobs = parse_count("--jobs", values["jobs"].as<std::string>(), 1);
  return static_cast<unsigned>(std::min<std::uint64_t>(jobs, 1024));
}

CheckOptions read_options(const std::vector<std::string>& arguments) {
  const po::variables_map values = parse_options(arguments, options_of_check(), "scenario", -1);
  CheckOptions options;
  options.wants_help = values.count("help") > 0;
  if (options.wants_help) return options;
  if (values.count("scenario") == 0) {
    throw UsageError("which scenarios? Give the paths of YAML files, or of folders");
  }
  options.paths = values["scenario"].as<std::vector<std::string>>();
  if (values.count("set") > 0) options.overrides = values["set"].as<std::vector<std::string>>();
  if (values.count("seed") > 0) {
    options.seed = parse_count("--seed", values["seed"].as<std::string>(), 0);
  }
  if (values.count("replications") > 0) {
    options.replications =
        parse_count("--replications", values["replications"].as<std::string>(), 2);
  }
  options.threads = read_jobs(values);
  options.is_quiet = values.count("quiet") > 0;
  options.wants_json = values.count("json") > 0;
  return options;
}

// What a path stands for: itself, or the scenarios in a folder that expect something.
struct ScenarioPath {
  std::string path;
  bool must_expect = true;
};

std::vector<ScenarioPath> scenarios_at(const std::string& path) {
  if (!fs::is_directory(path)) return {{path, true}};
  std::vector<ScenarioPath> found;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.path().extension() == ".yaml") found.push_back({entry.path().string(), false});
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return found;
}

void simulate(const Network& network, CheckedScenario& checked, const CheckOptions& options) {
  const Expectations& expectations = checked.expectations;
  std::vector<ObservedValue> watched;
  for (const Expectation& one : expectations.values) watched.emplace_back(network, one);
  std::vector<std::vector<double>> observed(watched.size());
  Progress progress(expectations.replications, options.is_quiet);
  std::uint64_t done = 0;
  const auto take = [&](const Results& results, Recording&) {
    for (std::size_t i = 0; i < watched.size(); ++i) {
      observed[i].push_back(watched[i].of(results));
    }
    ++done;
  };
  const auto tick = [&] {
    progress.show(done);
    return signal_received() == 0;
  };
  const Ensemble ensemble{.seed = expectations.seed,
                          .replications = expectations.replications,
                          .threads = options.threads,
                          .detail = Detail::kpi};
  run_ensemble(network, ensemble, {.whole = take}, tick);
  for (std::size_t i = 0; i < watched.size(); ++i) {
    checked.verdicts.push_back(judge(expectations.values[i], observed[i], expectations.confidence));
  }
}

// Nothing, if it expects nothing and need not.
std::optional<CheckedScenario> check(const ScenarioPath& where, const CheckOptions& options) {
  const LoadedScenario loaded = load_scenario(where.path, options.overrides);
  if (loaded.expectations.values.empty()) {
    if (!where.must_expect) return std::nullopt;
    Diagnostics diagnostics;
    diagnostics.error({diagnostics.add_origin(where.path, ""), 1, 1},
                      "expects nothing: it has no `expect:`");
    throw ScenarioFileError(std::move(diagnostics));
  }
  const Network network = loaded.build();
  const auto began = std::chrono::steady_clock::now();
  CheckedScenario checked{where.path, loaded.scenario.title, loaded.expectations, {}, 0};
  checked.expectations.seed = options.seed.value_or(checked.expectations.seed);
  checked.expectations.replications =
      options.replications.value_or(checked.expectations.replications);
  simulate(network, checked, options);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
  checked.seconds = wall.count();
  return checked;
}

int check_all(const CheckOptions& options) {
  std::vector<ScenarioPath> scenarios;
  for (const std::string& path : options.paths) {
    const std::vector<ScenarioPath> found = scenarios_at(path);
    scenarios.insert(scenarios.end(), found.begin(), found.end());
  }
  watch_for_signals();
  std::vector<CheckedScenario> all;
  for (const ScenarioPath& where : scenarios) {
    auto checked = check(where, options);
    if (!checked) continue;
    const bool is_met = checked->met() == checked->verdicts.size();
    if (!options.wants_json && (!options.is_quiet || !is_met)) print_table(std::cout, *checked);
    all.push_back(std::move(*checked));
  }
  if (all.empty())
    throw ScenarioFileMissing(options.paths.front() + ": no scenario in it expects anything");
  if (options.wants_json) print_json(std::cout, all);
  if (!options.wants_json) std::cout << tell_sum(all) << '\n';
  const bool is_met = std::all_of(all.begin(), all.end(), [](const CheckedScenario& one) {
    return one.met() == one.verdicts.size();
  });
  return is_met ? kFine : kRunFailed;
}

}  // namespace

int check_command(const std::vector<std::string>& arguments) {
  try {
    const CheckOptions options = read_options(arguments);
    if (options.wants_help) return print_help(), kFine;
    return check_all(options);
  } catch (const UsageError& error) {
    std::cerr << "caravan check: " << error.what() << "; see caravan check --help\n";
    return kUsage;
  } catch (const ScenarioFileMissing& error) {
    std::cerr << "caravan check: " << error.what() << '\n';
    return kInputMissing;
  } catch (const ScenarioFileError& error) {
    std::cerr << error.what() << '\n';
    return kBadScenario;
  } catch (const Stopped&) {
    std::cerr << "caravan check: stopped\n";
    return kSignalBase + signal_received();
  }
}

}  // namespace caravan
