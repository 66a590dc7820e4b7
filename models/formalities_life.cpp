#include "caravan/models/formalities_life.hpp"

#include "caravan/models/consignment_life.hpp"

namespace caravan {
namespace {

Request desk_for(ConsignmentId id) {
  return {.who = id.value, .purpose = static_cast<std::uint32_t>(DeskFor::consignment)};
}

void go_to_desks(World& world, ConsignmentId id) {
  const PlaceId place = world.consignments[id].at;
  if (world.places[place.index()].desks.request(world.now(), desk_for(id))) {
    on_formalities_granted(world, id);
  }
}

bool is_to_be_inspected(const World& world, ConsignmentId id) {
  const Consignment& consignment = world.consignments[id];
  const auto& inspection = world[consignment.at].inspection;
  return inspection &&
         world.luck.chosen_for_inspection(consignment.at, consignment) < inspection->share;
}

void go_to_inspection(World& world, ConsignmentId id) {
  const PlaceId place = world.consignments[id].at;
  hold(world, id, Stage::formalities, Cause::formalities_line, place);
  if (world.places[place.index()].inspection.request(world.now(), desk_for(id))) {
    on_inspection_granted(world, id);
  }
}

}  // namespace

void seek_clearance(World& world, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  consignment.returns = 0;
  hold(world, id, Stage::formalities, Cause::formalities_line, consignment.at);
  world[consignment.at].formalities ? go_to_desks(world, id) : move_on(world, id);
}

void on_formalities_granted(World& world, ConsignmentId id) {
  const Consignment& consignment = world.consignments[id];
  const FormalitiesSpec& formalities = *world[consignment.at].formalities;
  hold(world, id, Stage::formalities, Cause::formalities, consignment.at);
  const Duration work = world.luck.formalities(world.scenario(), consignment.at, consignment);
  world.scheduler.schedule(formalities.hours.after_open_time(world.now(), work),
                           EventKind::formalities_done, id.value);
}

void on_formalities_done(World& world, ConsignmentId id) {
  const PlaceId place = world.consignments[id].at;
  world.places[place.index()].desks.release(world.now(), desk_for(id));
  grant_desks(world, place);
  split_off_closed_hours(world, id, world[place].formalities->hours);
  charge_border_fee(world, id, place);
  is_to_be_inspected(world, id) ? go_to_inspection(world, id) : move_on(world, id);
}

void on_inspection_granted(World& world, ConsignmentId id) {
  const Consignment& consignment = world.consignments[id];
  hold(world, id, Stage::formalities, Cause::formalities, consignment.at);
  world.schedule(world.luck.inspection(world.scenario(), consignment.at, consignment),
                 EventKind::inspected, id.value);
}

void on_inspected(World& world, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  const PlaceId place = consignment.at;
  Resource& inspection = world.places[place.index()].inspection;
  inspection.release(world.now(), desk_for(id));
  while (const auto next = inspection.grant_next(world.now())) {
    world.schedule(Duration{}, EventKind::inspection_granted, next->who);
  }
  const bool is_sent_back =
      world.luck.sent_back(place, consignment) < world[place].inspection->returned;
  if (!is_sent_back) return move_on(world, id);
  ++consignment.returns;
  hold(world, id, Stage::formalities, Cause::formalities_line, place);
  go_to_desks(world, id);
}

void charge_border_fee(World& world, ConsignmentId id, PlaceId place) {
  const Consignment& consignment = world.consignments[id];
  const CargoClass cargo = world.cargo_of(consignment);
  const Money fee = world[place].formalities->fee[cargo];
  charge(world, id, Charge::border, fee * in_tariff_units(consignment.amount, cargo), place.value);
}

void grant_desks(World& world, PlaceId place) {
  while (const auto next = world.places[place.index()].desks.grant_next(world.now())) {
    const bool is_train = next->purpose == static_cast<std::uint32_t>(DeskFor::train);
    world.schedule(Duration{},
                   is_train ? EventKind::train_desk_granted : EventKind::formalities_granted,
                   next->who);
  }
}

}  // namespace caravan
