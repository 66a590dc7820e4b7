// What is true of every family: its quantiles are those of others, its shares undo them, its draws
// look like it, and its values are the same bits on every machine.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/distributions.hpp>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "caravan/sim/confidence.hpp"
#include "caravan/sim/distribution.hpp"
#include "caravan/sim/random.hpp"
#include "caravan/sim/tally.hpp"

namespace caravan {
namespace {

namespace math = boost::math;
using D = Distribution;

const std::vector<double> kSample = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5};
const std::vector<double> kSizes = {40, 20, 45};
const std::vector<double> kWeights = {3, 1, 0.5};

struct Named {
  std::string name;
  Distribution distribution;
  bool is_continuous = true;
};

std::vector<Named> all_families() {
  return {{"uniform", D::uniform(-2, 6)},
          {"triangular", D::triangular(1, 2, 7)},
          {"pert", D::pert(1, 2, 7)},
          {"exponential", D::exponential(2.5)},
          {"normal", D::normal(-3, 2)},
          {"lognormal", D::lognormal(10, 0.4)},
          {"gamma", D::gamma(10, 0.5)},
          {"gamma, wide", D::gamma(10, 2)},
          {"gamma, narrow", D::gamma(10, 0.01)},
          {"weibull", D::weibull(1.8, 3)},
          {"weibull, wide", D::weibull_from_cv(3, 1.5)},
          {"poisson", D::poisson(6.5), false},
          {"poisson, large", D::poisson(2e5), false},
          {"discrete", D::discrete(kSizes, kWeights), false},
          {"empirical", D::empirical(std::vector<double>{3, 1, 4, 9, 2, 6, 5.5})},
          {"exponential, truncated", D::exponential(2).truncated(1, 5)},
          {"normal, truncated", D::normal(10, 5).truncated(0, INFINITY)},
          {"lognormal, truncated", D::lognormal(10, 1).truncated(-INFINITY, 20)},
          {"gamma, truncated", D::gamma(10, 0.5).truncated(8, 30)},
          {"poisson, truncated", D::poisson(6.5).truncated(3, 9.5), false},
          {"discrete, truncated", D::discrete(kSizes, kWeights).truncated(40, 50), false},
          {"empirical, truncated",
           D::empirical(std::vector<double>{3, 1, 4, 9, 2, 6, 5.5}).truncated(2, 5.5)}};
}

template <class Theirs>
void check_quantiles(const Distribution& ours, const Theirs& theirs, double precision) {
  for (const double u : {1e-9, 1e-4, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999, 1 - 1e-9}) {
    CAPTURE(u);
    const double expected =
        u < 0.5 ? math::quantile(theirs, u) : math::quantile(math::complement(theirs, 1 - u));
    CHECK(std::fabs(ours.quantile(u) - expected) <= precision * std::fabs(expected));
  }
}

TEST_CASE("quantiles are those of Boost") {
  check_quantiles(D::normal(-3, 2), math::normal(-3, 2), 1e-13);
  check_quantiles(D::weibull(1.8, 3), math::weibull(1.8, 3), 1e-13);
  check_quantiles(D::weibull(0.3, 3), math::weibull(0.3, 3), 1e-12);
  for (const double cv : {0.003, 0.01, 0.1, 0.5, 1.0, 1.5, 3.0, 4.5}) {
    CAPTURE(cv);
    const double shape = 1 / (cv * cv);
    check_quantiles(D::gamma(10, cv), math::gamma_distribution<>(shape, 10 / shape), 1e-11);
  }
  for (const double mode : {0.0, 0.1, 0.5, 0.83, 1.0}) {
    CAPTURE(mode);
    check_quantiles(D::pert(0, mode, 1), math::beta_distribution<>(1 + 4 * mode, 5 - 4 * mode),
                    1e-11);
  }
}

TEST_CASE("Poisson quantiles are the least whole numbers with enough below them") {
  for (const double mean : {0.1, 1.0, 6.5, 40.0, 1e3, 1e6}) {
    const math::poisson theirs(mean);
    for (int i = 0; i < 500; ++i) {
      const double u = (i + 0.5) / 500;
      const double k = D::poisson(mean).quantile(u);
      REQUIRE(math::cdf(theirs, k) >= u - 1e-12);
      if (k > 0) REQUIRE(math::cdf(theirs, k - 1) < u + 1e-12);
    }
  }
}

TEST_CASE("a Weibull distribution from its mean and cv has them") {
  for (const double cv : {0.01, 0.1, 0.52, 1.0, 3.0, 10.0}) {
    const Distribution made = D::weibull_from_cv(7, cv);
    CHECK(made.mean() == 7);
    // Infinitely many terms of its wide tails lie beyond any quadrature: by gamma functions.
    if (cv == 1.0) CHECK(made.quantile(0.5) == doctest::Approx(D::exponential(7).quantile(0.5)));
  }
  CHECK(D::weibull(2, 3).mean() == doctest::Approx(3 * std::sqrt(std::acos(-1.0)) / 2));
}

TEST_CASE("shares undo quantiles") {
  for (const Named& named : all_families()) {
    if (!named.is_continuous) continue;
    CAPTURE(named.name);
    for (int i = 0; i < 1'000; ++i) {
      const double u = (i + 0.5) / 1'000;
      REQUIRE(named.distribution.share_up_to(named.distribution.quantile(u)) ==
              doctest::Approx(u).epsilon(1e-9));
    }
  }
}

TEST_CASE("a larger share is never a smaller value, and none is below the minimum") {
  for (const Named& named : all_families()) {
    CAPTURE(named.name);
    double last = named.distribution.minimum();
    for (int i = 0; i < 10'000; ++i) {
      const double value = named.distribution.quantile((i + 0.5) / 10'000);
      REQUIRE(value >= last);
      last = value;
    }
    for (const double u : {0x1p-53, 1 - 0x1p-53})
      REQUIRE(std::isfinite(named.distribution.quantile(u)));
  }
}

std::vector<double> draws(const Named& named, int count) {
  RandomStream stream({1, name_hash("draws of families"), name_hash(named.name)});
  std::vector<double> values(static_cast<std::size_t>(count));
  for (double& value : values) value = named.distribution.quantile(stream.uniform());
  return values;
}

// Each of 22 families twice: at 4 standard errors one in 700 such tests would fail by chance.
TEST_CASE("mean and deviation are those of 40,000 draws") {
  for (const Named& named : all_families()) {
    CAPTURE(named.name);
    Tally tally, squares;
    const std::vector<double> values = draws(named, 40'000);
    for (const double value : values) tally.add(value);
    for (const double value : values) squares.add(std::pow(value - named.distribution.mean(), 2));
    const double root = std::sqrt(40'000.0);
    CHECK(std::fabs(tally.mean() - named.distribution.mean()) < 4 * tally.deviation() / root);
    CHECK(std::fabs(squares.mean() - std::pow(named.distribution.deviation(), 2)) <
          4 * squares.deviation() / root);
  }
}

TEST_CASE("draws are spread as shares say") {
  for (const Named& named : all_families()) {
    if (!named.is_continuous) continue;
    CAPTURE(named.name);
    std::vector<double> values = draws(named, 20'000);
    std::sort(values.begin(), values.end());
    double gap = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double share = named.distribution.share_up_to(values[i]);
      const auto count = double(values.size());
      gap = std::max({gap, share - double(i) / count, double(i + 1) / count - share});
    }
    CHECK(gap * std::sqrt(20'000.0) < 1.95);  // Kolmogorov-Smirnov, 99.9 %: there are 18 of them
  }
}

TEST_CASE("whole and listed values come as often as shares say") {
  for (const Named& named : all_families()) {
    if (named.is_continuous || named.name == "poisson, large") continue;
    CAPTURE(named.name);
    std::vector<double> values = draws(named, 20'000);
    std::sort(values.begin(), values.end());
    double chi_square = 0, before = 0, seen_before = 0;
    int cells = 0;
    for (auto at = values.begin(); at != values.end();) {
      at = std::upper_bound(at, values.end(), *at);
      const double share = at == values.end() ? 1 : named.distribution.share_up_to(*(at - 1));
      const double expected = 20'000 * (share - before);
      const auto seen = double(at - values.begin());
      if (expected < 5 && at != values.end()) continue;  // with the next value
      chi_square += std::pow(seen - seen_before - expected, 2) / expected;
      before = share;
      seen_before = seen;
      ++cells;
    }
    if (cells < 2) continue;
    CHECK(chi_square < math::quantile(math::chi_squared(cells - 1), 0.999));
  }
}

TEST_CASE("truncated moments are right to nine places") {
  // Of an exponential with mean m on [a, b], and of half a normal.
  const double a = std::exp(-1 / 2.0), b = std::exp(-5 / 2.0);
  CHECK(D::exponential(2).truncated(1, 5).mean() ==
        doctest::Approx((3 * a - 7 * b) / (a - b)).epsilon(1e-9));
  const Distribution half = D::normal(0, 1).truncated(0, INFINITY);
  CHECK(half.mean() == doctest::Approx(std::sqrt(2 / std::acos(-1.0))).epsilon(1e-9));
  CHECK(half.deviation() == doctest::Approx(std::sqrt(1 - 2 / std::acos(-1.0))).epsilon(1e-9));
  // 40 with weight 3 and 45 with 0.5; Poisson on {3 .. 9}.
  CHECK(D::discrete(kSizes, kWeights).truncated(40, 50).mean() ==
        doctest::Approx((3 * 40 + 0.5 * 45) / 3.5).epsilon(1e-12));
  double weight = 0, sum = 0;
  for (int k = 3; k <= 9; ++k) {
    weight += math::pdf(math::poisson(6.5), k);
    sum += k * math::pdf(math::poisson(6.5), k);
  }
  CHECK(D::poisson(6.5).truncated(3, 9.5).mean() == doctest::Approx(sum / weight).epsilon(1e-9));
}

TEST_CASE("an empirical distribution is its sample, linear between its values") {
  const Distribution ours = D::empirical(kSample);
  std::vector<double> sorted = kSample;
  std::sort(sorted.begin(), sorted.end());
  for (int i = 1; i < 100; ++i)
    CHECK(ours.quantile(i / 100.0) == sorted_quantile(sorted, i / 100.0));
  CHECK(ours.minimum() == 1);
  CHECK(ours.share_up_to(1) == doctest::Approx(0.1));  // two of eleven values
  CHECK(ours.share_up_to(0.9) == 0);
  CHECK(ours.share_up_to(9) == 1);
  CHECK(D::empirical(std::vector<double>{7}).quantile(0.3) == 7);
  CHECK(D::empirical(std::vector<double>{0, 10}).mean() == doctest::Approx(5));
  CHECK(D::empirical(std::vector<double>{0, 10}).deviation() ==
        doctest::Approx(10 / std::sqrt(12.0)));
}

TEST_CASE("a distribution may be truncated again") {
  const Distribution once = D::exponential(2).truncated(1, 5);
  const Distribution twice = once.truncated(0, 3);
  CHECK(twice == D::exponential(2).truncated(1, 3));
  CHECK(twice.minimum() == 1);
  CHECK(twice.share_up_to(3) == 1);
}

TEST_CASE("what hardly ever happens is not truncated to") {
  CHECK_THROWS_AS(D::normal(0, 1).truncated(7, 8), std::invalid_argument);
  CHECK_THROWS_AS(D::exponential(1).truncated(-2, -1), std::invalid_argument);
  CHECK_THROWS_AS(D::uniform(0, 1).truncated(0.6, 0.4), std::invalid_argument);
  CHECK_THROWS_AS(D::constant(3).truncated(4, 5), std::invalid_argument);
  CHECK(D::constant(3).truncated(2, 5) == D::constant(3));
}

TEST_CASE("parameters out of the domain of the newer families are refused") {
  CHECK_THROWS_AS(D::normal(0, -1), std::invalid_argument);
  CHECK_THROWS_AS(D::normal(NAN, 1), std::invalid_argument);
  CHECK_THROWS_AS(D::gamma(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(D::gamma(1, 0), std::invalid_argument);
  CHECK_THROWS_AS(D::gamma(1, NAN), std::invalid_argument);
  CHECK_THROWS_AS(D::weibull(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(D::weibull(1, 0), std::invalid_argument);
  CHECK_THROWS_AS(D::weibull_from_cv(1, 11), std::invalid_argument);
  CHECK_THROWS_AS(D::pert(1, 0, 2), std::invalid_argument);
  CHECK_THROWS_AS(D::poisson(-1), std::invalid_argument);
  CHECK_THROWS_AS(D::poisson(2e6), std::invalid_argument);
  CHECK_THROWS_AS(D::discrete({}, {}), std::invalid_argument);
  CHECK_THROWS_AS(D::discrete(kSizes, kSample), std::invalid_argument);
  CHECK_THROWS_AS(D::discrete(kSizes, std::vector<double>{0, 0, 0}), std::invalid_argument);
  CHECK_THROWS_AS(D::discrete(kSizes, std::vector<double>{1, -1, 1}), std::invalid_argument);
  CHECK_THROWS_AS(D::empirical({}), std::invalid_argument);
  CHECK_THROWS_AS(D::empirical(std::vector<double>{1, INFINITY}), std::invalid_argument);
}

TEST_CASE("points are distributions too") {
  CHECK(D::pert(2, 2, 2) == D::constant(2));
  CHECK(D::normal(2, 0).quantile(0.9) == 2);
  CHECK(D::poisson(0) == D::constant(0));
}

// As they were when they were found to agree with Boost: a change of any bit is seen, on any
// machine.
TEST_CASE("quantiles are known to the last bit") {
  const struct {
    Distribution distribution;
    double tenth, at_77;
  } golden[] = {
      {D::uniform(-2, 6), -0x1.3333333333333p+0, 0x1.0a3d70a3d70a4p+2},
      {D::triangular(1, 2, 7), 0x1.c64bf7a1fb924p+0, 0x1.17e2c0b79e342p+2},
      {D::pert(1, 2, 7), 0x1.74b9a9d385547p+0, 0x1.b3ca7726e533cp+1},
      {D::exponential(2.5), 0x1.0db9114a668dbp-2, 0x1.d64bdaffe6794p+1},
      {D::normal(-3, 2), -0x1.6409e1b71369ap+2, -0x1.85b5dda3fe64dp+0},
      {D::lognormal(10, 0.4), 0x1.6aaf8420a9641p+2, 0x1.8af2af710bcb1p+3},
      {D::gamma(10, 0.5), 0x1.1729c2e41e468p+2, 0x1.a50ef9b1543fp+3},
      {D::weibull(1.8, 3), 0x1.b7fb4844521fcp-1, 0x1.db96ded598fd4p+1},
      {D::poisson(6.5), 0x1.8p+1, 0x1p+3},
      {D::empirical(std::vector<double>{3, 1, 4, 9, 2, 6, 5.5}), 0x1.999999999999ap+0,
       0x1.73d70a3d70a3ep+2},
      {D::normal(10, 5).truncated(0, INFINITY), 0x1.08c36164a7e86p+2, 0x1.b8fd90f1e7002p+3},
  };
  for (const auto& known : golden) {
    CHECK(known.distribution.quantile(0.1) == known.tenth);
    CHECK(known.distribution.quantile(0.77) == known.at_77);
  }
}

}  // namespace
}  // namespace caravan
