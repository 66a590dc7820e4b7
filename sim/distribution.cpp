#include "caravan/sim/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "caravan/sim/confidence.hpp"
#include "caravan/sim/special_functions.hpp"

namespace caravan {
namespace {

void require(bool condition, const char* message) {
  if (!condition) throw std::invalid_argument(message);
}

constexpr double kNormal90 = 1.2815515655446004;  // normal_quantile(0.9)
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// gamma(1 + n / shape): of a Weibull distribution with scale 1, the mean of the n-th power.
double weibull_moment(double n, double shape) { return portable_exp(log_gamma(1 + n / shape)); }

double weibull_cv(double shape) {
  const double mean = weibull_moment(1, shape);
  return std::sqrt(std::max(0.0, weibull_moment(2, shape) / (mean * mean) - 1));
}

// Between 0 and 1: how far x has come from low to high.
double share_of_way(double x, double low, double high) {
  if (x < low) return 0;
  return x >= high ? 1 : (x - low) / (high - low);
}

double triangular_share(double x, double low, double mode, double high) {
  if (x <= low) return x < high ? 0 : 1;
  if (x >= high) return 1;
  const double width = high - low;
  if (x < mode) return (x - low) * (x - low) / (width * (mode - low));
  return 1 - (high - x) * (high - x) / (width * (high - mode));
}

double triangular_quantile(double u, double low, double mode, double high) {
  const double width = high - low;
  if (width == 0) return low;
  if (u < (mode - low) / width) return low + std::sqrt(u * width * (mode - low));
  return high - std::sqrt((1 - u) * width * (high - mode));
}

// The first of PERT's two beta parameters; they add up to 6.
double pert_alpha(double low, double mode, double high) {
  return 1 + 4 * (mode - low) / (high - low);
}

// From a normal guess, counted up or down to where the shares pass u.
double poisson_quantile(double u, double mean) {
  const double guess = std::floor(mean + std::sqrt(mean) * normal_quantile(u));
  double k = std::max(0.0, guess);
  // gamma_shares(k + 1, mean).above is the share of values up to k.
  while (k > 0 && gamma_shares(k, mean).above >= u) --k;
  while (gamma_shares(k + 1, mean).above < u) ++k;
  return k;
}

// The share of an empirical distribution at or below x, or only below it.
double sample_share(std::span<const double> sorted, double x, bool with_x) {
  const auto after = with_x ? std::upper_bound(sorted.begin(), sorted.end(), x)
                            : std::lower_bound(sorted.begin(), sorted.end(), x);
  if (after == sorted.begin()) return 0;
  if (after == sorted.end()) return 1;
  const double low = *(after - 1);
  const auto rank = static_cast<double>(after - sorted.begin() - 1);
  return (rank + (x - low) / (*after - low)) / static_cast<double>(sorted.size() - 1);
}

}  // namespace

Distribution Distribution::constant(double value) {
  require(std::isfinite(value), "a constant must be finite");
  return {Family::constant, value, 0, 0, value, 0};
}

Distribution Distribution::uniform(double low, double high) {
  require(std::isfinite(low) && std::isfinite(high) && low <= high, "uniform needs low <= high");
  return {Family::uniform, low, high, 0, (low + high) / 2, (high - low) / std::sqrt(12.0)};
}

Distribution Distribution::triangular(double low, double mode, double high) {
  require(std::isfinite(low) && std::isfinite(high) && low <= mode && mode <= high,
          "triangular needs low <= mode <= high");
  const double rise = mode - low;
  const double fall = high - mode;
  const double variance = (rise * rise + rise * fall + fall * fall) / 18;
  return {Family::triangular, low, mode, high, (low + mode + high) / 3, std::sqrt(variance)};
}

Distribution Distribution::pert(double low, double mode, double high) {
  require(std::isfinite(low) && std::isfinite(high) && low <= mode && mode <= high,
          "pert needs low <= mode <= high");
  if (low == high) return constant(low);
  const double alpha = pert_alpha(low, mode, high);
  const double deviation = (high - low) * std::sqrt(alpha * (6 - alpha) / (36 * 7));
  return {Family::pert, low, mode, high, (low + 4 * mode + high) / 6, deviation};
}

Distribution Distribution::exponential(double mean) {
  require(std::isfinite(mean) && mean >= 0, "exponential needs a mean of at least 0");
  return {Family::exponential, mean, 0, 0, mean, mean};
}

Distribution Distribution::normal(double mean, double deviation) {
  require(std::isfinite(mean), "normal needs a finite mean");
  require(std::isfinite(deviation) && deviation >= 0, "normal needs a deviation of at least 0");
  return {Family::normal, mean, deviation, 0, mean, deviation};
}

Distribution Distribution::lognormal(double mean, double cv) {
  require(std::isfinite(mean) && mean > 0, "lognormal needs a mean above 0");
  require(std::isfinite(cv) && cv >= 0, "lognormal needs a cv of at least 0");
  const double variance = portable_log1p(cv * cv);
  return {Family::lognormal, portable_log(mean) - variance / 2, std::sqrt(variance), 0, mean,
          mean * cv};
}

// With deviation s, log(p90 / mean) = z s - s^2 / 2 where z is the normal 90th
// percentile; the smaller root is taken.
Distribution Distribution::lognormal_from_p90(double mean, double p90) {
  require(std::isfinite(mean) && mean > 0, "lognormal needs a mean above 0");
  require(std::isfinite(p90) && p90 >= mean, "lognormal needs a p90 of at least its mean");
  const double discriminant = kNormal90 * kNormal90 - 2 * portable_log(p90 / mean);
  require(discriminant >= 0, "no lognormal has a p90 above 2.27 times its mean");
  const double s = kNormal90 - std::sqrt(discriminant);
  const double cv = std::sqrt(portable_exp(s * s) - 1);
  return {Family::lognormal, portable_log(mean) - s * s / 2, s, 0, mean, mean * cv};
}

Distribution Distribution::gamma(double mean, double cv) {
  require(std::isfinite(mean) && mean > 0, "gamma needs a mean above 0");
  require(cv >= 0.003 && cv <= 10, "gamma needs a cv from 0.003 to 10");
  return {Family::gamma, 1 / (cv * cv), mean * cv * cv, 0, mean, mean * cv};
}

Distribution Distribution::weibull(double shape, double scale) {
  require(shape >= 0.1 && shape <= 1000, "weibull needs a shape from 0.1 to 1000");
  require(std::isfinite(scale) && scale > 0, "weibull needs a scale above 0");
  const double mean = scale * weibull_moment(1, shape);
  return {Family::weibull, shape, scale, 0, mean, mean * weibull_cv(shape)};
}

// The cv falls as the shape grows.
Distribution Distribution::weibull_from_cv(double mean, double cv) {
  require(std::isfinite(mean) && mean > 0, "weibull needs a mean above 0");
  require(cv >= 0.01 && cv <= 10, "weibull needs a cv from 0.01 to 10");
  double low = 0.1;
  double high = 1000;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (weibull_cv(middle) > cv ? low : high) = middle;
  }
  return {Family::weibull, low, mean / weibull_moment(1, low), 0, mean, mean * cv};
}

Distribution Distribution::poisson(double mean) {
  require(mean >= 0 && mean <= 1e6, "poisson needs a mean from 0 to a million");
  if (mean == 0) return constant(0);
  return {Family::poisson, mean, 0, 0, mean, std::sqrt(mean)};
}

Distribution Distribution::discrete(std::span<const double> values,
                                    std::span<const double> weights) {
  require(!values.empty() && values.size() == weights.size(),
          "discrete needs values, and a weight for each");
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  Distribution made(Family::discrete, 0, 0, 0, 0, 0);
  double sum = 0;
  for (const std::size_t i : order) {
    require(std::isfinite(values[i]), "discrete needs finite values");
    require(std::isfinite(weights[i]) && weights[i] >= 0, "discrete needs weights of at least 0");
    if (weights[i] == 0) continue;
    made.values_.push_back(values[i]);
    made.shares_.push_back(sum += weights[i]);
  }
  require(sum > 0 && std::isfinite(sum), "discrete needs a weight above 0");
  double square = 0;
  double before = 0;
  for (std::size_t i = 0; i < made.values_.size(); ++i) {
    made.mean_ += (made.shares_[i] - before) / sum * made.values_[i];
    before = made.shares_[i];
  }
  before = 0;
  for (std::size_t i = 0; i < made.values_.size(); ++i) {
    const double off = made.values_[i] - made.mean_;
    square += (made.shares_[i] - before) / sum * off * off;
    before = made.shares_[i];
    made.shares_[i] /= sum;
  }
  made.shares_.back() = 1;
  made.deviation_ = std::sqrt(square);
  return made;
}

Distribution Distribution::empirical(std::span<const double> sample) {
  require(!sample.empty(), "empirical needs a sample");
  for (const double value : sample) require(std::isfinite(value), "empirical needs finite values");
  Distribution made(Family::empirical, 0, 0, 0, 0, 0);
  made.values_.assign(sample.begin(), sample.end());
  std::sort(made.values_.begin(), made.values_.end());
  made.integrate_moments();
  return made;
}

Distribution Distribution::scaled(double factor) const {
  require(std::isfinite(factor) && factor >= 0, "scaled needs a finite factor of at least 0");
  Distribution made = *this;
  made.scale_ *= factor;
  return made;
}

Distribution Distribution::truncated(double low, double high) const {
  constexpr const char* kNothing = "hardly any of the distribution lies within its bounds";
  require(low <= high, "truncated needs low <= high");
  if (scale_ == 0) {
    require(low <= 0 && 0 <= high, kNothing);
    return *this;
  }
  low = std::max(low / scale_, low_);
  high = std::min(high / scale_, high_);
  if (deviation_ == 0) {
    require(low <= mean_ && mean_ <= high, kNothing);
    return *this;
  }
  Distribution part = *this;
  part.low_ = low;
  part.high_ = high;
  // What lies at `low` itself belongs to the part.
  if (family_ == Family::discrete) {
    part.low_share_ = low == -kInfinity ? 0 : whole_share_up_to(std::nextafter(low, -kInfinity));
  } else if (family_ == Family::poisson) {
    part.low_share_ = whole_share_up_to(std::ceil(low) - 1);
  } else if (family_ == Family::empirical) {
    part.low_share_ = sample_share(values_, low, false);
  } else {
    part.low_share_ = whole_share_up_to(low);
  }
  part.high_share_ = whole_share_up_to(high);
  require(part.high_share_ - part.low_share_ >= 1e-9, kNothing);
  part.integrate_moments();
  return part;
}

double Distribution::quantile_of_any(double u) const {
  if (!is_truncated()) return whole_quantile(u);
  u = std::min(low_share_ + u * (high_share_ - low_share_), 1 - 0x1p-53);
  return std::clamp(u > 0 ? whole_quantile(u) : low_, low_, high_);
}

double Distribution::whole_quantile(double u) const {
  switch (family_) {
    case Family::constant: return a_;
    case Family::uniform: return a_ + u * (b_ - a_);
    case Family::triangular: return triangular_quantile(u, a_, b_, c_);
    case Family::pert: {
      const double alpha = pert_alpha(a_, b_, c_);
      return a_ + (c_ - a_) * beta_quantile(alpha, 6 - alpha, u);
    }
    case Family::exponential: return -a_ * portable_log1p(-u);
    case Family::normal: return a_ + b_ * normal_quantile(u);
    case Family::lognormal: return portable_exp(a_ + b_ * normal_quantile(u));
    case Family::gamma: return b_ * gamma_quantile(a_, u);
    case Family::weibull: return b_ * portable_pow(-portable_log1p(-u), 1 / a_);
    case Family::poisson: return poisson_quantile(u, a_);
    case Family::discrete:
      return values_[std::size_t(std::lower_bound(shares_.begin(), shares_.end(), u) -
                                 shares_.begin())];
    case Family::empirical: return sorted_quantile(values_, u);
  }
  return 0;
}

double Distribution::share_up_to(double x) const {
  if (scale_ == 0) return x < 0 ? 0 : 1;
  x /= scale_;
  if (!is_truncated()) return whole_share_up_to(x);
  if (x < low_) return 0;
  if (x >= high_) return 1;
  return (whole_share_up_to(x) - low_share_) / (high_share_ - low_share_);
}

double Distribution::whole_share_up_to(double x) const {
  switch (family_) {
    case Family::constant: return x < a_ ? 0 : 1;
    case Family::uniform: return share_of_way(x, a_, b_);
    case Family::triangular: return triangular_share(x, a_, b_, c_);
    case Family::pert: {
      const double alpha = pert_alpha(a_, b_, c_);
      return beta_shares(alpha, 6 - alpha, (x - a_) / (c_ - a_)).below;
    }
    case Family::exponential: return x <= 0 ? 0 : a_ == 0 ? 1 : 1 - portable_exp(-x / a_);
    case Family::normal:
      if (b_ == 0) return x < a_ ? 0 : 1;
      return std::isinf(x) ? (x > 0 ? 1 : 0) : normal_share((x - a_) / b_);
    case Family::lognormal:
      if (b_ == 0) return x < mean_ ? 0 : 1;
      if (std::isinf(x)) return x > 0 ? 1 : 0;
      return x <= 0 ? 0 : normal_share((portable_log(x) - a_) / b_);
    case Family::gamma: return std::isinf(x) ? (x > 0 ? 1 : 0) : gamma_shares(a_, x / b_).below;
    case Family::weibull:
      if (std::isinf(x)) return x > 0 ? 1 : 0;
      return x <= 0 ? 0 : 1 - portable_exp(-portable_pow(x / b_, a_));
    case Family::poisson:
      if (std::isinf(x)) return x > 0 ? 1 : 0;
      return x < 0 ? 0 : gamma_shares(std::floor(x) + 1, a_).above;
    case Family::discrete: {
      const auto after = std::upper_bound(values_.begin(), values_.end(), x) - values_.begin();
      return after == 0 ? 0 : shares_[std::size_t(after - 1)];
    }
    case Family::empirical: return sample_share(values_, x, true);
  }
  return 0;
}

double Distribution::minimum() const {
  return scale_ == 0 ? 0 : scale_ * std::max(low_, whole_minimum());
}

double Distribution::whole_minimum() const {
  switch (family_) {
    case Family::constant:
    case Family::uniform:
    case Family::triangular:
    case Family::pert: return a_;
    case Family::normal: return b_ == 0 ? a_ : -kInfinity;
    case Family::lognormal: return b_ == 0 ? mean_ : 0;
    case Family::discrete:
    case Family::empirical: return values_.front();
    default: return 0;
  }
}

}  // namespace caravan
