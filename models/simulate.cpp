#include "caravan/models/simulate.hpp"

#include <limits>

#include "caravan/models/world.hpp"

namespace caravan {
namespace {

constexpr std::uint64_t kEventsBetweenStopChecks = 50'000;
constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

struct FacilityFigures {
  double utilisation = kUndefined;
  double wait_mean = kUndefined;
  double queue_mean = kUndefined;
  double requests = 0;
};

FacilityFigures figures_of(const Resource& resource, Time now) {
  return {resource.utilisation(now), resource.wait_hours().mean(), resource.mean_queue(now),
          static_cast<double>(resource.wait_hours().count())};
}

FacilityFigures figures_of(const Store& store, Time now) {
  return {store.mean_content(now) / static_cast<double>(store.capacity()),
          store.wait_hours().mean(), store.mean_blocked(now),
          static_cast<double>(store.wait_hours().count())};
}

// Mean queues by Little's law: the sum of all waits over the time they were counted in.
FacilityFigures figures_of(const Paths& paths, Time now) {
  const double counted = in_hours(now - paths.counted_since);
  const auto trains = static_cast<double>(paths.wait_hours.count());
  const double waited = trains > 0 ? trains * paths.wait_hours.mean() : 0;
  return {trains * in_hours(paths.headway) / counted, paths.wait_hours.mean(), waited / counted,
          trains};
}

FacilityFigures figures_of(const Pipeline& pipeline, Time now, Duration counted) {
  const auto lots = static_cast<double>(pipeline.wait_hours.count());
  const double waited = lots > 0 ? lots * pipeline.wait_hours.mean() : 0;
  return {pipeline.pumping.mean(now), pipeline.wait_hours.mean(), waited / in_hours(counted), lots};
}

FacilityFigures figures_of(const World& world, const Facility& facility) {
  using Kind = Facility::Kind;
  const Time now = world.now();
  switch (facility.kind) {
    case Kind::berths:
      return figures_of(world.places[facility.place.index()].berths[facility.index], now);
    case Kind::tracks:
      return figures_of(world.places[facility.place.index()].tracks, now);
    case Kind::formalities:
      return figures_of(world.places[facility.place.index()].desks, now);
    case Kind::storage:
      return figures_of(
          world.places[facility.place.index()].storage[static_cast<CargoClass>(facility.index)],
          now);
    case Kind::paths:
      return figures_of(world.paths[facility.link.index()], now);
    case Kind::pipeline:
      return figures_of(world.pipelines[facility.link.index()], now,
                        world.network->scenario.duration);
  }
  return {};
}

void fill_facilities(const World& world, Results& results) {
  for (const Facility& facility : world.network->facilities) {
    const FacilityFigures figures = figures_of(world, facility);
    results[Variable::facility_utilisation].push_back(figures.utilisation);
    results[Variable::facility_wait_mean].push_back(figures.wait_mean);
    results[Variable::facility_queue_mean].push_back(figures.queue_mean);
    results[Variable::facility_requests].push_back(figures.requests);
  }
}

void fill_balance(const World& world, Results& results) {
  const auto in_tonnes_each = [](const std::vector<Mass>& masses) {
    std::vector<double> tonnes;
    for (const Mass mass : masses) tonnes.push_back(in_tonnes(mass));
    return tonnes;
  };
  results[Variable::total_released_mass] = in_tonnes_each(world.ledger.released);
  results[Variable::total_delivered_mass] = in_tonnes_each(world.ledger.delivered);
  results[Variable::total_in_system_mass] = in_tonnes_each(mass_in_system(world));
}

}  // namespace

Results simulate(const Network& network, std::uint64_t seed, std::uint64_t replication,
                 std::stop_token stop) {
  World world(network, seed, replication);
  while (!run_until(world, network.scenario.end(), kEventsBetweenStopChecks)) {
    if (stop.stop_requested()) throw Stopped();
  }
  check_conservation(world);
  return collect(world, replication);
}

Results collect(const World& world, std::uint64_t replication) {
  Results results;
  results.replication = replication;
  results.fingerprint = fingerprint(world);
  world.recorder.fill(*world.network, results);
  fill_facilities(world, results);
  fill_balance(world, results);
  results[Variable::events] = {static_cast<double>(world.scheduler.events_handled())};
  return results;
}

}  // namespace caravan
