// Probability distributions, drawn by inversion: one uniform number in, one value out.
//
// Inversion keeps common random numbers monotone (a luckier uniform is never a
// longer time), and our own formulas keep values equal across standard libraries.
#pragma once

#include <cstdint>

namespace caravan {

class Distribution {
 public:
  // `constant`, `uniform` and `triangular` take values of any sign, the others have
  // none below zero. Parameters out of their domain throw std::invalid_argument.
  static Distribution constant(double value);
  static Distribution uniform(double low, double high);
  static Distribution triangular(double low, double mode, double high);
  static Distribution exponential(double mean);
  // cv: standard deviation over mean.
  static Distribution lognormal(double mean, double cv);
  // The wider of the two lognormals with this mean and this 90th percentile has a
  // tail beyond all use; this is the narrower. Possible for mean <= p90 <= 2.27 mean.
  static Distribution lognormal_from_p90(double mean, double p90);

  Distribution() = default;  // constant zero

  // The value below which a share `u` of all draws lies; u in (0, 1).
  double quantile(double u) const;

  double mean() const;

  // The smallest possible value.
  double minimum() const;

  bool operator==(const Distribution&) const = default;

 private:
  enum class Family : std::uint8_t { constant, uniform, triangular, exponential, lognormal };

  Distribution(Family family, double a, double b, double c)
      : family_(family), a_(a), b_(b), c_(c) {}

  Family family_ = Family::constant;
  double a_ = 0;  // value | low | low | mean | log-mean
  double b_ = 0;  // -     | high | mode | -  | log-deviation
  double c_ = 0;  // -     | -    | high | -  | -
};

// Inverse of the standard normal distribution function, to about 1 part in 10^16
// (M. J. Wichura, algorithm AS 241, Applied Statistics 37, 1988). u in (0, 1).
double normal_quantile(double u);

}  // namespace caravan
