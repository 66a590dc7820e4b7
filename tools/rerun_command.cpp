// caravan rerun: one replication of a file of results again, from what the file says.

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <sstream>

#include "caravan/models/simulate.hpp"
#include "caravan/output/durable_file.hpp"
#include "caravan/output/ensemble_reader.hpp"
#include "caravan/output/ensemble_writer.hpp"
#include "caravan/output/selection.hpp"
#include "caravan/scenarios/load.hpp"
#include "commands.hpp"
#include "detail_option.hpp"
#include "ensemble.hpp"
#include "exit_codes.hpp"
#include "interruption.hpp"
#include "options.hpp"
#include "results_diff.hpp"
#include "results_errors.hpp"
#include "version.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

po::options_description options_of_rerun() {
  po::options_description options("options");
  auto add = options.add_options();
  add("replication", po::value<std::string>()->value_name("K")->default_value("0"),
      "which random world");
  add("output,o", po::value<std::string>()->value_name("FILE"),
      "write its results to a file of their own");
  add_detail_option(options);
  add("force", "overwrite an output that exists");
  add("quiet,q", "print nothing; the exit code tells");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout
      << "usage: caravan rerun RESULTS.h5 --replication K [options]\n\n"
         "Runs one replication again, from the scenario and the seed that the file has kept, and\n"
         "says whether it comes out the same to the last bit, or what differs: another version of\n"
         "Caravan may do other things. With -o and --detail it tells more of it than the file "
         "did.\n\n"
      << options_of_rerun()
      << "\nexample:\n"
         "  caravan rerun corridor.h5 --replication 3 -o third.h5 --detail journeys\n"
         "\nexit codes: 0 the same, 1 something differs, 2 usage, 65 not a file of results, or\n"
         "damaged, 66 file missing, 73 output can't be created\n";
}

LoadedScenario stored_scenario(const EnsembleReader& file) {
  try {
    return ScenarioText(file.path(), file.scenario_yaml()).load({});
  } catch (const ScenarioFileError& error) {
    throw InputError(file.path() + ": its scenario is none for this version of Caravan:\n" +
                     error.what());
  }
}

// Where in the file it is.
std::uint64_t index_of(const EnsembleReader& file, std::uint64_t replication) {
  const std::vector<std::string> labels = file.labels("replication");
  const auto found = std::find(labels.begin(), labels.end(), std::to_string(replication));
  if (found != labels.end()) return static_cast<std::uint64_t>(found - labels.begin());
  const std::string known = labels.empty() ? "none" : labels.front() + " to " + labels.back();
  throw UsageError("--replication " + std::to_string(replication) + ": " + file.path() + " has " +
                   known);
}

// The file that `-o` asks for, if it does.
std::unique_ptr<EnsembleWriter> writer_for(const po::variables_map& values, const Network& network,
                                           const LoadedScenario& loaded, const Ensemble& ensemble) {
  if (values.count("output") == 0) return nullptr;
  const Provenance provenance{.resolved_yaml = loaded.resolved_yaml,
                              .seed = ensemble.seed,
                              .first_replication = ensemble.first_replication,
                              .replications = 1,
                              .detail = ensemble.detail,
                              .only = ensemble.only,
                              .version = kVersion,
                              .revision = kRevision};
  return std::make_unique<EnsembleWriter>(values["output"].as<std::string>(), network, provenance,
                                          values.count("force") > 0);
}

// With what the file's own run did not choose not numbers.
Results as_recorded(const EnsembleReader& file, const Network& network, Results results) {
  std::istringstream patterns(file.attribute("only"));
  const Selection selection(network, {std::istream_iterator<std::string>(patterns), {}});
  for (std::size_t i = 0; i < kVariableCount; ++i) {
    results.values[i] = selection.chosen(network, static_cast<Variable>(i), results.values[i]);
  }
  return results;
}

void tell(const EnsembleReader& file, std::uint64_t replication,
          const std::vector<ResultDifference>& all) {
  const std::string now = "caravan " + std::string(kVersion) + " (" + kRevision + ")";
  std::cout << file.path() << ", replication " << replication << ": "
            << (all.empty() ? "the same to the last bit" : "not the same") << '\n';
  if (all.empty()) return;
  if (now != file.attribute("source")) {
    std::cout << "it was made by " << file.attribute("source") << ", this is " << now << '\n';
  }
  print_differences(std::cout, all);
}

int rerun(const po::variables_map& values) {
  if (values.count("results") == 0) throw UsageError("which results? Give the path of a file");
  const EnsembleReader file(values["results"].as<std::vector<std::string>>().front());
  Ensemble ensemble;
  ensemble.seed = file.seed();
  ensemble.first_replication =
      parse_count("--replication", values["replication"].as<std::string>(), 0);
  ensemble.detail = detail_of(values);
  ensemble.only = patterns_of(values);
  ensemble.keeps_series = true;
  if (values.count("output") > 0) {
    ensemble.folder = folder_of(values["output"].as<std::string>());
  }
  const std::uint64_t index = index_of(file, ensemble.first_replication);
  const LoadedScenario loaded = stored_scenario(file);
  const Network network = loaded.build();
  const std::unique_ptr<EnsembleWriter> writer = writer_for(values, network, loaded, ensemble);
  std::vector<ResultDifference> all;
  watch_for_signals();
  run_ensemble(
      network, ensemble,
      [&](const Results& results, const Recording& recording) {
        all = differences(file, index, as_recorded(file, network, results));
        if (writer) writer->write(results, recording);
      },
      [] { return signal_received() == 0; });
  if (writer) writer->finish();
  if (values.count("quiet") == 0) tell(file, ensemble.first_replication, all);
  return all.empty() ? kFine : kDiffers;
}

}  // namespace

int rerun_command(const std::vector<std::string>& arguments) {
  return answer_from_results("rerun", [&] {
    const po::variables_map values = parse_options(arguments, options_of_rerun(), "results", 1);
    if (values.count("help") > 0) return print_help(), int{kFine};
    try {
      return rerun(values);
    } catch (const SelectionError& error) {
      throw UsageError(std::string("--only ") + error.what());
    } catch (const Stopped&) {
      std::cerr << "caravan rerun: stopped; no output was left\n";
      return kSignalBase + signal_received();
    }
  });
}

}  // namespace caravan
