// Time that runs out only while it runs: work that can be interrupted, or the hours that a crane
// has to work until it breaks.
//
//   Countdown work(hours(20));
//   work.run(scheduler, Kind::loaded, vessel);     // Kind::loaded happens after 20 h
//   work.pause(scheduler);                          // or not, for now: a storm
//   work.run(scheduler, Kind::loaded, vessel);     // goes on with what was left
//
// What becomes of interrupted work is the model's choice: `pause` and `run` again to go on, `reset`
// to begin anew, nothing at all to let it finish. A breakdown by calendar time is one that is never
// paused.
#pragma once

#include <cassert>
#include <cstdint>

#include "caravan/sim/scheduler.hpp"

namespace caravan {

class Countdown {
 public:
  Countdown() = default;
  explicit Countdown(Duration left) : left_(left) {}

  bool is_running() const { return is_running_; }

  // What is left of it at `now`; nothing once it has run out.
  Duration left(Time now) const { return is_running_ ? ends_ - now : left_; }

  // The event happens when the time has run out, unless it is paused before. It must not be
  // running.
  template <class Kind>
  void run(Scheduler<Kind>& scheduler, Kind kind, std::uint32_t subject = 0,
           std::uint64_t detail = 0) {
    assert(!is_running_);
    is_running_ = true;
    ends_ = scheduler.now() + left_;
    event_ = scheduler.schedule(ends_, kind, subject, detail);
  }

  // What is left stays left. Harmless if it does not run.
  template <class Kind>
  void pause(Scheduler<Kind>& scheduler) {
    if (!is_running_) return;
    left_ = ends_ - scheduler.now();
    is_running_ = false;
    scheduler.cancel(event_);
  }

  // To be told when the event has happened, or what is to run next; it must not run on.
  void reset(Duration left = {}) {
    left_ = left;
    is_running_ = false;
  }

  bool operator==(const Countdown&) const = default;

 private:
  Duration left_;
  Time ends_;
  EventId event_;
  bool is_running_ = false;
};

}  // namespace caravan
