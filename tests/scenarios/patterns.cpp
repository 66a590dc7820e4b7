// The regular expressions of the JSON Schema accept what the reader accepts.

#include "caravan/scenarios/patterns.hpp"

#include <doctest/doctest.h>

#include <regex>

#include "caravan/scenarios/measure.hpp"
#include "caravan/scenarios/prices.hpp"

using namespace caravan;

namespace {

bool fits(const std::string& pattern, const std::string& text) {
  return std::regex_match(text, std::regex("(?:" + pattern + ")"));
}

std::string length_of(const Bounds& bounds) {
  return measure_pattern(Shape::measure("length", "km", "470 km", bounds));
}

}  // namespace

TEST_CASE("patterns of numbers end where the bounds do") {
  for (const double end : {1.0, 0.05, 9.0, 22.5, 90.0, 100.0, 1234.0, 1e6}) {
    CAPTURE(end);
    const std::string up_to = number_pattern({0, true, end});
    const std::string from = number_pattern({end, true});
    for (int i = 0; i <= 400; ++i) {
      const double value = end * i / 200;
      const std::string text = std::to_string(value);
      CAPTURE(text);
      const double read = std::stod(text);
      CHECK(fits(up_to, text) == (read <= end));
      CHECK(fits(from, text) == (read >= end));
    }
  }
}

TEST_CASE("patterns of numbers know signs, wholes and traps") {
  CHECK(fits(number_pattern(kNotNegative), "0"));
  CHECK_FALSE(fits(number_pattern(kPositive), "0"));
  CHECK_FALSE(fits(number_pattern(kPositive), "0.00"));
  CHECK(fits(number_pattern(kPositive), "0.001"));
  CHECK_FALSE(fits(number_pattern(kNotNegative), "-1"));
  CHECK(fits(number_pattern({-10, true, 10}), "-9.5"));
  CHECK_FALSE(fits(number_pattern({-10, true, 10}), "-10.5"));
  CHECK(fits(number_pattern(kNotNegative, true), "3.0"));
  CHECK_FALSE(fits(number_pattern(kNotNegative, true), "3.5"));
  for (const char* trap : {"007", "1_000", "1,000", "nan", "inf", "0x10", "", "1e", "--1"}) {
    CAPTURE(trap);
    CHECK_FALSE(fits(number_pattern(kNotNegative), trap));
  }
}

TEST_CASE("patterns of measures take every unit of the same dimensions, and no other") {
  for (const char* good : {"470 km", "470km", "470000 m", "254 nmi", "0.5 km", ".5 km", "1e2 km"}) {
    CAPTURE(good);
    CHECK(fits(length_of(kPositive), good));
  }
  for (const char* bad : {"470 kt", "470", "470 km/h", "0 km", "-1 km", "470 parsec", "km"}) {
    CAPTURE(bad);
    CHECK_FALSE(fits(length_of(kPositive), bad));
  }
  CHECK(fits(length_of({1, true, 1000}), "1000 km"));
  CHECK_FALSE(fits(length_of({1, true, 1000}), "1001 km"));
  CHECK_FALSE(fits(length_of({1, true, 1000}), "0.5 km"));
  const auto rate = measure_pattern(Shape::measure("rate", "USD/TEU/d", "", kNotNegative));
  for (const char* good : {"5 USD/TEU/d", "5 kUSD/d/TEU", "1 M USD/FEU/week", "5 USD / TEU / d"}) {
    CAPTURE(good);
    CHECK(fits(rate, good));
  }
  CHECK(fits(rate, "5 EUR/TEU/d"));
  CHECK(fits(rate, "5 EUR/TEU/d of 2019"));
  CHECK_FALSE(fits(rate, "5 USD/TEU"));
  CHECK_FALSE(fits(rate, "5 USD/TEU/d of old"));
  const auto share = measure_pattern(Shape::measure("share", "%", "60 %", {0, true, 100}));
  for (const char* good : {"0 %", "100 %", "60%", "0.6", "1"}) CHECK(fits(share, good));
  for (const char* bad : {"101 %", "1.1", "60 km", "-1 %"}) CHECK_FALSE(fits(share, bad));
}

TEST_CASE("a measure that fits the pattern of a unit has its dimensions") {
  for (const char* unit : {"km", "t/d", "bbl/d", "g/tkm", "USD/TEU", "MW", "km/h", "%/m"}) {
    CAPTURE(unit);
    MeasureError error;
    const auto wanted = parse_unit(unit, error);
    REQUIRE(wanted);
    const std::string pattern = measure_pattern(Shape::measure("", unit, "", kNotNegative));
    for (const UnitWord& above : all_units()) {
      for (const UnitWord& below : all_units()) {
        if (below.name == "%") continue;  // nobody divides by it
        const std::string text = "1 " + std::string(above.name) + "/" + std::string(below.name);
        const auto measure = parse_measure(text, error);
        REQUIRE(measure);
        CAPTURE(text);
        std::string problem;
        const auto changed = in_dollars(Prices{}, *measure, problem);
        REQUIRE(changed);
        CHECK(fits(pattern, text) == (changed->dimensions == wanted->dimensions));
      }
    }
  }
}
