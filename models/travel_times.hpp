// How long a kind of cargo travelled: mean and quantiles in memory that does not grow with the run.
#pragma once

#include <algorithm>
#include <limits>
#include <vector>

#include "caravan/sim/confidence.hpp"
#include "caravan/sim/quantile_sketch.hpp"
#include "caravan/sim/tally.hpp"

namespace caravan {

class TravelTimes {
 public:
  // As many are kept one by one, and told exactly; of more, quantiles are within 1 %.
  static constexpr std::size_t kMostExact = 250'000;

  void add(double days) {
    if (sketch_.count() > 0) return sketch(days);
    days_.push_back(days);
    if (days_.size() <= kMostExact) return;
    for (const double one : days_) sketch(one);
    days_ = {};
  }

  struct Summary {
    double mean, p50, p95;  // days; not numbers if none was added
  };
  Summary summary() const {
    if (sketch_.count() > 0) {
      return {tally_.mean(), sketch_.quantile(0.50), sketch_.quantile(0.95)};
    }
    if (days_.empty()) {
      constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
      return {kNone, kNone, kNone};
    }
    std::vector<double> sorted = days_;
    std::sort(sorted.begin(), sorted.end());
    Tally tally;
    for (const double one : sorted) tally.add(one);
    return {tally.mean(), sorted_quantile(sorted, 0.50), sorted_quantile(sorted, 0.95)};
  }

  bool operator==(const TravelTimes&) const = default;

 private:
  void sketch(double days) {
    sketch_.add(days);
    tally_.add(days);
  }

  std::vector<double> days_;  // until there are too many
  QuantileSketch sketch_;
  Tally tally_;
};

}  // namespace caravan
