#include "ensemble.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "caravan/models/simulate.hpp"
#include "caravan/output/ensemble_writer.hpp"
#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

Network small_network() {
  return load_scenario(std::string(CARAVAN_SOURCE_DIR) + "/tests/tools/small.yaml", {}).build();
}

bool always() { return true; }

std::vector<Results> results_of(const Network& network, const Ensemble& ensemble) {
  std::vector<Results> all;
  run_ensemble(network, ensemble,
               {.whole = [&](const Results& results, Recording&) { all.push_back(results); }},
               always);
  return all;
}

std::string bytes_of_file(const Network& network, unsigned threads, bool is_written_early) {
  namespace fs = std::filesystem;
  const fs::path path =
      fs::temp_directory_path() / ("caravan-ensemble-" + std::to_string(::getpid()) + ".h5");
  const Ensemble ensemble{
      .seed = 3, .replications = 4, .threads = threads, .detail = Detail::events};
  EnsembleWriter writer(path.string(), network,
                        {.replications = ensemble.replications, .detail = ensemble.detail}, false);
  int early = 0;
  Collector collector{.whole = [&](const Results& results, Recording& recording) {
    writer.write(results, recording);
  }};
  if (is_written_early) {
    collector.news = [&](Recording& recording, const World& world, const Journal& news) {
      writer.write(recording, world, news);
      ++early;
    };
  }
  run_ensemble(network, ensemble, collector, always);
  writer.finish();
  CHECK((early > 0) == is_written_early);
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  fs::remove(path);
  return bytes;
}

}  // namespace

TEST_CASE("the bytes of a file do not depend on what waited for its turn") {
  const Network network = small_network();
  const std::string all_waited = bytes_of_file(network, 1, false);
  CHECK(all_waited.size() > 100'000);
  for (const unsigned threads : {1u, 2u, 4u}) {
    const bool is_same = bytes_of_file(network, threads, true) == all_waited;
    CHECK(is_same);
  }
}

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
  CHECK_THROWS_AS(run_ensemble(network, {.seed = 1, .replications = 1'000'000, .threads = 2},
                               {.whole = [](const Results&, Recording&) {}}, stop_at_third),
                  Stopped);
}

TEST_CASE("what goes wrong with the results is not lost among the threads") {
  const Network network = small_network();
  const auto full = [](const Results& results, Recording&) {
    if (results.replication == 2) throw std::runtime_error("the disk is full");
  };
  CHECK_THROWS_WITH(run_ensemble(network, {.seed = 1, .replications = 1000, .threads = 3},
                                 {.whole = full}, always),
                    "the disk is full");
}
