// Everything that can happen, in the order of the lives it happens in.
#pragma once

#include <cstdint>
#include <string_view>

#include "caravan/sim/scheduler.hpp"

namespace caravan {

enum class EventKind : std::uint32_t {
  // A consignment's life; the subject is the consignment, or the demand for `released`.
  consignment_released,
  embargo_lifted,
  equipment_granted,
  storage_granted,
  formalities_granted,
  formalities_done,
  inspection_granted,
  inspected,
  // A train's; the subject is the train, or the leg for `waited`.
  cargo_waited_for_train,
  stock_granted,
  track_granted,
  train_marshalled,
  train_loaded,
  siding_granted,
  train_set_out,
  train_arrived,
  train_desk_granted,
  train_stop_done,
  bogie_line_granted,
  bogies_changed,
  train_lot_unloaded,
  // A locomotive's or a wagon set's.
  layover_ended,
  // A vessel's; the subject is the vessel, or the lot for `crane` and `lot`.
  vessel_arrived,
  vessel_broke_down,
  vessel_repaired,
  berth_granted,
  tugs_granted,
  vessel_manoeuvred,
  vessel_papers_done,
  crane_granted,
  lot_worked,
  vessel_waited_for_cargo,
  departure_nears,
  departure_due,
  vessel_out_of_dock,
  // A ship's that calls on business of its own; the subject is the visitor, or the call for `due`.
  ship_due,
  ship_berth_granted,
  ship_tugs_granted,
  ship_manoeuvred,
  ship_worked,
  // A storm's, that hits several ports.
  front_passed,
  // A port's; the subject is the place.
  port_closed,
  port_opened,
  // On the road; the subject is the consignment.
  gate_granted,
  gate_passed,
  truck_arrived,
  // Oil's. `oil_granted` is of a lot's demand or a tanker, as `detail` says.
  oil_change_due,
  oil_granted,
  nominations_due,
  // A parcel's and its tanker's; the subject is the tanker, the tank for `begun` and `reviewed`,
  // or the lifting for `due`.
  liftings_begun,
  liftings_reviewed,
  tanker_due,
  tanker_arrived,
  tanker_berth_granted,
  tanker_moored,
  tanker_loaded,
  // An intervention's.
  intervention_due,
  intervention_stepped,
  intervention_ended,
  occupancy_seen,
  // A plant's; the subject is the plant, or the consignment for `have_room`.
  batch_finished,
  parts_have_room,
  // A cable's.
  cable_failed,
  cable_repaired,
  cable_month_began,
  // Of shippers who choose their way.
  routes_reviewed,
  closure_lasted,
  investment_due,
  // The observer's.
  counting_begins,
  interval_ended,
};

inline constexpr std::size_t kEventKinds = static_cast<std::size_t>(EventKind::interval_ended) + 1;

std::string_view name_of(EventKind kind);

// See sim/event.hpp: at one instant work ends first, then what is new arrives, then what
// became free is given to those who wait; observers come last.
constexpr Phase phase_of(EventKind kind) {
  switch (kind) {
    case EventKind::front_passed:
    case EventKind::port_closed:
    case EventKind::port_opened:
    case EventKind::intervention_due:
    case EventKind::intervention_stepped:
    case EventKind::intervention_ended:
    case EventKind::occupancy_seen:
    case EventKind::cable_failed:
    case EventKind::cable_repaired:
    case EventKind::cable_month_began:
    case EventKind::investment_due: return Phase::capacity;
    case EventKind::formalities_done:
    case EventKind::inspected:
    case EventKind::ship_manoeuvred:
    case EventKind::ship_worked:
    case EventKind::train_marshalled:
    case EventKind::train_loaded:
    case EventKind::bogies_changed:
    case EventKind::train_stop_done:
    case EventKind::train_lot_unloaded:
    case EventKind::vessel_repaired:
    case EventKind::gate_passed:
    case EventKind::vessel_manoeuvred:
    case EventKind::vessel_papers_done:
    case EventKind::lot_worked:
    case EventKind::vessel_out_of_dock:
    case EventKind::oil_change_due:
    case EventKind::tanker_moored:
    case EventKind::batch_finished:
    case EventKind::tanker_loaded: return Phase::completion;
    case EventKind::consignment_released:
    case EventKind::train_set_out:
    case EventKind::train_arrived:
    case EventKind::truck_arrived:
    case EventKind::vessel_broke_down:
    case EventKind::tanker_arrived:
    case EventKind::tanker_due:
    case EventKind::ship_due:
    case EventKind::vessel_arrived: return Phase::arrival;
    case EventKind::storage_granted:
    case EventKind::embargo_lifted:
    case EventKind::parts_have_room:
    case EventKind::equipment_granted:
    case EventKind::gate_granted:
    case EventKind::formalities_granted:
    case EventKind::inspection_granted:
    case EventKind::ship_berth_granted:
    case EventKind::ship_tugs_granted:
    case EventKind::cargo_waited_for_train:
    case EventKind::track_granted:
    case EventKind::train_desk_granted:
    case EventKind::stock_granted:
    case EventKind::siding_granted:
    case EventKind::bogie_line_granted:
    case EventKind::layover_ended:
    case EventKind::berth_granted:
    case EventKind::tugs_granted:
    case EventKind::crane_granted:
    case EventKind::vessel_waited_for_cargo:
    case EventKind::routes_reviewed:
    case EventKind::closure_lasted:
    case EventKind::departure_nears:
    case EventKind::oil_granted:
    case EventKind::nominations_due:
    case EventKind::liftings_begun:
    case EventKind::liftings_reviewed:
    case EventKind::tanker_berth_granted:
    case EventKind::departure_due: return Phase::decision;
    case EventKind::counting_begins:
    case EventKind::interval_ended: return Phase::sampling;
  }
  return Phase::sampling;
}

}  // namespace caravan
