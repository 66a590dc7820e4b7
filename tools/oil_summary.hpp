// What became of oil: produced, pumped, stored, lifted, taken and nominated.
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

// Means over replications, with 95 % intervals; flows are those of a mean day of the run.
struct FieldSummary {
  std::string id, name;
  Estimate production_bbl_per_d, shut_in_bbl_per_d;
};

struct PipelineSummary {
  std::string link;
  Estimate flow_bbl_per_d;  // out of it
  Estimate lost_bbl_per_d;  // between two grades
  Estimate utilisation;     // share of what it could carry with all in service
};

struct TankSummary {
  std::string name;
  double capacity_bbl = 0;
  Estimate stock_mean_bbl, stock_lowest_bbl, stock_highest_bbl;  // of the intervals' means
};

struct LiftingSummary {
  std::string id, name;
  Estimate lifted_bbl, parcels;  // in the run
  Estimate wait_mean_h, laytime_mean_h;
  Estimate demurrage_usd;  // in the run
};

struct OfftakeSummary {
  std::string id, name;
  Estimate taken_bbl_per_d;
};

struct OutletSummary {
  std::string name;  // "tengizchevroil/cpc"
  Estimate nominated_bbl_per_d;
};

struct OilSummary {
  std::vector<FieldSummary> fields;
  std::vector<PipelineSummary> pipelines;
  std::vector<TankSummary> tanks;  // junctions, which hold nothing, are left out
  std::vector<LiftingSummary> liftings;
  std::vector<OfftakeSummary> offtakes;
  std::vector<OutletSummary> outlets;

  bool is_empty() const {
    return fields.empty() && pipelines.empty() && tanks.empty() && liftings.empty() &&
           offtakes.empty() && outlets.empty();
  }
};

// Reduces the series of each replication to what the summary needs.
class OilSummariser {
 public:
  // `network` must outlive this.
  explicit OilSummariser(const Network& network) : network_(network) {}

  void add(const Results& results);
  OilSummary summarise() const;

 private:
  double per_day() const;
  std::vector<FieldSummary> fields() const;
  std::vector<PipelineSummary> pipelines() const;
  std::vector<TankSummary> tanks() const;
  std::vector<LiftingSummary> liftings() const;

  const Network& network_;
  // By variable and entry of its dimension, over replications: of a series, sums over time and
  // grades.
  VariableTallies tallies_;
  std::vector<Tally> lowest_stock_, highest_stock_;  // by tank
};

// A table for each part that there is anything of.
void print_oil(std::ostream& out, const OilSummary& oil);

// As the value of "oil"; nothing if there is none.
void write_oil(JsonWriter& json, const OilSummary& oil);

}  // namespace caravan
