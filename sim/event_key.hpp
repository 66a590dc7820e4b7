// When a pending event happens, in 16 bytes: what the queue compares and moves.
//
// A key is one number of 128 bits, from the top: 64 of time, 4 of phase, 36 of sequence (the count
// of events scheduled before) and 24 of slot (where the rest of the event lies). The smaller key
// happens first; the slot never decides, since no two keys share a sequence number.
#pragma once

#include <cstdint>
#include <limits>

#include "caravan/sim/event.hpp"
#include "caravan/sim/wide.hpp"

namespace caravan {

using EventKey = UnsignedWide;

inline constexpr int kSlotBits = 24;
inline constexpr int kSequenceBits = 36;
inline constexpr std::uint64_t kMostPending = std::uint64_t{1} << kSlotBits;
inline constexpr std::uint64_t kMostScheduled = std::uint64_t{1} << kSequenceBits;

// Ticks as an unsigned number in the same order; times before 1970 come first.
using TickKey = std::uint64_t;
inline constexpr TickKey kLastTick = std::numeric_limits<TickKey>::max();
inline constexpr TickKey kSignBit = TickKey{1} << 63;

constexpr TickKey tick_key(Time at) { return static_cast<TickKey>(at.ticks) ^ kSignBit; }

constexpr EventKey event_key(Time at, Phase phase, std::uint64_t sequence, std::uint32_t slot) {
  const std::uint64_t order = (static_cast<std::uint64_t>(phase) << (kSequenceBits + kSlotBits)) |
                              (sequence << kSlotBits) | slot;
  return (EventKey{tick_key(at)} << 64) | order;
}

constexpr TickKey tick_key(EventKey key) { return static_cast<TickKey>(key >> 64); }
constexpr Time time_of(EventKey key) {
  return {static_cast<std::int64_t>(tick_key(key) ^ kSignBit)};
}
// The same at another time.
constexpr EventKey moved(EventKey key, Time at) {
  return (EventKey{tick_key(at)} << 64) | static_cast<std::uint64_t>(key);
}
constexpr std::uint64_t order_of(EventKey key) { return static_cast<std::uint64_t>(key); }
constexpr std::uint32_t slot_of(std::uint64_t order) {
  return static_cast<std::uint32_t>(order & (kMostPending - 1));
}

}  // namespace caravan
