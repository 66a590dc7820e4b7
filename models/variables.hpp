// Everything that a run records, declared once: name, dimensions, unit, meaning.
//
// To record something new: add it to Variable and to kVariables, and set it in
// recorder.cpp. The file format, the summary and the Python side follow.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace caravan {

enum class Dimension : std::uint8_t {
  none,
  time,
  place,
  link,
  commodity,
  demand,
  corridor,
  facility,
  fleet,
  cause,
  charge,
  tank,
  field,
  offtake,
  lifting,
  outlet,
  intervention,
  attribute,
  plant,
  trade,
  cable,
  power_supply,
  cable_demand,
  project,
  fund,
  call
};

inline constexpr std::size_t kDimensions = 26;
inline constexpr std::array<std::string_view, kDimensions> kDimensionNames = {
    "",         "time",     "place",   "link",         "commodity",    "demand",
    "corridor", "facility", "fleet",   "cause",        "charge",       "tank",
    "field",    "offtake",  "lifting", "outlet",       "intervention", "attribute",
    "plant",    "trade",    "cable",   "power_supply", "cable_demand", "project",
    "fund",     "call"};

// clang-format off
enum class Variable : std::uint8_t {
  // time series
  stock_mass, stock_teu, stock_wagons, stock_trucks, waiting_mass, vessels_waiting, port_closed, link_mass, link_teu, link_wagons, link_trucks, link_departures,
  released_mass, rerouted_mass, delivered_mass, delivered_teu, in_system_mass,
  tank_stock, tank_content, line_content, line_flow, line_loss, field_production, field_shut_in, offtake_volume,
  lifted_volume, liftings, tankers_waiting, lifting_demurrage, nominated_volume,
  intervention_strength, attribute_value,
  plant_made, plant_lacks_parts, plant_blocked, plant_parts, plant_vehicles, trade_exports, trade_imports,
  cable_energy, cable_energy_lost, cable_data, cable_in_service, energy_supplied, energy_delivered, energy_unserved, data_delivered, data_lost, cable_demand_cost,
  fund_spent, fund_committed, project_spent, calls_arrived, calls_turned_away, calls_in_port,
  // figures of the whole run
  corridor_mass, corridor_teu, corridor_volume,
  corridor_transit_mean, corridor_transit_p50, corridor_transit_p95,
  demand_mass, demand_transit_mean, demand_transit_p50, demand_transit_p95, demand_perceived_time,
  facility_utilisation, facility_use_mean, facility_wait_mean, facility_wait_ongoing, facility_queue_mean, facility_requests,
  fleet_voyages, fleet_loaded_voyages, fleet_fill,
  demand_time, demand_cost, demand_emission,
  place_time, place_cost, link_time, link_cost, link_emission,
  lifting_wait_mean, lifting_laytime_mean,
  intervention_onsets,
  cable_availability, data_delay_mean,
  project_begun, project_completed, project_cost, call_wait_mean, call_stay_mean,
  total_released_mass, total_delivered_mass, total_in_system_mass, total_lost_mass,
  events
};
// clang-format on

struct VariableSpec {
  std::string_view name;
  std::array<Dimension, 3> dimensions;  // outermost first, then none
  std::string_view unit;          // as UDUNITS spells it; singular, so that xarray keeps numbers
  std::string_view cell_methods;  // CF: how an interval became one value; may be empty
  std::string_view long_name;
};

// clang-format off
inline constexpr auto kVariables = [] {
  using enum Dimension;
  return std::to_array<VariableSpec>({
      {"stock_mass", {time, place, commodity}, "t", "time: mean", "Cargo in yards, sheds and tanks"},
      {"stock_teu", {time, place}, "TEU", "time: mean", "Containers in the yard"},
      {"stock_wagons", {time, place}, "1", "time: mean", "Wagons with cargo, or coming back empty, at the place"},
      {"stock_trucks", {time, place}, "1", "time: mean", "Trucks at the place"},
      {"waiting_mass", {time, place}, "t", "time: mean", "Cargo that is ready and waits for a carrier"},
      {"vessels_waiting", {time, place}, "1", "time: mean", "Vessels at anchor that wait for a berth"},
      {"port_closed", {time, place}, "1", "time: mean", "Share of the time that wind and waves closed the port"},
      {"link_mass", {time, link, commodity}, "t", "time: sum", "Cargo that set out on the link"},
      {"link_teu", {time, link}, "TEU", "time: sum", "Containers that set out on the link"},
      {"link_wagons", {time, link}, "1", "time: sum", "Wagons that set out on the link"},
      {"link_trucks", {time, link}, "1", "time: sum", "Trucks that set out on the link"},
      {"link_departures", {time, link}, "1", "time: sum", "Trains and vessels that set out on the link"},
      {"released_mass", {time, demand}, "t", "time: sum", "Cargo offered by shippers"},
      {"rerouted_mass", {time, demand}, "t", "time: sum", "Cargo that took another way because its own was closed"},
      {"delivered_mass", {time, corridor, commodity}, "t", "time: sum", "Cargo delivered"},
      {"delivered_teu", {time, corridor}, "TEU", "time: sum", "Containers delivered"},
      {"in_system_mass", {time, commodity}, "t", "time: mean", "Cargo released and not yet delivered"},
      {"tank_stock", {time, tank}, "bbl", "time: mean", "Oil in the tank, dead stock included"},
      {"tank_content", {time, tank, commodity}, "bbl", "time: point (at the end of the interval)", "Oil in the tank by grade, at the end of the interval"},
      {"line_content", {time, link, commodity}, "bbl", "time: point (at the end of the interval)", "Oil in the pipeline by grade, at the end of the interval"},
      {"line_flow", {time, link, commodity}, "bbl", "time: sum", "Oil that came out of the pipeline"},
      {"line_loss", {time, link, commodity}, "bbl", "time: sum", "Oil lost between two grades in the pipeline"},
      {"field_production", {time, field}, "bbl", "time: sum", "Oil produced"},
      {"field_shut_in", {time, field}, "bbl", "time: sum", "Oil that was not produced because there was no room for it"},
      {"offtake_volume", {time, offtake}, "bbl", "time: sum", "Oil taken by refineries and by systems beyond"},
      {"lifted_volume", {time, lifting, commodity}, "bbl", "time: sum", "Oil loaded on export tankers, by grade in the blend"},
      {"liftings", {time, lifting}, "1", "time: sum", "Parcels loaded on export tankers"},
      {"tankers_waiting", {time, lifting}, "1", "time: mean", "Export tankers that wait for cargo or a berth"},
      {"lifting_demurrage", {time, lifting}, "USD", "time: sum", "Demurrage of export tankers"},
      {"nominated_volume", {time, outlet}, "bbl", "time: sum", "Oil nominated to the outlet"},
      {"intervention_strength", {time, intervention}, "1", "time: mean", "Share of its whole effect that the intervention had"},
      {"attribute_value", {time, Dimension::attribute}, "1", "time: mean", "Value of an attribute that interventions change, in the unit that attribute_unit tells"},
      {"plant_made", {time, plant}, "1", "time: sum", "Vehicles made by the plant"},
      {"plant_lacks_parts", {time, plant}, "1", "time: mean", "Share of the time that the plant stood for lack of parts"},
      {"plant_blocked", {time, plant}, "1", "time: mean", "Share of the time that the plant stood because its finished vehicles were not taken away"},
      {"plant_parts", {time, plant}, "1", "time: mean", "Vehicles that could be made of the parts in the plant's store"},
      {"plant_vehicles", {time, plant}, "1", "time: mean", "Finished vehicles in the plant's store"},
      {"trade_exports", {time, trade}, "USD", "time: sum", "Value delivered from the trade's first country to its partner"},
      {"trade_imports", {time, trade}, "USD", "time: sum", "Value delivered to the trade's first country from its partner"},
      {"cable_energy", {time, cable}, "MW h", "time: sum", "Energy that came out of the cable, either way"},
      {"cable_energy_lost", {time, cable}, "MW h", "time: sum", "Energy lost in the cable"},
      {"cable_data", {time, cable}, "Tbit", "time: sum", "Data carried by the cable, both ways together"},
      {"cable_in_service", {time, cable}, "1", "time: mean", "Share of the time that the cable was in service"},
      {"energy_supplied", {time, power_supply}, "MW h", "time: sum", "Energy taken from the supply"},
      {"energy_delivered", {time, cable_demand}, "MW h", "time: sum", "Energy delivered to who wants it"},
      {"energy_unserved", {time, cable_demand}, "MW h", "time: sum", "Energy that was wanted and not delivered"},
      {"data_delivered", {time, cable_demand}, "Tbit", "time: sum", "Data that arrived"},
      {"data_lost", {time, cable_demand}, "Tbit", "time: sum", "Data that found no way"},
      {"cable_demand_cost", {time, cable_demand}, "USD", "time: sum", "Cost of what was delivered: supply and cables"},
      {"fund_spent", {time, fund}, "USD", "time: point (at the end of the interval)", "Spent by the fund since the programme began"},
      {"fund_committed", {time, fund}, "USD", "time: point (at the end of the interval)", "Spent by the fund, or promised to what is being built"},
      {"project_spent", {time, project}, "USD", "time: point (at the end of the interval)", "Spent on the project since it began"},
      {"calls_arrived", {time, call}, "1", "time: sum", "Ships that arrived on business of their own"},
      {"calls_turned_away", {time, call}, "1", "time: sum", "Of these, those that went elsewhere because too many waited"},
      {"calls_in_port", {time, call}, "1", "time: mean", "Ships on business of their own in port, from arrival to departure"},
      {"corridor_mass", {corridor}, "t", "", "Cargo delivered in the run"},
      {"corridor_teu", {corridor}, "TEU", "", "Containers delivered in the run"},
      {"corridor_volume", {corridor}, "bbl", "", "Crude delivered in the run"},
      {"corridor_transit_mean", {corridor}, "d", "", "Mean time from release to delivery"},
      {"corridor_transit_p50", {corridor}, "d", "", "Median time from release to delivery"},
      {"corridor_transit_p95", {corridor}, "d", "", "95th percentile of the time from release to delivery"},
      {"demand_mass", {demand}, "t", "", "Cargo delivered in the run"},
      {"demand_transit_mean", {demand}, "d", "", "Mean time from release to delivery"},
      {"demand_transit_p50", {demand}, "d", "", "Median time from release to delivery"},
      {"demand_transit_p95", {demand}, "d", "", "95th percentile of the time from release to delivery"},
      {"demand_perceived_time", {demand}, "d", "", "Time on the way that its shippers expect at the end, mean over their ways"},
      {"facility_utilisation", {facility}, "1", "", "Share of the facility's capacity in use"},
      {"facility_use_mean", {facility}, "h", "", "Mean time that a request keeps the facility"},
      {"facility_wait_mean", {facility}, "h", "", "Mean wait for the facility"},
      {"facility_wait_ongoing", {facility}, "h", "", "How long the first in line has waited at the end"},
      {"facility_queue_mean", {facility}, "1", "", "Mean number that wait for the facility"},
      {"facility_requests", {facility}, "1", "", "Requests granted by the facility"},
      {"fleet_voyages", {fleet}, "1", "", "Voyages begun by the fleet"},
      {"fleet_loaded_voyages", {fleet}, "1", "", "Voyages with cargo"},
      {"fleet_fill", {fleet}, "1", "", "Mean share of a vessel's payload on voyages with cargo"},
      {"demand_time", {demand, cause}, "d", "", "Mean time from release to delivery, by what held the cargo"},
      {"demand_cost", {demand, charge}, "USD", "", "Cost of what was delivered"},
      {"demand_emission", {demand}, "t", "", "CO2 equivalent of what was delivered"},
      {"place_time", {place, cause}, "t d", "", "Time of cargo at the place, by what held it"},
      {"place_cost", {place, charge}, "USD", "", "What fell due at the place"},
      {"link_time", {link, cause}, "t d", "", "Time of cargo on the link, or waiting for a path on it"},
      {"link_cost", {link}, "USD", "", "Tariffs for the link"},
      {"link_emission", {link}, "t", "", "CO2 equivalent on the link"},
      {"lifting_wait_mean", {lifting}, "h", "", "Mean wait of an export tanker, from notice of readiness to loading"},
      {"lifting_laytime_mean", {lifting}, "h", "", "Mean laytime used, from notice of readiness to the end of loading"},
      {"intervention_onsets", {intervention}, "1", "", "How often the intervention began since the simulation began"},
      {"cable_availability", {cable}, "1", "", "Share of the time, since it was commissioned, that the cable was in service"},
      {"data_delay_mean", {cable_demand}, "ms", "", "Mean delay of the data that arrived, one way, by the length of its cables"},
      {"project_begun", {project}, "d", "", "When building began, days after the start of the scenario"},
      {"project_completed", {project}, "d", "", "When the project was done, days after the start of the scenario"},
      {"project_cost", {project}, "USD", "", "What the project costs, its overrun included"},
      {"call_wait_mean", {call}, "h", "", "Mean wait of a ship on business of its own, from arrival to a berth"},
      {"call_stay_mean", {call}, "h", "", "Mean time of a ship on business of its own, from arrival to departure"},
      {"total_released_mass", {commodity}, "t", "", "Cargo released since the simulation began, warm-up included; oil produced, and there at first"},
      {"total_delivered_mass", {commodity}, "t", "", "Cargo delivered since the simulation began, warm-up included; oil lifted, and taken by offtakes"},
      {"total_in_system_mass", {commodity}, "t", "", "Cargo under way or in store at the end"},
      {"total_lost_mass", {commodity}, "t", "", "Oil lost between two grades in pipelines since the simulation began"},
      {"events", {none}, "1", "", "Events handled"},
  });
}();
// clang-format on

inline constexpr std::size_t kVariableCount = kVariables.size();
static_assert(kVariableCount == static_cast<std::size_t>(Variable::events) + 1);

constexpr const VariableSpec& spec_of(Variable variable) {
  return kVariables[static_cast<std::size_t>(variable)];
}

}  // namespace caravan
