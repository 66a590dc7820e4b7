// What a scenario says about oil: tanks, fields, pipelines, export cargoes and who chooses between
// them. A grade is a commodity of the class crude.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/models/units.hpp"
#include "caravan/sim/distribution.hpp"
#include "caravan/sim/time.hpp"

namespace caravan {

struct GradeVolume {
  CommodityId grade;
  Volume volume;
  bool operator==(const GradeVolume&) const = default;
};

// The tanks of a terminal that hold the same, worked as one. What came in first goes out first.
struct TankSpec {
  std::string id;                  // at its place
  std::vector<CommodityId> holds;  // with several it holds their blend
  Volume capacity;                 // dead stock included
  Volume dead_stock;               // that can't be pumped out
  std::vector<GradeVolume> stock;  // when the simulation begins; the first came in first
  bool operator==(const TankSpec&) const = default;
};

// Produces one grade into the tank of that grade at its place, or into a pipeline that begins
// there. What there is no room for is shut in.
struct FieldSpec {
  std::string id;
  std::string name;
  PlaceId place;
  CommodityId grade;
  Volume per_day;
  bool operator==(const FieldSpec&) const = default;
};

// A refinery, or a pipeline system that takes over here: oil that it takes leaves the system.
struct OfftakeSpec {
  std::string id;
  std::string name;
  PlaceId place;
  CommodityId grade;  // none where there is no tank: whatever comes
  Volume per_day;     // at most
  bool operator==(const OfftakeSpec&) const = default;
};

struct PipelineSpec {
  Volume per_day;        // with all pump stations, without drag reducer
  Volume least_per_day;  // with less it stands
  Duration restart{};    // it starts again when there is oil, and room, for so long at full rate
  std::int64_t pump_stations = 1;
  std::int64_t pump_stations_out = 0;  // of these, out of service
  double drag_reduction = 0;           // share of the friction, 0 .. below 1
  std::vector<GradeVolume> line_fill;  // at the beginning; the first is next to come out
  std::vector<GradeVolume> batches;    // in turn; without any it pumps what there is
  Volume interface_loss;               // where two grades meet
  bool operator==(const PipelineSpec&) const = default;
};

// Tankers that come for parcels of a tank: each nominated to a laycan, or by themselves.
struct LiftingSpec {
  std::string id;
  std::string name;
  PlaceId place;
  std::string tank;   // there
  std::string berth;  // the type that its tankers need
  Volume parcel;
  Volume per_hour;  // that a berth loads
  // So long after the one before, whatever there is in the tank; else they are nominated.
  std::optional<Distribution> every_hours;
  Duration notice;             // from the nomination to the beginning of the laycan
  Distribution arrives_hours;  // after the laycan has begun
  Duration spacing;            // between laycans, at least
  Volume keeps;                // stock beyond the dead stock that is not nominated
  Distribution port_hours;     // mooring and papers, before it loads
  Duration laytime;            // from notice of readiness to the end of loading
  Money demurrage_per_day;     // beyond
  bool operator==(const LiftingSpec&) const = default;
};

// One of the ways on which a shipper's oil can go.
struct OutletSpec {
  std::string id;                 // of its shipper
  std::vector<LinkId> pipelines;  // on its way
  DemandId lots;                  // by which it goes by rail or sea, or none
  Money cost_per_tonne;           // all the way, freight to the market included
  Money risk_per_tonne;           // what its risk is worth
  Volume least_per_day;           // contracted: nominated even if others are cheaper
  Volume most_per_day;            // contracted; 0: as much as it can carry
  bool operator==(const OutletSpec&) const = default;
};

// Nominates what it will send on each of its outlets, each month and some days after a line or a
// port has failed or is back.
struct ShipperSpec {
  std::string id;
  std::string name;
  PlaceId place;
  CommodityId grade;
  Volume keeps;  // stock that it means to have left at the end of a month
  std::vector<OutletSpec> outlets;
  bool operator==(const ShipperSpec&) const = default;
};

}  // namespace caravan
