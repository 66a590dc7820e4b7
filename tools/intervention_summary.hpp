// Which interventions happened, when and for how long, and what left ways that were closed.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "caravan/models/results.hpp"
#include "caravan/sim/confidence.hpp"
#include "json.hpp"
#include "variable_tallies.hpp"

namespace caravan {

// Of one that happened in some replication.
struct InterventionSummary {
  std::string id, name, kind;
  Estimate onsets;      // since the simulation began, warm-up included
  Time first, last;     // of the replications: when it first had an effect in the results
  Estimate days_whole;  // in the results, of its whole effect: half of it for two days are one
};

// Of a commodity of which some took another way because its own was closed.
struct ReroutedSummary {
  std::string commodity;
  Estimate mass_t;
  Estimate share;  // of what was released
};

struct InterventionsSummary {
  std::vector<InterventionSummary> interventions;  // projects are told of elsewhere
  std::vector<ReroutedSummary> rerouted;
};

// Reduces the series of each replication to what the summary needs.
class InterventionSummariser {
 public:
  // `network` must outlive this.
  explicit InterventionSummariser(const Network& network);

  void add(const Results& results);
  InterventionsSummary summarise() const;

 private:
  void add_strength(const Results& results);
  void add_rerouted(const Results& results);

  const Network& network_;
  VariableTallies tallies_;  // the days of whole effect under intervention_strength
  std::vector<Time> first_, last_;
  std::vector<Tally> rerouted_t_, rerouted_share_;  // by commodity
};

// A table for each part that there is anything of.
void print_interventions(std::ostream& out, const InterventionsSummary& summary);

// As the values of "interventions" and "rerouted".
void write_interventions(JsonWriter& json, const InterventionsSummary& summary);

}  // namespace caravan
