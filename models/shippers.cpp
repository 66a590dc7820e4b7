#include "caravan/models/shippers.hpp"

#include <algorithm>
#include <utility>

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

// Those before the simulation begins are left out.
void plan_next_offer(World& world, DemandId id) {
  const std::vector<PastOffer>& history = world[id].history;
  Shipper& shipper = world.shippers[id.index()];
  while (shipper.replayed < history.size() && history[shipper.replayed].at < world.now()) {
    ++shipper.replayed;
  }
  if (shipper.replayed == history.size()) return;
  shipper.next_release_at = history[shipper.replayed].at;
  shipper.next_release =
      world.scheduler.schedule(shipper.next_release_at, EventKind::consignment_released, id.value);
}

void release_next_offer(World& world, DemandId id) {
  Shipper& shipper = world.shippers[id.index()];
  Amount left = world[id].history[shipper.replayed++].amount;
  plan_next_offer(world, id);
  while (left > Amount{}) {
    const Amount lot = std::min(left, world[id].lot);
    seek_acceptance(world, release(world, id, lot));
    left -= lot;
  }
}

// The first gap of an even stream is a random part of one, so that streams don't march in step.
void plan_first_release(World& world, DemandId id) {
  const DemandSpec& demand = world[id];
  Shipper& shipper = world.shippers[id.index()];
  shipper.rate = demand.rate;
  const double mean_gap = static_cast<double>(demand.lot.value) / demand.rate.value;
  const double u = shipper.gaps.uniform();
  const double gap = demand.arrivals == Arrivals::even
                         ? u * mean_gap
                         : Distribution::exponential(mean_gap).quantile(u);
  shipper.next_release_at = world.now() + hours(gap);
  shipper.next_release =
      world.scheduler.schedule(shipper.next_release_at, EventKind::consignment_released, id.value);
}

}  // namespace

void open_shippers(World& world) {
  for (std::size_t d = 0; d < world.shippers.size(); ++d) {
    const DemandId demand(d);
    world.shippers[d].gaps = world.luck.release_gaps(demand);
    const bool is_nominated = !world.network->oil.outlet_of_lots[d].is_none();
    if (!world[demand].history.empty()) {
      plan_next_offer(world, demand);
    } else if (world[demand].rate > AmountPerHour{} && !is_nominated) {
      plan_first_release(world, demand);
    }
  }
}

void on_consignment_released(World& world, DemandId demand) {
  if (!world[demand].history.empty()) return release_next_offer(world, demand);
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
  if (before > AmountPerHour{}) {
    // As much of the lot is due already as was before, also when shippers pause.
    shipper.left_of_gap = in_hours(shipper.next_release_at - world.now()) * before.value;
    world.scheduler.cancel(shipper.next_release);
  }
  if (rate <= AmountPerHour{}) return;
  const double left = std::exchange(shipper.left_of_gap, 0);
  left > 0 ? release_in(world, demand, left / rate.value) : plan_next_release(world, demand);
}

}  // namespace caravan
