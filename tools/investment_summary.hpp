// What was built, when, and with whose money.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "caravan/models/results.hpp"
#include "caravan/sim/confidence.hpp"
#include "caravan/sim/tally.hpp"
#include "json.hpp"

namespace caravan {

// Means over replications, with 95 % intervals; money is that since the programme began.
struct FundSummary {
  std::string id, name;
  double amount_usd = 0;
  Estimate committed_usd, spent_usd;  // at the end of the run
};

struct ProjectSummary {
  std::string id, name;
  double begun_share = 0, completed_share = 0;  // of the replications
  Estimate completed_d;                         // of those: days after the scenario's start
  Estimate spent_usd;
};

struct InvestmentSummary {
  std::string level;
  Time start;  // of the scenario
  std::vector<FundSummary> funds;
  std::vector<ProjectSummary> projects;

  // Has anything begun in any replication?
  bool has_begun() const;
};

class InvestmentSummariser {
 public:
  // `network` must outlive this.
  explicit InvestmentSummariser(const Network& network);

  void add(const Results& results);
  InvestmentSummary summarise() const;

 private:
  const Network& network_;
  std::vector<Tally> committed_, spent_;                                 // by fund
  std::vector<Tally> begun_, is_completed_, completed_, project_spent_;  // by project
};

// Nothing if no project has begun.
void print_investment(std::ostream& out, const InvestmentSummary& investment);

// As the value of "investment"; nothing if the scenario has no funds and no projects.
void write_investment(JsonWriter& json, const InvestmentSummary& investment);

}  // namespace caravan
