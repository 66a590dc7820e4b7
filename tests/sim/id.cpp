#include "caravan/sim/id.hpp"

#include <doctest/doctest.h>

#include <type_traits>

namespace caravan {
namespace {

using PortId = Id<struct PortTag>;
using ShipId = Id<struct ShipTag>;

template <class A, class B>
concept Equates = requires(A a, B b) {
  a == b;
};

static_assert(Equates<PortId, PortId> && !Equates<PortId, ShipId>);
static_assert(!std::is_convertible_v<std::uint32_t, PortId>);
static_assert(!std::is_constructible_v<PortId, ShipId>);
static_assert(sizeof(PortId) == 4 && std::is_trivially_copyable_v<PortId>);

TEST_CASE("an id is none until it is given an index") {
  CHECK(PortId{}.is_none());
  CHECK_FALSE(PortId{0u}.is_none());
}

TEST_CASE("ids compare by their index") {
  CHECK(PortId{3u}.index() == 3);
  CHECK(PortId{std::size_t{3}} == PortId{3u});
  CHECK(PortId{2u} < PortId{3u});
}

}  // namespace
}  // namespace caravan
