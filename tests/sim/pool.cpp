#include "caravan/sim/pool.hpp"

#include <doctest/doctest.h>

#include "caravan/sim/id.hpp"

namespace caravan {
namespace {

using ShipId = Id<struct ShipTag>;

struct Ship {
  int cargo = 0;
  bool operator==(const Ship&) const = default;
};

using Ships = Pool<Ship, ShipId>;

TEST_CASE("things in a pool keep their ids while others come and go") {
  Ships ships;
  const ShipId first = ships.add();
  const ShipId second = ships.add();
  ships[first].cargo = 1;
  ships[second].cargo = 2;
  for (int i = 0; i < 100; ++i) ships.add();
  CHECK(first != second);
  CHECK(ships[first].cargo == 1);
  CHECK(ships[second].cargo == 2);
  CHECK(ships.live() == 102);
}

TEST_CASE("a slot that falls free is used again") {
  Ships ships;
  const ShipId first = ships.add();
  const ShipId second = ships.add();
  ships.remove(first);
  CHECK(ships.live() == 1);
  CHECK(ships.add() == first);
  CHECK(ships.live() == 2);
  CHECK(ships.slots().size() == 2);
  ships.remove(second);
  ships.remove(first);
  CHECK(ships.live() == 0);
  const ShipId a = ships.add();
  const ShipId b = ships.add();
  CHECK(a != b);
  CHECK(ships.slots().size() == 2);
}

TEST_CASE("a copy of a pool gives out the same ids and leaves the original alone") {
  Ships trunk;
  for (int i = 0; i < 5; ++i) trunk.add();
  trunk.remove(ShipId{1u});
  trunk.remove(ShipId{3u});
  Ships fork = trunk;
  CHECK(fork == trunk);
  fork[fork.add()].cargo = 7;
  CHECK_FALSE(fork == trunk);
  CHECK(trunk.live() == 3);
  trunk[trunk.add()].cargo = 7;
  CHECK(fork == trunk);
}

}  // namespace
}  // namespace caravan
