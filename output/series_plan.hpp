// Which time series are recorded, and how they are cut into chunks.
//
// A chunk has one entry (one place, or one commodity at one place) over a block of intervals of one
// replication: most entries never have anything but zeros, and their chunks are left out.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "caravan/models/journal.hpp"
#include "caravan/models/network.hpp"
#include "caravan/output/selection.hpp"

namespace caravan {

struct SeriesPlan {
  struct Recorded {
    Variable variable;
    std::size_t entries = 0;      // of an interval
    std::vector<bool> is_chosen;  // by entry; empty if all are
  };

  // Nothing below Detail::series. Throws SelectionError.
  SeriesPlan(const Network& network, Detail detail, const std::vector<std::string>& only);

  std::vector<Recorded> recorded;  // in the order of Variable
  std::size_t intervals = 0;
  std::size_t intervals_in_chunk = 0;
};

}  // namespace caravan
