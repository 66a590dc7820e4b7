// The ways that cargo in lots may take, as a flow network: what a lot needs on its way is an arc,
// with what that can do in a day as its capacity.
//
// A place is two nodes, ashore before and after its formalities; between them and the trains are
// its tracks, between them and the vessels its cranes, tugs, pilots and berths. All ways of the
// demands are laid over each other, so that cargo may change at any place from one to another: this
// only adds ways, so that the limit stays one. Where something is closed at some time, the ways
// that lead on from other places are among them, for cargo turns to them.
//
// Both directions at once: what goes from west to east is drawn backwards, from its destination to
// its origin, so that it flows the same way as the rest and shares with it what both use: the paths
// of single track, berths, cranes, tracks. Arcs that both use have one capacity for both together.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "caravan/models/fleet_capacities.hpp"
#include "caravan/models/flow_network.hpp"

namespace caravan {

struct DrawnDemand {
  DemandId id;
  bool is_backwards = false;
};

class LotNetwork {
 public:
  // `demands` are of one class of cargo. Capacities are multiplied by `scale`, which makes amounts
  // to the units of the result.
  LotNetwork(const Network& network, const std::vector<CapacityPeriod>& windows, CargoClass cargo,
             double scale, std::vector<DrawnDemand> demands, FlowNetwork& flow);

  // Everything from where lots begin to where they end, the demands themselves left out.
  void add_ways();

  // Where the lots of a demand come in, and where they go out, in the direction that it is drawn.
  FlowNetwork::Node entry_of(const DrawnDemand& demand);
  FlowNetwork::Node exit_of(const DrawnDemand& demand);

  // Units a day that the boxes or wagons of a demand could carry if they never stood idle.
  double equipment_capacity(EquipmentId equipment) const;

 private:
  using Node = FlowNetwork::Node;
  using CapacityOf = std::function<Capacity(const CapacityPeriod&)>;

  void note_usage(const Leg& leg);
  void add_leg(const Leg& leg, bool is_backwards);
  void add_train(const Leg& leg, bool is_backwards);
  void add_voyage(const Leg& leg, bool is_backwards);
  void add_drive(const Leg& leg, bool is_backwards);

  Node ashore(PlaceId place, bool is_after_formalities);
  Node pass(Node from, const std::string& what, const std::string& side,
            const CapacityOf& capacity_of);
  void join(Node from, Node to);
  void add_formalities(PlaceId place);
  Node on_track(Node from, PlaceId place, const std::string& side);
  Node over_rail(Node from, LinkId link, const std::string& side);
  Node through_station(Node from, PlaceId place, int gauge_before, int gauge_after);
  Node at_berth(Node from, PlaceId port, const std::string& berth, bool goes_out);
  Node aboard(Node from, FleetId fleet, LinkId link, const std::string& side);

  std::string pair_name(LinkId link) const;
  std::vector<LinkId> directions_of(LinkId link) const;
  void note_trains();
  std::size_t index_of(const CapacityPeriod& now) const;
  Amount train_on(const CapacityPeriod& now, LinkId link) const;
  Amount train_at(const CapacityPeriod& now, PlaceId place) const;
  double locomotive_hours(const CapacityPeriod& now, LinkId link, RollingStockId pool) const;
  Capacity wagon_set_capacity(const CapacityPeriod& now, LinkId link) const;
  double hours_from_before(const CapacityPeriod& now, PlaceId place) const;

  const Network& network_;
  const std::vector<CapacityPeriod>& windows_;
  CargoClass cargo_;
  double scale_;
  std::vector<DrawnDemand> demands_;
  std::vector<std::vector<ItineraryId>> ways_;  // by demand
  FlowNetwork& flow_;
  std::map<LinkId, std::set<LegId>> rail_legs_;      // by link: the legs that run over it
  std::map<LinkId, std::vector<Amount>> trains_on_;  // by window, as those at places
  std::map<PlaceId, std::vector<Amount>> trains_at_;
  // Where trains come to by a link after another, or none, in one direction.
  std::map<std::tuple<LinkId, LinkId, bool>, Node> runs_;
  SeaTraffic sea_;
  Amount largest_lot_;
};

}  // namespace caravan
