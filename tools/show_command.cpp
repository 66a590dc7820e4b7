// caravan show: what is in a file of results, and its figures.

#include <algorithm>
#include <cmath>
#include <iostream>

#include "caravan/output/ensemble_reader.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "json.hpp"
#include "options.hpp"
#include "result_figures.hpp"
#include "results_errors.hpp"
#include "summary_parts.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

po::options_description options_of_show() {
  po::options_description options("options");
  auto add = options.add_options();
  add("json", "print it as JSON");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout
      << "usage: caravan show RESULTS.h5 [VARIABLE...] [options]\n\n"
         "Prints what is in a file of results: the run, its dimensions, the figures of its\n"
         "corridors and all variables; of a sweep, its points. With names of variables, where *\n"
         "stands for any text, prints their figures: means over the replications with 95 %\n"
         "confidence; of time series, of the sum, the mean or the last over time; of a sweep, at\n"
         "each point.\n\n"
      << options_of_show()
      << "\nexamples:\n"
         "  caravan show corridor.h5\n"
         "  caravan show corridor.h5 'facility_wait_*' demand_cost\n"
         "  caravan show closures.h5 corridor_teu\n"
         "\nexit codes: 0 fine, 2 usage, 65 not a file of results, or damaged, 66 file missing\n";
}

std::string joined(const std::vector<std::string>& names, const std::string& between) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : between) + name;
  return text;
}

// As many digits as say something, whatever the size of the numbers.
int decimals_for(const std::vector<ResultFigure>& figures) {
  double largest = 0;
  for (const ResultFigure& one : figures) {
    if (!std::isnan(one.estimate.mean)) largest = std::max(largest, std::abs(one.estimate.mean));
  }
  return largest >= 1000 ? 0 : largest >= 10 ? 1 : largest >= 1 ? 2 : 4;
}

void print_figures(const EnsembleReader& file, const StoredVariable& variable) {
  const std::vector<ResultFigure> figures = figures_of(file, variable);
  const int decimals = decimals_for(figures);
  const std::string method = variable.cell_methods.empty() ? "" : "; " + variable.cell_methods;
  std::cout << variable.name << ": " << variable.long_name << ", " << variable.units << method
            << '\n';
  const bool is_sweep = file.kind() == FileKind::sweep;
  Table table;
  if (is_sweep) table.row({joined(headings_of(file, variable), ", "), variable.units});
  for (const ResultFigure& one : figures) {
    if (std::isnan(one.estimate.mean)) continue;
    table.row({joined(one.names, ", "), spell(one.estimate, 1, decimals)});
  }
  table.print(std::cout);
}

constexpr std::size_t kMostPoints = 50;

void print_failures(const EnsembleReader& file) {
  const StoredVariable* stored = file.find("point_reason");
  if (stored == nullptr) return;
  const std::vector<std::string> reasons = file.read_texts(*stored);
  const auto is_failure = [](const std::string& reason) { return !reason.empty(); };
  const auto first = std::find_if(reasons.begin(), reasons.end(), is_failure);
  if (first == reasons.end()) return;
  std::cout << "  Failed: " << std::count_if(first, reasons.end(), is_failure) << " of "
            << reasons.size() << " points; the first, " << first - reasons.begin()
            << ", because: " << *first << "\n\n";
}

// A row each, with its factors.
void print_points(const EnsembleReader& file) {
  const StoredFactors factors = factors_of(file);
  Table table;
  std::vector<std::string> heading{"Points"};
  for (const std::string& name : factors.names) {
    const std::string unit = file.find(name)->units;
    heading.push_back(unit.empty() || unit == "1" ? name : name + ", " + unit);
  }
  table.row(heading);
  const std::size_t shown = std::min(factors.values.size(), kMostPoints);
  for (std::size_t point = 0; point < shown; ++point) {
    std::vector<std::string> row{std::to_string(point)};
    row.insert(row.end(), factors.values[point].begin(), factors.values[point].end());
    table.row(row);
  }
  if (shown < factors.values.size()) table.row({"..."});
  table.print(std::cout);
  print_failures(file);
}

// Rows are the things along a dimension, columns the variables that have just it.
void print_together(const EnsembleReader& file, const std::string& dimension) {
  if (file.find(dimension) == nullptr) return;
  const std::vector<std::string> labels = file.labels(dimension);
  std::vector<std::vector<std::string>> rows(labels.size() + 1);
  for (std::size_t i = 0; i < labels.size(); ++i) rows[i + 1].push_back(labels[i]);
  rows[0].push_back("By " + dimension);
  for (const StoredVariable& variable : file.variables()) {
    const bool belongs = is_result(variable) && variable.dimensions.size() == 2 &&
                         variable.dimensions[1] == dimension;
    if (!belongs) continue;
    const std::vector<ResultFigure> figures = figures_of(file, variable);
    rows[0].push_back(variable.name.substr(dimension.size() + 1) + ", " + variable.units);
    for (std::size_t i = 0; i < figures.size(); ++i) {
      rows[i + 1].push_back(spell(figures[i].estimate, 1, decimals_for(figures)));
    }
  }
  Table table;
  for (std::vector<std::string>& row : rows) table.row(std::move(row));
  table.print(std::cout);
}

// Everything that has a length: "replication 10, time 365, ...".
std::string dimensions_of(const EnsembleReader& file) {
  std::vector<std::string> all;
  for (const StoredVariable& one : file.variables()) {
    const bool is_dimension = one.dimensions.size() == 1 && one.dimensions[0] == one.name;
    if (is_dimension) all.push_back(one.name + " " + std::to_string(one.shape[0]));
  }
  return joined(all, ", ");
}

void print_overview(const EnsembleReader& file) {
  const bool is_sweep = file.kind() == FileKind::sweep;
  const std::vector<std::string> times = file.labels("time");
  std::cout << file.attribute("title") << '\n'
            << "  made by " << file.attribute("source") << ", seed " << file.seed() << ", "
            << (is_sweep ? "a sweep, design " + file.attribute("design")
                         : "detail " + file.attribute("detail"))
            << '\n';
  if (!times.empty())
    std::cout << "  from " << times.front() << " to after " << times.back() << '\n';
  std::cout << "  " << dimensions_of(file) << "\n\n";
  is_sweep ? print_points(file) : print_together(file, "corridor");
  Table variables(true);
  variables.row({"Variables", "dimensions", "unit", "meaning"});
  for (const StoredVariable& one : file.variables()) {
    if (one.dimensions.empty() || one.long_name.empty()) continue;
    variables.row({one.name, joined(one.dimensions, " "), one.units, one.long_name});
  }
  variables.print(std::cout);
}

void write_figures(JsonWriter& json, const EnsembleReader& file, const StoredVariable& variable) {
  json.open_object().key("name").value(variable.name).key("units").value(variable.units);
  json.key("long_name").value(variable.long_name);
  json.key("cell_methods").value(variable.cell_methods);
  json.key("by").open_list();
  for (const std::string& name : headings_of(file, variable)) json.value(name);
  json.close_list();
  json.key("figures").open_list();
  for (const ResultFigure& one : figures_of(file, variable)) {
    json.open_object().key("of").open_list();
    for (const std::string& name : one.names) json.value(name);
    json.close_list();
    json.key("mean").value(one.estimate.mean).key("half_width").value(one.estimate.half_width);
    json.close_object();
  }
  json.close_list().close_object();
}

// Without patterns, of all figures of the whole run.
void print_json(const EnsembleReader& file, const std::vector<std::string>& patterns) {
  JsonWriter json(std::cout);
  json.open_object().key("title").value(file.attribute("title"));
  json.key("source").value(file.attribute("source"));
  const char* kind = file.kind() == FileKind::sweep ? "design" : "detail";
  json.key(kind).value(file.attribute(kind));
  json.key("seed").value(std::to_string(file.seed()));  // more digits than a number may have
  json.key("variables").open_list();
  for (const StoredVariable& one : file.variables()) {
    const bool is_asked = patterns.empty() ? !one.has("time") : is_chosen(one.name, patterns);
    if (is_result(one) && is_asked) write_figures(json, file, one);
  }
  json.close_list().close_object();
  std::cout << '\n';
}

void show(const po::variables_map& values) {
  std::vector<std::string> names = values["results"].as<std::vector<std::string>>();
  const EnsembleReader file = EnsembleReader::of_any_kind(names.front());
  names.erase(names.begin());
  check_patterns(file, names);
  if (values.count("json") > 0) return print_json(file, names);
  if (names.empty()) return print_overview(file);
  bool has_figures = false;
  for (const StoredVariable& one : file.variables()) {
    if (!is_result(one) || !is_chosen(one.name, names)) continue;
    print_figures(file, one);
    has_figures = true;
  }
  if (has_figures) return;
  throw UsageError(
      "what was asked for has no figures by replication; rows of journeys, stages, "
      "parcels and events are written by caravan export --csv");
}

}  // namespace

int show_command(const std::vector<std::string>& arguments) {
  return answer_from_results("show", [&] {
    const po::variables_map values = parse_options(arguments, options_of_show(), "results", -1);
    if (values.count("help") > 0) return print_help(), kFine;
    if (values.count("results") == 0) throw UsageError("which results? Give the path of a file");
    show(values);
    return kFine;
  });
}

}  // namespace caravan
