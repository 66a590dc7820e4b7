#include "caravan/models/lifting_life.hpp"

#include <algorithm>

#include "caravan/models/berth_work.hpp"
#include "caravan/models/harbour.hpp"
#include "caravan/models/notes.hpp"
#include "caravan/models/oil_flow.hpp"
#include "caravan/models/tank_requests.hpp"

namespace caravan {
namespace {

constexpr Duration kBetweenReviews = days(1);

const LiftingSpec& spec_of(const World& world, std::size_t lifting) {
  return world.scenario().liftings[lifting];
}

const LiftingSpec& spec_of(const World& world, TankerId id) {
  return spec_of(world, world.oil.tankers[id].lifting);
}

TankId tank_of(const World& world, std::size_t lifting) {
  return world.network->oil.lifting_tank[lifting];
}

OilVolume parcel_of(const World& world, std::size_t lifting) {
  return barrels(spec_of(world, lifting).parcel.value);
}

bool comes_by_itself(const World& world, std::size_t lifting) {
  return spec_of(world, lifting).every_hours.has_value();
}

Resource& berths_for(World& world, TankerId id) {
  const LiftingSpec& spec = spec_of(world, id);
  const std::size_t i = berth_index(world[spec.place], spec.berth);
  return world.places[spec.place.index()].port.berths[i];
}

Request berth_request(TankerId id) {
  return {.who = id.value, .purpose = static_cast<std::uint32_t>(BerthFor::tanker)};
}

void waiting_changed(World& world, TankerId id, int sign) {
  world.oil.liftings[world.oil.tankers[id].lifting].waiting.add(world.now(), sign);
}

// A day on which the tank was full tells nothing of what would come if there were room.
void review_inflow(World& world, TankId id) {
  constexpr std::int64_t kDays = 7;  // over which it is averaged, about
  Tank& tank = world.oil.tanks[id.index()];
  const OilVolume now = tank.oil.volume + tank.to_tankers;
  const OilRate today{
      static_cast<std::int64_t>((now - tank.at_review).value / kBetweenReviews.value)};
  tank.at_review = now;
  const bool is_full = room_in(world, id) < world.network->oil.tanks[id.index()].sliver;
  if (!is_full) tank.mean_inflow += {(today - tank.mean_inflow).value / kDays};
}

// Programmes of a tank share it: the next is that which has nominated least. There must be one.
std::size_t next_programme(const World& world, TankId tank) {
  std::size_t next = world.oil.liftings.size();
  OilVolume least;
  for (std::size_t i = 0; i < world.oil.liftings.size(); ++i) {
    if (tank_of(world, i) != tank || comes_by_itself(world, i)) continue;
    const OilVolume nominated =
        parcel_of(world, i) * static_cast<Wide>(world.oil.liftings[i].nominated);
    if (next < world.oil.liftings.size() && nominated >= least) continue;
    next = i;
    least = nominated;
  }
  return next;
}

OilVolume committed_of(const World& world, TankId tank) {
  OilVolume committed;
  for (std::size_t i = 0; i < world.oil.liftings.size(); ++i) {
    if (tank_of(world, i) == tank) committed += world.oil.liftings[i].committed;
  }
  return committed;
}

// What will be in the tank when a tanker comes that is nominated now, beyond what others come for
// and what is kept.
bool has_a_parcel(const World& world, std::size_t lifting) {
  const TankId id = tank_of(world, lifting);
  const LiftingSpec& spec = spec_of(world, lifting);
  const OilVolume comes = world.oil.tanks[id.index()].mean_inflow * spec.notice;
  const OilVolume free = oil_in(world, id) + comes - committed_of(world, id);
  return free >= parcel_of(world, lifting) + barrels(spec.keeps.value);
}

// A tanker that is to have a parcel.
TankerId expect_tanker(World& world, std::size_t lifting) {
  Lifting& state = world.oil.liftings[lifting];
  const TankerId id = world.oil.tankers.add();
  Tanker& tanker = world.oil.tankers[id];
  tanker = {};
  tanker.lifting = static_cast<std::uint32_t>(lifting);
  tanker.number = state.nominated++;
  tanker.is_live = true;
  tanker.laycan = world.now();
  state.committed += parcel_of(world, lifting);
  return id;
}

void nominate(World& world, std::size_t lifting) {
  Lifting& state = world.oil.liftings[lifting];
  const LiftingSpec& spec = spec_of(world, lifting);
  const TankerId id = expect_tanker(world, lifting);
  Tanker& tanker = world.oil.tankers[id];
  tanker.laycan = std::max(world.now() + spec.notice, state.next_laycan);
  state.next_laycan = tanker.laycan + spec.spacing;
  const Duration late = world.luck.tanker_late(world.scenario(), LiftingId(lifting), tanker.number);
  world.scheduler.schedule(tanker.laycan + late, EventKind::tanker_arrived, id.value);
}

void await_tanker(World& world, LiftingId id) {
  const std::uint64_t number = world.oil.liftings[id.index()].nominated;
  world.schedule(world.luck.until_tanker(world.scenario(), id, number), EventKind::tanker_due,
                 id.value);
}

void load(World& world, TankerId id) {
  Tanker& tanker = world.oil.tankers[id];
  tanker.began = world.now();
  tanker.is_interrupted = false;
  tanker.done =
      world.scheduler.schedule(world.now() + tanker.left, EventKind::tanker_loaded, id.value);
}

// In USD.
double demurrage_of(const World& world, TankerId id) {
  const LiftingSpec& spec = spec_of(world, id);
  const Duration used = world.now() - world.oil.tankers[id].ready;
  return used > spec.laytime ? spec.demurrage_per_day.value * in_days(used - spec.laytime) : 0;
}

void leave(World& world, TankerId id) {
  Tanker& tanker = world.oil.tankers[id];
  Resource& berths = berths_for(world, id);
  const PlaceId port = spec_of(world, id).place;
  tanker.is_live = false;
  world.oil.tankers.remove(id);
  berths.release(world.now(), berth_request(id));
  grant_berths(world, berths, port);
}

template <class Do>
void for_tankers_at(World& world, PlaceId port, Do each) {
  for (std::size_t i = 0; i < world.oil.tankers.slots().size(); ++i) {
    const TankerId id(i);
    if (world.oil.tankers[id].is_live && spec_of(world, id).place == port) each(id);
  }
}

}  // namespace

void begin_liftings(World& world) {
  world.oil.liftings.resize(world.scenario().liftings.size());
  std::vector<bool> is_reviewed(world.oil.tanks.size());
  for (std::size_t i = 0; i < world.oil.liftings.size(); ++i) {
    const TankId tank = tank_of(world, i);
    world.oil.liftings[i].next_laycan = world.now();
    world.oil.liftings[i].waiting = TimeWeighted(world.now());
    if (comes_by_itself(world, i)) {
      await_tanker(world, LiftingId(i));
      continue;
    }
    if (is_reviewed[tank.index()]) continue;
    is_reviewed[tank.index()] = true;
    world.schedule(Duration{}, EventKind::liftings_begun, tank.value);
  }
}

void on_liftings_begun(World& world, TankId id) {
  Tank& tank = world.oil.tanks[id.index()];
  tank.mean_inflow = tank.into - tank.out_of;
  tank.at_review = tank.oil.volume + tank.to_tankers - tank.mean_inflow * kBetweenReviews;
  on_liftings_reviewed(world, id);
}

void on_liftings_reviewed(World& world, TankId tank) {
  settle_oil(world);
  review_inflow(world, tank);
  for (std::size_t i = next_programme(world, tank); has_a_parcel(world, i);
       i = next_programme(world, tank)) {
    nominate(world, i);
  }
  world.schedule(kBetweenReviews, EventKind::liftings_reviewed, tank.value);
}

void on_tanker_due(World& world, LiftingId lifting) {
  const TankerId id = expect_tanker(world, lifting.index());
  await_tanker(world, lifting);
  on_tanker_arrived(world, id);
}

void on_tanker_arrived(World& world, TankerId id) {
  Tanker& tanker = world.oil.tankers[id];
  const std::size_t lifting = tanker.lifting;
  tanker.ready = world.now();
  tanker.step = TankerStep::awaiting_cargo;
  waiting_changed(world, id, +1);
  const TankRequest request{TankRequest::Who::tanker, id.value, parcel_of(world, lifting)};
  if (request_oil(world, tank_of(world, lifting), request)) on_cargo_ready(world, id);
}

void on_cargo_ready(World& world, TankerId id) {
  Tanker& tanker = world.oil.tankers[id];
  world.oil.liftings[tanker.lifting].committed -= parcel_of(world, tanker.lifting);
  tanker.step = TankerStep::awaiting_berth;
  if (berths_for(world, id).request(world.now(), berth_request(id))) {
    return on_tanker_berth_granted(world, id);
  }
  world.recorder.vessels_waiting_changed(world.now(), spec_of(world, id).place, +1);
}

void on_tanker_berth_granted(World& world, TankerId id) {
  Tanker& tanker = world.oil.tankers[id];
  tanker.step = TankerStep::mooring;
  world.schedule(
      world.luck.tanker_port_time(world.scenario(), LiftingId(tanker.lifting), tanker.number),
      EventKind::tanker_moored, id.value);
}

void on_tanker_moored(World& world, TankerId id) {
  Tanker& tanker = world.oil.tankers[id];
  const LiftingSpec& spec = spec_of(world, id);
  waiting_changed(world, id, -1);
  tanker.step = TankerStep::loading;
  tanker.moored = world.now();
  tanker.left = hours(spec.parcel / spec.per_hour);
  tanker.is_interrupted = true;
  OilRecord& record = world.oil.record;
  record.wait_hours[tanker.lifting] += in_hours(world.now() - tanker.ready);
  ++record.moored[tanker.lifting];
  const bool is_stopped = work_is_paused(world, spec.place);
  begin_transfer(world,
                 {.who = TankRequest::Who::tanker,
                  .id = id.value,
                  .tank = tank_of(world, tanker.lifting).value,
                  .rate = {},
                  .left = parcel_of(world, tanker.lifting)},
                 is_stopped ? Duration{} : tanker.left);
  if (!is_stopped) load(world, id);
}

void on_tanker_loaded(World& world, TankerId id) {
  end_transfer(world, TankRequest::Who::tanker, id.value);
  Tanker& tanker = world.oil.tankers[id];
  OilRecord& record = world.oil.record;
  ++world.oil.liftings[tanker.lifting].lifted;
  ++record.now.liftings[tanker.lifting];
  ++record.tankers[tanker.lifting];
  record.laytime_hours[tanker.lifting] += in_hours(world.now() - tanker.ready);
  const double demurrage_usd = demurrage_of(world, id);
  record.now.demurrage_usd[tanker.lifting] += demurrage_usd;
  note_loaded_parcel(world, id, demurrage_usd);
  tanker.step = TankerStep::leaving;
  const bool can_leave = !world.places[spec_of(world, id).place.index()].port.is_closed;
  if (can_leave) leave(world, id);
}

void interrupt_liftings_at(World& world, PlaceId port) {
  if (!work_is_paused(world, port)) return;
  for_tankers_at(world, port, [&](TankerId id) {
    Tanker& tanker = world.oil.tankers[id];
    if (tanker.step != TankerStep::loading || tanker.is_interrupted) return;
    tanker.is_interrupted = true;
    tanker.left -= world.now() - tanker.began;
    world.scheduler.cancel(tanker.done);
    interrupt_transfer(world, TankRequest::Who::tanker, id.value);
  });
}

void resume_liftings_at(World& world, PlaceId port) {
  const bool is_closed = world.places[port.index()].port.is_closed;
  for_tankers_at(world, port, [&](TankerId id) {
    Tanker& tanker = world.oil.tankers[id];
    if (tanker.step == TankerStep::leaving && !is_closed) return leave(world, id);
    if (tanker.step != TankerStep::loading || !tanker.is_interrupted) return;
    load(world, id);
    resume_transfer(world, TankRequest::Who::tanker, id.value, tanker.left);
  });
}

}  // namespace caravan
