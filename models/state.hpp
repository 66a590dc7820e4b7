// What changes while a scenario runs: plain copyable data, no behaviour.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/models/rail_state.hpp"
#include "caravan/models/record.hpp"
#include "caravan/models/units.hpp"
#include "caravan/models/vessel_state.hpp"
#include "caravan/sim/duration_tally.hpp"
#include "caravan/sim/fifo.hpp"
#include "caravan/sim/random.hpp"
#include "caravan/sim/resource.hpp"
#include "caravan/sim/store.hpp"
#include "caravan/sim/tally.hpp"

namespace caravan {

// An indivisible lot under way from its origin to its destination.
struct Consignment {
  std::uint64_t number = 0;  // in its demand, from 0: with the demand, its name in all random draws
  DemandId demand;
  ItineraryId itinerary;
  std::uint32_t leg = 0;      // index in the itinerary; the number of legs when all are done
  std::uint32_t carrier = 0;  // train or vessel while claimed by one; the leg's mode tells which
  PlaceId at;                 // where it is, or was last
  PlaceId room{};             // whose storage or tank it takes up, while it does
  Amount amount;
  Mass mass;
  Time released;
  Time leg_since;     // ready for its leg: through at the last place, or released and with its box
  Time stored_since;  // at the place where it has room
  // What it does now; `record` has what it did before.
  Time since;
  std::uint32_t where = 0;  // place or link, as the cause tells
  std::uint16_t vessel = kNoVessel;
  Stage stage = Stage::waiting_for_acceptance;
  Cause cause = Cause::storage;
  CorridorId corridor;        // of which it is counted as delivered
  bool is_live = false;       // false: a free slot of the pool
  std::uint16_t returns = 0;  // to the desks here, after inspection
  Record record{};

  bool operator==(const Consignment&) const = default;
};

static_assert(sizeof(Consignment) == 104, "bytes per consignment");

struct Place {
  Port port;
  Resource tracks;
  Resource sidings;
  Resource bogie_lines;
  Fifo<TrainId> waiting_for_stock;
  Resource desks;
  Resource inspection;
  PerCargo<Store> storage;
  PerCargo<Amount> outside;  // in trains that have arrived and are not unloaded yet
  Resource gate;

  bool operator==(const Place&) const = default;
};

struct WaitingCargo {
  ConsignmentId id;
  WaitClock::Times at_first;  // what the clock of its sea link showed when it began to wait

  bool operator==(const WaitingCargo&) const = default;
};

// Cargo that waits for the carriers of a leg, in the order in which it became ready.
struct LegQueue {
  Fifo<WaitingCargo> waiting;
  Amount amount;                    // of all that waits
  std::uint64_t trains_formed = 0;  // also the number of the next, its name in random draws
  DurationTally waits;              // of consignments, from ready to claimed by a carrier
  Tally train_fill;                 // share of its payload that each train took
  EventId longest_wait;             // when its first cargo has waited long enough for a train

  bool operator==(const LegQueue&) const = default;
};

// A railway's refusal of cargo that is to go through a place.
struct Embargo {
  bool is_in_force = false;
  Amount bound_there;           // accepted, and not there yet
  Fifo<ConsignmentId> refused;  // at their origins, the first refused first
  TimeWeighted in_force;
  DurationTally waits;  // of what was refused, until it was lifted

  bool operator==(const Embargo&) const = default;
};

struct Shipper {
  std::uint64_t consignments = 0;  // released so far
  RandomStream gaps;               // between releases
  AmountPerHour rate;              // by its demand, or as nominated
  EventId next_release;
  Time next_release_at;
  double left_of_gap = 0;      // units or kilograms to come until the next, while the rate is 0
  std::size_t replayed = 0;    // offers of its demand's history
  bool waits_for_oil = false;  // a lot is due that is not in the tank yet

  bool operator==(const Shipper&) const = default;
};

// What went in, or came out, of one commodity: whole TEU or kilograms, and whole kilograms.
struct Account {
  Amount amount;
  Mass mass;

  void add(const Consignment& consignment) {
    amount += consignment.amount;
    mass += consignment.mass;
  }
  bool operator==(const Account&) const = default;
};

// Since the simulation began, by commodity.
struct Ledger {
  std::vector<Account> released;
  std::vector<Account> delivered;

  bool operator==(const Ledger&) const = default;
};

}  // namespace caravan
