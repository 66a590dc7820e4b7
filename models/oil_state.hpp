// What changes about oil while a scenario runs: plain copyable data.
#pragma once

#include <cstdint>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/models/oil_units.hpp"
#include "caravan/sim/event.hpp"
#include "caravan/sim/fifo.hpp"
#include "caravan/sim/time_weighted.hpp"

namespace caravan {

// Oil of one grade that lies in a tank or moves through a line in one piece.
struct Batch {
  CommodityId grade;
  bool is_interface = false;  // mixed with the grade beside it: lost when it comes out
  OilVolume volume;

  bool operator==(const Batch&) const = default;
};

// Oil in the order in which it came; neighbours of one grade are one batch.
struct OilColumn {
  Fifo<Batch> batches;
  OilVolume volume;

  bool operator==(const OilColumn&) const = default;
};

// Somebody who waits at a tank: a lot for room, or a lot or a tanker for its cargo.
struct TankRequest {
  enum class Who : std::uint8_t { lot, shipper, tanker };
  Who who = Who::lot;
  std::uint32_t id = 0;  // of the consignment, the demand or the tanker
  OilVolume volume;

  bool operator==(const TankRequest&) const = default;
};

struct Tank {
  OilColumn oil;
  OilVolume reserved;        // of it: for what is to be loaded, or lies here on its way
  OilVolume promised;        // room for what is to be unloaded
  OilRate into, out_of;      // by fields, pipelines and offtakes
  OilRate loading;           // out of it, onto trains and vessels
  OilRate unloading;         // into it
  OilRate unloading_for_it;  // of this, what ends its way here
  Fifo<TankRequest> for_room;
  Fifo<TankRequest> for_oil;
  OilVolume level_before;  // when it was settled last
  OilVolume to_tankers;    // ever
  // What comes in a day, less what goes on by pipeline, to refineries or in lots: of about a week.
  OilRate mean_inflow;
  OilVolume at_review;      // what there was, and had gone to tankers
  double barrel_hours = 0;  // content times time, since the interval began

  bool operator==(const Tank&) const = default;
};

// A full line: what is pumped in pushes as much out.
struct Pipeline {
  OilColumn line;
  std::uint32_t batch = 0;  // of its spec's, being pumped in
  OilVolume batch_left;
  bool has_batch = false;
  OilVolume interface_left;  // of the batch being pumped in, what is lost to the one ahead
  OilVolume to_settle;       // scratch
  bool is_standing = false;  // below its least rate, until it can start again
  OilRate capacity;          // with what is in service
  OilRate planned;           // by the nominations
  bool is_planned = false;
  OilRate rate;
  Time front_since;  // when what comes out now began to
  OilVolume pumped;  // since counting began

  bool operator==(const Pipeline&) const = default;
};

struct Field {
  OilRate rate;  // the rest is shut in
  bool operator==(const Field&) const = default;
};

struct Offtake {
  OilRate rate;
  bool operator==(const Offtake&) const = default;
};

// Oil that goes evenly between a tank and a carrier.
struct Transfer {
  TankRequest::Who who = TankRequest::Who::lot;
  std::uint32_t id = 0;
  std::uint32_t tank = 0;
  bool is_loading = true;  // out of the tank
  bool ends_here = false;  // what is unloaded belongs to the tank from then on
  OilRate rate;            // zero while it is interrupted
  OilVolume left;

  bool operator==(const Transfer&) const = default;
};

enum class TankerStep : std::uint8_t {
  expected,  // nominated, not there yet
  awaiting_cargo,
  awaiting_berth,
  mooring,  // and papers
  loading,
  leaving,  // loaded, and held by weather
};

// A tanker that comes for one parcel and leaves with it.
struct Tanker {
  std::uint32_t lifting = 0;  // index of its programme
  std::uint64_t number = 0;   // in the programme, from 0
  TankerStep step = TankerStep::expected;
  bool is_live = false;
  bool is_interrupted = false;  // while it loads: by weather or an outage
  Time laycan;                  // its beginning
  Time ready = kNever;          // arrived, and the laycan has begun: laytime counts from here
  Time moored = kNever;
  Duration left;  // of loading
  Time began;     // loading, or going on with it
  EventId done;

  bool operator==(const Tanker&) const = default;
};

struct Lifting {
  std::uint64_t nominated = 0;
  std::uint64_t lifted = 0;
  OilVolume committed;   // nominated, and not reserved in the tank yet
  Time next_laycan;      // the earliest that is free
  TimeWeighted waiting;  // tankers that are there and don't load
  bool operator==(const Lifting&) const = default;
};

// What a shipper has nominated to one outlet.
struct Outlet {
  OilRate nominated;
  bool operator==(const Outlet&) const = default;
};

}  // namespace caravan
