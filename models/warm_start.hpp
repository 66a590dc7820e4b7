// Runs that do the same at first do it once: a world is run to the instant at which the first of
// them becomes different, and forked there.
//
// Two scenarios may differ in what interventions do and when, and in the money for projects. An
// intervention is not looked at before the event of its first onset, nor a window of its history
// before that of the window before it; a programme knows nothing of the world, so that two are held
// against each other without one. All else, and all that is found from it when a network is built,
// must be equal, and so must the worlds be when they begin. Where that can't be told, nothing is
// shared. What a fork becomes equals, as `operator==` has it, what it would be without sharing.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

#include "caravan/models/simulate.hpp"

namespace caravan {

// Whether worlds of the two can be equal at first.
bool may_begin_alike(const Network& one, const Network& other);

// Before when two worlds that have just begun, of networks that may begin alike, do the same, event
// by event: from the beginning on they differ if it is not later than that.
Time first_difference(const World& one, const World& other);

// What `fresh`, which has just begun, would be now if it had been run. `trunk` has been run to
// before the first difference between it and what `fresh` is of.
World branch(const World& trunk, const World& fresh);

// How much was not simulated over and over.
struct SharedWork {
  std::uint64_t runs = 0;           // in all
  std::uint64_t shared_runs = 0;    // that began as forks
  std::uint64_t events = 0;         // of all runs
  std::uint64_t shared_events = 0;  // of these, what forks had behind them
  Time first = kNever;              // when the first fork was made, and the last
  Time last{INT64_MIN};

  void add(const SharedWork& more);
};

// One replication of several networks: `take(i, results)` is called for each, in any order, with
// what `simulate` gives in that detail, which is `kpi` or `series`. What a run throws is thrown;
// those that were taken before are whole.
using TakeRun = std::function<void(std::size_t run, Results results)>;
SharedWork simulate_together(const std::vector<const Network*>& networks, std::uint64_t seed,
                             std::uint64_t replication, Detail detail, const std::stop_token& stop,
                             const TakeRun& take);

}  // namespace caravan
