#include "caravan/models/world.hpp"

#include <bit>
#include <stdexcept>
#include <string>

#include "caravan/models/acceptance.hpp"
#include "caravan/models/berth_work.hpp"
#include "caravan/models/cable_record.hpp"
#include "caravan/models/cables.hpp"
#include "caravan/models/call_life.hpp"
#include "caravan/models/consignment_life.hpp"
#include "caravan/models/fleets.hpp"
#include "caravan/models/formalities_life.hpp"
#include "caravan/models/harbour.hpp"
#include "caravan/models/interventions.hpp"
#include "caravan/models/investment.hpp"
#include "caravan/models/lifting_life.hpp"
#include "caravan/models/nominations.hpp"
#include "caravan/models/notes.hpp"
#include "caravan/models/oil_flow.hpp"
#include "caravan/models/plant_life.hpp"
#include "caravan/models/road_life.hpp"
#include "caravan/models/rolling_stock.hpp"
#include "caravan/models/route_choice.hpp"
#include "caravan/models/shippers.hpp"
#include "caravan/models/storms.hpp"
#include "caravan/models/tank_requests.hpp"
#include "caravan/models/train_life.hpp"
#include "caravan/models/vessel_life.hpp"

namespace caravan {
namespace {

// As much as anybody can store, and far from overflow when added to.
constexpr std::int64_t kUnlimited = INT64_MAX / 4;

Port make_port(const PlaceSpec& spec, Time begin) {
  Port port;
  for (const BerthSpec& berth : spec.berths) port.berths.emplace_back(begin, berth.count);
  for (const std::int64_t count : {spec.tugs, spec.pilots}) {
    port.tugs_and_pilots.emplace_back(begin, count);
  }
  port.manoeuvres = ClaimDesk(begin);
  for (std::size_t i = 0; i < kCargoClasses; ++i) {
    const auto cargo = static_cast<CargoClass>(i);
    port.cranes[cargo] = Resource(begin, spec.cranes[cargo].count);
  }
  return port;
}

Place make_place(const PlaceSpec& spec, Time begin) {
  Place place;
  place.port = make_port(spec, begin);
  place.tracks = Resource(begin, spec.tracks);
  place.sidings = Resource(begin, spec.sidings.value_or(0));
  place.bogie_lines = Resource(begin, spec.bogie_exchange ? spec.bogie_exchange->lines : 0);
  place.gate = Resource(begin, spec.gate ? spec.gate->lanes : 0);
  place.desks = Resource(begin, spec.formalities ? spec.formalities->desks : 0);
  place.inspection = Resource(begin, spec.inspection ? spec.inspection->desks : 0);
  for (std::size_t i = 0; i < kCargoClasses; ++i) {
    const auto cargo = static_cast<CargoClass>(i);
    place.storage[cargo] = Store(begin, spec.storage[cargo].value_or(Amount{kUnlimited}).value);
    place.storage[cargo].keep_for_urgent(kept_for_ships(spec, cargo).value);
  }
  return place;
}

Paths make_paths(const LinkSpec& link, Time begin) {
  Paths paths;
  paths.next_free = begin;
  if (link.mode == Mode::rail) paths.headway = days(1 / link.rail.paths_per_day);
  return paths;
}

// The vessels of a fleet set out from all ends of its links in turn, somewhere on their way.
void launch_fleets(World& world) {
  for (std::size_t f = 0; f < world.network->services.size(); ++f) {
    const std::vector<LinkId>& services = world.network->services[f];
    for (std::int64_t i = 0; i < world.scenario().fleets[f].vessels; ++i) {
      launch(world, FleetId(f), services[static_cast<std::size_t>(i) % services.size()]);
    }
  }
  for (std::size_t p = 0; p < world.places.size(); ++p) note_why_cargo_waits(world, PlaceId(p));
}

void begin_counting(Port& port, Time now) {
  for (Resource& berths : port.berths) berths.begin_statistics(now);
  for (Resource& one : port.tugs_and_pilots) one.begin_statistics(now);
  for (Resource& cranes : port.cranes) cranes.begin_statistics(now);
  port.manoeuvres.begin_statistics(now);
}

void begin_counting(World& world) {
  const Time now = world.now();
  for (Place& place : world.places) {
    begin_counting(place.port, now);
    for (Resource* one : {&place.tracks, &place.sidings, &place.bogie_lines, &place.desks,
                          &place.inspection, &place.gate}) {
      one->begin_statistics(now);
    }
    for (Store& storage : place.storage) storage.begin_statistics(now);
  }
  for (Paths& paths : world.paths) paths.waits = {};
  for (LegQueue& queue : world.queues) queue.waits = {}, queue.train_fill = {};
  for (Anchorage& anchorage : world.anchorages) anchorage.vessel_fill = {};
  for (Store& equipment : world.equipment) equipment.begin_statistics(now);
  for (FleetLog& log : world.fleet_logs) log = {};
  for (Embargo& embargo : world.embargoes) embargo.in_force.begin_again(now), embargo.waits = {};
  for (StockPool& pool : world.stock_pools) pool.at_work.begin_again(now), pool.waits = {};
  world.recorder.begin_counting(now);
  begin_counting_oil(world);
  begin_counting_interventions(world);
  begin_counting_plants(world);
  begin_counting_cables(world);
  begin_counting_calls(world);
  world.schedule(world.scenario().interval, EventKind::interval_ended, 0);
}

void end_interval(World& world) {
  world.recorder.end_interval(world.now(), world.series);
  end_oil_interval(world);
  end_intervention_interval(world);
  end_plant_interval(world);
  end_cable_interval(world);
  end_call_interval(world);
  end_investment_interval(world);
  world.series.end_row();
  world.schedule(world.scenario().interval, EventKind::interval_ended, 0);
}

void on_oil_granted(World& world, std::uint32_t who, std::uint64_t kind) {
  const bool is_tanker = kind == static_cast<std::uint64_t>(TankRequest::Who::tanker);
  is_tanker ? on_cargo_ready(world, TankerId(who)) : on_lot_has_oil(world, DemandId(who));
}

void handle(World& world, const Event<EventKind>& event) {
  const std::uint32_t who = event.subject;
  switch (event.kind) {
    case EventKind::consignment_released: return on_consignment_released(world, DemandId(who));
    case EventKind::embargo_lifted:
      return on_embargo_lifted(world, ConsignmentId(who), EmbargoId(event.detail));
    case EventKind::equipment_granted: return on_equipment_granted(world, ConsignmentId(who));
    case EventKind::storage_granted: return on_storage_granted(world, ConsignmentId(who));
    case EventKind::formalities_granted: return on_formalities_granted(world, ConsignmentId(who));
    case EventKind::formalities_done: return on_formalities_done(world, ConsignmentId(who));
    case EventKind::inspection_granted: return on_inspection_granted(world, ConsignmentId(who));
    case EventKind::inspected: return on_inspected(world, ConsignmentId(who));
    case EventKind::cargo_waited_for_train: return on_cargo_waited_for_train(world, LegId(who));
    case EventKind::stock_granted: return on_train_has_stock(world, TrainId(who));
    case EventKind::track_granted: return on_track_granted(world, TrainId(who));
    case EventKind::train_marshalled: return on_train_marshalled(world, TrainId(who));
    case EventKind::train_loaded: return on_train_loaded(world, TrainId(who));
    case EventKind::siding_granted: return on_siding_granted(world, TrainId(who));
    case EventKind::train_set_out: return on_train_set_out(world, TrainId(who));
    case EventKind::train_arrived: return on_train_arrived(world, TrainId(who));
    case EventKind::train_desk_granted: return on_train_desk_granted(world, TrainId(who));
    case EventKind::train_stop_done:
      return on_train_stop_done(world, TrainId(who), event.detail != 0);
    case EventKind::bogie_line_granted: return on_bogie_line_granted(world, TrainId(who));
    case EventKind::bogies_changed: return on_bogies_changed(world, TrainId(who));
    case EventKind::train_lot_unloaded: return on_train_lot_unloaded(world, TrainId(who));
    case EventKind::layover_ended: return on_layover_ended(world, StockUnitId(who));
    case EventKind::vessel_arrived: return on_vessel_arrived(world, VesselId(who));
    case EventKind::vessel_broke_down: return on_vessel_broke_down(world, VesselId(who));
    case EventKind::vessel_repaired: return on_vessel_repaired(world, VesselId(who));
    case EventKind::berth_granted: return on_berth_granted(world, VesselId(who));
    case EventKind::tugs_granted: return on_tugs_granted(world, VesselId(who));
    case EventKind::vessel_manoeuvred: return on_vessel_manoeuvred(world, VesselId(who));
    case EventKind::vessel_papers_done: return on_vessel_papers_done(world, VesselId(who));
    case EventKind::crane_granted: return on_crane_granted(world, ConsignmentId(who));
    case EventKind::lot_worked: return on_lot_worked(world, ConsignmentId(who));
    case EventKind::vessel_waited_for_cargo:
      return on_vessel_waited_for_cargo(world, VesselId(who));
    case EventKind::departure_nears: return on_departure_nears(world, VesselId(who));
    case EventKind::departure_due: return on_departure_due(world, VesselId(who));
    case EventKind::vessel_out_of_dock: return on_vessel_out_of_dock(world, VesselId(who));
    case EventKind::ship_due: return on_ship_due(world, CallId(who));
    case EventKind::ship_berth_granted: return on_ship_berth_granted(world, VisitorId(who));
    case EventKind::ship_tugs_granted: return on_ship_tugs_granted(world, VisitorId(who));
    case EventKind::ship_manoeuvred: return on_ship_manoeuvred(world, VisitorId(who));
    case EventKind::ship_worked: return on_ship_worked(world, VisitorId(who));
    case EventKind::front_passed: return on_front_passed(world, StormId(who));
    case EventKind::port_closed: return on_port_closed(world, PlaceId(who));
    case EventKind::port_opened: return on_port_opened(world, PlaceId(who));
    case EventKind::gate_granted: return on_gate_granted(world, ConsignmentId(who));
    case EventKind::gate_passed: return on_gate_passed(world, ConsignmentId(who));
    case EventKind::truck_arrived: return on_truck_arrived(world, ConsignmentId(who));
    case EventKind::oil_change_due: return on_oil_change_due(world);
    case EventKind::oil_granted: return on_oil_granted(world, who, event.detail);
    case EventKind::nominations_due: return on_nominations_due(world, event.detail != 0);
    case EventKind::liftings_begun: return on_liftings_begun(world, TankId(who));
    case EventKind::liftings_reviewed: return on_liftings_reviewed(world, TankId(who));
    case EventKind::tanker_due: return on_tanker_due(world, LiftingId(who));
    case EventKind::tanker_arrived: return on_tanker_arrived(world, TankerId(who));
    case EventKind::tanker_berth_granted: return on_tanker_berth_granted(world, TankerId(who));
    case EventKind::tanker_moored: return on_tanker_moored(world, TankerId(who));
    case EventKind::tanker_loaded: return on_tanker_loaded(world, TankerId(who));
    case EventKind::intervention_due: return on_intervention_due(world, InterventionId(who));
    case EventKind::intervention_stepped:
      return on_intervention_stepped(world, InterventionId(who));
    case EventKind::intervention_ended: return on_intervention_ended(world, InterventionId(who));
    case EventKind::occupancy_seen: return on_occupancy_seen(world, InterventionId(who));
    case EventKind::batch_finished: return on_batch_finished(world, PlantId(who));
    case EventKind::parts_have_room: return on_parts_have_room(world, ConsignmentId(who));
    case EventKind::cable_failed: return on_cable_failed(world, CableId(who));
    case EventKind::cable_repaired: return on_cable_repaired(world, CableId(who));
    case EventKind::cable_month_began: return on_cable_month_began(world);
    case EventKind::routes_reviewed: return on_routes_reviewed(world);
    case EventKind::closure_lasted: return on_closure_lasted(world);
    case EventKind::investment_due: return on_investment_due(world);
    case EventKind::counting_begins: return begin_counting(world);
    case EventKind::interval_ended: return end_interval(world);
  }
}

}  // namespace

World::World(const Network& the_network, std::uint64_t seed, std::uint64_t replication)
    : network(&the_network),
      conditions(the_network.scenario),
      scheduler(the_network.scenario.begin()),
      luck(the_network, seed, replication),
      queues(the_network.legs.size()),
      anchorages(the_network.scenario.links.size()),
      shippers(the_network.scenario.demands.size()),
      recorder(the_network, the_network.scenario.begin()) {
  const Scenario& scenario = network->scenario;
  const Time begin = scenario.begin();
  ledger.released.resize(scenario.commodities.size());
  ledger.delivered.resize(scenario.commodities.size());
  for (const PlaceSpec& place : scenario.places) places.push_back(make_place(place, begin));
  for (const LinkSpec& link : scenario.links) paths.push_back(make_paths(link, begin));
  for (std::size_t i = 0; i < anchorages.size(); ++i) {
    anchorages[i].clock = WaitClock(begin);
    anchorages[i].called.resize(scenario.links[i].fleets.size());
    anchorages[i].next_departure = begin;
  }
  for (std::size_t i = 0; i < places.size(); ++i) begin_weather(*this, PlaceId(i));
  begin_storms(*this);

  for (const EquipmentSpec& spec : scenario.equipment) {
    equipment.emplace_back(begin, spec.count.value, spec.count.value);
  }
  embargoes.resize(scenario.embargoes.size());
  for (Embargo& embargo : embargoes) embargo.in_force = TimeWeighted(begin);
  fleet_logs.resize(scenario.fleets.size());
  surplus_vessels.resize(scenario.fleets.size());
  place_rolling_stock(*this);
  begin_oil(*this);
  begin_oil_record(*this);
  begin_plants(*this);
  begin_cables(*this);
  begin_calls(*this);
  begin_routes(*this);
  open_shippers(*this);
  launch_fleets(*this);
  begin_interventions(*this);
  begin_nominations(*this);
  begin_liftings(*this);
  oil_changed(*this);
  scheduler.schedule(scenario.start, EventKind::counting_begins);
}

bool run_until(World& world, Time end, std::uint64_t most_events) {
  for (std::uint64_t done = 0; done < most_events; ++done) {
    const auto event = world.scheduler.next(end);
    if (!event) return true;
    if (world.journal.has_events()) note_event(world, *event);
    handle(world, *event);
  }
  return false;
}

std::uint64_t fingerprint(const World& world) {
  std::uint64_t hash = name_hash("caravan world");
  const auto mix = [&hash](std::uint64_t bits) {
    hash = (hash ^ bits) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
  };
  const auto mix_level = [&mix](double level) { mix(std::bit_cast<std::uint64_t>(level)); };
  mix(static_cast<std::uint64_t>(world.now().ticks));
  mix(world.scheduler.events_handled());
  mix(world.scheduler.events_pending());
  for (const Account& a : world.ledger.released) mix(static_cast<std::uint64_t>(a.mass.value));
  for (const Account& a : world.ledger.delivered) mix(static_cast<std::uint64_t>(a.mass.value));
  for (const Consignment& c : world.consignments.slots()) {
    if (!c.is_live) continue;
    mix(c.number);
    mix(static_cast<std::uint64_t>(c.since.ticks));
    mix(c.at.value);
  }
  for (const LegTime& leg : world.routes.legs) mix_level(leg.mean);
  for (const Tank& tank : world.oil.tanks) mix_level(in_barrels(tank.oil.volume));
  for (const Pipeline& line : world.oil.pipelines) mix(line.line.batches.size());
  for (const Plant& plant : world.plants.all) mix(static_cast<std::uint64_t>(plant.made.value));
  for (const CableDemand& demand : world.cables.demands) {
    mix_level(in_megawatt_hours(demand.served.ever));
  }
  for (const Cable& cable : world.cables.cables) mix(cable.failures);
  for (const Calls& calls : world.calls.all) mix(calls.arrived), mix(calls.left);
  for (const Vessel& vessel : world.vessels) mix(vessel.voyage), mix(vessel.cargo.size());
  for (const Place& place : world.places) {
    for (const Resource& berths : place.port.berths) mix_level(berths.mean_busy(world.now()));
    for (const Store& storage : place.storage) mix_level(storage.mean_content(world.now()));
  }
  return hash;
}

std::vector<Account> in_system(const World& world) {
  std::vector<Account> accounts(world.scenario().commodities.size());
  for (const Consignment& c : world.consignments.slots()) {
    if (c.is_live) accounts[world[c.demand].commodity.index()].add(c);
  }
  return accounts;
}

void check_conservation(const World& world) {
  const Scenario& scenario = world.scenario();
  const std::vector<Account> alive = in_system(world);
  std::vector<PerCargo<Amount>> stored(scenario.places.size());
  for (const Consignment& c : world.consignments.slots()) {
    if (!c.is_live) continue;
    const bool is_in_tank = !tank_of(world, c, c.room).is_none();
    if (!c.room.is_none() && !is_in_tank) stored[c.room.index()][world.cargo_of(c)] += c.amount;
  }
  for (std::size_t i = 0; i < alive.size(); ++i) {
    const Account& released = world.ledger.released[i];
    const Account& delivered = world.ledger.delivered[i];
    const bool adds_up = released.mass == delivered.mass + alive[i].mass &&
                         released.amount == delivered.amount + alive[i].amount;
    if (adds_up) continue;
    const Mass missing = released.mass - delivered.mass - alive[i].mass;
    throw std::logic_error(std::to_string(missing.value) + " kg of '" + scenario.commodities[i].id +
                           "' are missing at " + to_iso(world.now()));
  }
  check_rolling_stock(world);
  check_equipment(world);
  check_oil(world);
  check_plants(world);
  check_cables(world);
  for (std::size_t p = 0; p < stored.size(); ++p) {
    for (std::size_t k = 0; k < kCargoClasses; ++k) {
      const auto cargo = static_cast<CargoClass>(k);
      if (stored[p][cargo].value == world.places[p].storage[cargo].content()) continue;
      throw std::logic_error("the storage of '" + std::string(kCargoClassNames[k]) + "' at '" +
                             scenario.places[p].id + "' does not hold what lies there, at " +
                             to_iso(world.now()));
    }
  }
}

}  // namespace caravan
