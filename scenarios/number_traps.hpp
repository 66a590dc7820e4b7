// Numbers that other programs read as other numbers, or that only look like numbers.
#pragma once

#include <optional>
#include <string_view>

#include "caravan/scenarios/measure.hpp"

namespace caravan {

// What is wrong with a text that is to be a number, with or without unit; nothing if there is no
// such trap in it.
std::optional<MeasureError> find_number_trap(std::string_view text);

}  // namespace caravan
