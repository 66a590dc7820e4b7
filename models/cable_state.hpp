// What changes about cables while a scenario runs: plain copyable data.
//
// Rates are whole watts or bits a second, amounts exact products of rates and ticks: what goes into
// a cable comes out of it or is lost in it, to the last unit.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/sim/event.hpp"
#include "caravan/sim/quantity.hpp"
#include "caravan/sim/time.hpp"
#include "caravan/sim/wide.hpp"

namespace caravan {

using CableRate = Quantity<struct CableRateTag>;            // watt, or bit a second
using CableAmount = Quantity<struct CableAmountTag, Wide>;  // of a rate of one, in a tick

constexpr CableAmount operator*(CableRate rate, Duration time) {
  return {Wide{rate.value} * time.value};
}
constexpr double in_megawatt_hours(CableAmount energy) {
  return static_cast<double>(energy.value) / (3600.0 * kTicksPerSecond * 1e6);
}
constexpr double in_terabits(CableAmount data) {
  return static_cast<double>(data.value) / (1e12 * kTicksPerSecond);
}

// A rate now, and all that it has moved.
struct CableMeter {
  CableRate rate;
  CableAmount ever;
  CableAmount at_row;  // ever, when the last interval ended

  void settle(Duration time) { ever += rate * time; }
  CableAmount in_interval() const { return ever - at_row; }
  bool operator==(const CableMeter&) const = default;
};

// From the place that its spec names first to the other, or back.
enum class Direction : std::uint8_t { there, back };
inline constexpr std::array kDirections = {Direction::there, Direction::back};

struct CableFlow {
  CableMeter fed;   // into it
  CableMeter came;  // out of it
  bool operator==(const CableFlow&) const = default;
};

struct Cable {
  bool is_commissioned = false;  // has ever had a capacity
  bool has_failed = false;       // and is being repaired
  bool is_in_service = false;
  std::uint64_t failures = 0;
  std::array<CableFlow, 2> flows;  // by Direction
  Duration in_service;             // in the interval
  Duration in_service_of_run;      // since counting began
  Duration commissioned_of_run;

  CableFlow& operator[](Direction way) { return flows[static_cast<std::size_t>(way)]; }
  const CableFlow& operator[](Direction way) const { return flows[static_cast<std::size_t>(way)]; }
  bool operator==(const Cable&) const = default;
};

struct PowerSupply {
  CableRate most;  // in this month
  CableMeter supplied;
  bool operator==(const PowerSupply&) const = default;
};

struct CableDemand {
  CableMeter wanted;
  CableMeter served;
  double usd_per_second = 0;     // for what is served
  double kilometres = 0;         // of the ways of what is served, times its rate
  double usd = 0;                // in the interval
  double kilometres_of_run = 0;  // the same, times seconds
  CableAmount served_before;     // counting began

  bool operator==(const CableDemand&) const = default;
};

struct CableSystem {
  Time settled;                       // until when flows are booked
  std::vector<Cable> cables;          // by CableId
  std::vector<PowerSupply> supplies;  // by PowerSupplyId
  std::vector<CableDemand> demands;   // by CableDemandId

  bool operator==(const CableSystem&) const = default;
};

}  // namespace caravan
