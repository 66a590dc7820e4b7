// The pending events without any art: a sorted list in the documented order. For comparison.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>

#include "caravan/sim/event.hpp"

namespace caravan::test {

template <class Kind>
class ReferenceQueue {
 public:
  using Order = std::tuple<Time, Phase, std::uint64_t>;

  std::size_t size() const { return events_.size(); }

  Order push(const Event<Kind>& event) {
    const Order order{event.at, phase_of(event.kind), sequence_++};
    events_.emplace(order, event);
    return order;
  }

  std::optional<Event<Kind>> pop(Time end = kNever) {
    if (events_.empty() || events_.begin()->second.at > end) return std::nullopt;
    const Event<Kind> first = events_.begin()->second;
    events_.erase(events_.begin());
    return first;
  }

  bool cancel(const Order& order) { return events_.erase(order) == 1; }

  Order reschedule(const Order& order, Time at) {
    Event<Kind> event = events_.at(order);
    event.at = at;
    events_.erase(order);
    return push(event);
  }

 private:
  std::map<Order, Event<Kind>> events_;
  std::uint64_t sequence_ = 0;
};

}  // namespace caravan::test
