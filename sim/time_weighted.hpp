// The time average of a level that changes in steps: a queue, a stock, busy berths.
//
// The level is right-continuous: set at an instant, it holds from that instant on.
#pragma once

#include <limits>

#include "caravan/sim/time.hpp"

namespace caravan {

class TimeWeighted {
 public:
  TimeWeighted() = default;
  explicit TimeWeighted(Time start, double level = 0)
      : level_(level), since_(start), began_(start) {}

  double level() const { return level_; }

  void set(Time now, double level) {
    area_ += level_ * in_seconds(now - since_);
    since_ = now;
    level_ = level;
  }
  void add(Time now, double change) { set(now, level_ + change); }

  // Level times seconds, from the beginning until `now`.
  double area(Time now) const { return area_ + level_ * in_seconds(now - since_); }

  // The average from the beginning until `now`; not a number if that is no time at all.
  double mean(Time now) const {
    const double seconds = in_seconds(now - began_);
    return seconds > 0 ? area(now) / seconds : std::numeric_limits<double>::quiet_NaN();
  }

  // Forgets the past, as after a warm-up; the level stays what it is.
  void begin_again(Time now) {
    area_ = 0;
    since_ = began_ = now;
  }

  bool operator==(const TimeWeighted&) const = default;

 private:
  double level_ = 0;
  double area_ = 0;
  Time since_;  // of the last change
  Time began_;
};

}  // namespace caravan
