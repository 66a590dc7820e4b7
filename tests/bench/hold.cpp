// B2 as a whole program: hold [queue] [pending] [pattern]. Prints nanoseconds a hold, the median
// of five batches. Queues: caravan, std, boost4, pairing; patterns: exponential, midnights,
// bimodal, moving.

#include "hold.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "hold_queues.hpp"
#include "stopwatch.hpp"

using namespace caravan;
using namespace caravan::bench;

namespace {

constexpr std::uint64_t kHoldsInBatch = 3'000'000;

template <class Queue>
double nanoseconds_per_hold(std::uint32_t pending, Pattern pattern) {
  Hold<Queue> hold(pending, pattern);
  hold.run(std::max<std::uint64_t>(std::uint64_t{3} * pending, 300'000));  // warm
  std::array<double, 5> batches{};
  for (double& batch : batches) {
    const Stopwatch watch;
    hold.run(kHoldsInBatch);
    batch = watch.seconds() / double(kHoldsInBatch) * 1e9;
  }
  std::sort(batches.begin(), batches.end());
  return batches[2];
}

double measure(const std::string& queue, std::uint32_t pending, Pattern pattern) {
  if (queue == "std") return nanoseconds_per_hold<StandardQueue>(pending, pattern);
  if (queue == "boost4") return nanoseconds_per_hold<BoostDaryQueue>(pending, pattern);
  if (queue == "pairing") return nanoseconds_per_hold<BoostPairingQueue>(pending, pattern);
  return nanoseconds_per_hold<CaravanQueue>(pending, pattern);
}

Pattern pattern_called(const std::string& name) {
  if (name == "moving") return Pattern::moving;
  if (name == "midnights") return Pattern::midnights;
  return name == "bimodal" ? Pattern::bimodal : Pattern::exponential;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string queue = argc > 1 ? argv[1] : "caravan";
  const auto pending = static_cast<std::uint32_t>(argc > 2 ? std::atoi(argv[2]) : 10'000);
  const Pattern pattern = pattern_called(argc > 3 ? argv[3] : "exponential");
  std::printf("%.1f ns/hold\n", measure(queue, pending, pattern));
}
