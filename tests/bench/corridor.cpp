// B5 as a whole program: corridor [scenario] [demand factor]. One replication of the baseline,
// warm-up included, series recorded; prints events and consignments a second.

#include <cstdio>
#include <cstdlib>

#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"
#include "stopwatch.hpp"

int main(int argc, char** argv) {
  const char* path = argc > 1 ? argv[1] : CARAVAN_SOURCE_DIR "/scenarios/middle_corridor.yaml";
  const double factor = argc > 2 ? std::strtod(argv[2], nullptr) : 1;
  caravan::Scenario scenario = caravan::load_scenario(path, {}).scenario;
  for (caravan::DemandSpec& demand : scenario.demands) demand.rate.value *= factor;
  const caravan::Network network = caravan::build_network(std::move(scenario));

  const caravan::bench::Stopwatch watch;
  caravan::World world(network, 1, 0);
  caravan::run_until(world, network.scenario.end());
  const caravan::Results results = caravan::collect(world, 0);
  const double seconds = watch.seconds();

  double consignments = 0;
  for (const caravan::Shipper& shipper : world.shippers)
    consignments += double(shipper.consignments);
  const double events = results[caravan::Variable::events][0];
  std::printf("%.0f events/s, %.0f consignments/s, %.3f s, %zu bytes a consignment\n",
              events / seconds, consignments / seconds, seconds, sizeof(caravan::Consignment));
}
