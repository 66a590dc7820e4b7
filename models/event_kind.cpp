#include "caravan/models/event_kind.hpp"

namespace caravan {

std::string_view name_of(EventKind kind) {
  switch (kind) {
    case EventKind::consignment_released: return "consignment_released";
    case EventKind::embargo_lifted: return "embargo_lifted";
    case EventKind::equipment_granted: return "equipment_granted";
    case EventKind::storage_granted: return "storage_granted";
    case EventKind::formalities_granted: return "formalities_granted";
    case EventKind::formalities_done: return "formalities_done";
    case EventKind::inspection_granted: return "inspection_granted";
    case EventKind::inspected: return "inspected";
    case EventKind::cargo_waited_for_train: return "cargo_waited_for_train";
    case EventKind::stock_granted: return "stock_granted";
    case EventKind::track_granted: return "track_granted";
    case EventKind::train_marshalled: return "train_marshalled";
    case EventKind::train_loaded: return "train_loaded";
    case EventKind::siding_granted: return "siding_granted";
    case EventKind::train_set_out: return "train_set_out";
    case EventKind::train_arrived: return "train_arrived";
    case EventKind::train_desk_granted: return "train_desk_granted";
    case EventKind::train_stop_done: return "train_stop_done";
    case EventKind::bogie_line_granted: return "bogie_line_granted";
    case EventKind::bogies_changed: return "bogies_changed";
    case EventKind::train_lot_unloaded: return "train_lot_unloaded";
    case EventKind::layover_ended: return "layover_ended";
    case EventKind::vessel_arrived: return "vessel_arrived";
    case EventKind::vessel_broke_down: return "vessel_broke_down";
    case EventKind::vessel_repaired: return "vessel_repaired";
    case EventKind::berth_granted: return "berth_granted";
    case EventKind::tugs_granted: return "tugs_granted";
    case EventKind::vessel_manoeuvred: return "vessel_manoeuvred";
    case EventKind::vessel_papers_done: return "vessel_papers_done";
    case EventKind::crane_granted: return "crane_granted";
    case EventKind::lot_worked: return "lot_worked";
    case EventKind::vessel_waited_for_cargo: return "vessel_waited_for_cargo";
    case EventKind::departure_nears: return "departure_nears";
    case EventKind::departure_due: return "departure_due";
    case EventKind::vessel_out_of_dock: return "vessel_out_of_dock";
    case EventKind::ship_due: return "ship_due";
    case EventKind::ship_berth_granted: return "ship_berth_granted";
    case EventKind::ship_tugs_granted: return "ship_tugs_granted";
    case EventKind::ship_manoeuvred: return "ship_manoeuvred";
    case EventKind::ship_worked: return "ship_worked";
    case EventKind::front_passed: return "front_passed";
    case EventKind::port_closed: return "port_closed";
    case EventKind::port_opened: return "port_opened";
    case EventKind::gate_granted: return "gate_granted";
    case EventKind::gate_passed: return "gate_passed";
    case EventKind::truck_arrived: return "truck_arrived";
    case EventKind::oil_change_due: return "oil_change_due";
    case EventKind::oil_granted: return "oil_granted";
    case EventKind::nominations_due: return "nominations_due";
    case EventKind::liftings_begun: return "liftings_begun";
    case EventKind::liftings_reviewed: return "liftings_reviewed";
    case EventKind::tanker_due: return "tanker_due";
    case EventKind::tanker_arrived: return "tanker_arrived";
    case EventKind::tanker_berth_granted: return "tanker_berth_granted";
    case EventKind::tanker_moored: return "tanker_moored";
    case EventKind::tanker_loaded: return "tanker_loaded";
    case EventKind::intervention_due: return "intervention_due";
    case EventKind::intervention_stepped: return "intervention_stepped";
    case EventKind::intervention_ended: return "intervention_ended";
    case EventKind::occupancy_seen: return "occupancy_seen";
    case EventKind::batch_finished: return "batch_finished";
    case EventKind::parts_have_room: return "parts_have_room";
    case EventKind::cable_failed: return "cable_failed";
    case EventKind::cable_repaired: return "cable_repaired";
    case EventKind::cable_month_began: return "cable_month_began";
    case EventKind::routes_reviewed: return "routes_reviewed";
    case EventKind::closure_lasted: return "closure_lasted";
    case EventKind::investment_due: return "investment_due";
    case EventKind::counting_begins: return "counting_begins";
    case EventKind::interval_ended: return "interval_ended";
  }
  return {};
}

}  // namespace caravan
