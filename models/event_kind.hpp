// Everything that can happen, in the order of the lives it happens in.
#pragma once

#include <cstdint>

#include "caravan/sim/scheduler.hpp"

namespace caravan {

enum class EventKind : std::uint32_t {
  // A consignment's life; the subject is the consignment, or the demand for `released`.
  consignment_released,
  storage_granted,
  formalities_granted,
  formalities_done,
  // A train's; the subject is the train, or the leg for `waited`.
  cargo_waited_for_train,
  track_granted,
  train_loaded,
  train_set_out,
  train_arrived,
  train_desk_granted,
  train_stop_done,
  train_lot_unloaded,
  // A vessel's; the subject is the vessel.
  vessel_arrived,
  berth_granted,
  vessel_lot_discharged,
  vessel_waited_for_cargo,
  vessel_loaded,
  // A pipeline's; the subject is the link.
  pipeline_pumped,
  // The observer's.
  counting_begins,
  interval_ended,
};

// See sim/event.hpp: at one instant work ends first, then what is new arrives, then what
// became free is given to those who wait; observers come last.
constexpr Phase phase_of(EventKind kind) {
  switch (kind) {
    case EventKind::formalities_done:
    case EventKind::train_loaded:
    case EventKind::train_stop_done:
    case EventKind::train_lot_unloaded:
    case EventKind::vessel_lot_discharged:
    case EventKind::vessel_loaded:
    case EventKind::pipeline_pumped: return Phase::completion;
    case EventKind::consignment_released:
    case EventKind::train_set_out:
    case EventKind::train_arrived:
    case EventKind::vessel_arrived: return Phase::arrival;
    case EventKind::storage_granted:
    case EventKind::formalities_granted:
    case EventKind::cargo_waited_for_train:
    case EventKind::track_granted:
    case EventKind::train_desk_granted:
    case EventKind::berth_granted:
    case EventKind::vessel_waited_for_cargo: return Phase::decision;
    case EventKind::counting_begins:
    case EventKind::interval_ended: return Phase::sampling;
  }
  return Phase::sampling;
}

}  // namespace caravan
