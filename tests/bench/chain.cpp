// B4 as a whole program: chain [shipments] [seed]. Prints shipments a second and their mean stay.

#include "chain.hpp"

#include <cstdio>
#include <cstdlib>

#include "stopwatch.hpp"

int main(int argc, char** argv) {
  const std::uint64_t shipments = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  const caravan::bench::Stopwatch watch;
  const double mean = caravan::bench::Chain(seed).run(shipments);
  std::printf("%.0f shipments/s, mean stay %.4f\n", double(shipments) / watch.seconds(), mean);
}
