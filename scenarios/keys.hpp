// The scenario language, declared: one table for each kind of map.
#pragma once

#include <vector>

#include "caravan/scenarios/expectations.hpp"
#include "caravan/scenarios/key_table.hpp"
#include "caravan/scenarios/schedules.hpp"

namespace caravan {

// What a link says beside its spec: the id of the link back.
struct LinkText {
  LinkSpec spec;
  std::string back;
};

// What a demand says beside its spec: how its volume changes with the month and from year to year.
struct DemandText {
  DemandSpec spec;
  Season season;
};

// A project, and what becomes other than it was when it is done.
struct ProjectText {
  ProjectSpec spec;
  InterventionSpec change;
};

struct SourceText {
  std::string title, publisher, date, url;
};

// A value of an expectation as it was written, until the unit of its variable is known.
struct ExpectedText {
  std::string text;
  Mark mark;
};

struct ExpectationText {
  std::string id;
  Expectation spec;
  std::string variable;
  std::optional<ExpectedText> is, at_least, at_most;
  std::optional<double> within;  // else as all
};

struct ExpectationsText {
  Expectations spec;
  std::vector<ExpectationText> values;
};

KeyTable<Scenario> scenario_keys();
KeyTable<Prices> money_keys();
KeyTable<SourceText> source_keys();
KeyTable<CommoditySpec> commodity_keys();
KeyTable<PlaceSpec> place_keys();
KeyTable<LinkText> link_keys();
KeyTable<FleetSpec> fleet_keys();
KeyTable<CallSpec> call_keys();
KeyTable<SeaSpec> sea_keys();
KeyTable<StormSpec> storm_keys();
KeyTable<RollingStockSpec> rolling_stock_keys();
KeyTable<EquipmentSpec> equipment_keys();
KeyTable<EmbargoSpec> embargo_keys();
KeyTable<DemandText> demand_keys();
KeyTable<CorridorSpec> corridor_keys();
KeyTable<FieldSpec> field_keys();
KeyTable<OfftakeSpec> offtake_keys();
KeyTable<LiftingSpec> lifting_keys();
KeyTable<ShipperSpec> shipper_keys();
KeyTable<InterventionSpec> intervention_keys();
KeyTable<PlantSpec> plant_keys();
KeyTable<TradeSpec> trade_keys();
KeyTable<CableSpec> cable_keys();
KeyTable<PowerSupplySpec> power_supply_keys();
KeyTable<CableDemandSpec> cable_demand_keys();
KeyTable<Scenario> investment_keys();
KeyTable<FundSpec> fund_keys();
KeyTable<ProjectText> project_keys();

// `money`, before all amounts.
void read_prices(Reading& reading, const YamlNode& root);
// What a scenario expects of its own results, as a whole and value by value.
KeyTable<ExpectationsText> expect_keys();
KeyTable<ExpectationText> expectation_keys();

// What interventions and projects wait for.
ValueType<OccupancySpec> occupancy();

// Of one tank of a place, and of one outlet of a shipper.
KeyTable<TankSpec> tank_keys();
KeyTable<OutletSpec> outlet_keys();

// Of one kind of parts of a plant, and of one outlet of it.
KeyTable<PartsSpec> parts_keys();
KeyTable<PlantOutletSpec> plant_outlet_keys();

// What places and links say about oil.
void add_tank_keys(KeyTable<PlaceSpec>& keys);
void add_pipeline_keys(KeyTable<LinkText>& keys);

// What they, and the scenario as a whole, say about who chooses which way.
void add_route_keys(KeyTable<Scenario>& keys);
void add_route_keys(KeyTable<CommoditySpec>& keys);
void add_route_keys(KeyTable<PlaceSpec>& keys);
void add_route_keys(KeyTable<LinkText>& keys);
void add_route_keys(KeyTable<CorridorSpec>& keys);

}  // namespace caravan
