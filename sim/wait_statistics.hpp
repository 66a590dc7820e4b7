// How long requests waited: each wait that ended, exactly, and the sum of all, those given up
// included.
#pragma once

#include <algorithm>

#include "caravan/sim/duration_tally.hpp"
#include "caravan/sim/quantile_sketch.hpp"

namespace caravan {

class WaitStatistics {
 public:
  // A request is granted at once; or after it was made at `since`; or it is withdrawn.
  void did_not_wait() {
    tally_.add(Duration{});
    sketch_.add_zero();
  }
  void ended(Time now, Time since);
  void gave_up(Time now, Time since) { account(now, since); }

  // Of those that were granted.
  const DurationTally& tally() const { return tally_; }
  double quantile_hours(double p) const { return sketch_.quantile(p) * in_hours(Duration{1}); }

  // Ticks waited since statistics began by those that wait no more.
  Wide ticks() const { return ticks_; }
  Time began() const { return began_; }

  void begin_again(Time now) {
    tally_ = {};
    sketch_ = {};
    ticks_ = 0;
    began_ = now;
  }

  bool operator==(const WaitStatistics&) const = default;

 private:
  void account(Time now, Time since) { ticks_ += (now - std::max(since, began_)).value; }

  DurationTally tally_;
  QuantileSketch sketch_;  // of ticks
  Wide ticks_ = 0;
  Time began_{std::numeric_limits<std::int64_t>::min()};
};

}  // namespace caravan
