// caravan sweep: a design's points, simulated on threads, under MPI or as shards, into one file;
// and caravan merge, which puts what shards have left together.

#include <algorithm>
#include <cmath>
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
#include "process_group.hpp"
#include "progress.hpp"
#include "sweep_folder.hpp"
#include "sweep_plan.hpp"
#include "sweep_status.hpp"
#include "sweep_summary.hpp"
#include "sweep_work.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

struct SweepOptions {
  std::string sweep;
  std::vector<std::string> overrides;
  std::string output;
  unsigned threads = 1;
  std::optional<Shard> shard;
  bool overwrites = false;
  bool is_quiet = false;
  bool is_dry = false;
  bool retries_failed = false;
  bool wants_help = false;
};

void add_common(po::options_description& options) {
  auto add = options.add_options();
  add("output,o", po::value<std::string>()->value_name("FILE"),
      "where the results go; without it, the sweep's name with .h5, in this folder");
  add("set", po::value<std::vector<std::string>>()->value_name("PATH=VALUE")->composing(),
      "change a value of the sweep, such as replications=3; may be repeated");
  add("quiet,q", "print nothing but errors");
  add("help,h", "print this");
}

po::options_description options_of_sweep() {
  po::options_description options("options");
  auto add = options.add_options();
  add("jobs,j", po::value<std::string>()->value_name("N"),
      "runs at a time; without it, one on each processor, and under MPI one in each process");
  add("shard", po::value<std::string>()->value_name("K/N"),
      "do every Nth point only, from the Kth on (or so many points that begin alike), and leave "
      "the "
      "rest to others; see caravan merge");
  add("dry-run", "tell the points, and how much time and disk they would take; write nothing");
  add("retry-failed", "do runs again that have failed");
  add("force", "forget what is finished, and overwrite an output that exists");
  add_common(options);
  return options;
}

po::options_description options_of_merge() {
  po::options_description options("options");
  add_common(options);
  return options;
}

void print_sweep_help() {
  std::cout
      << "usage: caravan sweep SWEEP [options]\n\n"
         "Simulates the points of a design, each as often as the sweep says, and writes them to "
         "one HDF5\n"
         "file that opens in xarray. What is finished is kept beside it, in FILE.parts: the same "
         "command\n"
         "again goes on after a kill, and takes what it has if the design has grown.\n"
         "Under mpirun or srun, all processes share the work.\n\n"
      << options_of_sweep()
      << "\nexamples:\n"
         "  caravan sweep scenarios/sweeps/eu_money_x_closure.yaml -o sweep.h5\n"
         "  mpirun -n 64 caravan sweep scenarios/sweeps/eu_money_x_closure.yaml -o sweep.h5\n"
         "  caravan sweep scenarios/sweeps/eu_money_x_closure.yaml -o sweep.h5 --shard 3/8\n"
         "\nexit codes: 0 fine, 1 some points failed (the file tells which and why), 2 usage, 65 "
         "bad\n"
         "sweep or scenario, 66 one is missing, 73 output can't be created, 75 stopped by a "
         "signal, or\n"
         "another process is at work on it: the same command goes on\n";
}

void print_merge_help() {
  std::cout << "usage: caravan merge SWEEP [options]\n\n"
               "Writes the results of a sweep whose shards have been done, with the same SWEEP, "
               "--set and FILE.\n\n"
            << options_of_merge()
            << "\nexit codes: 0 fine, 1 some points failed, 2 usage, 65 bad sweep or scenario, 66 "
               "one is\nmissing, 73 output can't be created, 75 some shard is not finished, or "
               "still at work\n";
}

Shard parse_shard(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos)
    throw UsageError("--shard wants K/N, such as 3/8, not '" + text + "'");
  Shard shard;
  shard.number = parse_count("--shard", text.substr(0, slash), 1);
  shard.of = parse_count("--shard", text.substr(slash + 1), 1);
  if (shard.number > shard.of)
    throw UsageError("--shard wants K/N with K at most N, not '" + text + "'");
  return shard;
}

SweepOptions read_options(const std::vector<std::string>& arguments,
                          const po::options_description& description) {
  const po::variables_map values = parse_options(arguments, description, "sweep", 1);
  SweepOptions options;
  options.wants_help = values.count("help") > 0;
  if (options.wants_help) return options;
  if (values.count("sweep") == 0) throw UsageError("which sweep? Give the path of a YAML file");
  options.sweep = values["sweep"].as<std::vector<std::string>>().front();
  if (values.count("set") > 0) options.overrides = values["set"].as<std::vector<std::string>>();
  options.output = values.count("output") > 0
                       ? values["output"].as<std::string>()
                       : std::filesystem::path(options.sweep).stem().string() + ".h5";
  options.is_quiet = values.count("quiet") > 0;
  options.threads = available_processors();
  return options;
}

SweepOptions read_sweep_options(const std::vector<std::string>& arguments,
                                const ProcessGroup& group) {
  const po::options_description description = options_of_sweep();
  SweepOptions options = read_options(arguments, description);
  const po::variables_map values = parse_options(arguments, description, "sweep", 1);
  if (group.size() > 1) options.threads = 1;
  if (values.count("jobs") > 0) {
    const std::uint64_t jobs = parse_count("--jobs", values["jobs"].as<std::string>(), 1);
    options.threads = static_cast<unsigned>(std::min<std::uint64_t>(jobs, 1024));
  }
  if (values.count("shard") > 0) options.shard = parse_shard(values["shard"].as<std::string>());
  if (options.shard && group.size() > 1)
    throw UsageError("--shard is not for MPI: it deals out the work itself");
  options.is_dry = values.count("dry-run") > 0;
  options.retries_failed = values.count("retry-failed") > 0;
  options.overwrites = values.count("force") > 0;
  return options;
}

std::string part_name(const SweepOptions& options, const ProcessGroup& group) {
  const auto padded = [](std::uint64_t number) {
    std::string text = std::to_string(number);
    return std::string(text.size() < 5 ? 5 - text.size() : 0, '0') + text;
  };
  if (options.shard) {
    return "shard-" + padded(options.shard->number) + "-of-" + padded(options.shard->of);
  }
  return "process-" + padded(static_cast<std::uint64_t>(group.rank()));
}

// Of all processes of the group; all must ask.
WarmStart total(ProcessGroup& group, const WarmStart& mine) {
  const auto sum = [&](std::uint64_t number) {
    return static_cast<std::uint64_t>(group.sum(static_cast<std::int64_t>(number)));
  };
  WarmStart all;
  all.work.runs = sum(mine.work.runs);
  all.work.shared_runs = sum(mine.work.shared_runs);
  all.work.events = sum(mine.work.events);
  all.work.shared_events = sum(mine.work.shared_events);
  all.work.first.ticks = -group.largest(-mine.work.first.ticks);
  all.work.last.ticks = group.largest(mine.work.last.ticks);
  all.seconds_saved =
      static_cast<double>(group.sum(std::llround(1000 * mine.seconds_saved))) / 1000;
  return all;
}

// Writes the results file from what is finished, and says so.
int conclude(const SweepPlan& plan, const PartStore& store, const SweepOptions& options,
             const WarmStart& saved = {}) {
  write_sweep(plan, store, options.output, true);
  const std::string failures = failures_text(plan, store);
  std::cerr << failures;
  if (!options.is_quiet) {
    std::size_t runs = 0;
    for (std::size_t point = 0; point < plan.points.size(); ++point) {
      runs += runs_of(plan, store, point).outcome.runs.size();
    }
    std::cout << plan.spec.title << ": " << count_of(plan.points.size(), "point") << ", "
              << count_of(runs, "run") << ", in " << options.output << '\n'
              << warm_start_text(saved);
  }
  return failures.empty() ? kFine : kRunFailed;
}

// The runs that are left, and the status beside them. True if all were done.
bool work(const SweepPlan& plan, const SweepOptions& options, ProcessGroup& group,
          SweepFolder& folder, WarmStart& saved) {
  const PartStore store(folder.logs(), provenance_of(plan));
  const std::string part = part_name(options, group);
  const Shard shard = options.shard.value_or(Shard{});
  const std::uint64_t workers =
      std::uint64_t{options.threads} * static_cast<std::uint64_t>(group.size());
  UnitDealer dealer(
      group, group.is_first() ? units_to_do(plan, store, shard, workers) : std::vector<SweepUnit>{},
      options.threads);
  PartLog log(folder.log_of(part), provenance_of(plan));
  const std::uint64_t runs = plan.points.size() * plan.spec.replications.at_most;
  const auto found = log.count();
  StatusFile status(folder.status_of(part), part, plan.points.size(), runs, found);
  Progress progress(runs / shard.of, options.is_quiet || !group.is_first());
  const auto done = [](PartLog::Count count) { return count.results + count.failures; };
  const std::uint64_t before = store.size() - std::min<std::uint64_t>(store.size(), done(found));
  bool is_stopped = false;
  try {
    saved = do_units(
        plan, store, log, options.threads, [&](SweepUnit& unit) { return dealer.next(unit); },
        [&] {
          dealer.serve();
          status.update(log.count());
          progress.show(before + done(log.count()));
          if (signal_received() == 0) return true;
          dealer.stop();
          return false;
        });
  } catch (const Stopped&) {
    is_stopped = true;
  } catch (const OutputError& error) {
    if (group.size() > 1) std::cerr << "caravan sweep: " << error.what() << '\n';
    group.abort(kCannotCreateOutput);  // the others would wait for this one
    throw;
  }
  dealer.finish();
  log.sync();
  status.close(is_stopped ? "stopped" : "finished", log.count());
  saved = total(group, saved);
  return !group.any(is_stopped);
}

void prepare_folder(SweepFolder& folder, const SweepOptions& options, bool is_new,
                    const ProcessGroup& group) {
  if (options.shard) {
    folder.lock_part(part_name(options, group));
  } else {
    folder.lock_all();
  }
  if (is_new && !options.overwrites && std::filesystem::exists(options.output)) {
    throw OutputError(options.output + ": exists; give --force to overwrite it, or another name");
  }
  if (!options.overwrites) return;
  if (options.shard)
    throw UsageError("--force is not for shards: remove " + options.output + ".parts first");
  folder.clear();
}

// What only the first process can do, and all must know to have been done.
template <class Action>
void first_of(ProcessGroup& group, const Action& action) {
  std::exception_ptr error;
  try {
    if (group.is_first()) action();
  } catch (...) {
    error = std::current_exception();
  }
  const bool has_failed = group.any(error != nullptr);
  if (error) std::rethrow_exception(error);
  if (has_failed) throw Stopped();
}

int run_sweep(const SweepOptions& options, ProcessGroup& group) {
  const std::uint64_t shards = options.shard ? options.shard->of : 1;
  SweepPlan plan = plan_sweep(options.sweep, options.overrides, shards);
  plan.retries_failed = options.retries_failed;
  if (options.is_dry) {
    if (group.is_first()) tell_costs(plan, options.threads);
    return kFine;
  }
  plan.ids.resize(plan.points.size());
  std::optional<SweepFolder> folder;
  first_of(group, [&] {
    const bool is_new = !std::filesystem::exists(options.output + ".parts");
    folder.emplace(options.output);
    prepare_folder(*folder, options, is_new, group);
    identify_points(plan, options.threads);
  });
  if (!folder) folder.emplace(options.output);
  group.broadcast(plan.ids.data(), plan.ids.size() * sizeof(PointId));

  watch_for_signals();
  WarmStart saved;
  if (!work(plan, options, group, *folder, saved)) {
    if (group.is_first()) std::cerr << "caravan sweep: stopped; the same command goes on\n";
    return kStoppedResumable;
  }
  if (!group.is_first()) return kFine;
  if (options.shard) {
    if (!options.is_quiet) {
      std::cout << "shard " << options.shard->number << " of " << options.shard->of
                << " is finished; caravan merge makes " << options.output << " of all\n"
                << warm_start_text(saved);
    }
    return kFine;
  }
  const PartStore store(folder->logs(), provenance_of(plan));
  return conclude(plan, store, options, saved);
}

// Which shards the points belong to, if shards have been at work.
std::string shards_of(const SweepPlan& plan, const SweepFolder& folder,
                      const std::vector<std::size_t>& points) {
  std::uint64_t of = 0;
  for (const std::string& log : folder.logs()) {
    const std::size_t at = log.rfind("-of-");
    if (at != std::string::npos) of = std::strtoull(log.c_str() + at + 4, nullptr, 10);
  }
  if (of == 0) return "";
  std::vector<std::size_t> shards;
  const std::vector<PointBatch> batches = batches_of(plan.spec, plan.points, of);
  for (std::size_t b = 0; b < batches.size(); ++b) {
    const bool is_missing = std::any_of(batches[b].begin(), batches[b].end(), [&](auto point) {
      return std::binary_search(points.begin(), points.end(), point);
    });
    if (is_missing) shards.push_back(b % of + 1);
  }
  std::sort(shards.begin(), shards.end());
  shards.erase(std::unique(shards.begin(), shards.end()), shards.end());
  return std::string("; of ") + (shards.size() == 1 ? "shard " : "shards ") + list_of(shards) +
         " of " + std::to_string(of);
}

int run_merge(const SweepOptions& options) {
  SweepPlan plan = plan_sweep(options.sweep, options.overrides);
  if (!std::filesystem::exists(options.output + ".parts")) {
    throw ScenarioFileMissing(options.output + ".parts: is not there; no shard has begun");
  }
  SweepFolder folder(options.output);
  folder.lock_all();
  identify_points(plan, options.threads);
  const PartStore store(folder.logs(), provenance_of(plan));
  const std::vector<std::size_t> missing = incomplete_points(plan, store);
  if (missing.empty()) return conclude(plan, store, options);
  std::cerr << "caravan merge: " << count_of(missing.size(), "point") << " of "
            << plan.points.size() << " not finished: " << list_of(missing)
            << shards_of(plan, folder, missing) << '\n';
  return kStoppedResumable;
}

// What went wrong as an exit code, its reason told unless another process tells it.
template <class Action>
int telling(const std::string& command, bool is_telling, const Action& action) {
  const auto tell = [&](const std::string& text) {
    if (is_telling) std::cerr << text << '\n';
  };
  try {
    return action();
  } catch (const UsageError& error) {
    tell(command + ": " + error.what() + "; see " + command + " --help");
    return kUsage;
  } catch (const ScenarioFileMissing& error) {
    tell(command + ": " + error.what());
    return kInputMissing;
  } catch (const ScenarioFileError& error) {
    tell(error.what());
    return kBadScenario;
  } catch (const SweepError& error) {
    tell(command + ": " + error.what());
    return kBadScenario;
  } catch (const SweepLocked& error) {
    tell(command + ": " + error.what());
    return kStoppedResumable;
  } catch (const OutputError& error) {  // maybe of this process alone
    std::cerr << command << ": " << error.what() << '\n';
    return kCannotCreateOutput;
  } catch (const Stopped&) {  // by another process, which has told why
    return kRunFailed;
  }
}

}  // namespace

int sweep_command(const std::vector<std::string>& arguments) {
  return telling("caravan sweep", true, [&] {
    ProcessGroup group;
    const int code = telling("caravan sweep", group.is_first(), [&]() -> int {
      const SweepOptions options = read_sweep_options(arguments, group);
      if (options.wants_help) return group.is_first() ? print_sweep_help() : void(), kFine;
      return run_sweep(options, group);
    });
    return code;
  });
}

int merge_command(const std::vector<std::string>& arguments) {
  return telling("caravan merge", true, [&]() -> int {
    const SweepOptions options = read_options(arguments, options_of_merge());
    if (options.wants_help) return print_merge_help(), kFine;
    return run_merge(options);
  });
}

}  // namespace caravan
