// Probability distributions, drawn by inversion: one uniform number in, one value out.
//
// Inversion keeps common random numbers monotone (a luckier uniform is never a
// longer time), and portable arithmetic keeps values equal on all machines.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "caravan/sim/portable_math.hpp"

namespace caravan {

class Distribution {
 public:
  // `constant`, `uniform`, `triangular`, `pert`, `normal`, `discrete` and `empirical` take values
  // of any sign, the others have none below zero. Parameters out of their domain throw
  // std::invalid_argument. cv: standard deviation over mean.
  static Distribution constant(double value);
  static Distribution uniform(double low, double high);
  static Distribution triangular(double low, double mode, double high);
  // Beta with the mean (low + 4 mode + high) / 6, as project planners use it.
  static Distribution pert(double low, double mode, double high);
  static Distribution exponential(double mean);
  static Distribution normal(double mean, double deviation);
  static Distribution lognormal(double mean, double cv);
  // The wider of the two lognormals with this mean and this 90th percentile has a
  // tail beyond all use; this is the narrower. Possible for mean <= p90 <= 2.27 mean.
  static Distribution lognormal_from_p90(double mean, double p90);
  // A cv of 1 is exponential; 1 / sqrt(k) is Erlang of k stages. From 0.003 to 10.
  static Distribution gamma(double mean, double cv);
  static Distribution weibull(double shape, double scale);
  // A cv from 0.01 to 10.
  static Distribution weibull_from_cv(double mean, double cv);
  // Whole numbers, means up to a million.
  static Distribution poisson(double mean);
  // Each value with a chance in proportion to its weight.
  static Distribution discrete(std::span<const double> values, std::span<const double> weights);
  // As a sample was: linear between its order statistics, as NumPy's quantile.
  static Distribution empirical(std::span<const double> sample);

  // The same under the condition that the value lies in [low, high]. Throws std::invalid_argument
  // if less than a billionth does.
  Distribution truncated(double low, double high) const;

  // Of the same shape, each value `factor` times as large. Throws std::invalid_argument unless the
  // factor is finite and at least 0.
  Distribution scaled(double factor) const;

  Distribution() = default;  // constant zero

  // The value below which a share `u` of all draws lies; u in (0, 1).
  double quantile(double u) const {
    if (family_ == Family::exponential && !is_truncated()) {
      return scale_ * (-a_ * portable_log1p(-u));
    }
    return scale_ * quantile_of_any(u);
  }

  // The share of all draws at or below `x`.
  double share_up_to(double x) const;

  double mean() const { return scale_ * mean_; }
  double deviation() const { return scale_ * deviation_; }

  // The smallest possible value; minus infinity for a normal distribution.
  double minimum() const;

  bool operator==(const Distribution&) const = default;

 private:
  enum class Family : std::uint8_t {
    constant,
    uniform,
    triangular,
    pert,
    exponential,
    normal,
    lognormal,
    gamma,
    weibull,
    poisson,
    discrete,
    empirical,
  };

  Distribution(Family family, double a, double b, double c, double mean, double deviation)
      : family_(family), a_(a), b_(b), c_(c), mean_(mean), deviation_(deviation) {}

  bool is_truncated() const { return low_share_ > 0 || high_share_ < 1; }
  // All that follows is before it was scaled.
  double quantile_of_any(double u) const;
  double whole_quantile(double u) const;  // of the distribution before it was truncated
  double whole_share_up_to(double x) const;
  double whole_minimum() const;
  void integrate_moments();

  Family family_ = Family::constant;
  double a_ = 0;  // value | low | low | low | mean | mean | log-mean | shape | shape | mean
  double b_ = 0;  // - | high | mode | mode | - | deviation | log-deviation | scale | scale | -
  double c_ = 0;  // - | - | high | high | -
  double mean_ = 0;
  double deviation_ = 0;
  double scale_ = 1;
  double low_share_ = 0;  // of the whole distribution, below `low_` and up to `high_`
  double high_share_ = 1;
  double low_ = -std::numeric_limits<double>::infinity();
  double high_ = std::numeric_limits<double>::infinity();
  std::vector<double> values_;  // discrete, empirical: sorted
  std::vector<double> shares_;  // discrete: up to and with each value
};

}  // namespace caravan
