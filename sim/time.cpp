#include "caravan/sim/time.hpp"

#include <cassert>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace caravan {
namespace {

namespace chrono = std::chrono;

constexpr std::int64_t kTicksPerDay = 86'400 * kTicksPerSecond;

chrono::year_month_day to_chrono(Date date) {
  return {chrono::year{date.year}, chrono::month{date.month}, chrono::day{date.day}};
}

// Days since 1970-01-01, rounded down, so that times before it work too.
std::int64_t day_number(Time time) {
  std::int64_t day = time.ticks / kTicksPerDay;
  if (time.ticks % kTicksPerDay < 0) --day;
  return day;
}

// Unsigned, so that no sign is taken for a digit.
bool parse_digits(std::string_view text, unsigned& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

Time at_midnight(Date date) {
  assert(is_valid(date));
  const std::int64_t day = chrono::sys_days{to_chrono(date)}.time_since_epoch().count();
  return {day * kTicksPerDay};
}

Date date_of(Time time) {
  const chrono::year_month_day day{chrono::sys_days{chrono::days{day_number(time)}}};
  return {int(day.year()), unsigned(day.month()), unsigned(day.day())};
}

// std::chrono keeps a year in 16 bits, a month and a day in 8: what has more must not reach it.
bool is_valid(Date date) {
  if (date.year < int(chrono::year::min()) || date.year > int(chrono::year::max())) return false;
  return date.month <= 12 && date.day <= 31 && to_chrono(date).ok();
}

Time next_month(Time time) {
  const Date date = date_of(time);
  return date.month == 12 ? at_midnight({date.year + 1, 1, 1})
                          : at_midnight({date.year, date.month + 1, 1});
}

std::string to_iso(Time time) {
  const Date date = date_of(time);
  const std::int64_t second = (time - at_midnight(date)).value / kTicksPerSecond;
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", date.year, date.month, date.day,
                int(second / 3600), int(second / 60 % 60), int(second % 60));
  return text;
}

bool parse_date(std::string_view text, Date& date) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  Date parsed;
  unsigned year = 0;
  if (!parse_digits(text.substr(0, 4), year)) return false;
  if (!parse_digits(text.substr(5, 2), parsed.month)) return false;
  if (!parse_digits(text.substr(8, 2), parsed.day)) return false;
  parsed.year = static_cast<int>(year);
  if (!is_valid(parsed)) return false;
  date = parsed;
  return true;
}

}  // namespace caravan
