#include "caravan/sim/distribution.hpp"

#include <cmath>
#include <stdexcept>

namespace caravan {
namespace {

void require(bool condition, const char* message) {
  if (!condition) throw std::invalid_argument(message);
}

double polynomial(const double (&coefficients)[8], double x) {
  double sum = 0;
  for (int i = 7; i >= 0; --i) sum = sum * x + coefficients[i];
  return sum;
}

constexpr double kNormal90 = 1.2815515655446004;  // normal_quantile(0.9)

}  // namespace

Distribution Distribution::constant(double value) {
  require(std::isfinite(value), "a constant must be finite");
  return {Family::constant, value, 0, 0};
}

Distribution Distribution::uniform(double low, double high) {
  require(std::isfinite(low) && std::isfinite(high) && low <= high, "uniform needs low <= high");
  return {Family::uniform, low, high, 0};
}

Distribution Distribution::triangular(double low, double mode, double high) {
  require(std::isfinite(low) && std::isfinite(high) && low <= mode && mode <= high,
          "triangular needs low <= mode <= high");
  return {Family::triangular, low, mode, high};
}

Distribution Distribution::exponential(double mean) {
  require(std::isfinite(mean) && mean >= 0, "exponential needs a mean of at least 0");
  return {Family::exponential, mean, 0, 0};
}

Distribution Distribution::lognormal(double mean, double cv) {
  require(std::isfinite(mean) && mean > 0, "lognormal needs a mean above 0");
  require(std::isfinite(cv) && cv >= 0, "lognormal needs a cv of at least 0");
  const double variance = std::log1p(cv * cv);
  return {Family::lognormal, std::log(mean) - variance / 2, std::sqrt(variance), 0};
}

// With deviation s, log(p90 / mean) = z s - s^2 / 2 where z is the normal 90th
// percentile; the smaller root is taken.
Distribution Distribution::lognormal_from_p90(double mean, double p90) {
  require(std::isfinite(mean) && mean > 0, "lognormal needs a mean above 0");
  require(p90 >= mean, "lognormal needs a p90 of at least its mean");
  const double discriminant = kNormal90 * kNormal90 - 2 * std::log(p90 / mean);
  require(discriminant >= 0, "no lognormal has a p90 above 2.27 times its mean");
  const double deviation = kNormal90 - std::sqrt(discriminant);
  return {Family::lognormal, std::log(mean) - deviation * deviation / 2, deviation, 0};
}

double Distribution::quantile(double u) const {
  switch (family_) {
    case Family::constant: return a_;
    case Family::uniform: return a_ + u * (b_ - a_);
    case Family::triangular: {
      const double width = c_ - a_;
      if (width == 0) return a_;
      const double rising = (b_ - a_) / width;
      if (u < rising) return a_ + std::sqrt(u * width * (b_ - a_));
      return c_ - std::sqrt((1 - u) * width * (c_ - b_));
    }
    case Family::exponential: return -a_ * std::log1p(-u);
    case Family::lognormal: return std::exp(a_ + b_ * normal_quantile(u));
  }
  return 0;
}

double Distribution::mean() const {
  switch (family_) {
    case Family::constant: return a_;
    case Family::uniform: return (a_ + b_) / 2;
    case Family::triangular: return (a_ + b_ + c_) / 3;
    case Family::exponential: return a_;
    case Family::lognormal: return std::exp(a_ + b_ * b_ / 2);
  }
  return 0;
}

double Distribution::minimum() const {
  switch (family_) {
    case Family::constant:
    case Family::uniform:
    case Family::triangular: return a_;
    case Family::exponential: return 0;
    case Family::lognormal: return b_ == 0 ? mean() : 0;
  }
  return 0;
}

double normal_quantile(double u) {
  static constexpr double kA[8] = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                                   1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                   4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                   3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static constexpr double kB[8] = {1.0,
                                   4.2313330701600911252e+1,
                                   6.8718700749205790830e+2,
                                   5.3941960214247511077e+3,
                                   2.1213794301586595867e+4,
                                   3.9307895800092710610e+4,
                                   2.8729085735721942674e+4,
                                   5.2264952788528545610e+3};
  static constexpr double kC[8] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                   5.76949722146069140550e0,  3.64784832476320460504e0,
                                   1.27045825245236838258e0,  2.41780725177450611770e-1,
                                   2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr double kD[8] = {1.0,
                                   2.05319162663775882187e0,
                                   1.67638483018380384940e0,
                                   6.89767334985100004550e-1,
                                   1.48103976427480074590e-1,
                                   1.51986665636164571966e-2,
                                   5.47593808499534494600e-4,
                                   1.05075007164441684324e-9};
  static constexpr double kE[8] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                   1.78482653991729133580e0,  2.96560571828504891230e-1,
                                   2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                   2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr double kF[8] = {1.0,
                                   5.99832206555887937690e-1,
                                   1.36929880922735805310e-1,
                                   1.48753612908506148525e-2,
                                   7.86869131145613259100e-4,
                                   1.84631831751005468180e-5,
                                   1.42151175831644588870e-7,
                                   2.04426310338993978564e-15};
  const double q = u - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(kA, r) / polynomial(kB, r);
  }
  const double r = std::sqrt(-std::log(q < 0 ? u : 1 - u));
  const double tail = r <= 5 ? polynomial(kC, r - 1.6) / polynomial(kD, r - 1.6)
                             : polynomial(kE, r - 5) / polynomial(kF, r - 5);
  return q < 0 ? -tail : tail;
}

}  // namespace caravan
