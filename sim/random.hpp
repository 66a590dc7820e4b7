// Keyed randomness: a draw is a function of what it is for, not of what was drawn before.
//
// Each draw is Philox4x64-10 (Salmon et al., "Parallel random numbers: as easy as
// 1, 2, 3", SC 2011) of a key and an ordinal. Adding a port, a consignment or a
// replication changes no other draw, so two scenarios share their luck wherever
// they share a purpose, and results do not depend on the number of threads.
//
// The generator equals numpy.random.Philox, so any draw can be replayed in Python
// (README.md says how).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace caravan {

// FNV-1a of a name: the same on every machine, whatever else the scenario holds.
constexpr std::uint64_t name_hash(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char letter : name) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3u;
  }
  return hash;
}

// Which luck: the run's seed, what the draw drives, for whom, in which replication.
struct RandomKey {
  std::uint64_t seed = 0;
  std::uint64_t purpose = 0;  // name_hash of what is driven, such as "sailing time"
  std::uint64_t entity = 0;   // a stable number or name_hash; never a position in an array
  std::uint64_t replication = 0;

  bool operator==(const RandomKey&) const = default;
};

// Four draws of 64 bits: ordinals 4 * block .. 4 * block + 3 of the key.
std::array<std::uint64_t, 4> random_block(const RandomKey& key, std::uint64_t block);

// The draw of that ordinal, uniform on the open interval (0, 1), in steps of 2^-52.
double uniform(const RandomKey& key, std::uint64_t ordinal);

// 64 random bits to the open interval (0, 1). The upper 52 are used: with 53, adding
// one half would round, and the largest value would be 1.
constexpr double to_unit_interval(std::uint64_t bits) {
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

// A key with a place mark: takes its draws in order, four to a block.
class RandomStream {
 public:
  RandomStream() = default;
  explicit RandomStream(const RandomKey& key) : key_(key) {}

  // Uniform on the open interval (0, 1).
  double uniform() {
    if (next_ % 4 == 0) block_ = random_block(key_, next_ / 4);
    return to_unit_interval(block_[next_++ % 4]);
  }

  bool operator==(const RandomStream&) const = default;

 private:
  RandomKey key_;
  std::uint64_t next_ = 0;  // ordinal of the next draw
  std::array<std::uint64_t, 4> block_{};
};

}  // namespace caravan
