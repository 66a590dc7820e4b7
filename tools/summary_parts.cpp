#include "summary_parts.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <ostream>
#include <sstream>

namespace caravan {
namespace {

// In characters, not in bytes of UTF-8.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

}  // namespace

Estimate estimate_of(const Tally& tally) { return confidence_interval(tally, kSummaryConfidence); }

std::string fixed(double value, int decimals) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(decimals) << value;
  return text.str();
}

std::string grouped(std::string digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t i = point; i > 3 && i - 3 > (digits[0] == '-' ? 1u : 0u); i -= 3) {
    digits.insert(i - 3, " ");
  }
  return digits;
}

std::string spell(const Estimate& estimate, double scale, int decimals) {
  if (std::isnan(estimate.mean)) return "-";
  std::string text = grouped(fixed(estimate.mean * scale, decimals));
  if (!std::isnan(estimate.half_width)) {
    text += " \u00b1 " + grouped(fixed(estimate.half_width * scale, decimals));
  }
  return text;
}

void Table::print(std::ostream& out) const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  for (const auto& row : rows_) {
    std::string line = "  ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - width(row[i]), ' ');
      const bool is_words = i == 0 || (ends_in_words_ && i + 1 == row.size());
      line += (i == 0 ? "" : "   ") + (is_words ? row[i] + padding : padding + row[i]);
    }
    out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
  }
  out << '\n';
}

void write(JsonWriter& json, std::string_view key, const Estimate& estimate) {
  json.key(key).open_object();
  json.key("mean").value(estimate.mean).key("half_width").value(estimate.half_width);
  json.close_object();
}

}  // namespace caravan
