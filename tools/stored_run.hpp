// One run that a file of results holds, of an ensemble or of a point of a sweep: what it was made
// of, and what it left.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "caravan/models/results.hpp"
#include "caravan/output/ensemble_reader.hpp"
#include "caravan/scenarios/load.hpp"
#include "results_diff.hpp"

namespace caravan {

// The run ended without results; the message says why.
class FailedRun : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class StoredRun {
 public:
  // `point` is a sweep's, and only a sweep has them. Throws InputMissing, InputError, UsageError if
  // the file has no such run, or FailedRun.
  StoredRun(const std::string& path, std::optional<std::uint64_t> point, std::uint64_t replication);

  const EnsembleReader& file() const { return file_; }
  std::uint64_t replication() const { return replication_; }
  const LoadedScenario& scenario() const { return scenario_; }

  // "sweep.h5, point 17, replication 3"
  std::string name() const;

  // From what the run left, of `results` of the same scenario's `network`.
  std::vector<ResultDifference> differences(const Network& network, Results results) const;

 private:
  void find_in_ensemble();
  void find_in_sweep();
  void load_point(const StoredVariable& ids);
  Results as_in_sweep(const Network& network, const Results& results) const;

  EnsembleReader file_;
  std::optional<std::uint64_t> point_;
  std::uint64_t replication_;
  std::uint64_t index_ = 0;  // among all runs of the file, point by point
  LoadedScenario scenario_;
  std::optional<Network> base_;  // of a sweep: the scenario without what is varied
};

}  // namespace caravan
