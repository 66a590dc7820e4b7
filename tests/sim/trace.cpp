// One model on two queues: the simulator's and the plain reference. What happens must be the same.
#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include "caravan/sim/event_queue.hpp"
#include "caravan/sim/random.hpp"
#include "reference_queue.hpp"

namespace caravan {
namespace {

enum class Kind : std::uint8_t { closes, sails, arrives, gives_up, counts };
constexpr Phase phase_of(Kind kind) {
  return kind == Kind::counts ? Phase::sampling : static_cast<Phase>(kind);
}

// An anchorage whose vessels give up after some hours, before a berth that closes now and then and
// puts off what is under way; somebody counts at midnight.
template <class Queue>
class Anchorage {
 public:
  using Handle = decltype(Queue().push(Event<Kind>{}));

  std::vector<Event<Kind>> run(std::size_t events) {
    schedule(Duration{}, Kind::arrives);
    schedule(hours(50), Kind::closes);
    schedule(days(1), Kind::counts);
    while (trace_.size() < events) {
      const auto event = queue_.pop();
      now_ = event->at;
      trace_.push_back(*event);
      handle(*event);
    }
    return trace_;
  }

 private:
  struct Vessel {
    std::uint32_t number;
    Handle gives_up;
  };

  void handle(const Event<Kind>& event) {
    switch (event.kind) {
      case Kind::arrives: {
        schedule(hours(8 * random_.uniform()), Kind::arrives);
        const std::uint32_t number = arrived_++;
        line_.push_back(
            {number, schedule(hours(30 + 10 * random_.uniform()), Kind::gives_up, number)});
        return serve();
      }
      case Kind::sails: berth_is_busy_ = false; return serve();
      case Kind::gives_up:
        std::erase_if(line_, [&](const Vessel& v) { return v.number == event.subject; });
        return;
      case Kind::closes:
        schedule(hours(100 * random_.uniform()), Kind::closes);
        if (berth_is_busy_) sails_ = queue_.reschedule(sails_, sails_at_ = sails_at_ + hours(12));
        return;
      case Kind::counts: schedule(days(1), Kind::counts, 0, line_.size()); return;
    }
  }

  void serve() {
    if (berth_is_busy_ || line_.empty()) return;
    queue_.cancel(line_.front().gives_up);
    const std::uint32_t number = line_.front().number;
    line_.erase(line_.begin());
    berth_is_busy_ = true;
    const Duration stay = hours(7 * random_.uniform());
    sails_at_ = now_ + stay;
    sails_ = schedule(stay, Kind::sails, number);
  }

  Handle schedule(Duration delay, Kind kind, std::uint32_t subject = 0, std::uint64_t detail = 0) {
    return queue_.push({now_ + delay, kind, subject, detail});
  }

  Queue queue_;
  Time now_;
  RandomStream random_{{1, name_hash("anchorage")}};
  std::vector<Vessel> line_;
  std::vector<Event<Kind>> trace_;
  std::uint32_t arrived_ = 0;
  bool berth_is_busy_ = false;
  Handle sails_{};
  Time sails_at_;
};

TEST_CASE("a model's trace is the same on the queue and on the plain reference") {
  const auto trace = Anchorage<EventQueue<Kind>>().run(50'000);
  const auto reference = Anchorage<test::ReferenceQueue<Kind>>().run(50'000);
  REQUIRE(trace.size() == 50'000);
  CHECK(trace == reference);
  std::size_t gave_up = 0;
  for (const auto& event : trace) gave_up += event.kind == Kind::gives_up;
  CHECK(gave_up > 100);  // the model does what it is about
}

}  // namespace
}  // namespace caravan
