// A queue of requests: the higher priority first, then the one that came first.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <optional>
#include <vector>

#include "caravan/sim/fifo.hpp"
#include "caravan/sim/time.hpp"
#include "caravan/sim/wide.hpp"

namespace caravan {

// Somebody who wants something. What `who` and `purpose` mean is the model's affair; together they
// name one request.
struct Request {
  std::uint32_t who = 0;
  std::uint32_t purpose = 0;
  std::int64_t amount = 1;
  std::int32_t priority = 0;  // higher is more urgent
  Time since{};               // when it was made

  std::uint64_t name() const { return (std::uint64_t{purpose} << 32) | who; }
  bool operator==(const Request&) const = default;
};
static_assert(sizeof(Request) == 32, "bytes per waiting request");

class WaitingLine {
 public:
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }

  // The line must not be empty; likewise to leave.
  const Request& first() const {
    assert(!empty());
    return first_filled().front();
  }

  // Whether `request` would not stand behind anybody.
  bool would_lead(const Request& request) const {
    return empty() || request.priority > first().priority;
  }

  void join(const Request& request) {
    of_priority(request.priority).push(request);
    ++size_;
  }

  // Before its equals: somebody who was sent back.
  void join_in_front(const Request& request) {
    of_priority(request.priority).push_front(request);
    ++size_;
  }

  // Takes the first out of the line.
  Request leave() {
    assert(!empty());
    --size_;
    return first_filled().pop();
  }

  // Takes that request out, wherever it stands; none if it does not wait. Looks at all before it.
  std::optional<Request> give_up(const Request& request) {
    for (Level& level : levels_) {
      for (std::size_t i = 0; i < level.line.size(); ++i) {
        if (level.line[i].name() != request.name()) continue;
        --size_;
        return level.line.take(i);
      }
    }
    return std::nullopt;
  }

  // Visits all in order.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Level& level : levels_) {
      for (std::size_t i = 0; i < level.line.size(); ++i) visit(level.line[i]);
    }
  }

  // Since `from`, by all who wait: the part of their waits that is not over.
  Wide ticks_waited(Time from, Time now) const {
    Wide ticks = 0;
    for_each([&](const Request& request) { ticks += (now - std::max(request.since, from)).value; });
    return ticks;
  }

  bool operator==(const WaitingLine&) const = default;

 private:
  // There are few priorities: one line each, the most urgent first.
  struct Level {
    std::int32_t priority = 0;
    Fifo<Request> line;
    bool operator==(const Level&) const = default;
  };

  const Fifo<Request>& first_filled() const {
    std::size_t i = 0;
    while (levels_[i].line.empty()) ++i;
    return levels_[i].line;
  }
  Fifo<Request>& first_filled() {
    return const_cast<Fifo<Request>&>(std::as_const(*this).first_filled());
  }

  Fifo<Request>& of_priority(std::int32_t priority) {
    std::size_t i = 0;
    while (i < levels_.size() && levels_[i].priority > priority) ++i;
    if (i == levels_.size() || levels_[i].priority != priority) {
      levels_.insert(levels_.begin() + static_cast<std::ptrdiff_t>(i), Level{priority, {}});
    }
    return levels_[i].line;
  }

  std::vector<Level> levels_;
  std::size_t size_ = 0;
};

}  // namespace caravan
