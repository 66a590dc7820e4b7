// caravan run: a scenario, many replications, one HDF5 file and a summary.

#include <chrono>
#include <filesystem>
#include <iostream>

#include "caravan/models/simulate.hpp"
#include "caravan/output/durable_file.hpp"
#include "caravan/output/ensemble_writer.hpp"
#include "caravan/output/selection.hpp"
#include "caravan/scenarios/load.hpp"
#include "commands.hpp"
#include "detail_option.hpp"
#include "ensemble.hpp"
#include "exit_codes.hpp"
#include "interruption.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "run_log.hpp"
#include "summary.hpp"
#include "version.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

struct RunOptions {
  std::string scenario;
  std::vector<std::string> overrides;
  std::string output;
  Ensemble ensemble;
  bool overwrites = false;
  bool is_quiet = false;
  bool wants_json = false;
  bool wants_help = false;
};

po::options_description options_of_run() {
  po::options_description options("options");
  auto add = options.add_options();
  add("output,o", po::value<std::string>()->value_name("FILE"),
      "where the results go; without it, the scenario's name with .h5, in this folder");
  add("replications,r", po::value<std::string>()->value_name("N")->default_value("10"),
      "how many random worlds to simulate; intervals need at least 2");
  add("seed", po::value<std::string>()->value_name("S")->default_value("1"),
      "same scenario, same seed: same bytes");
  add("set", po::value<std::vector<std::string>>()->value_name("PATH=VALUE")->composing(),
      "change a value of the scenario, such as places.aktau.berths.container=4; may be repeated");
  add("jobs,j", po::value<std::string>()->value_name("N"),
      "replications at a time; without it, one on each processor");
  add_detail_option(options);
  add("force", "overwrite an output that exists");
  add("json", "print the summary as JSON");
  add("quiet,q", "print no progress and no summary");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout
      << "usage: caravan run SCENARIO [options]\n\n"
         "Simulates a scenario and writes time series and key figures to an HDF5 file that opens\n"
         "in xarray, pandas and any netCDF viewer. Prints a summary: what each corridor "
         "delivered,\n"
         "how long it took, where its time and money went, and where the waits were longest.\n\n"
      << options_of_run()
      << "\nexamples:\n"
         "  caravan run scenarios/middle_corridor.yaml\n"
         "  caravan run scenarios/middle_corridor.yaml -r 50 -o corridor.h5\n"
         "  caravan run scenarios/middle_corridor.yaml --set fleets.double_deck_ferries.vessels=6\n"
         "\nexit codes: 0 fine, 1 the run failed, 2 usage, 65 bad scenario, 66 scenario missing,\n"
         "73 output can't be created, 128 + n stopped by signal n (nothing is left behind)\n";
}

RunOptions read_options(const std::vector<std::string>& arguments) {
  const po::variables_map values = parse_options(arguments, options_of_run(), "scenario", 1);
  RunOptions options;
  options.wants_help = values.count("help") > 0;
  if (options.wants_help) return options;
  if (values.count("scenario") == 0)
    throw UsageError("which scenario? Give the path of a YAML file");
  options.scenario = values["scenario"].as<std::vector<std::string>>().front();
  if (values.count("set") > 0) options.overrides = values["set"].as<std::vector<std::string>>();
  options.output = values.count("output") > 0
                       ? values["output"].as<std::string>()
                       : std::filesystem::path(options.scenario).stem().string() + ".h5";
  options.ensemble.replications =
      parse_count("--replications", values["replications"].as<std::string>(), 1);
  options.ensemble.seed = parse_count("--seed", values["seed"].as<std::string>(), 0);
  options.ensemble.threads = available_processors();
  if (values.count("jobs") > 0) {
    const std::uint64_t jobs = parse_count("--jobs", values["jobs"].as<std::string>(), 1);
    options.ensemble.threads = static_cast<unsigned>(std::min<std::uint64_t>(jobs, 1024));
  }
  options.ensemble.detail = detail_of(values);
  options.ensemble.only = patterns_of(values);
  options.ensemble.folder = folder_of(options.output);
  options.overwrites = values.count("force") > 0;
  options.is_quiet = values.count("quiet") > 0;
  options.wants_json = values.count("json") > 0;
  return options;
}

Provenance provenance_of(const LoadedScenario& loaded, const RunOptions& options) {
  return {.resolved_yaml = loaded.resolved_yaml,
          .seed = options.ensemble.seed,
          .replications = options.ensemble.replications,
          .detail = options.ensemble.detail,
          .only = options.ensemble.only,
          .version = kVersion,
          .revision = kRevision};
}

void simulate_and_write(const Network& network, const RunOptions& options, EnsembleWriter& writer,
                        Summariser& summariser) {
  Progress progress(options.ensemble.replications, options.is_quiet);
  std::uint64_t done = 0;
  const Collector collector{
      .whole =
          [&](const Results& results, Recording& recording) {
            writer.write(results, recording);
            summariser.add(results);
            ++done;
          },
      .news = [&](Recording& recording, const World& world,
                  const Journal& news) { writer.write(recording, world, news); }};
  const auto tick = [&] {
    progress.show(done);
    return signal_received() == 0;
  };
  run_ensemble(network, options.ensemble, collector, tick);
  writer.finish();
}

int run(const RunOptions& options, const std::vector<std::string>& arguments) {
  const auto began = std::chrono::steady_clock::now();
  const LoadedScenario loaded = load_scenario(options.scenario, options.overrides);
  const Network network = loaded.build();
  EnsembleWriter writer(options.output, network, provenance_of(loaded, options),
                        options.overwrites);
  Summariser summariser(network);
  watch_for_signals();
  simulate_and_write(network, options, writer, summariser);

  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
  const RunFacts facts{options.ensemble.seed, options.ensemble.threads, wall.count(),
                       options.output};
  write_run_log(arguments, facts);
  if (options.is_quiet) return kFine;
  const Summary summary = summariser.summarise();
  options.wants_json ? print_json(std::cout, network, summary, facts)
                     : print_table(std::cout, network, summary, facts);
  return kFine;
}

}  // namespace

int run_command(const std::vector<std::string>& arguments) {
  try {
    const RunOptions options = read_options(arguments);
    if (options.wants_help) return print_help(), kFine;
    return run(options, arguments);
  } catch (const UsageError& error) {
    std::cerr << "caravan run: " << error.what() << "; see caravan run --help\n";
    return kUsage;
  } catch (const SelectionError& error) {
    std::cerr << "caravan run: --only " << error.what() << '\n';
    return kUsage;
  } catch (const ScenarioFileMissing& error) {
    std::cerr << "caravan run: " << error.what() << '\n';
    return kInputMissing;
  } catch (const ScenarioFileError& error) {
    std::cerr << error.what() << '\n';
    return kBadScenario;
  } catch (const OutputError& error) {
    std::cerr << "caravan run: " << error.what() << '\n';
    return kCannotCreateOutput;
  } catch (const Stopped&) {
    std::cerr << "caravan run: stopped; no output was left\n";
    return kSignalBase + signal_received();
  }
}

}  // namespace caravan
