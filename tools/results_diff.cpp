#include "results_diff.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include "json.hpp"
#include "summary_parts.hpp"

namespace caravan {
namespace {

constexpr std::uint64_t kValuesAtOnce = 1 << 20;

bool are_equal(double a, double b, double tolerance) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b || std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
}

// Keeps the largest difference of a variable, and where it was.
class Comparison {
 public:
  explicit Comparison(double tolerance) : tolerance_(tolerance) {}

  void compare(std::uint64_t at, double a, double b) {
    ++compared_;
    if (are_equal(a, b, tolerance_)) return;
    const double difference = std::abs(a - b);
    const bool is_largest = differing_++ == 0 || std::isnan(difference) || difference > largest_;
    if (!is_largest || std::isnan(largest_)) return;
    largest_ = difference;
    relative_ = difference / std::max(std::abs(a), std::abs(b));
    at_ = at;
  }

  bool is_equal() const { return differing_ == 0; }
  std::uint64_t at() const { return at_; }
  ResultDifference told(const std::string& variable) const {
    ResultDifference difference;
    difference.variable = variable;
    difference.differing = differing_;
    difference.compared = compared_;
    difference.largest = largest_;
    difference.largest_relative = relative_;
    return difference;
  }

 private:
  double tolerance_;
  std::uint64_t differing_ = 0, compared_ = 0, at_ = 0;
  double largest_ = 0, relative_ = 0;
};

// "replication 0, time 2023-01-04T00:00:00, place aktau"
std::string name_of(const EnsembleReader& file, const StoredVariable& variable, std::uint64_t at) {
  std::string name;
  for (std::size_t axis = variable.shape.size(); axis-- > 0;) {
    const std::string& dimension = variable.dimensions[axis];
    const std::uint64_t i = at % variable.shape[axis];
    at /= variable.shape[axis];
    const StoredVariable* coordinate = file.find(dimension);
    const bool is_table = coordinate == nullptr || !(coordinate->is_text || dimension == "time" ||
                                                     dimension == "replication");
    const std::string label = is_table ? std::to_string(i) : file.labels(dimension).at(i);
    name = dimension + " " + label + (name.empty() ? "" : ", ") + name;
  }
  return name;
}

ResultDifference only_in(const std::string& variable, const EnsembleReader& file) {
  ResultDifference difference;
  difference.variable = variable;
  difference.what = "is in " + file.path() + " only";
  return difference;
}

ResultDifference cannot_compare(const std::string& variable, const std::string& what) {
  ResultDifference difference;
  difference.variable = variable;
  difference.what = what;
  return difference;
}

void compare_texts(const EnsembleReader& before, const EnsembleReader& after,
                   const StoredVariable& a, const StoredVariable& b,
                   std::vector<ResultDifference>& all) {
  const std::vector<std::string> x = before.read_texts(a), y = after.read_texts(b);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] == y.at(i)) continue;
    const bool is_short = x[i].size() + y[i].size() < 80;
    const std::string what = is_short ? "'" + x[i] + "' became '" + y[i] + "'" : "texts differ";
    all.push_back(cannot_compare(a.name, what));
    return;
  }
}

// Fingerprints and seeds have more digits than a double.
void compare_words(const EnsembleReader& before, const EnsembleReader& after,
                   const StoredVariable& a, const StoredVariable& b,
                   std::vector<ResultDifference>& all) {
  if (before.read_words(a) != after.read_words(b)) all.push_back(cannot_compare(a.name, "differs"));
}

void compare_numbers(const EnsembleReader& before, const EnsembleReader& after,
                     const StoredVariable& a, const StoredVariable& b, double tolerance,
                     std::vector<ResultDifference>& all) {
  Comparison comparison(tolerance);
  const std::uint64_t rows = a.shape.empty() ? 1 : a.shape[0];
  const std::uint64_t row = rows > 0 ? a.size() / rows : 0;
  const std::uint64_t at_once =
      std::max<std::uint64_t>(1, kValuesAtOnce / std::max<std::uint64_t>(1, row));
  for (std::uint64_t first = 0; first < rows; first += at_once) {
    const std::uint64_t count = std::min(at_once, rows - first);
    const std::vector<double> x = before.read(a, first, count), y = after.read(b, first, count);
    for (std::size_t i = 0; i < x.size(); ++i) comparison.compare(first * row + i, x[i], y.at(i));
  }
  if (comparison.is_equal()) return;
  all.push_back(comparison.told(a.name));
  all.back().at = name_of(before, a, comparison.at());
}

void compare(const EnsembleReader& before, const EnsembleReader& after, const StoredVariable& a,
             const StoredVariable& b, double tolerance, std::vector<ResultDifference>& all) {
  if (a.shape != b.shape || a.dimensions != b.dimensions || a.is_text != b.is_text) {
    all.push_back(cannot_compare(a.name, "has another shape"));
  } else if (a.is_text) {
    compare_texts(before, after, a, b, all);
  } else if (a.name == "fingerprint" || a.name == "seed") {
    compare_words(before, after, a, b, all);
  } else {
    compare_numbers(before, after, a, b, tolerance, all);
  }
}

// Replications are the first dimension, or the second, within points.
std::vector<double> values_of_run(const EnsembleReader& file, const StoredVariable& stored,
                                  std::uint64_t index) {
  if (!stored.has("point")) return file.read(stored, index, 1);
  const std::uint64_t replications = stored.shape.at(1);
  const std::vector<double> point = file.read(stored, index / replications, 1);
  const std::uint64_t size = point.size() / replications;
  const auto first = point.begin() + static_cast<std::ptrdiff_t>(index % replications * size);
  return {first, first + static_cast<std::ptrdiff_t>(size)};
}

}  // namespace

std::vector<ResultDifference> differences(const EnsembleReader& before, const EnsembleReader& after,
                                          double tolerance) {
  std::vector<ResultDifference> all;
  for (const StoredVariable& a : before.variables()) {
    const StoredVariable* b = after.find(a.name);
    if (b == nullptr) {
      all.push_back(only_in(a.name, before));
    } else {
      compare(before, after, a, *b, tolerance, all);
    }
  }
  for (const StoredVariable& b : after.variables()) {
    if (before.find(b.name) == nullptr) all.push_back(only_in(b.name, after));
  }
  return all;
}

std::vector<ResultDifference> differences(const EnsembleReader& file, std::uint64_t index,
                                          const Results& results) {
  std::vector<ResultDifference> all;
  const StoredVariable* fingerprints = file.find("fingerprint");
  if (fingerprints == nullptr) throw InputError(file.path() + ": has no fingerprints");
  if (file.read_words(*fingerprints).at(index) != results.fingerprint) {
    all.push_back(cannot_compare("fingerprint", "differs: the worlds went different ways"));
  }
  for (std::size_t i = 0; i < kVariableCount; ++i) {
    const std::string name(kVariables[i].name);
    const StoredVariable* stored = file.find(name);
    if (stored == nullptr) continue;  // a level of detail that the file does not have
    const std::vector<double> before = values_of_run(file, *stored, index);
    if (before.size() != results.values[i].size()) {
      all.push_back(cannot_compare(name, "has another shape"));
      continue;
    }
    Comparison comparison(0);
    for (std::size_t k = 0; k < before.size(); ++k) {
      comparison.compare(index * before.size() + k, before[k], results.values[i][k]);
    }
    if (comparison.is_equal()) continue;
    all.push_back(comparison.told(name));
    all.back().at = name_of(file, *stored, comparison.at());
  }
  return all;
}

void print_differences(std::ostream& out, const std::vector<ResultDifference>& all) {
  for (const ResultDifference& one : all) {
    out << one.variable << ": ";
    if (!one.what.empty()) {
      out << one.what << '\n';
      continue;
    }
    out << one.differing << " of " << one.compared << " differ, by at most " << one.largest << " ("
        << 100 * one.largest_relative << " %), at " << one.at << '\n';
  }
}

}  // namespace caravan
