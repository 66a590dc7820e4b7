#include "caravan/sim/distribution.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "caravan/sim/random.hpp"
#include "caravan/sim/special_functions.hpp"

namespace caravan {
namespace {

namespace math = boost::math;

const double kShares[] = {1e-12, 1e-6, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999999};
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

// The same distribution as Boost.Math has it.
math::lognormal boost_lognormal(double mean, double cv) {
  const double variance = std::log(1 + cv * cv);
  return {std::log(mean) - variance / 2, std::sqrt(variance)};
}

template <class Theirs>
void check_quantiles(const Distribution& ours, const Theirs& theirs) {
  for (const double u : kShares) {
    CAPTURE(u);
    const double expected = math::quantile(theirs, u);
    CHECK(std::fabs(ours.quantile(u) - expected) <= 1e-13 * std::fabs(expected));
  }
}

// Whether `draws` draws look as if they came from their distribution (Kolmogorov and
// Smirnov, 99 %). Each family has a key of its own; none was chosen for its luck.
template <class Theirs>
void check_draws(const Distribution& ours, const Theirs& theirs, std::uint64_t family) {
  constexpr int kDraws = 100'000;
  RandomStream stream({1, name_hash("Kolmogorov-Smirnov"), family, 0});
  std::vector<double> draws(kDraws);
  for (double& draw : draws) draw = ours.quantile(stream.uniform());
  std::sort(draws.begin(), draws.end());
  double gap = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double share = math::cdf(theirs, draws[static_cast<std::size_t>(i)]);
    gap = std::max({gap, share - i / double(kDraws), (i + 1) / double(kDraws) - share});
  }
  CHECK(gap * std::sqrt(double(kDraws)) < 1.628);
}

// A mean is the integral of the quantile over all shares.
void check_mean(const Distribution& ours, double expected) {
  CHECK(ours.mean() == doctest::Approx(expected).epsilon(1e-13));
  math::quadrature::tanh_sinh<double> integrator;
  const auto quantile = [&](double u) { return ours.quantile(u); };
  CHECK(integrator.integrate(quantile, 0.0, 1.0) == doctest::Approx(expected).epsilon(1e-7));
}

TEST_CASE("a constant is always the same") {
  const auto ours = Distribution::constant(-3.5);
  for (const double u : kShares) CHECK(ours.quantile(u) == -3.5);
  CHECK(ours.mean() == -3.5);
  CHECK(ours.minimum() == -3.5);
  CHECK(Distribution{} == Distribution::constant(0));
}

TEST_CASE("the uniform distribution is that of Boost") {
  const auto ours = Distribution::uniform(-2, 6);
  const math::uniform theirs(-2, 6);
  for (const double u : kShares) {
    CHECK(ours.quantile(u) == doctest::Approx(math::quantile(theirs, u)).epsilon(1e-14));
  }
  check_draws(ours, theirs, 1);
  check_mean(ours, 2);
  CHECK(ours.minimum() == -2);
}

TEST_CASE("the triangular distribution is that of Boost") {
  const auto ours = Distribution::triangular(1, 2, 7);
  const math::triangular theirs(1, 2, 7);
  check_quantiles(ours, theirs);
  check_draws(ours, theirs, 2);
  check_mean(ours, 10.0 / 3);
  CHECK(ours.minimum() == 1);
}

TEST_CASE("a triangle may be right-angled or a point") {
  check_quantiles(Distribution::triangular(1, 1, 7), math::triangular(1, 1, 7));
  check_quantiles(Distribution::triangular(1, 7, 7), math::triangular(1, 7, 7));
  CHECK(Distribution::triangular(4, 4, 4).quantile(0.3) == 4);
}

TEST_CASE("the exponential distribution is that of Boost") {
  const auto ours = Distribution::exponential(2.5);
  const math::exponential theirs(1 / 2.5);
  check_quantiles(ours, theirs);
  check_draws(ours, theirs, 3);
  check_mean(ours, 2.5);
  CHECK(ours.minimum() == 0);
}

TEST_CASE("the lognormal distribution is that of Boost") {
  const auto ours = Distribution::lognormal(10, 0.4);
  const math::lognormal theirs = boost_lognormal(10, 0.4);
  check_quantiles(ours, theirs);
  check_draws(ours, theirs, 4);
  check_mean(ours, 10);
  CHECK(ours.minimum() == 0);
  CHECK(math::standard_deviation(theirs) / math::mean(theirs) == doctest::Approx(0.4));
}

TEST_CASE("a lognormal distribution without variation is a constant") {
  const auto ours = Distribution::lognormal(10, 0);
  CHECK(ours.quantile(0.01) == doctest::Approx(10));
  CHECK(ours.quantile(0.99) == doctest::Approx(10));
  CHECK(ours.minimum() == doctest::Approx(10));
}

TEST_CASE("a lognormal distribution from its mean and p90 has that mean and p90") {
  for (const double p90 : {10.0, 10.5, 12.0, 15.0, 20.0, 22.7}) {
    CAPTURE(p90);
    const auto ours = Distribution::lognormal_from_p90(10, p90);
    CHECK(ours.quantile(0.9) == doctest::Approx(p90).epsilon(1e-12));
    check_mean(ours, 10);
  }
}

// The other root has a log-deviation above 2: a p99 far above that of the narrow one.
TEST_CASE("a lognormal distribution from its p90 is the narrower of the two") {
  const auto ours = Distribution::lognormal_from_p90(10, 12);
  CHECK(ours.quantile(0.99) < 15);
  CHECK(ours.quantile(0.01) > 6);
}

TEST_CASE("parameters out of their domain are refused") {
  using D = Distribution;
  CHECK_THROWS_AS(D::constant(kInfinity), std::invalid_argument);
  CHECK_THROWS_AS(D::constant(kNotANumber), std::invalid_argument);
  CHECK_THROWS_AS(D::uniform(2, 1), std::invalid_argument);
  CHECK_THROWS_AS(D::uniform(-kInfinity, 1), std::invalid_argument);
  CHECK_THROWS_AS(D::uniform(0, kInfinity), std::invalid_argument);
  CHECK_THROWS_AS(D::uniform(kNotANumber, 1), std::invalid_argument);
  CHECK_THROWS_AS(D::triangular(1, 0, 2), std::invalid_argument);
  CHECK_THROWS_AS(D::triangular(1, 3, 2), std::invalid_argument);
  CHECK_THROWS_AS(D::triangular(1, kNotANumber, 2), std::invalid_argument);
  CHECK_THROWS_AS(D::triangular(1, 2, kInfinity), std::invalid_argument);
  CHECK_THROWS_AS(D::triangular(-kInfinity, 1, 2), std::invalid_argument);
  CHECK_THROWS_AS(D::exponential(-1), std::invalid_argument);
  CHECK_THROWS_AS(D::exponential(kInfinity), std::invalid_argument);
  CHECK_THROWS_AS(D::exponential(kNotANumber), std::invalid_argument);
  CHECK_THROWS_AS(D::lognormal(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(D::lognormal(kInfinity, 1), std::invalid_argument);
  CHECK_THROWS_AS(D::lognormal(1, -0.1), std::invalid_argument);
  CHECK_THROWS_AS(D::lognormal(1, kInfinity), std::invalid_argument);
  CHECK_THROWS_AS(D::lognormal_from_p90(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(D::lognormal_from_p90(10, 9.9), std::invalid_argument);
  CHECK_THROWS_AS(D::lognormal_from_p90(10, 22.8), std::invalid_argument);
  CHECK_THROWS_AS(D::lognormal_from_p90(10, kInfinity), std::invalid_argument);
  CHECK_THROWS_AS(D::lognormal_from_p90(10, kNotANumber), std::invalid_argument);
}

TEST_CASE("the ends of a domain are accepted") {
  CHECK(Distribution::uniform(3, 3).quantile(0.7) == 3);
  CHECK(Distribution::exponential(0).quantile(0.7) == 0);
}

TEST_CASE("a larger share is never a smaller value") {
  const Distribution all[] = {Distribution::uniform(1, 2), Distribution::triangular(1, 2, 7),
                              Distribution::exponential(3), Distribution::lognormal(10, 1)};
  for (const auto& distribution : all) {
    double last = distribution.minimum();
    for (int i = 0; i < 10'000; ++i) {
      const double value = distribution.quantile((i + 0.5) / 10'000);
      REQUIRE(value >= last);
      last = value;
    }
  }
}

TEST_CASE("what is scaled keeps its shape, also when it was truncated before or is afterwards") {
  const double sample[] = {1, 4, 9};
  for (const Distribution& one :
       {Distribution::exponential(3), Distribution::lognormal(10, 1), Distribution::gamma(2, 0.5),
        Distribution::poisson(4), Distribution::empirical(sample), Distribution::constant(7)}) {
    const Distribution twice = one.scaled(2);
    CHECK(twice.mean() == doctest::Approx(2 * one.mean()));
    CHECK(twice.deviation() == doctest::Approx(2 * one.deviation()));
    CHECK(twice.minimum() == 2 * one.minimum());
    for (const double u : {0.01, 0.3, 0.77}) {
      CHECK(twice.quantile(u) == 2 * one.quantile(u));
      CHECK(twice.share_up_to(2 * one.quantile(u)) == one.share_up_to(one.quantile(u)));
    }
    CHECK(one.scaled(1) == one);
    CHECK(one.scaled(0).quantile(0.9) == 0);
    CHECK(one.scaled(0).share_up_to(0) == 1);
  }
  const Distribution wide = Distribution::lognormal(10, 1);
  const Distribution one = wide.truncated(4, 30).scaled(3);
  const Distribution other = wide.scaled(3).truncated(12, 90);
  CHECK(one == other);
  CHECK(one.quantile(0.4) == doctest::Approx(3 * wide.truncated(4, 30).quantile(0.4)));
  CHECK(one.mean() == doctest::Approx(3 * wide.truncated(4, 30).mean()));
  CHECK_THROWS_AS(wide.scaled(-1), std::invalid_argument);
}

TEST_CASE("distributions are equal if they are the same family with the same parameters") {
  CHECK(Distribution::uniform(1, 2) == Distribution::uniform(1, 2));
  CHECK_FALSE(Distribution::uniform(1, 2) == Distribution::uniform(1, 3));
  CHECK_FALSE(Distribution::constant(1) == Distribution::exponential(1));
}

TEST_CASE("the normal quantile is that of Boost in the middle and in both tails") {
  const math::normal theirs;
  for (const double u : {0x1p-53, 1e-14, 1e-12, 1e-11, 1e-6, 0.01, 0.0749, 0.0751, 0.3, 0.4999}) {
    CAPTURE(u);
    const double expected = math::quantile(theirs, u);
    CHECK(std::fabs(normal_quantile(u) / expected - 1) < 1e-14);
    // In the upper tail 1 - u is known to half a unit in its last place only.
    const double above = math::quantile(math::complement(theirs, 1 - (1 - u)));
    CHECK(std::fabs(normal_quantile(1 - u) / above - 1) < 1e-14);
  }
  CHECK(normal_quantile(0.5) == 0);
}

}  // namespace
}  // namespace caravan
