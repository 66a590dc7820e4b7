// A queue of requests: the higher priority first, then the one that came first.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <vector>

#include "caravan/sim/time.hpp"

namespace caravan {

// Somebody who wants something. What `who` and `purpose` mean is the model's affair.
struct Request {
  std::uint32_t who = 0;
  std::uint32_t purpose = 0;
  std::int64_t amount = 1;
  std::int32_t priority = 0;  // higher is more urgent
  Time since{};               // when it was made

  bool operator==(const Request&) const = default;
};

class WaitingLine {
 public:
  bool empty() const { return heap_.empty(); }
  std::size_t size() const { return heap_.size(); }

  // The line must not be empty; likewise to leave.
  const Request& first() const {
    assert(!heap_.empty());
    return heap_.front().request;
  }

  // Whether `request` would not stand behind anybody.
  bool would_lead(const Request& request) const {
    return empty() || request.priority > first().priority;
  }

  void join(const Request& request) {
    heap_.push_back({request, next_ticket_++});
    std::push_heap(heap_.begin(), heap_.end(), comes_after);
  }

  // Takes the first out of the line.
  Request leave() {
    assert(!heap_.empty());
    std::pop_heap(heap_.begin(), heap_.end(), comes_after);
    const Request request = heap_.back().request;
    heap_.pop_back();
    return request;
  }

  bool operator==(const WaitingLine&) const = default;

 private:
  struct Place {
    Request request;
    std::uint64_t ticket;
    bool operator==(const Place&) const = default;
  };

  static bool comes_after(const Place& a, const Place& b) {
    if (a.request.priority != b.request.priority) return a.request.priority < b.request.priority;
    return a.ticket > b.ticket;
  }

  std::vector<Place> heap_;
  std::uint64_t next_ticket_ = 0;
};

}  // namespace caravan
