#include "caravan/models/fleets.hpp"

#include <algorithm>
#include <bitset>
#include <limits>

namespace caravan {
namespace {

constexpr double kFillTolerance = 1e-9;  // shares of a payload are sums of fractions
constexpr double kDaysPerYear = 365.25;

std::size_t place_among(const std::vector<FleetId>& fleets, FleetId fleet) {
  return static_cast<std::size_t>(std::find(fleets.begin(), fleets.end(), fleet) - fleets.begin());
}

double depth_at(const Scenario& scenario, PlaceId port, Time now) {
  const PlaceSpec& place = scenario[port];
  if (!place.depth) return std::numeric_limits<double>::infinity();
  if (place.sea.is_none()) return place.depth->value;
  const double years = in_days(now - scenario.start) / kDaysPerYear;
  const SeaSpec& sea = scenario.seas[place.sea.index()];
  return place.depth->value + sea.level.value + sea.rise_per_year.value * years;
}

// How many of the one's payloads the other carries, of the first class that both do.
double payloads_of(const FleetSpec& one, const FleetSpec& other) {
  for (std::size_t i = 0; i < kCargoClasses; ++i) {
    const auto cargo = static_cast<CargoClass>(i);
    if (one.payload[cargo] > Amount{} && other.payload[cargo] > Amount{}) {
      return other.payload[cargo] / one.payload[cargo];
    }
  }
  return 0;
}

double least_fill(const World& world, FleetId fleet, LinkId link) {
  return world[fleet].fill.minimum * usable_payload(world.scenario(), fleet, link, world.now());
}

bool is_worth_a_call(const World& world, FleetId fleet, LinkId link, bool has_waited) {
  if (world[fleet].policy == SailingPolicy::timetable || !world[link].is_open) return false;
  const double unclaimed = cargo_unclaimed(world, fleet, link);
  if (has_waited) return unclaimed > kFillTolerance;
  return unclaimed > 0 && unclaimed + kFillTolerance >= least_fill(world, fleet, link);
}

Cause reason_to_wait(const World& world, LinkId link, PlaceId port_id) {
  const Port& port = world.places[port_id.index()].port;
  if (port.is_closed) return cause_of_closure(port);
  if (!world[link].is_open) return Cause::outage;
  const Anchorage& anchorage = world.anchorages[link.index()];
  if (anchorage.coming_in > 0) return Cause::berth;
  const std::vector<FleetId>& fleets = world[link].fleets;
  for (std::size_t i = 0; i < port.idle.size(); ++i) {
    const FleetId fleet = world.vessels[port.idle[i].index()].fleet;
    if (place_among(fleets, fleet) == fleets.size()) continue;
    const bool has_timetable = world[fleet].policy == SailingPolicy::timetable;
    return has_timetable ? Cause::timetable : Cause::fill;
  }
  return Cause::vessel;
}

}  // namespace

const FleetSpec& fleet_of(const World& world, const Vessel& vessel) { return world[vessel.fleet]; }

double usable_payload(const Scenario& scenario, FleetId fleet_id, LinkId link, Time now) {
  const FleetSpec& fleet = scenario[fleet_id];
  if (!fleet.draught) return 1;
  const double depth = std::min(depth_at(scenario, scenario[link].from, now),
                                depth_at(scenario, scenario[link].to, now));
  const double too_much = std::max(0.0, fleet.draught->value - depth);
  return std::max(0.0, 1 - fleet.payload_lost_per_metre * too_much);
}

double share_of_payload(const FleetSpec& fleet, CargoClass cargo, Amount amount) {
  return amount / fleet.payload[cargo];
}

double cargo_waiting(const World& world, FleetId fleet_id, LinkId link) {
  const FleetSpec& fleet = world[fleet_id];
  double shares = 0;
  for (const LegId leg : world.network->legs_on_link[link.index()]) {
    const CargoClass cargo = world[leg].cargo;
    if (fleet.payload[cargo] <= Amount{}) continue;
    shares += share_of_payload(fleet, cargo, world.queues[leg.index()].amount);
  }
  return shares;
}

double cargo_unclaimed(const World& world, FleetId fleet_id, LinkId link) {
  const std::vector<FleetId>& fleets = world[link].fleets;
  const Anchorage& anchorage = world.anchorages[link.index()];
  double claimed = 0;
  for (std::size_t i = 0; i < fleets.size(); ++i) {
    if (anchorage.called[i] == 0) continue;
    claimed += anchorage.called[i] *
               usable_payload(world.scenario(), fleets[i], link, world.now()) *
               payloads_of(world[fleet_id], world[fleets[i]]);
  }
  return cargo_waiting(world, fleet_id, link) - claimed;
}

bool has_shippers(const Network& network, LinkId link) {
  const std::vector<LegId>& legs = network.legs_on_link[link.index()];
  return std::any_of(legs.begin(), legs.end(), [&](LegId leg) { return network[leg].is_usual; });
}

bool serves(const Network& network, FleetId fleet, LinkId link) {
  const std::vector<FleetId>& fleets = network[link].fleets;
  return place_among(fleets, fleet) < fleets.size();
}

bool is_worth_a_call(const World& world, const Vessel& vessel, LinkId link) {
  return is_worth_a_call(world, vessel.fleet, link, vessel.has_waited);
}

LinkId link_most_in_need(const World& world, const Vessel& vessel) {
  LinkId best;
  double most = 0;
  for (const LinkId link : world.network->services[vessel.fleet.index()]) {
    if (world[link].from != vessel.port) continue;
    if (!is_worth_a_call(world, vessel, link)) continue;
    const double unclaimed = cargo_unclaimed(world, vessel.fleet, link);
    if (unclaimed > most) most = unclaimed, best = link;
  }
  return best;
}

LinkId ballast_link(const World& world, const Vessel& vessel) {
  LinkId best;
  double most = -std::numeric_limits<double>::infinity();
  const std::vector<LinkId>& services = world.network->services[vessel.fleet.index()];
  for (const LinkId link : services) {
    if (world[link].from != vessel.port || !world[link].is_open) continue;
    double needed = 0;
    for (const LinkId onward : services) {
      if (world[onward].from != world[link].to) continue;
      needed = std::max(needed, cargo_unclaimed(world, vessel.fleet, onward));
    }
    if (needed > most) most = needed, best = link;
  }
  return best;
}

Need need_elsewhere(const World& world, const Vessel& vessel) {
  Need nearest;
  const std::vector<LinkId>& services = world.network->services[vessel.fleet.index()];
  for (const LinkId there : services) {
    if (world[there].from != vessel.port || !world[there].is_open) continue;
    for (const LinkId cargo : services) {
      if (world[cargo].from != world[there].to) continue;
      if (!is_worth_a_call(world, vessel, cargo)) continue;
      const bool is_nearer =
          nearest.there.is_none() || world[there].distance < world[nearest.there].distance;
      if (is_nearer) nearest = {there, cargo};
    }
  }
  return nearest;
}

VesselId idle_vessel_for(const World& world, LinkId link) {
  return idle_vessel_for(world, link, world[link].from);
}

VesselId idle_vessel_for(const World& world, LinkId link, PlaceId port) {
  const Fifo<VesselId>& idle = world.places[port.index()].port.idle;
  if (idle.empty()) return {};
  // What a call is worth depends on the fleet, and on whether a vessel's patience is at an end.
  constexpr std::size_t kMostFleets = 64;
  const std::vector<FleetId>& fleets = world[link].fleets;
  std::bitset<kMostFleets> fresh, waited;
  for (std::size_t f = 0; f < fleets.size(); ++f) {
    fresh[f] = is_worth_a_call(world, fleets[f], link, false);
    waited[f] = is_worth_a_call(world, fleets[f], link, true);
  }
  const bool any_is_impatient = world.places[port.index()].port.idle_and_impatient > 0;
  if (fresh.none() && (waited.none() || !any_is_impatient)) return {};
  for (std::size_t i = 0; i < idle.size(); ++i) {
    const Vessel& vessel = world.vessels[idle[i].index()];
    const std::size_t f = place_among(fleets, vessel.fleet);
    if (f < fleets.size() && (vessel.has_waited ? waited[f] : fresh[f])) return idle[i];
  }
  return {};
}

Dispatch vessel_to_send(const World& world, LinkId link) {
  Dispatch nearest;
  for (const FleetId fleet : world[link].fleets) {
    if (world[fleet].policy != SailingPolicy::dispatch) continue;
    for (const LinkId there : world.network->services[fleet.index()]) {
      if (world[there].to != world[link].from || !world[there].is_open) continue;
      const bool is_nearer =
          nearest.there.is_none() || world[there].distance < world[nearest.there].distance;
      if (!is_nearer) continue;
      const VesselId vessel = idle_vessel_for(world, link, world[there].from);
      if (vessel.is_none()) continue;
      if (world.vessels[vessel.index()].fleet == fleet) nearest = {vessel, there};
    }
  }
  return nearest;
}

bool nobody_ships_from(const World& world, const Vessel& vessel) {
  const std::vector<LinkId>& services = world.network->services[vessel.fleet.index()];
  return std::none_of(services.begin(), services.end(), [&](LinkId link) {
    return world[link].from == vessel.port &&
           (has_shippers(*world.network, link) || cargo_waiting(world, vessel.fleet, link) > 0);
  });
}

std::optional<NextLot> next_lot_that_fits(const World& world, const Vessel& vessel) {
  const FleetSpec& fleet = fleet_of(world, vessel);
  const bool is_choosy = !fleet.mixes_cargo && !vessel.cargo.empty();
  const auto commodity = [&](ConsignmentId id) {
    return world[world.consignments[id].demand].commodity;
  };
  NextLot next;
  Time first = kNever;
  for (const LegId leg : world.network->legs_on_link[vessel.link.index()]) {
    if (fleet.payload[world[leg].cargo] <= Amount{}) continue;
    const auto& waiting = world.queues[leg.index()].waiting;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (is_choosy && commodity(waiting[i].id) != commodity(vessel.cargo.front())) continue;
      const Consignment& lot = world.consignments[waiting[i].id];
      const double share = share_of_payload(fleet, world.cargo_of(lot), lot.amount);
      if (lot.since < first) first = lot.since, next = {leg, i, share};
      break;
    }
  }
  const double usable = usable_payload(world.scenario(), vessel.fleet, vessel.link, world.now());
  if (next.leg.is_none() || vessel.filled + next.share_of_payload > usable + kFillTolerance) {
    return std::nullopt;
  }
  return next;
}

Departure next_departure(const World& world, const Vessel& vessel) {
  const TimetableSpec& timetable = fleet_of(world, vessel).timetable;
  const std::int64_t late = std::max<std::int64_t>(0, (world.now() - timetable.first).value);
  const std::int64_t passed = (late + timetable.every.value - 1) / timetable.every.value;
  Departure next{{}, kNever};
  for (const LinkId link : world.network->services[vessel.fleet.index()]) {
    if (world[link].from != vessel.port) continue;
    const Time at = std::max(world.anchorages[link.index()].next_departure,
                             timetable.first + timetable.every * passed);
    if (at < next.at) next = {link, at};
  }
  return next;
}

void call(World& world, VesselId id, LinkId link) {
  Vessel& vessel = world.vessels[id.index()];
  vessel.called_for = link;
  const std::size_t i = place_among(world[link].fleets, vessel.fleet);
  ++world.anchorages[link.index()].called[i];
}

void end_call(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  if (vessel.called_for.is_none()) return;
  const LinkId link = vessel.called_for;
  vessel.called_for = {};
  const std::size_t i = place_among(world[link].fleets, vessel.fleet);
  --world.anchorages[link.index()].called[i];
}

void note_why_cargo_waits(World& world, PlaceId port) {
  for (const LinkId link : world.network->sea_links_from[port.index()]) {
    WaitClock& clock = world.anchorages[link.index()].clock;
    const Cause reason = reason_to_wait(world, link, port);
    if (reason != clock.reason()) clock.set(world.now(), reason);
  }
}

}  // namespace caravan
