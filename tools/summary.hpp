// What a planner reads after a run: corridors, oil, plants and trade, worst waits, the balance of
// cargo.
#pragma once

#include <array>
#include <iosfwd>
#include <string>
#include <vector>

#include "bound_summary.hpp"
#include "cable_summary.hpp"
#include "call_summary.hpp"
#include "caravan/models/record.hpp"
#include "caravan/models/results.hpp"
#include "caravan/sim/confidence.hpp"
#include "industry_summary.hpp"
#include "intervention_summary.hpp"
#include "investment_summary.hpp"
#include "oil_summary.hpp"

namespace caravan {

// Means over replications, with 95 % intervals.
struct CorridorSummary {
  std::string id;
  std::string name;
  Estimate mass_t, teu, volume_bbl;
  Estimate transit_mean_d, transit_p50_d, transit_p95_d;
};

struct FacilitySummary {
  std::string name;
  Estimate utilisation, wait_mean_h;
};

// Where somebody has waited very long when the simulation ends: overloaded, or locked up.
struct StandstillSummary {
  std::string name;
  double days = 0;  // mean over replications
};

// Who waits for whom in a circle, and for ever.
struct GridlockSummary {
  std::uint64_t replications = 0;    // in which something is locked up at the end
  std::uint64_t in_replication = 0;  // the first of them
  std::vector<std::string> steps;    // and its circle
};

// Means over replications; released = delivered + in_system + lost in each, to the kilogram, or to
// rounding for oil.
struct BalanceSummary {
  std::string commodity;
  double released_t = 0, delivered_t = 0, in_system_t = 0, lost_t = 0;
};

// Where the time of one class of cargo went, and what it cost: for a TEU, wagon, truck or tonne
// that was delivered.
struct CargoSummary {
  CargoClass cargo = CargoClass::general;
  std::array<Estimate, kCauses> days;
  std::array<Estimate, kCharges> usd;
  Estimate co2_kg;
};

struct Summary {
  std::uint64_t replications = 0;
  double events = 0;  // of all replications together
  std::vector<CorridorSummary> corridors;
  std::vector<CargoSummary> cargo;  // of the classes of which any was delivered
  OilSummary oil;
  IndustrySummary industry;
  std::vector<CallSummary> calls;
  CablesSummary cables;
  InterventionsSummary interventions;
  InvestmentSummary investment;
  std::vector<FacilitySummary> worst_facilities;  // at most five, the longest mean wait first
  std::vector<StandstillSummary> standstills;     // the longest first
  GridlockSummary gridlock;
  std::vector<BalanceSummary> balance;
  std::vector<DeliveredSummary> delivered;  // against what could be at most
};

// Gathers the scalars of each replication; of series, no more than their sums.
class Summariser {
 public:
  explicit Summariser(const Network& network)
      : network_(network),
        oil_(network),
        industry_(network),
        calls_(network),
        cables_(network),
        delivered_(network),
        interventions_(network),
        investment_(network) {}

  void add(const Results& results);
  Summary summarise() const;

 private:
  Estimate estimate(Variable variable, std::size_t index) const;
  CargoSummary cargo_summary(CargoClass cargo) const;
  double mean(Variable variable, std::size_t index) const;
  std::vector<FacilitySummary> worst_facilities() const;
  std::vector<StandstillSummary> standstills() const;
  GridlockSummary gridlock() const;

  const Network& network_;
  std::vector<Results> results_;
  OilSummariser oil_;
  IndustrySummariser industry_;
  CallSummariser calls_;
  CableSummariser cables_;
  DeliveredSummariser delivered_;
  InterventionSummariser interventions_;
  InvestmentSummariser investment_;
};

// How the run went, beside what it found.
struct RunFacts {
  std::uint64_t seed = 0;
  unsigned threads = 1;
  double wall_seconds = 0;
  std::string output;
};

void print_table(std::ostream& out, const Network& network, const Summary& summary,
                 const RunFacts& facts);
void print_json(std::ostream& out, const Network& network, const Summary& summary,
                const RunFacts& facts);

}  // namespace caravan
