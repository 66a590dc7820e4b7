#include "caravan/sim/calendar.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "caravan/sim/random.hpp"

namespace caravan {
namespace {

constexpr Duration kMinute = seconds(60);
constexpr Duration kTick{1};

Time at(Date date, int hour, int minute = 0) {
  return at_midnight(date) + hours(hour) + minute * kMinute;
}

// Monday to Friday from 8 to 12 and from 13 to 20.
std::vector<Shift> office_hours() {
  std::vector<Shift> shifts;
  for (int weekday = 0; weekday < 5; ++weekday) {
    shifts.push_back({minute_of_week(weekday, 8), minute_of_week(weekday, 12)});
    shifts.push_back({minute_of_week(weekday, 13), minute_of_week(weekday, 20)});
  }
  return shifts;
}

// Friday 22:00 to Monday 02:00.
std::vector<Shift> weekend_nights() { return {{minute_of_week(4, 22), minute_of_week(0, 2)}}; }

std::string complaint(const std::vector<Shift>& shifts, const std::vector<Date>& dates = {}) {
  try {
    const Calendar calendar(shifts, dates);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("a calendar is always open by default") {
  const Calendar always;
  for (const Time time : {Time{}, at({1871, 3, 21}, 5), at({2026, 8, 2}, 23, 59)}) {
    CHECK(always.is_open(time));
    CHECK(always.next_opening(time) == time);
    CHECK(always.next_closing(time) == kNever);
    CHECK(always.after_open_time(time, hours(1000)) == time + hours(1000));
    CHECK(always.open_time(time, time + days(365)) == days(365));
  }
}

TEST_CASE("a calendar without shifts never opens") {
  const Calendar never(std::vector<Shift>{});
  const Time time = at({2026, 3, 2}, 12);
  CHECK_FALSE(never.is_open(time));
  CHECK(never.next_opening(time) == kNever);
  CHECK(never.next_closing(time) == time);
  CHECK(never.after_open_time(time, kTick) == kNever);
  CHECK(never.after_open_time(time, {}) == time);
  CHECK(never.open_time(time, time + days(365)) == Duration{});
}

// 2026-03-02 is a Monday.
TEST_CASE("office hours open on working days and have a lunch break") {
  const Calendar office(office_hours());
  CHECK_FALSE(office.is_open(at({2026, 3, 2}, 8) - kTick));
  CHECK(office.is_open(at({2026, 3, 2}, 8)));
  CHECK(office.is_open(at({2026, 3, 2}, 12) - kTick));
  CHECK_FALSE(office.is_open(at({2026, 3, 2}, 12)));
  CHECK(office.is_open(at({2026, 3, 6}, 19, 59)));
  CHECK_FALSE(office.is_open(at({2026, 3, 6}, 20)));
  CHECK_FALSE(office.is_open(at({2026, 3, 7}, 10)));
  CHECK_FALSE(office.is_open(at({2026, 3, 8}, 10)));
  CHECK(office.next_opening(at({2026, 3, 2}, 12, 30)) == at({2026, 3, 2}, 13));
  CHECK(office.next_opening(at({2026, 3, 2}, 13, 30)) == at({2026, 3, 2}, 13, 30));
  CHECK(office.next_opening(at({2026, 3, 6}, 20)) == at({2026, 3, 9}, 8));
  CHECK(office.next_closing(at({2026, 3, 2}, 9)) == at({2026, 3, 2}, 12));
  CHECK(office.next_closing(at({2026, 3, 2}, 12)) == at({2026, 3, 2}, 12));
}

TEST_CASE("work goes on after a break and after the weekend") {
  const Calendar office(office_hours());
  const Time friday = at({2026, 3, 6}, 11);
  CHECK(office.open_time(friday, at({2026, 3, 9}, 9)) == hours(9));
  CHECK(office.after_open_time(friday, hours(1)) == at({2026, 3, 6}, 12));
  CHECK(office.after_open_time(friday, hours(1) + kTick) == at({2026, 3, 6}, 13) + kTick);
  CHECK(office.after_open_time(friday, hours(8)) == at({2026, 3, 6}, 20));
  CHECK(office.after_open_time(friday, hours(9)) == at({2026, 3, 9}, 9));
  CHECK(office.after_open_time(at({2026, 3, 7}, 3), {}) == at({2026, 3, 7}, 3));
  CHECK(office.after_open_time(friday, hours(55 * 52)) == friday + days(364));
}

TEST_CASE("a night shift passes midnight and the end of the week") {
  const Calendar nights(weekend_nights());
  CHECK_FALSE(nights.is_open(at({2026, 3, 6}, 21, 59)));
  CHECK(nights.is_open(at({2026, 3, 6}, 22)));
  CHECK(nights.is_open(at({2026, 3, 8}, 23, 59)));
  CHECK(nights.is_open(at({2026, 3, 9}, 1, 59)));
  CHECK_FALSE(nights.is_open(at({2026, 3, 9}, 2)));
  CHECK(nights.next_closing(at({2026, 3, 6}, 23)) == at({2026, 3, 9}, 2));
  CHECK(nights.next_closing(at({2026, 3, 9}, 1)) == at({2026, 3, 9}, 2));
  CHECK(nights.next_opening(at({2026, 3, 9}, 2)) == at({2026, 3, 13}, 22));
  CHECK(nights.open_time(at({2026, 3, 2}, 2), at({2026, 3, 9}, 2)) == hours(52));
  CHECK(nights.after_open_time(at({2026, 3, 4}, 0), hours(52)) == at({2026, 3, 9}, 2));
}

// 2026-03-21 is a Saturday, 2025-03-21 a Friday.
TEST_CASE("nothing is open on a closed date") {
  const std::vector<Date> nowruz = {{2025, 3, 21}, {2026, 3, 21}};
  const Calendar always_but(std::vector<Shift>{Shift{}}, nowruz);
  CHECK(always_but.is_open(at({2026, 3, 21}, 0) - kTick));
  CHECK_FALSE(always_but.is_open(at({2026, 3, 21}, 0)));
  CHECK_FALSE(always_but.is_open(at({2026, 3, 22}, 0) - kTick));
  CHECK(always_but.is_open(at({2026, 3, 22}, 0)));
  CHECK(always_but.next_closing(at({2026, 1, 1}, 0)) == at({2026, 3, 21}, 0));
  CHECK(always_but.next_closing(at({2026, 3, 22}, 0)) == kNever);
  CHECK(always_but.next_opening(at({2026, 3, 21}, 7)) == at({2026, 3, 22}, 0));

  const Calendar office(office_hours(), nowruz);
  CHECK(office.next_opening(at({2025, 3, 20}, 20)) == at({2025, 3, 24}, 8));
  CHECK(office.after_open_time(at({2025, 3, 20}, 19), hours(2)) == at({2025, 3, 24}, 9));
  CHECK(office.open_time(at({2025, 1, 1}, 0), at({2026, 1, 1}, 0)) == hours(11 * (261 - 1)));

  const Calendar nights(weekend_nights(), nowruz);
  CHECK(nights.next_closing(at({2026, 3, 20}, 22)) == at({2026, 3, 21}, 0));
  CHECK(nights.next_opening(at({2026, 3, 21}, 0)) == at({2026, 3, 22}, 0));
  CHECK(nights.open_time(at({2026, 3, 20}, 0), at({2026, 3, 24}, 0)) == hours(2 + 24 + 2));
  CHECK(nights.after_open_time(at({2026, 3, 20}, 0), hours(2)) == at({2026, 3, 21}, 0));
  CHECK(nights.after_open_time(at({2026, 3, 20}, 0), hours(3)) == at({2026, 3, 22}, 1));
}

TEST_CASE("never stays never") {
  const Calendar office(office_hours(), {{2026, 3, 23}});
  CHECK(office.next_opening(kNever) == kNever);
  CHECK(office.next_closing(kNever) == kNever);
  CHECK(office.after_open_time(kNever, hours(1)) == kNever);
  CHECK(Calendar().next_closing(kNever) == kNever);
  // One of the two is open at the end of the clock.
  CHECK(Calendar({{0, 5000}}).next_closing(kNever) == kNever);
  CHECK(Calendar({{5000, 0}}).next_closing(kNever) == kNever);
}

TEST_CASE("work that takes longer than the clock runs is never done") {
  const Calendar minute_a_week({{0, 1}}, {{2026, 3, 23}});
  const Time now = at({2026, 3, 2}, 0);
  CHECK(minute_a_week.after_open_time(now, days(365 * 100)) == kNever);
  CHECK(minute_a_week.after_open_time(now, Duration{kNever.ticks}) == kNever);
  CHECK(Calendar().after_open_time(now, Duration{kNever.ticks}) == kNever);
  CHECK(minute_a_week.after_open_time(now, 52 * kMinute) == now + days(52 * 7) + kMinute);
}

// Ten million weeks, which nobody would walk through.
TEST_CASE("far times are as exact and as quick as near ones") {
  const Calendar office(office_hours(), {{2026, 3, 23}});
  const Time start = at({-20000, 3, 6}, 9);
  const Duration long_time = 10'000'000 * days(7);
  CHECK(office.open_time(start, start + long_time) == 10'000'000 * hours(55) - hours(11));
  CHECK(office.after_open_time(start, 10'000'000 * hours(55)) ==
        office.after_open_time(start + long_time, hours(11)));
  for (int i = 0; i < 100'000; ++i) {
    REQUIRE(office.open_time(start, start + long_time - kMinute * i) <= 10'000'000 * hours(55));
  }
}

TEST_CASE("shifts that touch are one, in whatever order they come") {
  const Calendar split({{minute_of_week(2, 12), minute_of_week(2, 18)},
                        {minute_of_week(6, 20), 0},
                        {0, minute_of_week(0, 6)},
                        {minute_of_week(2, 8), minute_of_week(2, 12)}});
  const Calendar whole({{minute_of_week(2, 8), minute_of_week(2, 18)},
                        {minute_of_week(6, 20), minute_of_week(0, 6)}});
  CHECK(split == whole);
  CHECK(split.next_closing(at({2026, 3, 4}, 8)) == at({2026, 3, 4}, 18));
  CHECK(split.next_closing(at({2026, 3, 8}, 20)) == at({2026, 3, 9}, 6));
  CHECK(Calendar({{500, 100}, {100, 500}}) == Calendar());
  CHECK(Calendar({{500, 0}}) == Calendar({{500, kMinutesPerWeek}}));
}

TEST_CASE("calendars are equal if they are open at the same times") {
  const Calendar office(office_hours(), {{2026, 3, 23}, {2025, 3, 21}});
  CHECK(office == Calendar(office_hours(), {{2025, 3, 21}, {2026, 3, 23}, {2025, 3, 21}}));
  CHECK(office == Calendar(office_hours(), {{2025, 3, 21}, {2026, 3, 22}, {2026, 3, 23}}));
  CHECK_FALSE(office == Calendar(office_hours(), {{2025, 3, 21}}));
  CHECK_FALSE(office == Calendar(weekend_nights(), {{2025, 3, 21}, {2026, 3, 23}}));
}

TEST_CASE("shifts and dates that make no sense are refused with a reason") {
  CHECK(complaint(office_hours(), {{2024, 2, 29}}) == "");
  CHECK(complaint({{480, 480}}) == "the shift from Monday 08:00 to Monday 08:00 is empty");
  CHECK(complaint({{0, 0}}) == "the shift from Monday 00:00 to Monday 00:00 is empty");
  CHECK(complaint({{minute_of_week(0, 8), minute_of_week(0, 12)},
                   {minute_of_week(0, 11, 59), minute_of_week(1, 0)}}) ==
        "the shift from Monday 11:59 to Tuesday 00:00 overlaps the shift from Monday 08:00 to "
        "Monday 12:00");
  CHECK(complaint({{minute_of_week(0, 1), minute_of_week(0, 12)},
                   {minute_of_week(4, 22), minute_of_week(0, 2)}}) ==
        "the shift from Monday 01:00 to Monday 12:00 overlaps the shift from Friday 22:00 to "
        "Monday 02:00");
  CHECK(complaint({Shift{}, Shift{}}) != "");
  CHECK(complaint({{5, 100}, {5, 100}}) != "");
  CHECK(complaint({{500, 100}, {600, 50}}) != "");
  CHECK(complaint({{-1, 60}}) ==
        "a shift from minute -1 to 60 reaches out of the week, which has 10080 minutes");
  CHECK(complaint({{10080, 60}}) != "");
  CHECK(complaint({{60, 10081}}) != "");
  CHECK(complaint({{60, -5}}) != "");
  CHECK(complaint({}, {{2025, 2, 29}}) == "the closed date 2025-02-29 does not exist");
  CHECK(complaint({}, {{2025, 13, 1}}) != "");
}

// A random whole number below `limit`.
int random_below(RandomStream& random, int limit) {
  return static_cast<int>(random.uniform() * limit);
}

// Up to five shifts between minutes of a grid, some cut in two, some past the week's end.
std::vector<Shift> random_shifts(RandomStream& random) {
  constexpr int kGrids[] = {1, 30, 360, 1440};
  const int grid = kGrids[random_below(random, 4)];
  std::vector<int> minutes;
  for (int i = random_below(random, 11); i > 0; --i) {
    minutes.push_back(grid * random_below(random, kMinutesPerWeek / grid));
  }
  std::sort(minutes.begin(), minutes.end());
  minutes.erase(std::unique(minutes.begin(), minutes.end()), minutes.end());
  if (minutes.size() % 2 == 1) minutes.pop_back();
  if (random.uniform() < 0.5 && !minutes.empty()) {
    std::rotate(minutes.begin(), minutes.begin() + 1, minutes.end());
  }
  std::vector<Shift> shifts;
  for (std::size_t i = 0; i < minutes.size(); i += 2) {
    const Shift shift{minutes[i], minutes[i + 1]};
    const int middle = (shift.from + shift.to) / 2;
    if (shift.from < middle && random.uniform() < 0.3) {
      shifts.push_back({middle, shift.to});
      shifts.push_back({shift.from, middle});
    } else {
      shifts.push_back(shift);
    }
  }
  if (shifts.empty() && random.uniform() < 0.7) shifts.push_back({});
  return shifts;
}

// Seven weeks, minute by minute, from the definition. The last two weeks have no closed
// dates, so that whatever opens or closes every week does so within them.
struct Minutes {
  Time start;
  std::vector<bool> open;

  Minutes(Date first, const std::vector<Shift>& shifts, const std::vector<Date>& closed)
      : start(at_midnight(first)) {
    namespace chrono = std::chrono;
    for (int i = 0; i < 7 * kMinutesPerWeek; ++i) {
      const Date date = date_of(start + i * kMinute);
      const chrono::year_month_day day{chrono::year{date.year}, chrono::month{date.month},
                                       chrono::day{date.day}};
      const int weekday = static_cast<int>(chrono::weekday{chrono::sys_days{day}}.iso_encoding());
      const int minute = (weekday - 1) * 24 * 60 + i % (24 * 60);
      bool is_open = false;
      for (const Shift& shift : shifts) {
        is_open |= shift.from < shift.to ? shift.from <= minute && minute < shift.to
                                         : shift.from <= minute || minute < shift.to;
      }
      if (std::find(closed.begin(), closed.end(), date) != closed.end()) is_open = false;
      open.push_back(is_open);
    }
  }

  Time beginning(std::size_t i) const { return start + static_cast<int>(i) * kMinute; }
  std::size_t index(Time time) const {
    return static_cast<std::size_t>((time - start).value / kMinute.value);
  }

  bool is_open(Time time) const { return open[index(time)]; }

  Time next(Time time, bool wanted) const {
    if (is_open(time) == wanted) return time;
    for (std::size_t i = index(time); i < open.size(); ++i) {
      if (open[i] == wanted) return beginning(i);
    }
    return kNever;
  }

  Duration open_time(Time from, Time to) const {
    Duration sum;
    for (std::size_t i = index(from); i < open.size() && beginning(i) < to; ++i) {
      if (open[i]) sum += std::min(to, beginning(i + 1)) - std::max(from, beginning(i));
    }
    return sum;
  }

  // Never if it is after the seven weeks.
  Time after_open_time(Time from, Duration work) const {
    if (work == Duration{}) return from;
    for (std::size_t i = index(from); i < open.size(); ++i) {
      if (!open[i]) continue;
      const Time begin = std::max(from, beginning(i));
      const Duration available = beginning(i + 1) - begin;
      if (work <= available) return begin + work;
      work -= available;
    }
    return kNever;
  }
};

void check_against_minutes(const Calendar& calendar, const Minutes& minutes, RandomStream& random) {
  const Time end = minutes.beginning(minutes.open.size());
  for (int i = 0; i < 30; ++i) {
    const bool whole = random.uniform() < 0.5;  // minutes, or any tick
    const auto draw = [&](Duration below) {
      const Duration time = seconds(random.uniform() * in_seconds(below));
      return whole ? Duration{time.value - time.value % kMinute.value} : time;
    };
    const Time from = minutes.start + draw(days(35));
    const Time to = from + draw(end - from);
    const Duration work = draw(days(30));
    REQUIRE(calendar.is_open(from) == minutes.is_open(from));
    REQUIRE(calendar.next_opening(from) == minutes.next(from, true));
    REQUIRE(calendar.next_closing(from) == minutes.next(from, false));
    REQUIRE(calendar.open_time(from, to) == minutes.open_time(from, to));
    const Time done = calendar.after_open_time(from, work);
    REQUIRE((done <= end ? done : kNever) == minutes.after_open_time(from, work));
    const Duration all = calendar.open_time(from, to);
    REQUIRE(calendar.after_open_time(from, all) == minutes.after_open_time(from, all));
  }
}

TEST_CASE("any calendar answers like one that is looked through minute by minute") {
  RandomStream random({1, name_hash("calendars")});
  for (int i = 0; i < 100; ++i) {
    CAPTURE(i);
    const Date first = date_of(Time{} + random_below(random, 40'000) * days(1) - days(25'000));
    const std::vector<Shift> shifts = random_shifts(random);
    std::vector<Date> closed;
    for (int count = random_below(random, 8); count > 0; --count) {
      closed.push_back(date_of(at_midnight(first) + random_below(random, 35) * days(1)));
    }
    const Minutes minutes(first, shifts, closed);
    check_against_minutes(Calendar(shifts, closed), minutes, random);
    // Dates before and after make no difference within.
    closed.push_back(date_of(at_midnight(first) - days(1)));
    closed.push_back(date_of(at_midnight(first) - days(800)));
    closed.push_back(date_of(at_midnight(first) + days(50)));
    const Calendar with_others(shifts, closed);
    const Calendar without_last(shifts, std::vector<Date>(closed.begin(), closed.end() - 1));
    check_against_minutes(without_last, minutes, random);
    const Time end = minutes.beginning(minutes.open.size());
    REQUIRE(with_others.open_time(minutes.start, end) == minutes.open_time(minutes.start, end));
  }
}

}  // namespace
}  // namespace caravan
