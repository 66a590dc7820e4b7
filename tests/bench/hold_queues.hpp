// The queue that is measured, and what others would use: the standard library's and Boost's heaps.
#pragma once

#include <boost/heap/d_ary_heap.hpp>
#include <boost/heap/pairing_heap.hpp>
#include <optional>
#include <queue>
#include <unordered_set>
#include <vector>

#include "caravan/sim/event_queue.hpp"
#include "hold.hpp"

namespace caravan::bench {

class CaravanQueue {
 public:
  EventId push(const Event<HoldEvent>& event) { return queue_.push(event); }
  EventId reschedule(EventId id, const Event<HoldEvent>& event) {
    return queue_.reschedule(id, event.at);
  }
  std::optional<Event<HoldEvent>> pop() { return queue_.pop(); }

 private:
  EventQueue<HoldEvent> queue_;
};

struct Record {
  Event<HoldEvent> event;
  std::uint64_t order = 0;
};
struct HappensAfter {
  bool operator()(const Record& a, const Record& b) const {
    return a.event.at != b.event.at ? a.event.at > b.event.at : a.order > b.order;
  }
};

// A heap as it is used for events: the order of scheduling breaks ties, and an event that was moved
// stays behind and is skipped when it comes up.
template <class Heap>
class HeapQueue {
 public:
  std::uint64_t push(const Event<HoldEvent>& event) {
    heap_.push({event, ++order_});
    return order_;
  }
  std::uint64_t reschedule(std::uint64_t order, const Event<HoldEvent>& event) {
    moved_.insert(order);
    return push(event);
  }
  std::optional<Event<HoldEvent>> pop() {
    while (true) {
      const Record first = heap_.top();
      heap_.pop();
      if (moved_.empty() || moved_.erase(first.order) == 0) return first.event;
    }
  }

 private:
  Heap heap_;
  std::unordered_set<std::uint64_t> moved_;
  std::uint64_t order_ = 0;
};

using StandardQueue = HeapQueue<std::priority_queue<Record, std::vector<Record>, HappensAfter>>;
using BoostDaryQueue = HeapQueue<
    boost::heap::d_ary_heap<Record, boost::heap::arity<4>, boost::heap::compare<HappensAfter>>>;
using BoostPairingQueue =
    HeapQueue<boost::heap::pairing_heap<Record, boost::heap::compare<HappensAfter>>>;

}  // namespace caravan::bench
