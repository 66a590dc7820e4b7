// B1, B2, B4 and B5 through Google Benchmark, for work on one of them:
//
//   build/release/bin/bench_google --benchmark_filter=hold

#include <benchmark/benchmark.h>

#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"
#include "chain.hpp"
#include "hold_queues.hpp"
#include "mm1.hpp"

namespace {

using namespace caravan;
using namespace caravan::bench;

void mm1(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Mm1(1).run(100'000));
  state.SetItemsProcessed(state.iterations() * 100'000);
}
BENCHMARK(mm1);

template <class Queue>
void hold(benchmark::State& state) {
  Hold<Queue> model(static_cast<std::uint32_t>(state.range(0)),
                    static_cast<Pattern>(state.range(1)));
  model.run(static_cast<std::uint64_t>(3 * state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(model.run(10'000));
  state.SetItemsProcessed(state.iterations() * 10'000);
}
BENCHMARK(hold<CaravanQueue>)->ArgsProduct({{100, 10'000, 1'000'000}, {0, 1, 2, 3}});
BENCHMARK(hold<StandardQueue>)->ArgsProduct({{100, 10'000, 1'000'000}, {0, 1, 2, 3}});
BENCHMARK(hold<BoostDaryQueue>)->ArgsProduct({{100, 10'000, 1'000'000}, {0, 1, 2, 3}});

void chain(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Chain(1).run(100'000));
  state.SetItemsProcessed(state.iterations() * 100'000);
}
BENCHMARK(chain);

void corridor(benchmark::State& state) {
  const Network network =
      load_scenario(CARAVAN_SOURCE_DIR "/scenarios/middle_corridor.yaml", {}).build();
  double events = 0;
  for (auto _ : state) events += simulate(network, 1, 0)[Variable::events][0];
  state.SetItemsProcessed(static_cast<std::int64_t>(events));
}
BENCHMARK(corridor)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
