// What a finite Markov chain does in the long run: theory where there is no formula.
#pragma once

#include <cstddef>
#include <vector>

namespace caravan::validation {

// rates[i][j]: from state i to state j, per unit of time; or probabilities, per step. What stands
// on the diagonal is not read.
using Rates = std::vector<std::vector<double>>;

// The share of time in each state, of a chain in which each state leads to each other. Takes the
// states out one by one, the last first, by sums and quotients of what is positive, so that no
// digits cancel (W. K. Grassmann, M. I. Taksar and D. P. Heyman, "Regenerative analysis and
// steady state distributions for Markov chains", Operations Research 33, 1985).
inline std::vector<double> stationary(Rates rates) {
  const std::size_t states = rates.size();
  for (std::size_t n = states; n-- > 1;) {
    double leaves = 0;
    for (std::size_t j = 0; j < n; ++j) leaves += rates[n][j];
    for (std::size_t i = 0; i < n; ++i) {
      if (rates[i][n] == 0) continue;
      rates[i][n] /= leaves;
      for (std::size_t j = 0; j < n; ++j) rates[i][j] += rates[i][n] * rates[n][j];
    }
  }
  std::vector<double> share(states, 0);
  share[0] = 1;
  double sum = 1;
  for (std::size_t n = 1; n < states; ++n) {
    for (std::size_t i = 0; i < n; ++i) share[n] += share[i] * rates[i][n];
    sum += share[n];
  }
  for (double& value : share) value /= sum;
  return share;
}

}  // namespace caravan::validation
