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

// Hands the results to `take` one by one, in the order of replications, on the calling
// thread: what is made of them does not depend on the number of threads.
// Calls `tick` some ten times a second; when it returns false, stops and throws Stopped.
// An exception of a replication is thrown here.
void run_ensemble(const Network& network, const Ensemble& ensemble,
                  const std::function<void(const Results&, const Recording&)>& take,
                  const std::function<bool()>& tick);

// Processors that this process may use, as batch systems restrict them.
unsigned available_processors();

}  // namespace caravan
