// Where vessels are needed, what they can carry there, and why cargo waits for them.
#pragma once

#include <optional>

#include "caravan/models/world.hpp"

namespace caravan {

const FleetSpec& fleet_of(const World& world, const Vessel& vessel);

bool serves(const Network& network, FleetId fleet, LinkId link);

// The share of its payload with which a vessel of the fleet may sail on the link: less where one of
// the ports is too shallow for its draught.
double usable_payload(const Scenario& scenario, FleetId fleet, LinkId link, Time now);

// How much of a vessel an amount fills.
double share_of_payload(const FleetSpec& fleet, CargoClass cargo, Amount amount);

// How many vessels of the fleet the cargo that waits for the link would fill: all of it, and
// without what the vessels that are called already will take.
double cargo_waiting(const World& world, FleetId fleet, LinkId link);
double cargo_unclaimed(const World& world, FleetId fleet, LinkId link);

bool has_shippers(const Network& network, LinkId link);

// Whether the vessel would come for the cargo of a link, by its fleet's rule; one with a timetable
// does not come for cargo.
bool is_worth_a_call(const World& world, const Vessel& vessel, LinkId link);

// The link from its port whose cargo needs the vessel most, or none if no cargo is worth a call.
LinkId link_most_in_need(const World& world, const Vessel& vessel);

// Where it goes in ballast if nothing is to be loaded: to the other end whose cargo needs it most.
LinkId ballast_link(const World& world, const Vessel& vessel);

bool nobody_ships_from(const World& world, const Vessel& vessel);

// The nearest other port of its fleet whose cargo is worth a call: the way there, and whose cargo.
struct Need {
  LinkId there;
  LinkId cargo;
};
Need need_elsewhere(const World& world, const Vessel& vessel);

// The vessel at anchor that has been idle longest, of those for which the cargo is worth a call.
VesselId idle_vessel_for(const World& world, LinkId link);
VesselId idle_vessel_for(const World& world, LinkId link, PlaceId port);

// Of fleets that go where they are needed, the nearest idle vessel for the cargo of a link, in
// another port, and the way from there; none if there is none.
struct Dispatch {
  VesselId vessel;
  LinkId there;
};
Dispatch vessel_to_send(const World& world, LinkId link);

// The lot that became ready first, of all that wait for its link and that the vessel takes, if it
// fits.
struct NextLot {
  LegId leg;
  std::size_t place = 0;  // in the leg's queue
  double share_of_payload = 0;
};
std::optional<NextLot> next_lot_that_fits(const World& world, const Vessel& vessel);

// By the timetable, the next from its port that no other vessel has taken.
struct Departure {
  LinkId link;
  Time at;
};
Departure next_departure(const World& world, const Vessel& vessel);

// Vessels that are called are counted, so that no two come for the same cargo.
void call(World& world, VesselId id, LinkId link);
void end_call(World& world, VesselId id);

// To be told whenever a vessel at the port, or the port itself, has changed: why cargo waits there.
void note_why_cargo_waits(World& world, PlaceId port);

}  // namespace caravan
