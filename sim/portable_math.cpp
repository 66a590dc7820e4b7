#include "caravan/sim/portable_math.hpp"

namespace caravan {
namespace {

// (exp(r) - 1 - r) / r^2, interpolated at Chebyshev's points to 2e-19.
constexpr double kExp[] = {0.5,
                           0.1666666666666667,
                           0.04166666666666667,
                           0.008333333333326084,
                           0.0013888888888883711,
                           0.0001984126987500228,
                           2.480158732567746e-05,
                           2.755725517000089e-06,
                           2.755727347871858e-07,
                           2.5105312729622103e-08,
                           2.09147553258932e-09};

double power_of_two(int exponent) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(1023 + exponent) << 52);
}

}  // namespace

double portable_exp(double x) {
  if (!(x < 709.79)) return x != x ? x : std::numeric_limits<double>::infinity();
  if (x < -745.2) return 0;
  const double turns = x / kLn2;
  const int k = static_cast<int>(turns < 0 ? turns - 0.5 : turns + 0.5);
  const double r = (x - k * kLn2High) - k * kLn2Low;
  double rest = 0;
  for (int i = 10; i >= 0; --i) rest = rest * r + kExp[i];
  // In two steps, since 2^k alone may be out of range.
  const int half = k / 2;
  return (1 + (r + r * r * rest)) * power_of_two(half) * power_of_two(k - half);
}

}  // namespace caravan
