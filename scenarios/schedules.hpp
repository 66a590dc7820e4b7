// Values that change on stated dates, and volumes that change with the month and from year to year:
// each becomes an intervention of its own, which stands before all others.
#pragma once

#include <optional>

#include "caravan/models/cable_spec.hpp"
#include "caravan/scenarios/reading.hpp"

namespace caravan {

// The dates of one, in their order. Mistakes are reported.
std::vector<Time> dates_of(Reading& reading, const YamlNode& schedule, const std::string& path);

// For each value in `reading.schedules`. All sections with targets must have been read.
void add_schedules(Reading& reading);

// By month, and more each year than in the one before, from `since` on.
struct Season {
  MonthlyFactors by_month = kSameAllYear;
  double growth = 0;
  std::optional<Time> since;  // else the scenario's start
};

// Of a demand's volume, if it is other than the same at all times.
void add_season(Reading& reading, DemandId demand, const Season& season);

}  // namespace caravan
