#include "intervention_summary.hpp"

#include <algorithm>
#include <limits>

#include "summary_parts.hpp"

namespace caravan {
namespace {

std::string date_text(Time time) { return to_iso(time).substr(0, 10); }

// "2023-01-09", or "2023-02-01 to 2023-05-30" where replications differ.
std::string dates_text(const InterventionSummary& one) {
  if (one.first == kNever) return "before the results";
  const std::string first = date_text(one.first), last = date_text(one.last);
  return first == last ? first : first + " to " + last;
}

}  // namespace

InterventionSummariser::InterventionSummariser(const Network& network)
    : network_(network),
      first_(network.scenario.interventions.size(), kNever),
      last_(first_.size(), Time{}),
      rerouted_t_(network.scenario.commodities.size()),
      rerouted_share_(rerouted_t_.size()) {}

void InterventionSummariser::add(const Results& results) {
  tallies_.add(Variable::intervention_onsets, results[Variable::intervention_onsets]);
  add_strength(results);
  add_rerouted(results);
}

void InterventionSummariser::add_strength(const Results& results) {
  std::vector<double> days = results.of_run(Variable::intervention_strength);
  for (double& one : days) one *= in_days(network_.scenario.interval);
  tallies_.add(Variable::intervention_strength, days);
  for (std::size_t i = 0; i < first_.size(); ++i) {
    const Time first = results.first_in_effect[i];
    if (first == kNever) continue;
    first_[i] = std::min(first_[i], first);
    last_[i] = std::max(last_[i], first);
  }
}

void InterventionSummariser::add_rerouted(const Results& results) {
  const Scenario& scenario = network_.scenario;
  std::vector<double> released(scenario.commodities.size()), rerouted(released.size());
  for (std::size_t d = 0; d < scenario.demands.size(); ++d) {
    const std::size_t commodity = scenario.demands[d].commodity.index();
    released[commodity] += results.of_run(Variable::released_mass)[d];
    rerouted[commodity] += results.of_run(Variable::rerouted_mass)[d];
  }
  for (std::size_t c = 0; c < released.size(); ++c) {
    rerouted_t_[c].add(rerouted[c]);
    if (released[c] > 0) rerouted_share_[c].add(rerouted[c] / released[c]);
  }
}

InterventionsSummary InterventionSummariser::summarise() const {
  const Scenario& scenario = network_.scenario;
  InterventionsSummary summary;
  // The first are those that projects stand for.
  for (std::size_t i = scenario.projects.size(); i < first_.size(); ++i) {
    const InterventionSpec& spec = scenario.interventions[i];
    const Estimate onsets = tallies_.estimate(Variable::intervention_onsets, i);
    if (!(onsets.mean > 0)) continue;
    summary.interventions.push_back({spec.id, spec.name, spec.kind, onsets, first_[i], last_[i],
                                     tallies_.estimate(Variable::intervention_strength, i)});
  }
  for (std::size_t c = 0; c < rerouted_t_.size(); ++c) {
    if (!(rerouted_t_[c].mean() > 0)) continue;
    summary.rerouted.push_back(
        {scenario.commodities[c].id, estimate_of(rerouted_t_[c]), estimate_of(rerouted_share_[c])});
  }
  return summary;
}

void print_interventions(std::ostream& out, const InterventionsSummary& summary) {
  if (!summary.interventions.empty()) {
    Table table(true);
    table.row({"Interventions", "times", "days of whole effect", "first in effect"});
    for (const InterventionSummary& one : summary.interventions) {
      table.row({one.name, spell(one.onsets), spell(one.days_whole), dates_text(one)});
    }
    table.print(out);
  }
  if (summary.rerouted.empty()) return;
  Table table;
  table.row({"Left a way that was closed", "thousand t", "% of what was released"});
  for (const ReroutedSummary& one : summary.rerouted) {
    table.row({one.commodity, spell(one.mass_t, 1e-3), spell(one.share, 100)});
  }
  table.print(out);
}

void write_interventions(JsonWriter& json, const InterventionsSummary& summary) {
  json.key("interventions").open_list();
  for (const InterventionSummary& one : summary.interventions) {
    json.open_object().key("id").value(one.id).key("name").value(one.name);
    json.key("kind").value(one.kind);
    write(json, "onsets", one.onsets);
    write(json, "days_whole", one.days_whole);
    if (one.first != kNever) {
      json.key("first_in_effect").open_list();
      json.value(date_text(one.first)).value(date_text(one.last)).close_list();
    }
    json.close_object();
  }
  json.close_list().key("rerouted").open_list();
  for (const ReroutedSummary& one : summary.rerouted) {
    json.open_object().key("commodity").value(one.commodity);
    write(json, "mass_t", one.mass_t);
    write(json, "share_of_released", one.share);
    json.close_object();
  }
  json.close_list();
}

}  // namespace caravan
