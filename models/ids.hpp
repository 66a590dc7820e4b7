// Names of things, as positions in the arrays that hold them.
#pragma once

#include "caravan/sim/id.hpp"

namespace caravan {

// In a scenario.
using CommodityId = Id<struct CommodityTag>;
using PlaceId = Id<struct PlaceTag>;
using LinkId = Id<struct LinkTag>;
using FleetId = Id<struct FleetTag>;
using DemandId = Id<struct DemandTag>;
using CorridorId = Id<struct CorridorTag>;
using SeaId = Id<struct SeaTag>;
using RollingStockId = Id<struct RollingStockTag>;
using EquipmentId = Id<struct EquipmentTag>;
using EmbargoId = Id<struct EmbargoTag>;

// In a network.
using LegId = Id<struct LegTag>;
using ItineraryId = Id<struct ItineraryTag>;
using RunId = Id<struct RunTag>;

// In a running world.
using ConsignmentId = Id<struct ConsignmentTag>;
using VesselId = Id<struct VesselTag>;
using TrainId = Id<struct TrainTag>;
using StockUnitId = Id<struct StockUnitTag>;

}  // namespace caravan
