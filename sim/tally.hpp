// Statistics of values that come one by one: count, mean, variance, extremes.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

namespace caravan {

// Welford's recurrence: no loss of precision, however long the run.
class Tally {
 public:
  void add(double value) {
    ++count_;
    const double from_old_mean = value - mean_;
    mean_ += from_old_mean / static_cast<double>(count_);
    squares_ += from_old_mean * (value - mean_);
    if (value < minimum_) minimum_ = value;
    if (value > maximum_) maximum_ = value;
  }

  std::uint64_t count() const { return count_; }

  // Not a number while nothing was added; likewise below.
  double mean() const { return count_ > 0 ? mean_ : kUndefined; }
  double minimum() const { return count_ > 0 ? minimum_ : kUndefined; }
  double maximum() const { return count_ > 0 ? maximum_ : kUndefined; }

  // Unbiased; not a number below two values.
  double variance() const {
    return count_ > 1 ? squares_ / static_cast<double>(count_ - 1) : kUndefined;
  }
  double deviation() const { return std::sqrt(variance()); }

  bool operator==(const Tally&) const = default;

 private:
  static constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

  std::uint64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;  // sum of squared deviations from the mean
  double minimum_ = std::numeric_limits<double>::infinity();
  double maximum_ = -std::numeric_limits<double>::infinity();
};

}  // namespace caravan
