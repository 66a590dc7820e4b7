// Euros, and prices of other years.

#include <doctest/doctest.h>

#include "caravan/scenarios/prices.hpp"
#include "written_files.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

const std::string kMoney = R"(
extends: base.yaml
sources: {ECB: {title: rates}}
money:
  euro: {value: 1.25 USD/EUR, source: ECB}
  year: 2023
  prices: {2019: {value: 80 %, source: ECB}, 2021: 90 %}
)";

// With this tariff for a TEU on the road.
std::string with_tariff(const std::string& tariff, const std::string& money = kMoney) {
  return money + "links: {road: {tariff: {container: " + tariff + "}}}\n";
}

double tariff(const std::string& text) {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces).write("top.yaml", with_tariff(text));
  return files.load("top.yaml").scenario.links[0].tariff[CargoClass::container].value;
}

std::string mistakes(const std::string& text, const std::string& money = kMoney) {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces).write("top.yaml", with_tariff(text, money));
  return files.mistakes_in("top.yaml");
}

}  // namespace

TEST_CASE("tariffs in euros and in prices of other years are told in dollars of one") {
  CHECK(tariff("100 USD/TEU") == 100);
  CHECK(tariff("100 EUR/TEU") == doctest::Approx(125));
  CHECK(tariff("100 USD/TEU of 2023") == doctest::Approx(100));
  CHECK(tariff("100 USD/TEU of 2019") == doctest::Approx(125));
  CHECK(tariff("100 EUR/FEU of 2019") == doctest::Approx(100 * 1.25 / 0.8 / 2));
  CHECK(tariff("0.1 kEUR/TEU of 2021") == doctest::Approx(100 * 1.25 / 0.9));
  CHECK(tariff("{value: 100 EUR/TEU, assumption: a guess, range: [120 USD/TEU, 105 EUR/TEU]}") ==
        doctest::Approx(125));
}

TEST_CASE("interventions may say euros too") {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces)
      .write("top.yaml", with_tariff("100 USD/TEU") +
                             "interventions: {dearer: {effects: [{links: road, tariff: {container: "
                             "+ 8 EUR/TEU}}]}}\n");
  CHECK(files.load("top.yaml").scenario.interventions[0].effects[0].operand == doctest::Approx(10));
}

TEST_CASE("money that can't be changed into those dollars is a mistake") {
  CHECK(contains(mistakes("100 USD/TEU of 2018"), "`money.prices` has no level for 2018"));
  CHECK(contains(mistakes("100 USD/TEU of 2018", "extends: base.yaml\n"),
                 "'of 2018' needs `money.year`, in whose prices all is told"));
  CHECK(contains(mistakes("100 EUR"),
                 "links.road.tariff.container: expected money per containers, "
                 "such as 450 USD/TEU, found '100 EUR', euros"));
  CHECK(contains(mistakes("100 TEU of 2019"), "'of 2019' is for money only"));
  CHECK(contains(mistakes("{value: 100 EUR/TEU, range: [1 USD/TEU, 110 USD/TEU]}"),
                 "links.road.tariff.container.range: does not contain the value"));
  CHECK(contains(mistakes("1 USD/TEU", kMoney + "duration: 3 d of 2019\n"), "is for money only"));
  CHECK(contains(mistakes("1 USD/TEU", "extends: base.yaml\nmoney: {prices: {last: 3 %}}\n"),
                 "money.prices: expected a year, such as 2019, found 'last'"));
}
