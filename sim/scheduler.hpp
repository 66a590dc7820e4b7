// The clock and what is going to happen.
//
// A model's main loop is:
//
//   while (auto event = scheduler.next(end)) handle(*event);
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>

#include "caravan/sim/event_queue.hpp"

namespace caravan {

template <class Kind>
class Scheduler {
 public:
  explicit Scheduler(Time start = {}) : now_(start) {}

  Time now() const { return now_; }
  std::uint64_t events_handled() const { return events_handled_; }
  std::size_t events_pending() const { return queue_.size(); }

  // Something will happen at `at`, which must not lie in the past.
  void schedule(Time at, Kind kind, std::uint32_t subject = 0, std::uint64_t detail = 0) {
    assert(at >= now_);
    const auto phase = static_cast<std::uint64_t>(phase_of(kind));
    queue_.push({at, (phase << kPhaseShift) | sequence_++, kind, subject, detail});
  }

  void schedule(Duration delay, Kind kind, std::uint32_t subject = 0, std::uint64_t detail = 0) {
    schedule(now_ + delay, kind, subject, detail);
  }

  // Takes the next event that happens at or before `end` and moves the clock to
  // it. If there is none, moves the clock to `end`.
  std::optional<Event<Kind>> next(Time end) {
    if (queue_.empty() || queue_.top().at > end) {
      if (end > now_) now_ = end;
      return std::nullopt;
    }
    now_ = queue_.top().at;
    ++events_handled_;
    return queue_.pop();
  }

  bool operator==(const Scheduler&) const = default;

 private:
  Time now_;
  std::uint64_t sequence_ = 0;
  std::uint64_t events_handled_ = 0;
  EventQueue<Kind> queue_;
};

}  // namespace caravan
