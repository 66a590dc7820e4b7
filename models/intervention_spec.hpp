// What a scenario says about changes. A disruption, an investment, a policy and a trend are all one
// thing: for some time, some attributes of some targets are other than they were.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/models/units.hpp"
#include "caravan/models/work_in_progress.hpp"
#include "caravan/sim/distribution.hpp"
#include "caravan/sim/time.hpp"

namespace caravan {

// How an attribute's value becomes another: "x 0.5", "+ 2", "= 0".
enum class Operation : std::uint8_t { times, plus, equals };

struct EffectSpec {
  std::uint32_t attribute = 0;  // index among attributes()
  std::uint32_t target = 0;     // in its section
  std::uint32_t part = 0;       // of the target
  Operation operation = Operation::times;
  double operand = 1;  // in the attribute's unit, if the operation is not `times`
  bool operator==(const EffectSpec&) const = default;
};

// When it begins.
enum class Onset : std::uint8_t {
  date,       // at `from`
  between,    // at a random instant from `from` until `latest`
  recurring,  // over and over: `every` so long after it has ended, or after the beginning
  after,      // so long after another has begun, or ended, each time that it does
  occupancy,  // when a facility has been fuller than a limit for so long; once
  history,    // as a table says
  completion  // when a project is done
};

struct HistoricWindow {
  Time from;
  Time until;
  std::optional<double> operand;  // in place of its effects'
  bool operator==(const HistoricWindow&) const = default;
};

struct OccupancySpec {
  std::string facility;  // such as "aktau/storage/container"
  double above = 1;      // share of it in use
  Duration lasting;      // seen on so many days in a row
  bool operator==(const OccupancySpec&) const = default;
};

struct InterventionSpec {
  std::string id;
  std::string name;
  std::string kind;  // the author's word, such as "disruption" or "policy"; for tables
  std::vector<EffectSpec> effects;
  // Where it closes something: by itself a port pauses, all else finishes.
  std::optional<WorkInProgress> work;

  Onset onset = Onset::date;
  Time from;  // nothing happens before; the beginning of the simulation if not said
  Time latest;
  Distribution every_hours;
  std::array<bool, 12> months{true, true, true, true, true, true,
                              true, true, true, true, true, true};  // in which it may begin
  InterventionId after;
  bool is_after_its_end = false;
  Distribution delay_hours;
  OccupancySpec occupancy;
  std::vector<HistoricWindow> history;  // in the order of time, one after the other

  double probability = 1;  // each time
  std::optional<Time> until;
  Distribution lasts_hours;  // if that is not said
  bool is_for_good = false;  // once begun, it never ends
  Duration builds_up;        // from no effect to the whole, in even steps
  Duration recovers;         // likewise back, when it has ended
  bool operator==(const InterventionSpec&) const = default;
};

}  // namespace caravan
