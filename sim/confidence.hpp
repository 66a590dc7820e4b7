// What a sample says about the truth: Student's t intervals and sample quantiles.
#pragma once

#include <span>
#include <vector>

#include "caravan/sim/tally.hpp"

namespace caravan {

// mean +- half_width covers the true mean with the confidence that was asked for.
// Not a number where the sample is too small to tell.
struct Estimate {
  double mean = 0;
  double half_width = 0;

  bool covers(double value) const {
    return mean - half_width <= value && value <= mean + half_width;
  }
};

// Of independent, roughly normal values, such as the means of replications.
Estimate confidence_interval(const Tally& sample, double confidence);
Estimate confidence_interval(std::span<const double> sample, double confidence);

// The value below which a share `p` of the sorted sample lies, by linear interpolation
// between order statistics (type 7 of Hyndman and Fan, NumPy's default); p in [0, 1].
// Not a number for an empty sample.
double sorted_quantile(std::span<const double> sorted, double p);

}  // namespace caravan
