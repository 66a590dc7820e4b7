// Interventions that never come, or that change nothing.

#include <algorithm>

#include "caravan/scenarios/lint_rules.hpp"
#include "caravan/scenarios/loaded_text.hpp"

namespace caravan {
namespace {

bool is_project(const Scenario& scenario, const InterventionSpec& spec) {
  return std::any_of(scenario.projects.begin(), scenario.projects.end(),
                     [&](const ProjectSpec& project) { return project.id == spec.id; });
}

bool has_any_month_in_the_run(const Scenario& scenario, const InterventionSpec& spec) {
  for (Time day = std::max(spec.from, scenario.begin()); day < scenario.end(); day += days(1)) {
    if (spec.months[static_cast<std::size_t>(date_of(day).month - 1)]) return true;
  }
  return false;
}

bool lies_in_the_run(const Scenario& scenario, const HistoricWindow& window) {
  return window.from < scenario.end() && window.until > scenario.begin();
}

// Why it never comes; nothing if it may.
std::string why_outside(const Scenario& scenario, const InterventionSpec& spec) {
  if (spec.probability == 0) return "never happens: its probability is 0";
  const bool begins_late = spec.from >= scenario.end();
  switch (spec.onset) {
    case Onset::history:
      if (std::none_of(spec.history.begin(), spec.history.end(),
                       [&](const HistoricWindow& w) { return lies_in_the_run(scenario, w); })) {
        return "none of its windows lies in the run";
      }
      return "";
    case Onset::date:
    case Onset::between:
    case Onset::recurring:
      if (begins_late) return "begins after the run has ended";
      if (spec.until && *spec.until <= scenario.begin()) return "is over before the run begins";
      if (spec.onset == Onset::recurring && !has_any_month_in_the_run(scenario, spec)) {
        return "may begin in no month of the run";
      }
      return "";
    case Onset::after:
    case Onset::occupancy:
    case Onset::completion: return begins_late ? "may not begin before the run has ended" : "";
  }
  return "";
}

bool changes_nothing(const Change& change, const EffectSpec& effect) {
  switch (effect.operation) {
    case Operation::times:
      return effect.operand == 1 || (change.base == 0 && change.causes.size() == 1);
    case Operation::plus: return effect.operand == 0;
    case Operation::equals: return effect.operand == change.base && change.causes.size() == 1;
  }
  return false;
}

bool changes_nothing(const Network& network, std::size_t i) {
  const InterventionSpec& spec = network.scenario.interventions[i];
  const bool has_operands = std::any_of(spec.history.begin(), spec.history.end(),
                                        [](const HistoricWindow& w) { return bool(w.operand); });
  if (has_operands) return false;
  for (const std::size_t c : network.interventions.changes_of[i]) {
    const Change& change = network.interventions.changes[c];
    for (const Change::Cause& cause : change.causes) {
      if (cause.intervention.index() != i) continue;
      if (!changes_nothing(change, spec.effects[cause.effect])) return false;
    }
  }
  return true;
}

}  // namespace

void find_interventions_outside_the_run(Linting& lint) {
  for (const InterventionSpec& spec : lint.scenario.interventions) {
    if (is_project(lint.scenario, spec)) continue;
    const std::string reason = why_outside(lint.scenario, spec);
    const std::string path =
        "interventions." + spec.id + (spec.onset == Onset::history ? ".windows" : ".from");
    const bool is_inherited = locate(lint.root, path).origin != kOwnFile;
    if (!reason.empty() && !is_inherited) lint.warn(path, reason);
  }
}

void find_histories_outside_the_run(Linting& lint) {
  const auto is_in_the_run = [&](const PastOffer& offer) {
    return offer.at >= lint.scenario.begin() && offer.at < lint.scenario.end();
  };
  for (const DemandSpec& demand : lint.scenario.demands) {
    const std::vector<PastOffer>& history = demand.history;
    const std::string path = "demands." + demand.id + ".history";
    const bool is_inherited = locate(lint.root, path).origin != kOwnFile;
    if (history.empty() || is_inherited) continue;
    if (std::none_of(history.begin(), history.end(), is_in_the_run)) {
      lint.warn(path, "nothing of it was offered in the time of the run");
    }
  }
}

void find_effects_that_change_nothing(Linting& lint) {
  for (std::size_t i = 0; i < lint.scenario.interventions.size(); ++i) {
    const InterventionSpec& spec = lint.scenario.interventions[i];
    if (spec.effects.empty() || !changes_nothing(lint.network, i)) continue;
    const bool is_of_project = is_project(lint.scenario, spec);
    lint.warn((is_of_project ? "projects." : "interventions.") + spec.id + ".effects",
              "change nothing: all values stay what they are");
  }
}

}  // namespace caravan
