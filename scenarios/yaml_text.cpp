#include "caravan/scenarios/yaml_text.hpp"

#include <algorithm>
#include <array>

namespace caravan {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
// Of brackets, wherever they stand: in comments and texts they need not be in pairs.
constexpr std::size_t kDeepestBrackets = 10'000;
constexpr std::size_t kMostLines = 2'000'000;
// Of commas, colons, dashes and brackets: each may be a value to make.
constexpr std::size_t kMostMarks = 3'000'000;

struct Character {
  std::size_t length = 0;  // 0: not UTF-8
  char32_t code = 0;
};

Character character_at(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned char first = byte(i);
  if (first < 0x80) return {1, first};
  const std::size_t length = first >= 0xf5   ? 0
                             : first >= 0xf0 ? 4
                             : first >= 0xe0 ? 3
                             : first >= 0xc2 ? 2
                                             : 0;
  if (length == 0 || i + length > text.size()) return {};
  char32_t code = first & (0x7fu >> length);
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte(i + k) & 0xc0) != 0x80) return {};
    code = (code << 6) | (byte(i + k) & 0x3fu);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < kLeast[length] || code > 0x10ffff || is_surrogate) return {};
  return {length, code};
}

// Marks of order and direction, line breaks that are none in YAML 1.2, and characters of no width:
// what is read would not be what is seen.
bool is_invisible(char32_t code) {
  return (code >= 0x7f && code < 0xa0) || (code >= 0x200b && code <= 0x200f) ||
         (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) || code == 0xfeff;
}

std::string hexadecimal(char32_t code) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string digits;
  for (int shift = code > 0xffff ? 20 : 12; shift >= 0; shift -= 4) {
    digits += kDigits[(code >> shift) & 15];
  }
  return digits;
}

bool looks_like_utf16(std::string_view text) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return true;
  return text.size() > 3 && (text[0] == '\0') != (text[1] == '\0') &&
         (text[2] == '\0') != (text[3] == '\0');
}

class Checker {
 public:
  Checker(std::string_view text, std::size_t origin, Diagnostics& diagnostics)
      : text_(text), origin_(origin), diagnostics_(diagnostics) {}

  bool check() {
    if (looks_like_utf16(text_)) {
      return refuse("the file is UTF-16", "save it as UTF-8");
    }
    for (; at_ < text_.size(); at_ += length_) {
      if (!check_character()) return false;
    }
    return true;
  }

 private:
  bool refuse(const std::string& message, const std::string& hint = "") {
    diagnostics_.error({origin_, line_, at_ - line_begin_ + 1}, message, hint);
    return false;
  }

  bool check_character() {
    const char c = text_[at_];
    length_ = 1;
    switch (c) {
      case '\n': return begin_line();
      case '\t': return !is_indentation_ || refuse("a tab as indentation", "use spaces");
      case '\r': return check_return();
      case ' ': break;
      case '[':
      case '{': return check_depth(++opened_) && check_mark();
      case ']':
      case '}': return ++closed_, check_mark();
      case ',':
      case ':':
      case '-': return check_mark();
      default:
        is_indentation_ = false;
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f) {
          return check_unusual();
        }
    }
    return check_length();
  }

  bool begin_line() {
    if (line_ == kMostLines) return refuse("too large: more than 2 million lines");
    ++line_;
    line_begin_ = at_ + 1;
    is_indentation_ = true;
    return true;
  }

  bool check_length() {
    return at_ - line_begin_ < kLongestLine ||
           refuse("the line is too long: more than 100,000 bytes", "break it into several");
  }

  bool check_mark() {
    is_indentation_ = false;
    if (++marks_ > kMostMarks) return refuse("too large: more than 3 million commas and colons");
    return check_length();
  }

  bool check_depth(std::size_t opened) {
    return opened < closed_ + kDeepestBrackets ||
           refuse("nested too deeply: more than 10,000 brackets are not closed");
  }

  bool check_return() {
    const bool ends_line = at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
    return ends_line || at_ + 1 == text_.size() ||
           refuse("a carriage return that is not at the end of a line",
                  "end lines with a line feed");
  }

  bool check_unusual() {
    const Character character = character_at(text_, at_);
    if (character.length == 0) return refuse("not UTF-8", "save the file as UTF-8");
    if (character.code == 0) return refuse("a NUL byte", "is it a text file?");
    if (character.code < 0x20) return refuse("a control character");
    if (is_invisible(character.code)) {
      return refuse("a character that can't be seen, U+" + hexadecimal(character.code),
                    "delete it; it may have come with copied text");
    }
    length_ = character.length;
    return check_length();
  }

  std::string_view text_;
  std::size_t origin_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  std::size_t length_ = 1;  // of the character there
  std::size_t line_ = 1;
  std::size_t line_begin_ = 0;
  bool is_indentation_ = true;
  std::size_t marks_ = 0;
  std::size_t opened_ = 0;
  std::size_t closed_ = 0;
};

}  // namespace

std::size_t utf8_length(std::string_view text, std::size_t i) {
  return character_at(text, i).length;
}

std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

bool check_yaml_text(std::string_view text, std::size_t origin, Diagnostics& diagnostics) {
  return Checker(text, origin, diagnostics).check();
}

}  // namespace caravan
