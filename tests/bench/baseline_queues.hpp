// What others would use: the standard library's queue and Boost's heaps, for comparison.
#pragma once

#include <boost/heap/d_ary_heap.hpp>
#include <boost/heap/pairing_heap.hpp>
#include <queue>
#include <vector>

#include "hold.hpp"

namespace caravan::bench {

struct HappensAfter {
  bool operator()(const HoldRecord& a, const HoldRecord& b) const { return happens_before(b, a); }
};

template <class Heap>
class HeapQueue {
 public:
  void push(const HoldRecord& event) { heap_.push(event); }
  HoldRecord pop() {
    const HoldRecord first = heap_.top();
    heap_.pop();
    return first;
  }

 private:
  Heap heap_;
};

using StandardQueue =
    HeapQueue<std::priority_queue<HoldRecord, std::vector<HoldRecord>, HappensAfter>>;
using BoostDaryQueue = HeapQueue<
    boost::heap::d_ary_heap<HoldRecord, boost::heap::arity<4>, boost::heap::compare<HappensAfter>>>;
using BoostPairingQueue =
    HeapQueue<boost::heap::pairing_heap<HoldRecord, boost::heap::compare<HappensAfter>>>;

}  // namespace caravan::bench
