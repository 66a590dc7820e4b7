// How much of the beginning of a series to forget, because the model had not settled by then.
#pragma once

#include <cstddef>
#include <span>

namespace caravan {

struct WarmUp {
  std::size_t length = 0;  // observations to delete; a multiple of 5
  // If not, the best cut lies in the second half, so the series is too short.
  bool has_settled = false;
};

// MSER-5: the cut that makes the standard error of the mean of what remains least, over means of
// five observations (K. P. White, M. J. Cobb, S. C. Spratt, "A comparison of five steady-state
// truncation heuristics for simulation", Winter Simulation Conference 2000). Not settled for fewer
// than ten means.
WarmUp mser_5(std::span<const double> series);

}  // namespace caravan
