// B5 as a whole program: corridor [factor]. One replication of the baseline, warm-up
// included, series and records kept. With a factor, so many times the traffic on so many times the
// vessels, berths, paths, yards and so on: the same load on everything, in a larger world.

#include <sys/resource.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"
#include "stopwatch.hpp"

namespace {

using namespace caravan;

void grow(std::vector<GradeVolume>& volumes, double factor) {
  for (GradeVolume& one : volumes) one.volume.value *= factor;
}

void grow(PlaceSpec& place, std::int64_t factor) {
  for (BerthSpec& berths : place.berths) berths.count *= factor;
  for (CranesSpec& cranes : place.cranes) cranes.count *= factor;
  for (auto& room : place.storage) {
    if (room) room->value *= factor;
  }
  for (TankSpec& tank : place.tanks) {
    tank.capacity.value *= static_cast<double>(factor);
    tank.dead_stock.value *= static_cast<double>(factor);
    grow(tank.stock, static_cast<double>(factor));
  }
  if (place.formalities) place.formalities->desks *= factor;
  if (place.gate) place.gate->lanes *= factor;
  if (place.sidings) *place.sidings *= factor;
  if (place.bogie_exchange) place.bogie_exchange->lines *= factor;
  place.tugs *= factor;
  place.pilots *= factor;
  place.tracks *= factor;
}

void grow(PipelineSpec& pipeline, double factor) {
  pipeline.per_day.value *= factor;
  pipeline.least_per_day.value *= factor;
  grow(pipeline.line_fill, factor);
}

// Parcels and batches stay what they are: more of them come.
void grow_oil(Scenario& scenario, double factor) {
  for (FieldSpec& field : scenario.fields) field.per_day.value *= factor;
  for (OfftakeSpec& offtake : scenario.offtakes) offtake.per_day.value *= factor;
  for (LiftingSpec& lifting : scenario.liftings) {
    lifting.spacing = hours(in_hours(lifting.spacing) / factor);
    lifting.keeps.value *= factor;
  }
  for (ShipperSpec& shipper : scenario.shippers) {
    shipper.keeps.value *= factor;
    for (OutletSpec& outlet : shipper.outlets) {
      outlet.least_per_day.value *= factor;
      outlet.most_per_day.value *= factor;
    }
  }
}

void grow(Scenario& scenario, std::int64_t factor) {
  grow_oil(scenario, static_cast<double>(factor));
  for (PlaceSpec& place : scenario.places) grow(place, factor);
  for (FleetSpec& fleet : scenario.fleets) {
    fleet.vessels *= factor;
    fleet.timetable.every.value /= factor;
  }
  for (LinkSpec& link : scenario.links) {
    link.rail.paths_per_day *= static_cast<double>(factor);
    grow(link.pipeline, static_cast<double>(factor));
  }
  for (RollingStockSpec& stock : scenario.rolling_stock) {
    for (auto& home : stock.homes) home.count *= factor;
  }
  for (EquipmentSpec& equipment : scenario.equipment) equipment.count.value *= factor;
  for (EmbargoSpec& embargo : scenario.embargoes) {
    embargo.begins_above.value *= factor;
    embargo.ends_below.value *= factor;
  }
  for (DemandSpec& demand : scenario.demands) demand.rate.value *= static_cast<double>(factor);
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  Scenario scenario =
      load_scenario(CARAVAN_SOURCE_DIR "/scenarios/middle_corridor.yaml", {}).scenario;
  grow(scenario, argc > 1 ? std::atoll(argv[1]) : 1);
  const Network network = build_network(std::move(scenario));
  const double before = peak_megabytes();

  const bench::Stopwatch watch;
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  const Results results = collect(world, 0);
  const double seconds = watch.seconds();

  double consignments = 0;
  for (const Shipper& shipper : world.shippers) consignments += double(shipper.consignments);
  const auto alive = static_cast<double>(world.consignments.live());
  const double record_bytes = static_cast<double>(world.books.bytes_in_use()) / alive;
  const double events = results[Variable::events][0];
  std::printf(
      "%.0f events/s, %.0f consignments/s, %.3f s, %zu + %.0f bytes a consignment alive and its "
      "record, %.0f alive of %.0f, %.0f MB\n",
      events / seconds, consignments / seconds, seconds, sizeof(Consignment), record_bytes, alive,
      consignments, peak_megabytes() - before);
}
