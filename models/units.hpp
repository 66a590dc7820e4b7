// What logistics measures, as types.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "caravan/sim/quantity.hpp"

namespace caravan {

using Mass = Quantity<struct MassTag>;                  // kilogram
using Teu = Quantity<struct TeuTag>;                    // twenty-foot equivalent unit
using Volume = Quantity<struct VolumeTag, double>;      // barrel
using Distance = Quantity<struct DistanceTag, double>;  // kilometre
using Depth = Quantity<struct DepthTag, double>;        // metre
using Speed = Quantity<struct SpeedTag, double>;        // kilometre per hour
using Money = Quantity<struct MoneyTag, double>;        // US dollar

// How cargo is counted and carried: in boxes, in wagons that roll onto ferries, on lorries that
// drive aboard, loose, or as a liquid.
enum class CargoClass : std::uint8_t { container, wagon, truck, general, crude };

inline constexpr std::size_t kCargoClasses = 5;
inline constexpr std::array<std::string_view, kCargoClasses> kCargoClassNames = {
    "container", "wagon", "truck", "general", "crude"};

// Of which tariffs, fees and rates are said.
inline constexpr std::array<std::string_view, kCargoClasses> kTariffUnits = {"TEU", "wagon",
                                                                             "truck", "t", "t"};

// In whole TEU, wagons or trucks; the others in whole kilograms.
constexpr bool is_counted(CargoClass cargo) {
  return cargo == CargoClass::container || cargo == CargoClass::wagon || cargo == CargoClass::truck;
}

// One value for each class of cargo.
template <class T>
class PerCargo {
 public:
  constexpr T& operator[](CargoClass cargo) { return values_[static_cast<std::size_t>(cargo)]; }
  constexpr const T& operator[](CargoClass cargo) const {
    return values_[static_cast<std::size_t>(cargo)];
  }
  constexpr auto begin() { return values_.begin(); }
  constexpr auto end() { return values_.end(); }
  constexpr auto begin() const { return values_.begin(); }
  constexpr auto end() const { return values_.end(); }
  bool operator==(const PerCargo&) const = default;

 private:
  std::array<T, kCargoClasses> values_{};
};

// Cargo in the unit of its class: TEU, wagons, trucks, or kilograms.
using Amount = Quantity<struct AmountTag>;
// The same per hour: what a crane, a loading arm or a shipper can do.
using AmountPerHour = Quantity<struct AmountPerHourTag, double>;

constexpr double in_tonnes(Mass mass) { return static_cast<double>(mass.value) / 1000.0; }

// Tariffs, fees and values of time are stated per TEU, wagon, truck or tonne; this many of those an
// amount is.
constexpr double in_tariff_units(Amount amount, CargoClass cargo) {
  const auto count = static_cast<double>(amount.value);
  return is_counted(cargo) ? count : count / 1000.0;
}

}  // namespace caravan
