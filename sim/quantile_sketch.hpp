// Quantiles of a stream of values from 0 up, with a relative error of at most 1 %.
//
// Values are counted in buckets whose bounds differ by 2 % or less, as in DDSketch (Masson, Rim,
// Lee, "DDSketch: a fast and fully-mergeable quantile sketch", PVLDB 12, 2019). A doubling has 35
// buckets: the whole parts of 6 m^3 - 21 m^2 + 50 m for x = (1 + m) 2^e, which follows 35 log2(1 +
// m) and has a slope of 50 / (1 + m) or more, so that no bucket is wider than a factor exp(1 / 50).
// Only sums and products are used: the same bucket on every machine.
#pragma once

#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace caravan {

class QuantileSketch {
 public:
  // Values below this count as zero.
  static constexpr double kSmallest = 0x1p-20;

  // A value from 0 up to the largest double.
  void add(double value) {
    assert(value >= 0 && std::isfinite(value));
    if (value < kSmallest) return add_zero();
    ++count_;
    ++counts_[place(bucket_of(value))];
  }
  void add_zero() {
    ++count_;
    ++zeros_;
  }

  // As if all that was added to `other` had been added here.
  void add(const QuantileSketch& other) {
    count_ += other.count_;
    zeros_ += other.zeros_;
    for (std::size_t i = 0; i < other.counts_.size(); ++i) {
      if (other.counts_[i] == 0) continue;
      counts_[place(other.first_bucket_ + static_cast<int>(i))] += other.counts_[i];
    }
  }

  std::uint64_t count() const { return count_; }

  // A value within 1 % of the one of rank floor(p (count - 1)) in sorted order, from 0; p in [0,
  // 1]. Not a number while nothing was added.
  double quantile(double p) const {
    assert(0 <= p && p <= 1);
    if (count_ == 0) return std::numeric_limits<double>::quiet_NaN();
    const auto rank = static_cast<std::uint64_t>(p * static_cast<double>(count_ - 1));
    std::uint64_t up_to_here = zeros_;
    if (rank < up_to_here) return 0;
    std::size_t i = 0;
    while ((up_to_here += counts_[i]) <= rank) ++i;
    const int bucket = first_bucket_ + static_cast<int>(i);
    const double low = lower_bound(bucket);
    const double high = lower_bound(bucket + 1);
    return 2 * low * high / (low + high);
  }

  bool operator==(const QuantileSketch&) const = default;

 private:
  static constexpr int kBucketsPerDoubling = 35;
  static constexpr int kDoublingsAtOnce = 52;  // memory for times from a microsecond to a century

  static double curve(double m) { return ((6 * m - 21) * m + 50) * m; }

  static int bucket_of(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const int exponent = static_cast<int>(bits >> 52) - 1023;
    const double m = std::bit_cast<double>((bits & 0xfffffffffffffu) | 0x3ff0000000000000u) - 1;
    return kBucketsPerDoubling * exponent + static_cast<int>(curve(m));
  }

  // The smallest value of a bucket, to the last bits: the curve is monotone and is cut in halves.
  static double lower_bound(int bucket) {
    int exponent = bucket / kBucketsPerDoubling;
    if (bucket % kBucketsPerDoubling < 0) --exponent;
    const int step = bucket - kBucketsPerDoubling * exponent;
    double low = 0;
    double high = 1;
    for (int i = 0; i < 53; ++i) {
      const double middle = (low + high) / 2;
      (curve(middle) < step ? low : high) = middle;
    }
    return std::ldexp(1 + (step == 0 ? 0 : high), exponent);
  }

  // Where a bucket is counted; makes room for its whole doubling if there is none.
  std::size_t place(int bucket) {
    const int last_bucket = first_bucket_ + static_cast<int>(counts_.size());
    if (bucket < first_bucket_ || bucket >= last_bucket) make_room(bucket);
    return static_cast<std::size_t>(bucket - first_bucket_);
  }

  void make_room(int bucket) {
    int doubling = bucket / kBucketsPerDoubling;
    if (bucket % kBucketsPerDoubling < 0) --doubling;
    const int first = doubling * kBucketsPerDoubling;
    if (counts_.empty()) {
      first_bucket_ = first;
      counts_.reserve(std::size_t{kBucketsPerDoubling} * kDoublingsAtOnce);
    }
    if (first < first_bucket_) {
      counts_.insert(counts_.begin(), static_cast<std::size_t>(first_bucket_ - first), 0);
      first_bucket_ = first;
    }
    const auto size = static_cast<std::size_t>(first + kBucketsPerDoubling - first_bucket_);
    if (size > counts_.size()) counts_.resize(size, 0);
  }

  std::vector<std::uint64_t> counts_;  // by bucket, from first_bucket_ on
  int first_bucket_ = 0;
  std::uint64_t zeros_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace caravan
