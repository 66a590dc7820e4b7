// A line of customers before a few equal servers: the smallest whole model on sim/.
//
// Read it as a first example. A model is a value that holds a Scheduler (the clock
// and what will happen), the things it is about (here one Resource) and its luck (two
// RandomStreams). One function takes events from the scheduler and hands each to a
// short function named for what has happened. There are no pointers and no globals,
// so a copy of the model is a second simulation with the same past.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "caravan/sim/distribution.hpp"
#include "caravan/sim/random.hpp"
#include "caravan/sim/resource.hpp"
#include "caravan/sim/scheduler.hpp"
#include "caravan/sim/tally.hpp"

namespace caravan::validation {

// 1. What can happen, and which comes first if both happen at one instant: whoever
//    is done leaves before the next comes in.
enum class Happening : std::uint8_t { departure, arrival };

constexpr Phase phase_of(Happening happening) {
  return happening == Happening::departure ? Phase::completion : Phase::arrival;
}

// 2. What the model is told. In Kendall's notation: gap / service / servers / room.
struct QueueSpec {
  std::string_view name;
  Distribution gap;      // between one arrival and the next, in hours
  Distribution service;  // of one customer by one server, in hours
  std::int64_t servers = 1;
  // Customers that may be there at once, those in service included; others are lost.
  std::size_t room = std::numeric_limits<std::size_t>::max();
};

class QueueModel {
 public:
  // 3. The first event: everything else follows from it. A draw belongs to a seed, a
  //    purpose, an entity (this queue) and a replication, and to nothing else.
  QueueModel(const QueueSpec& spec, std::uint64_t seed, std::uint64_t replication)
      : spec_(spec),
        servers_(Time{}, spec.servers),
        gaps_({seed, name_hash("gap between arrivals"), name_hash(spec.name), replication}),
        services_({seed, name_hash("service time"), name_hash(spec.name), replication}) {
    scheduler_.schedule(hours(spec_.gap.quantile(gaps_.uniform())), Happening::arrival);
  }

  // 4. The main loop.
  void run_until(Time end) {
    while (const auto event = scheduler_.next(end)) {
      switch (event->kind) {
        case Happening::arrival: on_arrival(); break;
        case Happening::departure: on_departure(Time{std::int64_t(event->detail)}); break;
      }
    }
  }

  // 5. What is asked of the model; all of it since statistics began.
  void begin_statistics() {
    began_ = now();
    servers_.begin_statistics(now());
    stay_hours_ = {};
    offered_ = lost_ = 0;
  }
  double mean_wait_hours() const { return servers_.waits().mean_hours(); }
  double mean_queue() const { return servers_.mean_queue(now()); }
  double utilisation() const { return servers_.utilisation(now()); }
  double share_lost() const { return double(lost_) / double(offered_); }

  // For Little's law: customers there on average, departures per hour, and hours from
  // arrival to departure. The first is kept by the clock, the last two by customer.
  double mean_present() const { return servers_.mean_queue(now()) + servers_.mean_busy(now()); }
  double departures_per_hour() const {
    return double(stay_hours_.count()) / in_hours(now() - began_);
  }
  double mean_stay_hours() const { return stay_hours_.mean(); }

  Time now() const { return scheduler_.now(); }

  bool operator==(const QueueModel& other) const {
    return scheduler_ == other.scheduler_ && servers_ == other.servers_ && gaps_ == other.gaps_ &&
           services_ == other.services_ && stay_hours_ == other.stay_hours_ &&
           offered_ == other.offered_ && lost_ == other.lost_;
  }

 private:
  // 6. What happens. Each arrival calls the next one.
  void on_arrival() {
    scheduler_.schedule(hours(spec_.gap.quantile(gaps_.uniform())), Happening::arrival);
    ++offered_;
    const std::size_t present = servers_.waiting() + std::size_t(servers_.in_use());
    if (present >= spec_.room) {
      ++lost_;
      return;
    }
    if (servers_.request(now(), {})) begin_service(now());
  }

  void on_departure(Time arrived) {
    stay_hours_.add(in_hours(now() - arrived));
    servers_.release(now());
    while (const auto next = servers_.grant_next(now())) begin_service(next->since);
  }

  // The departure remembers when its customer arrived.
  void begin_service(Time arrived) {
    scheduler_.schedule(hours(spec_.service.quantile(services_.uniform())), Happening::departure, 0,
                        std::uint64_t(arrived.ticks));
  }

  QueueSpec spec_;
  Scheduler<Happening> scheduler_;
  Resource servers_;
  RandomStream gaps_;
  RandomStream services_;
  Tally stay_hours_;
  Time began_;
  std::uint64_t offered_ = 0;
  std::uint64_t lost_ = 0;
};

}  // namespace caravan::validation
