// Logarithm and exponential that are the same on every machine.
//
// C libraries differ in the last bits of these, and one library differs between processors. Here
// only sums, products and quotients of doubles are used, which IEEE 754 fixes, in an order that is
// fixed here. Within 2 units in the last place of the true value.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace caravan {

inline constexpr double kLn2 = 0x1.62e42fefa39efp-1;
inline constexpr double kLn2High = 0x1.62e42p-1;  // few bits, so that its multiples are exact
inline constexpr double kLn2Low = 0x1.fdf473de6af28p-22;

// Of x = m 2^e with m in [sqrt(1/2), sqrt(2)) as e ln 2 + 2 atanh(s), s = (m - 1) / (m + 1); the
// series in s^2 beyond its first term is interpolated at Chebyshev's points, to 1e-17, and summed
// in pairs, which a processor does side by side. x above 0.
inline double portable_log(double x) {
  constexpr std::uint64_t kSqrtHalf = 0x3fe6a09e667f3bcd;
  int exponent = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    exponent = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const auto shift = static_cast<std::int64_t>(bits - kSqrtHalf) >> 52;
  exponent += static_cast<int>(shift);
  const double m = std::bit_cast<double>(bits - (static_cast<std::uint64_t>(shift) << 52));
  const double f = m - 1;
  const double s = f / (2 + f);
  const double z = s * s;
  const double z2 = z * z;
  const double low = (0x1.5555555555558p-1 + 0x1.99999999952e2p-2 * z) +
                     (0x1.2492492df14dfp-2 + 0x1.c71c62e579789p-3 * z) * z2;
  const double high = (0x1.7462b4ad0d879p-3 + 0x1.39fe60271f67fp-3 * z) + 0x1.2b584dae87b55p-3 * z2;
  const double rest = low + high * (z2 * z2);
  const double e = exponent;
  return e * kLn2High + ((f - s * (f - z * rest)) + e * kLn2Low);
}

// log(1 + x) for x above -1, exact for small x too.
inline double portable_log1p(double x) {
  const double sum = 1 + x;
  const double lost = x - (sum - 1);  // by rounding the sum
  return lost == 0 ? portable_log(sum) : portable_log(sum) + lost / sum;
}

// exp(x) as 2^k exp(r), |r| <= ln(2) / 2. Infinite above 709.78, zero below -745.1; not a number
// stays one.
double portable_exp(double x);

// x to the power y, x above 0; within 2 |y log x| units in the last place.
inline double portable_pow(double x, double y) { return portable_exp(y * portable_log(x)); }

}  // namespace caravan
