// Which conditions hold when: the scenario as interventions make it, from one change to the next.
#pragma once

#include <memory>
#include <vector>

#include "caravan/models/intervention_state.hpp"
#include "caravan/models/network.hpp"

namespace caravan {

// The conditions that hold for some time.
struct CapacityPeriod {
  Time from;
  Time until;
  std::shared_ptr<const Scenario> scenario;
};

// What interventions of known dates will change. Those that depend on luck, on how full something
// is or on money are left out: they are as if they never came.
std::vector<LoggedChange> dated_changes(const Network& network);

// From the start of results to the end, as the changes make it. Periods in which the same holds
// share their scenario.
std::vector<CapacityPeriod> periods_of(const Network& network,
                                       const std::vector<LoggedChange>& changes);

// What of the periods lies between the two.
std::vector<CapacityPeriod> within(const std::vector<CapacityPeriod>& periods, Time from,
                                   Time until);

}  // namespace caravan
