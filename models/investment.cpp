#include "caravan/models/investment.hpp"

#include <algorithm>

#include "caravan/models/interventions.hpp"
#include "caravan/models/undefined.hpp"

namespace caravan {
namespace {

void catch_up(World& world) {
  InvestmentSystem& investment = world.investment;
  const Scenario& scenario = world.network->scenario;
  for (const ProjectId id : advance(investment.programme, scenario, world.luck, world.now())) {
    on_project_done(world, scenario.projects[id.index()].change,
                    investment.programme.projects[id.index()].done);
  }
  world.scheduler.cancel(investment.next);
  const Time due = next_due(investment.programme);
  investment.next =
      due == kNever ? EventId{} : world.scheduler.schedule(due, EventKind::investment_due);
}

double days_after_start(const World& world, Time at) {
  return at == kNever ? kUndefined : in_days(at - world.network->scenario.start);
}

}  // namespace

void begin_investment(World& world) {
  world.investment.programme = begin_programme(world.network->scenario);
  catch_up(world);
}

void on_investment_due(World& world) { catch_up(world); }

void on_project_triggered(World& world, InterventionId change) {
  const Scenario& scenario = world.network->scenario;
  const auto project = std::find_if(scenario.projects.begin(), scenario.projects.end(),
                                    [&](const ProjectSpec& spec) { return spec.change == change; });
  trigger(world.investment.programme, scenario,
          ProjectId(static_cast<std::size_t>(project - scenario.projects.begin())), world.now());
  catch_up(world);
}

void end_investment_interval(World& world) {
  const InvestmentSystem& investment = world.investment;
  for (const Fund& fund : investment.programme.funds) {
    world.series[Variable::fund_spent].push_back(in_usd(fund.spent));
    world.series[Variable::fund_committed].push_back(in_usd(fund.committed));
  }
  for (const Project& project : investment.programme.projects) {
    world.series[Variable::project_spent].push_back(in_usd(project.spent));
  }
}

void fill_investment(const World& world, Results& results) {
  const InvestmentSystem& investment = world.investment;
  for (const Project& project : investment.programme.projects) {
    const bool has_begun = project.begun != kNever;
    results[Variable::project_begun].push_back(days_after_start(world, project.begun));
    results[Variable::project_completed].push_back(days_after_start(world, project.done));
    results[Variable::project_cost].push_back(has_begun ? in_usd(project.cost) : kUndefined);
  }
}

void check_investment(const World& world) {
  check_programme(world.investment.programme, world.network->scenario, world.now());
}

}  // namespace caravan
