// caravan init: a scenario to start from.

#include <filesystem>
#include <fstream>
#include <iostream>

#include "caravan/scenarios/starter.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "options.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

po::options_description options_of_init() {
  po::options_description options("options");
  auto add = options.add_options();
  add("force", "overwrite the file if it exists");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout << "usage: caravan init [FILE] [options]\n\n"
               "Writes a small scenario that runs at once, with what each key means beside it, to\n"
               "FILE (scenario.yaml), or to the standard output if it is '-'.\n\n"
            << options_of_init()
            << "\nexit codes: 0 fine, 2 usage, 73 the file exists or can't be written\n";
}

int write(const std::string& path, bool may_overwrite) {
  if (path == "-") return std::cout << starter_scenario(), kFine;
  if (std::filesystem::exists(path) && !may_overwrite) {
    std::cerr << "caravan init: " << path << " exists; --force overwrites it\n";
    return kCannotCreateOutput;
  }
  std::ofstream file(path, std::ios::binary);
  file << starter_scenario();
  file.close();
  if (!file) {
    std::cerr << "caravan init: " << path << " can't be written\n";
    return kCannotCreateOutput;
  }
  std::cout << "wrote " << path << "; now\n\n"
            << "  caravan run " << path << "\n"
            << "  caravan describe " << path << " links.sea_service\n";
  return kFine;
}

}  // namespace

int init_command(const std::vector<std::string>& arguments) {
  try {
    const po::variables_map values = parse_options(arguments, options_of_init(), "file", -1);
    if (values.count("help") > 0) return print_help(), kFine;
    std::vector<std::string> files = {"scenario.yaml"};
    if (values.count("file") > 0) files = values["file"].as<std::vector<std::string>>();
    if (files.size() > 1) throw UsageError("writes one file");
    return write(files.front(), values.count("force") > 0);
  } catch (const UsageError& error) {
    std::cerr << "caravan init: " << error.what() << "; see caravan init --help\n";
    return kUsage;
  }
}

}  // namespace caravan
