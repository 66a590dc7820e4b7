#include "caravan/models/conditions_over_time.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "caravan/models/attributes.hpp"

namespace caravan {
namespace {

constexpr int kRampSamples = 100;  // as many steps as a world makes of it

struct Window {
  Time from;
  Time until;
  std::optional<double> operand;
};

std::vector<Window> windows_of(const InterventionSpec& spec) {
  const bool is_certain = spec.probability >= 1 && spec.lasts_hours.deviation() == 0;
  if (!is_certain) return {};
  std::vector<Window> windows;
  if (spec.onset == Onset::history) {
    for (const HistoricWindow& one : spec.history) {
      windows.push_back({one.from, one.until, one.operand});
    }
  } else if (spec.onset == Onset::date) {
    const Time end = spec.is_for_good ? kNever
                     : spec.until     ? *spec.until
                                      : spec.from + hours(spec.lasts_hours.mean());
    windows.push_back({spec.from, end, std::nullopt});
  }
  return windows;
}

double strength_in(const InterventionSpec& spec, const Window& window, Time t) {
  if (t < window.from) return 0;
  if (t < window.until) {
    return spec.builds_up > Duration{} ? std::min((t - window.from) / spec.builds_up, 1.0) : 1;
  }
  return spec.recovers > Duration{} ? std::max(1 - (t - window.until) / spec.recovers, 0.0) : 0;
}

// When the strength of a window becomes another.
void add_cuts(const InterventionSpec& spec, const Window& window, std::set<Time>& cuts) {
  for (int i = 0; i <= kRampSamples; ++i) {
    const double share = static_cast<double>(i) / kRampSamples;
    cuts.insert(window.from + hours(in_hours(spec.builds_up) * share));
    if (window.until != kNever) {
      cuts.insert(window.until + hours(in_hours(spec.recovers) * share));
    }
  }
}

double value_at(const Network& network, const Change& change, Time t) {
  std::vector<Influence> influences;
  for (const Change::Cause& cause : change.causes) {
    const InterventionSpec& spec = network.scenario.interventions[cause.intervention.index()];
    const EffectSpec& effect = spec.effects[cause.effect];
    for (const Window& window : windows_of(spec)) {
      const double strength = strength_in(spec, window, t);
      if (strength == 0) continue;
      influences.push_back({effect.operation, window.operand.value_or(effect.operand), strength});
    }
  }
  return value_within_range(change, influences);
}

}  // namespace

// The values of what interventions change, time after time, and the scenario with those of one
// time.
class ConditionsInTurn {
 public:
  explicit ConditionsInTurn(const Network& network)
      : changes_(network.interventions.changes), scenario_(network.scenario) {
    for (const Change& change : changes_) applied_.push_back(change.base);
    values_.push_back(applied_);
  }

  std::size_t last() const { return values_.size() - 1; }
  void begin_next() { values_.push_back(values_.back()); }
  void set(const LoggedChange& logged) { values_.back()[logged.change] = logged.value; }

  const Scenario& at(std::size_t index) {
    if (index == index_) return scenario_;
    for (std::size_t c = 0; c < changes_.size(); ++c) {
      const double value = values_[index][c];
      if (value == applied_[c]) continue;
      const Change& change = changes_[c];
      attributes()[change.attribute].set(scenario_, change.target, change.part, value);
      applied_[c] = value;
    }
    index_ = index;
    return scenario_;
  }

 private:
  std::vector<Change> changes_;
  Scenario scenario_;
  std::vector<double> applied_;
  std::vector<std::vector<double>> values_;  // by time
  std::size_t index_ = SIZE_MAX;
};

const Scenario& ScenarioThen::operator*() const {
  return always_ != nullptr ? *always_ : conditions_->at(index_);
}

std::vector<LoggedChange> dated_changes(const Network& network) {
  std::set<Time> cuts{network.scenario.begin()};
  for (const InterventionSpec& spec : network.scenario.interventions) {
    for (const Window& window : windows_of(spec)) add_cuts(spec, window, cuts);
  }
  const std::vector<Change>& all = network.interventions.changes;
  std::vector<double> values;
  for (const Change& change : all) values.push_back(change.base);
  std::vector<LoggedChange> changes;
  for (const Time t : cuts) {
    for (std::size_t c = 0; c < all.size(); ++c) {
      const double value = value_at(network, all[c], t);
      if (value == values[c]) continue;
      values[c] = value;
      changes.push_back({t, static_cast<std::uint32_t>(c), value});
    }
  }
  return changes;
}

std::vector<CapacityPeriod> periods_of(const Network& network,
                                       const std::vector<LoggedChange>& changes) {
  const Scenario& scenario = network.scenario;
  const auto conditions = std::make_shared<ConditionsInTurn>(network);
  std::vector<CapacityPeriod> periods{{scenario.start, scenario.end(), {conditions, 0}}};
  for (const LoggedChange& logged : changes) {
    if (logged.at >= scenario.end()) break;
    CapacityPeriod& last = periods.back();
    const Time at = std::max(logged.at, scenario.start);
    if (at > last.from) {
      last.until = at;
      conditions->begin_next();
      periods.push_back({at, scenario.end(), {conditions, conditions->last()}});
    }
    conditions->set(logged);
  }
  return periods;
}

std::vector<CapacityPeriod> within(const std::vector<CapacityPeriod>& periods, Time from,
                                   Time until) {
  std::vector<CapacityPeriod> part;
  for (const CapacityPeriod& period : periods) {
    const Time begins = std::max(period.from, from);
    const Time ends = std::min(period.until, until);
    if (begins < ends) part.push_back({begins, ends, period.scenario});
  }
  return part;
}

}  // namespace caravan
