#include "caravan/models/harbour.hpp"

#include <algorithm>
#include <utility>

#include "caravan/models/berth_work.hpp"
#include "caravan/models/call_life.hpp"
#include "caravan/models/consignment_life.hpp"
#include "caravan/models/fleets.hpp"
#include "caravan/models/lifting_life.hpp"
#include "caravan/models/nominations.hpp"
#include "caravan/models/vessel_life.hpp"
#include "caravan/models/weather.hpp"
#include "caravan/sim/portable_math.hpp"

namespace caravan {
namespace {

constexpr std::uint32_t kTugs = 0;
constexpr std::uint32_t kPilots = 1;

Port& port_at(World& world, PlaceId port) { return world.places[port.index()].port; }

// Closures expected from one time until another, open all the while.
double expected_closures(const WeatherSpec& weather, Time from, Time until) {
  double sum = 0;
  for (Time t = from; t < until;) {
    const Time month_ends = std::min(next_month(t), until);
    sum += closures_per_hour(weather, date_of(t).month) * in_hours(month_ends - t);
    t = month_ends;
  }
  return sum;
}

// When so many are expected, open now.
Time next_closure(const Scenario& scenario, const WeatherSpec& weather, Time now, double to_come) {
  for (Time t = now; t < scenario.end();) {
    const Date date = date_of(t);
    const Time month_ends = next_month(t);
    const double rate_per_hour = closures_per_hour(weather, date.month);
    const double in_month = rate_per_hour * in_hours(month_ends - t);
    if (in_month > to_come) return t + hours(to_come / rate_per_hour);
    to_come -= in_month;
    t = month_ends;
  }
  return kNever;
}

// A port that has storms in common with others closes with them.
bool closes_alone(const World& world, PlaceId id) {
  return world.network->storms.storm_of[id.index()].is_none();
}

void draw_closure(World& world, PlaceId id) {
  Port& port = port_at(world, id);
  port.closures_to_come = -portable_log(port.weather.uniform());
  port.planned = world.now();
  plan_closure(world, id);
}

// Nothing is while the port is closed.
void set_in_service(const World& world, const Port& port, Resource& resource, std::int64_t before,
                    std::int64_t now) {
  resource.set_in_service(world.now(), before, now);
  if (port.is_closed) resource.set_out_of_service(world.now(), resource.capacity());
}

void set_in_service(World& world, PlaceId id) {
  const PlaceSpec& before = (*world.network)[id];
  const PlaceSpec& now = world[id];
  Port& port = port_at(world, id);
  for (std::size_t b = 0; b < port.berths.size(); ++b) {
    set_in_service(world, port, port.berths[b], before.berths[b].count, now.berths[b].count);
  }
  set_in_service(world, port, port.tugs_and_pilots[kTugs], before.tugs, now.tugs);
  set_in_service(world, port, port.tugs_and_pilots[kPilots], before.pilots, now.pilots);
  // Who waits for more tugs than are left makes do with those.
  port.manoeuvres.limit(kTugs, std::max<std::int64_t>(now.tugs, 1));
  port.manoeuvres.limit(kPilots, std::max<std::int64_t>(now.pilots, 1));
}

// A vessel takes what it needs, or all that there is, if that is less; none where none are scarce.
std::int64_t needed(std::int64_t by_fleet, std::int64_t usual, std::int64_t now) {
  return usual > 0 ? std::min(by_fleet, std::max<std::int64_t>(now, 1)) : 0;
}

Claim claim_of(const World& world, VesselId id) {
  const Vessel& vessel = world.vessels[id.index()];
  const FleetSpec& fleet = fleet_of(world, vessel);
  return claim_for(world, vessel.port, {.who = id.value, .priority = fleet.priority}, fleet.tugs,
                   fleet.pilots);
}

void grant_tugs(World& world, PlaceId id) {
  Port& port = port_at(world, id);
  while (const auto next = port.manoeuvres.grant_next(world.now(), port.tugs_and_pilots)) {
    const bool is_visitor = next->request.purpose == static_cast<std::uint32_t>(BerthFor::visitor);
    world.schedule(Duration{}, is_visitor ? EventKind::ship_tugs_granted : EventKind::tugs_granted,
                   next->request.who);
  }
}

void move_out(World& world, const ShipInPort& ship) {
  ship.kind == BerthFor::visitor ? request_manoeuvre(world, VisitorId(ship.who))
                                 : request_manoeuvre(world, VesselId(ship.who));
}

EventKind berth_granted_to(std::uint32_t purpose) {
  switch (static_cast<BerthFor>(purpose)) {
    case BerthFor::vessel: return EventKind::berth_granted;
    case BerthFor::tanker: return EventKind::tanker_berth_granted;
    case BerthFor::visitor: break;
  }
  return EventKind::ship_berth_granted;
}

void hold_those_awaiting_berth(World& world, PlaceId port, Cause cause) {
  for (const Vessel& vessel : world.vessels) {
    if (vessel.port != port || vessel.step != VesselStep::awaiting_berth) continue;
    for (const ConsignmentId lot : vessel.cargo) hold(world, lot, Stage::unloading, cause, port);
  }
}

// Closed by weather or an intervention, or open again; or other berths are in service.
void port_changed(World& world, PlaceId id) {
  Port& port = port_at(world, id);
  const bool was_closed = port.is_closed;
  port.is_closed = port.is_stormy || port.has_outage;
  if (port.is_closed != was_closed) {
    world.recorder.port_closed_changed(world.now(), id, port.is_closed ? +1 : -1);
    hold_those_awaiting_berth(world, id, port.is_closed ? cause_of_closure(port) : Cause::berth);
  }
  set_in_service(world, id);
  const bool was_paused = std::exchange(port.is_work_paused, work_is_paused(world, id));
  if (port.is_work_paused && !was_paused) pause_work_at(world, id);
  if (!port.is_work_paused && was_paused) resume_work_at(world, id);
  port.is_work_paused ? interrupt_liftings_at(world, id) : resume_liftings_at(world, id);
  port.is_work_paused ? interrupt_calls_at(world, id) : resume_calls_at(world, id);
  if (!port.is_closed) {
    while (!port.weather_bound.empty()) move_out(world, port.weather_bound.pop());
    grant_tugs(world, id);
    for (Resource& berths : port.berths) grant_berths(world, berths, id);
  }
  review_lost_berths(world, id);
  note_why_cargo_waits(world, id);
}

}  // namespace

std::size_t berth_index(const PlaceSpec& port, const std::string& type) {
  std::size_t i = 0;
  while (port.berths[i].type != type) ++i;
  return i;
}

void begin_weather(World& world, PlaceId port) {
  if (!world[port].weather || !closes_alone(world, port)) return;
  port_at(world, port).weather = world.luck.weather(port);
  draw_closure(world, port);
}

void settle_weather(World& world, PlaceId id) {
  Port& port = port_at(world, id);
  if (port.is_stormy) return;
  const double gone_by = expected_closures(*world[id].weather, port.planned, world.now());
  port.closures_to_come = std::max(port.closures_to_come - gone_by, 0.0);
  port.planned = world.now();
}

void plan_closure(World& world, PlaceId id) {
  Port& port = port_at(world, id);
  if (port.is_stormy || !closes_alone(world, id)) return;
  world.scheduler.cancel(port.closes);
  const Time closes =
      next_closure(world.scenario(), *world[id].weather, world.now(), port.closures_to_come);
  port.closes = closes == kNever
                    ? EventId{}
                    : world.scheduler.schedule(closes, EventKind::port_closed, id.value);
}

void close_for(World& world, PlaceId id, double share_that_last_less) {
  port_at(world, id).is_stormy = true;
  const Duration lasts = Luck::closure(*world[id].weather, share_that_last_less);
  world.schedule(lasts, EventKind::port_opened, id.value);
  port_changed(world, id);
}

void on_port_closed(World& world, PlaceId id) {
  close_for(world, id, port_at(world, id).weather.uniform());
}

void on_port_opened(World& world, PlaceId id) {
  port_at(world, id).is_stormy = false;
  if (closes_alone(world, id)) draw_closure(world, id);
  port_changed(world, id);
}

void harbour_changed(World& world, PlaceId id) {
  Port& port = port_at(world, id);
  const PlaceSpec& before = (*world.network)[id];
  for (std::size_t k = 0; k < kCargoClasses; ++k) {
    const auto cargo = static_cast<CargoClass>(k);
    port.cranes[cargo].set_in_service(world.now(), before.cranes[cargo].count,
                                      world[id].cranes[cargo].count);
    review_lost_cranes(world, id, cargo);
    while (const auto next = port.cranes[cargo].grant_next(world.now())) {
      world.schedule(Duration{}, EventKind::crane_granted, next->who);
    }
  }
  port.has_outage = !world[id].is_open;
  port_changed(world, id);
  renominate_later(world);
}

void grant_berths(World& world, Resource& berths, PlaceId port) {
  while (const auto next = berths.grant_next(world.now())) {
    world.recorder.vessels_waiting_changed(world.now(), port, -1);
    world.schedule(Duration{}, berth_granted_to(next->purpose), next->who);
  }
}

void request_manoeuvre(World& world, VesselId id) {
  const Vessel& vessel = world.vessels[id.index()];
  Port& port = port_at(world, vessel.port);
  const bool goes_out = vessel.step == VesselStep::going_out;
  const bool is_weather_bound = goes_out && port.is_closed;
  const Stage stage = goes_out ? Stage::moving : Stage::unloading;
  const Cause cause = is_weather_bound ? cause_of_closure(port) : Cause::tugs;
  for (const ConsignmentId lot : vessel.cargo) hold(world, lot, stage, cause, vessel.port);
  if (is_weather_bound) return port.weather_bound.push({id.value, BerthFor::vessel});
  const Claim claim = claim_of(world, id);
  if (is_nothing(claim) || port.manoeuvres.request(world.now(), port.tugs_and_pilots, claim)) {
    on_tugs_granted(world, id);
  }
}

void on_tugs_granted(World& world, VesselId id) {
  Vessel& vessel = world.vessels[id.index()];
  const Duration time = world.luck.manoeuvre(world.scenario(), vessel);
  ++vessel.manoeuvres;
  if (time == Duration{}) return on_vessel_manoeuvred(world, id);
  world.schedule(time, EventKind::vessel_manoeuvred, id.value);
}

void end_manoeuvre(World& world, VesselId id) {
  give_back_tugs(world, world.vessels[id.index()].port, claim_of(world, id));
}

Claim claim_for(const World& world, PlaceId port, const Request& request, std::int64_t tugs,
                std::int64_t pilots) {
  const PlaceSpec& usual = (*world.network)[port];
  const PlaceSpec& now = world[port];
  Claim claim{.request = request, .parts = {}};
  claim.parts[0] = {kTugs, needed(tugs, usual.tugs, now.tugs)};
  claim.parts[1] = {kPilots, needed(pilots, usual.pilots, now.pilots)};
  return claim;
}

bool is_nothing(const Claim& claim) {
  return claim.parts[0].amount == 0 && claim.parts[1].amount == 0;
}

void give_back_tugs(World& world, PlaceId place, const Claim& claim) {
  if (is_nothing(claim)) return;
  Port& port = port_at(world, place);
  port.manoeuvres.release(world.now(), port.tugs_and_pilots, claim);
  grant_tugs(world, place);
}

void charge_laytime(World& world, const Vessel& vessel) {
  const FleetSpec& fleet = fleet_of(world, vessel);
  const Duration too_long = world.now() - vessel.arrived - fleet.laytime;
  if (fleet.demurrage_per_day <= Money{} || too_long <= Duration{}) return;
  for (const ConsignmentId id : vessel.cargo) {
    const Consignment& lot = world.consignments[id];
    const double share =
        share_of_payload(fleet, world.cargo_of(lot), lot.amount) / std::max(vessel.filled, 1e-12);
    charge(world, id, Charge::demurrage, fleet.demurrage_per_day * (in_days(too_long) * share),
           vessel.port.value);
  }
}

}  // namespace caravan
