#include "caravan/models/cables.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include "caravan/models/cable_flow.hpp"
#include "caravan/models/cable_record.hpp"

namespace caravan {
namespace {

Cable& cable_of(World& world, CableId id) { return world.cables.cables[id.index()]; }

void plan_failure(World& world, CableId id) {
  if (!world[id].failures) return;
  const Duration time =
      world.luck.until_cable_failure(world.scenario(), id, cable_of(world, id).failures);
  world.schedule(time, EventKind::cable_failed, id.value);
}

void put_in_service(World& world, CableId id) {
  Cable& cable = cable_of(world, id);
  const bool has_capacity = world[id].capacity > Throughput{};
  cable.is_in_service = has_capacity && !cable.has_failed;
  if (!has_capacity || cable.is_commissioned) return;
  cable.is_commissioned = true;
  plan_failure(world, id);
}

void plan_month(World& world) {
  if (world.cables.demands.empty()) return;
  world.scheduler.schedule(next_month(world.now()), EventKind::cable_month_began);
}

}  // namespace

void begin_cables(World& world) {
  const Scenario& scenario = world.scenario();
  world.cables.settled = world.now();
  world.cables.cables.resize(scenario.cables.size());
  world.cables.supplies.resize(scenario.power_supplies.size());
  world.cables.demands.resize(scenario.cable_demands.size());
  on_cables_changed(world);
  plan_month(world);
}

void on_cable_failed(World& world, CableId id) {
  cable_of(world, id).has_failed = true;
  const Duration time = world.luck.cable_repair(world.scenario(), id, cable_of(world, id).failures);
  world.schedule(time, EventKind::cable_repaired, id.value);
  on_cables_changed(world);
}

void on_cable_repaired(World& world, CableId id) {
  cable_of(world, id).has_failed = false;
  ++cable_of(world, id).failures;
  plan_failure(world, id);
  on_cables_changed(world);
}

void on_cable_month_began(World& world) {
  on_cables_changed(world);
  plan_month(world);
}

void on_cables_changed(World& world) {
  settle_cables(world);
  for (std::size_t i = 0; i < world.cables.cables.size(); ++i) put_in_service(world, CableId(i));
  find_cable_flows(world.scenario(), date_of(world.now()).month, world.cables);
}

void settle_cables(World& world) {
  CableSystem& system = world.cables;
  const Duration time = world.now() - system.settled;
  system.settled = world.now();
  if (time == Duration{}) return;
  for (Cable& cable : system.cables) {
    for (CableFlow& flow : cable.flows) flow.fed.settle(time), flow.came.settle(time);
    if (cable.is_commissioned) cable.commissioned_of_run += time;
    if (!cable.is_in_service) continue;
    cable.in_service += time;
    cable.in_service_of_run += time;
  }
  for (PowerSupply& supply : system.supplies) supply.supplied.settle(time);
  for (CableDemand& demand : system.demands) {
    demand.wanted.settle(time);
    demand.served.settle(time);
    demand.usd += demand.usd_per_second * in_seconds(time);
    demand.kilometres_of_run += demand.kilometres * in_seconds(time);
  }
}

namespace {

// Of one place and of power or data: what came less what went.
struct Balance {
  CableAmount power, data;
  CableAmount& operator[](Carries what) { return what == Carries::power ? power : data; }
};

[[noreturn]] void fail(const World& world, const std::string& what) {
  throw std::logic_error(what + " at " + to_iso(world.now()));
}

void check_cable(const World& world, CableId id) {
  const Cable& cable = world.cables.cables[id.index()];
  const CableRate most{std::llround(world[id].capacity.value)};
  const bool is_shared = world[id].carries == Carries::power &&
                         cable.flows[0].fed.rate > CableRate{} &&
                         cable.flows[1].fed.rate > CableRate{};
  if (is_shared) fail(world, "cable '" + world[id].id + "' carries power both ways");
  for (const CableFlow& flow : cable.flows) {
    const bool is_possible = flow.came.rate >= CableRate{} && flow.came.rate <= flow.fed.rate &&
                             flow.came.ever <= flow.fed.ever;
    if (!is_possible) fail(world, "cable '" + world[id].id + "' gives more than it gets");
    // What was lowered at this instant is settled before time goes on.
    const CableRate limit = cable.is_in_service ? most : CableRate{};
    if (flow.fed.rate > limit) fail(world, "cable '" + world[id].id + "' carries too much");
  }
}

}  // namespace

void check_cables(const World& world) {
  const Scenario& scenario = world.scenario();
  std::vector<Balance> left(scenario.places.size());
  for (std::size_t i = 0; i < scenario.cables.size(); ++i) {
    check_cable(world, CableId(i));
    const CableSpec& spec = scenario.cables[i];
    const auto& [there, back] = world.cables.cables[i].flows;
    left[spec.from.index()][spec.carries] += back.came.ever - there.fed.ever;
    left[spec.to.index()][spec.carries] += there.came.ever - back.fed.ever;
  }
  for (std::size_t i = 0; i < scenario.power_supplies.size(); ++i) {
    const PowerSupplySpec& spec = scenario.power_supplies[i];
    const PowerSupply& supply = world.cables.supplies[i];
    left[spec.place.index()].power += supply.supplied.ever;
    if (supply.supplied.rate > supply.most) fail(world, "'" + spec.id + "' supplies too much");
  }
  for (std::size_t i = 0; i < scenario.cable_demands.size(); ++i) {
    const CableDemandSpec& spec = scenario.cable_demands[i];
    const CableDemand& demand = world.cables.demands[i];
    if (spec.carries == Carries::data) left[spec.from.index()].data += demand.served.ever;
    left[spec.to.index()][spec.carries] -= demand.served.ever;
    if (demand.served.rate > demand.wanted.rate) fail(world, "'" + spec.id + "' gets too much");
  }
  for (std::size_t p = 0; p < left.size(); ++p) {
    if (left[p].power == CableAmount{} && left[p].data == CableAmount{}) continue;
    fail(world, std::to_string(in_megawatt_hours(left[p].power)) + " MWh and " +
                    std::to_string(in_terabits(left[p].data)) + " Tbit are not accounted for at '" +
                    scenario.places[p].id + "'");
  }
}

}  // namespace caravan
