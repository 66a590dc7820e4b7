// What is offered when: by month, more each year, and as it was.

#include <doctest/doctest.h>

#include <cmath>

#include "caravan/models/bound.hpp"
#include "caravan/models/interventions.hpp"
#include "written_files.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// A scenario of two places whose demand, of 100 TEU a day in even lots of 10, has more keys.
class Boxes {
 public:
  explicit Boxes(const std::string& keys, const std::string& others = "") {
    files.write("base.yaml", kTwoPlaces)
        .write("top.yaml", "extends: base.yaml\n" + others + "demands: {boxes: {" + keys + "}}\n");
  }

  // TEU offered from one day until the other.
  double offered(Date from, Date until) {
    const LoadedScenario loaded = files.load("top.yaml");
    const Network network = loaded.build();
    World world(network, 1, 0);
    run_until(world, at_midnight(from));
    const std::int64_t before = world.ledger.released[0].amount.value;
    run_until(world, at_midnight(until));
    return static_cast<double>(world.ledger.released[0].amount.value - before);
  }

  std::string mistakes() { return files.mistakes_in("top.yaml"); }

  WrittenFiles files;
};

// Lots are whole: up to one is begun before, or not done after.
bool is_about(double teu, double expected) { return std::abs(teu - expected) <= 10; }

const std::string kMonths =
    "by_month: [50 %, 100 %, 150 %, 0 %, 100 %, 100 %, 100 %, 100 %, 100 %, 100 %, 200 %, 100 %]";

}  // namespace

TEST_CASE("a demand has its share of the volume in each month") {
  Boxes boxes(kMonths);
  CHECK(is_about(boxes.offered({2023, 1, 1}, {2023, 2, 1}), 31 * 50));
  CHECK(is_about(boxes.offered({2023, 2, 1}, {2023, 3, 1}), 28 * 100));
  CHECK(is_about(boxes.offered({2023, 3, 1}, {2023, 4, 1}), 31 * 150));
  CHECK(boxes.offered({2023, 4, 1}, {2023, 5, 1}) == 0);
  CHECK(is_about(boxes.offered({2023, 5, 1}, {2023, 11, 1}), 184 * 100));
  CHECK(is_about(boxes.offered({2023, 11, 1}, {2023, 12, 1}), 30 * 200));
}

TEST_CASE("a demand grows from each year to the next, compounded") {
  Boxes boxes("growth: 10 %/a", "duration: 1096 d\n");
  CHECK(is_about(boxes.offered({2023, 1, 1}, {2024, 1, 1}), 36'500));
  CHECK(is_about(boxes.offered({2024, 1, 1}, {2025, 1, 1}), 366 * 110));
  CHECK(is_about(boxes.offered({2025, 1, 1}, {2026, 1, 1}), 365 * 121));
}

TEST_CASE("it grows from a year that may lie before the simulation, and not in the warm-up") {
  Boxes from_before("growth: -10 %/a, growth_from: 2021-07-01");
  CHECK(is_about(from_before.offered({2023, 1, 1}, {2023, 7, 1}), 181 * 90));
  CHECK(is_about(from_before.offered({2023, 7, 1}, {2024, 1, 1}), 184 * 81));
  Boxes warm("growth: 10 %/a", "warm_up: 31 d\n");
  CHECK(is_about(warm.offered({2022, 12, 1}, {2023, 1, 1}), 31 * 100));
}

TEST_CASE("months and growth are multiplied, and interventions come on top") {
  Boxes boxes(kMonths + ", growth: 10 %/a, growth_from: 2022-01-01",
              "interventions: {slump: {from: 2023-11-01, until: 2023-11-16, "
              "effects: [{demands: boxes, volume: x 50 %}]}}\n");
  CHECK(is_about(boxes.offered({2023, 1, 1}, {2023, 2, 1}), 31 * 50 * 1.1));
  CHECK(is_about(boxes.offered({2023, 11, 1}, {2023, 12, 1}), 15 * 110 + 15 * 220));
}

TEST_CASE("a volume can be stated for dates, and months are parts of it") {
  Boxes boxes("volume: {2023-01-01: 36525 TEU/a, 2023-05-16: 73050 TEU/a}, " + kMonths);
  CHECK(is_about(boxes.offered({2023, 5, 1}, {2023, 6, 1}), 15 * 100 + 16 * 200));
  CHECK(is_about(boxes.offered({2023, 11, 1}, {2023, 12, 1}), 30 * 400));
}

TEST_CASE("a demand that changes leaves the luck of the others alone, and its own draws in order") {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces);
  const auto world_of = [&](const std::string& name, const std::string& keys) {
    files.write(name,
                "extends: base.yaml\ncommodities: {other: {class: container, mass_per_teu: 10 "
                "t/TEU}}\ndemands:\n  boxes: {arrivals: poisson" +
                    keys +
                    "}\n"
                    "  others: {commodity: other, from: mine, to: port, volume: 9000 TEU/a, lot: 1 "
                    "TEU}\n");
    return files.load(name).scenario;
  };
  const Network same = build_network(world_of("same.yaml", ""));
  const Network seasonal = build_network(world_of("seasonal.yaml", ", " + kMonths));
  World a(same, 7, 3), b(seasonal, 7, 3);
  for (const unsigned month : {2u, 5u, 9u}) {
    run_until(a, at_midnight({2023, month, 1}));
    run_until(b, at_midnight({2023, month, 1}));
    CHECK(a.ledger.released[1].amount == b.ledger.released[1].amount);
  }
  // As much time of the volume has passed by 17 January as by the 9th at the whole of it.
  World c(same, 7, 3), d(seasonal, 7, 3);
  run_until(c, at_midnight({2023, 1, 9}));
  run_until(d, at_midnight({2023, 1, 17}));
  CHECK(c.ledger.released[0].amount == d.ledger.released[0].amount);
  CHECK(c.ledger.released[0].amount > Amount{500});
}

TEST_CASE("what was offered when is replayed to the unit") {
  Boxes boxes(
      "volume: ~, history: [[2022-12-31, 500 TEU], [2023-01-10, 25 TEU], [2023-01-10, 3 TEU], "
      "[2023-03-01, 10 FEU]]");
  CHECK(boxes.offered({2023, 1, 1}, {2023, 1, 10}) == 28);  // at midnight, when the day begins
  CHECK(boxes.offered({2023, 1, 10}, {2023, 2, 28}) == 0);
  CHECK(boxes.offered({2023, 2, 28}, {2023, 12, 1}) == 20);
  const LoadedScenario loaded = boxes.files.load("top.yaml");
  const Network network = loaded.build();
  World world(network, 1, 0);
  run_until(world, at_midnight({2023, 1, 10}));
  CHECK(world.shippers[0].consignments == 4);  // 10, 10, 5 and 3
  CHECK_NOTHROW(check_conservation(world));
  const auto periods = periods_of(network, {});
  CHECK(bounds(network, periods)[0].offered == doctest::Approx(48 / 365.0));
}

TEST_CASE("the history stands in a table, whose mistakes are told in it") {
  Boxes boxes("volume: ~, history: {file: offers.csv}");
  boxes.files.write("offers.csv", "quantity TEU,date\n25,2023-01-10\r\n\n\"40 FEU\",2023-01-12\n");
  CHECK(boxes.offered({2023, 1, 1}, {2023, 2, 1}) == 105);
  const auto mistakes = [&](const std::string& table) {
    boxes.files.write("offers.csv", table);
    return boxes.mistakes();
  };
  CHECK(contains(mistakes("date,quantity\n2023-01-10,25 TEU\n2023-01-32,25 TEU\n"),
                 "offers.csv:3:1: error: demands.boxes.history: expected a date"));
  CHECK(contains(mistakes("date,quantity\n2023-01-10,25 t\n"),
                 "offers.csv:2:12: error: demands.boxes.history: expected containers, such as 120 "
                 "TEU, found '25 t', a mass"));
  CHECK(contains(mistakes("date,quantity\n2023-01-10,25\n"), "found '25', a number without unit"));
  CHECK(mistakes("date,quantity\n2023-01-10,25\n").find("volume") == std::string::npos);
  CHECK(contains(mistakes("date,quantity\n2023-01-10,2.5 TEU\n"), "must be whole"));
  CHECK(contains(mistakes("date,quantity\n2023-01-10,25 TEU\n2023-01-09,25 TEU\n"),
                 "offers.csv:3:1: error: demands.boxes.history: dates must be in their order"));
  CHECK(contains(mistakes("date,quantity\n2023-01-10\n"),
                 "offers.csv:2:1: error: expected 2 cells, as in the first row, found 1"));
  CHECK(contains(mistakes("date,amount\n2023-01-10,25 TEU\n"),
                 "offers.csv:1:6: error: 'amount' is no column here: expected `date`, `quantity`"));
  CHECK(contains(mistakes("date\n2023-01-10\n"),
                 "offers.csv:1:1: error: column `quantity` is missing"));
  CHECK(contains(mistakes("date,quantity,date\n1,2,3\n"), "column `date` is there twice"));
  CHECK(contains(mistakes(""), "offers.csv:1:1: error: expected a row of the columns"));
  CHECK(contains(mistakes("date,quantity\n"), "and rows below it, found none"));
}

TEST_CASE("a history says where it comes from, as any figure does") {
  Boxes boxes("volume: ~, history: {value: {file: offers.csv}, source: S}",
              "sources: {S: {title: Railway, url: https://example.org}}\n");
  boxes.files.write("offers.csv", "date,quantity TEU\n2023-01-10,25\n");
  CHECK(boxes.mistakes() == "");
  CHECK(boxes.offered({2023, 1, 1}, {2023, 2, 1}) == 25);
}

TEST_CASE("a demand has a volume or a history") {
  CHECK(contains(Boxes("history: [[2023-01-10, 25 TEU]]").mistakes(),
                 "demands.boxes: has `volume` and `history`: one of them is enough"));
  CHECK(contains(Boxes("volume: ~").mistakes(), "demands.boxes: `volume` or `history` is missing"));
  CHECK(contains(Boxes("volume: ~, growth: 1 %/a, history: [[2023-01-10, 25 TEU]]").mistakes(),
                 "'growth' in demands.boxes is for demands without `history` only"));
  CHECK(contains(Boxes("volume: ~, history: [[2023-01-10, 25 TEU]]",
                       "interventions: {slump: {effects: [{demands: boxes, volume: x 2}]}}\n")
                     .mistakes(),
                 "'boxes' has no 'volume'"));
}
