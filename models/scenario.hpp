// What a scenario says: plain data, immutable while it runs.
//
// scenarios/ makes it from YAML; tests write it by hand. Names are resolved to
// ids, units to the types of units.hpp; times that vary are in hours.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/models/units.hpp"
#include "caravan/sim/distribution.hpp"
#include "caravan/sim/time.hpp"

namespace caravan {

struct CommoditySpec {
  std::string id;
  std::string name;
  CargoClass cargo = CargoClass::general;
  Mass mass_per_teu;             // containers: cargo and box
  double barrels_per_tonne = 0;  // crude
  Money value_of_time_per_day;   // of one TEU, or of one tonne
};

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
};

// Customs, border police, papers. A train that runs through has them done once, as
// a whole; cargo that is taken off its carrier has them done consignment by consignment.
struct FormalitiesSpec {
  std::int64_t desks = 1;   // how many are worked on at a time
  Distribution time_hours;  // at a desk
};

struct PlaceSpec {
  std::string id;
  std::string name;
  std::string country;   // ISO 3166-1 alpha-2
  double latitude = 0;   // degrees north
  double longitude = 0;  // degrees east
  PlaceKind kind = PlaceKind::inland_terminal;
  std::vector<BerthSpec> berths;
  std::int64_t tracks = 0;                  // on which trains are loaded and unloaded
  PerCargo<AmountPerHour> handling;         // by one berth, or on one track; 0: none
  PerCargo<std::optional<Amount>> storage;  // yards and tanks; without a value: unlimited
  std::optional<FormalitiesSpec> formalities;
  Distribution stop_hours;  // of a train that runs through
};

enum class Mode : std::uint8_t { rail, sea, pipeline };

// When a carrier leaves: as soon as it is full enough, or after its first cargo (a
// train) or the vessel itself has waited long enough.
struct FillRule {
  double minimum = 1;  // share of the payload, 0 .. 1
  Duration maximum_wait;
};

struct RailSpec {
  int gauge_mm = 1520;
  double paths_per_day = 0;     // trains that can enter; in both directions together if single
  bool is_single_track = true;  // shares its paths with the link back
  PerCargo<Amount> train;       // payload of one train; 0: none such runs
  FillRule fill;
};

struct PipelineSpec {
  Volume per_day;  // maximum rate
  Volume line_fill;
  DemandId filled_with;  // whose lots fill the line when the simulation begins
};

// A directed connection. Two links that are each other's way back name each other.
struct LinkSpec {
  std::string id;
  PlaceId from;
  PlaceId to;
  LinkId back;  // none if there is no way back
  Mode mode = Mode::rail;
  Distance distance;
  Distribution transit_hours;  // under way; a pipeline's follows from its fill and rate
  PerCargo<Money> tariff;      // for one TEU, or one tonne
  RailSpec rail;               // if mode is rail
  FleetId fleet;               // if mode is sea
  PipelineSpec pipeline;       // if mode is pipeline
};

// Equal vessels that shuttle on one sea link and its way back.
struct FleetSpec {
  std::string id;
  std::string name;
  std::int64_t vessels = 0;
  std::string berth;         // the type that its vessels need
  PerCargo<Amount> payload;  // of one vessel filled with that class alone; 0: not carried
  FillRule fill;
  Distribution port_hours;  // of each call, beside cargo work: pilots, mooring, papers
};

enum class Arrivals : std::uint8_t { poisson, even };

// A stream of consignments of one lot each.
struct DemandSpec {
  std::string id;
  CommodityId commodity;
  PlaceId from;
  PlaceId to;
  AmountPerHour rate;
  Amount lot;
  Arrivals arrivals = Arrivals::poisson;
};

// A family of itineraries: those that call at these places in this order, or in the reverse.
struct CorridorSpec {
  std::string id;
  std::string name;
  std::vector<PlaceId> via;
};

struct Scenario {
  std::string title;
  Time start;  // results count from here
  Duration duration;
  Duration warm_up;             // simulated before `start`, not counted
  Duration interval = days(1);  // of the recorded time series
  // A corridor's share falls by a factor e when its cost rises by 1 / this of the cheapest.
  double cost_sensitivity = 5;
  std::vector<CommoditySpec> commodities;
  std::vector<PlaceSpec> places;
  std::vector<LinkSpec> links;
  std::vector<FleetSpec> fleets;
  std::vector<DemandSpec> demands;
  std::vector<CorridorSpec> corridors;

  Time begin() const { return start - warm_up; }
  Time end() const { return start + duration; }
};

}  // namespace caravan
