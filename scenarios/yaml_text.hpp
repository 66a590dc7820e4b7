// What text YAML may be read from: everything that would be misread, or would take long, is refused
// before.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "caravan/scenarios/diagnostics.hpp"

namespace caravan {

// So large may a file be: a network of 10,000 places and 50,000 links is two thirds of it.
inline constexpr std::size_t kLargestText = 16u << 20;  // bytes
inline constexpr std::size_t kLongestLine = 100'000;    // bytes

// Bytes of the UTF-8 character at `i`; 0 if there is none.
std::size_t utf8_length(std::string_view text, std::size_t i);

// Takes off the mark with which some editors begin UTF-8.
std::string_view without_byte_order_mark(std::string_view text);

// Whether the text is UTF-8 without tabs as indentation, control characters and characters that
// can't be seen, of lines that are not too long and with brackets that are not nested too deeply.
// The first mistake goes to `diagnostics`. Takes some milliseconds at most.
bool check_yaml_text(std::string_view text, std::size_t origin, Diagnostics& diagnostics);

}  // namespace caravan
