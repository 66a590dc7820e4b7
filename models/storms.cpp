#include "caravan/models/storms.hpp"

#include <algorithm>

#include "caravan/models/harbour.hpp"
#include "caravan/models/weather.hpp"
#include "caravan/sim/special_functions.hpp"

namespace caravan {
namespace {

void await_front(World& world, StormId id) {
  const std::uint64_t next = world.fronts_passed[id.index()] + 1;
  const Time passes = world.now() + world.luck.until_front(world.scenario(), id, next);
  if (passes < world.scenario().end()) {
    world.scheduler.schedule(passes, EventKind::front_passed, id.value);
  }
}

// Whoever is closed already knows no other weather until it is over.
void let_pass(World& world, const StormSpec& storm, PlaceId port, double z) {
  if (world.places[port.index()].port.is_stormy) return;
  const WeatherSpec& weather = *world[port].weather;
  // An intervention may make it worse than fronts come.
  const double often = closures_per_hour(weather, date_of(world.now()).month);
  const double hit = std::min(often * in_hours(storm.fronts), 1.0);
  const double worse = normal_share(-z);  // share of fronts that are worse than this one
  if (worse >= hit) return;
  constexpr double kLeast = 0x1p-53;  // the worst of all would last for ever
  close_for(world, port, std::clamp((hit - worse) / hit, kLeast, 1 - kLeast));
}

}  // namespace

void begin_storms(World& world) {
  world.fronts_passed.resize(world.scenario().storms.size());
  for (std::size_t s = 0; s < world.fronts_passed.size(); ++s) await_front(world, StormId(s));
}

void on_front_passed(World& world, StormId id) {
  const std::uint64_t front = ++world.fronts_passed[id.index()];
  const StormSpec& storm = (*world.network)[id];
  const std::vector<double> z = weather_of_front(world, id, front);
  for (std::size_t p = 0; p < z.size(); ++p) let_pass(world, storm, storm.ports[p], z[p]);
  await_front(world, id);
}

std::vector<double> weather_of_front(const World& world, StormId id, std::uint64_t front) {
  const StormSpec& storm = (*world.network)[id];
  const LowerTriangle& weights = world.network->storms.weights[id.index()];
  std::vector<double> own, z;
  for (std::size_t p = 0; p < storm.ports.size(); ++p) {
    own.push_back(world.luck.front(id, storm.ports[p], front));
    double sum = 0;
    for (std::size_t k = 0; k <= p; ++k) sum += weights[p][k] * own[k];
    z.push_back(sum);
  }
  return z;
}

}  // namespace caravan
