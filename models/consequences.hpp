// Who is told when attributes have changed, and what they do about it.
#pragma once

#include <utility>
#include <vector>

#include "caravan/models/attributes.hpp"
#include "caravan/models/world.hpp"

namespace caravan {

class Consequences {
 public:
  void add(Concern concern, std::size_t target);

  // Each is told once, after all has been set.
  void tell(World& world) const;

 private:
  std::vector<std::pair<Concern, std::size_t>> told_;
};

// The share of a facility that is in use now; 0 for those that have no capacity.
double occupancy(const World& world, const Facility& facility);

}  // namespace caravan
