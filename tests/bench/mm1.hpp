// B1: one server, Poisson arrivals at rate 0.9, exponential service at rate 1, first come first
// served, unlimited queue; each customer's time in the system is recorded.
#pragma once

#include "caravan/sim/distribution.hpp"
#include "caravan/sim/duration_tally.hpp"
#include "caravan/sim/random.hpp"
#include "caravan/sim/resource.hpp"
#include "caravan/sim/scheduler.hpp"

namespace caravan::bench {

enum class Mm1Event : std::uint32_t { arrival, departure };
constexpr Phase phase_of(Mm1Event event) {
  return event == Mm1Event::departure ? Phase::completion : Phase::arrival;
}

class Mm1 {
 public:
  explicit Mm1(std::uint64_t seed)
      : gaps_({.seed = seed, .purpose = name_hash("gaps")}),
        services_({.seed = seed, .purpose = name_hash("services")}),
        server_(Time{}, 1) {}

  // Mean hours in the system of so many customers, when all have left.
  double run(std::uint64_t customers) {
    to_come_ = customers;
    scheduler_.schedule(next_gap(), Mm1Event::arrival);
    while (const auto event = scheduler_.next(kNever)) {
      event->kind == Mm1Event::arrival ? on_arrival() : on_departure(event->detail);
      if (stays_.count() == customers) break;
    }
    return stays_.mean_hours();
  }

 private:
  Duration next_gap() { return hours(gap_.quantile(gaps_.uniform())); }

  void on_arrival() {
    if (--to_come_ > 0) scheduler_.schedule(next_gap(), Mm1Event::arrival);
    if (server_.request(scheduler_.now(), {})) begin_service(scheduler_.now());
  }

  void on_departure(std::uint64_t arrived) {
    stays_.add(scheduler_.now() - Time{static_cast<std::int64_t>(arrived)});
    server_.release(scheduler_.now());
    if (const auto next = server_.grant_next(scheduler_.now())) begin_service(next->since);
  }

  void begin_service(Time arrived) {
    scheduler_.schedule(hours(service_.quantile(services_.uniform())), Mm1Event::departure, 0,
                        static_cast<std::uint64_t>(arrived.ticks));
  }

  Distribution gap_ = Distribution::exponential(1 / 0.9);
  Distribution service_ = Distribution::exponential(1);
  Scheduler<Mm1Event> scheduler_;
  RandomStream gaps_;
  RandomStream services_;
  Resource server_;
  DurationTally stays_;
  std::uint64_t to_come_ = 0;
};

}  // namespace caravan::bench
