// Many replications on the threads of one machine.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "caravan/models/journal.hpp"
#include "caravan/models/results.hpp"
#include "caravan/output/recording.hpp"

namespace caravan {

struct Ensemble {
  std::uint64_t seed = 1;
  std::uint64_t replications = 1;
  unsigned threads = 1;
  Detail detail = Detail::series;
  std::vector<std::string> only{};  // patterns of the series that are recorded
  bool keeps_series = false;        // in the results too, at the cost of memory
  std::string folder = ".";         // for what is too large to wait in memory
  std::uint64_t first_replication = 0;
};

// What becomes of replications, one call at a time and in their order: so what is made of them does
// not depend on the number of threads.
struct Collector {
  // One that has ended, on the thread that called run_ensemble.
  std::function<void(const Results&, Recording&)> whole;
  // What is new in the world of the first that has not been collected, on its own thread; all that
  // it recorded before it was the first is in its recording. Without this, all waits for the end.
  std::function<void(Recording&, const World&, const Journal& news)> news{};
};

// Calls `tick` some ten times a second; when it returns false, stops and throws Stopped.
// An exception of a replication or of `collector` is thrown here.
void run_ensemble(const Network& network, const Ensemble& ensemble, const Collector& collector,
                  const std::function<bool()>& tick);

// Processors that this process may use, as batch systems restrict them.
unsigned available_processors();

}  // namespace caravan
