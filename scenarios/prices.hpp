// In which money a scenario is told: US dollars of one year. Euros and the prices of other years
// are changed into them where they are read.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "caravan/scenarios/measure.hpp"

namespace caravan {

struct Prices {
  double dollars_per_euro = 1.075;
  std::optional<int> year;       // whose prices all is told in
  std::map<int, double> levels;  // of other years, as parts of that year's
};

// The measure with dollars of that year in place of all other money. Nothing, with what is wrong in
// `problem`, if it has a year and is no money, or if the price level of its year is not known.
std::optional<Measure> in_dollars(const Prices& prices, const Measure& measure,
                                  std::string& problem);

}  // namespace caravan
