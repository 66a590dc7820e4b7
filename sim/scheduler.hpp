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
  EventId schedule(Time at, Kind kind, std::uint32_t subject = 0, std::uint64_t detail = 0) {
    assert(at >= now_);
    return queue_.push({at, kind, subject, detail});
  }

  EventId schedule(Duration delay, Kind kind, std::uint32_t subject = 0, std::uint64_t detail = 0) {
    return schedule(now_ + delay, kind, subject, detail);
  }

  bool is_pending(EventId id) const { return queue_.is_pending(id); }

  // The event will not happen. False, and nothing changes, if it was not pending.
  bool cancel(EventId id) { return queue_.cancel(id); }

  // The event will happen at `at` instead, as if it had been scheduled only now; its new id. Of an
  // event that was not pending, the id of none.
  EventId reschedule(EventId id, Time at) {
    assert(at >= now_);
    return queue_.reschedule(id, at);
  }

  // When it happens; nothing if it is not pending.
  std::optional<Time> when(EventId id) const { return queue_.when(id); }

  // The event will happen at `at`, as if it had been scheduled for then at first; it keeps its id.
  // Nothing changes if it was not pending.
  void retime(EventId id, Time at) {
    assert(at >= now_);
    queue_.retime(id, at);
  }

  // Takes the next event that happens at or before `end` and moves the clock to
  // it. If there is none, moves the clock to `end`.
  std::optional<Event<Kind>> next(Time end) {
    std::optional<Event<Kind>> event = queue_.pop(end);
    if (event) {
      now_ = event->at;
      ++events_handled_;
    } else if (end > now_) {
      now_ = end;
    }
    return event;
  }

  bool operator==(const Scheduler&) const = default;

 private:
  Time now_;
  std::uint64_t events_handled_ = 0;
  EventQueue<Kind> queue_;
};

}  // namespace caravan
