// What changes about vessels and the ports where they call: plain copyable data.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/models/record.hpp"
#include "caravan/models/units.hpp"
#include "caravan/sim/claim_desk.hpp"
#include "caravan/sim/event.hpp"
#include "caravan/sim/fifo.hpp"
#include "caravan/sim/random.hpp"
#include "caravan/sim/resource.hpp"
#include "caravan/sim/tally.hpp"

namespace caravan {

enum class VesselStep : std::uint8_t {
  sailing,
  broken_down,
  awaiting_berth,
  coming_in,    // tugs and pilot, mooring, papers
  discharging,  // also while its cargo waits for room ashore
  loading,      // also while it waits for the departure of its timetable
  going_out,    // also while it waits for tugs or better weather
  idle,         // at anchor, until there is cargo for it
  in_dock,
  laid_up,  // out of service, in port
};

// One lot on which a crane works, or for which it has been asked for.
struct LotWork {
  ConsignmentId lot;
  EventId done;   // while it is worked on
  Time began;     // when it was last begun or taken up again
  Duration left;  // when it was, in working hours
  bool has_crane = false;
  bool is_paused = false;  // by weather

  bool operator==(const LotWork&) const = default;
};

struct Vessel {
  FleetId fleet;
  std::uint64_t key = 0;     // name_hash of fleet and number: its name in random draws
  PlaceId port;              // where it is, or from which it set out last
  LinkId called_for;         // whose cargo it comes to load, or none
  LinkId link;               // being sailed, or to be sailed next
  std::uint32_t voyage = 0;  // counts departures
  std::uint32_t breakdowns = 0;
  std::uint32_t manoeuvres = 0;
  VesselStep step = VesselStep::sailing;
  bool has_berth = false;
  bool has_lost_berth = false;   // it has one, but work there has stopped
  bool has_waited = false;       // long enough: sails with whatever there is
  bool papers_are_done = false;  // of this call
  bool goes_to_anchor = false;   // when it leaves its berth
  Time arrived;                  // at its port
  Time departs;                  // by its timetable
  Time docks_next;
  Duration sailing_left;       // of this voyage, when it breaks down
  Duration until_breakdown;    // under way
  EventId timer;               // the end of its wait for cargo, or its departure
  double filled = 0;           // share of its payload
  std::uint32_t unworked = 0;  // lots still to be discharged, or to be loaded
  Fifo<ConsignmentId> ready;   // of these, those that a crane may work on next
  std::vector<LotWork> in_work;
  std::vector<ConsignmentId> cargo;

  bool operator==(const Vessel&) const = default;
};

// Why the cargo of a link waits for its vessels, and how long each reason has held so far.
class WaitClock {
 public:
  static constexpr std::array kReasons = {Cause::vessel, Cause::fill,    Cause::timetable,
                                          Cause::berth,  Cause::weather, Cause::outage};
  using Times = std::array<Duration, kReasons.size()>;

  WaitClock() = default;
  explicit WaitClock(Time start) : since_(start) {}

  Cause reason() const { return kReasons[reason_]; }
  void set(Time now, Cause reason) {
    times_ = times(now);
    since_ = now;
    reason_ = static_cast<std::size_t>(std::find(kReasons.begin(), kReasons.end(), reason) -
                                       kReasons.begin());
  }
  Times times(Time now) const {
    Times times = times_;
    times[reason_] += now - since_;
    return times;
  }

  bool operator==(const WaitClock&) const = default;

 private:
  Times times_{};
  std::size_t reason_ = 0;
  Time since_;
};

// The beginning of a sea link.
struct Anchorage {
  std::vector<std::uint32_t> called;  // vessels on their way to load here, by the link's fleets
  std::uint32_t coming_in = 0;        // of these, those that have arrived and wait for a berth
  Time next_departure;                // of the timetable
  Fifo<VesselId> loading_until_due;   // by the timetable, at their berths
  Fifo<VesselId> held;                // ready to set out, while the link is closed
  WaitClock clock;                    // of the cargo that waits for vessels
  Tally vessel_fill;                  // share of its payload that each vessel sailed with

  bool operator==(const Anchorage&) const = default;
};

// What the vessels of a fleet did.
struct FleetLog {
  std::uint64_t voyages = 0;  // begun, in ballast or not
  Tally fill;                 // share of its payload of each voyage with cargo

  bool operator==(const FleetLog&) const = default;
};

// Who is at a berth, or wants one.
enum class BerthFor : std::uint32_t { vessel, tanker, visitor };

struct ShipInPort {
  std::uint32_t who = 0;  // among those of its kind
  BerthFor kind = BerthFor::vessel;

  bool operator==(const ShipInPort&) const = default;
};

struct Port {
  std::vector<Resource> berths;                   // as the spec's
  std::vector<Resource> tugs_and_pilots;          // in this order
  ClaimDesk manoeuvres;                           // for which these are claimed
  PerCargo<Resource> cranes;                      // that berths share
  PerCargo<WorkInProgress> work_without_crane{};  // what becomes of work when some are taken out
  Fifo<VesselId> idle;                            // at anchor, longest idle first
  std::uint32_t idle_and_impatient = 0;           // of these, those that have waited long enough
  Fifo<ShipInPort> weather_bound;                 // ready to leave their berths
  bool is_short_of_berths = false;                // vessels at work have lost theirs
  bool is_stormy = false;                         // wind and waves are too high
  bool has_outage = false;                        // an intervention has closed it
  bool is_closed = false;                         // by either
  bool is_work_paused = false;                    // at its berths, by either
  RandomStream weather;
  EventId closes;               // by weather that it has for itself
  double closures_to_come = 0;  // of these, expected until then, as of when it was planned
  Time planned;

  bool operator==(const Port&) const = default;
};

// Of a port that is closed.
inline Cause cause_of_closure(const Port& port) {
  return port.has_outage ? Cause::outage : Cause::weather;
}

}  // namespace caravan
