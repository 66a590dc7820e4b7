#include "caravan/sim/calendar.hpp"

#include <algorithm>
#include <stdexcept>

namespace caravan {
namespace {

constexpr std::int32_t kMinutesInWeek = 7 * 24 * 60;
constexpr Duration kDay = days(1);
constexpr Duration kWeek = days(7);
constexpr Duration kForEver = days(50 * 366);

// The Monday 00:00 at or before `at`. 1970-01-05 was a Monday.
Time beginning_of_week(Time at) {
  constexpr Time kMonday = Time{} + days(4);
  std::int64_t weeks = (at - kMonday).value / kWeek.value;
  if ((at - kMonday).value % kWeek.value < 0) --weeks;
  return kMonday + kWeek * weeks;
}

}  // namespace

Calendar::Calendar(const std::vector<Shift>& shifts, const std::vector<Date>& closed_days)
    : is_always_open_(false) {
  const Duration minute = seconds(60);
  for (const Shift& shift : shifts) {
    const bool is_in_week = shift.from_minute >= 0 && shift.from_minute < kMinutesInWeek;
    const std::int32_t length = shift.to_minute - shift.from_minute;
    if (!is_in_week) throw std::invalid_argument("a shift begins outside the week");
    if (length <= 0) throw std::invalid_argument("a shift ends before it begins");
    if (length > kMinutesInWeek) throw std::invalid_argument("a shift is longer than a week");
    const Stretch whole{minute * shift.from_minute, minute * shift.to_minute};
    week_.push_back({whole.from, std::min(whole.to, kWeek)});
    if (whole.to > kWeek) week_.push_back({Duration{}, whole.to - kWeek});
  }
  std::sort(week_.begin(), week_.end(),
            [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
  std::vector<Stretch> joined;
  for (const Stretch& stretch : week_) {
    if (joined.empty() || joined.back().to < stretch.from) {
      joined.push_back(stretch);
    } else if (joined.back().to == stretch.from) {
      joined.back().to = stretch.to;
    } else {
      throw std::invalid_argument("two shifts overlap");
    }
  }
  week_ = std::move(joined);
  for (const Date& date : closed_days) {
    if (!is_valid(date)) throw std::invalid_argument("a closed day is no date");
    closed_.push_back(at_midnight(date));
  }
  std::sort(closed_.begin(), closed_.end());
  closed_.erase(std::unique(closed_.begin(), closed_.end()), closed_.end());
}

// `at`, or the end of the closed days that it lies in.
Time Calendar::first_after_closed_days(Time at) const {
  auto day = std::upper_bound(closed_.begin(), closed_.end(), at);
  if (day == closed_.begin() || *(day - 1) + kDay <= at) return at;
  Time end = *(day - 1) + kDay;
  for (; day != closed_.end() && *day == end; ++day) end += kDay;
  return end;
}

// The next midnight at or after `at` at which a closed day begins.
Time Calendar::closed_day_after(Time at) const {
  const auto day = std::lower_bound(closed_.begin(), closed_.end(), at);
  return day == closed_.end() ? kNever : *day;
}

// The stretch that contains this time of the week, or the next one in the week; none if there is
// none.
const Calendar::Stretch* Calendar::next_stretch(Duration in_week) const {
  const auto next = std::upper_bound(week_.begin(), week_.end(), in_week,
                                     [](Duration t, const Stretch& s) { return t < s.to; });
  return next == week_.end() ? nullptr : &*next;
}

bool Calendar::is_open(Time at) const { return next_opening(at) == at; }

Time Calendar::next_opening(Time at) const {
  if (is_always_open()) return at;
  if (!is_always_open_ && week_.empty()) return kNever;
  const Time last = at + kForEver;
  while (at <= last) {
    at = first_after_closed_days(at);
    if (is_always_open_) return at;
    const Time monday = beginning_of_week(at);
    const Stretch* stretch = next_stretch(at - monday);
    if (stretch != nullptr && monday + stretch->from <= at) return at;
    at = stretch != nullptr ? monday + stretch->from : monday + kWeek;
  }
  return kNever;
}

Time Calendar::next_closing(Time at) const {
  const Time last = at + kForEver;
  Time open_until = at;
  while (open_until <= last) {
    if (!is_open(open_until)) return open_until;
    const Time closed_day = closed_day_after(open_until);
    const Time monday = beginning_of_week(open_until);
    const Stretch* stretch = next_stretch(open_until - monday);
    const Time end = stretch != nullptr ? monday + stretch->to : kNever;
    if (is_always_open_) return closed_day;
    open_until = std::min(end, closed_day);
  }
  return kNever;
}

Duration Calendar::open_time(Time from, Time to) const {
  Duration sum;
  if (is_always_open()) return to - from;
  while (true) {
    from = next_opening(from);
    if (from >= to) return sum;
    const Time closes = std::min(next_closing(from), to);
    sum += closes - from;
    from = closes;
  }
}

Time Calendar::after_open_time(Time from, Duration work) const {
  while (work > Duration{}) {
    from = next_opening(from);
    if (from == kNever) return kNever;
    const Time closes = next_closing(from);
    if (closes == kNever || closes - from >= work) return from + work;
    work -= closes - from;
    from = closes;
  }
  return from;
}

}  // namespace caravan
