#include "caravan/models/outages.hpp"

#include <algorithm>

#include "caravan/models/harbour.hpp"
#include "caravan/models/nominations.hpp"
#include "caravan/models/oil_flow.hpp"

namespace caravan {
namespace {

const OutageSpec& spec_of(const World& world, std::size_t outage) {
  return world.scenario().outages[outage];
}

void apply_to_pipeline(World& world, LinkId link) {
  const PipelineId id = world.network->oil.pipeline_of[link.index()];
  double share = 1;
  std::int64_t stations_out = 0;
  for (std::size_t i = 0; i < world.oil.is_in_force.size(); ++i) {
    const OutageSpec& outage = spec_of(world, i);
    if (!world.oil.is_in_force[i] || outage.pipeline != link) continue;
    share *= outage.remaining;
    stations_out += outage.pump_stations_out;
  }
  settle_oil(world);
  const OilRate all = pipeline_capacity(world[link].pipeline, stations_out);
  world.oil.pipelines[id.index()].capacity = barrels_per_day(in_barrels_per_day(all) * share);
  oil_changed(world);
}

std::int64_t berths_left(const World& world, PlaceId place, const BerthSpec& berth) {
  std::int64_t left = berth.count;
  for (std::size_t i = 0; i < world.oil.is_in_force.size(); ++i) {
    const OutageSpec& outage = spec_of(world, i);
    const bool counts =
        world.oil.is_in_force[i] && outage.place == place && outage.berth == berth.type;
    if (counts) left = std::min(left, outage.berths_left);
  }
  return left;
}

void apply_to_port(World& world, PlaceId place) {
  Port& port = world.places[place.index()].port;
  const std::vector<BerthSpec>& berths = world[place].berths;
  port.berths_out.resize(berths.size());
  for (std::size_t b = 0; b < berths.size(); ++b) {
    port.berths_out[b] = berths[b].count - berths_left(world, place, berths[b]);
  }
  port.has_outage = false;
  for (std::size_t i = 0; i < world.oil.is_in_force.size(); ++i) {
    const OutageSpec& outage = spec_of(world, i);
    port.has_outage |= world.oil.is_in_force[i] && outage.place == place && outage.berth.empty();
  }
  port_changed(world, place);
}

void apply(World& world, OutageId id, bool is_in_force) {
  world.oil.is_in_force[id.index()] = is_in_force;
  const OutageSpec& outage = spec_of(world, id.index());
  outage.pipeline.is_none() ? apply_to_port(world, outage.place)
                            : apply_to_pipeline(world, outage.pipeline);
  renominate_later(world);
}

}  // namespace

void begin_outages(World& world) {
  const Scenario& scenario = world.scenario();
  world.oil.is_in_force.resize(scenario.outages.size());
  for (std::size_t i = 0; i < scenario.outages.size(); ++i) {
    const OutageSpec& outage = scenario.outages[i];
    if (outage.until <= world.now()) continue;
    const auto subject = static_cast<std::uint32_t>(i);
    // What is in force at the beginning is known to all who plan.
    if (outage.from <= world.now()) {
      apply(world, OutageId(i), true);
    } else {
      world.scheduler.schedule(outage.from, EventKind::outage_began, subject);
    }
    world.scheduler.schedule(outage.until, EventKind::outage_ended, subject);
  }
}

void on_outage_began(World& world, OutageId id) { apply(world, id, true); }
void on_outage_ended(World& world, OutageId id) { apply(world, id, false); }

}  // namespace caravan
