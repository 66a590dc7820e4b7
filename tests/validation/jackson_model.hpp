// An open network of stations: who is served here goes there, or leaves, by chance.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "caravan/sim/distribution.hpp"
#include "caravan/sim/id.hpp"
#include "caravan/sim/pool.hpp"
#include "caravan/sim/random.hpp"
#include "caravan/sim/resource.hpp"
#include "caravan/sim/scheduler.hpp"
#include "caravan/sim/tally.hpp"

namespace caravan::validation {

enum class NetworkStep : std::uint8_t { served, arrival };

constexpr Phase phase_of(NetworkStep step) {
  return step == NetworkStep::served ? Phase::completion : Phase::arrival;
}

struct StationSpec {
  std::int64_t servers = 1;
  double service_hours = 1;      // mean, exponential
  double arrivals_per_hour = 0;  // from outside
  std::vector<double> next;      // the chance of each station; the rest leave

  bool operator==(const StationSpec&) const = default;
};

struct NetworkSpec {
  std::string_view name;
  std::vector<StationSpec> stations;
};

class JacksonModel {
 public:
  JacksonModel(const NetworkSpec& spec, std::uint64_t seed, std::uint64_t replication) {
    const auto stream = [&](std::string_view purpose, std::size_t station) {
      return RandomStream({seed, name_hash(purpose), name_hash(spec.name) + station, replication});
    };
    for (std::size_t i = 0; i < spec.stations.size(); ++i) {
      stations_.push_back({spec.stations[i], Resource(Time{}, spec.stations[i].servers),
                           stream("gap between arrivals", i), stream("service time", i),
                           stream("next station", i)});
      if (spec.stations[i].arrivals_per_hour > 0) schedule_arrival(i);
    }
  }

  void run_until(Time end) {
    while (const auto event = scheduler_.next(end)) {
      switch (event->kind) {
        case NetworkStep::arrival: on_arrival(event->subject); break;
        case NetworkStep::served: on_served(event->subject, CustomerId(event->detail)); break;
      }
    }
  }

  void begin_statistics() {
    for (Station& station : stations_) station.servers.begin_statistics(now());
    stay_hours_ = {};
  }

  // Since statistics began. Present: waiting or in service.
  double mean_present(std::size_t station) const {
    const Resource& servers = stations_[station].servers;
    return servers.mean_queue(now()) + servers.mean_busy(now());
  }
  double utilisation(std::size_t station) const {
    return stations_[station].servers.utilisation(now());
  }
  // From entering the network to leaving it.
  double mean_stay_hours() const { return stay_hours_.mean(); }

  Time now() const { return scheduler_.now(); }

  bool operator==(const JacksonModel&) const = default;

 private:
  struct Customer {
    Time entered;

    bool operator==(const Customer&) const = default;
  };
  using CustomerId = Id<Customer>;

  struct Station {
    StationSpec spec;
    Resource servers;
    RandomStream gaps;
    RandomStream services;
    RandomStream choices;

    bool operator==(const Station&) const = default;
  };

  void schedule_arrival(std::size_t i) {
    Station& station = stations_[i];
    const Distribution gap = Distribution::exponential(1 / station.spec.arrivals_per_hour);
    scheduler_.schedule(hours(gap.quantile(station.gaps.uniform())), NetworkStep::arrival,
                        static_cast<std::uint32_t>(i));
  }

  void on_arrival(std::size_t i) {
    schedule_arrival(i);
    const CustomerId customer = customers_.add();
    customers_[customer].entered = now();
    visit(i, customer);
  }

  void visit(std::size_t i, CustomerId customer) {
    if (stations_[i].servers.request(now(), {customer.value})) begin_service(i, customer);
  }

  void begin_service(std::size_t i, CustomerId customer) {
    Station& station = stations_[i];
    const Distribution service = Distribution::exponential(station.spec.service_hours);
    scheduler_.schedule(hours(service.quantile(station.services.uniform())), NetworkStep::served,
                        static_cast<std::uint32_t>(i), customer.value);
  }

  void on_served(std::size_t i, CustomerId customer) {
    Station& station = stations_[i];
    station.servers.release(now(), {customer.value});
    while (const auto next = station.servers.grant_next(now())) {
      begin_service(i, CustomerId(next->who));
    }
    go_on(station, customer);
  }

  void go_on(Station& station, CustomerId customer) {
    double luck = station.choices.uniform();
    for (std::size_t next = 0; next < station.spec.next.size(); ++next) {
      if (luck < station.spec.next[next]) return visit(next, customer);
      luck -= station.spec.next[next];
    }
    stay_hours_.add(in_hours(now() - customers_[customer].entered));
    customers_.remove(customer);
  }

  Scheduler<NetworkStep> scheduler_;
  std::vector<Station> stations_;
  Pool<Customer, CustomerId> customers_;
  Tally stay_hours_;
};

}  // namespace caravan::validation
