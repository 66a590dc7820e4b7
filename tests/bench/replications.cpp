// B3 as a whole program: replications [threads] [count] [customers]. So many independent runs of B1
// on so many threads; prints replications a second.

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "mm1.hpp"
#include "stopwatch.hpp"

int main(int argc, char** argv) {
  const unsigned long threads = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1;
  const std::uint64_t count = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 100;
  const std::uint64_t customers = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1'000'000;
  const caravan::bench::Stopwatch watch;
  std::atomic<std::uint64_t> next{0};
  std::vector<double> means(count);
  {
    std::vector<std::jthread> workers;
    for (unsigned long i = 0; i < threads; ++i) {
      workers.emplace_back([&] {
        for (std::uint64_t k = next++; k < count; k = next++) {
          means[k] = caravan::bench::Mm1(k).run(customers);
        }
      });
    }
  }
  double sum = 0;
  for (const double mean : means) sum += mean;
  std::printf("%.3f replications/s, mean stay %.4f\n", double(count) / watch.seconds(),
              sum / double(count));
}
