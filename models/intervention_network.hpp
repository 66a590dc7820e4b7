// Which attributes interventions change, and which interventions follow others.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "caravan/models/intervention_spec.hpp"

namespace caravan {

struct Scenario;

// An attribute of a target that some interventions change.
struct Change {
  struct Cause {
    InterventionId intervention;
    std::size_t effect = 0;
    bool operator==(const Cause&) const = default;
  };
  std::uint32_t attribute = 0;
  std::uint32_t target = 0;
  std::uint32_t part = 0;
  double base = 0;            // before any of them
  std::vector<Cause> causes;  // in the order of the scenario
  bool operator==(const Change&) const = default;
};

// Where it stands in the scenario: "places.aktau.berths.container"; and in which unit it is.
std::string name_of(const Scenario& scenario, const Change& change);
std::string unit_of(const Scenario& scenario, const Change& change);

struct InterventionNetwork {
  std::vector<Change> changes;
  std::vector<std::vector<std::size_t>> changes_of;      // by intervention
  std::vector<std::vector<InterventionId>> followed_by;  // by intervention
  std::vector<std::size_t> facility_of;  // by intervention: that whose occupancy it waits for
  bool operator==(const InterventionNetwork&) const = default;
};

// Without `facility_of`.
InterventionNetwork build_interventions(const Scenario& scenario);

// The scenario with every rate of oil as high as interventions can make it.
Scenario at_its_most(const Scenario& scenario, const InterventionNetwork& interventions);

// What all that is in force makes of a value. Of those that set it, the one further down in the
// scenario holds; then what is added is added, and then what is multiplied is multiplied. At part
// of its strength an effect does that part of what it would do alone.
struct Influence {
  Operation operation = Operation::times;
  double operand = 1;
  double strength = 1;  // 0 .. 1
};
double compose(double base, const std::vector<Influence>& influences);

// The same of a change's value, within its attribute's range; whole, if it is of whole things.
double value_within_range(const Change& change, const std::vector<Influence>& influences);

}  // namespace caravan
