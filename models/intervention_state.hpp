// What changes about interventions while a scenario runs: plain copyable data.
#pragma once

#include <cstdint>
#include <vector>

#include "caravan/models/event_kind.hpp"
#include "caravan/models/ids.hpp"
#include "caravan/sim/event.hpp"
#include "caravan/sim/time.hpp"
#include "caravan/sim/time_weighted.hpp"

namespace caravan {

enum class InterventionStep : std::uint8_t {
  pending,      // not begun, or over
  building_up,  // from no effect to the whole
  in_force,
  recovering,  // and back
};

struct Intervention {
  InterventionStep step = InterventionStep::pending;
  std::uint32_t onsets = 0;   // so far, those without a consequence included: the name of its luck
  std::uint32_t current = 0;  // of these, the one that has an effect now
  std::uint32_t begun = 0;    // so far, since the simulation began
  double strength = 0;        // of its effects, 0 .. 1
  Time ramp_began;
  Time ends = kNever;            // when it begins to recover
  std::uint32_t days_above = 0;  // in a row, of the occupancy that it waits for
  EventId due;                   // its next onset, or look at that occupancy
  EventId next;                  // the next step of a ramp, or its end
  TimeWeighted in_force;         // strength, in thousandths

  bool operator==(const Intervention&) const = default;
};

// An attribute that interventions change.
struct ChangedValue {
  double now = 0;
  double area = 0;  // value times hours, since `began`
  Time since;       // of the last change
  Time began;

  void set(Time at, double value) {
    area += now * in_hours(at - since);
    since = at;
    now = value;
  }
  double mean(Time at) const { return (area + now * in_hours(at - since)) / in_hours(at - began); }
  void begin_again(Time at) {
    area = 0;
    since = began = at;
  }
  bool operator==(const ChangedValue&) const = default;
};

// One that an attribute has had.
struct LoggedChange {
  Time at;
  std::uint32_t change = 0;  // among the network's
  double value = 0;          // from then on

  bool operator==(const LoggedChange&) const = default;
};

// What an intervention did before the simulation began.
struct PastEvent {
  Time at;
  EventKind kind{};
  InterventionId id;

  bool operator==(const PastEvent&) const = default;
};

struct InterventionSystem {
  std::vector<Intervention> interventions;  // by InterventionId
  std::vector<ChangedValue> values;         // by the network's changes
  std::vector<LoggedChange> log;            // since the simulation began
  // While all that happened before is worked out, and nothing has been changed yet.
  bool is_beginning = false;
  std::vector<PastEvent> past;
  // Recorded: the beginning of the first interval in which it had an effect, by InterventionId.
  std::vector<Time> first_in_effect;

  bool operator==(const InterventionSystem&) const = default;
};

}  // namespace caravan
