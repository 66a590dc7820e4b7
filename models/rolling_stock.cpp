#include "caravan/models/rolling_stock.hpp"

#include <algorithm>
#include <bitset>
#include <stdexcept>
#include <string>

#include "caravan/models/consignment_life.hpp"
#include "caravan/models/train_life.hpp"

namespace caravan {
namespace {

StockPool& pool_of(World& world, StockUnitId unit) {
  return world.stock_pools[world.stock[unit.index()].pool.index()];
}

bool is_at_home(const World& world, const StockUnit& unit) {
  return world[unit.pool].homes[unit.home].place == unit.at;
}

RunId way_home(const World& world, const StockUnit& unit) {
  return world.network->ways_home[unit.pool.index()][unit.at.index()][unit.home];
}

// What a train still needs where it is: none if nothing.
struct Needs {
  RollingStockId locomotive;
  RollingStockId wagon_set;
};

Needs needs_of(const World& world, const Train& train) {
  const LinkSpec& link = world[world[train.run].links[train.link]];
  Needs needs;
  if (train.locomotive.is_none()) needs.locomotive = link.rail.locomotives;
  const bool is_beginning = train.link == 0 && !train.leg.is_none();
  if (is_beginning && train.wagon_set.is_none()) {
    needs.wagon_set = link.rail.wagon_sets[world[train.leg].cargo];
  }
  return needs;
}

bool has_idle(const World& world, RollingStockId pool, PlaceId place) {
  return pool.is_none() || !world.stock_pools[pool.index()].idle[place.index()].empty();
}

// Rather one whose home is where the train goes.
StockUnitId take(World& world, RollingStockId pool_id, PlaceId place, PlaceId destination) {
  if (pool_id.is_none()) return {};
  StockPool& pool = world.stock_pools[pool_id.index()];
  Fifo<StockUnitId>& idle = pool.idle[place.index()];
  std::size_t best = 0;
  for (std::size_t i = idle.size(); i-- > 0;) {
    const StockUnit& unit = world.stock[idle[i].index()];
    if (world[pool_id].homes[unit.home].place == destination) best = i;
  }
  const StockUnitId unit = idle.take(best);
  world.scheduler.cancel(world.stock[unit.index()].layover);
  pool.at_work.add(world.now(), +1);
  return unit;
}

bool take_what_it_needs(World& world, TrainId id) {
  Train& train = world.trains[id];
  const Needs needs = needs_of(world, train);
  const PlaceId place = place_of(world, train);
  if (!has_idle(world, needs.locomotive, place) || !has_idle(world, needs.wagon_set, place)) {
    return false;
  }
  const PlaceId destination = world[world[train.run].links.back()].to;
  for (const RollingStockId pool : {needs.locomotive, needs.wagon_set}) {
    if (pool.is_none()) continue;
    world.stock_pools[pool.index()].waits.add(world.now() - train.asked);
  }
  const StockUnitId locomotive = take(world, needs.locomotive, place, destination);
  const StockUnitId wagon_set = take(world, needs.wagon_set, place, destination);
  if (!locomotive.is_none()) train.locomotive = locomotive;
  if (!wagon_set.is_none()) train.wagon_set = wagon_set;
  return true;
}

// Those that wait at a place, in their order; one may go before another that needs nothing of the
// same pools.
void serve_those_who_wait(World& world, PlaceId place) {
  Fifo<TrainId>& line = world.places[place.index()].waiting_for_stock;
  std::bitset<kMostPools> is_spoken_for;
  for (std::size_t i = 0; i < line.size();) {
    const TrainId id = line[i];
    const Needs needs = needs_of(world, world.trains[id]);
    const auto is_free = [&](RollingStockId pool) {
      return pool.is_none() || !is_spoken_for[pool.index()];
    };
    if (is_free(needs.locomotive) && is_free(needs.wagon_set) && take_what_it_needs(world, id)) {
      line.take(i);
      world.schedule(Duration{}, EventKind::stock_granted, id.value);
      continue;
    }
    for (const RollingStockId pool : {needs.locomotive, needs.wagon_set}) {
      if (!pool.is_none()) is_spoken_for[pool.index()] = true;
    }
    ++i;
  }
}

void begin_way_home(World& world, StockUnitId locomotive, StockUnitId wagon_set) {
  const StockUnit& leader = world.stock[(wagon_set.is_none() ? locomotive : wagon_set).index()];
  const RunId run = way_home(world, leader);
  const TrainId id = world.trains.add();
  Train& train = world.trains[id];
  train.leg = {};
  train.run = run;
  train.number = world.empty_trains++;
  train.link = 0;
  train.step = TrainStep::running;
  train.locomotive = locomotive;
  train.wagon_set = wagon_set;
  train.siding = {};
  train.has_its_bogies = false;
  train.aboard = 0;
  train.cargo.clear();
  proceed(world, id);
}

// Out of those that stand idle.
void take_unit(World& world, StockUnitId id) {
  const StockUnit& unit = world.stock[id.index()];
  StockPool& pool = pool_of(world, id);
  Fifo<StockUnitId>& idle = pool.idle[unit.at.index()];
  std::size_t i = 0;
  while (idle[i] != id) ++i;
  idle.take(i);
  world.scheduler.cancel(unit.layover);
  pool.at_work.add(world.now(), +1);
}

bool is_wagon_set(const World& world, RollingStockId pool) {
  return world.network->is_wagon_set[pool.index()];
}

// New, or one that was withdrawn; it stands idle at home.
void add_unit(World& world, RollingStockId pool_id, std::size_t home) {
  StockPool& pool = world.stock_pools[pool_id.index()];
  if (pool.surplus[home] > 0) {
    --pool.surplus[home];
    return;
  }
  const PlaceId place = world[pool_id].homes[home].place;
  std::size_t i = 0;
  const auto is_it = [&](const StockUnit& unit) {
    return unit.is_withdrawn && unit.pool == pool_id && unit.home == home;
  };
  while (i < world.stock.size() && !is_it(world.stock[i])) ++i;
  if (i == world.stock.size()) {
    world.stock.push_back({.pool = pool_id, .home = static_cast<std::uint32_t>(home), .at = place});
  }
  world.stock[i].is_withdrawn = false;
  pool.at_work.add(world.now(), +1);
  set_free(world, StockUnitId(i), place);
}

// One that stands idle at home at once, else the next that comes there.
void withdraw_unit(World& world, RollingStockId pool_id, std::size_t home) {
  StockPool& pool = world.stock_pools[pool_id.index()];
  ++pool.surplus[home];
  const PlaceId place = world[pool_id].homes[home].place;
  Fifo<StockUnitId>& idle = pool.idle[place.index()];
  for (std::size_t i = 0; i < idle.size(); ++i) {
    if (world.stock[idle[i].index()].home != home) continue;
    const StockUnitId id = idle.take(i);
    pool.at_work.add(world.now(), +1);
    return set_free(world, id, place);
  }
}

// An idle set away from home whose way begins on the lines of the locomotive.
StockUnitId set_to_take_along(const World& world, const StockUnit& locomotive) {
  for (std::size_t p = 0; p < world.stock_pools.size(); ++p) {
    if (!is_wagon_set(world, RollingStockId(p))) continue;
    const Fifo<StockUnitId>& idle = world.stock_pools[p].idle[locomotive.at.index()];
    for (std::size_t i = 0; i < idle.size(); ++i) {
      const StockUnit& set = world.stock[idle[i].index()];
      if (is_at_home(world, set)) continue;
      const LinkId first = world[way_home(world, set)].links.front();
      if (world[first].rail.locomotives == locomotive.pool) return idle[i];
    }
  }
  return {};
}

}  // namespace

void set_free(World& world, StockUnitId id, PlaceId place) {
  if (id.is_none()) return;
  StockUnit& unit = world.stock[id.index()];
  unit.at = place;
  StockPool& pool = pool_of(world, id);
  if (is_at_home(world, unit) && pool.surplus[unit.home] > 0) {
    --pool.surplus[unit.home];
    unit.is_withdrawn = true;
    return pool.at_work.add(world.now(), -1);
  }
  pool.idle[place.index()].push(id);
  pool.at_work.add(world.now(), -1);
  if (!is_at_home(world, unit)) {
    unit.layover =
        world.scheduler.schedule(world[unit.pool].layover, EventKind::layover_ended, id.value);
  }
  serve_those_who_wait(world, place);
}

bool request_stock(World& world, TrainId id) {
  Train& train = world.trains[id];
  const Needs needs = needs_of(world, train);
  if (needs.locomotive.is_none() && needs.wagon_set.is_none()) return true;
  train.asked = world.now();
  const PlaceId place = place_of(world, train);
  world.places[place.index()].waiting_for_stock.push(id);
  const Stage stage = train.step == TrainStep::loading ? Stage::loading : Stage::moving;
  const bool lacks_wagons = !has_idle(world, needs.wagon_set, place);
  for (const ConsignmentId lot : train.cargo) {
    hold(world, lot, stage, lacks_wagons ? Cause::wagon_set : Cause::locomotive, place);
  }
  serve_those_who_wait(world, place);
  return false;
}

Time waiting_for_stock_since(const World& world, RollingStockId pool) {
  Time since = kNever;
  for (const Place& place : world.places) {
    for (std::size_t i = 0; i < place.waiting_for_stock.size(); ++i) {
      const Train& train = world.trains[place.waiting_for_stock[i]];
      const Needs needs = needs_of(world, train);
      if (needs.locomotive == pool || needs.wagon_set == pool) since = std::min(since, train.asked);
    }
  }
  return since;
}

void on_layover_ended(World& world, StockUnitId id) {
  const StockUnit& unit = world.stock[id.index()];
  if (is_wagon_set(world, unit.pool)) {
    take_unit(world, id);
    return begin_way_home(world, {}, id);  // proceed() asks for a locomotive
  }
  const StockUnitId set = set_to_take_along(world, unit);
  if (!set.is_none()) take_unit(world, set);
  take_unit(world, id);
  begin_way_home(world, id, set);
}

void on_stock_changed(World& world, RollingStockId id) {
  const auto& homes = world[id].homes;
  for (std::size_t h = 0; h < homes.size(); ++h) {
    std::int64_t count = -world.stock_pools[id.index()].surplus[h];
    for (const StockUnit& unit : world.stock) {
      if (unit.pool == id && unit.home == h && !unit.is_withdrawn) ++count;
    }
    for (; count < homes[h].count; ++count) add_unit(world, id, h);
    for (; count > homes[h].count; --count) withdraw_unit(world, id, h);
  }
}

void place_rolling_stock(World& world) {
  const Scenario& scenario = world.scenario();
  for (std::size_t p = 0; p < scenario.rolling_stock.size(); ++p) {
    StockPool& pool = world.stock_pools.emplace_back();
    pool.idle.resize(scenario.places.size());
    pool.surplus.resize(scenario.rolling_stock[p].homes.size());
    pool.at_work = TimeWeighted(world.now());
    const auto& homes = scenario.rolling_stock[p].homes;
    for (std::size_t h = 0; h < homes.size(); ++h) {
      for (std::int64_t i = 0; i < homes[h].count; ++i) {
        pool.idle[homes[h].place.index()].push(StockUnitId(world.stock.size()));
        world.stock.push_back({.pool = RollingStockId(p),
                               .home = static_cast<std::uint32_t>(h),
                               .at = homes[h].place});
      }
    }
  }
}

void check_rolling_stock(const World& world) {
  std::vector<int> seen(world.stock.size());
  for (const StockPool& pool : world.stock_pools) {
    for (const Fifo<StockUnitId>& idle : pool.idle) {
      for (std::size_t i = 0; i < idle.size(); ++i) ++seen[idle[i].index()];
    }
  }
  for (const Train& train : world.trains.slots()) {
    for (const StockUnitId unit : {train.locomotive, train.wagon_set}) {
      if (!unit.is_none()) ++seen[unit.index()];
    }
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i] == (world.stock[i].is_withdrawn ? 0 : 1)) continue;
    throw std::logic_error("unit " + std::to_string(i) + " of the rolling stock is in " +
                           std::to_string(seen[i]) + " places at " + to_iso(world.now()));
  }
}

}  // namespace caravan
