// The keys of events that happen soon, earliest first: an implicit heap of four children a node,
// and a sorted run of those that came in the order in which they will happen, which cost nothing to
// sort.
#pragma once

#include <cassert>
#include <cstddef>
#include <vector>

#include "caravan/sim/event_key.hpp"

namespace caravan {

class NearKeys {
 public:
  bool empty() const { return run_.empty() && heap_.empty(); }
  std::size_t size() const { return run_.size() - run_begin_ + heap_.size(); }

  // The smallest; there must be one.
  EventKey first() const {
    assert(!empty());
    return is_first_in_run() ? run_[run_begin_] : heap_.front();
  }

  void add(EventKey key) {
    heap_.push_back(key);
    EventKey* const heap = heap_.data();
    std::size_t hole = heap_.size() - 1;
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / kArity;
      if (key > heap[parent]) break;
      heap[hole] = heap[parent];
      hole = parent;
    }
    heap[hole] = key;
  }

  // One of many that are likely to come in order.
  void add_in_run(EventKey key) {
    if (run_.empty() || key > run_.back()) {
      run_.push_back(key);
    } else {
      add(key);
    }
  }

  // Takes out the smallest; there must be one.
  void remove_first() {
    assert(!empty());
    if (!is_first_in_run()) return remove_first_of_heap();
    if (++run_begin_ < run_.size()) return;
    run_.clear();
    run_begin_ = 0;
  }

  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = run_begin_; i < run_.size(); ++i) visit(run_[i]);
    for (const EventKey key : heap_) visit(key);
  }

  void clear() {
    run_.clear();
    run_begin_ = 0;
    heap_.clear();
  }

 private:
  static constexpr std::size_t kArity = 4;

  bool is_first_in_run() const {
    return !run_.empty() && (heap_.empty() || run_[run_begin_] < heap_.front());
  }

  // The last key goes into the empty root, and smaller children move up on its way down. The least
  // of four is found without a branch: a wrong guess would cost more than all comparisons.
  void remove_first_of_heap() {
    const EventKey last = heap_.back();
    heap_.pop_back();
    const std::size_t count = heap_.size();
    if (count == 0) return;
    EventKey* const heap = heap_.data();
    std::size_t hole = 0;
    while (true) {
      const std::size_t child = hole * kArity + 1;
      std::size_t least = child;
      if (child + kArity <= count) {
        const std::size_t left = child + (heap[child + 1] < heap[child]);
        const std::size_t right = child + 2 + (heap[child + 3] < heap[child + 2]);
        least = heap[right] < heap[left] ? right : left;
      } else {
        if (child >= count) break;
        for (std::size_t i = child + 1; i < count; ++i) least = heap[i] < heap[least] ? i : least;
      }
      if (heap[least] > last) break;
      heap[hole] = heap[least];
      hole = least;
    }
    heap[hole] = last;
  }

  std::vector<EventKey> run_;  // sorted from run_begin_ on; empty if nothing is left
  std::size_t run_begin_ = 0;
  std::vector<EventKey> heap_;
};

}  // namespace caravan
