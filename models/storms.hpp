// Storms that hit several ports at once, by a Gaussian copula.
//
// Fronts pass over the ports of a storm as a Poisson process of rate f. With each comes one normal
// variable z for each port, and these are correlated. A port that is open is hit if z is among the
// worst q of a normal distribution, q = r / f, where r is how often the port closes in that month;
// the worse it is among those, the longer the port stays closed.
//
// So ports close together, and badly together, while each on its own closes just as it would
// without the others. A part q of a Poisson process, taken at random, is a Poisson process of rate
// q f = r (thinning: Lewis and Shedler, Naval Research Logistics Quarterly 26, 1979). Given a hit,
// the rank of z among the worst q is uniform, whatever q, so a closure lasts as the port says; and
// fronts that pass while a port is closed change nothing there. That the margins are free while
// their dependence is given is what makes it a copula (Nelsen, An Introduction to Copulas, 2006).
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// The first front of each storm is on its way.
void begin_storms(World& world);
void on_front_passed(World& world, StormId id);

// The normal variables of a front, in the order of the storm's ports; fronts are numbered from 1.
std::vector<double> weather_of_front(const World& world, StormId id, std::uint64_t front);

}  // namespace caravan
