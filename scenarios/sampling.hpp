// Points of the unit cube at which an experiment looks: each a row of shares between 0 and 1, one
// for each factor. All are functions of their arguments alone, the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace caravan {

using UnitPoint = std::vector<double>;

// `points` points of which each factor's axis, cut in so many equal parts, has one in each part
// (McKay, Beckman and Conover 1979), at random within it. More points are other points.
std::vector<UnitPoint> latin_hypercube(std::size_t points, std::size_t factors, std::uint64_t seed);

// The first `points` of Sobol's sequence, scrambled as Owen (1995) does: each is uniformly
// distributed, together they are even; best for a power of two. More points begin with the same.
std::vector<UnitPoint> sobol_points(std::size_t points, std::size_t factors, std::uint64_t seed);

// For Sobol indices (Saltelli et al. 2010): for each of `blocks` pairs a, b of independent points:
// a, b, and for each factor a with that factor from b; factors + 2 rows a block, block by block.
// More blocks begin with the same.
std::vector<UnitPoint> saltelli_points(std::size_t blocks, std::size_t factors, std::uint64_t seed);

// For elementary effects (Morris 1991): `trajectories` of factors + 1 rows each, of which two in
// succession differ in one factor by levels / (2 (levels - 1)), on a grid of `levels` (even).
// More trajectories begin with the same.
std::vector<UnitPoint> morris_points(std::size_t trajectories, std::size_t factors,
                                     std::size_t levels, std::uint64_t seed);

}  // namespace caravan
