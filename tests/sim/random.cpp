#include "caravan/sim/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

namespace caravan {
namespace {

using Block = std::array<std::uint64_t, 4>;

// The golden values were computed by NumPy 1.24.2. NumPy counts up before it makes
// its first block, so block b of a key is what this prints:
//
//   before = (b + (entity << 64) + (replication << 128) - 1) % 2**256
//   numpy.random.Philox(key=seed + (purpose << 64), counter=before).random_raw(4)
TEST_CASE("random blocks equal those of numpy") {
  CHECK(random_block({42, 7, 2, 3}, 1) ==
        Block{0x33e352d4ece206bc, 0x21922cbb5f69685a, 0x97e289d6b3c0dc98, 0xdc80d62bf6308174});
  CHECK(random_block({42, 7, 2, 3}, 2) ==
        Block{0x930890cc8ea4c7af, 0x7855c70c8e40ffad, 0x24503d3d69fc63e1, 0xa4d8f04276c7908e});
  CHECK(random_block({}, 0) ==
        Block{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b});
}

TEST_CASE("random blocks of the largest keys equal those of numpy") {
  constexpr std::uint64_t kLast = ~std::uint64_t{0};
  CHECK(random_block({kLast, kLast, kLast, kLast}, kLast) ==
        Block{0x3680bfe7e509707f, 0xa5b84fd772833c16, 0x21ad14ce47e6426f, 0x219961fe99e12989});
}

const RandomKey kSailing{1, name_hash("sailing time"), name_hash("aktau"), 29};

TEST_CASE("draws equal those of numpy") {
  // Made as above, with ((bits >> 12) + 0.5) / 2**52 for each of eight draws from block 0.
  const double from_numpy[] = {0.15937280516712493, 0.2687892331453857,  0.7405875560901128,
                               0.4938252624288221,  0.34210991806072355, 0.5651256189681338,
                               0.11795627396290953, 0.9440604898121635};
  for (std::uint64_t ordinal = 0; ordinal < 8; ++ordinal) {
    CHECK(uniform(kSailing, ordinal) == from_numpy[ordinal]);
  }
}

// Test vectors of the FNV authors.
TEST_CASE("names are hashed by FNV-1a of 64 bits") {
  static_assert(name_hash("") == 0xcbf29ce484222325);
  static_assert(name_hash("a") == 0xaf63dc4c8601ec8c);
  static_assert(name_hash("foobar") == 0x85944171f73967e8);
  CHECK(name_hash("\xc3\xa7") != name_hash("\xc3\xa8"));  // letters beyond ASCII
}

TEST_CASE("a stream gives the draws of its key in order") {
  RandomStream stream(kSailing);
  for (std::uint64_t ordinal = 0; ordinal < 50; ++ordinal) {
    REQUIRE(stream.uniform() == uniform(kSailing, ordinal));
  }
}

TEST_CASE("a copy of a stream goes on as the original does") {
  for (int drawn = 0; drawn < 9; ++drawn) {
    RandomStream stream(kSailing);
    for (int i = 0; i < drawn; ++i) stream.uniform();
    RandomStream copy = stream;
    CHECK(copy == stream);
    const double next = stream.uniform();
    CHECK_FALSE(copy == stream);
    CHECK(copy.uniform() == next);
    CHECK(copy == stream);
  }
}

// Each named entity takes ten draws, in rounds, as models do.
std::map<std::string_view, std::vector<double>> draw(std::vector<std::string_view> entities) {
  std::vector<RandomStream> streams;
  for (const auto name : entities) streams.emplace_back(RandomKey{1, 2, name_hash(name), 3});
  std::map<std::string_view, std::vector<double>> draws;
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = 0; i < entities.size(); ++i) {
      draws[entities[i]].push_back(streams[i].uniform());
    }
  }
  return draws;
}

TEST_CASE("entities that are added or reordered change no draw of the others") {
  auto few = draw({"aktau", "baku"});
  auto many = draw({"turkmenbashi", "baku", "kuryk", "aktau", "poti"});
  CHECK(few["aktau"] == many["aktau"]);
  CHECK(few["baku"] == many["baku"]);
  CHECK(few["aktau"] != few["baku"]);
}

TEST_CASE("every part of a key matters") {
  const RandomKey key{1, 2, 3, 4};
  const std::vector<double> draws = {uniform(key, 5),          uniform({9, 2, 3, 4}, 5),
                                     uniform({1, 9, 3, 4}, 5), uniform({1, 2, 9, 4}, 5),
                                     uniform({1, 2, 3, 9}, 5), uniform(key, 9)};
  for (std::size_t i = 0; i < draws.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) CHECK(draws[i] != draws[j]);
  }
}

// 53 bits and one half do not fit into a double: the largest draw was 1, and the
// exponential of it infinite.
TEST_CASE("the smallest and the largest draw lie inside the unit interval") {
  static_assert(to_unit_interval(0) == 0x1p-53);
  static_assert(to_unit_interval(~std::uint64_t{0}) == 1 - 0x1p-53);
  CHECK(std::isfinite(std::log1p(-to_unit_interval(~std::uint64_t{0}))));
}

TEST_CASE("complementary bits give complementary draws") {
  for (const std::uint64_t bits : {0x0ull, 0x123456789abcdefull, 0x8000000000000000ull}) {
    CHECK(to_unit_interval(bits) + to_unit_interval(~bits) == 1.0);
  }
}

constexpr int kDraws = 200'000;

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// Of uniform numbers, so that the deviation is known: 1 / sqrt(12).
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> products;
  for (std::size_t i = 0; i < a.size(); ++i) products.push_back((a[i] - 0.5) * (b[i] - 0.5) * 12);
  return mean_of(products);
}

std::vector<double> draws_of(const RandomKey& key) {
  RandomStream stream(key);
  std::vector<double> draws(kDraws);
  for (double& draw : draws) draw = stream.uniform();
  return draws;
}

TEST_CASE("the draws of one key are uniform") {
  std::vector<double> draws = draws_of({1, 2, 3, 4});
  std::sort(draws.begin(), draws.end());
  double gap = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double draw = draws[static_cast<std::size_t>(i)];
    gap = std::max({gap, draw - i / double(kDraws), (i + 1) / double(kDraws) - draw});
  }
  CHECK(gap * std::sqrt(double(kDraws)) < 1.628);  // Kolmogorov-Smirnov, 99 %
}

TEST_CASE("the draws of neighbouring keys and ordinals are uncorrelated") {
  const std::vector<double> draws = draws_of({1, 2, 3, 4});
  const double three_deviations = 3 / std::sqrt(double(kDraws));
  CHECK(std::fabs(correlation(draws, draws_of({2, 2, 3, 4}))) < three_deviations);
  CHECK(std::fabs(correlation(draws, draws_of({1, 3, 3, 4}))) < three_deviations);
  CHECK(std::fabs(correlation(draws, draws_of({1, 2, 4, 4}))) < three_deviations);
  CHECK(std::fabs(correlation(draws, draws_of({1, 2, 3, 5}))) < three_deviations);
  std::vector<double> shifted(draws.begin() + 1, draws.end());
  shifted.push_back(draws.front());
  CHECK(std::fabs(correlation(draws, shifted)) < three_deviations);
}

}  // namespace
}  // namespace caravan
