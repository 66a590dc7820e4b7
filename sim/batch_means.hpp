// The confidence interval of the mean of one long run, whose observations depend on each other.
#pragma once

#include <cstddef>
#include <span>

#include "caravan/sim/confidence.hpp"

namespace caravan {

struct BatchMeans {
  Estimate estimate;
  std::size_t batches = 0;
  // If not, the run is too short for its memory, and the interval too narrow.
  bool look_independent = false;
};

// Student's interval of the means of 20 batches side by side, of a series without its warm-up.
// Whether the batch means depend on each other is told by von Neumann's ratio at 5 %, one-sided (as
// in B. Schmeiser, "Batch size effects in the analysis of simulation output", Operations Research
// 30, 1982, fewer than 30 batches lose little). Not a number for fewer than 40 observations. What
// does not divide by 20 is left out at the beginning.
BatchMeans batch_means(std::span<const double> series, double confidence);

}  // namespace caravan
