// Ships that called on business of their own.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "caravan/models/results.hpp"
#include "caravan/sim/confidence.hpp"
#include "caravan/sim/tally.hpp"
#include "json.hpp"

namespace caravan {

// Means over replications, with 95 % intervals.
struct CallSummary {
  std::string id, name;
  Estimate arrived, turned_away;  // in the run
  Estimate in_port;               // on average
  Estimate wait_h, stay_h;
};

class CallSummariser {
 public:
  // `network` must outlive this.
  explicit CallSummariser(const Network& network);

  void add(const Results& results);
  std::vector<CallSummary> summarise() const;

 private:
  const Network& network_;
  struct Tallies {
    Tally arrived, turned_away, in_port, wait, stay;
  };
  std::vector<Tallies> calls_;
};

// A table; nothing if there are none.
void print_calls(std::ostream& out, const std::vector<CallSummary>& calls);

// As the value of "calls"; nothing if there are none.
void write_calls(JsonWriter& json, const std::vector<CallSummary>& calls);

}  // namespace caravan
