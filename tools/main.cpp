// caravan: the command. Each subcommand has a file of its own.

#include <cstring>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "version.hpp"

namespace {

using namespace caravan;

struct Command {
  const char* name;
  int (*run)(const std::vector<std::string>& arguments);
  const char* summary;
};

constexpr Command kCommands[] = {
    {"run", run_command, "simulate a scenario and write the results to an HDF5 file"},
    {"show", show_command, "what is in a file of results, and its figures"},
    {"export", export_command, "results as CSV, or as GeoJSON for a map"},
    {"rerun", rerun_command, "one replication of a file of results again, bit for bit"},
    {"sweep", sweep_command,
     "simulate many variants of a scenario, on threads, under MPI or in shards"},
    {"merge", merge_command, "put together what a sweep's shards have done"},
    {"status", status_command, "how far a sweep has come"},
    {"sensitivity", sensitivity_command, "which factors of a sweep matter to a figure"},
    {"bound", bound_command, "what a scenario's network could carry at most, and what limits it"},
    {"check", check_command,
     "run scenarios that say what they expect, and tell whether it comes out"},
    {"init", init_command, "a small scenario to start from, explained key by key"},
    {"validate", validate_command, "check scenarios and report every mistake, running nothing"},
    {"describe", describe_command,
     "a value of a scenario: what it is, means, and where it was set"},
    {"diff", diff_command, "what differs between two scenarios, or two files of results"},
    {"schema", schema_command, "the JSON Schema of scenarios, for editors"},
};

void print_help(std::ostream& out) {
  out << "caravan simulates the Middle Corridor: cargo and oil from China and Central Asia over "
         "the\n"
         "Caspian to the Black Sea, Türkiye and Europe.\n\n"
         "usage: caravan <command> [options]\n\n";
  for (const Command& command : kCommands) {
    out << "  " << command.name << std::string(12 - std::strlen(command.name), ' ')
        << command.summary << '\n';
  }
  out << "\n  caravan <command> --help   tells more about a command\n"
         "  caravan --version          prints the version\n\n"
         "first steps:\n"
         "  caravan run scenarios/middle_corridor.yaml -o corridor.h5\n"
         "  caravan run scenarios/middle_corridor.yaml --set places.aktau.berths.container=4\n";
}

int dispatch(const std::string& name, const std::vector<std::string>& arguments) {
  for (const Command& command : kCommands) {
    if (name == command.name) return command.run(arguments);
  }
  std::cerr << "caravan: there is no command '" << name << "'; see caravan --help\n";
  return kUsage;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    print_help(std::cerr);
    return kUsage;
  }
  const std::string& first = arguments.front();
  if (first == "--help" || first == "-h" || first == "help") {
    print_help(std::cout);
    return kFine;
  }
  if (first == "--version") {
    std::cout << "caravan " << kVersion << " (" << kRevision << ")\n";
    return kFine;
  }
  try {
    return dispatch(first, {arguments.begin() + 1, arguments.end()});
  } catch (const std::exception& error) {
    std::cerr << "caravan: " << error.what() << '\n';
    return kRunFailed;
  }
}
