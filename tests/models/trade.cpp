// The value of what two countries deliver to each other, counted by hand.
#include "caravan/models/trade.hpp"

#include <doctest/doctest.h>

#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "read_results.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// Two places in Kazakhstan, one in Azerbaijan, and Georgia beyond.
struct Neighbours {
  Neighbours() {
    for (const auto& [id, country] : {std::pair("almaty", "KZ"), std::pair("aktau", "KZ"),
                                      std::pair("baku", "AZ"), std::pair("poti", "GE")}) {
      d.place(id).country = country;
    }
    both_ways("almaty", "aktau"), both_ways("aktau", "baku"), both_ways("baku", "poti");
    d.corridor("only", {});
    d.scenario.commodities[0].value = Money{50'000};  // a TEU
    d.scenario.commodities[1].value = Money{300};     // a tonne
    d.scenario.interval = days(10);
    TradeSpec trade;
    trade.id = trade.name = "kz_az";
    trade.country = "KZ";
    trade.partner = "AZ";
    d.scenario.trades.push_back(trade);
  }
  void both_ways(const std::string& one, const std::string& other) {
    d.rail(one + "-" + other, one, other, hours(1)).rail.fill = {0.01, Duration{}};
    d.rail(other + "-" + one, other, one, hours(1)).rail.fill = {0.01, Duration{}};
  }
  TradeSpec& trade() { return d.scenario.trades.front(); }
  DemandId demand_id(const std::string& id) const { return find<DemandId>(d.scenario.demands, id); }
  std::vector<double> exports() const { return simulate(d.build(), 1, 0)[Variable::trade_exports]; }
  std::vector<double> imports() const { return simulate(d.build(), 1, 0)[Variable::trade_imports]; }

  Drawing d;
};

double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

}  // namespace

TEST_CASE("what one country delivers to the other counts by its value, in its direction") {
  Neighbours n;
  n.d.demand("boxes", "containers", "almaty", "baku", teu(2), hours(12));  // 60 in 30 days
  n.d.demand("grain", "general", "baku", "aktau", tonnes(10), days(1));    // 30
  n.d.demand("transit", "containers", "almaty", "poti", teu(1), hours(1));
  n.d.demand("domestic", "containers", "almaty", "aktau", teu(1), hours(1));
  const Results results = simulate(n.d.build(), 1, 0);
  CHECK(results[Variable::trade_exports].size() == 3);
  // Both are delivered within hours: one at most is under way at the end.
  CHECK(sum_of(results[Variable::trade_exports]) == doctest::Approx(6'000'000).epsilon(0.02));
  CHECK(sum_of(results[Variable::trade_imports]) == doctest::Approx(90'000).epsilon(0.04));
  // To the dollar: whole lots of 100 000 and of 3 000.
  CHECK(std::fmod(sum_of(results[Variable::trade_exports]), 100'000) == 0);
  CHECK(std::fmod(sum_of(results[Variable::trade_imports]), 3'000) == 0);
}

TEST_CASE("nothing counts before it is delivered, nor before counting begins") {
  Neighbours n;
  n.d.link("aktau-baku").transit_hours = Distribution::constant(24 * 12);
  n.d.demand("boxes", "containers", "aktau", "baku", teu(1), days(1));
  const std::vector<double> values = n.exports();
  REQUIRE(values.size() == 3);
  CHECK(values[0] == 0);
  CHECK(values[1] == doctest::Approx(8 * 50'000).epsilon(0.13));
  CHECK(values[2] == doctest::Approx(10 * 50'000));
  n.d.scenario.warm_up = days(100);
  CHECK(n.exports()[0] == doctest::Approx(10 * 50'000));
}

TEST_CASE("transshipped goods count where they are named, and transit where it is not excepted") {
  Neighbours n;
  n.d.demand("boxes", "containers", "almaty", "baku", teu(1), days(1));
  n.d.demand("by_poti", "containers", "poti", "almaty", teu(1), days(1));
  CHECK(sum_of(n.exports()) == doctest::Approx(30 * 50'000));
  CHECK(sum_of(n.imports()) == 0);
  n.trade().also = {n.demand_id("by_poti")};
  CHECK(sum_of(n.imports()) == doctest::Approx(30 * 50'000));  // it ends in Kazakhstan
  n.trade().except = {n.demand_id("boxes")};
  CHECK(sum_of(n.exports()) == 0);
}

TEST_CASE("trades of nowhere, of one country, or of things without a value are refused") {
  Neighbours n;
  n.d.demand("boxes", "containers", "almaty", "baku", teu(1), days(1));
  n.d.demand("inland", "containers", "almaty", "aktau", teu(1), days(1));
  const auto problem_of = [&](auto&& change) -> std::string {
    Neighbours changed = n;
    change(changed);
    try {
      changed.d.build();
    } catch (const ScenarioError& error) {
      return error.what();
    }
    return "nothing is wrong";
  };
  CHECK(problem_of([](auto&) {}) == "nothing is wrong");
  CHECK(problem_of([](auto& o) { o.trade().partner = "UZ"; }) ==
        "trades.kz_az.partner: no place is in 'UZ'");
  CHECK(problem_of([](auto& o) {
          o.trade().partner = "KZ";
        }).find("trades.kz_az.partner: is the country itself") == 0);
  CHECK(problem_of([](auto& o) { o.trade().also = {o.demand_id("inland")}; })
            .find("trades.kz_az.also: 'inland' neither begins nor ends in one of the countries "
                  "alone") == 0);
  CHECK(problem_of([](auto& o) { o.d.scenario.commodities[0].value = {}; }) ==
        "commodities.containers: needs a `value`: demand 'boxes' counts for trade 'kz_az'");
}
