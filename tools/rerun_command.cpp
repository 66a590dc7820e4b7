// caravan rerun: one run of a file of results again, from what the file says.

#include <iostream>
#include <memory>
#include <optional>

#include "caravan/models/simulate.hpp"
#include "caravan/output/durable_file.hpp"
#include "caravan/output/ensemble_writer.hpp"
#include "caravan/output/selection.hpp"
#include "commands.hpp"
#include "detail_option.hpp"
#include "ensemble.hpp"
#include "exit_codes.hpp"
#include "interruption.hpp"
#include "options.hpp"
#include "results_errors.hpp"
#include "stored_run.hpp"
#include "version.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

po::options_description options_of_rerun() {
  po::options_description options("options");
  auto add = options.add_options();
  add("point", po::value<std::string>()->value_name("P"), "of a sweep: which point of its design");
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
      << "usage: caravan rerun RESULTS.h5 --replication K [options]\n"
         "       caravan rerun SWEEP.h5 --point P --replication K [options]\n\n"
         "Runs one replication again, from the scenario and the seed that the file has kept, and\n"
         "says whether it comes out the same to the last bit, or what differs: another version of\n"
         "Caravan may do other things. With -o and --detail it tells more of it than the file "
         "did.\n\n"
      << options_of_rerun()
      << "\nexamples:\n"
         "  caravan rerun corridor.h5 --replication 3 -o third.h5 --detail journeys\n"
         "  caravan rerun closures.h5 --point 17 --replication 3 -o why.h5 --detail journeys\n"
         "\nexit codes: 0 the same, 1 something differs, or the run has failed, 2 usage, or the "
         "file\n"
         "has no such point or replication, 65 not a file of results, damaged, or it has not what\n"
         "the run was made of, 66 file missing, 73 output can't be created\n";
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

void tell(const StoredRun& stored, const std::vector<ResultDifference>& all) {
  const std::string now = "caravan " + std::string(kVersion) + " (" + kRevision + ")";
  std::cout << stored.name() << ": " << (all.empty() ? "the same to the last bit" : "not the same")
            << '\n';
  if (all.empty()) return;
  const std::string source = stored.file().attribute("source");
  if (now != source) std::cout << "it was made by " << source << ", this is " << now << '\n';
  print_differences(std::cout, all);
}

StoredRun find_run(const po::variables_map& values) {
  if (values.count("results") == 0) throw UsageError("which results? Give the path of a file");
  std::optional<std::uint64_t> point;
  if (values.count("point") > 0) {
    point = parse_count("--point", values["point"].as<std::string>(), 0);
  }
  return StoredRun(values["results"].as<std::vector<std::string>>().front(), point,
                   parse_count("--replication", values["replication"].as<std::string>(), 0));
}

int rerun(const po::variables_map& values) {
  const StoredRun stored = find_run(values);
  Ensemble ensemble;
  ensemble.seed = stored.file().seed();
  ensemble.first_replication = stored.replication();
  ensemble.detail = detail_of(values);
  ensemble.only = patterns_of(values);
  ensemble.keeps_series = true;
  if (values.count("output") > 0) {
    ensemble.folder = folder_of(values["output"].as<std::string>());
  }
  const Network network = stored.scenario().build();
  const std::unique_ptr<EnsembleWriter> writer =
      writer_for(values, network, stored.scenario(), ensemble);
  std::vector<ResultDifference> all;
  watch_for_signals();
  Collector collector{.whole = [&](const Results& results, Recording& recording) {
    all = stored.differences(network, results);
    if (writer) writer->write(results, recording);
  }};
  if (writer) {
    collector.news = [&](Recording& recording, const World& world, const Journal& news) {
      writer->write(recording, world, news);
    };
  }
  run_ensemble(network, ensemble, collector, [] { return signal_received() == 0; });
  if (writer) writer->finish();
  if (values.count("quiet") == 0) tell(stored, all);
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
    } catch (const FailedRun& error) {
      std::cerr << "caravan rerun: " << error.what() << '\n';
      return int{kRunFailed};
    } catch (const Stopped&) {
      std::cerr << "caravan rerun: stopped; no output was left\n";
      return kSignalBase + signal_received();
    }
  });
}

}  // namespace caravan
