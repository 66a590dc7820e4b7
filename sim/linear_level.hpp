// A level that rises or falls evenly between changes of its rate: oil in a tank, water in a basin.
//
// Nothing is computed step by step: the model sets rates, asks when a bound will be reached, and
// schedules that. Levels are whole units, rates whole units an hour, and what lies between is kept
// as exact fractions, so that what flows out of one level and into another is never lost.
#pragma once

#include <cstdint>

#include "caravan/sim/time.hpp"
#include "caravan/sim/wide.hpp"

namespace caravan {

class LinearLevel {
 public:
  LinearLevel() = default;
  explicit LinearLevel(Time start, std::int64_t level = 0)
      : level_(Wide{level} * kTicksPerHour), since_(start) {}

  std::int64_t rate_per_hour() const { return rate_; }

  // In units, exact but for the last bits of a double; and the whole units of it, rounded down.
  double level(Time now) const { return static_cast<double>(scaled(now)) / double(kTicksPerHour); }
  std::int64_t whole(Time now) const {
    const Wide at = scaled(now);
    const Wide units = at / kTicksPerHour;
    return static_cast<std::int64_t>(units * kTicksPerHour > at ? units - 1 : units);
  }

  void set_rate(Time now, std::int64_t units_per_hour) {
    settle(now);
    rate_ = units_per_hour;
  }

  // At once: a lot is put in or taken out.
  void add(Time now, std::int64_t units) {
    settle(now);
    level_ += Wide{units} * kTicksPerHour;
  }

  // The first tick from `now` on at which the level is at `bound` or past it in the direction in
  // which it moves; never if it moves away from it or not at all.
  Time reaches(Time now, std::int64_t bound) const {
    const Wide missing = Wide{bound} * kTicksPerHour - scaled(now);
    if (missing == 0) return now;
    if (rate_ == 0 || (missing > 0) != (rate_ > 0)) return kNever;
    const Wide ticks = (magnitude(missing) + magnitude(rate_) - 1) / magnitude(rate_);
    const Wide at = now.ticks + ticks;
    return at < kNever.ticks ? Time{static_cast<std::int64_t>(at)} : kNever;
  }

  bool operator==(const LinearLevel&) const = default;

 private:
  static constexpr std::int64_t kTicksPerHour = 3600 * kTicksPerSecond;

  static Wide magnitude(Wide x) { return x < 0 ? -x : x; }

  // The level in units times ticks of an hour.
  Wide scaled(Time now) const { return level_ + Wide{rate_} * (now - since_).value; }

  void settle(Time now) {
    level_ = scaled(now);
    since_ = now;
  }

  Wide level_ = 0;
  Time since_;
  std::int64_t rate_ = 0;
};

}  // namespace caravan
