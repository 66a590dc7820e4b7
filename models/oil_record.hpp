// What is recorded of oil: a row of each series when an interval ends, and sums of the run.
#pragma once

#include <vector>

#include "caravan/models/oil_units.hpp"
#include "caravan/models/results.hpp"

namespace caravan {

struct World;

// Flows of the interval, until they are written into a row. By field, offtake, outlet; by pipeline,
// tank or lifting and commodity.
struct OilFlows {
  std::vector<OilVolume> produced, shut_in;  // by field
  std::vector<OilVolume> taken;              // by offtake
  std::vector<OilVolume> came_out;           // by pipeline and commodity
  std::vector<OilVolume> lost;               // by pipeline and commodity
  std::vector<OilVolume> lifted;             // by lifting and commodity
  std::vector<std::int64_t> liftings;        // by lifting
  std::vector<double> demurrage_usd;         // by lifting
  std::vector<OilVolume> nominated;          // by outlet

  bool operator==(const OilFlows&) const = default;
};

struct OilRecord {
  OilFlows now;
  // Of the run, since counting began, by lifting.
  std::vector<double> wait_hours, laytime_hours;  // sums
  std::vector<std::int64_t> moored;
  std::vector<std::int64_t> tankers;
  std::vector<double> barrel_hours_in_run;                // by tank
  std::vector<double> lowest_stock, highest_stock;        // barrels, of an interval, by tank
  std::vector<double> pipeline_usd, pipeline_emission_t;  // of what came out, by link

  bool operator==(const OilRecord&) const = default;
};

void begin_oil_record(World& world);
// Forgets what was before.
void begin_counting_oil(World& world);
void end_oil_interval(World& world);
void fill_oil(const World& world, Results& results);

}  // namespace caravan
