// Two servers in line with a small store between: a full store blocks the first server.
#pragma once

#include <cstdint>
#include <string_view>

#include "caravan/sim/distribution.hpp"
#include "caravan/sim/random.hpp"
#include "caravan/sim/resource.hpp"
#include "caravan/sim/scheduler.hpp"
#include "caravan/sim/store.hpp"
#include "caravan/sim/time_weighted.hpp"

namespace caravan::validation {

enum class TandemStep : std::uint8_t { second_done, first_done, arrival };

constexpr Phase phase_of(TandemStep step) {
  return step == TandemStep::arrival ? Phase::arrival : Phase::completion;
}

struct TandemSpec {
  std::string_view name;
  Distribution first;   // hours of service
  Distribution second;  // hours of service
  std::int64_t buffer = 0;
  bool saturated = false;  // the first server never wants for work, and nobody arrives
  Distribution gap;        // between arrivals, in hours; not used if saturated

  bool operator==(const TandemSpec&) const = default;
};

class TandemModel {
 public:
  TandemModel(const TandemSpec& spec, std::uint64_t seed, std::uint64_t replication)
      : spec_(spec),
        first_(Time{}, 1),
        second_(Time{}, spec.buffer + 1),  // the one in service included
        present_(Time{}),
        gaps_({seed, name_hash("gap between arrivals"), name_hash(spec.name), replication}),
        firsts_({seed, name_hash("first service time"), name_hash(spec.name), replication}),
        seconds_({seed, name_hash("second service time"), name_hash(spec.name), replication}) {
    if (spec_.saturated) {
      enter();
    } else {
      schedule_arrival();
    }
  }

  void run_until(Time end) {
    while (const auto event = scheduler_.next(end)) {
      switch (event->kind) {
        case TandemStep::arrival: on_arrival(); break;
        case TandemStep::first_done: on_first_done(); break;
        case TandemStep::second_done: on_second_done(); break;
      }
    }
  }

  void begin_statistics() {
    began_ = now();
    first_.begin_statistics(now());
    second_.begin_statistics(now());
    present_.begin_again(now());
    left_ = 0;
  }

  // Since statistics began.
  double throughput_per_hour() const { return double(left_) / in_hours(now() - began_); }
  double mean_present() const { return present_.mean(now()); }
  double share_blocked() const { return first_.mean_blocked(now()); }

  Time now() const { return scheduler_.now(); }

  bool operator==(const TandemModel&) const = default;

 private:
  void schedule_arrival() {
    scheduler_.schedule(hours(spec_.gap.quantile(gaps_.uniform())), TandemStep::arrival);
  }

  void enter() {
    present_.add(now(), 1);
    if (first_.request(now(), {})) begin_first();
  }

  void begin_first() {
    scheduler_.schedule(hours(spec_.first.quantile(firsts_.uniform())), TandemStep::first_done);
  }

  void begin_second() {
    scheduler_.schedule(hours(spec_.second.quantile(seconds_.uniform())), TandemStep::second_done);
  }

  void on_arrival() {
    schedule_arrival();
    enter();
  }

  // Who does not fit stays at the first server, and keeps it.
  void on_first_done() {
    if (second_.put(now(), {})) return move_on();
    first_.block(now(), {});
  }

  void on_second_done() {
    ++left_;
    present_.add(now(), -1);
    second_.get(now(), {});
    if (second_.content() > 0) begin_second();
    if (second_.put_next(now())) move_on();
  }

  // Somebody is in the second station by now, and leaves the first server to the next.
  void move_on() {
    if (second_.content() == 1) begin_second();
    first_.release(now());
    if (spec_.saturated) enter();
    while (first_.grant_next(now())) begin_first();
  }

  TandemSpec spec_;
  Scheduler<TandemStep> scheduler_;
  Resource first_;
  Store second_;
  TimeWeighted present_;
  RandomStream gaps_;
  RandomStream firsts_;
  RandomStream seconds_;
  Time began_;
  std::uint64_t left_ = 0;
};

}  // namespace caravan::validation
