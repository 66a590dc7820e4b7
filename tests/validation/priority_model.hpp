// One server and a line in which the more urgent classes stand in front, or even interrupt the
// others.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "caravan/sim/countdown.hpp"
#include "caravan/sim/distribution.hpp"
#include "caravan/sim/duration_tally.hpp"
#include "caravan/sim/id.hpp"
#include "caravan/sim/pool.hpp"
#include "caravan/sim/random.hpp"
#include "caravan/sim/resource.hpp"
#include "caravan/sim/scheduler.hpp"

namespace caravan::validation {

enum class PriorityStep : std::uint8_t { departure, arrival };

constexpr Phase phase_of(PriorityStep step) {
  return step == PriorityStep::departure ? Phase::completion : Phase::arrival;
}

struct ClassSpec {
  Distribution gap;      // between arrivals of this class, in hours
  Distribution service;  // in hours

  bool operator==(const ClassSpec&) const = default;
};

// Whether the less urgent are interrupted, and go on later where they were.
enum class Interruption : std::uint8_t { none, resume };

class PriorityModel {
 public:
  // The first class is the most urgent.
  PriorityModel(std::string_view name, const std::vector<ClassSpec>& specs,
                Interruption interruption, std::uint64_t seed, std::uint64_t replication)
      : interruption_(interruption), server_(Time{}, 1) {
    for (std::size_t i = 0; i < specs.size(); ++i) {
      const std::uint64_t entity = name_hash(name) + i;
      classes_.push_back(
          {specs[i],
           RandomStream({seed, name_hash("gap between arrivals"), entity, replication}),
           RandomStream({seed, name_hash("service time"), entity, replication}),
           {},
           {}});
      schedule_arrival(static_cast<std::uint32_t>(i));
    }
  }

  void run_until(Time end) {
    while (const auto event = scheduler_.next(end)) {
      switch (event->kind) {
        case PriorityStep::arrival: on_arrival(event->subject); break;
        case PriorityStep::departure: on_departure(CustomerId(event->subject)); break;
      }
    }
  }

  void begin_statistics() {
    server_.begin_statistics(now());
    for (Class& c : classes_) c.waits = c.stays = {};
  }

  // Since statistics began; 0 is the most urgent class. A wait ends when service begins first.
  double mean_wait_hours(std::size_t which) const { return classes_[which].waits.mean_hours(); }
  double mean_stay_hours(std::size_t which) const { return classes_[which].stays.mean_hours(); }
  double utilisation() const { return server_.utilisation(now()); }
  double mean_queue() const { return server_.mean_queue(now()); }  // of all classes

  Time now() const { return scheduler_.now(); }

  bool operator==(const PriorityModel&) const = default;

 private:
  struct Class {
    ClassSpec spec;
    RandomStream gaps;
    RandomStream services;
    DurationTally waits;
    DurationTally stays;

    bool operator==(const Class&) const = default;
  };
  struct Customer {
    std::uint32_t which = 0;  // class
    Time arrived;
    bool was_served = false;  // at least for a while
    Countdown work;
    bool operator==(const Customer&) const = default;
  };
  using CustomerId = Id<struct CustomerTag>;

  void schedule_arrival(std::uint32_t which) {
    Class& c = classes_[which];
    scheduler_.schedule(hours(c.spec.gap.quantile(c.gaps.uniform())), PriorityStep::arrival, which);
  }

  void on_arrival(std::uint32_t which) {
    schedule_arrival(which);
    Class& c = classes_[which];
    const CustomerId id = customers_.add();
    customers_[id] = {which, now(), false,
                      Countdown(hours(c.spec.service.quantile(c.services.uniform())))};
    const Request request{.who = id.value, .priority = -static_cast<std::int32_t>(which)};
    if (server_.request(now(), request)) return serve(id);
    if (interruption_ == Interruption::none) return;
    while (const auto stopped = server_.stop_for_first(now())) {
      customers_[CustomerId(stopped->who)].work.pause(scheduler_);
      server_.wait_again(now(), *stopped);
    }
    serve_next();
  }

  void serve_next() {
    while (const auto next = server_.grant_next(now())) serve(CustomerId(next->who));
  }

  void serve(CustomerId id) {
    Customer& customer = customers_[id];
    if (!customer.was_served) classes_[customer.which].waits.add(now() - customer.arrived);
    customer.was_served = true;
    customer.work.run(scheduler_, PriorityStep::departure, id.value);
  }

  void on_departure(CustomerId id) {
    const Customer& customer = customers_[id];
    classes_[customer.which].stays.add(now() - customer.arrived);
    server_.release(now(), {.who = id.value});
    customers_.remove(id);
    serve_next();
  }

  Interruption interruption_;
  Scheduler<PriorityStep> scheduler_;
  Resource server_;
  Pool<Customer, CustomerId> customers_;
  std::vector<Class> classes_;
};

}  // namespace caravan::validation
