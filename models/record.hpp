// What became of a consignment's time, money and emissions.
//
// Every instant of its life is entered once: in which stage it was, at which place or link, and
// what held it there. Every charge is entered when it falls due. So the entries of its time make up
// its whole life exactly, and those of its money its whole cost.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "caravan/models/ids.hpp"
#include "caravan/sim/time.hpp"

namespace caravan {

// Where a consignment is in its life.
enum class Stage : std::uint8_t {
  waiting_for_acceptance,  // at its origin, until the railway takes it and there is a box or wagon
  waiting_for_storage,     // at its origin, outside a full yard or tank
  formalities,             // in the yard: customs and papers, the line for them included
  waiting_for_carrier,     // in the yard, ready
  loading,                 // in the yard, claimed by a carrier, until it is aboard
  moving,                  // aboard, until the carrier has arrived
  unloading,               // aboard at the end of the leg, the wait to be unloaded included
  waiting_for_consignee,   // in the yard of its destination, where a plant has no room for it
};

inline constexpr std::array<std::string_view, 8> kStageNames = {"waiting_for_acceptance",
                                                                "waiting_for_storage",
                                                                "formalities",
                                                                "waiting_for_carrier",
                                                                "loading",
                                                                "moving",
                                                                "unloading",
                                                                "waiting_for_consignee"};

// What holds a consignment where it is, or what is being done with it.
enum class Cause : std::uint8_t {
  embargo,
  equipment,
  storage,
  gate,
  formalities_line,
  formalities,
  fill,
  timetable,
  vessel,
  locomotive,
  wagon_set,
  track,
  siding,
  path,
  line_closed,
  berth,
  tugs,
  crane,
  weather,
  outage,
  closed_hours,
  plant,
  breakdown,
  loading,
  unloading,
  marshalling,
  bogie_exchange,
  stop,
  moving,
};
inline constexpr std::size_t kCauses = 29;

struct CauseSpec {
  std::string_view name;
  std::string_view meaning;  // for people
};

// clang-format off
inline constexpr std::array<CauseSpec, kCauses> kCauseSpecs = {{
    {"embargo", "the railway accepts no cargo"},
    {"equipment", "no empty box or wagon"},
    {"storage", "yard or tank full"},
    {"gate", "at the gate"},
    {"formalities_line", "in line for customs and border"},
    {"formalities", "customs, border, papers"},
    {"fill", "carrier not full enough to leave"},
    {"timetable", "departure not due yet"},
    {"vessel", "no vessel in port"},
    {"locomotive", "no locomotive"},
    {"wagon_set", "no wagons for the train"},
    {"track", "no track to load or unload on"},
    {"siding", "no siding free ahead"},
    {"path", "no path on the line"},
    {"line_closed", "line closed"},
    {"berth", "vessel not at work at a berth yet"},
    {"tugs", "tugs, pilot, mooring, papers"},
    {"crane", "other lots of the vessel first"},
    {"weather", "port closed by weather"},
    {"outage", "closed, or out of service"},
    {"closed_hours", "outside working hours"},
    {"plant", "plant has parts enough"},
    {"breakdown", "vessel broken down"},
    {"loading", "being loaded"},
    {"unloading", "being unloaded"},
    {"marshalling", "train made up or broken up"},
    {"bogie_exchange", "bogies changed"},
    {"stop", "train stops on its way"},
    {"moving", "under way"},
}};
// clang-format on

// The others are at places.
constexpr bool is_on_link(Cause cause) {
  return cause == Cause::path || cause == Cause::line_closed || cause == Cause::breakdown ||
         cause == Cause::moving;
}

// What a consignment costs. The last is what its time is worth to its owner.
enum class Charge : std::uint8_t { tariff, handling, border, demurrage, time };
inline constexpr std::size_t kCharges = 5;
inline constexpr std::array<std::string_view, kCharges> kChargeNames = {
    "tariff", "handling", "border", "demurrage", "time"};

inline constexpr std::array<std::string_view, kCharges> kChargeMeanings = {
    "tariffs", "loading and unloading", "border and customs", "demurrage", "the owner's time"};

// Money and emissions are whole numbers in the books, so that sums are exact.
inline constexpr double kMicroDollars = 1e6;  // in a dollar
inline constexpr double kMilligramsPerGram = 1e3;
inline constexpr double kMilligramsPerTonne = 1e9;

inline constexpr std::uint16_t kNoVessel = UINT16_MAX;

struct Entry {
  enum class Kind : std::uint8_t { time, cost, emission };
  std::int64_t amount = 0;           // ticks, micro-dollars or milligrams of CO2 equivalent
  std::uint32_t where = 0;           // index of the place or link
  std::uint16_t vessel = kNoVessel;  // that it waits for or is aboard of
  std::uint8_t what = 0;             // Cause or Charge
  Kind kind : 2 = Kind::time;
  Stage stage : 6 = Stage::waiting_for_acceptance;

  Duration time() const { return {amount}; }
  Cause cause() const { return static_cast<Cause>(what); }
  Charge charge() const { return static_cast<Charge>(what); }
  bool is_at_link() const {
    if (kind == Kind::time) return is_on_link(cause());
    return kind == Kind::emission || charge() == Charge::tariff;
  }
  bool operator==(const Entry&) const = default;
};
static_assert(sizeof(Entry) == 16, "bytes per entry");

// Is it more time of the same kind?
constexpr bool goes_on(const Entry& before, const Entry& entry) {
  return entry.kind == Entry::Kind::time && before.kind == Entry::Kind::time &&
         before.what == entry.what && before.stage == entry.stage && before.where == entry.where &&
         before.vessel == entry.vessel;
}

// A consignment's entries, in the order in which they were made.
struct Record {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::uint32_t first = kNone;  // block in the books
  std::uint32_t last = kNone;

  bool operator==(const Record&) const = default;
};

}  // namespace caravan
