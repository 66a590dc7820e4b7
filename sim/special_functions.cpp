#include "caravan/sim/special_functions.hpp"

#include <algorithm>
#include <cmath>

#include "caravan/sim/portable_math.hpp"

namespace caravan {
namespace {

constexpr double kTiny = 1e-300;
constexpr double kPrecise = 1e-16;
constexpr double kPi = 3.14159265358979323846;

// log(gamma(x)) - ((x - 1/2) log x - x + log(2 pi) / 2), for x of at least 16.
double stirling_rest(double x) {
  const double z = 1 / (x * x);
  const double terms[] = {1.0 / 12,    -1.0 / 360, 1.0 / 1260,
                          -1.0 / 1680, 1.0 / 1188, -691.0 / 360360};
  double sum = 0;
  for (int i = 5; i >= 0; --i) sum = sum * z + terms[i];
  return sum / x;
}

// x - log(1 + x) without loss for small x.
double minus_log1p(double x) {
  if (std::fabs(x) > 0.1) return x - portable_log1p(x);
  // log(1 + x) = 2 atanh(s), s = x / (2 + x); x - 2 s = x s.
  const double s = x / (2 + x);
  const double z = s * s;
  double sum = 0;
  for (int k = 12; k >= 1; --k) sum = sum * z + 2.0 / (2 * k + 1);
  return s * (x - z * sum);
}

// x^a e^-x / gamma(a): x times the gamma density. For large a the large terms are taken together.
double gamma_term(double a, double x) {
  if (a < 16) return portable_exp(a * portable_log(x) - x - log_gamma(a));
  const double off = (x - a) / a;
  return portable_exp(-a * minus_log1p(off) - stirling_rest(a)) * std::sqrt(a / (2 * kPi));
}

double polynomial(const double (&coefficients)[8], double x) {
  double sum = 0;
  for (int i = 7; i >= 0; --i) sum = sum * x + coefficients[i];
  return sum;
}

// Lentz's way with continued fractions: b0 + a1 / (b1 + a2 / (b2 + ...)), terms(i) giving {a, b}.
template <class Terms>
double continued_fraction(double b0, Terms terms) {
  double value = b0 == 0 ? kTiny : b0;
  double c = value;
  double d = 0;
  for (int i = 1; i < 100'000; ++i) {
    const auto [a, b] = terms(i);
    d = b + a * d;
    if (std::fabs(d) < kTiny) d = kTiny;
    c = b + a / c;
    if (std::fabs(c) < kTiny) c = kTiny;
    d = 1 / d;
    value *= c * d;
    if (std::fabs(c * d - 1) < kPrecise) break;
  }
  return value;
}

struct Term {
  double a, b;
};

// The x in [low, high] where shares(x) reach u, from a guess: Newton's steps, or halves where they
// lead out. density(x) is the derivative. The smaller of the two shares is compared, so that tails
// are exact.
template <class SharesAt, class Density>
double solve(double u, double low, double high, double x, SharesAt shares_at, Density density) {
  for (int i = 0; i < 200; ++i) {
    const Shares shares = shares_at(x);
    const double error = u < 0.5 ? shares.below - u : (1 - u) - shares.above;
    (error < 0 ? low : high) = x;
    const double slope = density(x);
    double next = x - error / slope;
    if (!(next > low && next < high)) next = low / 2 + high / 2;
    if (std::fabs(next - x) <= 4e-16 * std::fabs(x) || next == low || next == high) return next;
    x = next;
  }
  return x;
}

}  // namespace

double log_gamma(double x) {
  double shift = 1;
  while (x < 16) shift *= x++;
  const double half_log_2_pi = 0.91893853320467274178;
  return (x - 0.5) * portable_log(x) - x + half_log_2_pi + stirling_rest(x) - portable_log(shift);
}

double normal_share(double x) {
  const Shares of_square = gamma_shares(0.5, x * x / 2);
  return x < 0 ? of_square.above / 2 : 0.5 + of_square.below / 2;
}

Shares gamma_shares(double shape, double x) {
  if (!(x > 0)) return {0, 1};
  const double term = gamma_term(shape, x);
  if (x < shape + 1) {
    double sum = 1 / shape;
    double next = sum;
    for (double k = 1; next > sum * kPrecise; ++k) sum += next *= x / (shape + k);
    const double below = std::min(1.0, term * sum);
    return {below, 1 - below};
  }
  const double fraction = continued_fraction(x + 1 - shape, [&](int i) {
    return Term{-i * (i - shape), x + 2 * i + 1 - shape};
  });
  const double above = std::min(1.0, term / fraction);
  return {1 - above, above};
}

double gamma_quantile(double shape, double u) {
  // Below the first thousandth or so, x^a / gamma(a + 1) is all there is; else as Wilson and
  // Hilferty.
  const double z = normal_quantile(u);
  const double root = 1 - 1 / (9 * shape) + z / (3 * std::sqrt(shape));
  double guess = shape * root * root * root;
  if (shape < 1 || root < 0.2) {
    guess = portable_exp((portable_log(u) + log_gamma(shape + 1)) / shape);
    if (guess == 0) return 0;
    if (guess > shape + 1) guess = shape;
  }
  double high = std::max(2 * guess, shape + 1);
  while (gamma_shares(shape, high).above > 1 - u) high *= 2;
  return solve(
      u, 0, high, guess, [&](double x) { return gamma_shares(shape, x); },
      [&](double x) { return gamma_term(shape, x) / x; });
}

Shares beta_shares(double a, double b, double x) {
  if (!(x > 0)) return {0, 1};
  if (!(x < 1)) return {1, 0};
  if (x > (a + 1) / (a + b + 2)) {
    const Shares mirrored = beta_shares(b, a, 1 - x);
    return {mirrored.above, mirrored.below};
  }
  const double log_term =
      a * portable_log(x) + b * portable_log1p(-x) + log_gamma(a + b) - log_gamma(a) - log_gamma(b);
  const double fraction = continued_fraction(1, [&](int i) {
    const int m = i / 2;
    const double numerator = i % 2 == 0
                                 ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                                 : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    return Term{numerator, 1};
  });
  const double below = std::min(1.0, portable_exp(log_term) / a / fraction);
  return {below, 1 - below};
}

double beta_quantile(double a, double b, double u) {
  const double log_constant = log_gamma(a + b) - log_gamma(a) - log_gamma(b);
  return solve(
      u, 0, 1, a / (a + b), [&](double x) { return beta_shares(a, b, x); },
      [&](double x) {
        return portable_exp(log_constant + (a - 1) * portable_log(x) +
                            (b - 1) * portable_log1p(-x));
      });
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
  const double r = std::sqrt(-portable_log(q < 0 ? u : 1 - u));
  const double tail = r <= 5 ? polynomial(kC, r - 1.6) / polynomial(kD, r - 1.6)
                             : polynomial(kE, r - 5) / polynomial(kF, r - 5);
  return q < 0 ? -tail : tail;
}

}  // namespace caravan
