// What changes about investment while a scenario runs: plain copyable data.
#pragma once

#include <vector>

#include "caravan/models/programme.hpp"
#include "caravan/sim/event.hpp"

namespace caravan {

struct InvestmentSystem {
  Programme programme;
  EventId next;  // when something is due in the programme

  bool operator==(const InvestmentSystem&) const = default;
};

}  // namespace caravan
