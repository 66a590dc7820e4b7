// The keys of events that happen later than a horizon, sorted no further than needed: a radix heap
// (Ahuja, Mehlhorn, Orlin, Tarjan, "Faster algorithms for the shortest path problem", JACM 37,
// 1990).
//
// A key lies in the bucket of the highest bit in which its time differs from the horizon. When the
// horizon moves on, only the lowest bucket that holds anything is looked at: all others keep that
// bit. Each time a key is moved it comes into a lower bucket, so however many are pending, a key
// moves a few times in its life, through memory that is read in order.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <vector>

#include "caravan/sim/event_key.hpp"

namespace caravan {

class FarKeys {
 public:
  bool empty() const { return filled_ == 0; }

  // Everything that happens at or before this tick is somebody else's.
  TickKey horizon() const { return horizon_; }

  void add(EventKey key) {
    assert(tick_key(key) > horizon_);
    // Never zero, but the compiler can't know.
    const int bucket = 63 - std::countl_zero((tick_key(key) ^ horizon_) | 1);
    Chain& chain = chains_[static_cast<std::size_t>(bucket)];
    const std::uint64_t bit = std::uint64_t{1} << bucket;
    const bool is_first = (filled_ & bit) == 0;
    if (is_first || blocks_[chain.last].count == kBlockSize) {
      const std::uint32_t fresh = take_block();
      (is_first ? chain.first : blocks_[chain.last].next) = fresh;
      chain.last = fresh;
      filled_ |= bit;
    }
    Block& block = blocks_[chain.last];
    block.keys[block.count++] = key;
  }

  // Moves the horizon on past the earliest key, and gives all that is now within it to `receive`:
  // some `wanted` keys or fewer, but more if that many happen at one tick. There must be a key.
  template <class Receive>
  void advance(std::size_t wanted, Receive receive) {
    assert(!empty());
    const auto bucket = static_cast<std::size_t>(std::countr_zero(filled_));
    filled_ &= filled_ - 1;
    std::uint32_t block = chains_[bucket].first;
    const std::uint32_t last = chains_[bucket].last;
    set_horizon(wanted, static_cast<int>(bucket),
                [&](auto visit) { for_each_in_chain(block, last, visit); });
    while (true) {
      const std::uint32_t next = blocks_[block].next;
      for (std::uint32_t i = 0; i < blocks_[block].count; ++i) {
        const EventKey key = blocks_[block].keys[i];
        if (tick_key(key) <= horizon_) {
          receive(key);
        } else {
          add(key);
        }
      }
      const bool was_last = block == last;
      give_back(block);
      if (was_last) return;
      block = next;
    }
  }

  // Sets the horizon so that some `wanted` of the keys that `visit_all` visits are within it. There
  // must be no key here.
  template <class VisitAll>
  void set_horizon(std::size_t wanted, VisitAll visit_all) {
    assert(empty());
    set_horizon(wanted, 63, visit_all);
  }

  // With no key here, everything may be somebody else's.
  void set_horizon_to_end() {
    assert(empty());
    horizon_ = kLastTick;
  }

  template <class Visit>
  void for_each(Visit visit) const {
    for (std::uint64_t rest = filled_; rest != 0; rest &= rest - 1) {
      const Chain& chain = chains_[static_cast<std::size_t>(std::countr_zero(rest))];
      for_each_in_chain(chain.first, chain.last, visit);
    }
  }

  // Forgets all keys, and keeps the memory.
  void clear() {
    for (; filled_ != 0; filled_ &= filled_ - 1) {
      const Chain& chain = chains_[static_cast<std::size_t>(std::countr_zero(filled_))];
      blocks_[chain.last].next = first_free_;
      first_free_ = chain.first;
    }
    set_horizon_to_end();
  }

 private:
  static constexpr std::uint32_t kBlockSize = 31;
  static constexpr std::uint32_t kNoBlock = ~std::uint32_t{0};

  // Buckets are chains of blocks from one array, so that a warm queue never allocates, whichever
  // bucket is the full one.
  struct Block {
    std::array<EventKey, kBlockSize> keys{};
    std::uint32_t count = 0;
    std::uint32_t next = kNoBlock;
  };
  static_assert(sizeof(Block) == 512);

  struct Chain {
    std::uint32_t first = kNoBlock;
    std::uint32_t last = kNoBlock;
  };

  // A horizon that differs from the least of these keys in no more than `most_bits` low bits.
  // Further keys, in higher buckets, keep their bucket only if the horizon stays within this one.
  template <class VisitAll>
  void set_horizon(std::size_t wanted, int most_bits, VisitAll visit_all) {
    TickKey least = kLastTick;
    visit_all([&](EventKey key) { least = std::min(least, tick_key(key)); });
    std::array<std::size_t, 65> at_bit{};  // 0: at `least` itself
    visit_all(
        [&](EventKey key) { ++at_bit[std::size_t(64 - std::countl_zero(tick_key(key) ^ least))]; });
    std::size_t within = at_bit[0];
    int bits = 0;
    while (bits < most_bits && within + at_bit[std::size_t(bits) + 1] <= wanted) {
      within += at_bit[std::size_t(++bits)];
    }
    horizon_ = least | ((TickKey{1} << bits) - 1);
  }

  std::uint32_t take_block() {
    if (first_free_ == kNoBlock) {
      blocks_.emplace_back();
      return static_cast<std::uint32_t>(blocks_.size() - 1);
    }
    const std::uint32_t block = first_free_;
    first_free_ = blocks_[block].next;
    blocks_[block].count = 0;
    return block;
  }

  void give_back(std::uint32_t block) {
    blocks_[block].next = first_free_;
    first_free_ = block;
  }

  template <class Visit>
  void for_each_in_chain(std::uint32_t block, std::uint32_t last, Visit visit) const {
    for (;; block = blocks_[block].next) {
      for (std::uint32_t i = 0; i < blocks_[block].count; ++i) visit(blocks_[block].keys[i]);
      if (block == last) return;
    }
  }

  std::uint64_t filled_ = 0;  // a bit for each bucket that holds anything
  TickKey horizon_ = kLastTick;
  std::uint32_t first_free_ = kNoBlock;
  std::array<Chain, 64> chains_{};
  std::vector<Block> blocks_;
};

}  // namespace caravan
