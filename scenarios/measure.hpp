// Numbers with units, as people write them: "1.2 Mbbl/d", "600 USD/TEU/d", "10 bn EUR", "60 %".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caravan {

// Powers of the base units: second, metre, kilogram, barrel of oil, TEU, US dollar, train, wagon,
// truck, vehicle made, joule of electricity, bit, euro.
struct Dimensions {
  std::array<std::int8_t, 13> powers{};

  bool operator==(const Dimensions&) const = default;
  friend Dimensions operator/(const Dimensions& a, const Dimensions& b);
};

namespace dimension {
inline constexpr Dimensions kNumber{};
inline constexpr Dimensions kTime{{1, 0, 0, 0, 0, 0, 0, 0, 0}};
inline constexpr Dimensions kLength{{0, 1, 0, 0, 0, 0, 0, 0, 0}};
inline constexpr Dimensions kMass{{0, 0, 1, 0, 0, 0, 0, 0, 0}};
inline constexpr Dimensions kVolume{{0, 0, 0, 1, 0, 0, 0, 0, 0}};
inline constexpr Dimensions kContainers{{0, 0, 0, 0, 1, 0, 0, 0, 0}};
inline constexpr Dimensions kMoney{{0, 0, 0, 0, 0, 1, 0, 0, 0}};
inline constexpr Dimensions kTrains{{0, 0, 0, 0, 0, 0, 1, 0, 0}};
inline constexpr Dimensions kWagons{{0, 0, 0, 0, 0, 0, 0, 1, 0}};
inline constexpr Dimensions kTrucks{{0, 0, 0, 0, 0, 0, 0, 0, 1}};
inline constexpr Dimensions kVehicles{{0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
inline constexpr Dimensions kEnergy{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0}};
inline constexpr Dimensions kPower{{-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0}};
inline constexpr Dimensions kData{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
inline constexpr Dimensions kEuros{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
inline constexpr Dimensions kSpeed{{-1, 1, 0, 0, 0, 0, 0, 0, 0}};
inline constexpr Dimensions kTransport{{0, 1, 1, 0, 0, 0, 0, 0, 0}};
}  // namespace dimension

// "a length", "a mass per time": for messages.
std::string spell(const Dimensions& dimensions);

struct Measure {
  double value = 0;  // in base units
  Dimensions dimensions;
  std::optional<int> year;  // in whose prices: "38 M USD of 2019"
};

// What is wrong with a text, and what may have been meant.
struct MeasureError {
  std::string message;
  std::string hint;
};

// A number without unit; whole text, decimal, finite.
std::optional<double> parse_number(std::string_view text, MeasureError& error);

// A number and its unit, and the year of its prices. Nothing, and `error` set, if it is not one.
std::optional<Measure> parse_measure(std::string_view text, MeasureError& error);

// All units and what they measure.
struct UnitWord {
  std::string_view name;
  Dimensions dimensions;
};
std::vector<UnitWord> all_units();

// What may stand before a unit of money: "bn" of "10 bn EUR".
std::vector<std::string_view> multiples_of_money();

// A unit alone, such as "TEU/h"; its value is one of it in base units.
std::optional<Measure> parse_unit(std::string_view text, MeasureError& error);

}  // namespace caravan
