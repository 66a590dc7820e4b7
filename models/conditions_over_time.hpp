// Which conditions hold when: the scenario as interventions make it, from one change to the next.
#pragma once

#include <memory>
#include <vector>

#include "caravan/models/intervention_state.hpp"
#include "caravan/models/network.hpp"

namespace caravan {

class ConditionsInTurn;

// The scenario as it is at some time. Those of one list of periods share one scenario that is
// changed from one to the next: what refers into it holds until another is looked at.
class ScenarioThen {
 public:
  template <class ScenarioType>
  ScenarioThen(std::shared_ptr<ScenarioType> always) : always_(std::move(always)) {}
  ScenarioThen(std::shared_ptr<ConditionsInTurn> conditions, std::size_t index)
      : conditions_(std::move(conditions)), index_(index) {}

  const Scenario& operator*() const;
  const Scenario* operator->() const { return &**this; }
  bool operator==(const ScenarioThen&) const = default;

 private:
  std::shared_ptr<const Scenario> always_;  // or:
  std::shared_ptr<ConditionsInTurn> conditions_;
  std::size_t index_ = 0;
};

// The conditions that hold for some time.
struct CapacityPeriod {
  Time from;
  Time until;
  ScenarioThen scenario;
};

// What interventions of known dates will change. Those that depend on luck, on how full something
// is or on money are left out: they are as if they never came.
std::vector<LoggedChange> dated_changes(const Network& network);

// From the start of results to the end, as the changes make it.
std::vector<CapacityPeriod> periods_of(const Network& network,
                                       const std::vector<LoggedChange>& changes);

// What of the periods lies between the two.
std::vector<CapacityPeriod> within(const std::vector<CapacityPeriod>& periods, Time from,
                                   Time until);

}  // namespace caravan
