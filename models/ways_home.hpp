// The ways on which rolling stock comes home empty.
#pragma once

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "caravan/models/network.hpp"

namespace caravan {

// Shortest ways over lines that the units of a pool can use.
class WaysHome {
 public:
  explicit WaysHome(const Scenario& scenario);
  ~WaysHome();

  // Empty if there is none.
  std::vector<LinkId> shortest_way(RollingStockId pool, PlaceId from, PlaceId to);

  // Whether a unit of the pool that falls idle at the place can come to all homes of the pool.
  bool comes_home(RollingStockId pool, PlaceId place);

 private:
  struct Lines;   // those of a pool
  struct Search;  // from one place

  const Lines& lines_of(RollingStockId pool);
  const Search& search_from(RollingStockId pool, PlaceId from);

  const Scenario& scenario_;
  std::map<RollingStockId, std::unique_ptr<Lines>> lines_;
  std::map<std::pair<RollingStockId, PlaceId>, std::unique_ptr<Search>> searches_;
};

// Fills `network.ways_home`: from wherever a unit may fall idle to each of its homes, the shortest
// way; none if there is no way.
void find_ways_home(Network& network);

// Whether a train can run from one link on to another: of one gauge, or where bogies are changed.
bool runs_through(const Scenario& scenario, const LinkSpec& before, const LinkSpec& after);

}  // namespace caravan
