#include "caravan/sim/portable_math.hpp"

#include <doctest/doctest.h>

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "caravan/sim/special_functions.hpp"

namespace caravan {
namespace {

// In units of the last place of the expected value.
double places_off(double value, double expected) {
  const double place = std::nextafter(std::fabs(expected), 1e308) - std::fabs(expected);
  return std::fabs(value - expected) / place;
}

TEST_CASE("the logarithm is right to two places") {
  double worst = 0;
  for (double x = 1e-300; x < 1e300; x *= 1.01) {
    worst = std::max(worst, places_off(portable_log(x), std::log(x)));
  }
  for (double x = 0.4; x < 2.5; x += 1e-5) {
    if (x != 1) worst = std::max(worst, places_off(portable_log(x), std::log(x)));
  }
  for (int i = 1; i < 1000; ++i) {  // next to 1
    const double x = 1 + (i - 500.5) * 0x1p-50;
    worst = std::max(worst, places_off(portable_log(x), std::log(x)));
  }
  CHECK(worst <= 2);
  CHECK(portable_log(1) == 0);
  CHECK(places_off(portable_log(5e-324), std::log(5e-324)) <= 2);
}

TEST_CASE("the logarithm of one and a little is right to two places") {
  double worst = 0;
  for (double x = 1e-300; x < 1e300; x *= 1.01) {
    worst = std::max(worst, places_off(portable_log1p(x), std::log1p(x)));
    if (x < 1) worst = std::max(worst, places_off(portable_log1p(-x), std::log1p(-x)));
  }
  CHECK(worst <= 2);
  CHECK(portable_log1p(0) == 0);
}

TEST_CASE("the exponential is right to two places") {
  double worst = 0;
  for (double x = -708; x < 709.7; x += 0.00137) {
    worst = std::max(worst, places_off(portable_exp(x), std::exp(x)));
  }
  CHECK(worst <= 2);
  CHECK(portable_exp(0) == 1);
  CHECK(portable_exp(1000) == std::numeric_limits<double>::infinity());
  CHECK(portable_exp(-1000) == 0);
  CHECK(std::isnan(portable_exp(std::nan(""))));
  CHECK(portable_exp(-740) == doctest::Approx(std::exp(-740)).epsilon(0.01));  // subnormal
}

// The same bits everywhere: as this machine had them when they were found right.
TEST_CASE("logarithm and exponential are known to the last bit") {
  CHECK(portable_log(3) == 0x1.193ea7aad030bp+0);
  CHECK(portable_log(0.001) == -0x1.ba18a998fffap+2);
  CHECK(portable_exp(1) == 0x1.5bf0a8b14576ap+1);
  CHECK(portable_exp(-20.5) == 0x1.57a3afeed00acp-30);
}

TEST_CASE("the logarithm of the gamma function is that of Boost") {
  for (double x = 0.001; x < 1e6; x *= 1.07) {
    const double expected = std::lgamma(x);
    CHECK(std::fabs(log_gamma(x) - expected) <= 2e-14 * std::max(1.0, std::fabs(expected)));
  }
}

TEST_CASE("gamma shares are those of Boost on both sides") {
  for (const double shape : {0.01, 0.05, 0.3, 0.5, 1.0, 2.5, 10.0, 15.9, 16.0, 100.0, 1e4, 1e5}) {
    for (double z = -5; z <= 8; z += 0.37) {
      const double x = shape + z * std::sqrt(shape);
      if (x <= 0) continue;
      CAPTURE(shape);
      CAPTURE(x);
      const Shares ours = gamma_shares(shape, x);
      CHECK(ours.below == doctest::Approx(boost::math::gamma_p(shape, x)).epsilon(2e-12));
      CHECK(ours.above == doctest::Approx(boost::math::gamma_q(shape, x)).epsilon(2e-12));
    }
  }
}

TEST_CASE("beta shares are those of Boost on both sides") {
  for (double a = 1; a <= 5; a += 0.5) {
    for (double x = 0.01; x < 1; x += 0.037) {
      const Shares ours = beta_shares(a, 6 - a, x);
      CHECK(ours.below == doctest::Approx(boost::math::ibeta(a, 6 - a, x)).epsilon(1e-12));
      CHECK(ours.above == doctest::Approx(boost::math::ibetac(a, 6 - a, x)).epsilon(1e-12));
    }
  }
}

TEST_CASE("the normal share is half the complementary error function in both tails") {
  for (double x = -30; x <= 8; x += 0.1) {
    CHECK(normal_share(x) == doctest::Approx(std::erfc(-x / std::sqrt(2.0)) / 2).epsilon(1e-12));
  }
}

}  // namespace
}  // namespace caravan
