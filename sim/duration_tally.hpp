// Statistics of durations that come one by one: waits, stays, voyages.
//
// Sums and sums of squares of whole ticks are exact, so the order of the values does not matter,
// tallies of parts add up to the tally of the whole, and adding takes no division. Exact up to some
// 30 million durations of a century, or as many more as they are shorter squared.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "caravan/sim/time.hpp"
#include "caravan/sim/wide.hpp"

namespace caravan {

class DurationTally {
 public:
  void add(Duration duration) {
    ++count_;
    sum_ += duration.value;
    squares_ += square(duration.value);
    minimum_ = std::min(minimum_, duration);
    maximum_ = std::max(maximum_, duration);
  }

  void add(const DurationTally& other) {
    count_ += other.count_;
    sum_ += other.sum_;
    squares_ += other.squares_;
    minimum_ = std::min(minimum_, other.minimum_);
    maximum_ = std::max(maximum_, other.maximum_);
  }

  std::uint64_t count() const { return count_; }
  Wide sum_ticks() const { return sum_; }

  double sum_hours() const { return static_cast<double>(sum_) / kTicksPerHour; }

  // Not a number while nothing was added; likewise below.
  double mean_hours() const { return count_ > 0 ? sum_hours() / in_count() : kUndefined; }
  double minimum_hours() const { return count_ > 0 ? in_hours(minimum_) : kUndefined; }
  double maximum_hours() const { return count_ > 0 ? in_hours(maximum_) : kUndefined; }

  // Unbiased; not a number below two durations. Squares of deviations from the whole part of the
  // mean are summed exactly (128 bits may wrap on the way, but not in the result); the rest is
  // small.
  double deviation_hours() const {
    if (count_ < 2) return kUndefined;
    const auto count = static_cast<Wide>(count_);
    const Wide centre = sum_ / count;
    const UnsignedWide squares = squares_ - static_cast<UnsignedWide>(2 * sum_ - count * centre) *
                                                static_cast<UnsignedWide>(centre);
    const auto rest = static_cast<double>(sum_ - count * centre);
    const double about_mean = static_cast<double>(squares) - rest * rest / in_count();
    return std::sqrt(about_mean / (in_count() - 1)) / kTicksPerHour;
  }

  bool operator==(const DurationTally&) const = default;

 private:
  static constexpr double kTicksPerHour = 3600.0 * static_cast<double>(kTicksPerSecond);
  static constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

  static UnsignedWide square(std::int64_t ticks) {
    return static_cast<UnsignedWide>(Wide{ticks} * ticks);
  }
  double in_count() const { return static_cast<double>(count_); }

  std::uint64_t count_ = 0;
  Wide sum_ = 0;
  UnsignedWide squares_ = 0;
  Duration minimum_{std::numeric_limits<std::int64_t>::max()};
  Duration maximum_{std::numeric_limits<std::int64_t>::min()};
};

}  // namespace caravan
