// What became of consignments, parcels of oil and events, one by one, if a run is to tell it.
//
// A world's journal grows as things end. Whoever runs the world takes it away now and then, so that
// it stays small however long the run.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "caravan/models/event_kind.hpp"
#include "caravan/models/ids.hpp"
#include "caravan/models/oil_state.hpp"
#include "caravan/models/record.hpp"
#include "caravan/models/units.hpp"

namespace caravan {

// How much of a run is told; each level has what those before it have.
enum class Detail : std::uint8_t {
  kpi,       // figures of the whole run
  series,    // time series
  journeys,  // each consignment with its stages, each parcel of oil
  events,    // each event
};
inline constexpr std::array<std::string_view, 4> kDetailNames = {"kpi", "series", "journeys",
                                                                 "events"};

// A consignment, delivered or as it is when the run ends. Its entries are the next `entries` of the
// journal's.
struct Journey {
  std::uint64_t number = 0;  // in its demand
  DemandId demand;
  CorridorId corridor;
  ItineraryId itinerary;  // that it took last
  Amount amount;
  Mass mass;
  Time released;
  std::uint32_t entries = 0;
  Stage stage = Stage::waiting_for_acceptance;  // that it is in, or was in last
  bool is_delivered = false;

  bool operator==(const Journey&) const = default;
};

// A tanker's cargo, loaded or as it is when the run ends. Times are kNever until they come.
struct Parcel {
  std::uint64_t number = 0;  // in its programme
  LiftingId lifting;
  TankerStep step = TankerStep::expected;
  double barrels = 0;  // nominated
  Time laycan;
  Time ready;
  Time moored;
  Time loaded;
  double demurrage_usd = 0;

  bool operator==(const Parcel&) const = default;
};

// An event, as it was about to be handled.
struct EventNote {
  Time at;
  std::uint64_t number = 0;  // of what it is about: see event_kind.hpp; a consignment's and a
                             // train's own, which a slot is not
  EventKind kind{};
  DemandId demand{};  // of the consignment
  PlaceId place{};
  LinkId link{};

  bool operator==(const EventNote&) const = default;
};

struct Journal {
  Detail detail = Detail::series;  // below journeys, nothing is noted
  std::vector<Journey> journeys{};
  std::vector<Entry> entries{};
  std::vector<Parcel> parcels{};
  std::vector<EventNote> events{};

  bool has_journeys() const { return detail >= Detail::journeys; }
  bool has_events() const { return detail >= Detail::events; }
  std::size_t bytes() const {
    return journeys.size() * sizeof(Journey) + entries.size() * sizeof(Entry) +
           parcels.size() * sizeof(Parcel) + events.size() * sizeof(EventNote);
  }
  void clear() { journeys.clear(), entries.clear(), parcels.clear(), events.clear(); }

  bool operator==(const Journal&) const = default;
};

}  // namespace caravan
