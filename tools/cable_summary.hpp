// What cables carried, what was lost in them, and who did not get what he wanted.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "caravan/models/results.hpp"
#include "caravan/sim/confidence.hpp"
#include "caravan/sim/tally.hpp"
#include "json.hpp"
#include "variable_tallies.hpp"

namespace caravan {

// Means over replications, with 95 % intervals. Of power: the energy of the run, in MWh; of data:
// the mean rate, in Gbit/s.
struct CableSummary {
  std::string id, name;
  Carries carries = Carries::power;
  Estimate carried;  // out of it
  Estimate lost;     // in it
  Estimate availability;
};

struct CableDemandSummary {
  std::string id, name;
  Carries carries = Carries::power;
  Estimate delivered, unserved;
  Estimate cost_usd;
  Estimate delay_ms;  // of data
};

struct PowerSupplySummary {
  std::string id, name;
  Estimate supplied_mwh;
};

struct CablesSummary {
  std::vector<CableSummary> cables;
  std::vector<CableDemandSummary> demands;
  std::vector<PowerSupplySummary> supplies;

  bool is_empty() const { return cables.empty() && demands.empty() && supplies.empty(); }
};

// Reduces the series of each replication to what the summary needs.
class CableSummariser {
 public:
  // `network` must outlive this.
  explicit CableSummariser(const Network& network) : network_(network) {}

  void add(const Results& results);
  CablesSummary summarise() const;

 private:
  // Of this variable if it is power, of that if it is data.
  Estimate estimate(Carries what, Variable power, Variable data, std::size_t entry) const;

  const Network& network_;
  // By variable and entry of its dimension, over replications: of a series, sums over time.
  VariableTallies tallies_;
};

// A table for each part that there is anything of.
void print_cables(std::ostream& out, const CablesSummary& cables);

// As the value of "cables"; nothing if there are none.
void write_cables(JsonWriter& json, const CablesSummary& cables);

}  // namespace caravan
