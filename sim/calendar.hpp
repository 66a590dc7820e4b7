// When something is open: shifts that return every week, and dates when it stays closed.
//
// All in UTC. Arithmetic is in whole ticks, so sums of open time are exact, before 1970 as
// after. A question takes time in proportion to the logarithm of the number of shifts and
// dates, however far apart its times are, and allocates nothing.
//
// Times must be a fortnight or more away from either end of the clock. kNever is answered with
// kNever where a time is asked for, so that answers can be asked about in turn.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "caravan/sim/time.hpp"

namespace caravan {

inline constexpr int kMinutesPerWeek = 7 * 24 * 60;

// Minutes since the week began, on Monday at 00:00. Weekday 0 is Monday, 6 is Sunday.
constexpr int minute_of_week(int weekday, int hour, int minute = 0) {
  return (24 * weekday + hour) * 60 + minute;
}

// Open from the minute `from` of the week until the minute `to`, which is no longer part of
// it. If `to` is the smaller one, it is of the next week. By default the whole week.
struct Shift {
  int from = 0;              // 0 .. kMinutesPerWeek - 1
  int to = kMinutesPerWeek;  // 0 .. kMinutesPerWeek

  bool operator==(const Shift&) const = default;
};

class Calendar {
 public:
  // Always open.
  Calendar() : Calendar(std::vector<Shift>{Shift{}}) {}

  // Open in the shifts, but at no time of the closed dates: a shift that passes midnight
  // into a closed date ends there. Both in any order; a date may come twice. Never open if
  // there is no shift. Throws std::invalid_argument if a shift is empty, overlaps another or
  // reaches out of the week, and if a date is not valid.
  explicit Calendar(const std::vector<Shift>& shifts, const std::vector<Date>& closed_dates = {});

  // Whether the tick that begins at `time` is open.
  bool is_open(Time time) const;

  // The first instant at or after `time` when it is open; never if there is none.
  Time next_opening(Time time) const;

  // The first instant at or after `time` when it is closed; never if there is none.
  Time next_closing(Time time) const;

  // How long it is open from `from` until `to`, which must not be the earlier.
  Duration open_time(Time from, Time to) const;

  // The first instant by which it has been open for as long as `work` since `from`: `from`
  // itself for no work, and a closing, not the opening after it, if the work takes all that
  // was left. Never if that is beyond the clock. The work must not be negative.
  Time after_open_time(Time from, Duration work) const;

  // Equal if they are open at the same times, however that was put.
  bool operator==(const Calendar&) const = default;

 private:
  // In ticks of the week.
  struct OpenInterval {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::int64_t open_before = 0;  // open ticks of the week before `from`

    bool operator==(const OpenInterval&) const = default;
  };

  void set_week(const std::vector<Shift>& shifts);
  void set_closed_days(const std::vector<Date>& dates);

  bool is_closed_day(std::int64_t day) const;
  std::size_t closed_days_before(std::int64_t day) const;
  const OpenInterval* last_begun(std::int64_t tick_of_week) const;

  // Open ticks since a fixed Monday, negative before it: by the week alone, and in truth.
  std::int64_t weekly_open_ticks(std::int64_t day, std::int64_t tick_of_day) const;
  std::int64_t open_ticks(Time time) const;
  Time when_weekly(std::int64_t open_ticks) const;

  std::vector<OpenInterval> week_;         // sorted, with gaps between them
  std::int64_t open_a_week_ = 0;           // ticks, in a week without closed dates
  std::vector<std::int64_t> closed_days_;  // since 1970-01-01, sorted
  std::vector<std::int64_t> lost_ = {0};   // open ticks, by the first 0, 1, 2 ... closed days
};

}  // namespace caravan
