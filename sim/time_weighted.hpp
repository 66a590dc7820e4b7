// The time average of a level that changes in steps: a queue, a stock, busy berths.
//
// The level is a whole number of the unit that the model chooses, and right-continuous: set at an
// instant, it holds from that instant on. Its area is exact, whatever the number of changes.
#pragma once

#include <cstdint>
#include <limits>

#include "caravan/sim/time.hpp"
#include "caravan/sim/wide.hpp"

namespace caravan {

class TimeWeighted {
 public:
  TimeWeighted() = default;
  explicit TimeWeighted(Time start, std::int64_t level = 0)
      : level_(level), since_(start), began_(start) {}

  std::int64_t level() const { return level_; }

  void set(Time now, std::int64_t level) {
    area_ = area(now);
    since_ = now;
    level_ = level;
  }
  void add(Time now, std::int64_t change) { set(now, level_ + change); }

  // Level times ticks, from the beginning until `now`.
  Wide area(Time now) const { return area_ + Wide{level_} * (now - since_).value; }

  // The average from the beginning until `now`; not a number if that is no time at all.
  double mean(Time now) const {
    const std::int64_t ticks = (now - began_).value;
    if (ticks <= 0) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(area(now)) / static_cast<double>(ticks);
  }

  // Forgets the past, as after a warm-up; the level stays what it is.
  void begin_again(Time now) {
    area_ = 0;
    since_ = began_ = now;
  }

  bool operator==(const TimeWeighted&) const = default;

 private:
  Wide area_ = 0;
  std::int64_t level_ = 0;
  Time since_;  // of the last change
  Time began_;
};

}  // namespace caravan
