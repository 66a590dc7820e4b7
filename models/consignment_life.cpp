#include "caravan/models/consignment_life.hpp"

#include <algorithm>

#include "caravan/models/pipeline_life.hpp"
#include "caravan/models/train_life.hpp"
#include "caravan/models/vessel_life.hpp"

namespace caravan {
namespace {

ItineraryId choose_itinerary(const World& world, DemandId demand, std::uint64_t number) {
  const RouteChoice& choice = world.network->choices[demand.index()];
  const auto chosen =
      std::upper_bound(choice.cumulative_share.begin(), choice.cumulative_share.end(),
                       world.luck.route(demand, number));
  const auto last = choice.itineraries.size() - 1;
  const auto index = static_cast<std::size_t>(chosen - choice.cumulative_share.begin());
  return choice.itineraries[std::min(index, last)];
}

Mass mass_of(const Network& network, DemandId demand, Amount amount) {
  const CommoditySpec& commodity = network[network[demand].commodity];
  if (commodity.cargo == CargoClass::container) return commodity.mass_per_teu * amount.value;
  return Mass{amount.value};
}

void plan_next_release(World& world, DemandId id) {
  const DemandSpec& demand = (*world.network)[id];
  const double mean_gap = static_cast<double>(demand.lot.value) / demand.rate.value;
  const double gap =
      demand.arrivals == Arrivals::even
          ? mean_gap
          : Distribution::exponential(mean_gap).quantile(world.shippers[id.index()].gaps.uniform());
  world.schedule(hours(gap), EventKind::consignment_released, id.value);
}

void offer_to_carriers(World& world, LegId leg) {
  switch ((*world.network)[leg].mode) {
    case Mode::rail: on_cargo_ready_for_train(world, leg); break;
    case Mode::sea: on_cargo_ready_for_vessel(world, (*world.network)[leg].links.front()); break;
    case Mode::pipeline: on_cargo_ready_for_pipeline(world, leg); break;
  }
}

void wait_for_carrier(World& world, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  enter_stage(world, consignment, Stage::waiting_for_carrier);
  const LegId leg = (*world.network)[consignment.itinerary].legs[consignment.leg];
  LegQueue& queue = world.queues[leg.index()];
  queue.waiting.push(id);
  queue.amount += consignment.amount;
  world.recorder.waiting_changed(world.now(), consignment, +1);
  offer_to_carriers(world, leg);
}

void deliver(World& world, ConsignmentId id) {
  leave_storage(world, id);
  Consignment& consignment = world.consignments[id];
  enter_stage(world, consignment, consignment.stage);
  const CommodityId commodity = (*world.network)[consignment.demand].commodity;
  world.ledger.delivered[commodity.index()].add(consignment);
  world.recorder.delivered(*world.network, world.now(), consignment);
  consignment.is_live = false;
  world.consignments.remove(id);
}

// It is through at this place: on to the next carrier, or into the consignee's hands.
void move_on(World& world, ConsignmentId id) {
  const Consignment& consignment = world.consignments[id];
  const bool has_arrived = consignment.leg == (*world.network)[consignment.itinerary].legs.size();
  if (has_arrived) return deliver(world, id);
  wait_for_carrier(world, id);
}

Request desk_for(ConsignmentId id) {
  return {.who = id.value, .purpose = static_cast<std::uint32_t>(DeskFor::consignment)};
}

void on_stored(World& world, ConsignmentId id) {
  const Consignment& consignment = world.consignments[id];
  world.recorder.stock_changed(*world.network, world.now(), consignment, +1);
}

}  // namespace

ConsignmentId release(World& world, DemandId demand, Amount amount) {
  const std::uint64_t number = world.shippers[demand.index()].consignments++;
  const ConsignmentId id = world.consignments.add();
  Consignment& consignment = world.consignments[id];
  consignment = {.number = number,
                 .demand = demand,
                 .itinerary = choose_itinerary(world, demand, number),
                 .is_live = true,
                 .at = (*world.network)[demand].from,
                 .amount = amount,
                 .mass = mass_of(*world.network, demand, amount),
                 .released = world.now(),
                 .stage_since = world.now()};
  const CommodityId commodity = (*world.network)[demand].commodity;
  world.ledger.released[commodity.index()].add(consignment);
  world.recorder.released(*world.network, world.now(), consignment);
  return id;
}

void on_consignment_released(World& world, DemandId demand) {
  plan_next_release(world, demand);
  const ConsignmentId id = release(world, demand, (*world.network)[demand].lot);
  if (request_storage(world, id, (*world.network)[demand].from)) on_storage_granted(world, id);
}

void on_storage_granted(World& world, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  if (consignment.stage == Stage::waiting_for_storage) {
    consignment.room = consignment.at;
    on_stored(world, id);
    return wait_for_carrier(world, id);
  }
  consignment.room = world.leg_of(consignment).to;
  switch (world.leg_of(consignment).mode) {
    case Mode::rail: return on_train_lot_has_room(world, TrainId(consignment.carrier), id);
    case Mode::sea: return on_vessel_lot_has_room(world, VesselId(consignment.carrier), id);
    case Mode::pipeline: return on_outlet_has_room(world, world.leg_of(consignment).links.front());
  }
}

void on_unloaded(World& world, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  const PlaceId place = world.leg_of(consignment).to;
  consignment.at = place;
  ++consignment.leg;
  on_stored(world, id);
  enter_stage(world, consignment, Stage::formalities);
  if (!(*world.network)[place].formalities) return move_on(world, id);

  if (world.places[place.index()].desks.request(world.now(), desk_for(id))) {
    on_formalities_granted(world, id);
  }
}

void on_formalities_granted(World& world, ConsignmentId id) {
  const Consignment& consignment = world.consignments[id];
  world.schedule(world.luck.formalities(*world.network, consignment.at, consignment),
                 EventKind::formalities_done, id.value);
}

void on_formalities_done(World& world, ConsignmentId id) {
  const PlaceId place = world.consignments[id].at;
  world.places[place.index()].desks.release(world.now(), desk_for(id));
  grant_desks(world, place);
  move_on(world, id);
}

bool request_storage(World& world, ConsignmentId id, PlaceId place) {
  Consignment& consignment = world.consignments[id];
  const Request request{.who = id.value, .amount = consignment.amount.value};
  const bool has_room = world.storage_of(consignment, place).put(world.now(), request);
  if (has_room) consignment.room = place;
  return has_room;
}

void leave_storage(World& world, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  Store& storage = world.storage_of(consignment, consignment.at);
  storage.get(world.now(), {.who = id.value, .amount = consignment.amount.value});
  world.recorder.stock_changed(*world.network, world.now(), consignment, -1);
  consignment.room = {};
  while (const auto next = storage.put_next(world.now())) {
    world.schedule(Duration{}, EventKind::storage_granted, next->who);
  }
}

ConsignmentId claim(World& world, LegId leg, std::size_t i, std::uint32_t carrier) {
  LegQueue& queue = world.queues[leg.index()];
  const ConsignmentId id = queue.waiting.take(i);
  Consignment& consignment = world.consignments[id];
  queue.amount -= consignment.amount;
  queue.waits.add(world.now() - consignment.stage_since);
  consignment.carrier = carrier;
  world.recorder.waiting_changed(world.now(), consignment, -1);
  enter_stage(world, consignment, Stage::loading);
  return id;
}

void enter_stage(World& world, Consignment& consignment, Stage stage) {
  consignment.time_in[static_cast<std::size_t>(consignment.stage)] +=
      world.now() - consignment.stage_since;
  consignment.stage = stage;
  consignment.stage_since = world.now();
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
