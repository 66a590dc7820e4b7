#include "caravan/sim/scheduler.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

namespace caravan {
namespace {

enum class Kind : std::uint8_t { opens, leaves, arrives, reacts, observes };

constexpr Phase phase_of(Kind kind) {
  switch (kind) {
    case Kind::opens: return Phase::capacity;
    case Kind::leaves: return Phase::completion;
    case Kind::arrives: return Phase::arrival;
    case Kind::reacts: return Phase::decision;
    case Kind::observes: return Phase::sampling;
  }
  return Phase::sampling;
}

using Calendar = Scheduler<Kind>;

constexpr Time at(std::int64_t ticks) { return Time{ticks}; }

TEST_CASE("a scheduler begins at its start with nothing to do") {
  const Calendar scheduler{at(100)};
  CHECK(scheduler.now() == at(100));
  CHECK(scheduler.events_pending() == 0);
  CHECK(scheduler.events_handled() == 0);
}

TEST_CASE("next moves the clock to the event that it takes") {
  Calendar scheduler;
  scheduler.schedule(at(20), Kind::arrives, 2, 22);
  scheduler.schedule(at(10), Kind::leaves, 1, 11);
  CHECK(scheduler.events_pending() == 2);

  const auto first = scheduler.next(at(100));
  REQUIRE(first.has_value());
  CHECK(first->at == at(10));
  CHECK(first->kind == Kind::leaves);
  CHECK(first->subject == 1);
  CHECK(first->detail == 11);
  CHECK(scheduler.now() == at(10));
  CHECK(scheduler.events_pending() == 1);
  CHECK(scheduler.events_handled() == 1);

  CHECK(scheduler.next(at(100))->subject == 2);
  CHECK(scheduler.now() == at(20));
  CHECK(scheduler.events_handled() == 2);
}

TEST_CASE("an event at the end still happens") {
  Calendar scheduler;
  scheduler.schedule(at(10), Kind::arrives);
  CHECK(scheduler.next(at(10)).has_value());
}

TEST_CASE("without an event until the end the clock moves to the end") {
  Calendar scheduler;
  scheduler.schedule(at(11), Kind::arrives);
  CHECK_FALSE(scheduler.next(at(10)).has_value());
  CHECK(scheduler.now() == at(10));
  CHECK(scheduler.events_pending() == 1);
  CHECK(scheduler.events_handled() == 0);
  CHECK(scheduler.next(at(11)).has_value());
  CHECK_FALSE(scheduler.next(at(50)).has_value());
  CHECK(scheduler.now() == at(50));
}

TEST_CASE("the clock never goes back") {
  Calendar scheduler{at(100)};
  scheduler.schedule(at(200), Kind::arrives);
  CHECK_FALSE(scheduler.next(at(50)).has_value());
  CHECK(scheduler.now() == at(100));
}

TEST_CASE("a delay counts from now") {
  Calendar scheduler{at(100)};
  scheduler.schedule(Duration{5}, Kind::arrives);
  scheduler.next(kNever);
  CHECK(scheduler.now() == at(105));
  scheduler.schedule(Duration{5}, Kind::arrives);
  scheduler.next(kNever);
  CHECK(scheduler.now() == at(110));
}

TEST_CASE("at one instant phases come in order and equals in the order of scheduling") {
  Calendar scheduler;
  const Kind backwards[] = {Kind::observes, Kind::reacts, Kind::arrives, Kind::leaves, Kind::opens};
  for (std::uint32_t round = 0; round < 3; ++round) {
    for (const Kind kind : backwards) scheduler.schedule(at(7), kind, round);
  }
  for (int kind = 4; kind >= 0; --kind) {
    for (std::uint32_t round = 0; round < 3; ++round) {
      const auto event = scheduler.next(at(7));
      REQUIRE(event.has_value());
      CHECK(event->kind == backwards[kind]);
      CHECK(event->subject == round);
    }
  }
}

TEST_CASE("what is scheduled for now still happens now and before later phases") {
  Calendar scheduler;
  scheduler.schedule(at(7), Kind::observes);
  scheduler.schedule(at(7), Kind::arrives);
  CHECK(scheduler.next(at(7))->kind == Kind::arrives);
  scheduler.schedule(Duration{0}, Kind::opens);
  scheduler.schedule(Duration{0}, Kind::reacts);
  CHECK(scheduler.next(at(7))->kind == Kind::opens);
  CHECK(scheduler.next(at(7))->kind == Kind::reacts);
  CHECK(scheduler.next(at(7))->kind == Kind::observes);
}

// Each event schedules up to two more, at times that depend on the event: any
// difference in order would spread. Returns what happened.
std::vector<Event<Kind>> run(Calendar& scheduler, int events) {
  std::vector<Event<Kind>> trace;
  while (static_cast<int>(trace.size()) < events) {
    const auto event = scheduler.next(kNever);
    if (!event) break;
    trace.push_back(*event);
    const std::uint64_t mixed = (event->detail + 1) * 0x9e3779b97f4a7c15u;
    for (std::uint64_t child = 0; child < (scheduler.events_pending() < 200 ? 2u : 1u); ++child) {
      const std::uint64_t bits = mixed >> (8 * child + 16);
      scheduler.schedule(Duration{static_cast<std::int64_t>(bits % 4)},
                         static_cast<Kind>(bits / 4 % 5), static_cast<std::uint32_t>(child), bits);
    }
  }
  return trace;
}

TEST_CASE("a copy of a scheduler in mid-run has the same future") {
  Calendar trunk;
  trunk.schedule(at(0), Kind::arrives);
  run(trunk, 1'000);

  Calendar fork = trunk;
  CHECK(fork == trunk);
  const auto future_of_fork = run(fork, 5'000);
  CHECK_FALSE(fork == trunk);  // the trunk has not moved
  const auto future_of_trunk = run(trunk, 5'000);
  REQUIRE(future_of_trunk.size() == 5'000);
  CHECK(future_of_fork == future_of_trunk);
  CHECK(fork == trunk);
}

TEST_CASE("a cancelled event does not happen and a moved one happens when it was moved to") {
  Calendar scheduler;
  const EventId cancelled = scheduler.schedule(at(10), Kind::leaves, 1);
  const EventId moved = scheduler.schedule(at(20), Kind::leaves, 2, 22);
  scheduler.schedule(at(30), Kind::leaves, 3);
  CHECK(scheduler.cancel(cancelled));
  CHECK_FALSE(scheduler.cancel(cancelled));
  const EventId again = scheduler.reschedule(moved, at(40));
  CHECK_FALSE(scheduler.is_pending(moved));
  CHECK(scheduler.is_pending(again));
  CHECK(scheduler.events_pending() == 2);

  CHECK(scheduler.next(at(100))->subject == 3);
  const auto last = scheduler.next(at(100));
  REQUIRE(last.has_value());
  CHECK(last->at == at(40));
  CHECK(last->detail == 22);
  CHECK_FALSE(scheduler.is_pending(again));
  CHECK(scheduler.events_handled() == 2);
}

}  // namespace
}  // namespace caravan
