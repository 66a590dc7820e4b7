// "mon-fri 08:00-18:00, sat 09:00-13:00" as a calendar.

#include <algorithm>
#include <array>
#include <stdexcept>

#include "caravan/scenarios/value_types.hpp"

namespace caravan {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

const std::string kDayPattern = "(mon|tue|wed|thu|fri|sat|sun)";
const std::string kTimePattern = "(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)";

std::optional<int> day_of(std::string_view text) {
  const auto found = std::find(kDays.begin(), kDays.end(), text);
  if (found == kDays.end()) return std::nullopt;
  return static_cast<int>(found - kDays.begin());
}

// Minutes after midnight, of "08:00" .. "24:00".
std::optional<int> minute_of(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  if (!digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
  const int hour = 10 * (text[0] - '0') + (text[1] - '0');
  const int minute = 10 * (text[3] - '0') + (text[4] - '0');
  if (minute > 59 || 60 * hour + minute > 24 * 60) return std::nullopt;
  return 60 * hour + minute;
}

std::pair<std::string_view, std::string_view> halves(std::string_view text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == text.npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

// "mon-fri 08:00-18:00"; nothing if it is not that.
std::optional<std::vector<Shift>> shifts_of(std::string_view text) {
  const auto [days, times] = halves(text, ' ');
  const auto [first_text, last_text] = halves(days, '-');
  const auto [from_text, to_text] = halves(times, '-');
  const auto first = day_of(first_text);
  const auto last = last_text.empty() ? first : day_of(last_text);
  const auto from = minute_of(from_text);
  const auto to = minute_of(to_text);
  if (!first || !last || !from || !to || *last < *first || *from == *to) return std::nullopt;
  std::vector<Shift> shifts;
  for (int day = *first; day <= *last; ++day) {
    const int ends = minute_of_week(day, 0) + *to + (*to < *from ? 24 * 60 : 0);
    const int begins = minute_of_week(day, 0) + *from;
    shifts.push_back({begins, ends > kMinutesPerWeek ? ends - kMinutesPerWeek : ends});
  }
  return shifts;
}

std::optional<Calendar> calendar_of(std::string_view text) {
  if (text == "always") return Calendar();
  std::vector<Shift> shifts;
  while (!text.empty()) {
    const auto [one, rest] = halves(text, ',');
    const auto more = shifts_of(one);
    if (!more) return std::nullopt;
    shifts.insert(shifts.end(), more->begin(), more->end());
    text = rest;
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  }
  try {
    return Calendar(shifts);
  } catch (const std::invalid_argument&) {
    return std::nullopt;  // shifts overlap
  }
}

}  // namespace

ValueType<Calendar> opening_hours() {
  const std::string shift =
      kDayPattern + "(-" + kDayPattern + ")? " + kTimePattern + "-" + kTimePattern;
  return {Shape::form("hours", "always|" + shift + "(, *" + shift + ")*",
                      "mon-fri 08:00-18:00, sat 09:00-13:00"),
          [](Reading& reading, const YamlNode& node,
             const std::string& path) -> std::optional<Calendar> {
            if (node.is_scalar()) {
              if (auto calendar = calendar_of(node.text)) return calendar;
            }
            reading.error(node.mark, path +
                                         ": expected hours that don't overlap, such as mon-fri "
                                         "08:00-18:00, sat 09:00-13:00, or always, found " +
                                         describe(node));
            return std::nullopt;
          },
          {}};
}

}  // namespace caravan
