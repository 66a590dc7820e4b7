// A scenario made ready to run: itineraries found, legs named, everything checked.
// Immutable; all replications share it.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "caravan/models/intervention_network.hpp"
#include "caravan/models/oil_network.hpp"
#include "caravan/models/scenario.hpp"
#include "caravan/models/storm_network.hpp"
#include "caravan/models/trade.hpp"

namespace caravan {

// A stretch on which cargo stays on one carrier: one sea link, one road, or the
// rail links that a block train runs through, up to a change of gauge or mode.
struct Leg {
  Mode mode = Mode::rail;
  CargoClass cargo = CargoClass::general;
  std::vector<LinkId> links;
  PlaceId from;
  PlaceId to;
  RunId run;              // its links, if its mode is rail
  Amount payload;         // of one train
  FillRule fill;          // of trains
  std::string name;       // stable: the ids of its links and its class of cargo
  bool is_usual = false;  // else only cargo whose way is closed comes by it
  bool operator==(const Leg&) const = default;
};

// Rail links in a row through which a train runs.
struct Run {
  std::vector<LinkId> links;
  bool operator==(const Run&) const = default;
};

// One way for a demand's cargo, from its origin, or on from a place on its way.
struct Itinerary {
  CorridorId corridor;  // none for a way on
  std::vector<LegId> legs;
  Money cost;  // generalised: charges, risk and expected time, for one TEU or one tonne; before
               // anything was learned or has changed
  bool operator==(const Itinerary&) const = default;
};

// Among which itineraries a demand's consignments divide, and where they may go on from a place
// on their way (the origin is the first).
struct RouteChoice {
  struct WaysOn {
    PlaceId from;
    std::vector<ItineraryId> itineraries;
    bool operator==(const WaysOn&) const = default;
  };
  std::vector<ItineraryId> itineraries;
  std::vector<WaysOn> ways_on;
  bool operator==(const RouteChoice&) const = default;
};

// What a demand is to a plant: the kind of parts that it brings, or the outlet that it is.
struct PlantSide {
  PlantId plant;
  std::size_t index = 0;
  bool operator==(const PlantSide&) const = default;
};

// Where somebody can wait: something scarce at a place or on a link. `trains` are all that leave
// a place, `vessels` all that sail a sea link: cargo waits for them.
struct Facility {
  enum class Kind : std::uint8_t {
    berths,
    tugs,
    pilots,
    cranes,
    tracks,
    sidings,
    bogie_exchange,
    formalities,
    inspection,
    storage,
    trains,
    paths,
    vessels,
    pipeline,
    tank,
    gate,
    equipment,
    embargo,
    rolling_stock
  };
  Kind kind = Kind::berths;
  std::string name;       // such as "aktau/berths/container" or "beyneu-aktau/paths"
  PlaceId place;          // none for a link's
  LinkId link;            // none for a place's
  std::size_t index = 0;  // which berth type, or class of cargo, at that place; or which stock,
                          // equipment, embargo or tank
  bool operator==(const Facility&) const = default;
};

struct Network {
  Scenario scenario;
  std::vector<Leg> legs;
  std::vector<Itinerary> itineraries;
  std::vector<RouteChoice> choices;  // by demand
  std::vector<DemandId> empties_of;  // by demand: what its boxes or wagons come back as, or none
  std::vector<EquipmentId>
      brings_back;  // by demand: the equipment that it brings back empty, or none
  std::vector<std::vector<bool>> embargoed_itineraries;  // by embargo and itinerary
  std::vector<Facility> facilities;
  std::vector<std::vector<LegId>> legs_on_link;  // by link: the legs on it that are not rail
  std::vector<std::vector<LinkId>> services;     // by fleet: the sea links that it serves
  std::vector<Run> runs;
  std::vector<bool> is_wagon_set;  // by rolling stock; else locomotives
  // By rolling stock, place and home: how a unit comes home empty; none if it never falls idle
  // there.
  std::vector<std::vector<std::vector<RunId>>> ways_home;
  std::vector<std::vector<LinkId>> sea_links_from;  // by place
  OilNetwork oil;
  InterventionNetwork interventions;
  std::vector<PlantSide> parts_for, vehicles_of;  // by demand
  std::vector<std::vector<TradeFlow>> trades_of;  // by demand
  StormNetwork storms;

  template <class SpecId>
  const auto& operator[](SpecId id) const {
    return scenario[id];
  }
  const Leg& operator[](LegId id) const { return legs[id.index()]; }
  const Run& operator[](RunId id) const { return runs[id.index()]; }
  const Itinerary& operator[](ItineraryId id) const { return itineraries[id.index()]; }
  bool operator==(const Network&) const = default;
};

// Whose paths a train on this rail link takes: on single track, one of the two directions
// keeps them for both.
LinkId shared_paths(const Scenario& scenario, LinkId id);

// Whether an embargo, while it is in force, keeps new cargo off a leg.
bool is_embargoed(const Network& network, const EmbargoSpec& embargo, const Leg& leg);

// The part of a yard that is kept for what ships bring.
Amount kept_for_ships(const PlaceSpec& place, CargoClass cargo);

// Something in a scenario that cannot run, at the path where it was said ("places.aktau.handling").
struct ScenarioProblem {
  std::string path;
  std::string message;
  std::string other_path = {};  // of what it contradicts; may be empty
};

class ScenarioError : public std::runtime_error {
 public:
  explicit ScenarioError(std::vector<ScenarioProblem> problems);
  const std::vector<ScenarioProblem>& problems() const { return problems_; }

 private:
  std::vector<ScenarioProblem> problems_;
};

// Throws ScenarioError with all problems found: a demand without a route, a lot that
// fits no train, a port without the berths that its fleet needs.
Network build_network(Scenario scenario);

}  // namespace caravan
