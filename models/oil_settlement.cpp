// What has flowed since the last change is booked, batch by batch.
#include <algorithm>

#include "caravan/models/nominations.hpp"
#include "caravan/models/oil_column.hpp"
#include "caravan/models/oil_flow.hpp"
#include "caravan/models/oil_lines.hpp"
#include "caravan/models/tank_requests.hpp"

namespace caravan {
namespace {

constexpr std::int64_t kMixingParts = 200;  // of a tank or a line: what is less mixes

const OilNetwork& oil_of(const World& world) { return world.network->oil; }

void put(World& world, TankId tank, const Batch& batch) {
  const OilVolume mixes{oil_of(world).tanks[tank.index()].capacity.value / kMixingParts};
  push(world.oil.tanks[tank.index()].oil, batch, mixes);
}

void pump_in(World& world, std::size_t pipeline, OilVolume volume) {
  Pipeline& line = world.oil.pipelines[pipeline];
  const OilVolume mixes{line.line.volume.value / kMixingParts};
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
    const FieldSpec& spec = world.scenario().fields[i];
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

}  // namespace

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

void fill_tank(World& world, TankId id) {
  const TankNode& node = oil_of(world).tanks[id.index()];
  if (node.is_junction) return;
  for (const GradeVolume& stock : world[node.place].tanks[node.spec].stock) {
    const OilVolume volume = barrels(stock.volume.value);
    put(world, id, {stock.grade, false, volume});
    world.oil.accounts[stock.grade.index()].at_first += volume;
  }
}

void fill_line(World& world, std::size_t pipeline) {
  for (const GradeVolume& fill : pipeline_spec(world, pipeline).line_fill) {
    const OilVolume volume = barrels(fill.volume.value);
    push(world.oil.pipelines[pipeline].line, {fill.grade, false, volume}, {});
    world.oil.accounts[fill.grade.index()].at_first += volume;
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

}  // namespace caravan
