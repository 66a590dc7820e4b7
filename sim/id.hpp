// Strong identifiers: an index into the array of the things it names.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace caravan {

template <class Tag>
struct Id {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t value = kNone;

  constexpr Id() = default;
  explicit constexpr Id(std::uint32_t index) : value(index) {}
  explicit constexpr Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}

  constexpr std::size_t index() const { return value; }
  constexpr bool is_none() const { return value == kNone; }

  auto operator<=>(const Id&) const = default;
};

}  // namespace caravan
