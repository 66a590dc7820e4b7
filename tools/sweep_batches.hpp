// Which points of a sweep are done together: those that may do the same until late, so that one
// worker can simulate their common beginning once.
#pragma once

#include <cstdint>
#include <vector>

#include "caravan/scenarios/sweep_spec.hpp"

namespace caravan {

using PointBatch = std::vector<std::uint32_t>;  // points

// Whether what is varied may leave the beginning of a simulation as it is: interventions, money and
// projects, and values from a date on. When it acts is found out when it is simulated.
bool may_act_late(const SweepFactor& factor);

// All points, those together that differ only in what may act late: as many as leave enough for so
// many shards. Batches are in the order of their first points.
std::vector<PointBatch> batches_of(const SweepSpec& spec, const std::vector<SweepPoint>& points,
                                   std::uint64_t shards);

}  // namespace caravan
