#include <doctest/doctest.h>

#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/distribution_text.hpp"
#include "caravan/scenarios/measure.hpp"

using namespace caravan;

namespace {

double value_of(std::string_view text) {
  MeasureError error;
  const auto measure = parse_measure(text, error);
  CAPTURE(error.message);
  REQUIRE(measure.has_value());
  return measure->value;
}

Dimensions dimensions_of(std::string_view text) {
  MeasureError error;
  return parse_measure(text, error).value().dimensions;
}

std::string error_of(std::string_view text) {
  MeasureError error;
  CHECK(!parse_measure(text, error).has_value());
  return error.message + "|" + error.hint;
}

std::string distribution_error(std::string_view text) {
  MeasureError error;
  CHECK(!parse_distribution_hours(text, error).has_value());
  return error.message;
}

Distribution distribution(std::string_view text) {
  MeasureError error;
  const auto parsed = parse_distribution_hours(text, error);
  CAPTURE(error.message);
  REQUIRE(parsed.has_value());
  return *parsed;
}

}  // namespace

TEST_CASE("a measure is a number times its unit") {
  CHECK(value_of("21 d") == 21 * 86'400.0);
  CHECK(value_of("1.2 Mbbl/d") == doctest::Approx(1.2e6 / 86'400));
  CHECK(value_of("600 USD/TEU/d") == doctest::Approx(600 / 86'400.0));
  CHECK(value_of("1520 mm") == doctest::Approx(1.52));
  CHECK(value_of("60 %") == doctest::Approx(0.6));
  CHECK(value_of("1 a") == 365.25 * 86'400);
  CHECK(value_of("3 FEU") == 6);
  CHECK(value_of("1e3 km") == 1e6);
  CHECK(value_of("-5 h") == -18'000);
  CHECK(value_of("14 /d") == doctest::Approx(14 / 86'400.0));
  CHECK(value_of("7") == 7);
  CHECK(value_of("24 TWh/a") == doctest::Approx(24e12 / 8766));
  CHECK(value_of("500 MW") == 5e8);
  CHECK(value_of("400 Tbit/s") == 4e14);
}

TEST_CASE("dimensions tell apart what can't be added") {
  CHECK(dimensions_of("1 t") == dimension::kMass);
  CHECK(dimensions_of("1 t/h") == dimension::kMass / dimension::kTime);
  CHECK(dimensions_of("1 USD/t") == dimension::kMoney / dimension::kMass);
  CHECK(spell(dimensions_of("1 bbl/t")) == "an oil volume per mass");
  CHECK(spell(dimensions_of("1 TEU/h")) == "containers per time");
  CHECK(spell(dimensions_of("1 /d")) == "a number per time");
  CHECK(dimensions_of("1 MWh") == dimension::kEnergy);
  CHECK(dimensions_of("1 MWh/h") == dimensions_of("1 MW"));
  CHECK(spell(dimensions_of("1 GW")) == "a power");
  CHECK(spell(dimensions_of("1 TWh")) == "an energy");
  CHECK(spell(dimensions_of("1 Gbit/s")) == "data per time");
  CHECK(spell(dimensions_of("1 USD/MWh")) == "money per energy");
  CHECK(spell(dimensions_of("1")) == "a number without unit");
}

TEST_CASE("numbers that other programs read as other numbers are refused, with a way out") {
  CHECK(error_of("010 d") ==
        "'010' begins with a zero|some would read it as octal: write it without");
  CHECK(error_of("1_000 t") == "'1_000' is not a plain number|write '1000'");
  CHECK(error_of("1,000 t") == "'1,000' is not a plain number|write '1000'");
  for (const char* text :
       {"nan d", "inf d", "d", "", "--5 d", "1e999 d", "1..2 d", ".", "0x10 d"}) {
    CAPTURE(text);
    error_of(text);
  }
  CHECK(value_of("0.5 d") == 43'200);
}

TEST_CASE("unknown units are refused, with the nearest") {
  CHECK(error_of("5 TEUs") == "'TEUs' is not a unit|did you mean 'TEU'?");
  CHECK(error_of("5 km/hh").find("'hh' is not a unit") == 0);
  CHECK(error_of("5 km/") == "a unit is missing after '/'|");
  CHECK(error_of("5 km//h").find("'' is not a unit") == 0);
}

TEST_CASE("times that vary are words with units") {
  CHECK(distribution("22 h") == Distribution::constant(22));
  CHECK(distribution("exponential(mean 9 d)") == Distribution::exponential(216));
  CHECK(distribution("lognormal(mean 22 h, cv 0.3)") == Distribution::lognormal(22, 0.3));
  CHECK(distribution("gamma(mean 1 d, cv 0.5)") == Distribution::gamma(24, 0.5));
  CHECK(distribution("weibull(mean 1 d, cv 0.5)") == Distribution::weibull_from_cv(24, 0.5));
  CHECK(distribution("pert(1 h, 2 h, 1 d)") == Distribution::pert(1, 2, 24));
  CHECK(distribution("normal(mean 22 h, deviation 4 h, from 0 h)") ==
        Distribution::normal(22, 4).truncated(0, INFINITY));
  CHECK(distribution("exponential(mean 2 h, from 1 h, to 1 d)") ==
        Distribution::exponential(2).truncated(1, 24));
  CHECK(distribution_error("normal(mean 22 h, deviation 4 h)") == "a time can't be negative");
  CHECK(distribution_error("uniform(1 h, 2 h, from 3 h)").find("hardly any") == 0);
  CHECK(distribution_error("uniform(1 h, 2 h, from 3 t)").find("expected a time") == 0);
  CHECK(distribution("lognormal(p90 2 d, mean 30 h)") == Distribution::lognormal_from_p90(30, 48));
  CHECK(distribution(" uniform( 2 h , 300 min ) ") == Distribution::uniform(2, 5));
  CHECK(distribution("triangular(2 h, 3 h, 8 h)") == Distribution::triangular(2, 3, 8));
}

TEST_CASE("what is not such a time is refused") {
  CHECK(distribution_error("lognormal(mean 22 h").find("a ')' is missing") == 0);
  CHECK(distribution_error("lognormal(mean 22 h)") == "'lognormal' does not take these arguments");
  CHECK(distribution_error("lognormal(mean 22 h, cv 0.3, p90 40 h)") ==
        "'lognormal' does not take these arguments");
  CHECK(distribution_error("gumbel(1 h, 2 h)") == "'gumbel' is not a distribution");
  CHECK(distribution_error("uniform(5 h, 2 h)") == "uniform needs low <= high");
  CHECK(distribution_error("uniform(-5 h, 2 h)") == "a time can't be negative");
  CHECK(distribution_error("-1 h") == "a time can't be negative");
  CHECK(distribution_error("exponential(mean 9 km)") == "expected a time, found '9 km', a length");
  CHECK(distribution_error("lognormal(mean 0 h, cv 1)") == "lognormal needs a mean above 0");
  CHECK(distribution_error("()") == "'' is not a distribution");
  CHECK(distribution_error(")(") ==
        "a ')' is missing; in {...} a distribution needs quotes, as its "
        "commas would split it");
}

TEST_CASE("the nearest name is suggested if it is near") {
  CHECK(suggest("berhts", {"berths", "tracks"}) == "did you mean 'berths'?");
  CHECK(suggest("xyz", {"berths", "tracks"}) == "it can be 'berths' or 'tracks'");
  CHECK(suggest("xyz", std::vector<std::string>(13, "berths")) == "");
  CHECK(suggest("x", {}) == "");
}

TEST_CASE("an excerpt counts characters, not bytes, and shows at most 20 mistakes") {
  Diagnostics diagnostics;
  const std::size_t origin = diagnostics.add_origin("f.yaml", "name: T\u00fcrkiye x\n");
  diagnostics.error({origin, 1, 16}, "here");
  CHECK(diagnostics.render() ==
        "f.yaml:1:16: error: here\n"
        "  1 | name: T\u00fcrkiye x\n"
        "    |               ^");
  for (int i = 0; i < 30; ++i) diagnostics.error({origin, 1, 1}, "again");
  CHECK(diagnostics.render().find("and 11 more") != std::string::npos);
}
