// All oil of a world: where it is, and how fast it moves.
#pragma once

#include <vector>

#include "caravan/models/oil_rates.hpp"
#include "caravan/models/oil_record.hpp"
#include "caravan/models/oil_state.hpp"
#include "caravan/sim/pool.hpp"

namespace caravan {

// Of one grade, since the simulation began. What there was at first and what was produced is in
// tanks, in lines, in lots (on its way by rail or sea), has left, or was lost.
struct GradeAccount {
  OilVolume at_first;
  OilVolume produced;
  OilVolume in_lots;
  OilVolume taken;   // by offtakes
  OilVolume lifted;  // by export tankers
  OilVolume lost;    // between two grades in a line

  bool operator==(const GradeAccount&) const = default;
};

struct OilSystem {
  Time settled;  // until when flows are booked
  EventId next_change;
  std::vector<Tank> tanks;          // by TankId
  std::vector<Pipeline> pipelines;  // by PipelineId
  std::vector<Field> fields;        // by FieldId
  std::vector<Offtake> offtakes;    // by OfftakeId
  std::vector<Lifting> liftings;    // by LiftingId
  std::vector<Outlet> outlets;      // by OutletId
  Pool<Tanker, TankerId> tankers;
  std::vector<Transfer> transfers;     // that go on or are interrupted
  std::vector<GradeAccount> accounts;  // by CommodityId
  OilRecord record;

  // Scratch of the last change: fields, pipelines, offtakes.
  std::vector<OilStream> streams;
  std::vector<TankLimit> limits;  // by TankId

  bool operator==(const OilSystem&) const = default;
};

}  // namespace caravan
