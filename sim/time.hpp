// Simulation time: an integer count of microseconds, so that sums are exact and
// simultaneous events are exactly simultaneous, on every machine.
//
// A Time counts from 1970-01-01T00:00 UTC, in days of 86,400 s; a Duration is a
// difference of Times. Both reach some 290,000 years; dates reach the years -32767 .. 32767.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "caravan/sim/quantity.hpp"

namespace caravan {

using Duration = Quantity<struct DurationTag>;  // ticks of 1 microsecond

inline constexpr std::int64_t kTicksPerSecond = 1'000'000;

// Rounded to the nearest tick, halves away from zero.
constexpr Duration seconds(double count) {
  const double ticks = count * static_cast<double>(kTicksPerSecond);
  const auto whole = static_cast<std::int64_t>(ticks);
  const double rest = ticks - static_cast<double>(whole);
  return {whole + (rest >= 0.5) - (rest <= -0.5)};
}
constexpr Duration hours(double count) { return seconds(count * 3600.0); }
constexpr Duration days(double count) { return seconds(count * 86400.0); }

constexpr double in_seconds(Duration d) {
  return static_cast<double>(d.value) / static_cast<double>(kTicksPerSecond);
}
constexpr double in_hours(Duration d) {
  return static_cast<double>(d.value) / (3600.0 * kTicksPerSecond);
}
constexpr double in_days(Duration d) {
  return static_cast<double>(d.value) / (86400.0 * kTicksPerSecond);
}

struct Time {
  std::int64_t ticks = 0;

  auto operator<=>(const Time&) const = default;
  constexpr Time& operator+=(Duration d) { return ticks += d.value, *this; }
  friend constexpr Time operator+(Time t, Duration d) { return {t.ticks + d.value}; }
  friend constexpr Time operator-(Time t, Duration d) { return {t.ticks - d.value}; }
  friend constexpr Duration operator-(Time a, Time b) { return {a.ticks - b.ticks}; }
};

inline constexpr Time kNever{std::numeric_limits<std::int64_t>::max()};

// A day of the proleptic Gregorian calendar.
struct Date {
  int year = 1970;
  unsigned month = 1;  // 1 .. 12
  unsigned day = 1;    // 1 .. 31

  auto operator<=>(const Date&) const = default;
};

// Midnight UTC at the beginning of `date`, which must be a valid one.
Time at_midnight(Date date);

// The UTC day on which `time` falls.
Date date_of(Time time);

// Midnight UTC at the beginning of the month after.
Time next_month(Time time);

// False for 30 February and its like, and for years out of reach.
bool is_valid(Date date);

// "2023-04-01T06:30:00"; fractions of a second are cut off.
std::string to_iso(Time time);

// "2023-04-01", of the years 0000 .. 9999. Returns false, and leaves `date` alone, if
// `text` is not a valid ISO 8601 date.
bool parse_date(std::string_view text, Date& date);

}  // namespace caravan
