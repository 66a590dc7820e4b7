// What a scenario expects of its results, held against what its replications give.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "caravan/models/results.hpp"
#include "caravan/scenarios/expectations.hpp"
#include "caravan/sim/confidence.hpp"

namespace caravan {

// An entry of a variable in one replication: of a series its mean over the run, its sum, or its
// end, as its cell methods say. Not a number where there was nothing to measure.
class ObservedValue {
 public:
  ObservedValue(const Network& network, const Expectation& expectation);
  double of(const Results& results) const;

 private:
  Variable variable_;
  std::size_t intervals_ = 1;  // 1 for a figure of the run
  std::size_t entry_ = 0;
};

struct Verdict {
  Expectation expectation;
  Estimate estimate;                // over the replications
  std::uint64_t without_value = 0;  // replications that had nothing to measure
  bool covers = false;              // the interval covers what is expected, or lies within limits
  bool is_sharp = false;            // its half-width is small enough
  bool is_met() const { return covers && is_sharp && without_value == 0; }
};

Verdict judge(const Expectation& expectation, const std::vector<double>& observed,
              double confidence);

// One scenario that was checked.
struct CheckedScenario {
  std::string path;
  std::string title;
  Expectations expectations;
  std::vector<Verdict> verdicts;
  double seconds = 0;  // that it took

  std::size_t met() const;
};

void print_table(std::ostream& out, const CheckedScenario& checked);
void print_json(std::ostream& out, const std::vector<CheckedScenario>& all);

// "55 of 56 expectations are met, in 11 scenarios".
std::string tell_sum(const std::vector<CheckedScenario>& all);

}  // namespace caravan
