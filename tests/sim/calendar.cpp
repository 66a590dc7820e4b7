#include "caravan/sim/calendar.hpp"

#include <doctest/doctest.h>

#include <random>
#include <stdexcept>

namespace caravan {
namespace {

constexpr std::int32_t minute_of(int day, int hour, int minute = 0) {
  return (day * 24 + hour) * 60 + minute;
}
enum { kMonday, kTuesday, kWednesday, kThursday, kFriday, kSaturday, kSunday };

Time at(Date date, double hour) { return at_midnight(date) + hours(hour); }

// 08:00-12:00 and 13:00-20:00 from Monday to Friday; closed on 21 March, Nowruz.
Calendar office() {
  std::vector<Shift> shifts;
  for (int day = kMonday; day <= kFriday; ++day) {
    shifts.push_back({minute_of(day, 8), minute_of(day, 12)});
    shifts.push_back({minute_of(day, 13), minute_of(day, 20)});
  }
  return Calendar(shifts, {{2023, 3, 21}});
}

TEST_CASE("without shifts it is always open") {
  const Calendar always;
  CHECK(always.is_open(Time{-1}));
  CHECK(always.next_opening(Time{7}) == Time{7});
  CHECK(always.next_closing(Time{7}) == kNever);
  CHECK(always.open_time(Time{7}, Time{9}) == Duration{2});
  CHECK(always.after_open_time(Time{7}, Duration{9}) == Time{16});
}

TEST_CASE("an office is open in its hours, but not over lunch or at the weekend or on a feast") {
  const Calendar calendar = office();
  const Date monday{2023, 3, 20}, tuesday{2023, 3, 21}, wednesday{2023, 3, 22}, friday{2023, 3, 24};
  CHECK_FALSE(calendar.is_open(at(monday, 8) - Duration{1}));
  CHECK(calendar.is_open(at(monday, 8)));
  CHECK(calendar.is_open(at(monday, 12) - Duration{1}));
  CHECK_FALSE(calendar.is_open(at(monday, 12)));
  CHECK_FALSE(calendar.is_open(at(tuesday, 10)));
  CHECK(calendar.next_opening(at(monday, 12)) == at(monday, 13));
  CHECK(calendar.next_opening(at(monday, 20)) == at(wednesday, 8));
  CHECK(calendar.next_opening(at(friday, 21)) == at({2023, 3, 27}, 8));
  CHECK(calendar.next_closing(at(monday, 9)) == at(monday, 12));
  CHECK(calendar.next_closing(at(tuesday, 9)) == at(tuesday, 9));
  CHECK(calendar.open_time(at(monday, 0), at(friday, 24)) == hours(44));
  CHECK(calendar.after_open_time(at(monday, 11), hours(2)) == at(monday, 14));
  CHECK(calendar.after_open_time(at(monday, 19), hours(2)) == at(wednesday, 9));
  CHECK(calendar.after_open_time(at(monday, 19), hours(1)) == at(monday, 20));
  CHECK(calendar.after_open_time(at(monday, 23), Duration{}) == at(monday, 23));
}

TEST_CASE("a shift may pass the end of the week") {
  const Calendar calendar({{minute_of(kFriday, 22), minute_of(kSunday + 1, 2)}});
  CHECK(calendar.is_open(at({2023, 3, 26}, 12)));  // Sunday
  CHECK(calendar.is_open(at({2023, 3, 27}, 1)));
  CHECK_FALSE(calendar.is_open(at({2023, 3, 27}, 2)));
  CHECK(calendar.next_closing(at({2023, 3, 25}, 0)) == at({2023, 3, 27}, 2));
  CHECK(calendar.open_time(at({2023, 3, 20}, 0), at({2023, 3, 27}, 0)) == hours(52));
}

TEST_CASE("shifts that fill the week never close, but for closed days") {
  const Calendar whole({{0, minute_of(kThursday, 5)}, {minute_of(kThursday, 5), minute_of(7, 0)}});
  CHECK(whole.is_open(at({2023, 3, 23}, 5)));
  CHECK(whole.next_closing(Time{}) == kNever);
  const Calendar but_one({{0, minute_of(7, 0)}}, {{1969, 12, 24}, {1969, 12, 25}});
  CHECK(but_one.next_closing(at({1969, 12, 1}, 0)) == at({1969, 12, 24}, 0));
  CHECK(but_one.next_opening(at({1969, 12, 24}, 3)) == at({1969, 12, 26}, 0));
}

TEST_CASE("what never opens never does work") {
  const Calendar never(std::vector<Shift>{});
  CHECK_FALSE(never.is_open(Time{}));
  CHECK(never.next_opening(Time{}) == kNever);
  CHECK(never.open_time(Time{}, Time{} + days(9)) == Duration{});
  CHECK(never.after_open_time(Time{}, hours(1)) == kNever);
}

TEST_CASE("shifts that make no sense are refused") {
  CHECK_THROWS_AS(Calendar({{-1, 5}}), std::invalid_argument);
  CHECK_THROWS_AS(Calendar({{10'080, 10'090}}), std::invalid_argument);
  CHECK_THROWS_AS(Calendar({{5, 5}}), std::invalid_argument);
  CHECK_THROWS_AS(Calendar({{0, 10'081}}), std::invalid_argument);
  CHECK_THROWS_AS(Calendar({{0, 10}, {9, 20}}), std::invalid_argument);
  CHECK_THROWS_AS(Calendar({{0, 10}, {10'000, 10'085}}), std::invalid_argument);  // into Monday
  CHECK_THROWS_AS(Calendar({}, {{2023, 2, 30}}), std::invalid_argument);
}

// Minute by minute, from shifts and dates alone.
struct Reference {
  std::vector<Shift> shifts;
  std::vector<Date> closed;

  bool is_open(Time t) const {
    for (const Date& date : closed) {
      if (date == date_of(t)) return false;
    }
    const std::int64_t minutes =
        (t - at_midnight({1969, 12, 1})).value / seconds(60).value;  // a Monday
    const auto minute = static_cast<std::int32_t>(minutes % 10'080);
    for (const Shift& shift : shifts) {
      if (shift.from_minute <= minute && minute < shift.to_minute) return true;
      if (shift.from_minute <= minute + 10'080 && minute + 10'080 < shift.to_minute) return true;
    }
    return false;
  }
};

TEST_CASE("random calendars agree with a look at every minute") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 30; ++round) {
    Reference reference;
    std::int32_t minute = static_cast<std::int32_t>(random() % 3'000);
    const std::int32_t first = minute;
    while (true) {
      const auto length = static_cast<std::int32_t>(1 + random() % 2'000);
      if (minute + length > first + 10'080 || minute >= 10'080) break;
      reference.shifts.push_back({minute, minute + length});
      minute += length + static_cast<std::int32_t>(random() % 3 == 0 ? 0 : random() % 2'000);
    }
    for (int i = 0; i < 4; ++i) {
      reference.closed.push_back({1970, 1, 1 + static_cast<unsigned>(random() % 20)});
    }
    const Calendar calendar(reference.shifts, reference.closed);
    const Time begin = at_midnight({1969, 12, 25});
    const Duration step = seconds(60);
    Duration open;
    Time opens = kNever;  // walked backwards
    for (Time t = begin + days(28); t >= begin; t = t - step) {
      const bool is_open = reference.is_open(t);
      if (is_open) opens = t;
      REQUIRE(calendar.is_open(t) == is_open);
      if (opens != kNever) REQUIRE(calendar.next_opening(t) == opens);
      if (is_open && t < begin + days(28)) {
        open += step;
        REQUIRE(calendar.open_time(t, t + step) == step);
      }
    }
    REQUIRE(calendar.open_time(begin, begin + days(28)) == open);
    if (open > Duration{}) {
      const Time done = calendar.after_open_time(begin, open);
      REQUIRE(done <= begin + days(28));
      REQUIRE(calendar.open_time(begin, done) == open);
    }
  }
}

}  // namespace
}  // namespace caravan
