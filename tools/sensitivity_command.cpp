// caravan sensitivity: which factors of a finished sweep matter to one figure.

#include <algorithm>
#include <cmath>
#include <iostream>

#include "caravan/models/undefined.hpp"
#include "caravan/output/ensemble_reader.hpp"
#include "caravan/scenarios/diagnostics.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "json.hpp"
#include "options.hpp"
#include "result_figures.hpp"
#include "results_errors.hpp"
#include "sensitivity.hpp"
#include "summary_parts.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

po::options_description options_of_sensitivity() {
  po::options_description options("options");
  auto add = options.add_options();
  add("of", po::value<std::string>()->value_name("VARIABLE"), "the figure, such as corridor_teu");
  add("at", po::value<std::vector<std::string>>()->value_name("DIMENSION=NAME")->composing(),
      "of which place, link, corridor; what is not named is summed; may be repeated");
  add("json", "print as JSON");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout
      << "usage: caravan sensitivity SWEEP.h5 --of VARIABLE [options]\n\n"
         "Tells which factors matter to a figure, its mean over the replications of each point: "
         "Sobol\n"
         "indices if the design is saltelli, elementary effects if it is morris, and of every "
         "design a\n"
         "standardised regression. Intervals are of 95 %, by the bootstrap. Where runs of a point "
         "failed,\n"
         "the whole block that it belongs to is left out, and counted.\n\n"
      << options_of_sensitivity()
      << "\nexample:\n"
         "  caravan sensitivity matters.h5 --of corridor_teu --at corridor=aktau_poti\n"
         "\nexit codes: 0 fine, 2 usage, 65 not a sweep's results, or damaged, 66 file missing\n";
}

// What the file says of the points.
struct Points {
  std::vector<std::string> factors;          // their names for people
  std::vector<std::vector<double>> numbers;  // by point and factor; texts by their number
  std::vector<double> outputs;               // the figure; not a number where the point failed
  std::string unit;
};

// A factor's value at each point; a text counts as its place among those that occur, in their
// order.
std::vector<double> numbers_of(const EnsembleReader& file, const StoredVariable& factor) {
  if (!factor.is_text) return file.read(factor);
  std::vector<std::string> known;
  std::vector<double> numbers;
  for (const std::string& text : file.read_texts(factor)) {
    const auto found = std::find(known.begin(), known.end(), text);
    numbers.push_back(static_cast<double>(found - known.begin()));
    if (found == known.end()) known.push_back(text);
  }
  return numbers;
}

const StoredVariable& figure_named(const EnsembleReader& file, const std::string& name) {
  std::vector<std::string> known;
  for (const StoredVariable& variable : file.variables()) {
    const auto& dimensions = variable.dimensions;
    const bool is_figure = dimensions.size() >= 2 && dimensions[0] == "point" &&
                           dimensions[1] == "replication" && variable.name != "fingerprint";
    if (is_figure && variable.name == name) return variable;
    if (is_figure) known.push_back(variable.name);
  }
  throw UsageError("--of " + name + ": the sweep has no such figure; " + suggest(name, known));
}

// Which of the values of one run are added up.
std::vector<std::size_t> chosen_values(const EnsembleReader& file, const StoredVariable& figure,
                                       const std::vector<std::string>& choices) {
  std::vector<std::size_t> chosen{0};
  std::size_t used = 0;
  for (std::size_t axis = 2; axis < figure.dimensions.size(); ++axis) {
    const std::string& dimension = figure.dimensions[axis];
    const std::vector<std::string> labels = file.labels(dimension);
    std::size_t first = 0, last = labels.size();
    for (const std::string& choice : choices) {
      if (choice.substr(0, choice.find('=')) != dimension) continue;
      const std::string name = choice.substr(std::min(choice.find('='), choice.size() - 1) + 1);
      const auto label = std::find(labels.begin(), labels.end(), name);
      if (label == labels.end()) {
        throw UsageError("--at " + choice + ": there is no such " + dimension + "; " +
                         suggest(name, labels));
      }
      first = static_cast<std::size_t>(label - labels.begin());
      last = first + 1;
      ++used;
    }
    std::vector<std::size_t> finer;
    for (const std::size_t row : chosen) {
      for (std::size_t i = first; i < last; ++i) finer.push_back(row * labels.size() + i);
    }
    chosen = std::move(finer);
  }
  if (used != choices.size()) {
    throw UsageError("--at: wants DIMENSION=NAME of different dimensions that '" + figure.name +
                     "' has");
  }
  return chosen;
}

// The mean over a point's replications, however many it has; none if one of them failed.
std::vector<double> means_of(const EnsembleReader& file, const StoredVariable& figure,
                             const std::vector<std::size_t>& chosen) {
  const std::vector<double> status = file.read(*file.find("point_status"));
  const std::vector<double> counts = file.read(*file.find("point_replications"));
  const std::uint64_t points = figure.shape[0], replications = figure.shape[1];
  const std::uint64_t size = points * replications == 0 ? 0 : figure.size() / points / replications;
  std::vector<double> means;
  for (std::uint64_t point = 0; point < points; ++point) {
    const std::vector<double> values = file.read(figure, point, 1);
    double sum = 0;
    for (std::uint64_t r = 0; r < static_cast<std::uint64_t>(counts.at(point)); ++r) {
      for (const std::size_t i : chosen) sum += values.at(r * size + i);
    }
    means.push_back(status.at(point) == 0 ? sum / counts.at(point) : kUndefined);
  }
  return means;
}

Points points_of(const EnsembleReader& file, const StoredVariable& figure,
                 const std::vector<std::string>& choices) {
  Points points;
  points.unit = figure.units;
  points.outputs = means_of(file, figure, chosen_values(file, figure, choices));
  points.numbers.resize(points.outputs.size());
  for (const StoredVariable& variable : file.variables()) {
    if (!is_factor(file, variable)) continue;
    points.factors.push_back(variable.long_name.empty() ? variable.name : variable.long_name);
    const std::vector<double> numbers = numbers_of(file, variable);
    for (std::size_t i = 0; i < numbers.size(); ++i) points.numbers.at(i).push_back(numbers[i]);
  }
  if (points.factors.empty()) throw InputError(file.path() + ": has no factors");
  return points;
}

// Each factor from 0 to 1, its least and its greatest.
std::vector<std::vector<double>> shares_of(const Points& points) {
  std::vector<std::vector<double>> shares = points.numbers;
  for (std::size_t f = 0; f < points.factors.size(); ++f) {
    double least = points.numbers.front()[f], most = least;
    for (const auto& row : points.numbers) {
      least = std::min(least, row[f]);
      most = std::max(most, row[f]);
    }
    for (auto& row : shares) row[f] = most > least ? (row[f] - least) / (most - least) : 0;
  }
  return shares;
}

// One column of the answer, for people and for programs.
struct Column {
  std::string heading, key;
  std::vector<Index> indices;  // by factor
  bool has_interval = true;
};

struct Answer {
  std::string method;
  std::vector<Column> columns;
  std::string note;
};

std::string left_out_text(std::size_t used, std::size_t left_out, const std::string& what) {
  std::string text = grouped(std::to_string(used)) + " " + what;
  if (left_out > 0) {
    text +=
        "; " + grouped(std::to_string(left_out)) + " left out whole, because runs of theirs failed";
  }
  return text;
}

std::vector<Index> plain(const std::vector<double>& values) {
  std::vector<Index> indices;
  for (const double value : values) indices.push_back({value, value, value});
  return indices;
}

std::vector<Answer> answers_for(const Points& points, const std::string& design) {
  std::vector<Answer> answers;
  if (design == "saltelli") {
    SobolIndices found = sobol_indices(points.outputs, points.factors.size());
    answers.push_back({"Sobol indices: shares of the variance",
                       {{"alone", "first", std::move(found.first)},
                        {"with all others", "total", std::move(found.total)}},
                       left_out_text(found.blocks, found.left_out, "blocks")});
  }
  if (design == "morris") {
    ElementaryEffects found = elementary_effects(points.outputs, shares_of(points));
    answers.push_back({"Elementary effects of the whole range, " + points.unit,
                       {{"mean of sizes", "mean_absolute", std::move(found.mean_absolute)},
                        {"mean", "mean", plain(found.mean), false},
                        {"deviation", "deviation", plain(found.deviation), false}},
                       left_out_text(found.blocks, found.left_out, "trajectories")});
  }
  Regression found = standardised_regression(points.outputs, points.numbers);
  answers.push_back({"Regression: standard deviations for one of the factor",
                     {{"coefficient", "coefficient", std::move(found.coefficients)}},
                     left_out_text(found.points, found.left_out, "points") + "; R² " +
                         fixed(found.determination, 3)});
  return answers;
}

void print_for_people(const Points& points, const std::vector<Answer>& answers) {
  for (const Answer& answer : answers) {
    Table table;
    std::vector<std::string> heading{"  " + answer.method};
    for (const Column& column : answer.columns) {
      heading.push_back(column.heading);
      if (column.has_interval) heading.emplace_back("95 % interval");
    }
    table.row(heading);
    for (std::size_t f = 0; f < points.factors.size(); ++f) {
      std::vector<std::string> row{"  " + points.factors[f]};
      for (const Column& column : answer.columns) {
        const bool is_there = f < column.indices.size() && std::isfinite(column.indices[f].value);
        const int decimals = is_there && std::abs(column.indices[f].value) >= 100 ? 0 : 3;
        const auto spelled = [&](double value) { return is_there ? fixed(value, decimals) : "-"; };
        const Index index = is_there ? column.indices[f] : Index{};
        row.push_back(spelled(index.value));
        if (column.has_interval) {
          row.push_back(is_there ? spelled(index.low) + " to " + spelled(index.high) : "-");
        }
      }
      table.row(row);
    }
    table.print(std::cout);
    std::cout << "  from " << answer.note << "\n\n";
  }
}

void print_as_json(const Points& points, const std::vector<Answer>& answers) {
  JsonWriter json(std::cout);
  json.open_list();
  for (const Answer& answer : answers) {
    json.open_object();
    json.key("method").value(answer.method);
    json.key("from").value(answer.note);
    json.key("factors").open_list();
    for (std::size_t f = 0; f < points.factors.size(); ++f) {
      json.open_object();
      json.key("factor").value(points.factors[f]);
      for (const Column& column : answer.columns) {
        const Index index = f < column.indices.size() ? column.indices[f]
                                                      : Index{kUndefined, kUndefined, kUndefined};
        json.key(column.key).value(index.value);
        if (!column.has_interval) continue;
        json.key(column.key + "_interval")
            .open_list()
            .value(index.low)
            .value(index.high)
            .close_list();
      }
      json.close_object();
    }
    json.close_list();
    json.close_object();
  }
  json.close_list();
  std::cout << '\n';
}

int sensitivity(const po::variables_map& values) {
  if (values.count("results") == 0) throw UsageError("which sweep? Give the path of its results");
  if (values.count("of") == 0)
    throw UsageError("to which figure? Say --of corridor_teu, or another");
  const EnsembleReader file(values["results"].as<std::vector<std::string>>().front(),
                            FileKind::sweep);
  std::vector<std::string> choices;
  if (values.count("at") > 0) choices = values["at"].as<std::vector<std::string>>();
  const StoredVariable& figure = figure_named(file, values["of"].as<std::string>());
  const Points points = points_of(file, figure, choices);
  const std::vector<Answer> answers = answers_for(points, file.attribute("design"));
  values.count("json") > 0 ? print_as_json(points, answers) : print_for_people(points, answers);
  return kFine;
}

}  // namespace

int sensitivity_command(const std::vector<std::string>& arguments) {
  return answer_from_results("sensitivity", [&] {
    const po::variables_map values =
        parse_options(arguments, options_of_sensitivity(), "results", 1);
    if (values.count("help") > 0) return print_help(), int{kFine};
    return sensitivity(values);
  });
}

}  // namespace caravan
