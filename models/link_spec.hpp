// What a scenario says about links, and about the vessels and the rolling stock that serve them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/models/oil_spec.hpp"
#include "caravan/models/units.hpp"
#include "caravan/models/work_in_progress.hpp"
#include "caravan/sim/distribution.hpp"
#include "caravan/sim/time.hpp"

namespace caravan {

enum class Mode : std::uint8_t { rail, sea, road, pipeline };

// When a carrier leaves: as soon as it is full enough, or after its first cargo (a
// train) or the vessel itself has waited long enough.
struct FillRule {
  double minimum = 1;  // share of the payload, 0 .. 1
  Duration maximum_wait;
  bool operator==(const FillRule&) const = default;
};

struct RailSpec {
  int gauge_mm = 1520;
  double paths_per_day = 0;     // trains that can enter; in both directions together if single
  bool is_single_track = true;  // shares its paths with the link back
  PerCargo<Amount> train;       // payload of one train; 0: none such runs
  FillRule fill;
  RollingStockId locomotives;           // one to a train; none: never scarce
  PerCargo<RollingStockId> wagon_sets;  // one to a train of this cargo; none: never scarce
  bool operator==(const RailSpec&) const = default;
};

struct RoadSpec {
  PerCargo<bool> carries{};
  bool operator==(const RoadSpec&) const = default;
};

// A directed connection. Two links that are each other's way back name each other.
struct LinkSpec {
  std::string id;
  PlaceId from;
  PlaceId to;
  LinkId back;  // none if there is no way back
  Mode mode = Mode::rail;
  Distance distance;
  // Under way; a pipeline's follows from its fill and rate. Vessels with a speed of their own take
  // distance / speed, varied as this is around its mean.
  Distribution transit_hours;
  PerCargo<Money> tariff;       // for one TEU, wagon, truck or tonne
  double co2_g_per_tkm = 0;     // grams of CO2 equivalent for each tonne and kilometre
  RailSpec rail;                // if mode is rail
  std::vector<FleetId> fleets;  // if mode is sea
  RoadSpec road;                // if mode is road
  PipelineSpec pipeline;        // if mode is pipeline
  // What shippers count for risk, sanctions and insurance beside the tariff, for one TEU, ...
  PerCargo<Money> risk;
  std::vector<CommodityId> not_for;  // that sanctions or rules keep off it
  bool is_open = true;               // else nothing sets out on it
  WorkInProgress work_in_progress = WorkInProgress::finishes;  // when it closes
  bool operator==(const LinkSpec&) const = default;
};

// Locomotives, or sets of wagons that stay together as one block train. Each has a home, to which
// it comes back empty when nothing is to be hauled from where it is.
struct RollingStockSpec {
  struct Home {
    PlaceId place;
    std::int64_t count = 0;
    bool operator==(const Home&) const = default;
  };
  std::string id;
  std::string name;
  std::vector<Home> homes;
  Duration layover;  // how long it stays away from home, idle, before it comes back empty
  bool operator==(const RollingStockSpec&) const = default;
};

enum class SailingPolicy : std::uint8_t {
  when_full,  // with the minimum fill, or after the maximum wait with whatever there is
  timetable,  // at fixed times, with whatever there is
  dispatch,   // as when_full, but an idle vessel is sent where cargo waits, else stays where it is
};

struct TimetableSpec {
  Time first;               // a departure from each end of each link; the others follow
  Duration every;           // between departures
  Duration at_berth_ahead;  // how long before its departure a vessel comes in to load
  bool operator==(const TimetableSpec&) const = default;
};

struct BreakdownSpec {
  Distribution every_hours;   // under way, from one to the next
  Distribution repair_hours;  // during which the vessel lies where it broke down
  bool operator==(const BreakdownSpec&) const = default;
};

struct DryDockingSpec {
  Duration every;            // from the end of one to the beginning of the next
  Distribution lasts_hours;  // at the port where it was last empty
  bool operator==(const DryDockingSpec&) const = default;
};

// Equal vessels that serve some sea links and their ways back.
struct FleetSpec {
  std::string id;
  std::string name;
  std::string vessel_class;  // such as "rail ferry"; for tables
  std::int64_t vessels = 0;
  std::string berth;          // the type that its vessels need
  std::int32_t priority = 0;  // for berths; the higher goes first
  PerCargo<Amount> payload;   // of one vessel filled with that class alone; 0: not carried
  bool mixes_cargo = true;    // different commodities on one voyage
  std::optional<Speed> speed;
  std::optional<Depth> draught;       // with its full payload
  double payload_lost_per_metre = 0;  // share of the payload, for each metre of draught too much
  SailingPolicy policy = SailingPolicy::when_full;
  FillRule fill;
  TimetableSpec timetable;  // if that is the policy
  Distribution port_hours;  // of each call, beside cargo work: mooring, papers
  std::int64_t tugs = 0;    // to come to a berth and to leave it
  std::int64_t pilots = 0;
  Distribution manoeuvre_hours;  // either way, with tugs and pilots
  std::optional<BreakdownSpec> breakdowns;
  std::optional<DryDockingSpec> dry_docking;
  Duration laytime;         // of a call; what is longer costs demurrage
  Money demurrage_per_day;  // of the vessel, borne by the cargo of the call
  bool operator==(const FleetSpec&) const = default;
};

}  // namespace caravan
