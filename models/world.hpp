// The whole running state as one value: copy it and you have forked the future.
//
//   World future = world;            // from here on the two know nothing of each other
//   run_until(future, end);
//
// It holds no pointer into itself; the network, which it only reads, is shared.
// What happens to it stands in the lives: consignment_life, train_life, vessel_life, lifting_life,
// call_life, plant_life; and in oil_flow.
#pragma once

#include <vector>

#include "caravan/models/cable_state.hpp"
#include "caravan/models/call_state.hpp"
#include "caravan/models/conditions.hpp"
#include "caravan/models/event_kind.hpp"
#include "caravan/models/intervention_state.hpp"
#include "caravan/models/investment_state.hpp"
#include "caravan/models/journal.hpp"
#include "caravan/models/luck.hpp"
#include "caravan/models/network.hpp"
#include "caravan/models/oil_system.hpp"
#include "caravan/models/plant_state.hpp"
#include "caravan/models/record_books.hpp"
#include "caravan/models/recorder.hpp"
#include "caravan/models/route_state.hpp"
#include "caravan/models/series.hpp"
#include "caravan/models/state.hpp"
#include "caravan/sim/pool.hpp"

namespace caravan {

struct World {
  // At the beginning of the warm-up: vessels under way, pipelines full, first releases
  // pending. The network must outlive the world and all its copies.
  World(const Network& network, std::uint64_t seed, std::uint64_t replication);

  Time now() const { return scheduler.now(); }

  // What the scenario says, as it is now.
  const Scenario& scenario() const { return conditions.now(); }
  template <class SpecId>
  const auto& operator[](SpecId id) const {
    return scenario()[id];
  }
  const Leg& operator[](LegId id) const { return (*network)[id]; }
  const Run& operator[](RunId id) const { return (*network)[id]; }
  const Itinerary& operator[](ItineraryId id) const { return (*network)[id]; }

  // Shorthand for the lives.
  void schedule(Duration delay, EventKind kind, std::uint32_t subject, std::uint64_t detail = 0) {
    scheduler.schedule(delay, kind, subject, detail);
  }
  const Leg& leg_of(const Consignment& c) const {
    return (*network)[(*network)[c.itinerary].legs[c.leg]];
  }
  Store& storage_of(const Consignment& c, PlaceId place) {
    return places[place.index()].storage[cargo_of(c)];
  }
  CargoClass cargo_of(const Consignment& c) const {
    return (*network)[(*network)[c.demand].commodity].cargo;
  }

  bool operator==(const World&) const = default;

  const Network* network;
  Conditions conditions;
  Scheduler<EventKind> scheduler;
  Luck luck;
  std::vector<Place> places;                  // by PlaceId
  std::vector<std::uint64_t> fronts_passed;   // by StormId
  std::vector<Paths> paths;                   // by LinkId; see shared_paths
  std::vector<LegQueue> queues;               // by LegId
  std::vector<Anchorage> anchorages;          // by LinkId; used for sea links
  std::vector<Shipper> shippers;              // by DemandId
  RouteState routes;                          // what shippers think of them
  std::vector<Store> equipment;               // at hand, by EquipmentId
  std::vector<Embargo> embargoes;             // by EmbargoId
  std::vector<Vessel> vessels;                // by VesselId
  std::vector<FleetLog> fleet_logs;           // by FleetId
  std::vector<std::int64_t> surplus_vessels;  // to be laid up, by FleetId
  Pool<Train, TrainId> trains;
  std::vector<StockUnit> stock;        // by StockUnitId
  std::vector<StockPool> stock_pools;  // by RollingStockId
  std::uint64_t empty_trains = 0;      // formed so far
  Pool<Consignment, ConsignmentId> consignments;
  OilSystem oil;
  InterventionSystem interventions;
  PlantSystem plants;
  CableSystem cables;
  CallSystem calls;
  InvestmentSystem investment;
  RecordBooks books;
  Ledger ledger;
  Recorder recorder;
  Series series;
  Journal journal;  // below Detail::journeys, nothing is in it
};

// Lets happen all that happens at or before `end`. Does at most `most_events` of them
// and returns whether it came to the end.
bool run_until(World& world, Time end, std::uint64_t most_events = UINT64_MAX);

// A number that differs between worlds that have gone different ways.
std::uint64_t fingerprint(const World& world);

// By commodity: all that is alive, counted consignment by consignment.
std::vector<Account> in_system(const World& world);

// Throws std::logic_error, naming what does not add up, unless every TEU and kilogram that was ever
// released is delivered or alive, every store holds just what is stored in it, and of each grade of
// oil all that was there or was produced is somewhere, exactly; and so are parts and vehicles, and
// all power and data.
void check_conservation(const World& world);

}  // namespace caravan
