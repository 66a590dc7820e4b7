// An experiment as its author says it: a scenario, what is varied in it, and which combinations of
// that are simulated, how often. The language is described in README.md ("Sweeps").
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "caravan/scenarios/diagnostics.hpp"

namespace caravan {

// The values between two limits, both in `unit`.
struct FactorRange {
  double from = 0;
  double to = 0;
  std::string unit;  // empty for plain numbers
};

// One thing that is varied: a value of the scenario, or whether an intervention is in it at all.
struct SweepFactor {
  std::string id;
  std::string name;
  std::vector<std::string> paths;   // of the scenario; all get the same value
  std::string intervention;         // if that is what is varied: on or off
  std::vector<std::string> values;  // as they are written; none for a range
  std::vector<std::string> labels;  // of the values, if they have any
  std::optional<FactorRange> range;
  std::size_t steps = 0;        // in a grid, so many values of the range, its ends included
  bool is_whole = false;        // only whole numbers of the range
  bool is_logarithmic = false;  // equal shares of the range are equal ratios
  Mark mark;
};

enum class DesignKind : std::uint8_t { grid, list, latin_hypercube, sobol, saltelli, morris };

// As an author writes it.
std::string name_of(DesignKind kind);

// At least and at most so much of a sum of factors, each times its weight.
struct SweepLimit {
  std::vector<std::pair<std::size_t, double>> weights;  // by factor
  std::optional<double> at_least, at_most;
};

// Whether a factor has this value, as it is written: one of several that must not come together.
using Combination = std::vector<std::pair<std::size_t, std::string>>;

// Replications until the interval of one figure is narrow enough.
struct StoppingRule {
  std::string variable;
  std::vector<std::pair<std::string, std::string>> at;  // dimension and name; all else is summed
  double relative_half_width = 0;                       // of the 95 % interval
};

struct SweepReplications {
  std::uint64_t at_least = 1;
  std::uint64_t at_most = 1;
  std::optional<StoppingRule> until;
};

struct SweepSpec {
  std::string title;
  std::string scenario;  // path of its file
  std::uint64_t seed = 1;
  std::uint64_t design_seed = 1;
  SweepReplications replications;
  DesignKind design = DesignKind::grid;
  std::size_t size = 0;    // points, blocks or trajectories of a sample
  std::size_t levels = 4;  // of Morris' grid
  std::vector<SweepFactor> factors;
  std::vector<std::vector<std::string>> rows;       // of a list: a value for each factor
  std::vector<std::vector<std::size_t>> lock_step;  // factors whose values go together in a grid
  std::vector<SweepLimit> limits;
  std::vector<Combination> except;
  std::vector<std::string> outputs;  // variables that are kept; all that are not series if empty
  std::string resolved_yaml;         // the file with all overrides applied
};

// What can't be in a sweep, beyond what is wrong at one place of its file.
class SweepError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Reads a sweep, with overrides such as "replications=3" applied in order.
// Throws ScenarioFileMissing or ScenarioFileError.
SweepSpec load_sweep(const std::string& path, const std::vector<std::string>& overrides);

// One combination that is simulated.
struct SweepPoint {
  std::vector<std::string> values;    // by factor, as they would be written
  std::vector<std::string> settings;  // overrides that make the scenario into this one
};

// The overrides that give a factor this value.
std::vector<std::string> settings_of(const SweepFactor& factor, const std::string& value);

// In the order of the design. The same sweep has the same points on every machine. Points that
// limits or exceptions forbid are left out.
std::vector<SweepPoint> points_of(const SweepSpec& sweep);

}  // namespace caravan
