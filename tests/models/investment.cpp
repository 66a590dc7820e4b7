// Investment: when projects begin and are done, and what they change.

#include "caravan/models/investment.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "caravan/models/simulate.hpp"
#include "draw_programme.hpp"
#include "read_results.hpp"

namespace caravan::test {
namespace {

TEST_CASE("capacity appears on the completion date and not before") {
  Plan plan;
  plan.fund("eu", 10e6);
  plan.project("siding", 3e6, days(100)).earliest = day(2023, 3, 10);
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  CHECK(tracks(world, day(2023, 3, 10) - Duration{1}) == 100);
  CHECK(project(world, 0).step == ProjectStep::waiting);
  run_until(world, day(2023, 3, 10));
  CHECK(project(world, 0).begun == day(2023, 3, 10));
  const Time done = day(2023, 3, 10) + days(100);
  CHECK(tracks(world, done - Duration{1}) == 100);
  CHECK(world.interventions.values[0].now == 100);
  CHECK(tracks(world, done) == 101);
  CHECK(world.interventions.values[0].now == 101);
  CHECK(project(world, 0).done == done);
  CHECK(tracks(world, kStart + days(1999)) == 101);
}

TEST_CASE("its bills come every thirty days, in advance, each for its part") {
  Plan plan;
  plan.fund("eu", 10e6);
  plan.project("siding", 1e6, days(100));
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  const auto spent = [&](double days_on) {
    run_until(world, kStart + days(days_on));
    return in_usd(fund(world).spent);
  };
  CHECK(spent(0) == 300'000);
  CHECK(in_usd(fund(world).committed) == 1e6);
  CHECK(spent(29) == 300'000);
  CHECK(spent(30) == 600'000);
  CHECK(spent(60) == 900'000);
  CHECK(spent(90) == 1e6);
  CHECK(spent(100) == 1e6);
  CHECK(project(world, 0).step == ProjectStep::done);
}

TEST_CASE("what it needs is done before it begins, and then it begins at once") {
  Plan plan;
  plan.fund("eu", 10e6);
  plan.project("crane", 1e6, days(40)).needs = {ProjectId(1u)};
  plan.project("quay", 1e6, days(70));
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  run_until(world, kStart + days(200));
  CHECK(project(world, 1).done == kStart + days(70));
  CHECK(project(world, 0).begun == kStart + days(70));
  CHECK(project(world, 0).done == kStart + days(110));
  CHECK(tracks(world, kStart + days(200)) == 102);
}

TEST_CASE("what was done before the simulation begins is there from its first instant") {
  Plan plan;
  plan.scenario().investment.begins = day(2020, 1, 1);
  plan.fund("eu", 10e6, {{day(2020, 1, 1), 0.3}, {day(2022, 1, 1), 0.7}});
  plan.project("quay", 3e6, days(200));
  plan.project("crane", 3e6, days(200)).needs = {ProjectId(0u)};
  plan.project("tunnel", 3e6, days(1000)).needs = {ProjectId(1u)};
  plan.scenario().interventions[0].builds_up = days(100'000);  // has come a little way by now
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  CHECK(project(world, 0).done == day(2020, 1, 1) + days(200));
  CHECK(project(world, 1).begun == day(2022, 1, 1));
  CHECK(project(world, 2).step == ProjectStep::building);
  CHECK(world.places[1].tracks.capacity() == 101);  // the crane; of the quay's track a hundredth
  CHECK(world.interventions.interventions[0].strength ==
        doctest::Approx((kStart - project(world, 0).done) / days(100'000)).epsilon(0.05));
  const Time done = project(world, 1).done + days(1000);
  CHECK(tracks(world, done - Duration{1}) == 101);
  CHECK(tracks(world, done) == 102);
}

TEST_CASE("a trigger: the project waits for a full yard, then it is built") {
  Plan plan;
  plan.drawing.place_called("mine").storage[CargoClass::general] = tonnes(10'000);
  plan.scenario().demands[0].lot =
      tonnes(500);  // a train takes two: half of the time one lies there
  plan.fund("eu", 10e6);
  plan.project("track", 1e6, days(50)).awaits_trigger = true;
  plan.scenario().interventions[0].occupancy = {"mine/storage/general", 0.01, days(2)};
  const Network network = plan.drawing.build();
  World world(network, 1, 0);
  while (!project(world, 0).is_triggered) run_until(world, world.now() + hours(1));
  const Time triggered = world.now();
  CHECK(triggered > kStart + days(2));
  CHECK(project(world, 0).begun <= triggered);
  CHECK(project(world, 0).begun > triggered - hours(1));
  CHECK(tracks(world, project(world, 0).begun + days(50)) == 101);

  plan.scenario().interventions[0].occupancy.above = 0.9;
  const Network never = plan.drawing.build();
  World quiet(never, 1, 0);
  CHECK(tracks(quiet, kStart + days(1999)) == 100);
  plan.scenario().interventions[0].occupancy.facility = "mine/storage/generel";
  CHECK_THROWS_AS(plan.drawing.build(), ScenarioError);
}

TEST_CASE("delays and overruns are drawn by their names") {
  Plan plan;
  plan.fund("eu", 1e9);
  const auto add = [&](const std::string& id) {
    ProjectSpec& spec = plan.project(id, 1e6, days(100));
    spec.overrun = Distribution::lognormal(1.3, 0.4);
    spec.delay_hours = Distribution::exponential(24 * 50);
  };
  add("quay");
  const Network alone = plan.drawing.build();
  add("crane");
  const Network both = plan.drawing.build();
  double cost = 0, delay = 0;
  constexpr int kWorlds = 400;
  for (std::uint64_t k = 0; k < kWorlds; ++k) {
    World world(both, 1, k);
    const Project quay = project(world, 0);
    CHECK(quay.cost == project(World(alone, 1, k), 0).cost);
    CHECK(quay.cost != project(world, 1).cost);
    cost += in_usd(quay.cost) / 1e6 / kWorlds;
    delay += in_days(quay.lead_time - days(100)) / kWorlds;
  }
  CHECK(cost == doctest::Approx(1.3).epsilon(0.05));
  CHECK(delay == doctest::Approx(50).epsilon(0.15));
}

// Three funds that give by years, twenty projects with overruns, delays and needs.
Plan random_plan(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](std::size_t n) { return random() % n; };
  const auto part = [&] { return static_cast<double>(below(1000)) / 1000; };
  Plan plan;
  plan.scenario().investment.begins = kStart - days(static_cast<double>(below(800)));
  plan.scenario().investment.rule =
      below(2) == 0 ? FundingRule::priority : FundingRule::benefit_per_euro;
  for (std::uint32_t i = 0; i < 3; ++i) {
    FundSpec& fund = plan.fund("fund" + std::to_string(i), 1e6 + 60e6 * part());
    double left = 1;
    for (int year = 2021; year < 2027 && below(8) > 0; ++year) {
      fund.tranches.push_back({day(year, 1, 1), left * part()});
      left -= fund.tranches.back().share;
    }
  }
  for (std::uint32_t i = 0; i < 20; ++i) {
    std::vector<FundId> funds;
    for (std::uint32_t k = 0; k < 3; ++k) {
      if (below(2) == 0)
        funds.insert(funds.begin() + static_cast<std::ptrdiff_t>(below(funds.size() + 1)),
                     FundId(k));
    }
    const double usd = funds.empty() ? 0 : 12e6 * part();
    ProjectSpec& project =
        plan.project("p" + std::to_string(i), usd, days(static_cast<double>(below(600))), funds);
    project.priority = static_cast<double>(below(5));
    project.benefit = to_cents(1e6 * part());
    project.overrun = Distribution::lognormal(1.2, 0.5);
    project.delay_hours = Distribution::exponential(24 * 60);
    project.earliest = kStart + days(-400 + static_cast<double>(below(1200)));
    if (i > 0 && below(3) == 0) project.needs = {ProjectId(below(i))};
  }
  return plan;
}

TEST_CASE("nothing is ever overspent, in 200 random programmes") {
  int done = 0, stopped = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Network network = random_plan(seed).drawing.build();
    const Luck luck(network, 1, seed);
    Programme programme = begin_programme(network.scenario);
    for (Time due = next_due(programme); due < day(2032, 1, 1); due = next_due(programme)) {
      const Programme before = programme;
      advance(programme, network.scenario, luck, due);
      REQUIRE_NOTHROW(check_programme(programme, network.scenario, due));
      for (std::size_t i = 0; i < programme.funds.size(); ++i) {
        CHECK(programme.funds[i].spent >= before.funds[i].spent);
      }
      for (std::size_t i = 0; i < programme.projects.size(); ++i) {
        const Project& project = programme.projects[i];
        stopped += project.step == ProjectStep::stopped ? 1 : 0;
        if (project.step != ProjectStep::done) continue;
        CHECK(project.spent == project.cost);
        CHECK(project.done >= project.begun + project.lead_time);
        for (const ProjectId needed : network.scenario.projects[i].needs) {
          CHECK(programme.projects[needed.index()].done <= project.begun);
        }
      }
    }
    for (const Project& project : programme.projects) {
      done += project.step == ProjectStep::done ? 1 : 0;
    }
  }
  CHECK(done > 1000);
  CHECK(stopped > 100);
}

TEST_CASE("a fork in the midst of building ends as the trunk does; results say when and how much") {
  const Network network = random_plan(7).drawing.build();
  World trunk(network, 1, 0);
  run_until(trunk, kStart + days(200));
  World fork = trunk;
  run_until(trunk, network.scenario.end());
  run_until(fork, network.scenario.end());
  CHECK(fork == trunk);
  const Results results = collect(trunk, 0);
  for (std::size_t i = 0; i < 20; ++i) {
    const Project& project = trunk.investment.programme.projects[i];
    const double completed = results[Variable::project_completed][i];
    CHECK(std::isnan(completed) == (project.done == kNever));
    if (project.done != kNever) CHECK(kStart + days(completed) == project.done);
    const std::size_t last = results[Variable::project_spent].size() - 20 + i;
    CHECK(results[Variable::project_spent][last] == in_usd(project.spent));
  }
}

TEST_CASE("mistakes in funds and projects are told") {
  const auto message_of = [](auto&& spoil) -> std::string {
    Plan plan;
    plan.fund("eu", 1e6, {{kStart, 0.5}});
    plan.project("one", 1e6, days(10));
    plan.project("other", 1e6, days(10)).needs = {ProjectId(0u)};
    spoil(plan.scenario());
    try {
      plan.drawing.build();
    } catch (const ScenarioError& error) {
      return error.what();
    }
    return "";
  };
  CHECK(message_of([](Scenario&) {}).empty());
  CHECK(message_of([](Scenario& s) {
          s.investment.funds[0].tranches.push_back({kStart, 0.6});
        }) == "investment.funds.eu.profile: more than 100 % in all");
  CHECK(message_of([](Scenario& s) { s.projects[0].funds.clear(); }) ==
        "projects.one.funds: nobody pays for it");
  CHECK(message_of([](Scenario& s) { s.projects[0].funds.emplace_back(0u); }) ==
        "projects.one.funds: names a fund twice");
  CHECK(message_of([](Scenario& s) {
          s.projects[0].needs.emplace_back(1u);
        }).starts_with("projects.one.needs: it needs itself"));
}

}  // namespace
}  // namespace caravan::test
