// B2, the hold model: take the earliest of N pending events, move the clock to it, schedule one
// more at a random distance. Four patterns of distance.
#pragma once

#include <cstdint>
#include <string_view>

#include "caravan/sim/distribution.hpp"
#include "caravan/sim/event.hpp"
#include "caravan/sim/random.hpp"

namespace caravan::bench {

enum class HoldEvent : std::uint32_t { hold };
constexpr Phase phase_of(HoldEvent) { return Phase::arrival; }
using HoldRecord = Event<HoldEvent>;

enum class Pattern { exponential, midnights, bimodal };

// The queue that is measured has push(record), pop() and empty().
template <class Queue>
class Hold {
 public:
  Hold(std::uint64_t pending, Pattern pattern)
      : pattern_(pattern), luck_({.seed = 1, .purpose = name_hash("hold")}) {
    for (std::uint64_t i = 0; i < pending; ++i) push(Time{} + distance(), i);
  }

  // Returns the clock's last ticks, so that nothing is optimised away.
  std::int64_t run(std::uint64_t holds) {
    Time now;
    for (std::uint64_t i = 0; i < holds; ++i) {
      const HoldRecord event = queue_.pop();
      now = event.at;
      push(now + distance(), event.detail);
    }
    return now.ticks;
  }

 private:
  Duration distance() {
    const double u = luck_.uniform();
    switch (pattern_) {
      case Pattern::exponential: return hours(Distribution::exponential(1).quantile(u));
      case Pattern::midnights:
        return Duration{days(1).value * (1 + static_cast<std::int64_t>(u * 7))};
      case Pattern::bimodal:
        return u < 0.99 ? hours(Distribution::exponential(1).quantile(u / 0.99)) : hours(10'000);
    }
    return {};
  }

  void push(Time at, std::uint64_t detail) {
    const auto phase = static_cast<std::uint64_t>(phase_of(HoldEvent::hold));
    queue_.push({at, (phase << kPhaseShift) | sequence_++, HoldEvent::hold, 0, detail});
  }

  Queue queue_;
  Pattern pattern_;
  RandomStream luck_;
  std::uint64_t sequence_ = 0;
};

}  // namespace caravan::bench
