// What results say where there is nothing to measure.
#pragma once

#include <limits>

namespace caravan {

inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace caravan
