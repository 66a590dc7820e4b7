// The pending events, earliest first: an implicit heap of four children a node.
//
// Plain data: copying the queue copies the future. Memory is kept when events
// leave, so a warm simulation does not allocate. Moving an event is copying 32
// bytes; a push costs about log4(n) / 2 comparisons, a pop about 4 log4(n).
#pragma once

#include <cassert>
#include <cstddef>
#include <vector>

#include "caravan/sim/event.hpp"

namespace caravan {

template <class Kind>
class EventQueue {
 public:
  using Record = Event<Kind>;
  static_assert(std::is_trivially_copyable_v<Record> && sizeof(Record) <= 32);

  bool empty() const { return heap_.empty(); }
  std::size_t size() const { return heap_.size(); }

  // The event that happens next. The queue must not be empty.
  const Record& top() const {
    assert(!heap_.empty());
    return heap_.front();
  }

  // By value: `event` may well be a copy of one that this push moves.
  void push(const Record event) {
    heap_.push_back(event);
    std::size_t hole = heap_.size() - 1;
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / kArity;
      if (!happens_before(event, heap_[parent])) break;
      heap_[hole] = heap_[parent];
      hole = parent;
    }
    heap_[hole] = event;
  }

  // Removes and returns the event that happens next. The queue must not be empty.
  Record pop() {
    const Record first = top();
    const Record last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sink(last);
    return first;
  }

  bool operator==(const EventQueue&) const = default;

 private:
  static constexpr std::size_t kArity = 4;

  // Puts `event` into the empty root, moving smaller children up on its way down.
  void sink(const Record& event) {
    const std::size_t count = heap_.size();
    std::size_t hole = 0;
    while (true) {
      const std::size_t first_child = hole * kArity + 1;
      if (first_child >= count) break;
      const std::size_t end = first_child + kArity < count ? first_child + kArity : count;
      std::size_t least = first_child;
      for (std::size_t child = first_child + 1; child < end; ++child) {
        if (happens_before(heap_[child], heap_[least])) least = child;
      }
      if (!happens_before(heap_[least], event)) break;
      heap_[hole] = heap_[least];
      hole = least;
    }
    heap_[hole] = event;
  }

  std::vector<Record> heap_;
};

}  // namespace caravan
