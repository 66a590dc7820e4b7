// What one replication leaves behind.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "caravan/models/intervention_state.hpp"
#include "caravan/models/network.hpp"
#include "caravan/models/series.hpp"
#include "caravan/models/variables.hpp"

namespace caravan {

struct Results {
  std::uint64_t replication = 0;
  std::uint64_t fingerprint = 0;      // of the final world: equal worlds, equal numbers
  std::vector<std::string> gridlock;  // who waits for whom in a circle at the end; empty if nobody
  std::vector<LoggedChange> changes;  // what interventions made of attributes, and when
  // Not a number where there is nothing to say (the mean of no deliveries). Of series, the rows
  // that nobody has taken away: none, if somebody took all.
  VariableValues values;
  VariableValues over_time;  // of series: see Series; empty of others
  std::vector<double> lowest_tank_stock, highest_tank_stock;  // mean of an interval, bbl, by tank
  std::vector<Time> first_in_effect;  // beginning of the interval, by intervention; or kNever

  std::vector<double>& operator[](Variable v) { return values[static_cast<std::size_t>(v)]; }
  const std::vector<double>& operator[](Variable v) const {
    return values[static_cast<std::size_t>(v)];
  }
  const std::vector<double>& of_run(Variable series) const {
    return over_time[static_cast<std::size_t>(series)];
  }
};

// The names along a dimension, in the order of the values; empty for time and none.
std::vector<std::string> labels_of(const Network& network, Dimension dimension);

// Beginnings of the recorded intervals, the first at the scenario's start.
std::vector<Time> interval_starts(const Scenario& scenario);

// How many values a dimension has; 1 for none.
std::size_t extent_of(const Network& network, Dimension dimension);

}  // namespace caravan
