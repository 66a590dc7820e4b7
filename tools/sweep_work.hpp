// Doing a sweep's runs: on the threads of this process, each finished run appended to a log.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sweep_plan.hpp"
#include "sweep_worker.hpp"

namespace caravan {

// Batches k, k + n, k + 2 n, ... of a design: shard k of n, both from 1 on as people count.
struct Shard {
  std::uint64_t number = 1;
  std::uint64_t of = 1;

  bool holds(std::size_t batch) const { return batch % of == number - 1; }
};

// What is not finished yet, in pieces that keep so many workers busy to the end. What has failed
// is finished, unless the plan retries it.
std::vector<SweepUnit> units_to_do(const SweepPlan& plan, const PartStore& store,
                                   const Shard& shard, std::uint64_t workers);

// Where workers get their units from; any thread may ask. False if there are no more. It may wait.
using NextUnit = std::function<bool(SweepUnit& unit)>;

// The next of a list, for the threads of one process.
NextUnit taken_from(const std::vector<SweepUnit>& units);

// Does units until there are no more, and says what a warm start has saved. Calls `tick` often;
// when that returns false, drops what is half done and throws Stopped. What a run fails with is
// logged; OutputError is thrown. `store` tells a stopping rule which runs are finished.
WarmStart do_units(const SweepPlan& plan, const PartStore& store, PartLog& log, unsigned threads,
                   const NextUnit& next, const std::function<bool()>& tick);

// Puts all finished runs into the results file, in the order of the design. Throws OutputError.
void write_sweep(const SweepPlan& plan, const PartStore& store, const std::string& output,
                 bool overwrite);

// Points of which something is missing.
std::vector<std::size_t> incomplete_points(const SweepPlan& plan, const PartStore& store);

}  // namespace caravan
