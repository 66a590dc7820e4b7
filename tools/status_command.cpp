// caravan status: how far a sweep has come, without disturbing who works on it.

#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "json.hpp"
#include "options.hpp"
#include "summary_parts.hpp"
#include "sweep_folder.hpp"
#include "sweep_status.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

constexpr std::int64_t kSilentSeconds = 60;

po::options_description options_of_status() {
  po::options_description options("options");
  auto add = options.add_options();
  add("json", "print as JSON");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout
      << "usage: caravan status FILE [options]\n\n"
         "Tells how far the sweep that makes FILE has come: what is done, at work and failed, "
         "and when\n"
         "all will be done.\n\n"
      << options_of_status() << "\nexit codes: 0 fine, 2 usage, 66 there is no such sweep\n";
}

std::int64_t now_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// "running" of a process that has not been heard of for a while: it may have been killed.
std::string state_of(const SweepStatus& status) {
  const bool is_silent = now_seconds() - status.updated_seconds > kSilentSeconds;
  return status.state == "running" && is_silent ? "silent" : status.state;
}

struct Total {
  std::uint64_t points = 0, runs = 0, done = 0, failed = 0;
  double runs_per_second = 0;

  double seconds_to_go() const {
    return static_cast<double>(runs - std::min(runs, done)) / runs_per_second;
  }
};

Total sum_of(const std::vector<SweepStatus>& all) {
  Total total;
  for (const SweepStatus& one : all) {
    total.points = std::max(total.points, one.points);
    total.runs = std::max(total.runs, one.runs);
    total.done += one.done;
    total.failed += one.failed;
    if (state_of(one) == "running") total.runs_per_second += one.runs_per_second;
  }
  return total;
}

void print_as_json(const std::vector<SweepStatus>& all, const Total& total) {
  JsonWriter json(std::cout);
  json.open_object();
  json.key("points").value(static_cast<double>(total.points));
  json.key("runs").value(static_cast<double>(total.runs));
  json.key("done").value(static_cast<double>(total.done));
  json.key("failed").value(static_cast<double>(total.failed));
  json.key("runs_per_second").value(total.runs_per_second);
  json.key("seconds_to_go").value(total.seconds_to_go());
  json.key("processes").open_list();
  for (const SweepStatus& one : all) {
    json.open_object();
    json.key("part").value(one.part);
    json.key("state").value(state_of(one));
    json.key("host").value(one.host);
    json.key("done").value(static_cast<double>(one.done));
    json.key("failed").value(static_cast<double>(one.failed));
    json.close_object();
  }
  json.close_list();
  json.close_object();
  std::cout << '\n';
}

void print_for_people(const std::vector<SweepStatus>& all, const Total& total) {
  const auto number = [](std::uint64_t n) { return grouped(std::to_string(n)); };
  std::cout << number(total.done) << " of " << number(total.runs) << " runs of "
            << number(total.points) << " points are done";
  if (total.failed > 0) std::cout << ", of which " << number(total.failed) << " failed";
  if (std::isfinite(total.seconds_to_go()) && total.done < total.runs) {
    std::cout << "; at most some " << fixed(total.seconds_to_go() / 60, 1) << " min to go";
  }
  std::cout << "\n\n";
  Table table;
  table.row({"  Process", "host", "state", "runs done", "failed", "a second", "seconds ago"});
  for (const SweepStatus& one : all) {
    table.row({"  " + one.part, one.host, state_of(one), number(one.done), number(one.failed),
               fixed(one.runs_per_second, 1), std::to_string(now_seconds() - one.updated_seconds)});
  }
  table.print(std::cout);
}

}  // namespace

int status_command(const std::vector<std::string>& arguments) {
  try {
    const po::variables_map values = parse_options(arguments, options_of_status(), "file", 1);
    if (values.count("help") > 0) return print_help(), kFine;
    if (values.count("file") == 0) throw UsageError("which sweep? Give the path of its results");
    const std::string output = values["file"].as<std::vector<std::string>>().front();
    if (!std::filesystem::is_directory(output + ".parts")) {
      std::cerr << "caravan status: " << output << ".parts: is not there: no sweep makes " << output
                << '\n';
      return kInputMissing;
    }
    const std::vector<SweepStatus> all = read_statuses(SweepFolder(output).statuses());
    const Total total = sum_of(all);
    values.count("json") > 0 ? print_as_json(all, total) : print_for_people(all, total);
    return kFine;
  } catch (const UsageError& error) {
    std::cerr << "caravan status: " << error.what() << "; see caravan status --help\n";
    return kUsage;
  }
}

}  // namespace caravan
