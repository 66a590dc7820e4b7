// The most that oil can flow: from fields through tanks, pipelines and lots to tankers, refineries
// and other systems.
#pragma once

#include <vector>

#include "caravan/models/capacities.hpp"
#include "caravan/models/flow_network.hpp"

namespace caravan {

// Barrels a day of the grades together, `demands` being those whose lots are of them. Without a
// limit, fields and demands never end; offtakes and berths for tankers limit what leaves.
// A grade has all of each line, tank and cargo, as if others were not there.
FlowLimit limit_of_oil(const Network& network, const std::vector<CapacityPeriod>& windows,
                       const std::vector<CommodityId>& grades, const std::vector<DemandId>& demands,
                       bool is_limited);

// By fields, and by demands whose oil is in no tank before, barrels a day.
double oil_offered(const Network& network, const std::vector<CapacityPeriod>& windows,
                   const std::vector<CommodityId>& grades, const std::vector<DemandId>& demands);

}  // namespace caravan
