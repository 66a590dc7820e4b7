// B4: six nodes in line, each of 2 servers (exponential service of mean 1.6) and 12 places, those
// in service included; a Poisson source of rate 1. A shipment whose next node is full keeps its
// server and its place (blocking after service); before the first node it waits outside.
#pragma once

#include <array>

#include "caravan/sim/distribution.hpp"
#include "caravan/sim/duration_tally.hpp"
#include "caravan/sim/id.hpp"
#include "caravan/sim/pool.hpp"
#include "caravan/sim/random.hpp"
#include "caravan/sim/resource.hpp"
#include "caravan/sim/scheduler.hpp"

namespace caravan::bench {

enum class ChainEvent : std::uint32_t { released, served };
constexpr Phase phase_of(ChainEvent event) {
  return event == ChainEvent::served ? Phase::completion : Phase::arrival;
}

class Chain {
 public:
  explicit Chain(std::uint64_t seed) : gaps_({.seed = seed, .purpose = name_hash("gaps")}) {
    for (std::size_t k = 0; k < kNodes; ++k) {
      nodes_[k].places = Resource(Time{}, 12);
      nodes_[k].servers = Resource(Time{}, 2);
      nodes_[k].services =
          RandomStream({.seed = seed, .purpose = name_hash("service"), .entity = k});
    }
  }

  // Mean hours from release to leaving the last node, of so many shipments.
  double run(std::uint64_t shipments) {
    to_come_ = shipments;
    scheduler_.schedule(Duration{}, ChainEvent::released);
    while (stays_.count() < shipments) {
      const auto event = scheduler_.next(kNever);
      event->kind == ChainEvent::released ? on_released() : on_served(ShipmentId(event->subject));
    }
    return stays_.mean_hours();
  }

 private:
  static constexpr std::size_t kNodes = 6;
  using ShipmentId = Id<struct ShipmentTag>;

  struct Shipment {
    Time released;
    std::uint32_t node = 0;
  };
  struct Node {
    Resource places;
    Resource servers;
    RandomStream services;
  };

  void on_released() {
    if (--to_come_ > 0) {
      scheduler_.schedule(hours(gap_.quantile(gaps_.uniform())), ChainEvent::released);
    }
    const ShipmentId id = shipments_.add();
    shipments_[id] = {scheduler_.now(), 0};
    if (nodes_[0].places.request(scheduler_.now(), {.who = id.value})) on_place_granted(id, 0);
  }

  void on_place_granted(ShipmentId id, std::uint32_t node) {
    if (node > 0) leave(id, node - 1);
    shipments_[id].node = node;
    if (nodes_[node].servers.request(scheduler_.now(), {.who = id.value})) begin_service(id, node);
  }

  void begin_service(ShipmentId id, std::uint32_t node) {
    scheduler_.schedule(hours(service_.quantile(nodes_[node].services.uniform())),
                        ChainEvent::served, id.value);
  }

  void on_served(ShipmentId id) {
    const std::uint32_t node = shipments_[id].node;
    if (node + 1 < kNodes) {
      const Time now = scheduler_.now();
      const bool has_place = nodes_[node + 1].places.request(now, {.who = id.value});
      if (has_place) return on_place_granted(id, node + 1);
      return nodes_[node].servers.block(now, {.who = id.value});
    }
    stays_.add(scheduler_.now() - shipments_[id].released);
    leave(id, node);
    shipments_.remove(id);
  }

  // Its server and its place go to those who wait.
  void leave(ShipmentId id, std::uint32_t node) {
    const Time now = scheduler_.now();
    nodes_[node].servers.release(now, {.who = id.value});
    if (const auto next = nodes_[node].servers.grant_next(now)) {
      begin_service(ShipmentId(next->who), node);
    }
    nodes_[node].places.release(now, {.who = id.value});
    if (const auto next = nodes_[node].places.grant_next(now)) {
      on_place_granted(ShipmentId(next->who), node);
    }
  }

  Distribution gap_ = Distribution::exponential(1);
  Distribution service_ = Distribution::exponential(1.6);
  Scheduler<ChainEvent> scheduler_;
  std::array<Node, kNodes> nodes_;
  Pool<Shipment, ShipmentId> shipments_;
  RandomStream gaps_;
  DurationTally stays_;
  std::uint64_t to_come_ = 0;
};

}  // namespace caravan::bench
