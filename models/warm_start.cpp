#include "caravan/models/warm_start.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace caravan {
namespace {

constexpr Duration kTick{1};

const InterventionSpec& spec_of(const World& world, InterventionId id) {
  return world.network->scenario.interventions[id.index()];
}

const Intervention& state_of(const World& world, InterventionId id) {
  return world.interventions.interventions[id.index()];
}

// When it may begin to have an effect, of a world that has just begun; that instant, if it has one
// already or if that can't be told.
Time earliest_onset(const World& world, InterventionId id, std::size_t followed = 0) {
  const InterventionSpec& spec = spec_of(world, id);
  const Intervention& state = state_of(world, id);
  const bool is_asleep = state.step == InterventionStep::pending && state.strength == 0 &&
                         !world.scheduler.is_pending(state.next);
  const bool is_in_circle = followed > world.interventions.interventions.size();
  if (!is_asleep || is_in_circle || spec.onset == Onset::completion) return world.now();
  const Time due = world.scheduler.when(state.due).value_or(kNever);
  if (spec.onset != Onset::after) return due;
  return std::min(due, earliest_onset(world, spec.after, followed + 1));
}

Time earlier_onset(const World& one, const World& other, InterventionId id) {
  return std::min(earliest_onset(one, id), earliest_onset(other, id));
}

bool differ_in_history_only(const InterventionSpec& one, const InterventionSpec& other) {
  InterventionSpec spec = one;
  spec.history = other.history;
  return spec == other;
}

// When the first window that differs is looked at: at the onset of the one before it.
Time first_look_at_history(const World& one, const World& other, InterventionId id) {
  const std::vector<HistoricWindow>& windows = spec_of(one, id).history;
  const std::vector<HistoricWindow>& others = spec_of(other, id).history;
  const auto differing = static_cast<std::size_t>(
      std::mismatch(windows.begin(), windows.end(), others.begin(), others.end()).first -
      windows.begin());
  const std::size_t next = state_of(one, id).onsets;
  if (differing > next) return windows[differing - 1].from;
  const std::optional<Time> due = one.scheduler.when(state_of(one, id).due);
  const std::optional<Time> other_due = other.scheduler.when(state_of(other, id).due);
  return differing == next && due && other_due ? std::min(*due, *other_due) : one.now();
}

// Before when both do the same, for all that this intervention does.
Time first_look(const World& one, const World& other, InterventionId id) {
  const InterventionSpec& spec = spec_of(one, id);
  const InterventionSpec& other_spec = spec_of(other, id);
  if (spec == other_spec) return kNever;
  const bool begin_alike = spec.id == other_spec.id && spec.onset == other_spec.onset &&
                           spec.after == other_spec.after &&
                           state_of(one, id) == state_of(other, id);
  if (!begin_alike) return one.now();
  if (spec.onset == Onset::history && differ_in_history_only(spec, other_spec)) {
    return first_look_at_history(one, other, id);
  }
  return earlier_onset(one, other, id);
}

bool are_same_projects(const Scenario& one, const Scenario& other) {
  return std::equal(one.projects.begin(), one.projects.end(), other.projects.begin(),
                    other.projects.end(), [](const ProjectSpec& a, const ProjectSpec& b) {
                      return a.id == b.id && a.change == b.change && !a.awaits_trigger &&
                             !b.awaits_trigger;
                    });
}

// Of what is built with money. What triggers a project is of the world.
Time first_difference_of_money(const World& one, const World& other) {
  const Scenario& scenario = one.network->scenario;
  const Scenario& other_scenario = other.network->scenario;
  const bool is_same_money = scenario.investment == other_scenario.investment &&
                             scenario.projects == other_scenario.projects;
  if (is_same_money) return kNever;
  Programme programme = one.investment.programme;
  Programme other_programme = other.investment.programme;
  if (programme != other_programme || !are_same_projects(scenario, other_scenario)) {
    return one.now();
  }
  while (true) {
    const Time due = next_due(programme);
    if (due > scenario.end()) return kNever;
    const auto done = advance(programme, scenario, one.luck, due);
    const auto other_done = advance(other_programme, other_scenario, other.luck, due);
    if (done != other_done || programme != other_programme) return due;
  }
}

// Runs of one replication that are done together.
class Together {
 public:
  Together(const std::vector<const Network*>& networks, std::uint64_t seed,
           std::uint64_t replication, Detail detail, const std::stop_token& stop,
           const TakeRun& take, SharedWork& work)
      : replication_(replication), stop_(stop), take_(take), work_(work) {
    for (const Network* network : networks) {
      fresh_.emplace_back(World(*network, seed, replication));
      fresh_.back()->series.keeps_rows = detail >= Detail::series;
    }
    end_ = networks.front()->scenario.end();
    differs_.resize(fresh_.size(), std::vector<Time>(fresh_.size(), kNever));
    for (std::size_t i = 0; i < fresh_.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        differs_[i][k] = differs_[k][i] = first_difference(*fresh_[i], *fresh_[k]);
      }
    }
  }

  void run_all() {
    const Time begin = fresh_.front()->now();
    std::vector<std::size_t> left(fresh_.size());
    for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
    while (!left.empty()) {
      const std::size_t first = most_alike(left);
      const std::vector<std::size_t> others = take_out(left, first, [&](std::size_t i) {
        return differs_[first][i] > begin && branch(*fresh_[first], *fresh_[i]) == *fresh_[i];
      });
      run(*std::exchange(fresh_[first], std::nullopt), first, others);
    }
  }

 private:
  // The one that does longest what others do.
  std::size_t most_alike(const std::vector<std::size_t>& runs) const {
    const auto likeness = [&](std::size_t run) {
      double sum = 0;
      for (const std::size_t other : runs) {
        sum += static_cast<double>(std::min(differs_[run][other], end_).ticks);
      }
      return sum;
    };
    return *std::max_element(runs.begin(), runs.end(), [&](std::size_t a, std::size_t b) {
      return likeness(a) < likeness(b);
    });
  }

  // Takes `first` out of `runs`, and those with which it goes on.
  template <class GoesOn>
  static std::vector<std::size_t> take_out(std::vector<std::size_t>& runs, std::size_t first,
                                           GoesOn goes_on) {
    std::vector<std::size_t> others;
    std::erase_if(runs, [&](std::size_t run) {
      const bool is_with = run != first && goes_on(run);
      if (is_with) others.push_back(run);
      return is_with || run == first;
    });
    return others;
  }

  // Runs `self` to its end; `others` leave it where they first differ.
  void run(World world, std::size_t self, std::vector<std::size_t> others) {
    while (!others.empty()) {
      const auto next = std::min_element(
          others.begin(), others.end(),
          [&](std::size_t a, std::size_t b) { return differs_[self][a] < differs_[self][b]; });
      const Time parting = differs_[self][*next];
      run_to(world, std::min(parting - kTick, end_), stop_);
      std::vector<std::size_t> leaving;
      std::erase_if(others, [&](std::size_t run) {
        const bool is_leaving = differs_[self][run] == parting;
        if (is_leaving) leaving.push_back(run);
        return is_leaving;
      });
      while (!leaving.empty()) leave(world, parting, leaving);
    }
    run_to(world, end_, stop_);
    ++work_.runs;
    work_.events += world.scheduler.events_handled();
    take_(self, finish(world, replication_));
  }

  // One of them, with those that are like it for longer.
  void leave(const World& trunk, Time parting, std::vector<std::size_t>& leaving) {
    const std::size_t first = most_alike(leaving);
    const std::vector<std::size_t> others = take_out(
        leaving, first, [&](std::size_t other) { return differs_[first][other] > parting; });
    ++work_.shared_runs;
    work_.shared_events += trunk.scheduler.events_handled();
    work_.first = std::min(work_.first, trunk.now());
    work_.last = std::max(work_.last, trunk.now());
    World fork = branch(trunk, *fresh_[first]);
    fresh_[first].reset();
    run(std::move(fork), first, others);
  }

  std::uint64_t replication_;
  const std::stop_token& stop_;
  const TakeRun& take_;
  SharedWork& work_;
  std::vector<std::optional<World>> fresh_;  // until it is run
  std::vector<std::vector<Time>> differs_;   // by run and run
  Time end_;                                 // of all
};

}  // namespace

bool may_begin_alike(const Network& one, const Network& other) {
  Network alike = other;
  alike.scenario.interventions = one.scenario.interventions;
  alike.scenario.investment = one.scenario.investment;
  alike.scenario.projects = one.scenario.projects;
  return alike == one;
}

Time first_difference(const World& one, const World& other) {
  Time first = first_difference_of_money(one, other);
  for (std::size_t i = 0; i < one.interventions.interventions.size(); ++i) {
    first = std::min(first, first_look(one, other, InterventionId(i)));
  }
  return first;
}

World branch(const World& trunk, const World& fresh) {
  World fork = trunk;
  fork.network = fresh.network;
  fork.conditions.rebase(fresh.network->scenario);
  for (std::size_t i = 0; i < fork.interventions.interventions.size(); ++i) {
    const InterventionId id(i);
    const EventId due = state_of(fresh, id).due;
    const bool is_ahead = state_of(trunk, id).due == due && trunk.scheduler.is_pending(due);
    if (!is_ahead || spec_of(trunk, id) == spec_of(fresh, id)) continue;
    fork.scheduler.retime(due, fresh.scheduler.when(due).value());
  }
  return fork;
}

void SharedWork::add(const SharedWork& more) {
  runs += more.runs;
  shared_runs += more.shared_runs;
  events += more.events;
  shared_events += more.shared_events;
  first = std::min(first, more.first);
  last = std::max(last, more.last);
}

SharedWork simulate_together(const std::vector<const Network*>& networks, std::uint64_t seed,
                             std::uint64_t replication, Detail detail, const std::stop_token& stop,
                             const TakeRun& take) {
  SharedWork work;
  Together(networks, seed, replication, detail, stop, take, work).run_all();
  return work;
}

}  // namespace caravan
