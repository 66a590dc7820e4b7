// Which factors of a sweep matter: Sobol indices, Morris' elementary effects, regression.
//
// `outputs` is one figure by point, in the order of the design; not a number where the point
// failed. A block of which a point failed is left out whole, and counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace caravan {

// With the limits of its 95 % interval, by the bootstrap.
struct Index {
  double value = 0;
  double low = 0;
  double high = 0;
};

struct SobolIndices {
  std::vector<Index> first;  // by factor: the share of the variance that goes with it alone
  std::vector<Index> total;  // and with all in which it has a part
  std::size_t blocks = 0;    // that were used
  std::size_t left_out = 0;
};

// From the points of saltelli_points(). First indices by Saltelli et al. (2010), total ones by
// Jansen (1999). Nothing but not a number where the figure does not vary.
SobolIndices sobol_indices(const std::vector<double>& outputs, std::size_t factors);

struct ElementaryEffects {
  std::vector<Index> mean_absolute;  // mu*: by factor, in units of the figure for its whole range
  std::vector<double> mean;          // mu
  std::vector<double> deviation;     // sigma: not linear, or not alone
  std::size_t blocks = 0;            // trajectories that were used
  std::size_t left_out = 0;
};

// From the points of morris_points(); `shares` are the factors at each point, 0 to 1.
ElementaryEffects elementary_effects(const std::vector<double>& outputs,
                                     const std::vector<std::vector<double>>& shares);

struct Regression {
  std::vector<Index> coefficients;  // by factor: standard deviations of the figure for one of the
                                    // factor
  double determination = 0;         // R^2
  std::size_t points = 0;           // that were used
  std::size_t left_out = 0;
};

// Least squares on all factors, standardised.
Regression standardised_regression(const std::vector<double>& outputs,
                                   const std::vector<std::vector<double>>& factors);

}  // namespace caravan
