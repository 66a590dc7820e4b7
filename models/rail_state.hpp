// What changes about trains, the lines they run on, and the stock that they need: plain copyable
// data.
#pragma once

#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/sim/duration_tally.hpp"
#include "caravan/sim/event.hpp"
#include "caravan/sim/event_queue.hpp"
#include "caravan/sim/fifo.hpp"
#include "caravan/sim/time_weighted.hpp"

namespace caravan {

// The times at which trains may enter a stretch of line: one each headway.
struct Paths {
  Duration headway;
  Time next_free;
  DurationTally waits;  // of the trains that have entered

  // Of a link in its own direction.
  Fifo<TrainId> held;        // before the link, which is closed
  bool is_standing = false;  // the trains on it
  Time stands_since;
  Duration stood;          // until then
  Fifo<TrainId> standing;  // that would have arrived by now

  bool operator==(const Paths&) const = default;
};

enum class TrainStep : std::uint8_t { loading, running, unloading };

// With cargo of a leg; or empty, a set of wagons or a locomotive on its way home.
struct Train {
  LegId leg;                 // none if it is empty
  RunId run;                 // the links that it runs through
  std::uint64_t number = 0;  // on its leg, or among the empty trains: its name in random draws
  std::uint32_t link = 0;    // index in the run's links
  TrainStep step = TrainStep::loading;
  StockUnitId locomotive;          // none if it needs none, or waits for one
  StockUnitId wagon_set;           // likewise
  PlaceId siding;                  // at which it has one
  bool has_its_bogies = false;     // those of the next link's gauge
  bool is_marshalled = false;      // at its end: broken up
  std::uint32_t aboard = 0;        // consignments still to be unloaded at the end
  Fifo<ConsignmentId> unloadable;  // of these, those that have room; the first is worked on
  Time asked;                      // when it last asked for stock, or for a path
  LinkId on_line;                  // while it runs on one
  Time due;                        // at its end
  Duration stood_before;           // the line's clock of standing when that was worked out
  std::vector<ConsignmentId> cargo;

  bool operator==(const Train&) const = default;
};

// A locomotive, or a set of wagons.
struct StockUnit {
  RollingStockId pool;
  std::uint32_t home = 0;  // index among the pool's homes
  PlaceId at;              // where it stands idle, or was last
  EventId layover{};       // the end of its idle time away from home
  bool is_withdrawn = false;

  bool operator==(const StockUnit&) const = default;
};

struct StockPool {
  std::vector<Fifo<StockUnitId>> idle;  // by place, longest idle first
  std::vector<std::int64_t> surplus;    // by home: to be withdrawn when they come there
  TimeWeighted at_work;                 // units that are not idle
  DurationTally waits;                  // of trains, for a unit

  bool operator==(const StockPool&) const = default;
};

}  // namespace caravan
