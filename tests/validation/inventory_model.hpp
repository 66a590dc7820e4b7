// A stock that is looked at once a period and filled up if it is low: (s, S) with debts.
#pragma once

#include <cstdint>
#include <string_view>

#include "caravan/sim/distribution.hpp"
#include "caravan/sim/random.hpp"
#include "caravan/sim/scheduler.hpp"
#include "caravan/sim/store.hpp"
#include "caravan/sim/tally.hpp"
#include "inventory_theory.hpp"

namespace caravan::validation {

// What is asked for at the instant of a review counts into the period that ends.
enum class InventoryStep : std::uint8_t { demand, review };

constexpr Phase phase_of(InventoryStep step) {
  return step == InventoryStep::demand ? Phase::arrival : Phase::decision;
}

inline constexpr double kPeriodHours = 24;

class InventoryModel {
 public:
  InventoryModel(std::string_view name, const InventorySpec& spec, std::uint64_t seed,
                 std::uint64_t replication)
      : spec_(spec),
        gap_(Distribution::exponential(kPeriodHours / spec.demand)),
        stock_(Time{}, 2 * kMostOwed, spec.order_up_to),
        gaps_({seed, name_hash("gap between demands"), name_hash(name), replication}) {
    schedule_demand();
    scheduler_.schedule(hours(kPeriodHours), InventoryStep::review);
  }

  void run_until(Time end) {
    while (const auto event = scheduler_.next(end)) {
      switch (event->kind) {
        case InventoryStep::demand: on_demand(); break;
        case InventoryStep::review: on_review(); break;
      }
    }
  }

  void begin_statistics() {
    on_hand_ = owed_ = {};
    orders_ = demanded_ = met_at_once_ = 0;
  }

  // Since statistics began, which must be between two periods.
  double orders_per_period() const { return double(orders_) / double(on_hand_.count()); }
  double mean_on_hand() const { return on_hand_.mean(); }  // at the end of a period
  double mean_owed() const { return owed_.mean(); }        // likewise
  double fill() const { return double(met_at_once_) / double(demanded_); }

  Time now() const { return scheduler_.now(); }

  bool operator==(const InventoryModel&) const = default;

 private:
  // What is ordered passes through the store, so it must have room for the debts too.
  static constexpr std::int64_t kMostOwed = 1'000'000;

  void schedule_demand() {
    scheduler_.schedule(hours(gap_.quantile(gaps_.uniform())), InventoryStep::demand);
  }

  void on_demand() {
    schedule_demand();
    ++demanded_;
    if (stock_.get(now(), {})) ++met_at_once_;
  }

  void on_review() {
    scheduler_.schedule(hours(kPeriodHours), InventoryStep::review);
    const auto owed = static_cast<std::int64_t>(stock_.waiting_to_get());
    on_hand_.add(double(stock_.content()));
    owed_.add(double(owed));
    const std::int64_t position = stock_.content() - owed;
    if (position > spec_.reorder_at) return;
    ++orders_;
    stock_.put(now(), {.amount = spec_.order_up_to - position});
    while (stock_.get_next(now())) {
    }
  }

  InventorySpec spec_;
  Distribution gap_;
  Scheduler<InventoryStep> scheduler_;
  Store stock_;
  RandomStream gaps_;
  Tally on_hand_;
  Tally owed_;
  std::uint64_t orders_ = 0;
  std::uint64_t demanded_ = 0;
  std::uint64_t met_at_once_ = 0;
};

}  // namespace caravan::validation
