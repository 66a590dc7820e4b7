// What a scenario says about cables: who sends power or data through them, and who wants it.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "caravan/models/ids.hpp"
#include "caravan/models/units.hpp"
#include "caravan/sim/distribution.hpp"

namespace caravan {

enum class Carries : std::uint8_t { power, data };

using Throughput = Quantity<struct ThroughputTag, double>;  // watt, or bit a second

// January first: what a month has of what is said for the year.
using MonthlyFactors = std::array<double, 12>;
inline constexpr MonthlyFactors kSameAllYear{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

struct CableFailureSpec {
  Distribution every_hours;   // from the end of one repair to the next failure
  Distribution repair_hours;  // during which it carries nothing
  bool operator==(const CableFailureSpec&) const = default;
};

// Carries both ways; power only one way at a time.
struct CableSpec {
  std::string id;
  std::string name;
  PlaceId from;
  PlaceId to;
  Carries carries = Carries::power;
  Distance length;
  Throughput capacity;  // of what is fed in; 0 until it is there
  double loss = 0;      // share of the power fed in that does not come out, 0 .. below 1
  Money cost;           // of a MWh or Tbit fed in
  std::optional<CableFailureSpec> failures;
  bool operator==(const CableSpec&) const = default;
};

// Power stations, or a grid that has some to spare.
struct PowerSupplySpec {
  std::string id;
  std::string name;
  PlaceId place;
  Throughput power;  // at most
  MonthlyFactors by_month = kSameAllYear;
  Money cost;  // of a MWh
  bool operator==(const PowerSupplySpec&) const = default;
};

// Who wants power at a place, or data sent from one place to another.
struct CableDemandSpec {
  std::string id;
  std::string name;
  Carries carries = Carries::power;
  PlaceId from;  // of data; none for power, which may come from anywhere
  PlaceId to;
  Throughput rate;
  MonthlyFactors by_month = kSameAllYear;
  std::int32_t priority = 0;  // the higher is served first, then the first in the file
  bool operator==(const CableDemandSpec&) const = default;
};

}  // namespace caravan
