// Times and numbers that vary, in words: "lognormal(mean 22 h, cv 0.3)".
#pragma once

#include <optional>
#include <string_view>

#include "caravan/scenarios/measure.hpp"
#include "caravan/sim/distribution.hpp"

namespace caravan {

// A plain time is a constant. Nothing, and `error` set, if it is not a distribution of times
// that are never negative, with a mean of at most a century.
std::optional<Distribution> parse_distribution_hours(std::string_view text, MeasureError& error);

// The same of plain numbers: "lognormal(mean 1.2, cv 0.3)". Their mean is at most a thousand.
std::optional<Distribution> parse_distribution_number(std::string_view text, MeasureError& error);

}  // namespace caravan
