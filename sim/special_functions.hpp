// The functions behind the distributions, the same on every machine: portable arithmetic only.
#pragma once

namespace caravan {

// log(gamma(x)), x above 0: Stirling's series, after shifting x up to 16. Relative error some
// 1e-14.
double log_gamma(double x);

// The standard normal distribution: the share below x, and the x below which a share u lies. The
// latter to about 1 part in 10^16 (M. J. Wichura, algorithm AS 241, Applied Statistics 37, 1988); u
// in (0, 1).
double normal_share(double x);
double normal_quantile(double u);

// Two shares that make up one, each exact however small.
struct Shares {
  double below = 0;
  double above = 0;
};

// The gamma distribution with this shape and mean `shape`: the shares below and above x, by series
// or by continued fraction; and the x below which a share u lies. Relative error some 1e-12, up to
// a shape of 1e5.
Shares gamma_shares(double shape, double x);
double gamma_quantile(double shape, double u);

// The beta distribution on (0, 1), by continued fraction; a and b of at least 1.
Shares beta_shares(double a, double b, double x);
double beta_quantile(double a, double b, double u);

}  // namespace caravan
