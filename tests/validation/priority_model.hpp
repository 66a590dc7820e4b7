// One server and a line in which the more urgent classes stand in front.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "caravan/sim/distribution.hpp"
#include "caravan/sim/random.hpp"
#include "caravan/sim/resource.hpp"
#include "caravan/sim/scheduler.hpp"
#include "caravan/sim/tally.hpp"

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

class PriorityModel {
 public:
  // The first class is the most urgent. Nobody is interrupted.
  PriorityModel(std::string_view name, const std::vector<ClassSpec>& specs, std::uint64_t seed,
                std::uint64_t replication)
      : server_(Time{}, 1) {
    for (std::size_t i = 0; i < specs.size(); ++i) {
      const std::uint64_t entity = name_hash(name) + i;
      classes_.push_back(
          {specs[i],
           RandomStream({seed, name_hash("gap between arrivals"), entity, replication}),
           RandomStream({seed, name_hash("service time"), entity, replication}),
           {}});
      schedule_arrival(static_cast<std::uint32_t>(i));
    }
  }

  void run_until(Time end) {
    while (const auto event = scheduler_.next(end)) {
      switch (event->kind) {
        case PriorityStep::arrival: on_arrival(event->subject); break;
        case PriorityStep::departure: on_departure(); break;
      }
    }
  }

  void begin_statistics() {
    server_.begin_statistics(now());
    for (Class& c : classes_) c.wait_hours = {};
  }

  // Since statistics began; 0 is the most urgent class.
  double mean_wait_hours(std::size_t which) const { return classes_[which].wait_hours.mean(); }
  double utilisation() const { return server_.utilisation(now()); }
  double mean_queue() const { return server_.mean_queue(now()); }  // of all classes

  Time now() const { return scheduler_.now(); }

  bool operator==(const PriorityModel&) const = default;

 private:
  struct Class {
    ClassSpec spec;
    RandomStream gaps;
    RandomStream services;
    Tally wait_hours;

    bool operator==(const Class&) const = default;
  };

  void schedule_arrival(std::uint32_t which) {
    Class& c = classes_[which];
    scheduler_.schedule(hours(c.spec.gap.quantile(c.gaps.uniform())), PriorityStep::arrival, which);
  }

  void on_arrival(std::uint32_t which) {
    schedule_arrival(which);
    const std::int32_t priority = -static_cast<std::int32_t>(which);
    if (server_.request(now(), {.who = which, .priority = priority})) begin_service(which, now());
  }

  void on_departure() {
    server_.release(now());
    while (const auto next = server_.grant_next(now())) begin_service(next->who, next->since);
  }

  void begin_service(std::uint32_t which, Time arrived) {
    Class& c = classes_[which];
    c.wait_hours.add(in_hours(now() - arrived));
    scheduler_.schedule(hours(c.spec.service.quantile(c.services.uniform())),
                        PriorityStep::departure);
  }

  Scheduler<PriorityStep> scheduler_;
  Resource server_;
  std::vector<Class> classes_;
};

}  // namespace caravan::validation
