// What a scenario says: plain data, immutable while it runs.
//
// scenarios/ makes it from YAML; tests write it by hand. Names are resolved to
// ids, units to the types of units.hpp; times that vary are in hours.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "caravan/models/cable_spec.hpp"
#include "caravan/models/call_spec.hpp"
#include "caravan/models/ids.hpp"
#include "caravan/models/intervention_spec.hpp"
#include "caravan/models/investment_spec.hpp"
#include "caravan/models/link_spec.hpp"
#include "caravan/models/oil_spec.hpp"
#include "caravan/models/place_spec.hpp"
#include "caravan/models/plant_spec.hpp"
#include "caravan/models/storm_spec.hpp"
#include "caravan/models/trade_spec.hpp"
#include "caravan/models/units.hpp"
#include "caravan/sim/time.hpp"

namespace caravan {

struct CommoditySpec {
  std::string id;
  std::string name;
  CargoClass cargo = CargoClass::general;
  Mass mass_per_unit;            // of one TEU, wagon or truck, with what is in it
  double barrels_per_tonne = 0;  // crude
  Money value_of_time_per_day;   // of one TEU, wagon, truck or tonne
  Money value;                   // of the same, at its destination; 0: it is in no trade
  // A day by which a way's time usually misses its mean (its standard deviation) costs the owner as
  // much as this many days more of its mean.
  double reliability_ratio = 0;
  std::optional<std::vector<Mode>> modes;  // by which it may travel; else by all
  bool operator==(const CommoditySpec&) const = default;
};

enum class Arrivals : std::uint8_t { poisson, even };

// Boxes or wagons in which a demand's cargo travels: what is delivered comes back empty, as cargo
// of its own, to where it was filled.
struct EquipmentSpec {
  std::string id;
  std::string name;
  CommodityId empty;  // what it travels as; of the class of the cargo that it takes
  Amount count;
  bool operator==(const EquipmentSpec&) const = default;
};

// A railway accepts no new cargo that is to go through a place, while too much lies there.
struct EmbargoSpec {
  std::string id;
  PlaceId place;
  CargoClass cargo = CargoClass::wagon;
  Amount begins_above;  // of that class in storage at the place, or in trains that wait outside
  Amount ends_below;
  bool operator==(const EmbargoSpec&) const = default;
};

// So much was offered then.
struct PastOffer {
  Time at;
  Amount amount;
  bool operator==(const PastOffer&) const = default;
};

// A stream of consignments of one lot each: at a rate, or as it was.
struct DemandSpec {
  std::string id;
  CommodityId commodity;
  PlaceId from;
  PlaceId to;
  AmountPerHour rate;  // of lots that a shipper nominates: at most
  Amount lot;
  Arrivals arrivals = Arrivals::poisson;
  EquipmentId equipment;  // in which it travels; none: never scarce, and its way back not followed
  // In the order of time; each in lots, the last of which may be smaller. There is no rate then.
  std::vector<PastOffer> history;
  bool operator==(const DemandSpec&) const = default;
};

// A family of itineraries: those that call at these places in this order, or in the reverse.
struct CorridorSpec {
  std::string id;
  std::string name;
  std::vector<PlaceId> via;
  std::vector<CommodityId> not_for;  // that can't go by it
  bool operator==(const CorridorSpec&) const = default;
};

// How shippers choose among ways, learn how long they take, and leave one that is closed.
struct RouteRules {
  std::int64_t per_corridor = 2;  // the cheapest ways, for each demand
  // A way's share falls by a factor e when its cost rises by 1 / this of the cheapest.
  double cost_sensitivity = 5;
  double learning_rate = 0.1;  // of what was thought before, replaced at each review; 0: nothing
  Duration reviewed_every = days(7);
  Duration rerouted_after = days(3);  // a way that cargo was to take has been closed
  bool operator==(const RouteRules&) const = default;
};

struct Scenario {
  std::string title;
  Time start;  // results count from here
  Duration duration;
  Duration warm_up;             // simulated before `start`, not counted
  Duration interval = days(1);  // of the recorded time series
  RouteRules routes;
  Duration renominated_after = days(3);  // a way of oil has become better or worse
  std::vector<CommoditySpec> commodities;
  std::vector<SeaSpec> seas;
  std::vector<PlaceSpec> places;
  std::vector<StormSpec> storms;
  std::vector<RollingStockSpec> rolling_stock;
  std::vector<FleetSpec> fleets;
  std::vector<CallSpec> calls;
  std::vector<LinkSpec> links;
  std::vector<EquipmentSpec> equipment;
  std::vector<EmbargoSpec> embargoes;
  std::vector<DemandSpec> demands;
  std::vector<CorridorSpec> corridors;
  std::vector<FieldSpec> fields;
  std::vector<OfftakeSpec> offtakes;
  std::vector<LiftingSpec> liftings;
  std::vector<ShipperSpec> shippers;
  InvestmentSpec investment;
  std::vector<ProjectSpec> projects;
  std::vector<InterventionSpec> interventions;  // those of projects among them
  std::vector<PlantSpec> plants;
  std::vector<TradeSpec> trades;
  std::vector<CableSpec> cables;
  std::vector<PowerSupplySpec> power_supplies;
  std::vector<CableDemandSpec> cable_demands;

  Time begin() const { return start - warm_up; }
  Time end() const { return start + duration; }

  const CommoditySpec& operator[](CommodityId id) const { return commodities[id.index()]; }
  const PlaceSpec& operator[](PlaceId id) const { return places[id.index()]; }
  const StormSpec& operator[](StormId id) const { return storms[id.index()]; }
  const FleetSpec& operator[](FleetId id) const { return fleets[id.index()]; }
  const CallSpec& operator[](CallId id) const { return calls[id.index()]; }
  const RollingStockSpec& operator[](RollingStockId id) const { return rolling_stock[id.index()]; }
  const LinkSpec& operator[](LinkId id) const { return links[id.index()]; }
  const DemandSpec& operator[](DemandId id) const { return demands[id.index()]; }
  const CorridorSpec& operator[](CorridorId id) const { return corridors[id.index()]; }
  const PlantSpec& operator[](PlantId id) const { return plants[id.index()]; }
  const CableSpec& operator[](CableId id) const { return cables[id.index()]; }
  bool operator==(const Scenario&) const = default;
};

}  // namespace caravan
