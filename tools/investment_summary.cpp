#include "investment_summary.hpp"

#include <algorithm>
#include <cmath>

#include "summary_parts.hpp"

namespace caravan {
namespace {

constexpr double kMillionth = 1e-6;

void add_each(const std::vector<double>& values, std::vector<Tally>& tallies) {
  for (std::size_t i = 0; i < tallies.size(); ++i) tallies[i].add(values[i]);
}

std::string percent(double share) { return fixed(100 * share, 0) + " %"; }

// "2025-10": when it was done, on average.
std::string month(Time start, const Estimate& completed_d) {
  return std::isnan(completed_d.mean) ? "-" : to_iso(start + days(completed_d.mean)).substr(0, 7);
}

}  // namespace

bool InvestmentSummary::has_begun() const {
  return std::any_of(projects.begin(), projects.end(),
                     [](const ProjectSummary& project) { return project.begun_share > 0; });
}

InvestmentSummariser::InvestmentSummariser(const Network& network)
    : network_(network),
      committed_(network.scenario.investment.funds.size()),
      spent_(committed_.size()),
      begun_(network.scenario.projects.size()),
      is_completed_(begun_.size()),
      completed_(begun_.size()),
      project_spent_(begun_.size()) {}

void InvestmentSummariser::add(const Results& results) {
  add_each(results.of_run(Variable::fund_committed), committed_);
  add_each(results.of_run(Variable::fund_spent), spent_);
  add_each(results.of_run(Variable::project_spent), project_spent_);
  for (std::size_t i = 0; i < begun_.size(); ++i) {
    const double completed = results[Variable::project_completed][i];
    begun_[i].add(std::isnan(results[Variable::project_begun][i]) ? 0 : 1);
    is_completed_[i].add(std::isnan(completed) ? 0 : 1);
    if (!std::isnan(completed)) completed_[i].add(completed);
  }
}

InvestmentSummary InvestmentSummariser::summarise() const {
  const Scenario& scenario = network_.scenario;
  InvestmentSummary summary;
  summary.level = scenario.investment.level.name;
  summary.start = scenario.start;
  for (std::size_t i = 0; i < committed_.size(); ++i) {
    const FundSpec& fund = scenario.investment.funds[i];
    summary.funds.push_back({fund.id, fund.name, in_usd(fund.amount), estimate_of(committed_[i]),
                             estimate_of(spent_[i])});
  }
  for (std::size_t i = 0; i < begun_.size(); ++i) {
    const ProjectSpec& project = scenario.projects[i];
    summary.projects.push_back({project.id, project.name, begun_[i].mean(), is_completed_[i].mean(),
                                estimate_of(completed_[i]), estimate_of(project_spent_[i])});
  }
  return summary;
}

void print_investment(std::ostream& out, const InvestmentSummary& investment) {
  if (!investment.has_begun()) return;
  Table funds;
  const std::string level = investment.level.empty() ? "" : " at level " + investment.level;
  funds.row({"Investment" + level + ", million USD", "budget", "committed", "spent"});
  for (const FundSummary& fund : investment.funds) {
    funds.row({fund.name, grouped(fixed(fund.amount_usd * kMillionth, 1)),
               spell(fund.committed_usd, kMillionth), spell(fund.spent_usd, kMillionth)});
  }
  funds.print(out);
  Table projects;
  projects.row({"Projects", "done on average", "in % of replications", "million USD spent"});
  for (const ProjectSummary& project : investment.projects) {
    if (project.begun_share <= 0) continue;
    projects.row({project.name, month(investment.start, project.completed_d),
                  percent(project.completed_share), spell(project.spent_usd, kMillionth)});
  }
  projects.print(out);
}

void write_investment(JsonWriter& json, const InvestmentSummary& investment) {
  if (investment.funds.empty() && investment.projects.empty()) return;
  json.key("investment").open_object();
  json.key("level").value(investment.level);
  json.key("funds").open_list();
  for (const FundSummary& fund : investment.funds) {
    json.open_object().key("id").value(fund.id).key("name").value(fund.name);
    json.key("amount_usd").value(fund.amount_usd);
    write(json, "committed_usd", fund.committed_usd);
    write(json, "spent_usd", fund.spent_usd);
    json.close_object();
  }
  json.close_list().key("projects").open_list();
  for (const ProjectSummary& project : investment.projects) {
    json.open_object().key("id").value(project.id).key("name").value(project.name);
    json.key("begun_share").value(project.begun_share);
    json.key("completed_share").value(project.completed_share);
    write(json, "completed_d", project.completed_d);
    write(json, "spent_usd", project.spent_usd);
    json.close_object();
  }
  json.close_list().close_object();
}

}  // namespace caravan
