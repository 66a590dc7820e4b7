#include "caravan/models/oil_flow.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "caravan/models/nominations.hpp"
#include "caravan/models/oil_column.hpp"
#include "caravan/models/tank_requests.hpp"

namespace caravan {
namespace {

constexpr std::int64_t kMixingParts = 200;  // of a tank or a line: what is less mixes

const OilNetwork& oil_of(const World& world) { return world.network->oil; }

const LinkSpec& link_of(const World& world, std::size_t pipeline) {
  return (*world.network)[oil_of(world).pipelines[pipeline].link];
}

const PipelineSpec& spec_of(const World& world, std::size_t pipeline) {
  return link_of(world, pipeline).pipeline;
}

// Where it pumps from now; none while no batch is ready.
TankId source_of(const World& world, std::size_t pipeline) {
  const Pipeline& line = world.oil.pipelines[pipeline];
  return line.has_batch ? oil_of(world).pipelines[pipeline].sources[line.batch] : TankId{};
}

// Where a batch goes at the end of a line; none if it is lost there.
TankId target_of(const World& world, std::size_t pipeline, const Batch& batch) {
  const TankId tank = oil_of(world).tank_for(link_of(world, pipeline).to, batch.grade);
  return batch.is_interface && !oil_of(world).tanks[tank.index()].is_junction ? TankId{} : tank;
}

void put(World& world, TankId tank, const Batch& batch) {
  const OilVolume mixes{oil_of(world).tanks[tank.index()].capacity.value / kMixingParts};
  push(world.oil.tanks[tank.index()].oil, batch, mixes);
}

OilVolume fill_of(const Pipeline& line) { return line.line.volume; }

void pump_in(World& world, std::size_t pipeline, OilVolume volume) {
  Pipeline& line = world.oil.pipelines[pipeline];
  const OilVolume mixes{fill_of(line).value / kMixingParts};
  take(world.oil.tanks[source_of(world, pipeline).index()].oil, volume, [&](Batch piece) {
    const OilVolume mixed = std::min(line.interface_left, piece.volume);
    line.interface_left -= mixed;
    push(line.line, {piece.grade, true, mixed}, {});
    piece.volume -= mixed;
    push(line.line, piece, mixes);
  });
}

void let_out(World& world, std::size_t pipeline, OilVolume volume) {
  const std::size_t grades = world.oil.accounts.size();
  take(world.oil.pipelines[pipeline].line, volume, [&](const Batch& piece) {
    const TankId target = target_of(world, pipeline, piece);
    const std::size_t cell = pipeline * grades + piece.grade.index();
    if (!target.is_none()) {
      world.oil.record.now.came_out[cell] += piece.volume;
      return put(world, target, piece);
    }
    world.oil.record.now.lost[cell] += piece.volume;
    world.oil.accounts[piece.grade.index()].lost += piece.volume;
  });
}

void settle_fields(World& world, Duration time) {
  for (std::size_t i = 0; i < world.oil.fields.size(); ++i) {
    const FieldSpec& spec = world.network->scenario.fields[i];
    const OilRate rate = world.oil.fields[i].rate;
    const OilVolume volume = rate * time;
    put(world, oil_of(world).field_tank[i], {spec.grade, false, volume});
    world.oil.accounts[spec.grade.index()].produced += volume;
    world.oil.record.now.produced[i] += volume;
    world.oil.record.now.shut_in[i] += (barrels_per_day(spec.per_day.value) - rate) * time;
  }
}

void settle_pipeline(World& world, std::size_t pipeline, OilVolume volume) {
  Pipeline& line = world.oil.pipelines[pipeline];
  const std::size_t before = line.line.batches.size();
  const Batch front = before > 0 ? line.line.batches[0] : Batch{};
  pump_in(world, pipeline, volume);
  let_out(world, pipeline, volume);
  line.batch_left -= volume;
  line.pumped += volume;
  const bool is_new = before > 0 && !(line.line.batches[0].grade == front.grade &&
                                      line.line.batches[0].is_interface == front.is_interface);
  if (is_new) line.front_since = world.now();
}

// What a line takes may have come through another in the same time: it waits for that. Where lines
// go round in a circle each takes what is there, again and again.
void settle_pipelines(World& world, Duration time) {
  for (Pipeline& line : world.oil.pipelines) line.to_settle = line.rate * time;
  bool takes_parts = false;
  for (bool is_any = true; is_any || !takes_parts;) {
    takes_parts = !is_any;
    is_any = false;
    for (std::size_t i = 0; i < world.oil.pipelines.size(); ++i) {
      Pipeline& line = world.oil.pipelines[i];
      if (line.to_settle == OilVolume{}) continue;
      const OilVolume there = world.oil.tanks[source_of(world, i).index()].oil.volume;
      const bool must_wait = !takes_parts && there < line.to_settle;
      const OilVolume volume = must_wait ? OilVolume{} : std::min(line.to_settle, there);
      if (volume == OilVolume{}) continue;
      settle_pipeline(world, i, volume);
      line.to_settle -= volume;
      is_any = true;
    }
  }
}

void settle_offtakes(World& world, Duration time) {
  for (std::size_t i = 0; i < world.oil.offtakes.size(); ++i) {
    const OilVolume volume = world.oil.offtakes[i].rate * time;
    if (volume == OilVolume{}) continue;
    take_from_tank(world, oil_of(world).offtake_tank[i], volume, &GradeAccount::taken);
    world.oil.record.now.taken[i] += volume;
  }
}

// Of levels that were linear since.
void integrate_levels(World& world, Duration time) {
  for (Tank& tank : world.oil.tanks) {
    const double mean = in_barrels(tank.oil.volume + tank.level_before) / 2;
    tank.barrel_hours += mean * in_hours(time);
    tank.level_before = tank.oil.volume;
  }
}

// Where the new batch follows another grade, half of what is lost is the end of that.
void begin_batch(World& world, std::size_t pipeline, std::uint32_t batch) {
  Pipeline& line = world.oil.pipelines[pipeline];
  const PipelineSpec& spec = spec_of(world, pipeline);
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
  return oil_in(world, tank) >= barrels(spec_of(world, pipeline).batches[batch].volume.value);
}

// A batch is begun when all of it lies in its tank.
void choose_batch(World& world, std::size_t pipeline) {
  Pipeline& line = world.oil.pipelines[pipeline];
  const auto batches = static_cast<std::uint32_t>(spec_of(world, pipeline).batches.size());
  if (batches == 0) {
    if (!line.has_batch) begin_batch(world, pipeline, 0);
    return;
  }
  if (line.has_batch && line.batch_left > OilVolume{}) return;
  line.has_batch = false;
  for (std::uint32_t k = 1; k <= batches; ++k) {
    const std::uint32_t batch = (line.batch + k) % batches;
    if (is_ready(world, pipeline, batch)) return begin_batch(world, pipeline, batch);
  }
}

// So much oil, or room, in a tank. Of a batch no more than is left of it.
OilVolume enough_to_restart(const World& world, std::size_t pipeline, TankId tank) {
  const TankNode& node = oil_of(world).tanks[tank.index()];
  if (node.is_junction) return {};
  const OilVolume usable = node.capacity - node.dead_stock - node.sliver;
  OilVolume enough = std::min(oil_of(world).pipelines[pipeline].restart, usable);
  if (!spec_of(world, pipeline).batches.empty() && tank == source_of(world, pipeline)) {
    enough = std::min(enough, world.oil.pipelines[pipeline].batch_left);
  }
  return std::max(enough, OilVolume{});
}

TankId front_target(const World& world, std::size_t pipeline) {
  const Fifo<Batch>& batches = world.oil.pipelines[pipeline].line.batches;
  return batches.empty() ? TankId{} : target_of(world, pipeline, batches[0]);
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

OilRate most_of(const World& world, std::size_t pipeline) {
  const Pipeline& line = world.oil.pipelines[pipeline];
  if (line.is_standing || !line.has_batch) return {};
  if (!line.is_planned) return line.capacity;
  return std::min(line.capacity, std::max(line.planned, oil_of(world).pipelines[pipeline].least));
}

void list_streams(World& world) {
  const Scenario& scenario = world.network->scenario;
  std::vector<OilStream>& streams = world.oil.streams;
  streams.clear();
  for (std::size_t i = 0; i < scenario.fields.size(); ++i) {
    streams.push_back(
        {{}, oil_of(world).field_tank[i], barrels_per_day(scenario.fields[i].per_day.value), {}});
  }
  for (std::size_t i = 0; i < world.oil.pipelines.size(); ++i) {
    streams.push_back({source_of(world, i), front_target(world, i), most_of(world, i), {}});
  }
  for (std::size_t i = 0; i < scenario.offtakes.size(); ++i) {
    streams.push_back({oil_of(world).offtake_tank[i],
                       {},
                       barrels_per_day(scenario.offtakes[i].per_day.value),
                       {}});
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

// What comes out before something else does that matters. Streams that were mixed on their way come
// out as thin layers, of which only those matter that go elsewhere.
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

void await_line(const World& world, std::size_t pipeline, NextChange& next) {
  const Pipeline& line = world.oil.pipelines[pipeline];
  const PipelineSpec& spec = spec_of(world, pipeline);
  const PipelineNode& node = oil_of(world).pipelines[pipeline];
  if (line.is_standing) await_restart(world, pipeline, next);
  if (!line.has_batch) {
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

void fill_tank(World& world, TankId id) {
  const TankNode& node = oil_of(world).tanks[id.index()];
  if (node.is_junction) return;
  for (const GradeVolume& stock : (*world.network)[node.place].tanks[node.spec].stock) {
    const OilVolume volume = barrels(stock.volume.value);
    put(world, id, {stock.grade, false, volume});
    world.oil.accounts[stock.grade.index()].at_first += volume;
  }
}

void fill_line(World& world, std::size_t pipeline) {
  for (const GradeVolume& fill : spec_of(world, pipeline).line_fill) {
    const OilVolume volume = barrels(fill.volume.value);
    push(world.oil.pipelines[pipeline].line, {fill.grade, false, volume}, {});
    world.oil.accounts[fill.grade.index()].at_first += volume;
  }
}

void check_account(const World& world, std::size_t grade, OilVolume held, OilVolume in_lots) {
  const GradeAccount& account = world.oil.accounts[grade];
  const OilVolume somewhere = held + in_lots + account.taken + account.lifted + account.lost;
  const OilVolume missing = account.at_first + account.produced - somewhere;
  const std::string& id = (*world.network)[CommodityId(grade)].id;
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

}  // namespace

OilVolume room_in(const World& world, TankId id) {
  const Tank& tank = world.oil.tanks[id.index()];
  return oil_of(world).tanks[id.index()].capacity - tank.oil.volume - tank.promised;
}

OilVolume oil_in(const World& world, TankId id) {
  const Tank& tank = world.oil.tanks[id.index()];
  return tank.oil.volume - oil_of(world).tanks[id.index()].dead_stock - tank.reserved;
}

void take_from_tank(World& world, TankId tank, OilVolume volume, OilVolume GradeAccount::*account,
                    std::vector<OilVolume>* by_grade, std::size_t first) {
  take(world.oil.tanks[tank.index()].oil, volume, [&](const Batch& piece) {
    world.oil.accounts[piece.grade.index()].*account += piece.volume;
    if (by_grade != nullptr) (*by_grade)[first + piece.grade.index()] += piece.volume;
  });
}

void put_into_tank(World& world, TankId tank, CommodityId grade, OilVolume volume) {
  put(world, tank, {grade, false, volume});
  world.oil.accounts[grade.index()].in_lots -= volume;
}

void begin_oil(World& world) {
  const Scenario& scenario = world.network->scenario;
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
    const auto batches = static_cast<std::uint32_t>(spec_of(world, i).batches.size());
    if (batches > 0) oil.pipelines[i].batch = batches - 1;  // so that the first is next
  }
}

void settle_oil(World& world) {
  const Duration time = world.now() - world.oil.settled;
  if (time == Duration{}) return;
  // What brings oil comes before what takes it on.
  settle_fields(world, time);
  settle_transfers(world, time);
  settle_pipelines(world, time);
  settle_offtakes(world, time);
  integrate_levels(world, time);
  settle_nominations(world, time);
  world.oil.settled = world.now();
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

void on_oil_change_due(World& world) { oil_changed(world); }

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
    const std::size_t grade = (*world.network)[lot.demand].commodity.index();
    if (!lot.is_live || !oil_of(world).is_oil[grade]) continue;
    in_lots[grade] += outside_tanks(world, ConsignmentId(i));
  }
  for (std::size_t g = 0; g < grades; ++g) check_account(world, g, held[g], in_lots[g]);
  for (std::size_t t = 0; t < world.oil.tanks.size(); ++t) check_limits(world, TankId(t));
}

}  // namespace caravan
