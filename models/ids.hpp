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
using FieldId = Id<struct FieldTag>;
using OfftakeId = Id<struct OfftakeTag>;
using LiftingId = Id<struct LiftingTag>;
using InterventionId = Id<struct InterventionTag>;
using PlantId = Id<struct PlantTag>;
using TradeId = Id<struct TradeTag>;
using CableId = Id<struct CableTag>;
using PowerSupplyId = Id<struct PowerSupplyTag>;
using CableDemandId = Id<struct CableDemandTag>;
using FundId = Id<struct FundTag>;
using ProjectId = Id<struct ProjectTag>;
using StormId = Id<struct StormTag>;
using CallId = Id<struct CallTag>;

// In a network.
using LegId = Id<struct LegTag>;
using ItineraryId = Id<struct ItineraryTag>;
using RunId = Id<struct RunTag>;
using TankId = Id<struct TankTag>;
using PipelineId = Id<struct PipelineTag>;
using OutletId = Id<struct OutletTag>;

// In a running world.
using ConsignmentId = Id<struct ConsignmentTag>;
using VesselId = Id<struct VesselTag>;
using TrainId = Id<struct TrainTag>;
using StockUnitId = Id<struct StockUnitTag>;
using TankerId = Id<struct TankerTag>;
using VisitorId = Id<struct VisitorTag>;

}  // namespace caravan
