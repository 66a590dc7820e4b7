// Open networks of M/M/c stations (J. R. Jackson, "Networks of waiting lines", Operations Research
// 5, 1957): in the long run each station is as if it stood alone, with Poisson arrivals.
#pragma once

#include <vector>

#include "jackson_model.hpp"
#include "queueing_theory.hpp"

namespace caravan::validation {

struct StationTheory {
  double arrivals_per_hour = 0;  // from outside and from other stations
  double utilisation = 0;
  double present = 0;  // customers that wait or are served
};

struct NetworkTheory {
  std::vector<StationTheory> stations;
  double stay_hours = 0;  // in the network, by Little's law
};

// The traffic equations are solved by following customers from visit to visit until fewer than one
// in 10^16 is left. Each station must have more servers than load.
inline NetworkTheory jackson(const NetworkSpec& spec) {
  const std::size_t count = spec.stations.size();
  NetworkTheory theory{std::vector<StationTheory>(count), 0};
  std::vector<double> visits(count);  // an hour, of customers on their n-th visit
  double entering = 0, moving = 0;
  for (std::size_t i = 0; i < count; ++i)
    entering += visits[i] = spec.stations[i].arrivals_per_hour;
  do {
    std::vector<double> next(count, 0);
    moving = 0;
    for (std::size_t i = 0; i < count; ++i) {
      theory.stations[i].arrivals_per_hour += visits[i];
      moving += visits[i];
      for (std::size_t j = 0; j < spec.stations[i].next.size(); ++j) {
        next[j] += visits[i] * spec.stations[i].next[j];
      }
    }
    visits = next;
  } while (moving > 1e-16 * entering);
  double present = 0;
  for (std::size_t i = 0; i < count; ++i) {
    StationTheory& station = theory.stations[i];
    const double load = station.arrivals_per_hour * spec.stations[i].service_hours;
    const Theory alone = m_m_c(static_cast<int>(spec.stations[i].servers), load);
    station.utilisation = alone.utilisation;
    present += station.present = alone.queue + load;
  }
  theory.stay_hours = present / entering;
  return theory;
}

}  // namespace caravan::validation
