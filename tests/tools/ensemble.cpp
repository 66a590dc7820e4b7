#include "ensemble.hpp"

#include <doctest/doctest.h>

#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

Network small_network() {
  return load_scenario(std::string(CARAVAN_SOURCE_DIR) + "/tests/tools/small.yaml", {}).build();
}

bool always() { return true; }

std::vector<Results> results_of(const Network& network, const Ensemble& ensemble) {
  std::vector<Results> all;
  run_ensemble(
      network, ensemble, [&](const Results& results, const Recording&) { all.push_back(results); },
      always);
  return all;
}

}  // namespace

TEST_CASE(
    "results come in the order of replications, each as it is alone, on any number of threads") {
  const Network network = small_network();
  for (const unsigned threads : {1u, 2u, 5u, 20u}) {
    const std::vector<Results> all = results_of(
        network, {.seed = 7, .replications = 9, .threads = threads, .keeps_series = true});
    REQUIRE(all.size() == 9);
    for (std::uint64_t k = 0; k < all.size(); ++k) {
      const Results alone = simulate(network, 7, k);
      CHECK(all[k].replication == k);
      CHECK(all[k].fingerprint == alone.fingerprint);
      CHECK(all[k][Variable::stock_mass] == alone[Variable::stock_mass]);
      CHECK(all[k][Variable::corridor_mass] == alone[Variable::corridor_mass]);
    }
  }
}

TEST_CASE("a run that is told to stop ends soon, with nothing but an exception") {
  const Network network = small_network();
  int ticks = 0;
  const auto stop_at_third = [&] { return ++ticks < 3; };
  CHECK_THROWS_AS(run_ensemble(
                      network, {.seed = 1, .replications = 1'000'000, .threads = 2},
                      [](const Results&, const Recording&) {}, stop_at_third),
                  Stopped);
}

TEST_CASE("what goes wrong with the results is not lost among the threads") {
  const Network network = small_network();
  const auto full = [](const Results& results, const Recording&) {
    if (results.replication == 2) throw std::runtime_error("the disk is full");
  };
  CHECK_THROWS_WITH(
      run_ensemble(network, {.seed = 1, .replications = 1000, .threads = 3}, full, always),
      "the disk is full");
}
