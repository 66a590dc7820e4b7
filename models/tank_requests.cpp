#include "caravan/models/tank_requests.hpp"

#include <algorithm>

#include "caravan/models/oil_flow.hpp"

namespace caravan {
namespace {

using Who = TankRequest::Who;

Transfer* find_transfer(World& world, Who who, std::uint32_t id) {
  auto& all = world.oil.transfers;
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const Transfer& one) { return one.who == who && one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

void add_rate(World& world, const Transfer& transfer, std::int64_t sign) {
  Tank& tank = world.oil.tanks[transfer.tank];
  const OilRate rate = transfer.rate * sign;
  if (transfer.is_loading) {
    tank.loading += rate;
  } else {
    tank.unloading += rate;
    if (transfer.ends_here) tank.unloading_for_it += rate;
  }
}

void set_rate(World& world, Transfer& transfer, OilRate rate) {
  settle_oil(world);
  add_rate(world, transfer, -1);
  transfer.rate = rate;
  add_rate(world, transfer, +1);
  oil_changed(world);
}

void move(World& world, Transfer& transfer, OilVolume volume) {
  if (volume == OilVolume{}) return;
  Tank& tank = world.oil.tanks[transfer.tank];
  transfer.left -= volume;
  if (!transfer.is_loading) {
    const Consignment& lot = world.consignments[ConsignmentId(transfer.id)];
    put_into_tank(world, TankId(transfer.tank), world[lot.demand].commodity, volume);
    tank.promised -= volume;
    if (!transfer.ends_here) tank.reserved += volume;
    return;
  }
  tank.reserved -= volume;
  if (transfer.who == Who::lot) {
    return take_from_tank(world, TankId(transfer.tank), volume, &GradeAccount::in_lots);
  }
  tank.to_tankers += volume;
  const std::size_t grades = world.oil.accounts.size();
  const std::size_t lifting = world.oil.tankers[TankerId(transfer.id)].lifting;
  take_from_tank(world, TankId(transfer.tank), volume, &GradeAccount::lifted,
                 &world.oil.record.now.lifted, lifting * grades);
}

void begin_lot(World& world, ConsignmentId id, PlaceId place, bool is_loading, Duration time) {
  const Consignment& lot = world.consignments[id];
  const TankId tank = tank_of(world, lot, place);
  if (tank.is_none()) return;
  // An interrupted one goes on with what is left.
  if (find_transfer(world, Who::lot, id.value) != nullptr) {
    return resume_transfer(world, Who::lot, id.value, time);
  }
  const bool is_last = lot.leg + 1 == world[lot.itinerary].legs.size();
  begin_transfer(world,
                 {.who = Who::lot,
                  .id = id.value,
                  .tank = tank.value,
                  .is_loading = is_loading,
                  .ends_here = !is_loading && is_last,
                  .rate = {},
                  .left = volume_of(world, lot)},
                 time);
}

void tell(World& world, const TankRequest& request, bool is_room) {
  if (is_room) return world.schedule(Duration{}, EventKind::storage_granted, request.id);
  world.schedule(Duration{}, EventKind::oil_granted, request.id,
                 static_cast<std::uint64_t>(request.who));
}

}  // namespace

OilVolume needed(const World& world, TankId tank, const TankRequest& request) {
  return request.volume + world.network->oil.tanks[tank.index()].sliver;
}

OilVolume volume_of(const World& world, const Consignment& lot) {
  const CommoditySpec& grade = world[world[lot.demand].commodity];
  return volume_of(lot.mass, grade.barrels_per_tonne);
}

TankId tank_of_lots(const Network& network, const DemandSpec& demand, PlaceId place) {
  if (network[demand.commodity].cargo != CargoClass::crude) return {};
  const TankId tank = network.oil.tank_for(place, demand.commodity);
  const bool holds = !tank.is_none() && !network.oil.tanks[tank.index()].is_junction;
  return holds ? tank : TankId{};
}

TankId tank_of(const World& world, const Consignment& lot, PlaceId place) {
  return place.is_none() ? TankId{} : tank_of_lots(*world.network, world[lot.demand], place);
}

bool request_oil(World& world, TankId id, const TankRequest& request) {
  settle_oil(world);
  Tank& tank = world.oil.tanks[id.index()];
  const bool has_oil = tank.for_oil.empty() && oil_in(world, id) >= needed(world, id, request);
  if (has_oil) {
    tank.reserved += request.volume;
  } else {
    tank.for_oil.push(request);
  }
  oil_changed(world);
  return has_oil;
}

bool request_room(World& world, TankId id, const TankRequest& request) {
  settle_oil(world);
  Tank& tank = world.oil.tanks[id.index()];
  const bool has_room = tank.for_room.empty() && room_in(world, id) >= needed(world, id, request);
  if (has_room) {
    tank.promised += request.volume;
  } else {
    tank.for_room.push(request);
  }
  oil_changed(world);
  return has_room;
}

void serve_requests(World& world) {
  for (std::size_t i = 0; i < world.oil.tanks.size(); ++i) {
    Tank& tank = world.oil.tanks[i];
    while (!tank.for_room.empty() &&
           room_in(world, TankId(i)) >= needed(world, TankId(i), tank.for_room.front())) {
      const TankRequest granted = tank.for_room.pop();
      tank.promised += granted.volume;
      tell(world, granted, true);
    }
    while (!tank.for_oil.empty() &&
           oil_in(world, TankId(i)) >= needed(world, TankId(i), tank.for_oil.front())) {
      const TankRequest granted = tank.for_oil.pop();
      tank.reserved += granted.volume;
      tell(world, granted, false);
    }
  }
}

void begin_transfer(World& world, const Transfer& transfer, Duration time) {
  settle_oil(world);
  world.oil.transfers.push_back(transfer);
  set_rate(world, world.oil.transfers.back(),
           time > Duration{} ? rate_for(transfer.left, time) : OilRate{});
}

void begin_loading(World& world, ConsignmentId id, Duration time) {
  begin_lot(world, id, world.consignments[id].at, true, time);
}

void begin_unloading(World& world, ConsignmentId id, Duration time) {
  begin_lot(world, id, world.leg_of(world.consignments[id]).to, false, time);
}

void interrupt_transfer(World& world, Who who, std::uint32_t id) {
  Transfer* transfer = find_transfer(world, who, id);
  if (transfer != nullptr) set_rate(world, *transfer, {});
}

void resume_transfer(World& world, Who who, std::uint32_t id, Duration time) {
  settle_oil(world);
  Transfer* transfer = find_transfer(world, who, id);
  if (transfer == nullptr) return;
  const bool can_flow = transfer->left > OilVolume{} && time > Duration{};
  set_rate(world, *transfer, can_flow ? rate_for(transfer->left, time) : OilRate{});
}

void end_transfer(World& world, Who who, std::uint32_t id) {
  settle_oil(world);
  Transfer* transfer = find_transfer(world, who, id);
  if (transfer == nullptr) return;
  move(world, *transfer, transfer->left);
  add_rate(world, *transfer, -1);
  world.oil.transfers.erase(world.oil.transfers.begin() + (transfer - world.oil.transfers.data()));
  oil_changed(world);
}

void settle_transfers(World& world, Duration time) {
  for (Transfer& transfer : world.oil.transfers) {
    move(world, transfer, std::min(transfer.rate * time, transfer.left));
  }
}

OilVolume outside_tanks(const World& world, ConsignmentId id) {
  const Consignment& lot = world.consignments[id];
  const OilVolume all = volume_of(world, lot);
  for (const Transfer& transfer : world.oil.transfers) {
    if (transfer.who != Who::lot || transfer.id != id.value) continue;
    return transfer.is_loading ? all - transfer.left : transfer.left;
  }
  if (lot.room.is_none() || lot.stage == Stage::unloading) return all;
  return tank_of(world, lot, lot.room).is_none() ? all : OilVolume{};
}

}  // namespace caravan
