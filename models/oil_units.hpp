// Oil, measured exactly: what flows out of one tank and into another is never rounded.
//
// Rates are whole millionths of a barrel an hour. What a rate of one moves in a tick of time is
// the unit of volumes, so that volumes are exact products of rates and times.
#pragma once

#include <cmath>

#include "caravan/models/units.hpp"
#include "caravan/sim/time.hpp"
#include "caravan/sim/wide.hpp"

namespace caravan {

using OilVolume = Quantity<struct OilVolumeTag, Wide>;  // barrel / (a million x ticks of an hour)
using OilRate = Quantity<struct OilRateTag>;            // millionth of a barrel an hour

inline constexpr std::int64_t kTicksPerHour = 3600 * kTicksPerSecond;
inline constexpr std::int64_t kOilRatesPerBarrelPerHour = 1'000'000;
inline constexpr double kOilVolumesPerBarrel =
    static_cast<double>(kOilRatesPerBarrelPerHour) * static_cast<double>(kTicksPerHour);

// Rounded to the nearest thousandth of a barrel.
inline OilVolume barrels(double count) {
  return {Wide{std::llround(count * 1000)} * (kOilRatesPerBarrelPerHour / 1000) * kTicksPerHour};
}
constexpr double in_barrels(OilVolume volume) {
  return static_cast<double>(volume.value) / kOilVolumesPerBarrel;
}

inline OilRate barrels_per_hour(double count) {
  return {std::llround(count * static_cast<double>(kOilRatesPerBarrelPerHour))};
}
inline OilRate barrels_per_day(double count) { return barrels_per_hour(count / 24); }
constexpr double in_barrels_per_day(OilRate rate) {
  return static_cast<double>(rate.value) * 24 / static_cast<double>(kOilRatesPerBarrelPerHour);
}

constexpr OilVolume operator*(OilRate rate, Duration time) {
  return {Wide{rate.value} * time.value};
}

// The last tick at which no more than `volume` has flowed, and the first at which all of it has.
// Rates must be above zero, volumes not below. What takes longer than time lasts takes half as
// long.
constexpr Duration in_ticks(Wide ticks) {
  constexpr std::int64_t kMost = kNever.ticks / 2;
  return {ticks < kMost ? static_cast<std::int64_t>(ticks) : kMost};
}
constexpr Duration time_within(OilVolume volume, OilRate rate) {
  return in_ticks(volume.value / rate.value);
}
constexpr Duration time_until(OilVolume volume, OilRate rate) {
  return in_ticks((volume.value + rate.value - 1) / rate.value);
}

// The highest rate that moves no more than `volume` within `time`, which must be above zero; at
// most a thousand million barrels an hour, so that sums of rates don't overflow.
constexpr OilRate rate_for(OilVolume volume, Duration time) {
  constexpr Wide kMost = Wide{1'000'000'000} * kOilRatesPerBarrelPerHour;
  const Wide rate = volume.value / time.value;
  return {static_cast<std::int64_t>(rate < kMost ? rate : kMost)};
}

// Of one grade: so many tonnes, so many barrels.
inline OilVolume volume_of(Mass mass, double barrels_per_tonne) {
  return barrels(in_tonnes(mass) * barrels_per_tonne);
}
constexpr double in_tonnes(OilVolume volume, double barrels_per_tonne) {
  return in_barrels(volume) / barrels_per_tonne;
}

}  // namespace caravan
