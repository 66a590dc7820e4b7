// What can't be right about a scenario's funds and projects.
#include <algorithm>
#include <set>

#include "caravan/models/network_checks.hpp"

namespace caravan {
namespace {

using Problems = std::vector<ScenarioProblem>;

void check_fund(const FundSpec& fund, Problems& problems) {
  constexpr double kHair = 1e-9;  // sums of shares
  double share = 0;
  for (const Tranche& tranche : fund.tranches) share += tranche.share;
  if (share > 1 + kHair) {
    problems.push_back({"investment.funds." + fund.id + ".profile", "more than 100 % in all"});
  }
}

// All that it needs, and what that needs in turn.
std::set<ProjectId> needed_for(const Scenario& scenario, ProjectId id) {
  std::set<ProjectId> all;
  std::vector<ProjectId> open = scenario.projects[id.index()].needs;
  while (!open.empty()) {
    const ProjectId next = open.back();
    open.pop_back();
    if (!all.insert(next).second) continue;
    const auto& needs = scenario.projects[next.index()].needs;
    open.insert(open.end(), needs.begin(), needs.end());
  }
  return all;
}

void check_project(const Scenario& scenario, ProjectId id, Problems& problems) {
  const ProjectSpec& project = scenario.projects[id.index()];
  const std::string path = "projects." + project.id;
  if (project.funds.empty() && project.cost > Cents{}) {
    problems.push_back({path + ".funds", "nobody pays for it"});
  }
  if (std::set(project.funds.begin(), project.funds.end()).size() < project.funds.size()) {
    problems.push_back({path + ".funds", "names a fund twice"});
  }
  if (needed_for(scenario, id).contains(id)) {
    problems.push_back({path + ".needs", "it needs itself, by way of others or at once"});
  }
  const InterventionSpec& change = scenario.interventions[project.change.index()];
  if (project.awaits_trigger && change.occupancy.facility.empty()) {
    problems.push_back({path + ".when.facility", "names none"});
  }
}

}  // namespace

std::vector<ScenarioProblem> problems_of_investment(const Scenario& scenario) {
  Problems problems;
  for (const FundSpec& fund : scenario.investment.funds) check_fund(fund, problems);
  for (std::size_t i = 0; i < scenario.projects.size(); ++i) {
    check_project(scenario, ProjectId(i), problems);
  }
  return problems;
}

}  // namespace caravan
