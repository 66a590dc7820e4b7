#include "caravan/scenarios/sampling.hpp"

#include <boost/random/sobol.hpp>
#include <numeric>

#include "caravan/sim/random.hpp"

namespace caravan {
namespace {

// Draws for one factor or one trajectory of a design.
RandomStream luck(std::uint64_t seed, std::string_view purpose, std::uint64_t entity) {
  return RandomStream({.seed = seed, .purpose = name_hash(purpose), .entity = entity});
}

std::size_t below(RandomStream& stream, std::size_t count) {
  return static_cast<std::size_t>(stream.uniform() * static_cast<double>(count));
}

std::vector<std::size_t> shuffled(std::size_t count, RandomStream& stream) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[below(stream, i)]);
  return order;
}

constexpr int kScrambledBits = 32;

// Flips each bit by a coin that depends on all bits before it; what is left is the middle.
double owen_scrambled(std::uint64_t bits, const RandomKey& key) {
  std::uint64_t scrambled = 0;
  for (int depth = 0; depth < kScrambledBits; ++depth) {
    const std::uint64_t before = depth == 0 ? 0 : bits >> (64 - depth);
    const std::uint64_t coin = random_block(key, (std::uint64_t{1} << depth) | before)[0] & 1;
    scrambled = scrambled << 1 | ((bits >> (63 - depth) & 1) ^ coin);
  }
  return (static_cast<double>(scrambled) + 0.5) * 0x1p-32;
}

}  // namespace

std::vector<UnitPoint> latin_hypercube(std::size_t points, std::size_t factors,
                                       std::uint64_t seed) {
  std::vector<UnitPoint> rows(points, UnitPoint(factors));
  for (std::size_t factor = 0; factor < factors; ++factor) {
    RandomStream stream = luck(seed, "latin hypercube", factor);
    const std::vector<std::size_t> part = shuffled(points, stream);
    for (std::size_t i = 0; i < points; ++i) {
      rows[i][factor] =
          (static_cast<double>(part[i]) + stream.uniform()) / static_cast<double>(points);
    }
  }
  return rows;
}

std::vector<UnitPoint> sobol_points(std::size_t points, std::size_t factors, std::uint64_t seed) {
  std::vector<UnitPoint> rows(points, UnitPoint(factors));
  if (points == 0 || factors == 0) return rows;
  boost::random::sobol sequence(factors);
  for (std::size_t i = 0; i < points; ++i) {
    for (std::size_t factor = 0; factor < factors; ++factor) {
      const std::uint64_t bits = i == 0 ? 0 : sequence();  // it leaves out the origin
      rows[i][factor] = owen_scrambled(
          bits, {.seed = seed, .purpose = name_hash("sobol scrambling"), .entity = factor});
    }
  }
  return rows;
}

std::vector<UnitPoint> saltelli_points(std::size_t blocks, std::size_t factors,
                                       std::uint64_t seed) {
  std::vector<UnitPoint> rows;
  rows.reserve(blocks * (factors + 2));
  for (const UnitPoint& pair : sobol_points(blocks, 2 * factors, seed)) {
    const auto middle = pair.begin() + static_cast<std::ptrdiff_t>(factors);
    const UnitPoint a(pair.begin(), middle);
    const UnitPoint b(middle, pair.end());
    rows.push_back(a);
    rows.push_back(b);
    for (std::size_t factor = 0; factor < factors; ++factor) {
      rows.push_back(a);
      rows.back()[factor] = b[factor];
    }
  }
  return rows;
}

std::vector<UnitPoint> morris_points(std::size_t trajectories, std::size_t factors,
                                     std::size_t levels, std::uint64_t seed) {
  const std::size_t step = levels / 2;  // of levels - 1 between 0 and 1
  const auto share = [&](std::size_t level) {
    return static_cast<double>(level) / static_cast<double>(levels - 1);
  };
  std::vector<UnitPoint> rows;
  rows.reserve(trajectories * (factors + 1));
  for (std::size_t t = 0; t < trajectories; ++t) {
    RandomStream stream = luck(seed, "morris trajectory", t);
    std::vector<std::size_t> level(factors);
    for (std::size_t& one : level) one = below(stream, levels);
    const auto push = [&] {
      UnitPoint& row = rows.emplace_back();
      for (const std::size_t one : level) row.push_back(share(one));
    };
    push();
    for (const std::size_t factor : shuffled(factors, stream)) {
      level[factor] = level[factor] < step ? level[factor] + step : level[factor] - step;
      push();
    }
  }
  return rows;
}

}  // namespace caravan
