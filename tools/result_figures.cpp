#include "result_figures.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "options.hpp"
#include "summary_parts.hpp"

namespace caravan {
namespace {

std::uint64_t extent(const StoredVariable& variable, const std::string& dimension) {
  for (std::size_t axis = 0; axis < variable.dimensions.size(); ++axis) {
    if (variable.dimensions[axis] == dimension) return variable.shape[axis];
  }
  return 1;
}

bool starts_with(const std::string& text, const std::string& words) {
  return text.compare(0, words.size(), words) == 0;
}

// Of one thing, over the intervals of one replication.
double over_time(const StoredVariable& variable, std::span<const double> values, std::size_t thing,
                 std::size_t things) {
  double sum = 0, last = 0;
  std::size_t count = 0;
  for (std::size_t i = thing; i < values.size(); i += things) {
    last = values[i];
    if (std::isnan(values[i])) continue;
    sum += values[i];
    ++count;
  }
  if (starts_with(variable.cell_methods, "time: sum")) return sum;
  if (starts_with(variable.cell_methods, "time: point")) return last;
  return count > 0 ? sum / static_cast<double>(count) : std::nan("");
}

// How things along a dimension are called: by one name each, and points by those of all factors.
std::vector<std::vector<std::string>> names_along(const EnsembleReader& file,
                                                  const std::string& dimension) {
  if (dimension == "point") return factors_of(file).values;
  std::vector<std::vector<std::string>> names;
  for (std::string& label : file.labels(dimension)) names.push_back({std::move(label)});
  return names;
}

// Every combination of names, the last dimension's changing fastest.
std::vector<ResultFigure> things_of(const EnsembleReader& file, const StoredVariable& variable) {
  std::vector<ResultFigure> things(1);
  for (std::size_t axis = 0; axis < variable.dimensions.size(); ++axis) {
    const std::string& dimension = variable.dimensions[axis];
    if (dimension == "replication" || dimension == "time") continue;
    std::vector<ResultFigure> more;
    const auto along = names_along(file, dimension);
    if (along.size() != variable.shape[axis]) {
      throw InputError(file.path() + ": is damaged: " + variable.name + " and " + dimension +
                       " have not the same length");
    }
    for (const ResultFigure& thing : things) {
      for (const std::vector<std::string>& names : along) {
        more.push_back(thing);
        more.back().names.insert(more.back().names.end(), names.begin(), names.end());
      }
    }
    things = std::move(more);
  }
  return things;
}

}  // namespace

bool is_factor(const EnsembleReader& file, const StoredVariable& variable) {
  if (variable.dimensions != std::vector<std::string>{"point"}) return false;
  if (variable.name == "point" || variable.name.rfind("point_", 0) == 0) return false;
  const std::string ending = "_label";
  const std::size_t length = variable.name.size();
  const bool is_label = length > ending.size() &&
                        variable.name.compare(length - ending.size(), ending.size(), ending) == 0 &&
                        file.find(variable.name.substr(0, length - ending.size())) != nullptr;
  return !is_label;
}

StoredFactors factors_of(const EnsembleReader& file) {
  StoredFactors factors;
  for (const StoredVariable& one : file.variables()) {
    if (!is_factor(file, one)) continue;
    const std::string label = one.name + "_label";
    const std::vector<std::string> texts =
        file.labels(file.find(label) != nullptr ? label : one.name);
    factors.names.push_back(one.name);
    factors.values.resize(one.shape[0]);
    if (texts.size() != factors.values.size())
      throw InputError(file.path() + ": is damaged: " + label + " has not all points");
    for (std::size_t i = 0; i < texts.size(); ++i) factors.values[i].push_back(texts[i]);
  }
  return factors;
}

bool is_result(const StoredVariable& variable) {
  if (variable.is_text || variable.dimensions.empty() || variable.name == "fingerprint")
    return false;
  const std::size_t first = variable.dimensions[0] == "point" ? 1 : 0;
  return variable.dimensions.size() > first && variable.dimensions[first] == "replication" &&
         variable.name != "replication";
}

std::vector<std::string> headings_of(const EnsembleReader& file, const StoredVariable& variable) {
  std::vector<std::string> headings;
  for (const std::string& dimension : variable.dimensions) {
    if (dimension == "replication" || dimension == "time") continue;
    if (dimension != "point") {
      headings.push_back(dimension);
      continue;
    }
    const std::vector<std::string> factors = factors_of(file).names;
    headings.insert(headings.end(), factors.begin(), factors.end());
  }
  return headings;
}

std::vector<ResultFigure> figures_of(const EnsembleReader& file, const StoredVariable& variable) {
  std::vector<ResultFigure> things = things_of(file, variable);
  const bool is_of_points = variable.dimensions[0] == "point";
  const std::uint64_t replications = is_of_points ? variable.shape[1] : 1;  // in a row of the file
  const std::uint64_t things_in_row =
      is_of_points ? things.size() / variable.shape[0] : things.size();
  const std::uint64_t of_replication = things_in_row * extent(variable, "time");
  std::vector<Tally> tallies(things.size());
  for (std::uint64_t row = 0; row < variable.shape[0]; ++row) {
    const std::vector<double> values = file.read(variable, row, 1);
    if (values.size() != replications * of_replication)
      throw InputError(file.path() + ": " + variable.name + ": its shape");
    for (std::uint64_t r = 0; r < replications; ++r) {
      const auto* first = values.data() + r * of_replication;
      for (std::size_t i = 0; i < things_in_row; ++i) {
        const double value = over_time(variable, {first, of_replication}, i, things_in_row);
        const std::size_t thing = is_of_points ? row * things_in_row + i : i;
        if (!std::isnan(value)) tallies[thing].add(value);
      }
    }
  }
  for (std::size_t i = 0; i < things.size(); ++i) things[i].estimate = estimate_of(tallies[i]);
  return things;
}

bool is_chosen(const std::string& name, const std::vector<std::string>& patterns) {
  return patterns.empty() ||
         std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
           return fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
         });
}

void check_patterns(const EnsembleReader& file, const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) {
    const auto& all = file.variables();
    const bool is_known = std::any_of(all.begin(), all.end(), [&](const StoredVariable& one) {
      return is_chosen(one.name, {pattern});
    });
    if (!is_known) {
      throw UsageError("no variable of " + file.path() + " is called '" + pattern +
                       "'; caravan show " + file.path() + " lists them");
    }
  }
}

}  // namespace caravan
