// A number that knows what it measures.
//
// Quantity<Tag> adds to, subtracts from and compares with its own kind only,
// scales by plain numbers (integers by integers), and divides by its own kind into a plain ratio.
// Integer representations make sums exact, in any order.
#pragma once

#include <compare>
#include <cstdint>
#include <type_traits>

namespace caravan {

template <class Tag, class Rep = std::int64_t>
struct Quantity {
  Rep value{};

  auto operator<=>(const Quantity&) const = default;
  constexpr Quantity& operator+=(Quantity other) { return value += other.value, *this; }
  constexpr Quantity& operator-=(Quantity other) { return value -= other.value, *this; }
  constexpr Quantity operator-() const { return {-value}; }

  friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.value + b.value}; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.value - b.value}; }
  friend constexpr Quantity operator*(Quantity a, Rep times) { return {a.value * times}; }
  friend constexpr Quantity operator*(Rep times, Quantity a) { return {a.value * times}; }

  // A whole number times a fraction would be cut down to a whole number unseen.
  template <class Number>
  requires(std::is_integral_v<Rep>&& std::is_floating_point_v<Number>) friend constexpr Quantity
  operator*(Quantity, Number) = delete;
  template <class Number>
  requires(std::is_integral_v<Rep>&& std::is_floating_point_v<Number>) friend constexpr Quantity
  operator*(Number, Quantity) = delete;

  // How many times b fits into a.
  friend constexpr double operator/(Quantity a, Quantity b) {
    return static_cast<double>(a.value) / static_cast<double>(b.value);
  }
};

}  // namespace caravan
