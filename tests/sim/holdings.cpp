#include "caravan/sim/holdings.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

using namespace caravan;

TEST_CASE("many holdings are found, added and removed as a plain map would have it") {
  std::mt19937_64 random(1);
  for (const std::size_t most : {3u, 40u, 1'000u}) {
    CAPTURE(most);
    Holdings holdings;
    std::map<std::uint64_t, std::int64_t> reference;
    for (int step = 0; step < 50'000; ++step) {
      const Holding one{.who = static_cast<std::uint32_t>(random() % (3 * most)),
                        .purpose = static_cast<std::uint32_t>(random() % 2),
                        .amount = static_cast<std::int64_t>(random() % 100)};
      const bool is_held = reference.count(one.name()) > 0;
      const std::size_t found = holdings.find(one.name());
      REQUIRE((found < holdings.size()) == is_held);
      if (is_held) {
        REQUIRE(holdings[found].amount == reference[one.name()]);
        holdings.remove(found);
        reference.erase(one.name());
      } else if (holdings.size() < most) {
        holdings.add(one);
        reference[one.name()] = one.amount;
      }
      REQUIRE(holdings.size() == reference.size());
    }
    while (holdings.size() > 0) holdings.remove(random() % holdings.size());
    CHECK(holdings.find(Holding{}.name()) == holdings.size());
    CHECK(holdings == Holdings());
  }
}
