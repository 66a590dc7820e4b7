// B1 as a whole program: mm1 [customers] [seed]. Prints customers a second and their mean stay.

#include "mm1.hpp"

#include <cstdio>
#include <cstdlib>

#include "stopwatch.hpp"

int main(int argc, char** argv) {
  const std::uint64_t customers = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  const caravan::bench::Stopwatch watch;
  const double mean = caravan::bench::Mm1(seed).run(customers);
  std::printf("%.0f customers/s, mean stay %.4f\n", double(customers) / watch.seconds(), mean);
}
