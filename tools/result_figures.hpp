// What a file of results says of each thing, over all replications and the whole time; of a sweep,
// at each of its points.
#pragma once

#include <string>
#include <vector>

#include "caravan/output/ensemble_reader.hpp"
#include "caravan/sim/confidence.hpp"

namespace caravan {

// What a sweep varies.
struct StoredFactors {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> values;  // of each point: labels, where there are any
};

// Along `point`, and neither what the file says of points nor a label.
bool is_factor(const EnsembleReader& file, const StoredVariable& variable);

// None of a file that is no sweep's. Throws InputError.
StoredFactors factors_of(const EnsembleReader& file);

struct ResultFigure {
  // Of a sweep's point, the values of its factors; then those along the dimensions that are neither
  // replication nor time.
  std::vector<std::string> names;
  Estimate estimate;
};

// One a replication: not a table, a coordinate, nor a text.
bool is_result(const StoredVariable& variable);

// What the names of its figures are of: "feeders", "place".
std::vector<std::string> headings_of(const EnsembleReader& file, const StoredVariable& variable);

// Of a sum over intervals, the sum over time; else the mean over time; of what is measured at the
// end of intervals, the last. Replications with nothing to measure don't count.
std::vector<ResultFigure> figures_of(const EnsembleReader& file, const StoredVariable& variable);

// Does it match one of the patterns, where * stands for any text and ? for any character? Anything
// does if there are none.
bool is_chosen(const std::string& name, const std::vector<std::string>& patterns);

// Throws UsageError if a pattern matches no variable.
void check_patterns(const EnsembleReader& file, const std::vector<std::string>& patterns);

}  // namespace caravan
