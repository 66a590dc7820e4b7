// Which tanks there are, and what feeds and empties them: a scenario's oil made ready to run.
#pragma once

#include <string>
#include <vector>

#include "caravan/models/oil_units.hpp"
#include "caravan/models/scenario.hpp"

namespace caravan {

// A tank of a place; or a junction, where oil passes from one line into another, that holds
// nothing.
struct TankNode {
  PlaceId place;
  std::size_t spec = 0;  // among the tanks of its place
  std::string name;      // "ceyhan/blend", or of a junction its place
  bool is_junction = false;
  OilVolume capacity;
  OilVolume dead_stock;
  // Room, or oil, so small that it could be used up within some ticks: full, or empty. Half of it
  // is kept as a cushion against what goes on during one tick.
  OilVolume sliver;
  bool operator==(const TankNode&) const = default;
};

struct PipelineNode {
  LinkId link;
  OilRate capacity;  // all pump stations in service, drag reducer in
  OilRate least;
  OilVolume restart;            // oil, and room, with which it starts again
  std::vector<TankId> sources;  // by its batches; a single one without batches
  bool has_one_grade = false;   // ever
  bool operator==(const PipelineNode&) const = default;
};

struct OutletNode {
  std::size_t shipper = 0;
  std::size_t spec = 0;  // among the shipper's outlets
  std::string name;      // "tengizchevroil/cpc"
  bool operator==(const OutletNode&) const = default;
};

struct OilNetwork {
  std::vector<TankNode> tanks;
  std::vector<std::vector<TankId>> tank_at;  // by place and commodity; none if there is none
  std::vector<PipelineNode> pipelines;
  std::vector<PipelineId> pipeline_of;   // by link
  std::vector<TankId> field_tank;        // by field
  std::vector<TankId> offtake_tank;      // by offtake
  std::vector<TankId> lifting_tank;      // by lifting
  std::vector<TankId> shipper_tank;      // by shipper
  std::vector<OutletNode> outlets;       // of all shippers
  std::vector<OutletId> outlet_of_lots;  // by demand: the outlet that nominates its lots, or none
  std::vector<bool> is_oil;              // by commodity: is held in tanks, by volume

  TankId tank_for(PlaceId place, CommodityId grade) const {
    return tank_at[place.index()][grade.index()];
  }
  bool operator==(const OilNetwork&) const = default;
};

// The highest rate of a pipeline. Friction grows with the rate to the power of 1.75 (Blasius), and
// as much of it is overcome as there are stations that pump: so the rate is in proportion to
// (stations in service / stations / (1 - drag reduction)) ^ (1 / 1.75).
OilRate pipeline_capacity(const PipelineSpec& spec, std::int64_t stations_out);

// `scenario` must have passed `problems_of_oil`. In the other, which is the same but for that,
// every rate is as high as it ever becomes.
OilNetwork build_oil_network(const Scenario& scenario, const Scenario& at_its_most);

}  // namespace caravan
