#include "caravan/sim/wait_statistics.hpp"

namespace caravan {

void WaitStatistics::ended(Time now, Time since) {
  tally_.add(now - since);
  sketch_.add(static_cast<double>((now - since).value));
  account(now, since);
}

}  // namespace caravan
