// Funds: who pays for which project, and when.

#include <doctest/doctest.h>

#include "caravan/models/investment.hpp"
#include "caravan/models/simulate.hpp"
#include "draw_programme.hpp"

namespace caravan::test {
namespace {

// Of two projects, each of 6 M USD, where there are 10 M USD: which one is built?
std::string built_of_two(FundingRule rule, double priority_of_second, double benefit_of_first,
                         double benefit_of_second) {
  Plan plan;
  plan.scenario().investment.rule = rule;
  plan.fund("eu", 10e6);
  plan.project("first", 6e6, days(60)).benefit = to_cents(benefit_of_first);
  ProjectSpec& second = plan.project("second", 6e6, days(60));
  second.priority = priority_of_second;
  second.benefit = to_cents(benefit_of_second);
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  run_until(world, kStart + days(300));
  std::string built;
  for (std::size_t i = 0; i < 2; ++i) {
    if (project(world, i).step == ProjectStep::done) built += network.scenario.projects[i].id;
  }
  CHECK(in_usd(fund(world).spent) == 6e6);
  return built;
}

TEST_CASE("two projects and money for one: the rule decides") {
  using enum FundingRule;
  CHECK(built_of_two(priority, 0, 1e6, 2e6) == "first");  // as they stand in the file
  CHECK(built_of_two(priority, -1, 2e6, 1e6) == "second");
  CHECK(built_of_two(priority, 1, 1e6, 2e6) == "first");
  CHECK(built_of_two(benefit_per_euro, 1, 1e6, 2e6) == "second");
  CHECK(built_of_two(benefit_per_euro, -1, 2e6, 1e6) == "first");
}

TEST_CASE("a smaller one begins where there is not enough for the one before it") {
  Plan plan;
  plan.fund("eu", 10e6);
  plan.project("large", 12e6, days(60));
  plan.project("small", 9e6, days(60));
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  run_until(world, kStart + days(100));
  CHECK(project(world, 0).step == ProjectStep::waiting);
  CHECK(project(world, 1).step == ProjectStep::done);
}

TEST_CASE("money comes by years: the second project waits for it") {
  Plan plan;
  // 4 M in 2023, 10 M more in 2025.
  plan.fund("eu", 14e6, {{day(2023, 1, 1), 4 / 14.0}, {day(2025, 1, 1), 10 / 14.0}});
  plan.project("first", 3e6, days(60));
  plan.project("second", 3e6, days(60));
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  run_until(world, day(2024, 12, 31));
  CHECK(project(world, 0).done == kStart + days(60));
  CHECK(project(world, 1).step == ProjectStep::waiting);
  run_until(world, day(2025, 12, 31));
  // Its first bill is 1.5 M, of which one was left.
  CHECK(project(world, 1).begun == day(2025, 1, 1));
}

TEST_CASE("a project may begin in one year on the money of the next, if its bills fall due then") {
  Plan plan;
  plan.fund("eu", 10e6, {{day(2023, 1, 1), 0.2}, {day(2024, 1, 1), 0.8}});
  // 2 M in 2023 are enough for the bills of 60 days of 300; so it begins 60 days before the new
  // year at the earliest: at the look of 1 December, its second bill falls due on 31 December.
  plan.project("long", 10e6, days(300));
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  run_until(world, day(2025, 1, 1));
  CHECK(project(world, 0).begun == day(2023, 12, 1));
  CHECK(project(world, 0).done == day(2023, 12, 1) + days(300));
}

TEST_CASE("an overrun stops the work until there is money again, and nothing is overspent") {
  Plan plan;
  // Estimated 9 M USD, of 10 M in 2023; in the end 18 M: ten bills of 1.8 M, of which five are
  // paid. The sixth falls due on the 150th day.
  plan.fund("eu", 20e6, {{day(2023, 1, 1), 0.5}, {day(2024, 1, 1), 0.5}});
  plan.project("quay", 9e6, days(300)).overrun = Distribution::constant(2);
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  run_until(world, kStart + days(149));
  CHECK(project(world, 0).step == ProjectStep::building);
  CHECK(in_usd(fund(world).spent) == 9e6);
  run_until(world, kStart + days(150));
  CHECK(project(world, 0).step == ProjectStep::stopped);
  CHECK(tracks(world, day(2023, 12, 31)) == 100);
  CHECK(in_usd(fund(world).spent) == 9e6);
  const Time done = day(2024, 1, 1) + days(150);
  CHECK(tracks(world, done - Duration{1}) == 100);
  CHECK(tracks(world, done) == 101);
  CHECK(in_usd(fund(world).spent) == 18e6);
  CHECK(in_usd(fund(world).committed) == 18e6);
}

TEST_CASE("an overrun takes no money that was promised to another") {
  Plan plan;
  plan.fund("eu", 10e6);
  plan.project("dear", 4e6, days(60)).overrun = Distribution::constant(2);
  plan.project("sound", 6e6, days(300));
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  run_until(world, kStart + days(700));
  CHECK(project(world, 0).step == ProjectStep::stopped);
  CHECK(project(world, 1).done == kStart + days(300));
}

TEST_CASE("what is cheaper than estimated leaves money for others when it is done") {
  Plan plan;
  plan.fund("eu", 10e6);
  plan.project("cheap", 8e6, days(90)).overrun = Distribution::constant(0.5);
  plan.project("next", 6e6, days(60));
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  run_until(world, kStart + days(300));
  CHECK(project(world, 1).begun == kStart + days(90));
  CHECK(in_usd(fund(world).spent) == 10e6);
}

TEST_CASE("several funds pay: the first as far as it can") {
  Plan plan;
  plan.fund("eu", 4e6);
  plan.fund("national", 100e6);
  plan.project("quay", 10e6, days(30), {FundId(0u), FundId(1u)});
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  run_until(world, kStart + days(30));
  CHECK(in_usd(fund(world, 0).spent) == 4e6);
  CHECK(in_usd(fund(world, 1).spent) == 6e6);
  CHECK(project(world, 0).step == ProjectStep::done);
}

// A fund that had its money only when the work was nearly done once kept it for the project all the
// same, for which another had paid long since.
TEST_CASE("a fund keeps no money for what another has paid") {
  Plan plan;
  plan.fund("late", 4e6, {{day(2023, 3, 15), 1}});
  plan.fund("early", 100e6);
  plan.project("quay", 4e6, days(100), {FundId(0u), FundId(1u)});  // its last bill is of 1 April
  plan.project("crane", 3e6, days(30), {FundId(0u)});
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  run_until(world, day(2023, 3, 16));
  CHECK(in_usd(fund(world, 0).committed) == 400'000);  // that bill is its own
  run_until(world, day(2023, 6, 1));
  CHECK(project(world, 0).done == kStart + days(100));
  CHECK(project(world, 1).begun == day(2023, 4, 1));
  CHECK(in_usd(fund(world, 0).spent) == 3.4e6);
  CHECK(in_usd(fund(world, 1).spent) == 3.6e6);
  CHECK_NOTHROW(check_investment(world));
}

TEST_CASE("what a second fund has to pay before the first can is promised, and to nobody else") {
  Plan plan;
  plan.fund("late", 8e6, {{kStart + days(290), 1}});
  plan.fund("early", 10e6);
  plan.project("quay", 8e6, days(300), {FundId(0u), FundId(1u)});
  plan.project("crane", 9e6, days(30), {FundId(1u)});
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  run_until(world, kStart + days(400));
  CHECK(project(world, 0).done == kStart + days(300));
  CHECK(project(world, 1).step == ProjectStep::waiting);
}

TEST_CASE(
    "an overrun takes no money that is to be there later, and is promised for now to another") {
  Plan plan;
  // 6 M USD now, 4 M on the 40th day.
  plan.fund("eu", 10e6, {{kStart, 0.6}, {kStart + days(40), 0.4}});
  plan.project("sound", 5e6, days(60));  // 2.5 M now, 2.5 M on the 30th day
  plan.project("dear", 2e6, days(120)).overrun = Distribution::constant(4);
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  // Its first bill is 2 M; half a million was promised for now.
  run_until(world, kStart);
  CHECK(project(world, 1).step == ProjectStep::stopped);
  run_until(world, kStart + days(70));
  CHECK(project(world, 0).done == kStart + days(60));
  CHECK_NOTHROW(check_investment(world));
}

TEST_CASE("without money nothing is built but what costs nothing") {
  Plan plan;
  plan.fund("eu", 0);
  plan.project("quay", 1, days(10));
  plan.project("one_tariff", 0, days(0), {});
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  CHECK(tracks(world, kStart) == 101);
  CHECK(tracks(world, kStart + days(1999)) == 101);
  CHECK(project(world, 0).step == ProjectStep::waiting);
}

}  // namespace
}  // namespace caravan::test
