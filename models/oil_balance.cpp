// Whether every barrel is accounted for.
#include <stdexcept>
#include <string>

#include "caravan/models/oil_flow.hpp"
#include "caravan/models/tank_requests.hpp"

namespace caravan {
namespace {

const OilNetwork& oil_of(const World& world) { return world.network->oil; }

void check_account(const World& world, std::size_t grade, OilVolume held, OilVolume in_lots) {
  const GradeAccount& account = world.oil.accounts[grade];
  const OilVolume somewhere = held + in_lots + account.taken + account.lifted + account.lost;
  const OilVolume missing = account.at_first + account.produced - somewhere;
  const std::string& id = world[CommodityId(grade)].id;
  const auto fail = [&](OilVolume volume, const std::string& what) {
    throw std::logic_error(std::to_string(in_barrels(volume)) + " bbl of '" + id + "' " + what +
                           " at " + to_iso(world.now()));
  };
  if (missing != OilVolume{}) fail(missing, "are missing");
  if (in_lots != account.in_lots) fail(in_lots - account.in_lots, "of lots are not accounted for");
}

void check_limits(const World& world, TankId id) {
  const TankNode& node = oil_of(world).tanks[id.index()];
  const OilVolume content = content_of(world, id);
  const bool is_within = content >= OilVolume{} && content <= node.capacity;
  const bool keeps_promises = room_in(world, id) >= OilVolume{} &&
                              world.oil.tanks[id.index()].promised >= OilVolume{} &&
                              world.oil.tanks[id.index()].reserved >= OilVolume{};
  if (is_within && keeps_promises) return;
  throw std::logic_error("tank '" + node.name + "' holds " + std::to_string(in_barrels(content)) +
                         " bbl, beyond its limits, at " + to_iso(world.now()));
}

// What lots and tankers have reserved, and have been promised, tank by tank.
struct Claims {
  OilVolume reserved, promised;
};

void count_lot(const World& world, const Consignment& lot, std::vector<Claims>& claims) {
  const TankId tank = tank_of(world, lot, lot.room);
  const bool has_arrived = lot.leg == world[lot.itinerary].legs.size();
  if (tank.is_none() || has_arrived) return;
  Claims& there = claims[tank.index()];
  const bool is_aboard = lot.stage == Stage::unloading;
  (is_aboard ? there.promised : there.reserved) += volume_of(world, lot);
}

void count_transfer(const World& world, const Transfer& transfer, std::vector<Claims>& claims) {
  if (transfer.who != TankRequest::Who::lot) return;
  const OilVolume all = volume_of(world, world.consignments[ConsignmentId(transfer.id)]);
  const OilVolume moved = all - transfer.left;
  Claims& there = claims[transfer.tank];
  if (transfer.is_loading) {
    there.reserved -= moved;
    return;
  }
  there.promised -= moved;
  if (!transfer.ends_here) there.reserved += moved;
}

void count_tanker(const World& world, std::size_t i, std::vector<Claims>& claims) {
  const Tanker& tanker = world.oil.tankers[TankerId(i)];
  const bool has_cargo = tanker.is_live && (tanker.step == TankerStep::awaiting_berth ||
                                            tanker.step == TankerStep::mooring);
  if (!has_cargo) return;
  const Volume parcel = world.scenario().liftings[tanker.lifting].parcel;
  claims[oil_of(world).lifting_tank[tanker.lifting].index()].reserved += barrels(parcel.value);
}

// At an instant when nobody is about to be told of what has just been granted.
void check_claims(const World& world) {
  std::vector<Claims> claims(world.oil.tanks.size());
  for (const Consignment& lot : world.consignments.slots()) {
    if (lot.is_live) count_lot(world, lot, claims);
  }
  for (const Transfer& transfer : world.oil.transfers) {
    count_transfer(world, transfer, claims);
    if (transfer.who == TankRequest::Who::tanker) claims[transfer.tank].reserved += transfer.left;
  }
  for (std::size_t i = 0; i < world.oil.tankers.slots().size(); ++i) {
    count_tanker(world, i, claims);
  }
  for (std::size_t t = 0; t < claims.size(); ++t) {
    const Tank& tank = world.oil.tanks[t];
    if (tank.reserved == claims[t].reserved && tank.promised == claims[t].promised) continue;
    throw std::logic_error("tank '" + oil_of(world).tanks[t].name +
                           "' keeps oil or room for nobody, or not enough, at " +
                           to_iso(world.now()));
  }
}

}  // namespace

OilVolume content_of(const World& world, TankId id) {
  const Tank& tank = world.oil.tanks[id.index()];
  const OilRate net = tank.into + tank.unloading - tank.out_of - tank.loading;
  return tank.oil.volume + net * (world.now() - world.oil.settled);
}

void check_oil(const World& world) {
  const std::size_t grades = world.oil.accounts.size();
  std::vector<OilVolume> held(grades), in_lots(grades);
  const auto count = [&](const OilColumn& column) {
    for (std::size_t i = 0; i < column.batches.size(); ++i) {
      held[column.batches[i].grade.index()] += column.batches[i].volume;
    }
  };
  for (const Tank& tank : world.oil.tanks) count(tank.oil);
  for (const Pipeline& line : world.oil.pipelines) count(line.line);
  for (std::size_t i = 0; i < world.consignments.slots().size(); ++i) {
    const Consignment& lot = world.consignments[ConsignmentId(i)];
    const std::size_t grade = world[lot.demand].commodity.index();
    if (!lot.is_live || !oil_of(world).is_oil[grade]) continue;
    in_lots[grade] += outside_tanks(world, ConsignmentId(i));
  }
  for (std::size_t g = 0; g < grades; ++g) check_account(world, g, held[g], in_lots[g]);
  for (std::size_t t = 0; t < world.oil.tanks.size(); ++t) check_limits(world, TankId(t));
  check_claims(world);
}

}  // namespace caravan
