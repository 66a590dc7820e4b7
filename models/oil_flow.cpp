#include "caravan/models/oil_flow.hpp"

#include <algorithm>

#include "caravan/models/nominations.hpp"
#include "caravan/models/oil_lines.hpp"
#include "caravan/models/tank_requests.hpp"

namespace caravan {
namespace {

const OilNetwork& oil_of(const World& world) { return world.network->oil; }

void list_streams(World& world) {
  const Scenario& scenario = world.scenario();
  std::vector<OilStream>& streams = world.oil.streams;
  streams.clear();
  for (std::size_t i = 0; i < scenario.fields.size(); ++i) {
    streams.push_back({{},
                       oil_of(world).field_tank[i],
                       barrels_per_day(scenario.fields[i].per_day.value),
                       {},
                       false});
  }
  for (std::size_t i = 0; i < world.oil.pipelines.size(); ++i) {
    streams.push_back({source_of(world, i), front_target(world, i), most_of(world, i), {}, false});
  }
  for (std::size_t i = 0; i < scenario.offtakes.size(); ++i) {
    streams.push_back({oil_of(world).offtake_tank[i],
                       {},
                       barrels_per_day(scenario.offtakes[i].per_day.value),
                       {},
                       false});
  }
}

// A tank that is nearly at its limit is led away from it, ever so slowly.
OilRate cushion(OilVolume left, const TankNode& node) {
  constexpr OilRate kSlow{kOilRatesPerBarrelPerHour / 10};
  return !node.is_junction && left.value < node.sliver.value / 2 ? kSlow : OilRate{};
}

void set_limits(World& world) {
  world.oil.limits.resize(world.oil.tanks.size());
  for (std::size_t i = 0; i < world.oil.tanks.size(); ++i) {
    const Tank& tank = world.oil.tanks[i];
    const TankNode& node = oil_of(world).tanks[i];
    const OilVolume room = room_in(world, TankId(i));
    const OilVolume oil = oil_in(world, TankId(i));
    world.oil.limits[i] = {
        node.is_junction || room < node.sliver, node.is_junction || oil < node.sliver,
        tank.loading - cushion(room, node), tank.unloading_for_it - cushion(oil, node)};
  }
}

// True if a line has come to stand below its least rate.
bool stop_slow_lines(World& world) {
  bool is_any = false;
  const std::size_t first = world.oil.fields.size();
  for (std::size_t i = 0; i < world.oil.pipelines.size(); ++i) {
    Pipeline& line = world.oil.pipelines[i];
    const OilRate least = oil_of(world).pipelines[i].least;
    if (line.is_standing || world.oil.streams[first + i].rate >= least) continue;
    line.is_standing = is_any = true;
  }
  return is_any;
}

void set_rates(World& world) {
  OilSystem& oil = world.oil;
  for (Tank& tank : oil.tanks) tank.into = tank.out_of = {};
  for (const OilStream& stream : oil.streams) {
    if (!stream.from.is_none()) oil.tanks[stream.from.index()].out_of += stream.rate;
    if (!stream.to.is_none()) oil.tanks[stream.to.index()].into += stream.rate;
  }
  auto stream = oil.streams.begin();
  for (Field& field : oil.fields) field.rate = (stream++)->rate;
  for (Pipeline& line : oil.pipelines) line.rate = (stream++)->rate;
  for (Offtake& offtake : oil.offtakes) offtake.rate = (stream++)->rate;
}

// When the next change is due; kept as the least of all that are asked for.
class NextChange {
 public:
  explicit NextChange(Time now) : now_(now) {}

  Time at() const { return at_; }
  void in(Duration time) {
    if (time < Duration{1}) time = Duration{1};
    at_ = std::min(at_, now_ + time);
  }
  // A level that rises comes to `bound`.
  void when_reached(OilVolume level, OilRate rate, OilVolume bound) {
    const OilVolume missing = bound - level;
    if (missing.value > 0 && rate.value > 0) in(time_until(missing, rate));
  }
  // The last instant before a level that falls is below zero.
  void before_exhausted(OilVolume level, OilRate rate) {
    if (rate.value < 0 && level.value > 0) in(time_within(level, -rate));
  }

 private:
  Time now_;
  Time at_ = kNever;
};

OilRate room_rate(const Tank& tank) { return tank.out_of + tank.loading - tank.into; }
OilRate oil_rate(const Tank& tank) { return tank.into + tank.unloading_for_it - tank.out_of; }

// What is left, of room or oil, is used up but for half a sliver; or is led back to that.
void await_limit(OilVolume left, OilRate rate, const TankNode& node, NextChange& next) {
  const OilVolume half{node.sliver.value / 2};
  const OilVolume more{node.sliver.value / 4 * 3};
  if (left >= node.sliver) next.before_exhausted(left - half, rate);
  if (left < half) next.when_reached(left, rate, more);
}

void await_tanks(const World& world, NextChange& next) {
  for (std::size_t i = 0; i < world.oil.tanks.size(); ++i) {
    const Tank& tank = world.oil.tanks[i];
    const TankNode& node = oil_of(world).tanks[i];
    if (node.is_junction) continue;
    const OilVolume room = room_in(world, TankId(i));
    const OilVolume oil = oil_in(world, TankId(i));
    await_limit(room, room_rate(tank), node, next);
    await_limit(oil, oil_rate(tank), node, next);
    if (!tank.for_room.empty()) {
      next.when_reached(room, room_rate(tank), needed(world, TankId(i), tank.for_room.front()));
    }
    if (!tank.for_oil.empty())
      next.when_reached(oil, oil_rate(tank), needed(world, TankId(i), tank.for_oil.front()));
  }
}

void await_oil(const World& world, TankId tank, OilVolume volume, NextChange& next) {
  next.when_reached(oil_in(world, tank), oil_rate(world.oil.tanks[tank.index()]), volume);
}

void await_restart(const World& world, std::size_t pipeline, NextChange& next) {
  const TankId from = source_of(world, pipeline);
  const TankId to = front_target(world, pipeline);
  if (!from.is_none()) await_oil(world, from, enough_to_restart(world, pipeline, from), next);
  if (to.is_none()) return;
  next.when_reached(room_in(world, to), room_rate(world.oil.tanks[to.index()]),
                    enough_to_restart(world, pipeline, to));
}

void await_line(const World& world, std::size_t pipeline, NextChange& next) {
  const Pipeline& line = world.oil.pipelines[pipeline];
  const PipelineSpec& spec = pipeline_spec(world, pipeline);
  const PipelineNode& node = oil_of(world).pipelines[pipeline];
  if (line.is_standing) await_restart(world, pipeline, next);
  if (!spec.batches.empty() && needs_batch(world, pipeline)) {
    for (std::size_t i = 0; i < spec.batches.size(); ++i) {
      await_oil(world, node.sources[i], barrels(spec.batches[i].volume.value), next);
    }
  }
  if (line.rate == OilRate{}) return;
  if (!spec.batches.empty())
    next.in(time_until(std::max(line.batch_left, OilVolume{1}), line.rate));
  // If all in the line is of one kind, the next may have entered just now.
  if (!node.has_one_grade) next.in(time_until(until_next_front(world, pipeline), line.rate));
}

void plan_next_change(World& world) {
  NextChange next(world.now());
  await_tanks(world, next);
  for (std::size_t i = 0; i < world.oil.pipelines.size(); ++i) await_line(world, i, next);
  world.scheduler.cancel(world.oil.next_change);
  if (next.at() == kNever) return;
  world.oil.next_change = world.scheduler.schedule(next.at(), EventKind::oil_change_due);
}

}  // namespace

OilVolume room_in(const World& world, TankId id) {
  const Tank& tank = world.oil.tanks[id.index()];
  return oil_of(world).tanks[id.index()].capacity - tank.oil.volume - tank.promised;
}

OilVolume oil_in(const World& world, TankId id) {
  const Tank& tank = world.oil.tanks[id.index()];
  return tank.oil.volume - oil_of(world).tanks[id.index()].dead_stock - tank.reserved;
}

void begin_oil(World& world) {
  const Scenario& scenario = world.scenario();
  OilSystem& oil = world.oil;
  oil.settled = world.now();
  oil.tanks.resize(oil_of(world).tanks.size());
  oil.pipelines.resize(oil_of(world).pipelines.size());
  oil.fields.resize(scenario.fields.size());
  oil.offtakes.resize(scenario.offtakes.size());
  oil.accounts.resize(scenario.commodities.size());
  for (std::size_t i = 0; i < oil.tanks.size(); ++i) {
    fill_tank(world, TankId(i));
    oil.tanks[i].level_before = oil.tanks[i].oil.volume;
  }
  for (std::size_t i = 0; i < oil.pipelines.size(); ++i) {
    fill_line(world, i);
    oil.pipelines[i].capacity = oil_of(world).pipelines[i].capacity;
    oil.pipelines[i].front_since = world.now();
    const auto batches = static_cast<std::uint32_t>(pipeline_spec(world, i).batches.size());
    if (batches > 0) oil.pipelines[i].batch = batches - 1;  // so that the first is next
  }
}

void oil_changed(World& world) {
  if (world.oil.tanks.empty()) return;
  settle_oil(world);
  serve_requests(world);
  for (std::size_t i = 0; i < world.oil.pipelines.size(); ++i) {
    choose_batch(world, i);
    restart_if_possible(world, i);
  }
  set_limits(world);
  do {
    list_streams(world);
    find_rates(world.oil.streams, world.oil.limits);
  } while (stop_slow_lines(world));
  set_rates(world);
  plan_next_change(world);
}

void oil_specs_changed(World& world) {
  settle_oil(world);
  for (std::size_t i = 0; i < world.oil.pipelines.size(); ++i) {
    const LinkSpec& link = world[oil_of(world).pipelines[i].link];
    world.oil.pipelines[i].capacity =
        link.is_open ? pipeline_capacity(link.pipeline, link.pipeline.pump_stations_out)
                     : OilRate{};
  }
  oil_changed(world);
  renominate_later(world);
}

void on_oil_change_due(World& world) { oil_changed(world); }

}  // namespace caravan
