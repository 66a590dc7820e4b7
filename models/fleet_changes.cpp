#include "caravan/models/fleet_changes.hpp"

#include <algorithm>
#include <string>

#include "caravan/models/consignment_life.hpp"
#include "caravan/models/fleets.hpp"
#include "caravan/models/vessel_life.hpp"

namespace caravan {
namespace {

// Neither laid up nor to be.
std::int64_t vessels_at_work(const World& world, FleetId fleet) {
  std::int64_t count = 0;
  for (const Vessel& vessel : world.vessels) {
    const bool is_at_work = vessel.fleet == fleet && vessel.step != VesselStep::laid_up;
    if (is_at_work) ++count;
  }
  return count - world.surplus_vessels[fleet.index()];
}

VesselId find_vessel(const World& world, FleetId fleet, VesselStep step) {
  for (std::size_t i = world.vessels.size(); i-- > 0;) {
    const Vessel& vessel = world.vessels[i];
    if (vessel.fleet == fleet && vessel.step == step) return VesselId(i);
  }
  return {};
}

void put_into_service(World& world, FleetId fleet) {
  if (world.surplus_vessels[fleet.index()] > 0) {
    --world.surplus_vessels[fleet.index()];
    return;
  }
  VesselId id = find_vessel(world, fleet, VesselStep::laid_up);
  if (id.is_none()) {
    id = add_vessel(world, fleet, world.network->services[fleet.index()].front());
  }
  world.vessels[id.index()].has_waited = false;
  find_cargo(world, id);
}

void take_vessel_out(World& world, FleetId fleet) {
  ++world.surplus_vessels[fleet.index()];
  const VesselId idle = find_vessel(world, fleet, VesselStep::idle);
  if (idle.is_none()) return;
  leave_anchorage(world, idle);
  is_laid_up(world, idle);
  note_why_cargo_waits(world, world.vessels[idle.index()].port);
}

// Those that have waited so long that they would have sailed, had they been able to.
void release_impatient(World& world, LinkId link) {
  const PlaceId port = world[link].from;
  Fifo<VesselId>& idle = world.places[port.index()].port.idle;
  for (std::size_t i = 0; i < idle.size();) {
    const VesselId id = idle[i];
    const Vessel& vessel = world.vessels[id.index()];
    const bool sails = vessel.has_waited && serves(*world.network, vessel.fleet, link) &&
                       world[vessel.fleet].policy == SailingPolicy::when_full;
    if (!sails) {
      ++i;
      continue;
    }
    leave_anchorage(world, id);
    sail_in_ballast(world, id);
  }
}

}  // namespace

VesselId add_vessel(World& world, FleetId fleet_id, LinkId link) {
  const FleetSpec& fleet = world[fleet_id];
  const auto number = std::count_if(world.vessels.begin(), world.vessels.end(),
                                    [&](const Vessel& vessel) { return vessel.fleet == fleet_id; });
  const VesselId id(world.vessels.size());
  Vessel& vessel = world.vessels.emplace_back();
  vessel.fleet = fleet_id;
  vessel.key = name_hash(fleet.id + "/" + std::to_string(number));
  vessel.port = world[link].from;
  vessel.link = link;
  if (fleet.breakdowns) {
    vessel.until_breakdown = world.luck.until_breakdown(world.scenario(), vessel);
  }
  if (fleet.dry_docking) {
    vessel.docks_next = world.now() + world.luck.until_first_docking(world.scenario(), vessel);
  }
  return id;
}

void on_fleet_size_changed(World& world, FleetId fleet) {
  const std::int64_t change = world[fleet].vessels - vessels_at_work(world, fleet);
  for (std::int64_t i = 0; i < change; ++i) put_into_service(world, fleet);
  for (std::int64_t i = 0; i > change; --i) take_vessel_out(world, fleet);
}

void on_sea_link_opened_or_closed(World& world, LinkId link) {
  note_why_cargo_waits(world, world[link].from);
  if (!world[link].is_open) return;
  Fifo<VesselId>& held = world.anchorages[link.index()].held;
  for (std::size_t waiting = held.size(); waiting > 0; --waiting) put_to_sea(world, held.pop());
  on_cargo_ready_for_vessel(world, link);
  release_impatient(world, link);
}

bool is_laid_up(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  std::int64_t& surplus = world.surplus_vessels[vessel.fleet.index()];
  if (surplus == 0) return false;
  --surplus;
  give_back_berth(world, vessel, id);
  vessel.step = VesselStep::laid_up;
  return true;
}

bool waits_for_link(World& world, VesselId id) {
  const Vessel& vessel = world.vessels[id.index()];
  if (world[vessel.link].is_open) return false;
  for (const ConsignmentId lot : vessel.cargo) {
    hold(world, lot, Stage::moving, Cause::outage, vessel.port);
  }
  world.anchorages[vessel.link.index()].held.push(id);
  return true;
}

}  // namespace caravan
