// A few machines that break down and a few repairers: customers come from a finite source.
#pragma once

#include <cstdint>
#include <string_view>

#include "caravan/sim/distribution.hpp"
#include "caravan/sim/random.hpp"
#include "caravan/sim/resource.hpp"
#include "caravan/sim/scheduler.hpp"
#include "caravan/sim/time_weighted.hpp"

namespace caravan::validation {

enum class MachineStep : std::uint8_t { repaired, broken };

constexpr Phase phase_of(MachineStep step) {
  return step == MachineStep::repaired ? Phase::completion : Phase::arrival;
}

struct MachineRepairSpec {
  std::string_view name;
  std::int64_t machines = 1;
  std::int64_t repairers = 1;
  Distribution running;  // from a repair to the next breakdown, in hours
  Distribution repair;   // in hours

  bool operator==(const MachineRepairSpec&) const = default;
};

class MachineRepairModel {
 public:
  // All machines run.
  MachineRepairModel(const MachineRepairSpec& spec, std::uint64_t seed, std::uint64_t replication)
      : spec_(spec),
        repairers_(Time{}, spec.repairers),
        down_(Time{}),
        runnings_({seed, name_hash("time between failures"), name_hash(spec.name), replication}),
        repairs_({seed, name_hash("repair time"), name_hash(spec.name), replication}) {
    for (std::int64_t machine = 0; machine < spec.machines; ++machine) start();
  }

  void run_until(Time end) {
    while (const auto event = scheduler_.next(end)) {
      switch (event->kind) {
        case MachineStep::broken: on_broken(); break;
        case MachineStep::repaired: on_repaired(); break;
      }
    }
  }

  void begin_statistics() {
    began_ = now();
    repairers_.begin_statistics(now());
    down_.begin_again(now());
    repaired_ = 0;
  }

  // Since statistics began. Down: waiting for a repairer or in repair.
  double mean_down() const { return down_.mean(now()); }
  double utilisation() const { return repairers_.utilisation(now()); }
  double repairs_per_hour() const { return double(repaired_) / in_hours(now() - began_); }
  double mean_wait_hours() const { return repairers_.waits().mean_hours(); }

  Time now() const { return scheduler_.now(); }

  bool operator==(const MachineRepairModel&) const = default;

 private:
  void start() {
    scheduler_.schedule(hours(spec_.running.quantile(runnings_.uniform())), MachineStep::broken);
  }

  void begin_repair() {
    scheduler_.schedule(hours(spec_.repair.quantile(repairs_.uniform())), MachineStep::repaired);
  }

  void on_broken() {
    down_.add(now(), 1);
    if (repairers_.request(now(), {})) begin_repair();
  }

  void on_repaired() {
    down_.add(now(), -1);
    ++repaired_;
    start();
    repairers_.release(now());
    while (repairers_.grant_next(now())) begin_repair();
  }

  MachineRepairSpec spec_;
  Scheduler<MachineStep> scheduler_;
  Resource repairers_;
  TimeWeighted down_;
  RandomStream runnings_;
  RandomStream repairs_;
  Time began_;
  std::uint64_t repaired_ = 0;
};

}  // namespace caravan::validation
