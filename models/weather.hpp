// How often wind and waves close a port.
#pragma once

#include <algorithm>

#include "caravan/models/place_spec.hpp"

namespace caravan {

// Of a month; always some time is left.
inline double closed_share(const WeatherSpec& weather, unsigned month) {
  constexpr double kMostClosed = 0.99;
  const double share = weather.closed_share[month - 1];
  return weather.severity == 1 ? share : std::min(share * weather.severity, kMostClosed);
}

// While it is open. With a mean of d hours each, a share s of a month is closed if closures begin
// s / (1 - s) / d times an open hour: an open time of d (1 - s) / s on average, then d closed.
inline double closures_per_hour(const WeatherSpec& weather, unsigned month) {
  const double share = closed_share(weather, month);
  return share > 0 ? share / (1 - share) / weather.lasts_hours.mean() : 0;
}

}  // namespace caravan
