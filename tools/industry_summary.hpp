// What plants made and what held them, and what countries delivered to each other.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "caravan/models/results.hpp"
#include "caravan/sim/confidence.hpp"
#include "caravan/sim/tally.hpp"
#include "json.hpp"

namespace caravan {

// Means over replications, with 95 % intervals.
struct PlantSummary {
  std::string id, name;
  Estimate made_per_year;
  Estimate lacks_parts, blocked;              // shares of the time
  Estimate sets_in_store, vehicles_in_store;  // on average
};

struct TradeSummary {
  std::string id, name;
  Estimate exports_usd_per_year, imports_usd_per_year, usd_per_year;  // the last is their sum
  std::optional<double> observed_usd_per_year, target_usd_per_year;
  std::int64_t observed_in = 0;
};

struct IndustrySummary {
  std::vector<PlantSummary> plants;
  std::vector<TradeSummary> trades;
};

// Reduces the series of each replication to what the summary needs.
class IndustrySummariser {
 public:
  // `network` must outlive this.
  explicit IndustrySummariser(const Network& network);

  void add(const Results& results);
  IndustrySummary summarise() const;

 private:
  const Network& network_;
  // By plant or trade, over replications.
  struct PlantTallies {
    Tally made, lacks_parts, blocked, sets, vehicles;
  };
  struct TradeTallies {
    Tally exports, imports, both;
  };
  std::vector<PlantTallies> plants_;
  std::vector<TradeTallies> trades_;
};

// A table for each part that there is anything of.
void print_industry(std::ostream& out, const IndustrySummary& industry);

// As the values of "plants" and "trades"; nothing if there are none.
void write_industry(JsonWriter& json, const IndustrySummary& industry);

}  // namespace caravan
