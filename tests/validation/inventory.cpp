// An (s, S) stock under periodic review, against the renewal argument of Veinott and Wagner.
#include <doctest/doctest.h>

#include "check_claims.hpp"
#include "inventory_model.hpp"
#include "inventory_theory.hpp"

namespace caravan::validation {
namespace {

// That of queues.cpp.
constexpr std::uint64_t kSeed = 2;

// The lengths were estimated by a pilot with another seed, so that the widest interval is about
// 0.7 of what the rule allows. The number of periods since the last order forgets its beginning
// within a few orders; 200 periods are deleted.
void check(const std::string& name, const InventorySpec& spec, double measured_periods) {
  const InventoryTheory theory = inventory(spec);
  using Model = InventoryModel;
  check_claims<Model>(
      name, [&](std::uint64_t replication) { return Model(name, spec, kSeed, replication); },
      {200 * kPeriodHours, measured_periods * kPeriodHours, 30}, 0,
      {{"orders per period", theory.orders, [](const Model& m) { return m.orders_per_period(); }},
       {"on hand at the end", theory.on_hand, [](const Model& m) { return m.mean_on_hand(); }},
       {"owed at the end", theory.owed, [](const Model& m) { return m.mean_owed(); }},
       {"fill", theory.fill, [](const Model& m) { return m.fill(); }}});
}

TEST_CASE("an (s, S) stock that often runs out does what theory says") {
  check("(3, 12) stock", {3, 12, 4}, 70'000);
}

TEST_CASE("an (s, S) stock that is ordered every few periods does what theory says") {
  check("(5, 25) stock", {5, 25, 6}, 140'000);
}

}  // namespace
}  // namespace caravan::validation
