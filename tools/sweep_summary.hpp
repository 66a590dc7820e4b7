// What a sweep tells of itself.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sweep_plan.hpp"
#include "sweep_worker.hpp"

namespace caravan {

// "1 point", "12 345 points"
std::string count_of(std::size_t count, const std::string& what);

// "2, 5 and 9", or the first few of many.
std::string list_of(const std::vector<std::size_t>& numbers);

// Which points failed, and why the first did; empty if none has.
std::string failures_text(const SweepPlan& plan, const PartStore& store);

// How many runs began in worlds of others, and what that has saved; empty if none did.
std::string warm_start_text(const WarmStart& saved);

// Prints the points of a design, and what all would take, by one run of a point in the middle.
void tell_costs(const SweepPlan& plan, unsigned threads);

}  // namespace caravan
