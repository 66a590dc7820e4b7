#include "caravan/models/interventions.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "caravan/models/attributes.hpp"
#include "caravan/models/consequences.hpp"
#include "caravan/models/harbour.hpp"
#include "caravan/models/investment.hpp"
#include "caravan/models/oil_flow.hpp"

namespace caravan {
namespace {

constexpr int kRampSteps = 100;

const InterventionSpec& spec_of(const World& world, InterventionId id) {
  return world.scenario().interventions[id.index()];
}

Intervention& state_of(World& world, InterventionId id) {
  return world.interventions.interventions[id.index()];
}
const Intervention& state_of(const World& world, InterventionId id) {
  return world.interventions.interventions[id.index()];
}

// All that has an effect on the value now.
std::vector<Influence> influences_on(const World& world, const Change& change) {
  std::vector<Influence> influences;
  for (const Change::Cause& cause : change.causes) {
    const Intervention& state = state_of(world, cause.intervention);
    if (state.strength == 0) continue;
    const InterventionSpec& spec = spec_of(world, cause.intervention);
    const EffectSpec& effect = spec.effects[cause.effect];
    std::optional<double> of_window;
    if (spec.onset == Onset::history) of_window = spec.history[state.current].operand;
    influences.push_back({effect.operation, of_window.value_or(effect.operand), state.strength});
  }
  return influences;
}

// The rule of the one further down in the scenario, of all that have an effect on the value now.
std::optional<WorkInProgress> rule_for_work(const World& world, const Change& change) {
  std::optional<WorkInProgress> rule;
  for (const Change::Cause& cause : change.causes) {
    const bool has_effect = state_of(world, cause.intervention).strength > 0;
    if (has_effect && spec_of(world, cause.intervention).work) {
      rule = spec_of(world, cause.intervention).work;
    }
  }
  return rule;
}

// Where something may close, the rule for work there; null elsewhere.
WorkInProgress* rule_in(World& world, const Change& change) {
  const Attribute& attribute = attributes()[change.attribute];
  const bool is_closable = attribute.name == "open" || attribute.name == "berths.*";
  if (attribute.name == "cranes.*") {
    return &world.places[change.target].port.work_without_crane[CargoClass(change.part)];
  }
  if (!is_closable) return nullptr;
  Scenario& now = world.conditions.edit();
  if (attribute.section == Section::links) return &now.links[change.target].work_in_progress;
  PlaceSpec& place = now.places[change.target];
  return attribute.name == "open" ? &place.work_in_progress : &place.work_without_berth;
}

// A port that closes pauses by itself, all else finishes. True if the rule is another than it was.
bool set_rule_for_work(World& world, const Change& change) {
  WorkInProgress* rule = rule_in(world, change);
  if (rule == nullptr) return false;
  const Attribute& attribute = attributes()[change.attribute];
  const bool is_port = attribute.section == Section::places && attribute.name == "open";
  const auto usual = is_port ? WorkInProgress::pauses : WorkInProgress::finishes;
  const WorkInProgress before = std::exchange(*rule, rule_for_work(world, change).value_or(usual));
  return *rule != before;
}

// Sets what it changes, then tells all whom that concerns, each once.
void apply(World& world, InterventionId id) {
  Consequences consequences;
  for (const std::size_t c : world.network->interventions.changes_of[id.index()]) {
    const Change& change = world.network->interventions.changes[c];
    const Attribute& attribute = attributes()[change.attribute];
    if (set_rule_for_work(world, change)) consequences.add(attribute.concern, change.target);
    const double value = value_within_range(change, influences_on(world, change));
    ChangedValue& known = world.interventions.values[c];
    if (value == known.now) continue;
    known.set(world.now(), value);
    world.interventions.log.push_back({world.now(), static_cast<std::uint32_t>(c), value});
    consequences.add(attribute.concern, change.target);
    if (attribute.concern == Concern::oil) settle_oil(world);
    if (attribute.concern == Concern::weather) settle_weather(world, PlaceId(change.target));
    attribute.set(world.conditions.edit(), world.network->scenario, change.target, change.part,
                  value);
  }
  consequences.tell(world);
}

void set_strength(World& world, InterventionId id, double strength) {
  Intervention& state = state_of(world, id);
  state.strength = strength;
  if (world.interventions.is_beginning) return;
  state.in_force.set(world.now(), std::llround(strength * kThousandths));
  apply(world, id);
}

// `event` becomes what is to happen then.
void schedule(World& world, EventId& event, InterventionId id, Time at, EventKind kind) {
  event = {};
  InterventionSystem& all = world.interventions;
  if (all.is_beginning && at <= world.now()) return all.past.push_back({at, kind, id});
  if (at != kNever) event = world.scheduler.schedule(at, kind, id.value);
}

void cancel_next(World& world, InterventionId id) {
  world.scheduler.cancel(state_of(world, id).next);
  std::erase_if(world.interventions.past, [&](const PastEvent& event) {
    return event.id == id && event.kind != EventKind::intervention_due;
  });
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
void await_recurrence(World& world, InterventionId id, Time now) {
  const InterventionSpec& spec = spec_of(world, id);
  Intervention& state = state_of(world, id);
  const Duration gap = world.luck.until_intervention(spec, id, state.onsets);
  const Time from = std::max(now, spec.from);
  schedule(world, state.due, id, after_time_in_months(spec, from, gap),
           EventKind::intervention_due);
}

void await_history(World& world, InterventionId id) {
  const InterventionSpec& spec = spec_of(world, id);
  Intervention& state = state_of(world, id);
  if (state.onsets == spec.history.size()) return;
  schedule(world, state.due, id, spec.history[state.onsets].from, EventKind::intervention_due);
}

Time end_of(const World& world, InterventionId id, std::uint32_t onset, Time began) {
  const InterventionSpec& spec = spec_of(world, id);
  if (spec.onset == Onset::history) return spec.history[onset].until;
  if (spec.is_for_good) return kNever;
  return spec.until ? *spec.until : began + world.luck.intervention_lasts(spec, id, onset);
}

bool is_awaited(const World& world, InterventionId id) {
  const std::vector<PastEvent>& past = world.interventions.past;
  return world.scheduler.is_pending(state_of(world, id).due) ||
         std::any_of(past.begin(), past.end(), [&](const PastEvent& event) {
           return event.id == id && event.kind == EventKind::intervention_due;
         });
}

// One that has an effect already is not begun again until it recovers.
void tell_followers(World& world, InterventionId id, Time now, bool has_ended) {
  for (const InterventionId follower : world.network->interventions.followed_by[id.index()]) {
    const InterventionSpec& spec = spec_of(world, follower);
    if (spec.is_after_its_end != has_ended) continue;
    Intervention& state = state_of(world, follower);
    const bool may_begin =
        state.step == InterventionStep::pending || state.step == InterventionStep::recovering;
    if (!may_begin || is_awaited(world, follower)) continue;
    const Duration delay = world.luck.until_intervention(spec, follower, state.onsets);
    schedule(world, state.due, follower, std::max(now + delay, spec.from),
             EventKind::intervention_due);
  }
}

void come_into_force(World& world, InterventionId id, Time now) {
  Intervention& state = state_of(world, id);
  state.step = InterventionStep::in_force;
  schedule(world, state.next, id, std::max(state.ends, now), EventKind::intervention_ended);
  set_strength(world, id, 1);
}

// It is as if it had never been.
void rest(World& world, InterventionId id, Time now) {
  state_of(world, id).step = InterventionStep::pending;
  set_strength(world, id, 0);
  if (spec_of(world, id).onset == Onset::recurring) await_recurrence(world, id, now);
}

void step(World& world, InterventionId id, Time now);

void end(World& world, InterventionId id, Time now) {
  Intervention& state = state_of(world, id);
  cancel_next(world, id);
  tell_followers(world, id, now, true);
  state.ends = kNever;
  state.step = InterventionStep::recovering;
  // From part of its strength it recovers in part of the time.
  state.ramp_began = now - hours(in_hours(spec_of(world, id).recovers) * (1 - state.strength));
  step(world, id, now);
}

// Builds up or recovers a little more.
void step(World& world, InterventionId id, Time now) {
  const InterventionSpec& spec = spec_of(world, id);
  Intervention& state = state_of(world, id);
  const bool builds_up = state.step == InterventionStep::building_up;
  const Duration ramp = builds_up ? spec.builds_up : spec.recovers;
  const Duration passed = now - state.ramp_began;
  if (builds_up && now >= state.ends) {
    state.strength = std::min(passed / ramp, 1.0);
    return end(world, id, now);
  }
  if (passed >= ramp) {
    return builds_up ? come_into_force(world, id, now) : rest(world, id, now);
  }
  // Of steps before the simulation began only the outcome counts.
  const Duration whole{std::max<std::int64_t>(ramp.value / kRampSteps, 1)};
  const Time next = std::min({std::max(now + whole, world.now()), state.ramp_began + ramp,
                              builds_up ? state.ends : kNever});
  schedule(world, state.next, id, next, EventKind::intervention_stepped);
  const double share = passed / ramp;
  set_strength(world, id, builds_up ? share : 1 - share);
}

// From what is left of its strength, if it recovers.
void begin(World& world, InterventionId id, Time now) {
  Intervention& state = state_of(world, id);
  cancel_next(world, id);
  ++state.begun;
  tell_followers(world, id, now, false);
  state.ramp_began = now - hours(in_hours(spec_of(world, id).builds_up) * state.strength);
  state.step = InterventionStep::building_up;
  step(world, id, now);
}

// One is over, the next has begun.
void go_on(World& world, InterventionId id, Time now) {
  cancel_next(world, id);
  tell_followers(world, id, now, true);
  ++state_of(world, id).begun;
  tell_followers(world, id, now, false);
  come_into_force(world, id, now);
}

void fall_due(World& world, InterventionId id, Time now) {
  const InterventionSpec& spec = spec_of(world, id);
  Intervention& state = state_of(world, id);
  const std::uint32_t onset = state.onsets++;
  if (spec.onset == Onset::history) await_history(world, id);
  const bool happens = world.luck.intervention_chance(id, onset) < spec.probability;
  const Time ends = end_of(world, id, onset, now);
  if (!happens || ends <= now) {
    if (spec.onset == Onset::recurring) await_recurrence(world, id, now);
    return;
  }
  const bool is_in_force =
      state.step == InterventionStep::in_force || state.step == InterventionStep::building_up;
  // A window in which the next one begins where it ends: at once, without a moment between, if
  // there are no ramps.
  const bool goes_on = is_in_force && spec.builds_up == Duration{} && spec.recovers == Duration{};
  if (is_in_force && !goes_on) end(world, id, now);
  state.current = onset;
  state.ends = ends;
  goes_on ? go_on(world, id, now) : begin(world, id, now);
}

void plan_first(World& world, InterventionId id) {
  const InterventionSpec& spec = spec_of(world, id);
  Intervention& state = state_of(world, id);
  switch (spec.onset) {
    case Onset::date: return schedule(world, state.due, id, spec.from, EventKind::intervention_due);
    case Onset::between: {
      const double share = world.luck.intervention_onset(id);
      const Time at = spec.from + hours(in_hours(spec.latest - spec.from) * share);
      return schedule(world, state.due, id, at, EventKind::intervention_due);
    }
    case Onset::recurring: return await_recurrence(world, id, world.now());
    case Onset::history: return await_history(world, id);
    case Onset::completion:
      if (spec.occupancy.facility.empty()) return;
      [[fallthrough]];  // the project is triggered by it
    case Onset::occupancy:
      state.due = world.scheduler.schedule(std::max(spec.from, world.now()),
                                           EventKind::occupancy_seen, id.value);
      return;
    case Onset::after: return;
  }
}

void happen(World& world, const PastEvent& event) {
  if (event.kind == EventKind::intervention_due) return fall_due(world, event.id, event.at);
  if (event.kind == EventKind::intervention_ended) return end(world, event.id, event.at);
  step(world, event.id, event.at);
}

// All that happened before the simulation began, in the order of time.
void catch_up(World& world) {
  std::vector<PastEvent>& past = world.interventions.past;
  while (!past.empty()) {
    const auto first =
        std::min_element(past.begin(), past.end(),
                         [](const PastEvent& a, const PastEvent& b) { return a.at < b.at; });
    const PastEvent event = *first;
    past.erase(first);
    happen(world, event);
  }
}

}  // namespace

void begin_interventions(World& world) {
  InterventionSystem& all = world.interventions;
  const std::size_t count = world.scenario().interventions.size();
  all.interventions.resize(count);
  for (const Change& change : world.network->interventions.changes) {
    ChangedValue value;
    value.now = change.base;
    value.begin_again(world.now());
    all.values.push_back(value);
  }
  for (Intervention& one : all.interventions) one.in_force = TimeWeighted(world.now());
  all.is_beginning = true;
  for (std::size_t i = 0; i < count; ++i) plan_first(world, InterventionId(i));
  begin_investment(world);
  catch_up(world);
  all.is_beginning = false;
  for (std::size_t i = 0; i < count; ++i) {
    Intervention& one = all.interventions[i];
    one.begun = one.strength > 0 ? 1 : 0;
    if (one.strength > 0) set_strength(world, InterventionId(i), one.strength);
  }
}

void on_intervention_due(World& world, InterventionId id) { fall_due(world, id, world.now()); }

void on_project_done(World& world, InterventionId id, Time done) {
  InterventionSystem& all = world.interventions;
  if (all.is_beginning) return all.past.push_back({done, EventKind::intervention_due, id});
  fall_due(world, id, done);
}

void on_intervention_stepped(World& world, InterventionId id) { step(world, id, world.now()); }

void on_intervention_ended(World& world, InterventionId id) { end(world, id, world.now()); }

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
  if (is_long_enough) return fall_due(world, id, world.now());
  state.due = world.scheduler.schedule(world.now() + days(1), EventKind::occupancy_seen, id.value);
}

Time opens_again(const World& world, PlaceId place) {
  Time at = world.now();
  for (const Change& change : world.network->interventions.changes) {
    const Attribute& attribute = attributes()[change.attribute];
    const bool is_it = attribute.section == Section::places && attribute.name == "open" &&
                       change.target == place.index();
    if (!is_it) continue;
    for (const Change::Cause& cause : change.causes) {
      const Intervention& state = state_of(world, cause.intervention);
      const InterventionSpec& spec = spec_of(world, cause.intervention);
      const EffectSpec& effect = spec.effects[cause.effect];
      const bool closes =
          compose(change.base, {{effect.operation, effect.operand, state.strength}}) < change.base;
      if (!closes) continue;
      const bool recovers = state.step == InterventionStep::recovering;
      const Time ramp_begins = recovers ? state.ramp_began : state.ends;
      at = ramp_begins == kNever ? kNever : std::max(at, ramp_begins + spec.recovers);
    }
  }
  return at;
}

}  // namespace caravan
