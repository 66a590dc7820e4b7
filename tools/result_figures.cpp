#include "result_figures.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <cmath>

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
double over_time(const StoredVariable& variable, const std::vector<double>& values,
                 std::size_t thing, std::size_t things) {
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

// Every combination of names, the last dimension's changing fastest.
std::vector<ResultFigure> things_of(const EnsembleReader& file, const StoredVariable& variable) {
  std::vector<ResultFigure> things(1);
  for (std::size_t axis = 0; axis < variable.dimensions.size(); ++axis) {
    const std::string& dimension = variable.dimensions[axis];
    if (dimension == "replication" || dimension == "time") continue;
    std::vector<ResultFigure> more;
    const std::vector<std::string> labels = file.labels(dimension);
    if (labels.size() != variable.shape[axis]) {
      throw InputError(file.path() + ": is damaged: " + variable.name + " and " + dimension +
                       " have not the same length");
    }
    for (const ResultFigure& thing : things) {
      for (const std::string& label : labels) {
        more.push_back(thing);
        more.back().names.push_back(label);
      }
    }
    things = std::move(more);
  }
  return things;
}

}  // namespace

bool is_result(const StoredVariable& variable) {
  return !variable.is_text && !variable.dimensions.empty() &&
         variable.dimensions[0] == "replication" && variable.name != "replication" &&
         variable.name != "fingerprint";
}

std::vector<ResultFigure> figures_of(const EnsembleReader& file, const StoredVariable& variable) {
  std::vector<ResultFigure> things = things_of(file, variable);
  const std::uint64_t row = things.size() * extent(variable, "time");
  std::vector<Tally> tallies(things.size());
  for (std::uint64_t r = 0; r < variable.shape[0]; ++r) {
    const std::vector<double> values = file.read(variable, r, 1);
    if (values.size() != row) throw InputError(file.path() + ": " + variable.name + ": its shape");
    for (std::size_t i = 0; i < things.size(); ++i) {
      const double value = over_time(variable, values, i, things.size());
      if (!std::isnan(value)) tallies[i].add(value);
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
