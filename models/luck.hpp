// All random times of a world, each named by what it drives.
//
// A time depends on the seed, the replication, the names of what it is for and its
// own number there, and on nothing else: scenarios that share names share luck.
#pragma once

#include <cstdint>
#include <vector>

#include "caravan/models/network.hpp"
#include "caravan/models/state.hpp"

namespace caravan {

class Luck {
 public:
  Luck(const Network& network, std::uint64_t seed, std::uint64_t replication);

  // Stream of the gaps between a demand's releases.
  RandomStream release_gaps(DemandId demand) const;

  // Uniform on (0, 1): which itinerary a consignment takes.
  double route(DemandId demand, std::uint64_t number) const;

  // The same, where its way on is closed.
  double way_on(DemandId demand, PlaceId place, std::uint64_t number) const;

  Duration formalities(const Scenario& scenario, PlaceId place, const Consignment& c) const;
  Duration formalities(const Scenario& scenario, PlaceId place, const Train& train) const;
  // Of a consignment that has come to the desks of a place so often: uniform on (0, 1), whether it
  // is inspected and whether it must go back; and how long that takes.
  double chosen_for_inspection(PlaceId place, const Consignment& c) const;
  double sent_back(PlaceId place, const Consignment& c) const;
  Duration inspection(const Scenario& scenario, PlaceId place, const Consignment& c) const;
  Duration stop(const Scenario& scenario, PlaceId place, const Train& train) const;
  Duration marshalling(const Scenario& scenario, PlaceId place, const Train& train) const;
  Duration bogie_exchange(const Scenario& scenario, PlaceId place, const Train& train) const;
  Duration run(const Scenario& scenario, LinkId link, const Train& train) const;
  Duration gate(const Scenario& scenario, PlaceId place, const Consignment& c, bool goes_out) const;
  Duration drive(const Scenario& scenario, LinkId link, const Consignment& c) const;
  Duration sailing(const Scenario& scenario, const Vessel& vessel) const;
  Duration port_time(const Scenario& scenario, const Vessel& vessel) const;

  Duration manoeuvre(const Scenario& scenario, const Vessel& vessel) const;
  Duration until_breakdown(const Scenario& scenario, const Vessel& vessel) const;
  Duration repair(const Scenario& scenario, const Vessel& vessel) const;
  Duration docking(const Scenario& scenario, const Vessel& vessel) const;
  Duration until_first_docking(const Scenario& scenario, const Vessel& vessel) const;

  // Of a programme's tanker: how long after the beginning of its laycan it comes, and its time at
  // the berth beside loading.
  Duration tanker_late(const Scenario& scenario, LiftingId lifting, std::uint64_t number) const;
  Duration tanker_port_time(const Scenario& scenario, LiftingId lifting,
                            std::uint64_t number) const;

  Duration until_tanker(const Scenario& scenario, LiftingId lifting, std::uint64_t number) const;

  // Of a ship that calls on business of its own, by the number of its visit: the time since the one
  // before, or of the n-th that left, until it comes back; its work and its manoeuvres.
  Duration until_ship(const Scenario& scenario, CallId call, std::uint64_t number) const;
  Duration ship_away(const Scenario& scenario, CallId call, std::uint64_t number) const;
  Duration ship_work(const Scenario& scenario, CallId call, std::uint64_t number) const;
  Duration ship_manoeuvre(const Scenario& scenario, CallId call, std::uint64_t number,
                          bool goes_out) const;

  // Of a cable's n-th failure.
  Duration until_cable_failure(const Scenario& scenario, CableId cable, std::uint64_t number) const;
  Duration cable_repair(const Scenario& scenario, CableId cable, std::uint64_t number) const;

  // Stream of a port's wind and waves.
  RandomStream weather(PlaceId port) const;
  // So long that this share of the port's closures lasts less.
  static Duration closure(const WeatherSpec& spec, double share_that_last_less);

  // Of a storm, by the number of its front: the time since the one before, and a standard normal
  // variable for each port, which no other port changes.
  Duration until_front(const Scenario& scenario, StormId storm, std::uint64_t front) const;
  double front(StormId storm, PlaceId port, std::uint64_t front) const;

  // Of an intervention, by the number of its onset. `until`: from the end of the one before, or
  // from what it follows.
  Duration until_intervention(const InterventionSpec& spec, InterventionId id,
                              std::uint32_t onset) const;
  Duration intervention_lasts(const InterventionSpec& spec, InterventionId id,
                              std::uint32_t onset) const;
  // Uniform on (0, 1): when it begins, of the time in which it may, and whether it does.
  double intervention_onset(InterventionId id) const;
  double intervention_chance(InterventionId id, std::uint32_t onset) const;

  // What a project costs in the end, and how much later than planned it is done.
  Cents project_cost(const ProjectSpec& spec, ProjectId id) const;
  Duration project_delay(const ProjectSpec& spec, ProjectId id) const;

  // Uniform on (0, 1): how far a vessel has come when the simulation begins.
  double starting_position(const Vessel& vessel) const;

  bool operator==(const Luck&) const = default;

 private:
  // Of its leg, or of all empty trains.
  std::uint64_t name_of(const Train& train) const;
  RandomKey key(std::uint64_t purpose, std::uint64_t entity) const;
  // Of a consignment at the desks or the inspection of a place, each time that it comes there.
  double at_desks(std::uint64_t purpose, PlaceId place, const Consignment& c) const;

  std::uint64_t seed_ = 0;
  std::uint64_t replication_ = 0;
  std::vector<std::uint64_t> place_names_;  // name_hash of each id
  std::vector<std::uint64_t> link_names_;
  std::vector<std::uint64_t> demand_names_;
  std::vector<std::uint64_t> leg_names_;
  std::vector<std::uint64_t> lifting_names_;
  std::vector<std::uint64_t> intervention_names_;
  std::vector<std::uint64_t> cable_names_;
  std::vector<std::uint64_t> project_names_;
  std::vector<std::uint64_t> storm_names_;
  std::vector<std::uint64_t> call_names_;
};

}  // namespace caravan
