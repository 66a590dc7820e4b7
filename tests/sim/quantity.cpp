#include "caravan/sim/quantity.hpp"

#include <doctest/doctest.h>

#include <type_traits>

namespace caravan {
namespace {

using Mass = Quantity<struct MassTag>;
using Volume = Quantity<struct VolumeTag>;
using Share = Quantity<struct ShareTag, double>;

template <class A, class B>
concept Adds = requires(A a, B b) {
  a + b;
};
template <class A, class B>
concept Subtracts = requires(A a, B b) {
  a - b;
};
template <class A, class B>
concept Accumulates = requires(A a, B b) {
  a += b;
};
template <class A, class B>
concept Compares = requires(A a, B b) {
  a < b;
};
template <class A, class B>
concept Equates = requires(A a, B b) {
  a == b;
};
template <class A, class B>
concept Multiplies = requires(A a, B b) {
  a* b;
};
template <class A, class B>
concept Divides = requires(A a, B b) {
  a / b;
};

// What must not compile stands beside the same with one kind, which must: so a
// misspelt requirement, which nothing satisfies, would be noticed.
static_assert(Adds<Mass, Mass> && !Adds<Mass, Volume> && !Adds<Mass, int>);
static_assert(Subtracts<Mass, Mass> && !Subtracts<Mass, Volume> && !Subtracts<Mass, int>);
static_assert(Accumulates<Mass&, Mass> && !Accumulates<Mass&, Volume>);
static_assert(Compares<Mass, Mass> && !Compares<Mass, Volume> && !Compares<Mass, int>);
static_assert(Equates<Mass, Mass> && !Equates<Mass, Volume> && !Equates<Mass, int>);
static_assert(Multiplies<Mass, int> && Multiplies<int, Mass> && !Multiplies<Mass, Mass>);
static_assert(Divides<Mass, Mass> && !Divides<Mass, Volume>);
static_assert(!std::is_convertible_v<int, Mass> && !std::is_convertible_v<Mass, int>);
static_assert(!std::is_convertible_v<Mass, Volume>);

// An integer quantity times a fraction would lose the fraction unseen.
static_assert(!Multiplies<Mass, double> && !Multiplies<double, Mass> && !Multiplies<Mass, float>);
static_assert(Multiplies<Share, double> && Multiplies<double, Share>);

static_assert(sizeof(Mass) == 8 && std::is_trivially_copyable_v<Mass>);

TEST_CASE("a quantity computes with its own kind") {
  const Mass a{7};
  const Mass b{2};
  CHECK((a + b).value == 9);
  CHECK((a - b).value == 5);
  CHECK((-a).value == -7);
  CHECK((a * 3).value == 21);
  CHECK((3 * a).value == 21);
  CHECK(a / b == 3.5);
  CHECK(b < a);
  CHECK(a == Mass{7});
}

TEST_CASE("a quantity accumulates in place") {
  Mass total;
  CHECK(total.value == 0);
  total += Mass{5};
  total -= Mass{8};
  CHECK(total.value == -3);
}

TEST_CASE("integer quantities add up exactly in any order") {
  const Mass large{9'000'000'000'000'000'001};
  const Mass one{1};
  CHECK((large + one) - large == one);
  CHECK((one - large) + large == one);
}

}  // namespace
}  // namespace caravan
