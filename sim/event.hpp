// An event: what will happen, to whom, when. A small trivially copyable record.
//
// The order in which events happen is total and documented:
//   1. the earlier time first;
//   2. at one instant, the earlier phase first (see Phase);
//   3. within a phase, the event that was scheduled first.
// Nothing else (no address, no hash, no thread) has a say.
#pragma once

#include <cstdint>
#include <type_traits>

#include "caravan/sim/time.hpp"

namespace caravan {

// What comes first when several things happen at one instant.
enum class Phase : std::uint8_t {
  capacity = 0,    // something opens, closes, grows or shrinks
  completion = 1,  // work ends and gives back what it held
  arrival = 2,     // somebody or something new appears
  decision = 3,    // somebody reacts to all of the above
  sampling = 15,   // observers see the instant when it is over
};

// `Kind` is the model's enumeration of what can happen. A function
// `Phase phase_of(Kind)`, found by argument-dependent look-up, places each kind.
template <class Kind>
struct Event {
  Time at{};
  std::uint64_t order = 0;    // phase in the top 4 bits, then the sequence number
  Kind kind{};                // what happens
  std::uint32_t subject = 0;  // to whom: an index, of a sort that `kind` implies
  std::uint64_t detail = 0;   // anything else the handler needs

  bool operator==(const Event&) const = default;

  friend constexpr bool happens_before(const Event& a, const Event& b) {
    return a.at.ticks != b.at.ticks ? a.at.ticks < b.at.ticks : a.order < b.order;
  }
};

inline constexpr int kPhaseShift = 60;  // leaves 2^60 sequence numbers

}  // namespace caravan
