// Which outlet gets how much: once a month, and some days after a line or a port on the way of an
// outlet has failed or is back, shippers nominate.
//
// Each has to place what it produces in a month and what it has too much in store. It places what
// its contracts demand first, then offers the rest to the cheapest of its outlets (cost and risk)
// that can still take some. Nobody offers a line more than it can carry; if all together do, it
// takes the same share of every offer, and the rest goes to the next; until all is placed, or no
// outlet is left.
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void begin_nominations(World& world);
void on_nominations_due(World& world, bool is_monthly);
// Shippers will react to an outage that has begun or ended.
void renominate_later(World& world);

// What was in force until now is booked.
void settle_nominations(World& world, Duration time);

// The parts of the work, for tests. Rates in barrels a day.
struct Offer {
  std::size_t outlet = 0;
  double cost_per_tonne = 0;  // with risk
  double least = 0;
  double most = 0;
  std::vector<std::size_t> lines;  // and ports, whose capacity it shares with others
};
// By outlet, what each gets. `wanted` is by shipper, `offers` by shipper and outlet.
std::vector<double> place_offers(const std::vector<double>& wanted,
                                 const std::vector<std::vector<Offer>>& offers,
                                 std::vector<double> line_capacity, std::size_t outlets);

}  // namespace caravan
