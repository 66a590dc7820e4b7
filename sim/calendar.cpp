#include "caravan/sim/calendar.hpp"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace caravan {
namespace {

constexpr std::int64_t kTicksPerMinute = 60 * kTicksPerSecond;
constexpr std::int64_t kTicksPerDay = kTicksPerMinute * 60 * 24;
constexpr std::int64_t kTicksPerWeek = 7 * kTicksPerDay;

// Rounded down, also below zero; the divisor is positive.
constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

struct DayAndTick {
  std::int64_t day = 0;  // since 1970-01-01
  std::int64_t tick = 0;
};

DayAndTick split(Time time) {
  const std::int64_t rest = time.ticks % kTicksPerDay;
  return {floor_divide(time.ticks, kTicksPerDay), rest < 0 ? rest + kTicksPerDay : rest};
}

// 1970-01-01 was a Thursday, three days after the Monday from which weeks are counted.
std::int64_t week_of(std::int64_t day) { return floor_divide(day + 3, 7); }
std::int64_t weekday_of(std::int64_t day) { return day + 3 - 7 * week_of(day); }
Time start_of_week(std::int64_t week) { return {(7 * week - 3) * kTicksPerDay}; }

// The sum, or the largest number if that is less; b must not be negative.
std::int64_t capped_sum(std::int64_t a, std::int64_t b) {
  return a > 0 && b > kNever.ticks - a ? kNever.ticks : a + b;
}

std::string name_of_minute(int minute) {
  static constexpr const char* kDays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                          "Friday", "Saturday", "Sunday"};
  char text[32];
  const int time_of_day = minute % (24 * 60);
  std::snprintf(text, sizeof text, "%s %02d:%02d", kDays[minute / (24 * 60) % 7], time_of_day / 60,
                time_of_day % 60);
  return text;
}

std::string name_of(const Shift& shift) {
  return "the shift from " + name_of_minute(shift.from) + " to " + name_of_minute(shift.to);
}

std::string name_of(Date date) {
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", date.year, date.month, date.day);
  return text;
}

void check(const Shift& shift) {
  if (shift.from < 0 || shift.from >= kMinutesPerWeek || shift.to < 0 ||
      shift.to > kMinutesPerWeek) {
    throw std::invalid_argument("a shift from minute " + std::to_string(shift.from) + " to " +
                                std::to_string(shift.to) + " reaches out of the week, which has " +
                                std::to_string(kMinutesPerWeek) + " minutes");
  }
  if (shift.from == shift.to) throw std::invalid_argument(name_of(shift) + " is empty");
}

// A part of a shift that lies in one week.
struct Part {
  int from = 0;
  int to = 0;
  const Shift* shift = nullptr;
};

// Sorted, and found not to overlap.
std::vector<Part> parts_of(const std::vector<Shift>& shifts) {
  std::vector<Part> parts;
  for (const Shift& shift : shifts) {
    check(shift);
    const bool passes_end = shift.to < shift.from;
    parts.push_back({shift.from, passes_end ? kMinutesPerWeek : shift.to, &shift});
    if (passes_end && shift.to > 0) parts.push_back({0, shift.to, &shift});
  }
  std::sort(parts.begin(), parts.end(),
            [](const Part& a, const Part& b) { return a.from < b.from; });
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].from >= parts[i - 1].to) continue;
    throw std::invalid_argument(name_of(*parts[i].shift) + " overlaps " +
                                name_of(*parts[i - 1].shift));
  }
  return parts;
}

}  // namespace

Calendar::Calendar(const std::vector<Shift>& shifts, const std::vector<Date>& closed_dates) {
  set_week(shifts);
  set_closed_days(closed_dates);
}

void Calendar::set_week(const std::vector<Shift>& shifts) {
  for (const Part& part : parts_of(shifts)) {
    const std::int64_t from = part.from * kTicksPerMinute;
    const std::int64_t to = part.to * kTicksPerMinute;
    if (!week_.empty() && week_.back().to == from) {
      week_.back().to = to;
    } else {
      week_.push_back({from, to, open_a_week_});
    }
    open_a_week_ += to - from;
  }
}

// Days that would not have been open anyway are left out.
void Calendar::set_closed_days(const std::vector<Date>& dates) {
  std::vector<std::int64_t> days;
  for (const Date& date : dates) {
    if (!is_valid(date)) {
      throw std::invalid_argument("the closed date " + name_of(date) + " does not exist");
    }
    days.push_back(at_midnight(date).ticks / kTicksPerDay);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  for (const std::int64_t day : days) {
    const std::int64_t open = weekly_open_ticks(day + 1, 0) - weekly_open_ticks(day, 0);
    if (open == 0) continue;
    closed_days_.push_back(day);
    lost_.push_back(lost_.back() + open);
  }
}

bool Calendar::is_closed_day(std::int64_t day) const {
  return std::binary_search(closed_days_.begin(), closed_days_.end(), day);
}

std::size_t Calendar::closed_days_before(std::int64_t day) const {
  const auto first_not = std::lower_bound(closed_days_.begin(), closed_days_.end(), day);
  return static_cast<std::size_t>(first_not - closed_days_.begin());
}

// The last interval that begins at or before that tick; null if there is none.
const Calendar::OpenInterval* Calendar::last_begun(std::int64_t tick_of_week) const {
  const auto next = std::partition_point(
      week_.begin(), week_.end(),
      [&](const OpenInterval& interval) { return interval.from <= tick_of_week; });
  return next == week_.begin() ? nullptr : &*(next - 1);
}

std::int64_t Calendar::weekly_open_ticks(std::int64_t day, std::int64_t tick_of_day) const {
  const std::int64_t tick = weekday_of(day) * kTicksPerDay + tick_of_day;
  const OpenInterval* begun = last_begun(tick);
  const std::int64_t of_week =
      begun ? begun->open_before + std::min(tick, begun->to) - begun->from : 0;
  return week_of(day) * open_a_week_ + of_week;
}

std::int64_t Calendar::open_ticks(Time time) const {
  const auto [day, tick] = split(time);
  const std::int64_t lost = lost_[closed_days_before(day)];
  return weekly_open_ticks(day, is_closed_day(day) ? 0 : tick) - lost;
}

// The first instant by which so many ticks would have been open without closed dates.
Time Calendar::when_weekly(std::int64_t open_ticks) const {
  const std::int64_t week = floor_divide(open_ticks - 1, open_a_week_);
  if (week >= kNever.ticks / kTicksPerWeek - 1) return kNever;
  const std::int64_t of_week = open_ticks - week * open_a_week_;  // 1 .. open_a_week_
  const auto next = std::partition_point(
      week_.begin(), week_.end(),
      [&](const OpenInterval& interval) { return interval.open_before < of_week; });
  const OpenInterval& interval = *(next - 1);
  return start_of_week(week) + Duration{interval.from + of_week - interval.open_before};
}

bool Calendar::is_open(Time time) const {
  const auto [day, tick] = split(time);
  const std::int64_t tick_of_week = weekday_of(day) * kTicksPerDay + tick;
  const OpenInterval* begun = last_begun(tick_of_week);
  return begun && tick_of_week < begun->to && !is_closed_day(day);
}

// One tick before the end of the next open tick.
Time Calendar::next_opening(Time time) const {
  const Time end = after_open_time(time, {1});
  return end == kNever ? kNever : end - Duration{1};
}

Time Calendar::next_closing(Time time) const {
  if (time == kNever || !is_open(time)) return time;
  const auto [day, tick] = split(time);
  std::int64_t end = last_begun(weekday_of(day) * kTicksPerDay + tick)->to;
  Time closing = kNever;
  if (open_a_week_ < kTicksPerWeek) {
    const bool passes_end = end == kTicksPerWeek && week_.front().from == 0;
    if (passes_end) end += week_.front().to;
    closing = start_of_week(week_of(day)) + Duration{end};
  }
  const std::size_t next_closed = closed_days_before(day);
  if (next_closed == closed_days_.size()) return closing;
  return std::min(closing, Time{closed_days_[next_closed] * kTicksPerDay});
}

Duration Calendar::open_time(Time from, Time to) const {
  assert(from <= to);
  return {open_ticks(to) - open_ticks(from)};
}

// Closed days that begin before the work is done put its end off by what they lose; the
// end lies behind them, as it takes an open tick to get there.
Time Calendar::after_open_time(Time from, Duration work) const {
  assert(work.value >= 0);
  if (from == kNever || work.value == 0) return from;
  if (open_a_week_ == 0) return kNever;
  const std::int64_t target = capped_sum(open_ticks(from), work.value);
  const auto begins_before_end = [&](std::int64_t day) {
    return open_ticks({day * kTicksPerDay}) < target;
  };
  const auto first_not =
      std::partition_point(closed_days_.begin(), closed_days_.end(), begins_before_end);
  const std::int64_t lost = lost_[static_cast<std::size_t>(first_not - closed_days_.begin())];
  return when_weekly(capped_sum(target, lost));
}

}  // namespace caravan
