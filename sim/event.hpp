// An event: what happens, to whom, when. A small trivially copyable record.
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
  Kind kind{};                // what happens
  std::uint32_t subject = 0;  // to whom: an index, of a sort that `kind` implies
  std::uint64_t detail = 0;   // anything else the handler needs

  bool operator==(const Event&) const = default;
};

// Names an event that is pending, so that it can be cancelled or moved. A name is never given twice
// in a run: an id whose event has happened, was cancelled or was moved names nothing any more.
struct EventId {
  std::uint64_t order = ~std::uint64_t{0};

  bool operator==(const EventId&) const = default;
};

}  // namespace caravan
