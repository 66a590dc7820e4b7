// caravan diff: what differs between two scenarios, or between two files of results.

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iostream>

#include "caravan/output/ensemble_reader.hpp"
#include "caravan/scenarios/compare.hpp"
#include "caravan/scenarios/load.hpp"
#include "caravan/scenarios/sections.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "json.hpp"
#include "options.hpp"
#include "results_diff.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

constexpr std::size_t kWidest = 60;  // of a value that is shown

po::options_description options_of_diff() {
  po::options_description options("options");
  auto add = options.add_options();
  add("tolerance", po::value<std::string>()->value_name("SHARE")->default_value("0"),
      "of results: numbers are the same if they differ by no more than this share of the larger");
  add("json", "print the differences as JSON");
  add("quiet,q", "print nothing; the exit code tells");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout
      << "usage: caravan diff A.yaml B.yaml [options]\n"
         "       caravan diff A.h5 B.h5 [options]\n\n"
         "Prints what differs between two scenarios, by path, as they are when all that they\n"
         "extend has been put together: a key that says its default is the same as none. Or what\n"
         "differs between two files of results, by variable: how many numbers, by how much at "
         "most\n"
         "and where.\n\n"
      << options_of_diff()
      << "\nexit codes: 0 they say the same, 1 they differ, 2 usage, 65 a bad scenario, or a\n"
         "damaged file of results, 66 a file is missing\n";
}

// On one line, not too long.
std::string shown(const YamlNode& node) {
  if (node.is_scalar()) return node.text;
  YamlNode list;  // what stands in a list is written on one line
  list.kind = YamlNode::Kind::list;
  list.items = {node};
  std::string text = to_yaml(list);
  text = text.substr(1, text.size() - 3);
  if (text.size() > kWidest) {
    std::size_t end = kWidest - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text = text.substr(0, end) + "...";
  }
  return text;
}

std::string shown_default(const Difference& one) {
  return one.fallback.empty() ? "not said" : one.fallback + " (default)";
}

void print(const std::vector<Difference>& differences) {
  std::size_t width = 0;
  for (const Difference& one : differences) width = std::max(width, one.path.size());
  for (const Difference& one : differences) {
    const bool is_key = one.before.has_value() == one.after.has_value() || !one.fallback.empty();
    const char sign = is_key ? '~' : (one.before ? '-' : '+');
    std::cout << sign << ' ' << one.path << std::string(width - one.path.size() + 2, ' ');
    if (is_key) {
      std::cout << (one.before ? shown(*one.before) : shown_default(one)) << "  ->  "
                << (one.after ? shown(*one.after) : shown_default(one)) << '\n';
    } else {
      std::cout << shown(one.before ? *one.before : *one.after) << '\n';
    }
  }
}

void write_value(JsonWriter& json, const char* key, const std::optional<YamlNode>& node,
                 const std::string& fallback) {
  if (node) {
    json.key(key).value(shown(*node));
  } else if (!fallback.empty()) {
    json.key(key).value(fallback);
  }
}

void print_json(const std::vector<Difference>& differences) {
  JsonWriter json(std::cout);
  json.open_list();
  for (const Difference& one : differences) {
    json.open_object().key("path").value(one.path);
    write_value(json, "before", one.before, one.fallback);
    write_value(json, "after", one.after, one.fallback);
    json.close_object();
  }
  json.close_list();
  std::cout << '\n';
}

int diff_scenarios(const std::vector<std::string>& paths, const po::variables_map& values) {
  const LoadedScenario before = load_scenario(paths[0], {});
  const LoadedScenario after = load_scenario(paths[1], {});
  const auto differences = compare(before.tree(), after.tree(), scenario_shape());
  if (values.count("json") > 0) {
    print_json(differences);
  } else if (values.count("quiet") == 0) {
    print(differences);
  }
  return differences.empty() ? kFine : kDiffers;
}

void print_json(const std::vector<ResultDifference>& differences) {
  JsonWriter json(std::cout);
  json.open_list();
  for (const ResultDifference& one : differences) {
    json.open_object().key("variable").value(one.variable);
    if (!one.what.empty()) json.key("what").value(one.what);
    json.key("differing").value(static_cast<double>(one.differing));
    json.key("compared").value(static_cast<double>(one.compared));
    json.key("largest").value(one.largest);
    json.key("largest_relative").value(one.largest_relative);
    json.key("at").value(one.at);
    json.close_object();
  }
  json.close_list();
  std::cout << '\n';
}

double parse_share(const std::string& text) {
  double share = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), share);
  const bool is_share = error == std::errc{} && end == text.data() + text.size() && share >= 0;
  if (!is_share) throw UsageError("--tolerance wants a share, such as 1e-9, not '" + text + "'");
  return share;
}

int diff_results(const std::vector<std::string>& paths, const po::variables_map& values) {
  const double tolerance = parse_share(values["tolerance"].as<std::string>());
  const EnsembleReader before(paths[0]);
  const EnsembleReader after(paths[1]);
  const std::vector<ResultDifference> all = differences(before, after, tolerance);
  if (values.count("json") > 0) {
    print_json(all);
  } else if (values.count("quiet") == 0) {
    print_differences(std::cout, all);
  }
  return all.empty() ? kFine : kDiffers;
}

bool is_scenario(const std::string& path) {
  const std::string extension = std::filesystem::path(path).extension().string();
  return extension == ".yaml" || extension == ".yml";
}

// What is compared, by what the files are called.
int diff(const std::vector<std::string>& paths, const po::variables_map& values) {
  if (std::all_of(paths.begin(), paths.end(), is_scenario)) return diff_scenarios(paths, values);
  if (std::none_of(paths.begin(), paths.end(), is_scenario)) return diff_results(paths, values);
  throw UsageError("compares two scenarios (.yaml) or two files of results, not " + paths[0] +
                   " and " + paths[1]);
}

}  // namespace

int diff_command(const std::vector<std::string>& arguments) {
  try {
    const po::variables_map values = parse_options(arguments, options_of_diff(), "files", -1);
    if (values.count("help") > 0) return print_help(), kFine;
    std::vector<std::string> paths;
    if (values.count("files") > 0) paths = values["files"].as<std::vector<std::string>>();
    if (paths.size() != 2) throw UsageError("compares two files");
    return diff(paths, values);
  } catch (const UsageError& error) {
    std::cerr << "caravan diff: " << error.what() << "; see caravan diff --help\n";
    return kUsage;
  } catch (const ScenarioFileMissing& error) {
    std::cerr << "caravan diff: " << error.what() << '\n';
    return kInputMissing;
  } catch (const InputMissing& error) {
    std::cerr << "caravan diff: " << error.what() << '\n';
    return kInputMissing;
  } catch (const InputError& error) {
    std::cerr << "caravan diff: " << error.what() << '\n';
    return kBadScenario;
  } catch (const ScenarioFileError& error) {
    std::cerr << error.what() << '\n';
    return kBadScenario;
  }
}

}  // namespace caravan
