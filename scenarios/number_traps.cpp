#include "caravan/scenarios/number_traps.hpp"

#include <algorithm>
#include <string>

namespace caravan {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string_view without_sign(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text;
}

// Characters that look like a blank or a minus, as text processors put them.
bool has_lookalike(std::string_view text) {
  constexpr std::string_view kLookalikes[] = {"\u00a0", "\u2007", "\u2009", "\u202f",
                                              "\u2212", "\u2013", "\u2014"};
  return std::any_of(std::begin(kLookalikes), std::end(kLookalikes),
                     [&](std::string_view c) { return text.find(c) != text.npos; });
}

// "1:30", which YAML 1.1 reads as 90.
bool is_to_the_base_60(std::string_view text) {
  const std::size_t colon = text.find(':');
  return colon != text.npos && colon > 0 && colon + 1 < text.size() && is_digit(text[colon - 1]) &&
         is_digit(text[colon + 1]);
}

}  // namespace

std::optional<MeasureError> find_number_trap(std::string_view text) {
  const auto refuse = [&](const std::string& what, const std::string& hint) {
    return MeasureError{"'" + std::string(text) + "' is not " + what, hint};
  };
  const std::string plain = lower(without_sign(text));
  const std::string word = plain.substr(0, plain.find(' '));
  const std::string name = word.starts_with('.') ? word.substr(1) : word;
  if (name == "nan" || name == "inf" || name == "infinity") {
    return refuse("a finite number", "");
  }
  // Not "0bbl", nothing of a barrel.
  const bool has_base = word.size() > 2 && word[0] == '0' &&
                        std::string_view("xob").find(word[1]) != word.npos &&
                        word.find_first_not_of("0123456789abcdef", 2) == word.npos;
  if (has_base) {
    return refuse("decimal", "write it with the digits 0 to 9 alone");
  }
  if (is_to_the_base_60(plain)) {
    return refuse("a plain number",
                  "some would read it to the base 60: write one number and its unit");
  }
  if (has_lookalike(text)) {
    return refuse("plain", "it has a blank or a dash in it that only looks like ' ' or '-'");
  }
  return std::nullopt;
}

}  // namespace caravan
