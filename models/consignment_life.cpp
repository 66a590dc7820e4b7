#include "caravan/models/consignment_life.hpp"

#include <algorithm>
#include <cmath>

#include "caravan/models/acceptance.hpp"
#include "caravan/models/berth_work.hpp"
#include "caravan/models/formalities_life.hpp"
#include "caravan/models/notes.hpp"
#include "caravan/models/plant_life.hpp"
#include "caravan/models/road_life.hpp"
#include "caravan/models/route_choice.hpp"
#include "caravan/models/tank_requests.hpp"
#include "caravan/models/train_life.hpp"
#include "caravan/models/vessel_life.hpp"

namespace caravan {
namespace {

Mass mass_of(const Network& network, DemandId demand, Amount amount) {
  const CommoditySpec& commodity = network[network[demand].commodity];
  if (is_counted(commodity.cargo)) return commodity.mass_per_unit * amount.value;
  return Mass{amount.value};
}

void offer_to_carriers(World& world, LegId leg) {
  switch (world[leg].mode) {
    case Mode::rail: on_cargo_ready_for_train(world, leg); break;
    case Mode::sea: on_cargo_ready_for_vessel(world, world[leg].links.front()); break;
    case Mode::road: on_cargo_ready_for_road(world, leg); break;
    case Mode::pipeline: break;
  }
}

// What cargo waits for until a carrier claims it; that of a sea link is told apart by its clock.
Cause first_wait(Mode mode) {
  switch (mode) {
    case Mode::rail: return Cause::fill;
    case Mode::sea: return Cause::vessel;
    case Mode::road: return Cause::gate;
    case Mode::pipeline: break;
  }
  return Cause::fill;
}

void wait_for_carrier(World& world, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  leave_closed_way(world, consignment);
  const LegId leg_id = world[consignment.itinerary].legs[consignment.leg];
  const Leg& leg = world[leg_id];
  hold(world, id, Stage::waiting_for_carrier, first_wait(leg.mode), consignment.at);
  LegQueue& queue = world.queues[leg_id.index()];
  const WaitClock& clock = world.anchorages[leg.links.front().index()].clock;
  queue.waiting.push({id, clock.times(world.now())});
  queue.amount += consignment.amount;
  world.recorder.waiting_changed(world.now(), consignment, +1);
  offer_to_carriers(world, leg_id);
}

// The time since `since` goes into its record, and into the books of the place or link.
void enter_time(World& world, Consignment& consignment, Cause cause, Duration time) {
  if (time <= Duration{}) return;
  world.books.enter(consignment.record, Entry{.amount = time.value,
                                              .where = consignment.where,
                                              .vessel = consignment.vessel,
                                              .what = static_cast<std::uint8_t>(cause),
                                              .kind = Entry::Kind::time,
                                              .stage = consignment.stage});
  world.recorder.attribution.held(world.now(), consignment, cause, consignment.where, time);
}

void begin(World& world, ConsignmentId id, Stage stage, Cause cause, std::uint32_t where) {
  Consignment& consignment = world.consignments[id];
  enter_time(world, consignment, consignment.cause, world.now() - consignment.since);
  const bool is_off_its_carrier =
      consignment.stage == Stage::unloading && stage != consignment.stage;
  if (is_off_its_carrier) consignment.vessel = kNoVessel;
  consignment.stage = stage;
  consignment.cause = cause;
  consignment.where = where;
  consignment.since = world.now();
}

// How long it waited for a vessel, by the reasons that its link had.
void enter_wait_for_vessel(World& world, Consignment& consignment, LinkId link,
                           const WaitClock::Times& at_first) {
  const WaitClock::Times now = world.anchorages[link.index()].clock.times(world.now());
  for (std::size_t i = 0; i < now.size(); ++i) {
    enter_time(world, consignment, WaitClock::kReasons[i], now[i] - at_first[i]);
  }
  consignment.since = world.now();
}

// It waits for the carriers of this leg no longer.
ConsignmentId take_from_queue(World& world, LegId leg_id, std::size_t i) {
  const Leg& leg = world[leg_id];
  LegQueue& queue = world.queues[leg_id.index()];
  const WaitingCargo waited = queue.waiting.take(i);
  Consignment& consignment = world.consignments[waited.id];
  queue.amount -= consignment.amount;
  queue.waits.add(world.now() - consignment.since);
  world.recorder.waiting_changed(world.now(), consignment, -1);
  if (leg.mode == Mode::sea) {
    enter_wait_for_vessel(world, consignment, leg.links.front(), waited.at_first);
  }
  return waited.id;
}

// What its storage has cost beyond the free time.
void charge_demurrage(World& world, ConsignmentId id) {
  const Consignment& consignment = world.consignments[id];
  const StorageFeeSpec& fee = world[consignment.at].storage_fee;
  const Duration stored = world.now() - consignment.stored_since;
  const CargoClass cargo = world.cargo_of(consignment);
  if (stored <= fee.free || fee.per_day[cargo] <= Money{}) return;
  const double units = in_tariff_units(consignment.amount, cargo);
  charge(world, id, Charge::demurrage, fee.per_day[cargo] * (units * in_days(stored - fee.free)),
         consignment.at.value);
}

void charge_handling(World& world, ConsignmentId id, PlaceId place) {
  const Consignment& consignment = world.consignments[id];
  const CargoClass cargo = world.cargo_of(consignment);
  const Money fee = world[place].handling_fee[cargo];
  charge(world, id, Charge::handling, fee * in_tariff_units(consignment.amount, cargo),
         place.value);
}

// Whoever waits for room is told.
void leave_storage(World& world, ConsignmentId id) {
  charge_demurrage(world, id);
  Consignment& consignment = world.consignments[id];
  if (!tank_of(world, consignment, consignment.at).is_none()) {
    end_transfer(world, TankRequest::Who::lot, id.value);
    consignment.room = {};
    return review_embargoes(world, consignment.at);
  }
  Store& storage = world.storage_of(consignment, consignment.at);
  storage.get(world.now(), {.who = id.value, .amount = consignment.amount.value});
  world.recorder.stock_changed(*world.network, world.now(), consignment, -1);
  consignment.room = {};
  review_embargoes(world, consignment.at);
  while (const auto next = storage.put_next(world.now())) {
    world.schedule(Duration{}, EventKind::storage_granted, next->who);
  }
}

void on_stored(World& world, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  consignment.stored_since = world.now();
  const bool is_in_tank = !tank_of(world, consignment, consignment.at).is_none();
  if (!is_in_tank) {
    world.recorder.stock_changed(*world.network, world.now(), consignment, +1);
  }
  review_embargoes(world, consignment.at);
}

}  // namespace

ConsignmentId release(World& world, DemandId demand, Amount amount) {
  const std::uint64_t number = world.shippers[demand.index()].consignments++;
  const ItineraryId itinerary = choose_itinerary(world, demand, number);
  const ConsignmentId id = world.consignments.add();
  Consignment& consignment = world.consignments[id];
  consignment = {.number = number,
                 .demand = demand,
                 .itinerary = itinerary,
                 .at = world[demand].from,
                 .amount = amount,
                 .mass = mass_of(*world.network, demand, amount),
                 .released = world.now(),
                 .leg_since = world.now(),
                 .stored_since = world.now(),
                 .since = world.now(),
                 .where = world[demand].from.value,
                 .stage = Stage::waiting_for_storage,
                 .corridor = world[itinerary].corridor,
                 .is_live = true};
  const CommodityId commodity = world[demand].commodity;
  world.ledger.released[commodity.index()].add(consignment);
  world.recorder.released(*world.network, world.now(), consignment);
  return id;
}

void on_storage_granted(World& world, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  if (consignment.stage == Stage::waiting_for_storage) {
    consignment.room = consignment.at;
    on_stored(world, id);
    on_vehicles_stored(world, consignment);
    return wait_for_carrier(world, id);
  }
  consignment.room = world.leg_of(consignment).to;
  switch (world.leg_of(consignment).mode) {
    case Mode::rail: return on_train_lot_has_room(world, TrainId(consignment.carrier), id);
    case Mode::sea: return make_ready(world, VesselId(consignment.carrier), id);
    case Mode::road: return on_unloaded(world, id);
    case Mode::pipeline: return;
  }
}

void move_on(World& world, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  note_experience(world, consignment);
  consignment.leg_since = world.now();
  const bool has_arrived = consignment.leg == world[consignment.itinerary].legs.size();
  if (has_arrived && brings_parts(world, consignment.demand)) return on_parts_arrived(world, id);
  if (has_arrived) return deliver(world, id);
  wait_for_carrier(world, id);
}

void on_unloaded(World& world, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  const PlaceId place = world.leg_of(consignment).to;
  if (world.leg_of(consignment).mode == Mode::road) begin_unloading(world, id, Duration{});
  end_transfer(world, TankRequest::Who::lot, id.value);
  charge_handling(world, id, place);
  consignment.at = place;
  ++consignment.leg;
  on_stored(world, id);
  seek_clearance(world, id);
}

bool request_storage(World& world, ConsignmentId id, PlaceId place) {
  Consignment& consignment = world.consignments[id];
  if (const TankId tank = tank_of(world, consignment, place); !tank.is_none()) {
    const OilVolume volume = volume_of(world, consignment);
    const bool has_room = request_room(world, tank, {TankRequest::Who::lot, id.value, volume});
    if (has_room) consignment.room = place;
    return has_room;
  }
  const bool comes_by_ship =
      consignment.stage == Stage::unloading && world.leg_of(consignment).mode == Mode::sea;
  const Request request{
      .who = id.value, .amount = consignment.amount.value, .priority = comes_by_ship ? 1 : 0};
  const bool has_room = world.storage_of(consignment, place).put(world.now(), request);
  if (has_room) consignment.room = place;
  return has_room;
}

void put_aboard(World& world, ConsignmentId id) {
  charge_handling(world, id, world.consignments[id].at);
  leave_storage(world, id);
}

void deliver(World& world, ConsignmentId id) {
  leave_storage(world, id);
  Consignment& consignment = world.consignments[id];
  begin(world, id, consignment.stage, consignment.cause, consignment.where);
  const CommoditySpec& commodity = world[world[consignment.demand].commodity];
  const double units = in_tariff_units(consignment.amount, commodity.cargo);
  const double in_transit = in_days(world.now() - consignment.released);
  charge(world, id, Charge::time, commodity.value_of_time_per_day * (units * in_transit),
         consignment.at.value);
  world.ledger.delivered[world[consignment.demand].commodity.index()].add(consignment);
  world.recorder.delivered(*world.network, world.now(), consignment, world.books);
  note_delivered(world, consignment);
  world.books.close(consignment.record);
  const DemandId demand = consignment.demand;
  const Amount amount = consignment.amount;
  consignment.is_live = false;
  world.consignments.remove(id);
  settle_equipment(world, demand, amount);
}

ConsignmentId claim(World& world, LegId leg, std::size_t i, std::uint32_t carrier) {
  const ConsignmentId id = take_from_queue(world, leg, i);
  Consignment& consignment = world.consignments[id];
  consignment.carrier = carrier;
  if (world[leg].mode == Mode::sea) consignment.vessel = static_cast<std::uint16_t>(carrier);
  return id;
}

void leave_queue(World& world, LegId leg, std::size_t i) {
  const ConsignmentId id = take_from_queue(world, leg, i);
  if (world[leg].mode == Mode::rail) on_cargo_gone_from_train(world, leg);
  wait_for_carrier(world, id);
}

void set_out(World& world, ConsignmentId id, LinkId link_id) {
  const LinkSpec& link = world[link_id];
  Consignment& consignment = world.consignments[id];
  world.recorder.set_out(*world.network, link_id, consignment);
  hold(world, id, Stage::moving, Cause::moving, link_id);
  const CargoClass cargo = world.cargo_of(consignment);
  charge(world, id, Charge::tariff, link.tariff[cargo] * in_tariff_units(consignment.amount, cargo),
         link_id.value);
  const double tonne_kilometres = in_tonnes(consignment.mass) * link.distance.value;
  const auto milligrams = std::llround(link.co2_g_per_tkm * tonne_kilometres * kMilligramsPerGram);
  if (milligrams == 0) return;
  world.books.enter(consignment.record, Entry{.amount = milligrams,
                                              .where = link_id.value,
                                              .vessel = consignment.vessel,
                                              .kind = Entry::Kind::emission,
                                              .stage = consignment.stage});
  world.recorder.attribution.emitted(link_id, milligrams);
}

void hold(World& world, ConsignmentId id, Stage stage, Cause cause, PlaceId place) {
  begin(world, id, stage, cause, place.value);
}

void hold(World& world, ConsignmentId id, Stage stage, Cause cause, LinkId link) {
  begin(world, id, stage, cause, link.value);
}

void split_off_closed_hours(World& world, ConsignmentId id, const Calendar& hours) {
  Consignment& consignment = world.consignments[id];
  const Duration open = hours.open_time(consignment.since, world.now());
  const Duration closed = world.now() - consignment.since - open;
  enter_time(world, consignment, consignment.cause, open);
  enter_time(world, consignment, Cause::closed_hours, closed);
  consignment.since = world.now();
}

void charge(World& world, ConsignmentId id, Charge what, Money money, std::uint32_t where) {
  Consignment& consignment = world.consignments[id];
  const std::int64_t micro_dollars = std::llround(money.value * kMicroDollars);
  if (micro_dollars == 0) return;
  const Entry entry{.amount = micro_dollars,
                    .where = where,
                    .vessel = consignment.vessel,
                    .what = static_cast<std::uint8_t>(what),
                    .kind = Entry::Kind::cost,
                    .stage = consignment.stage};
  world.books.enter(consignment.record, entry);
  world.recorder.attribution.charged(entry);
}

}  // namespace caravan
