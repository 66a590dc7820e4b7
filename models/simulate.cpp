#include "caravan/models/simulate.hpp"

#include <algorithm>

#include "caravan/models/cable_record.hpp"
#include "caravan/models/call_life.hpp"
#include "caravan/models/gridlock.hpp"
#include "caravan/models/interventions.hpp"
#include "caravan/models/investment.hpp"
#include "caravan/models/notes.hpp"
#include "caravan/models/plant_life.hpp"
#include "caravan/models/rolling_stock.hpp"
#include "caravan/models/route_choice.hpp"
#include "caravan/models/undefined.hpp"
#include "caravan/models/world.hpp"

namespace caravan {
namespace {

constexpr std::uint64_t kEventsBetweenStopChecks = 50'000;
constexpr std::int64_t kIntervalsBetweenTakes = 32;

struct FacilityFigures {
  double utilisation = kUndefined;
  double use_mean = kUndefined;  // hours
  double wait_mean = kUndefined;
  double queue_mean = kUndefined;
  double requests = 0;
};

FacilityFigures figures_of(const Resource& resource, Time now, Duration counted) {
  const auto requests = static_cast<double>(resource.waits().count());
  const double server_hours = resource.mean_busy(now) * in_hours(counted);
  return {resource.utilisation(now), requests > 0 ? server_hours / requests : kUndefined,
          resource.waits().mean_hours(), resource.mean_queue(now), requests};
}

FacilityFigures figures_of(const Store& store, Time now) {
  return {store.utilisation(now), kUndefined, store.put_waits().mean_hours(),
          store.mean_waiting_to_put(now), static_cast<double>(store.put_waits().count())};
}

// The mean queue by Little's law: the sum of all waits over the time in which they ended.
FacilityFigures figures_of(double utilisation, const DurationTally& waits, Duration counted) {
  return {utilisation, kUndefined, waits.mean_hours(), waits.sum_hours() / in_hours(counted),
          static_cast<double>(waits.count())};
}

FacilityFigures figures_of(const Paths& paths, Duration counted) {
  const auto trains = static_cast<double>(paths.waits.count());
  return figures_of(trains * (paths.headway / counted), paths.waits, counted);
}

FacilityFigures figures_of_trains(const World& world, PlaceId from, Duration counted) {
  DurationTally waits;
  double trains = 0;
  double payloads = 0;
  for (std::size_t i = 0; i < world.queues.size(); ++i) {
    const Leg& leg = world.network->legs[i];
    if (leg.mode != Mode::rail || leg.from != from) continue;
    const Tally& fill = world.queues[i].train_fill;
    const auto formed = static_cast<double>(fill.count());
    if (formed > 0) payloads += formed * fill.mean();
    trains += formed;
    waits.add(world.queues[i].waits);
  }
  return figures_of(trains > 0 ? payloads / trains : kUndefined, waits, counted);
}

DurationTally waits_on(const World& world, LinkId link) {
  DurationTally waits;
  for (const LegId leg : world.network->legs_on_link[link.index()]) {
    waits.add(world.queues[leg.index()].waits);
  }
  return waits;
}

FacilityFigures figures_of_vessels(const World& world, LinkId link, Duration counted) {
  return figures_of(world.anchorages[link.index()].vessel_fill.mean(), waits_on(world, link),
                    counted);
}

// What it pumped, of what it could with all in service.
FacilityFigures figures_of_pipeline(const World& world, LinkId link, Duration counted) {
  const OilNetwork& oil = world.network->oil;
  const std::size_t line = oil.pipeline_of[link.index()].index();
  FacilityFigures figures;
  figures.utilisation = world.oil.pipelines[line].pumped / (oil.pipelines[line].capacity * counted);
  return figures;
}

FacilityFigures figures_of_tank(const World& world, std::size_t tank, Duration counted) {
  const double mean = world.oil.record.barrel_hours_in_run[tank] / in_hours(counted);
  FacilityFigures figures;
  figures.utilisation = mean / in_barrels(world.network->oil.tanks[tank].capacity);
  return figures;
}

// What is not at hand is in use.
FacilityFigures figures_of_equipment(const Store& equipment, Time now) {
  return {1 - equipment.utilisation(now), kUndefined, equipment.get_waits().mean_hours(),
          equipment.mean_waiting_to_get(now), static_cast<double>(equipment.get_waits().count())};
}

FacilityFigures figures_of_stock(const World& world, std::size_t pool_index, Duration counted) {
  const StockPool& pool = world.stock_pools[pool_index];
  double units = 0;
  for (const auto& home : world.scenario().rolling_stock[pool_index].homes) {
    units += static_cast<double>(home.count);
  }
  return figures_of(pool.at_work.mean(world.now()) / units, pool.waits, counted);
}

const Place& place_of(const World& world, const Facility& facility) {
  return world.places[facility.place.index()];
}

FacilityFigures figures_of(const World& world, const Facility& facility) {
  using Kind = Facility::Kind;
  const Time now = world.now();
  const Duration counted = now - world.scenario().start;
  const auto figures = [&](const Resource& resource) { return figures_of(resource, now, counted); };
  const auto cargo = static_cast<CargoClass>(facility.index);
  switch (facility.kind) {
    case Kind::berths: return figures(place_of(world, facility).port.berths[facility.index]);
    case Kind::tugs: return figures(place_of(world, facility).port.tugs_and_pilots[0]);
    case Kind::pilots: return figures(place_of(world, facility).port.tugs_and_pilots[1]);
    case Kind::cranes: return figures(place_of(world, facility).port.cranes[cargo]);
    case Kind::tracks: return figures(place_of(world, facility).tracks);
    case Kind::sidings: return figures(place_of(world, facility).sidings);
    case Kind::bogie_exchange: return figures(place_of(world, facility).bogie_lines);
    case Kind::formalities: return figures(place_of(world, facility).desks);
    case Kind::inspection: return figures(place_of(world, facility).inspection);
    case Kind::storage: return figures_of(place_of(world, facility).storage[cargo], now);
    case Kind::trains: return figures_of_trains(world, facility.place, counted);
    case Kind::paths: return figures_of(world.paths[facility.link.index()], counted);
    case Kind::vessels: return figures_of_vessels(world, facility.link, counted);
    case Kind::pipeline: return figures_of_pipeline(world, facility.link, counted);
    case Kind::tank: return figures_of_tank(world, facility.index, counted);
    case Kind::gate: return figures(place_of(world, facility).gate);
    case Kind::equipment: return figures_of_equipment(world.equipment[facility.index], now);
    case Kind::embargo: {
      const Embargo& embargo = world.embargoes[facility.index];
      return figures_of(embargo.in_force.mean(now), embargo.waits, counted);
    }
    case Kind::rolling_stock: return figures_of_stock(world, facility.index, counted);
  }
  return {};
}

// Since when the first in line has waited; never if nobody does.
Time waiting_since(const World& world, const Facility& facility) {
  using Kind = Facility::Kind;
  const auto first_ready = [&](auto&& is_it) {
    Time since = kNever;
    for (std::size_t i = 0; i < world.queues.size(); ++i) {
      const LegQueue& queue = world.queues[i];
      if (queue.waiting.empty() || !is_it(world.network->legs[i])) continue;
      since = std::min(since, world.consignments[queue.waiting.front().id].since);
    }
    return since;
  };
  const auto cargo = static_cast<CargoClass>(facility.index);
  switch (facility.kind) {
    case Kind::berths: return place_of(world, facility).port.berths[facility.index].waiting_since();
    case Kind::cranes: return place_of(world, facility).port.cranes[cargo].waiting_since();
    case Kind::tracks: return place_of(world, facility).tracks.waiting_since();
    case Kind::sidings: return place_of(world, facility).sidings.waiting_since();
    case Kind::bogie_exchange: return place_of(world, facility).bogie_lines.waiting_since();
    case Kind::gate: return place_of(world, facility).gate.waiting_since();
    case Kind::formalities: return place_of(world, facility).desks.waiting_since();
    case Kind::inspection: return place_of(world, facility).inspection.waiting_since();
    case Kind::storage: return place_of(world, facility).storage[cargo].waiting_to_put_since();
    case Kind::trains:
      return first_ready(
          [&](const Leg& leg) { return leg.mode == Mode::rail && leg.from == facility.place; });
    case Kind::vessels:
      return first_ready([&](const Leg& leg) { return leg.links.front() == facility.link; });
    case Kind::rolling_stock: return waiting_for_stock_since(world, RollingStockId(facility.index));
    case Kind::tugs:
    case Kind::pilots:
    case Kind::pipeline:
    case Kind::tank:
    case Kind::equipment:
    case Kind::embargo:
    case Kind::paths: break;
  }
  return kNever;
}

void fill_facilities(const World& world, Results& results) {
  for (const Facility& facility : world.network->facilities) {
    const FacilityFigures figures = figures_of(world, facility);
    results[Variable::facility_utilisation].push_back(figures.utilisation);
    results[Variable::facility_use_mean].push_back(figures.use_mean);
    results[Variable::facility_wait_mean].push_back(figures.wait_mean);
    results[Variable::facility_queue_mean].push_back(figures.queue_mean);
    const Time since = waiting_since(world, facility);
    results[Variable::facility_wait_ongoing].push_back(
        since == kNever ? 0 : in_hours(world.now() - since));
    results[Variable::facility_requests].push_back(figures.requests);
  }
}

// What holds cargo now counts too, until now: what is stuck has not ended its wait.
Attribution attribution_until_now(const World& world) {
  Attribution sums = world.recorder.attribution;
  for_each_open_wait(world, [&](const Consignment& c, Cause cause, Duration time) {
    sums.held(world.now(), c, cause, c.where, time);
  });
  return sums;
}

void fill_fleets(const World& world, Results& results) {
  for (const FleetLog& log : world.fleet_logs) {
    results[Variable::fleet_voyages].push_back(static_cast<double>(log.voyages));
    results[Variable::fleet_loaded_voyages].push_back(static_cast<double>(log.fill.count()));
    results[Variable::fleet_fill].push_back(log.fill.count() > 0 ? log.fill.mean() : kUndefined);
  }
}

void fill_balance(const World& world, Results& results) {
  const auto tonnes_of = [](const std::vector<Account>& accounts) {
    std::vector<double> tonnes;
    for (const Account& account : accounts) tonnes.push_back(in_tonnes(account.mass));
    return tonnes;
  };
  results[Variable::total_released_mass] = tonnes_of(world.ledger.released);
  results[Variable::total_delivered_mass] = tonnes_of(world.ledger.delivered);
  results[Variable::total_in_system_mass] = tonnes_of(in_system(world));
  results[Variable::total_lost_mass].assign(world.scenario().commodities.size(), 0);
}

}  // namespace

Results simulate(const Network& network, std::uint64_t seed, std::uint64_t replication,
                 const std::stop_token& stop, Detail detail, const TakeNews& take) {
  World world(network, seed, replication);
  world.journal.detail = detail;
  world.series.keeps_rows = detail >= Detail::series;
  const Time end = network.scenario.end();
  bool has_ended = false;
  while (!has_ended) {
    const Time until =
        std::min(end, world.now() + kIntervalsBetweenTakes * network.scenario.interval);
    has_ended = run_until(world, until, kEventsBetweenStopChecks) && until == end;
    if (stop.stop_requested()) throw Stopped();
    if (!take) continue;
    take(world, world.journal);
    world.journal.clear();
    world.series.forget_rows();
  }
  if (take) take(world, notes_of_what_remains(world));
  return finish(world, replication);
}

void run_to(World& world, Time end, const std::stop_token& stop) {
  do {
    if (stop.stop_requested()) throw Stopped();
  } while (!run_until(world, end, kEventsBetweenStopChecks));
}

Results finish(const World& world, std::uint64_t replication) {
  check_conservation(world);
  check_investment(world);
  return collect(world, replication);
}

Results collect(const World& world, std::uint64_t replication) {
  Results results;
  results.replication = replication;
  results.fingerprint = fingerprint(world);
  results.values = world.series.rows;
  results.over_time = world.series.over_time;
  world.recorder.fill(results);
  attribution_until_now(world).fill(*world.network, results);
  for (std::size_t d = 0; d < world.scenario().demands.size(); ++d) {
    results[Variable::demand_perceived_time].push_back(perceived_days(world, DemandId(d)));
  }
  fill_facilities(world, results);
  fill_fleets(world, results);
  fill_balance(world, results);
  fill_oil(world, results);
  fill_interventions(world, results);
  fill_cables(world, results);
  fill_calls(world, results);
  fill_investment(world, results);
  results.gridlock = describe_gridlock(world);
  results[Variable::events] = {static_cast<double>(world.scheduler.events_handled())};
  return results;
}

}  // namespace caravan
