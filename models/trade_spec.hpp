// What a scenario says about the trade between two countries.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/models/units.hpp"

namespace caravan {

// What is delivered from places of one country to places of the other, by the commodities' value.
struct TradeSpec {
  std::string id;
  std::string name;
  std::string country;  // ISO 3166-1 alpha-2; its exports are to `partner`
  std::string partner;
  std::vector<DemandId> also;    // transshipped: with one end in either country
  std::vector<DemandId> except;  // between the two, but not their trade: transit
  std::optional<Money> observed_per_year;
  std::int64_t observed_in = 0;  // year
  std::optional<Money> target_per_year;
  bool operator==(const TradeSpec&) const = default;
};

}  // namespace caravan
