#include "caravan/models/oil_lines.hpp"

#include <algorithm>

#include "caravan/models/oil_flow.hpp"

namespace caravan {
namespace {

const OilNetwork& oil_of(const World& world) { return world.network->oil; }

const LinkSpec& link_of(const World& world, std::size_t pipeline) {
  return world[oil_of(world).pipelines[pipeline].link];
}

// Where the new batch follows another grade, half of what is lost is the end of that.
void begin_batch(World& world, std::size_t pipeline, std::uint32_t batch) {
  Pipeline& line = world.oil.pipelines[pipeline];
  const PipelineSpec& spec = pipeline_spec(world, pipeline);
  line.batch = batch;
  line.has_batch = true;
  if (spec.batches.empty()) return;
  line.batch_left = barrels(spec.batches[batch].volume.value);
  line.interface_left = {};
  if (line.line.batches.empty() || spec.interface_loss <= Volume{}) return;
  Batch& last = line.line.batches.at(line.line.batches.size() - 1);
  if (last.grade == spec.batches[batch].grade) return;
  const OilVolume half = barrels(spec.interface_loss.value / 2);
  line.interface_left = half;
  if (last.is_interface || last.volume <= half) return;
  last.volume -= half;
  line.line.batches.push({last.grade, true, half});
}

bool is_ready(const World& world, std::size_t pipeline, std::uint32_t batch) {
  const TankId tank = oil_of(world).pipelines[pipeline].sources[batch];
  return oil_in(world, tank) >= barrels(pipeline_spec(world, pipeline).batches[batch].volume.value);
}

}  // namespace

const PipelineSpec& pipeline_spec(const World& world, std::size_t pipeline) {
  return link_of(world, pipeline).pipeline;
}

TankId source_of(const World& world, std::size_t pipeline) {
  const Pipeline& line = world.oil.pipelines[pipeline];
  return line.has_batch ? oil_of(world).pipelines[pipeline].sources[line.batch] : TankId{};
}

TankId target_of(const World& world, std::size_t pipeline, const Batch& batch) {
  const TankId tank = oil_of(world).tank_for(link_of(world, pipeline).to, batch.grade);
  return batch.is_interface && !oil_of(world).tanks[tank.index()].is_junction ? TankId{} : tank;
}

TankId front_target(const World& world, std::size_t pipeline) {
  const Fifo<Batch>& batches = world.oil.pipelines[pipeline].line.batches;
  return batches.empty() ? TankId{} : target_of(world, pipeline, batches[0]);
}

void choose_batch(World& world, std::size_t pipeline) {
  Pipeline& line = world.oil.pipelines[pipeline];
  const auto batches = static_cast<std::uint32_t>(pipeline_spec(world, pipeline).batches.size());
  if (batches == 0) {
    if (!line.has_batch) begin_batch(world, pipeline, 0);
    return;
  }
  if (!needs_batch(world, pipeline)) return;
  for (std::uint32_t k = 1; k <= batches; ++k) {
    const std::uint32_t batch = (line.batch + k) % batches;
    if (is_ready(world, pipeline, batch)) return begin_batch(world, pipeline, batch);
  }
  line.has_batch = line.has_batch && line.batch_left > OilVolume{};
}

bool needs_batch(const World& world, std::size_t pipeline) {
  const Pipeline& line = world.oil.pipelines[pipeline];
  if (!line.has_batch || line.batch_left <= OilVolume{}) return true;
  const TankId source = source_of(world, pipeline);
  return oil_in(world, source) < oil_of(world).tanks[source.index()].sliver;
}

void restart_if_possible(World& world, std::size_t pipeline) {
  Pipeline& line = world.oil.pipelines[pipeline];
  const TankId from = source_of(world, pipeline);
  const TankId to = front_target(world, pipeline);
  if (!line.is_standing || from.is_none()) return;
  const bool has_oil = oil_in(world, from) >= enough_to_restart(world, pipeline, from);
  const bool has_room =
      to.is_none() || room_in(world, to) >= enough_to_restart(world, pipeline, to);
  if (has_oil && has_room) line.is_standing = false;
}

// So much oil, or room, in a tank; no more than half of it, for others may leave some of it full,
// or empty, for ever. Of a batch no more than is left of it.
OilVolume enough_to_restart(const World& world, std::size_t pipeline, TankId tank) {
  const TankNode& node = oil_of(world).tanks[tank.index()];
  if (node.is_junction) return {};
  const OilVolume usable = node.capacity - node.dead_stock - node.sliver;
  OilVolume enough =
      std::min(oil_of(world).pipelines[pipeline].restart, OilVolume{usable.value / 2});
  if (!pipeline_spec(world, pipeline).batches.empty() && tank == source_of(world, pipeline)) {
    enough = std::min(enough, world.oil.pipelines[pipeline].batch_left);
  }
  return std::max(enough, OilVolume{});
}

OilRate most_of(const World& world, std::size_t pipeline) {
  const Pipeline& line = world.oil.pipelines[pipeline];
  if (line.is_standing || !line.has_batch) return {};
  if (!line.is_planned) return line.capacity;
  if (line.planned == OilRate{}) return {};
  return std::min(line.capacity, std::max(line.planned, oil_of(world).pipelines[pipeline].least));
}

OilVolume until_next_front(const World& world, std::size_t pipeline) {
  const Fifo<Batch>& batches = world.oil.pipelines[pipeline].line.batches;
  const PipelineNode& node = oil_of(world).pipelines[pipeline];
  const bool is_mixed = oil_of(world).tanks[node.sources.front().index()].is_junction;
  const TankId target = front_target(world, pipeline);
  OilVolume volume;
  for (std::size_t i = 0; i < batches.size(); ++i) {
    const bool matters = i > 0 && (!is_mixed || target_of(world, pipeline, batches[i]) != target);
    if (matters) break;
    volume += batches[i].volume;
  }
  return volume;
}

}  // namespace caravan
