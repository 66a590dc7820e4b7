// A small JSON writer: what is put in comes out valid, numbers to full precision.
#pragma once

#include <charconv>
#include <cmath>
#include <ostream>
#include <string_view>

namespace caravan {

class JsonWriter {
 public:
  explicit JsonWriter(std::ostream& out) : out_(out) {}

  JsonWriter& open_object() { return open('{'); }
  JsonWriter& close_object() { return close('}'); }
  JsonWriter& open_list() { return open('['); }
  JsonWriter& close_list() { return close(']'); }

  // What follows is this key's value.
  JsonWriter& key(std::string_view name) {
    value(name);
    out_ << ": ";
    is_first_ = true;
    return *this;
  }

  JsonWriter& value(std::string_view text) {
    separate();
    out_ << '"';
    for (const char c : text) put(c);
    out_ << '"';
    return *this;
  }

  // Shortest text that reads back as the same number; null where there is none.
  JsonWriter& value(double number) {
    separate();
    if (!std::isfinite(number)) return out_ << "null", *this;
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out_ << std::string_view(digits, static_cast<std::size_t>(end - digits));
    return *this;
  }

 private:
  JsonWriter& open(char bracket) {
    separate();
    out_ << bracket;
    is_first_ = true;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_ << bracket;
    is_first_ = false;
    return *this;
  }
  void separate() {
    if (!is_first_) out_ << ", ";
    is_first_ = false;
  }
  void put(char c) {
    static constexpr char kHex[] = "0123456789abcdef";
    if (c == '"' || c == '\\') {
      out_ << '\\' << c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ << "\\u00" << kHex[c >> 4] << kHex[c & 15];
    } else {
      out_ << c;
    }
  }

  std::ostream& out_;
  bool is_first_ = true;
};

}  // namespace caravan
