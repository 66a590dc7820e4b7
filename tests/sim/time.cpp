#include "caravan/sim/time.hpp"

#include <doctest/doctest.h>

#include <type_traits>

namespace caravan {
namespace {

template <class A, class B>
concept Adds = requires(A a, B b) {
  a + b;
};

static_assert(Adds<Time, Duration> && !Adds<Time, Time> && !Adds<Time, int>);
static_assert(std::is_same_v<decltype(Time{} - Time{}), Duration>);
static_assert(std::is_same_v<decltype(Time{} - Duration{}), Time>);

TEST_CASE("durations are whole microseconds") {
  CHECK(seconds(1).value == 1'000'000);
  CHECK(hours(1).value == 3'600'000'000);
  CHECK(days(1).value == 86'400'000'000);
  CHECK(hours(24) == days(1));
}

TEST_CASE("a duration is rounded to the nearest microsecond with halves away from zero") {
  CHECK(seconds(1.4e-6).value == 1);
  CHECK(seconds(1.5e-6).value == 2);
  CHECK(seconds(-1.4e-6).value == -1);
  CHECK(seconds(-1.5e-6).value == -2);
  CHECK(seconds(0.4e-6).value == 0);
  CHECK(seconds(-0.4e-6).value == 0);
}

// Adding one half and cutting off made these one microsecond too long: so large a
// sum falls between two doubles and is rounded to the even one.
TEST_CASE("a duration of centuries is rounded as well as a short one") {
  CHECK(seconds(4503599627.370497).value == 4'503'599'627'370'497);
  CHECK(seconds(-4503599627.370497).value == -4'503'599'627'370'497);
}

TEST_CASE("a duration reads back in the unit it was given in") {
  CHECK(in_seconds(seconds(2.5)) == 2.5);
  CHECK(in_hours(hours(2.5)) == 2.5);
  CHECK(in_days(days(2.5)) == 2.5);
  CHECK(in_hours(days(-1)) == -24);
}

TEST_CASE("times differ by durations") {
  Time time{1'000};
  CHECK(time + Duration{5} == Time{1'005});
  CHECK(time - Duration{5} == Time{995});
  CHECK((Time{1'005} - time).value == 5);
  time += Duration{-1};
  CHECK(time.ticks == 999);
  CHECK(Time{1} < Time{2});
  CHECK(time < kNever);
}

TEST_CASE("dates count from 1970") {
  CHECK(at_midnight({1970, 1, 1}).ticks == 0);
  CHECK(at_midnight({1970, 1, 2}) == Time{} + days(1));
  CHECK(at_midnight({2000, 1, 1}) == Time{} + seconds(946'684'800));
  CHECK(at_midnight({2026, 11, 23}) == Time{} + seconds(1'795'392'000));
}

TEST_CASE("dates before 1970 work too") {
  CHECK(at_midnight({1969, 12, 31}) == Time{} - days(1));
  CHECK(at_midnight({1900, 1, 1}) == Time{} - days(25'567));
  CHECK(date_of(Time{-1}) == Date{1969, 12, 31});
  CHECK(date_of(Time{} - days(1)) == Date{1969, 12, 31});
  CHECK(date_of(Time{} - days(1) - Duration{1}) == Date{1969, 12, 30});
}

TEST_CASE("a day begins at its midnight") {
  const Time midnight = at_midnight({2023, 4, 1});
  CHECK(date_of(midnight) == Date{2023, 4, 1});
  CHECK(date_of(midnight - Duration{1}) == Date{2023, 3, 31});
  CHECK(date_of(midnight + days(1) - Duration{1}) == Date{2023, 4, 1});
}

TEST_CASE("every day of eight centuries has one date and follows the one before") {
  Date yesterday = date_of(at_midnight({1600, 1, 1}));
  const Time end = at_midnight({2400, 1, 1});
  int leap_days = 0;
  for (Time day = at_midnight({1600, 1, 2}); day < end; day += days(1)) {
    const Date date = date_of(day);
    REQUIRE(at_midnight(date) == day);
    REQUIRE(yesterday < date);
    const bool next_day = date.day == yesterday.day + 1;
    const bool next_month = date.day == 1 && yesterday.day >= 28;
    REQUIRE((next_day || next_month));
    leap_days += date.month == 2 && date.day == 29;
    yesterday = date;
  }
  CHECK(leap_days == 2 * 97);  // 97 in each 400 years
}

TEST_CASE("a valid date is one of the Gregorian calendar") {
  CHECK(is_valid({2023, 12, 31}));
  CHECK_FALSE(is_valid({2023, 2, 30}));
  CHECK_FALSE(is_valid({2023, 4, 31}));
  CHECK_FALSE(is_valid({2023, 13, 1}));
  CHECK_FALSE(is_valid({2023, 0, 1}));
  CHECK_FALSE(is_valid({2023, 1, 0}));
}

TEST_CASE("leap years are those of the Gregorian calendar") {
  CHECK(is_valid({2024, 2, 29}));
  CHECK(is_valid({2000, 2, 29}));
  CHECK_FALSE(is_valid({2023, 2, 29}));
  CHECK_FALSE(is_valid({1900, 2, 29}));
  CHECK_FALSE(is_valid({2100, 2, 29}));
}

// std::chrono keeps months and days in 8 bits and years in 16: these passed as
// 1 January and as a year before Christ.
TEST_CASE("a date with a number too large for the calendar is invalid") {
  CHECK_FALSE(is_valid({2023, 257, 1}));
  CHECK_FALSE(is_valid({2023, 1, 257}));
  CHECK_FALSE(is_valid({40'000, 1, 1}));
  CHECK_FALSE(is_valid({-40'000, 1, 1}));
}

TEST_CASE("a time is written as ISO 8601 to the second") {
  CHECK(to_iso(Time{}) == "1970-01-01T00:00:00");
  CHECK(to_iso(at_midnight({2023, 4, 1}) + hours(6.5)) == "2023-04-01T06:30:00");
  CHECK(to_iso(at_midnight({2023, 4, 1}) + seconds(86'399.999999)) == "2023-04-01T23:59:59");
  CHECK(to_iso(Time{} - seconds(1)) == "1969-12-31T23:59:59");
  CHECK(to_iso(Time{-1}) == "1969-12-31T23:59:59");
}

TEST_CASE("a date is read from ISO 8601") {
  Date date;
  CHECK(parse_date("2024-02-29", date));
  CHECK(date == Date{2024, 2, 29});
  CHECK(parse_date("1899-12-31", date));
  CHECK(date == Date{1899, 12, 31});
}

TEST_CASE("what is not a date is refused and leaves the old one alone") {
  Date date{1999, 9, 9};
  for (const char* text :
       {"", "2023", "2023-02-30", "2023-13-01", "2023-00-10", "2023-01-00", "2023/01/02",
        "2023-1-02", "2023-01-2", "23-01-02", "2023-01-02 ", " 2023-01-02", "2023-01-0x",
        "20x3-01-02", "-001-01-01", "+001-01-01", "2023--1-01", "2023-01-+1", "2023-01-02T"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text, date));
    CHECK(date == Date{1999, 9, 9});
  }
}

}  // namespace
}  // namespace caravan
