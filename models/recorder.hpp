// Watches a world: time series by interval, journeys, totals of the counted time.
//
// Cheap on purpose: a level costs one multiplication when it changes, a flow one
// addition; an interval's end copies them into the next row.
#pragma once

#include <vector>

#include "caravan/models/attribution.hpp"
#include "caravan/models/results.hpp"
#include "caravan/models/series.hpp"
#include "caravan/models/state.hpp"
#include "caravan/models/travel_times.hpp"

namespace caravan {

class Recorder {
 public:
  Recorder(const Network& network, Time begin);

  // Cargo entered storage at a place (left it, if `sign` is -1).
  void stock_changed(const Network& network, Time now, const Consignment& c, int sign);
  // Cargo became ready for a carrier at a place (was claimed by one).
  void waiting_changed(Time now, const Consignment& c, int sign);
  // A vessel joined those that wait for a berth at a place (left them).
  void vessels_waiting_changed(Time now, PlaceId place, int sign);
  void set_out(const Network& network, LinkId link, const Consignment& c);
  // Wind and waves closed a port (opened it, if `sign` is -1).
  void port_closed_changed(Time now, PlaceId place, int sign);
  void released(const Network& network, Time now, const Consignment& c);
  void delivered(const Network& network, Time now, const Consignment& c, const RecordBooks& books);
  // It goes on by another way than it was to.
  void rerouted(const Consignment& c) { rerouted_mass_.now[c.demand.index()] += c.mass.value; }
  // A carrier set out on the link.
  void departed(LinkId link) { ++departures_.now[link.index()]; }

  // Forgets flows and journeys so far; levels stay.
  void begin_counting(Time now);
  bool is_counting() const { return is_counting_; }
  // Adds the interval's row to what is recorded here.
  void end_interval(Time now, Series& series);

  // What follows from the journeys, in its place in `results`.
  void fill(Results& results) const;

  bool operator==(const Recorder&) const = default;

  Attribution attribution;

 private:
  // What a corridor, or a demand, has delivered in the run.
  struct Delivered {
    double tonnes = 0;
    double teu = 0;
    double barrels = 0;
    TravelTimes times;  // from release to delivery
    bool operator==(const Delivered&) const = default;
  };
  // One variable whose values are means, or sums, over intervals.
  struct Levels {
    Variable variable;
    double per_unit = 1;  // what is counted, in one unit of what is written: 1000 kg in a tonne
    std::vector<TimeWeighted> now{};
    bool operator==(const Levels&) const = default;
  };
  struct Flows {
    Variable variable;
    double per_unit = 1;
    std::vector<std::int64_t> now{};
    bool operator==(const Flows&) const = default;
  };

  void count_delivered(const Network& network, Time now, const Consignment& c);
  void traded(const Network& network, const Consignment& c);
  std::vector<Levels*> levels();
  std::vector<Flows*> flows();
  // Of the class of cargo, if it is counted in units.
  Levels* stock_units(CargoClass cargo);
  Flows* link_units(CargoClass cargo);

  std::size_t commodities_ = 0;
  bool is_counting_ = false;
  Levels stock_mass_{Variable::stock_mass}, stock_teu_{Variable::stock_teu},
      stock_wagons_{Variable::stock_wagons}, stock_trucks_{Variable::stock_trucks},
      waiting_mass_{Variable::waiting_mass}, vessels_waiting_{Variable::vessels_waiting},
      port_closed_{Variable::port_closed}, in_system_mass_{Variable::in_system_mass};
  Flows link_mass_{Variable::link_mass}, link_teu_{Variable::link_teu},
      link_wagons_{Variable::link_wagons}, link_trucks_{Variable::link_trucks},
      released_mass_{Variable::released_mass}, rerouted_mass_{Variable::rerouted_mass},
      delivered_mass_{Variable::delivered_mass}, delivered_teu_{Variable::delivered_teu},
      departures_{Variable::link_departures}, trade_exports_{Variable::trade_exports},
      trade_imports_{Variable::trade_imports};
  std::vector<Delivered> by_corridor_, by_demand_;
};

}  // namespace caravan
