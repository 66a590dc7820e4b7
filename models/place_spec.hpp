// What a scenario says about a place: its port, its yards, its railway station, its authorities.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/models/oil_spec.hpp"
#include "caravan/models/units.hpp"
#include "caravan/models/work_in_progress.hpp"
#include "caravan/sim/calendar.hpp"
#include "caravan/sim/distribution.hpp"
#include "caravan/sim/time.hpp"

namespace caravan {

enum class PlaceKind : std::uint8_t {
  inland_terminal,
  border,
  junction,
  seaport,
  oil_terminal,
  oil_field,
  market
};

struct BerthSpec {
  std::string type;  // such as "container", "ferry", "oil"
  std::int64_t count = 0;
  bool operator==(const BerthSpec&) const = default;
};

// Cranes, ramps or loading arms that the berths share.
struct CranesSpec {
  std::int64_t count = 0;       // 0: each berth has one of its own
  std::int64_t per_vessel = 1;  // that work on one vessel at a time, at most
  bool operator==(const CranesSpec&) const = default;
};

// Customs, border police, papers. A train that runs through has them done once, as
// a whole; cargo that is taken off its carrier has them done consignment by consignment.
struct FormalitiesSpec {
  std::int64_t desks = 1;    // how many are worked on at a time
  Distribution time_hours;   // at a desk
  Calendar hours = {};       // when desks are open
  PerCargo<Money> fee = {};  // for one TEU, wagon, truck or tonne
  bool operator==(const FormalitiesSpec&) const = default;
};

// After formalities, a share of the consignments is looked into; some must go back to the desks.
struct InspectionSpec {
  double share = 0;  // of consignments, each time that they come from the desks
  std::int64_t desks = 1;
  Distribution time_hours;
  double returned = 0;  // share of what is inspected; below 1, or it never ends
  bool operator==(const InspectionSpec&) const = default;
};

// Through which cargo that comes or goes by road must pass.
struct GateSpec {
  std::int64_t lanes = 1;
  Distribution time_hours;  // of one consignment, in a lane
  bool operator==(const GateSpec&) const = default;
};

// What becomes of cargo work at the berths when wind or waves close a port.
enum class WorkInBadWeather : std::uint8_t {
  pauses,   // stops at once and goes on with the rest afterwards
  goes_on,  // only ships don't move
};

// Wind and waves: while they close a port no ship comes to a berth or leaves one.
struct WeatherSpec {
  std::array<double, 12> closed_share{};  // of each month, January first; 0 .. below 1
  Distribution lasts_hours;               // of one closure
  WorkInBadWeather work = WorkInBadWeather::pauses;
  double severity = 1;  // the shares count so many times
  bool operator==(const WeatherSpec&) const = default;
};

// Where wagons are lifted and their bogies changed, so that trains run through a change of gauge.
struct BogieExchangeSpec {
  std::int64_t lines = 1;   // trains worked on at a time
  Distribution time_hours;  // of one train
  bool operator==(const BogieExchangeSpec&) const = default;
};

// Storage beyond the free time costs demurrage.
struct StorageFeeSpec {
  Duration free;
  PerCargo<Money> per_day;  // of one TEU, wagon, truck or tonne
  bool operator==(const StorageFeeSpec&) const = default;
};

struct PlaceSpec {
  std::string id;
  std::string name;
  std::string country;   // ISO 3166-1 alpha-2
  double latitude = 0;   // degrees north
  double longitude = 0;  // degrees east
  PlaceKind kind = PlaceKind::inland_terminal;
  std::optional<FormalitiesSpec> formalities;
  std::optional<InspectionSpec> inspection;  // only with formalities
  std::optional<GateSpec> gate;
  PerCargo<std::optional<Amount>> storage;  // yards; without a value: unlimited
  std::vector<TankSpec> tanks;              // of crude, by grade; without any: unlimited
  double yard_kept_for_ships = 0;           // share into which only what ships bring is put
  StorageFeeSpec storage_fee;
  PerCargo<AmountPerHour> handling;  // by one crane or berth, or on one track; 0: none
  PerCargo<Money> handling_fee;      // each time that one TEU, wagon, truck or tonne is put on a
                                     // carrier or taken off
  Calendar working_hours;            // of cargo work at berths and on tracks

  // Of a port.
  std::vector<BerthSpec> berths;
  PerCargo<CranesSpec> cranes;
  std::int64_t tugs = 0;    // 0: never scarce
  std::int64_t pilots = 0;  // 0: never scarce
  std::optional<WeatherSpec> weather;
  std::optional<Depth> depth;  // that ships may draw when the scenario starts; else any
  SeaId sea;                   // whose level the depth follows, or none

  // Of a railway station.
  std::int64_t tracks = 0;              // on which trains are loaded and unloaded
  std::optional<std::int64_t> sidings;  // trains that can stand here at a time; else any number
  Distribution marshalling_hours;       // on a track, to make up a train or break it up
  Distribution stop_hours;              // of a train that runs through
  std::optional<BogieExchangeSpec> bogie_exchange;
  // Of those who choose their way.
  PerCargo<Money> risk;  // what they count for risk, sanctions and insurance, for one TEU, ...
  std::vector<CommodityId> not_for;                          // that sanctions or rules keep away
  bool is_open = true;                                       // else no ship comes or goes
  WorkInProgress work_in_progress = WorkInProgress::pauses;  // when it closes
  WorkInProgress work_without_berth = WorkInProgress::finishes;  // when it loses berths
  bool operator==(const PlaceSpec&) const = default;
};

// The same for all ports on one sea.
struct SeaSpec {
  std::string id;
  std::string name;
  Depth rise_per_year;  // negative: it falls
  Depth level;          // beside that; zero when the scenario starts
  bool operator==(const SeaSpec&) const = default;
};

}  // namespace caravan
