#include "caravan/models/interventions.hpp"

#include <algorithm>
#include <cmath>

#include "caravan/models/attributes.hpp"
#include "caravan/models/consequences.hpp"
#include "caravan/models/investment.hpp"
#include "caravan/models/oil_flow.hpp"

namespace caravan {
namespace {

constexpr int kRampSteps = 100;
constexpr double kThousandths = 1000;

const InterventionSpec& spec_of(const World& world, InterventionId id) {
  return world.scenario().interventions[id.index()];
}

Intervention& state_of(World& world, InterventionId id) {
  return world.interventions.interventions[id.index()];
}

// All that has an effect on the value now.
std::vector<Influence> influences_on(const World& world, const Change& change) {
  std::vector<Influence> influences;
  for (const Change::Cause& cause : change.causes) {
    const Intervention& state = world.interventions.interventions[cause.intervention.index()];
    if (state.strength == 0) continue;
    const InterventionSpec& spec = spec_of(world, cause.intervention);
    const EffectSpec& effect = spec.effects[cause.effect];
    std::optional<double> of_window;
    if (spec.onset == Onset::history) of_window = spec.history[state.onsets - 1].operand;
    influences.push_back({effect.operation, of_window.value_or(effect.operand), state.strength});
  }
  return influences;
}

void set_work_in_progress(Scenario& now, const Attribute& attribute, std::size_t target,
                          std::optional<WorkInProgress> work) {
  if (attribute.name == "open" && attribute.section == Section::links) {
    now.links[target].work_in_progress = work.value_or(WorkInProgress::finishes);
  } else if (attribute.name == "open") {
    now.places[target].work_in_progress = work.value_or(WorkInProgress::pauses);
  } else if (attribute.name == "berths.*") {
    now.places[target].work_without_berth = work.value_or(WorkInProgress::finishes);
  }
}

// Sets what it changes, then tells all whom that concerns, each once.
void apply(World& world, InterventionId id) {
  Consequences consequences;
  for (const std::size_t c : world.network->interventions.changes_of[id.index()]) {
    const Change& change = world.network->interventions.changes[c];
    const double value = value_within_range(change, influences_on(world, change));
    ChangedValue& known = world.interventions.values[c];
    if (value == known.now) continue;
    known.set(world.now(), value);
    world.interventions.log.push_back({world.now(), static_cast<std::uint32_t>(c), value});
    const Attribute& attribute = attributes()[change.attribute];
    consequences.add(attribute.concern, change.target);
    if (attribute.concern == Concern::oil) settle_oil(world);
    Scenario& now = world.conditions.edit();
    attribute.set(now, change.target, change.part, value);
    set_work_in_progress(now, attribute, change.target, spec_of(world, id).work);
  }
  consequences.tell(world);
}

void set_strength(World& world, InterventionId id, double strength) {
  Intervention& state = state_of(world, id);
  state.strength = strength;
  state.in_force.set(world.now(), std::llround(strength * kThousandths));
  apply(world, id);
}

void schedule(World& world, InterventionId id, Time at, EventKind kind) {
  state_of(world, id).next =
      at == kNever ? EventId{} : world.scheduler.schedule(at, kind, id.value);
}

void schedule_step(World& world, InterventionId id, Duration ramp) {
  const Duration step{std::max<std::int64_t>(ramp.value / kRampSteps, 1)};
  schedule(world, id, world.now() + step, EventKind::intervention_stepped);
}

// So much time of the months in which it may begin, from now on.
Time after_time_in_months(const InterventionSpec& spec, Time now, Duration time) {
  Time t = now;
  for (int months = 0; months < 12 * 200; ++months) {
    const Time month_ends = next_month(t);
    if (spec.months[date_of(t).month - 1]) {
      if (time < month_ends - t) return t + time;
      time = time - (month_ends - t);
    }
    t = month_ends;
  }
  return kNever;
}

// Recurring ones, from now on.
void await_recurrence(World& world, InterventionId id) {
  const InterventionSpec& spec = spec_of(world, id);
  const Duration gap = world.luck.until_intervention(spec, id, state_of(world, id).onsets);
  const Time from = std::max(world.now(), spec.from);
  schedule(world, id, after_time_in_months(spec, from, gap), EventKind::intervention_due);
}

void await_history(World& world, InterventionId id) {
  const InterventionSpec& spec = spec_of(world, id);
  Intervention& state = state_of(world, id);
  while (state.onsets < spec.history.size() && spec.history[state.onsets].until <= world.now()) {
    ++state.onsets;
  }
  if (state.onsets == spec.history.size()) return;
  const Time from = std::max(spec.history[state.onsets].from, world.now());
  schedule(world, id, from, EventKind::intervention_due);
}

// From one window to the next, without a moment in which things are as they were before both.
bool goes_on_in_next_window(const World& world, InterventionId id) {
  const InterventionSpec& spec = spec_of(world, id);
  const Intervention& state = world.interventions.interventions[id.index()];
  const bool is_certain = spec.probability >= 1 && spec.builds_up == Duration{};
  return spec.onset == Onset::history && is_certain && spec.recovers == Duration{} &&
         state.onsets < spec.history.size() && spec.history[state.onsets].from <= world.now();
}

Time end_of(const World& world, InterventionId id) {
  const InterventionSpec& spec = spec_of(world, id);
  const Intervention& state = world.interventions.interventions[id.index()];
  if (spec.onset == Onset::history) return spec.history[state.onsets - 1].until;
  if (spec.is_for_good) return kNever;
  if (spec.until) return std::max(*spec.until, world.now());
  return world.now() + world.luck.intervention_lasts(spec, id, state.onsets - 1);
}

void tell_followers(World& world, InterventionId id, bool has_ended) {
  for (const InterventionId follower : world.network->interventions.followed_by[id.index()]) {
    const InterventionSpec& spec = spec_of(world, follower);
    if (spec.is_after_its_end != has_ended) continue;
    Intervention& state = state_of(world, follower);
    if (state.step != InterventionStep::pending || world.scheduler.is_pending(state.next)) continue;
    const Duration delay = world.luck.until_intervention(spec, follower, state.onsets);
    schedule(world, follower, std::max(world.now() + delay, spec.from),
             EventKind::intervention_due);
  }
}

// It is as if it had never been: what next?
void rest(World& world, InterventionId id) {
  state_of(world, id).step = InterventionStep::pending;
  const Onset onset = spec_of(world, id).onset;
  if (onset == Onset::recurring) await_recurrence(world, id);
  if (onset == Onset::history) await_history(world, id);
}

void come_into_force(World& world, InterventionId id) {
  Intervention& state = state_of(world, id);
  state.step = InterventionStep::in_force;
  schedule(world, id, std::max(state.ends, world.now()), EventKind::intervention_ended);
  set_strength(world, id, 1);
}

void plan_first(World& world, InterventionId id) {
  const InterventionSpec& spec = spec_of(world, id);
  switch (spec.onset) {
    case Onset::date:
      return schedule(world, id, std::max(spec.from, world.now()), EventKind::intervention_due);
    case Onset::between: {
      const double share = world.luck.intervention_onset(id);
      const Time at = spec.from + hours(in_hours(spec.latest - spec.from) * share);
      return schedule(world, id, std::max(at, world.now()), EventKind::intervention_due);
    }
    case Onset::recurring: return await_recurrence(world, id);
    case Onset::history: return await_history(world, id);
    case Onset::completion:
      if (spec.occupancy.facility.empty()) return;
      [[fallthrough]];  // the project is triggered by it
    case Onset::occupancy:
      return schedule(world, id, std::max(spec.from, world.now()), EventKind::occupancy_seen);
    case Onset::after: return;
  }
}

// What is in force when the simulation begins has been so for long.
bool is_due_at_once(const World& world, InterventionId id) {
  const InterventionSpec& spec = spec_of(world, id);
  const bool is_dated = spec.onset == Onset::date || spec.onset == Onset::history;
  const Intervention& state = world.interventions.interventions[id.index()];
  const Time from = spec.onset == Onset::history && state.onsets < spec.history.size()
                        ? spec.history[state.onsets].from
                        : spec.from;
  return is_dated && world.scheduler.is_pending(state.next) && from <= world.now();
}

// Since `since`, now or before the simulation began: it has built up as far by now.
void begin(World& world, InterventionId id, Time since) {
  const InterventionSpec& spec = spec_of(world, id);
  Intervention& state = state_of(world, id);
  ++state.begun;
  tell_followers(world, id, false);
  state.ramp_began = since;
  if (state.ramp_began + spec.builds_up <= world.now()) return come_into_force(world, id);
  state.step = InterventionStep::building_up;
  on_intervention_stepped(world, id);
}

}  // namespace

void begin_interventions(World& world) {
  const std::size_t count = world.scenario().interventions.size();
  world.interventions.interventions.resize(count);
  for (const Change& change : world.network->interventions.changes) {
    ChangedValue value;
    value.now = change.base;
    value.begin_again(world.now());
    world.interventions.values.push_back(value);
  }
  for (std::size_t i = 0; i < count; ++i) {
    state_of(world, InterventionId(i)).in_force = TimeWeighted(world.now());
  }
  for (std::size_t i = 0; i < count; ++i) plan_first(world, InterventionId(i));
  for (std::size_t i = 0; i < count; ++i) {
    const InterventionId id(i);
    if (!is_due_at_once(world, id)) continue;
    world.scheduler.cancel(state_of(world, id).next);
    on_intervention_due(world, id);
  }
}

void on_intervention_due(World& world, InterventionId id) {
  const InterventionSpec& spec = spec_of(world, id);
  Intervention& state = state_of(world, id);
  const std::uint32_t onset = state.onsets++;
  const bool happens = world.luck.intervention_chance(id, onset) < spec.probability;
  state.ends = end_of(world, id);
  if (!happens || state.ends <= world.now()) return rest(world, id);
  const bool is_dated = spec.onset == Onset::date && spec.from < world.now();
  begin(world, id, is_dated ? spec.from : world.now());
}

void on_project_done(World& world, InterventionId id, Time done) {
  Intervention& state = state_of(world, id);
  ++state.onsets;
  state.ends = kNever;
  begin(world, id, done);
}

void on_intervention_stepped(World& world, InterventionId id) {
  const InterventionSpec& spec = spec_of(world, id);
  Intervention& state = state_of(world, id);
  const bool builds_up = state.step == InterventionStep::building_up;
  const Duration ramp = builds_up ? spec.builds_up : spec.recovers;
  const Duration passed = world.now() - state.ramp_began;
  if (builds_up && world.now() >= state.ends) return on_intervention_ended(world, id);
  if (passed >= ramp) {
    if (builds_up) return come_into_force(world, id);
    set_strength(world, id, 0);
    return rest(world, id);
  }
  const double share = passed / ramp;
  schedule_step(world, id, ramp);
  set_strength(world, id, builds_up ? share : 1 - share);
}

void on_intervention_ended(World& world, InterventionId id) {
  Intervention& state = state_of(world, id);
  const Duration recovers = spec_of(world, id).recovers;
  tell_followers(world, id, true);
  if (goes_on_in_next_window(world, id)) return on_intervention_due(world, id);
  state.ends = kNever;
  state.step = InterventionStep::recovering;
  // From part of its strength it recovers in part of the time.
  state.ramp_began = world.now() - hours(in_hours(recovers) * (1 - state.strength));
  on_intervention_stepped(world, id);
}

void on_occupancy_seen(World& world, InterventionId id) {
  const InterventionSpec& spec = spec_of(world, id);
  Intervention& state = state_of(world, id);
  const Facility& facility =
      world.network->facilities[world.network->interventions.facility_of[id.index()]];
  const bool is_above = occupancy(world, facility) > spec.occupancy.above;
  state.days_above = is_above ? state.days_above + 1 : 0;
  const bool is_long_enough =
      state.days_above > 0 && days(state.days_above - 1) >= spec.occupancy.lasting;
  if (is_long_enough && spec.onset == Onset::completion) return on_project_triggered(world, id);
  if (is_long_enough) return on_intervention_due(world, id);
  schedule(world, id, world.now() + days(1), EventKind::occupancy_seen);
}

void begin_counting_interventions(World& world) {
  InterventionSystem& all = world.interventions;
  for (Intervention& one : all.interventions) one.in_force.begin_again(world.now());
  for (ChangedValue& value : all.values) value.begin_again(world.now());
}

void end_intervention_interval(World& world) {
  InterventionSystem& all = world.interventions;
  for (const Intervention& one : all.interventions) {
    all.strength_rows.push_back(one.in_force.mean(world.now()) / kThousandths);
  }
  for (const ChangedValue& value : all.values) all.value_rows.push_back(value.mean(world.now()));
  begin_counting_interventions(world);
}

void fill_interventions(const World& world, Results& results) {
  const InterventionSystem& all = world.interventions;
  results.changes = all.log;
  results[Variable::intervention_strength] = all.strength_rows;
  results[Variable::attribute_value] = all.value_rows;
  for (const Intervention& one : all.interventions) {
    results[Variable::intervention_onsets].push_back(one.begun);
  }
}

Time opens_again(const World& world, PlaceId place) {
  Time at = world.now();
  for (const Change& change : world.network->interventions.changes) {
    const Attribute& attribute = attributes()[change.attribute];
    const bool is_it = attribute.section == Section::places && attribute.name == "open" &&
                       change.target == place.index();
    if (!is_it) continue;
    for (const Change::Cause& cause : change.causes) {
      const Intervention& state = world.interventions.interventions[cause.intervention.index()];
      if (state.strength > 0) at = std::max(at, state.ends);
    }
  }
  return at;
}

}  // namespace caravan
