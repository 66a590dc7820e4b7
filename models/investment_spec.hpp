// What a scenario says about money: which funds there are, when they may be spent, and what is to
// be built with them.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/sim/distribution.hpp"
#include "caravan/sim/quantity.hpp"
#include "caravan/sim/time.hpp"

namespace caravan {

// Whole cents of a US dollar, so that sums are exact.
using Cents = Quantity<struct CentsTag>;

inline Cents to_cents(double usd) { return Cents{std::llround(usd * 100)}; }
constexpr double in_usd(Cents cents) { return static_cast<double>(cents.value) / 100; }

// A part of a fund that may be spent from a date on; what is not spent stays.
struct Tranche {
  Time from;
  double share = 0;  // of the fund's amount
  bool operator==(const Tranche&) const = default;
};

struct FundSpec {
  std::string id;
  std::string name;
  Cents amount;
  std::vector<Tranche> tranches;  // in the order of time; none: all is there at once
  bool operator==(const FundSpec&) const = default;
};

// Which project comes first when there is not enough for all.
enum class FundingRule : std::uint8_t {
  priority,         // the lower number
  benefit_per_euro  // the higher benefit a year for its estimated cost
};

// How much there is of the fund that has no amount of its own.
struct Level {
  std::string name;  // "committed"; or the amount itself: "4 bn EUR"
  Cents amount;
  bool operator==(const Level&) const = default;
};

struct InvestmentSpec {
  Time begins;  // no project begins before
  FundingRule rule = FundingRule::priority;
  double discount_rate = 0.04;  // a year
  std::vector<Level> levels;
  Level level;  // that holds
  std::vector<FundSpec> funds;
  bool operator==(const InvestmentSpec&) const = default;
};

// What it changes when it is done is an intervention, as all changes are.
struct ProjectSpec {
  std::string id;
  std::string name;
  bool is_soft = false;  // papers, tariffs and rules rather than concrete and steel
  Cents cost;            // as estimated
  Duration lead_time;    // as planned
  Time earliest;
  std::vector<FundId> funds;  // that pay for it, the first as far as it can, then the next
  std::vector<ProjectId> needs;
  double priority = 0;
  Cents benefit;                                     // a year, as stated
  Distribution overrun = Distribution::constant(1);  // of the cost, times the estimate
  Distribution delay_hours;                          // beyond the lead time
  InterventionId change;
  bool awaits_trigger = false;  // the occupancy that its intervention names
  bool operator==(const ProjectSpec&) const = default;
};

}  // namespace caravan
