// What a file of results says of each thing, over all replications and the whole time.
#pragma once

#include <string>
#include <vector>

#include "caravan/output/ensemble_reader.hpp"
#include "caravan/sim/confidence.hpp"

namespace caravan {

struct ResultFigure {
  std::vector<std::string> names;  // along the dimensions that are neither replication nor time
  Estimate estimate;
};

// One a replication: not a table, a coordinate, nor a text.
bool is_result(const StoredVariable& variable);

// Of a sum over intervals, the sum over time; else the mean over time; of what is measured at the
// end of intervals, the last. Replications with nothing to measure don't count.
std::vector<ResultFigure> figures_of(const EnsembleReader& file, const StoredVariable& variable);

// Does it match one of the patterns, where * stands for any text and ? for any character? Anything
// does if there are none.
bool is_chosen(const std::string& name, const std::vector<std::string>& patterns);

// Throws UsageError if a pattern matches no variable.
void check_patterns(const EnsembleReader& file, const std::vector<std::string>& patterns);

}  // namespace caravan
