// When something is open: weekly shifts and closed days, in UTC.
#pragma once

#include <cstdint>
#include <vector>

#include "caravan/sim/time.hpp"

namespace caravan {

// Open from one minute of the week to another, counted from Monday 00:00. It may pass the week's
// end: from Friday 22:00 to Monday 02:00 is {6'960, 10'200}.
struct Shift {
  std::int32_t from_minute = 0;  // 0 .. 10'079
  std::int32_t to_minute = 0;    // after it, by a week at most; not included

  bool operator==(const Shift&) const = default;
};

class Calendar {
 public:
  Calendar() = default;  // always open

  // Open during the shifts, which may touch but not overlap, and never on the closed days. Throws
  // std::invalid_argument, saying what is wrong.
  explicit Calendar(const std::vector<Shift>& shifts, const std::vector<Date>& closed_days = {});

  bool is_open(Time at) const;

  // The first instant at or after `at` at which it is open, or closed. kNever if there is none
  // within fifty years.
  Time next_opening(Time at) const;
  Time next_closing(Time at) const;

  // How long it is open between two instants, `from` not after `to`.
  Duration open_time(Time from, Time to) const;

  // The instant at which it has been open for `work` since `from`; `from` itself for no work.
  // kNever if not within fifty years of closed time.
  Time after_open_time(Time from, Duration work) const;

  bool operator==(const Calendar&) const = default;

 private:
  struct Stretch {
    Duration from, to;  // since Monday 00:00
    bool operator==(const Stretch&) const = default;
  };

  bool is_always_open() const { return is_always_open_ && closed_.empty(); }
  const Stretch* next_stretch(Duration in_week) const;
  Time first_after_closed_days(Time at) const;
  Time closed_day_after(Time at) const;

  bool is_always_open_ = true;
  std::vector<Stretch> week_;  // sorted, within one week, apart from each other
  std::vector<Time> closed_;   // midnights at which closed days begin, sorted
};

}  // namespace caravan
