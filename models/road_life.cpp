#include "caravan/models/road_life.hpp"

#include "caravan/models/consignment_life.hpp"

namespace caravan {

void on_cargo_ready_for_road(World& world, LegId leg_id) {
  const ConsignmentId id = claim(world, leg_id, 0, 0);
  const LinkId link = (*world.network)[leg_id].links.front();
  put_aboard(world, id);
  set_out(world, id, link);
  world.schedule(world.luck.drive(*world.network, link, world.consignments[id]),
                 EventKind::truck_arrived, id.value);
}

void on_truck_arrived(World& world, ConsignmentId id) {
  const PlaceId place = world.leg_of(world.consignments[id]).to;
  hold(world, id, Stage::unloading, Cause::storage, place);
  if (request_storage(world, id, place)) on_truck_has_room(world, id);
}

void on_truck_has_room(World& world, ConsignmentId id) { on_unloaded(world, id); }

}  // namespace caravan
