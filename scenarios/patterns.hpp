// Regular expressions, as ECMAScript and Python both read them, for texts that the reader accepts.
#pragma once

#include <string>

#include "caravan/scenarios/shape.hpp"

namespace caravan {

// Plain numbers. Numbers with an exponent are held against zero only.
std::string number_pattern(const Bounds& bounds, bool is_whole = false);

// Numbers with a unit of the same dimensions. What is written in another unit than that of the
// declaration is held against zero only, and nothing against the general limit. Units that cancel
// out ("km/km") are left out.
std::string measure_pattern(const Shape& measure);

// Of times, or of plain numbers if there is no unit. Its parameters are not held against each
// other.
std::string distribution_pattern(const std::string& unit);

// "x 0.5", "+ 2 h", "= 0": `operand` is a number or a measure.
std::string operation_pattern(const Shape& operand);

}  // namespace caravan
