// B2, the hold model: take the earliest of N pending events, move the clock to it, schedule one
// more at a random distance. Five patterns.
#pragma once

#include <cstdint>
#include <vector>

#include "caravan/sim/distribution.hpp"
#include "caravan/sim/event.hpp"
#include "caravan/sim/random.hpp"

namespace caravan::bench {

enum class HoldEvent : std::uint32_t { hold };
constexpr Phase phase_of(HoldEvent) { return Phase::arrival; }

// Distances: exponential; to one of the next seven midnights; 1 % very far; exponential, and every
// other hold moves somebody else's event.
enum class Pattern { exponential, midnights, bimodal, moving };

// The queue that is measured has push(event), which returns a handle, reschedule(handle, event),
// which returns a new one, and pop().
template <class Queue>
class Hold {
 public:
  Hold(std::uint32_t pending, Pattern pattern)
      : pattern_(pattern), luck_({.seed = 1, .purpose = name_hash("hold")}) {
    if (pattern == Pattern::moving) handles_.resize(pending);
    for (std::uint32_t i = 0; i < pending; ++i) push(i);
  }

  // Returns the clock's last ticks, so that nothing is optimised away.
  std::int64_t run(std::uint64_t holds) {
    for (std::uint64_t i = 0; i < holds; ++i) {
      const auto event = queue_.pop();
      now_ = event->at;
      push(event->subject);
      if (pattern_ == Pattern::moving && i % 2 == 0) move_another();
    }
    return now_.ticks;
  }

 private:
  using Handle = decltype(Queue().push(Event<HoldEvent>{}));

  Event<HoldEvent> one_more(std::uint32_t who) {
    return {now_ + distance(), HoldEvent::hold, who, 0};
  }

  void push(std::uint32_t who) {
    const Handle handle = queue_.push(one_more(who));
    if (pattern_ == Pattern::moving) handles_[who] = handle;
  }

  Duration distance() {
    const double u = luck_.uniform();
    switch (pattern_) {
      case Pattern::moving:
      case Pattern::exponential: return hours(distance_.quantile(u));
      case Pattern::midnights:
        return Duration{days(1).value * (1 + static_cast<std::int64_t>(u * 7))};
      case Pattern::bimodal: return u < 0.99 ? hours(distance_.quantile(u / 0.99)) : hours(10'000);
    }
    return {};
  }

  void move_another() {
    const auto who = static_cast<std::uint32_t>(luck_.uniform() * double(handles_.size()));
    handles_[who] = queue_.reschedule(handles_[who], one_more(who));
  }

  Distribution distance_ = Distribution::exponential(1);
  Queue queue_;
  Pattern pattern_;
  RandomStream luck_;
  Time now_;
  std::vector<Handle> handles_;
};

}  // namespace caravan::bench
