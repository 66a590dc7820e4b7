// Two stations in line with a buffer between, exponential service and blocking after service: the
// first server keeps what it has finished until there is room behind it.
#pragma once

#include <cstddef>

#include "markov_chain.hpp"

namespace caravan::validation {

// Rates an hour; `buffer`: room between the servers.
struct TandemRates {
  double arrival = 0;
  double first = 0;
  double second = 0;
  std::size_t buffer = 0;
};

struct TandemTheory {
  double throughput = 0;  // an hour
  double blocked = 0;     // share of time in which the first server is
  double busy = 0;        // share of time in which the second server is
  double present = 0;     // customers in both stations
};

// A first station that never wants for work. How many have left the first service, the blocked one
// included, is a birth and death process on 0 .. buffer + 2, which is M/M/1/(buffer + 2)
// (G. C. Hunt, "Sequential arrays of waiting lines", Operations Research 4, 1956).
inline TandemTheory saturated_tandem(const TandemRates& rates) {
  double weight = 1, sum = 1;
  for (std::size_t n = 0; n < rates.buffer + 2; ++n) sum += weight *= rates.first / rates.second;
  const double busy = 1 - 1 / sum;
  return {rates.second * busy, weight / sum, busy, 0};
}

// Poisson arrivals to an unlimited first queue: the chain of those who have not left the first
// service (cut off at `most`) and those who have, solved as it is. `arrival` must be below the
// throughput of the saturated line.
inline TandemTheory tandem(const TandemRates& rates, std::size_t most) {
  const std::size_t width = rates.buffer + 3;
  const auto state = [&](std::size_t first, std::size_t second) { return first * width + second; };
  Rates chain((most + 1) * width, std::vector<double>((most + 1) * width, 0));
  for (std::size_t i = 0; i <= most; ++i) {
    for (std::size_t j = 0; j < width; ++j) {
      if (i < most) chain[state(i, j)][state(i + 1, j)] = rates.arrival;
      if (i > 0 && j + 1 < width) chain[state(i, j)][state(i - 1, j + 1)] = rates.first;
      if (j > 0) chain[state(i, j)][state(i, j - 1)] = rates.second;
    }
  }
  const std::vector<double> share = stationary(std::move(chain));
  TandemTheory theory;
  for (std::size_t i = 0; i <= most; ++i) {
    for (std::size_t j = 0; j < width; ++j) {
      theory.present += share[state(i, j)] * static_cast<double>(i + j);
      if (j > 0) theory.busy += share[state(i, j)];
      if (j + 1 == width) theory.blocked += share[state(i, j)];
    }
  }
  theory.throughput = rates.second * theory.busy;
  return theory;
}

}  // namespace caravan::validation
