// What changes about investment while a scenario runs: plain copyable data.
#pragma once

#include <vector>

#include "caravan/models/programme.hpp"
#include "caravan/sim/event.hpp"

namespace caravan {

struct InvestmentSystem {
  Programme programme;
  EventId next;  // when something is due in the programme
  // Recorded: at the end of each interval, US dollars since the programme began.
  std::vector<double> spent_rows, committed_rows, project_rows;

  bool operator==(const InvestmentSystem&) const = default;
};

}  // namespace caravan
