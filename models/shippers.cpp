#include "caravan/models/shippers.hpp"

#include <algorithm>

#include "caravan/models/acceptance.hpp"
#include "caravan/models/consignment_life.hpp"
#include "caravan/models/nominations.hpp"
#include "caravan/models/tank_requests.hpp"

namespace caravan {
namespace {

OilVolume lot_volume(const World& world, const DemandSpec& demand) {
  return volume_of(Mass{demand.lot.value}, world[demand.commodity].barrels_per_tonne);
}

// A rate may be so low that the next would come after the end of time; a century is long enough.
void release_in(World& world, DemandId demand, double gap_hours) {
  constexpr double kLongestHours = 100 * 365.25 * 24;
  Shipper& shipper = world.shippers[demand.index()];
  shipper.next_release_at = world.now() + hours(std::min(gap_hours, kLongestHours));
  shipper.next_release = world.scheduler.schedule(shipper.next_release_at,
                                                  EventKind::consignment_released, demand.value);
}

void plan_next_release(World& world, DemandId id) {
  const DemandSpec& demand = world[id];
  Shipper& shipper = world.shippers[id.index()];
  const double mean_gap = static_cast<double>(demand.lot.value) / shipper.rate.value;
  const double gap = demand.arrivals == Arrivals::even
                         ? mean_gap
                         : Distribution::exponential(mean_gap).quantile(shipper.gaps.uniform());
  release_in(world, id, gap);
}

}  // namespace

void on_consignment_released(World& world, DemandId demand) {
  plan_next_release(world, demand);
  const DemandSpec& spec = world[demand];
  const TankId tank = tank_of_lots(*world.network, spec, spec.from);
  if (tank.is_none()) return seek_acceptance(world, release(world, demand, spec.lot));
  // A lot whose oil is not there is late; none is added to it meanwhile.
  Shipper& shipper = world.shippers[demand.index()];
  if (shipper.waits_for_oil) return;
  shipper.waits_for_oil = true;
  const TankRequest request{TankRequest::Who::shipper, demand.value, lot_volume(world, spec)};
  if (request_oil(world, tank, request)) on_lot_has_oil(world, demand);
}

void on_lot_has_oil(World& world, DemandId demand) {
  world.shippers[demand.index()].waits_for_oil = false;
  const ConsignmentId id = release(world, demand, world[demand].lot);
  world.consignments[id].room = world[demand].from;
  seek_acceptance(world, id);
}

void on_demand_changed(World& world, DemandId demand) {
  const bool is_nominated = !world.network->oil.outlet_of_lots[demand.index()].is_none();
  if (is_nominated) return renominate_later(world);
  set_release_rate(world, demand, world[demand].rate);
}

void set_release_rate(World& world, DemandId demand, AmountPerHour rate) {
  Shipper& shipper = world.shippers[demand.index()];
  const AmountPerHour before = shipper.rate;
  if (rate == before) return;
  shipper.rate = rate;
  if (rate <= AmountPerHour{}) {
    world.scheduler.cancel(shipper.next_release);
  } else if (!world.scheduler.is_pending(shipper.next_release)) {
    plan_next_release(world, demand);
  } else {
    // As much of the lot is due already as was before.
    const Duration left = shipper.next_release_at - world.now();
    world.scheduler.cancel(shipper.next_release);
    release_in(world, demand, in_hours(left) * (before / rate));
  }
}

}  // namespace caravan
