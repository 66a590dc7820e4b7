// Uses all four layers from outside.

#include <caravan/models/simulate.hpp>
#include <caravan/output/ensemble_writer.hpp>
#include <caravan/scenarios/load.hpp>
#include <caravan/sim/time.hpp>
#include <iostream>

int main() {
  try {
    caravan::load_scenario("nowhere.yaml", {});
  } catch (const caravan::ScenarioFileMissing& error) {
    std::cout << caravan::to_iso(caravan::Time{}) << ' ' << error.what() << '\n';
    return 0;
  }
  return 1;
}
