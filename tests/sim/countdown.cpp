#include "caravan/sim/countdown.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace caravan {
namespace {

enum class Kind : std::uint8_t { done, storm_begins, storm_ends, breaks, mended };
constexpr Phase phase_of(Kind kind) {
  return kind == Kind::done ? Phase::completion : Phase::capacity;
}

constexpr Time at(double hour) { return Time{} + hours(hour); }

TEST_CASE("what runs without a break ends when it should") {
  Scheduler<Kind> scheduler;
  Countdown work(hours(5));
  CHECK_FALSE(work.is_running());
  CHECK(work.left(at(0)) == hours(5));
  work.run(scheduler, Kind::done, 7, 9);
  CHECK(work.left(at(2)) == hours(3));
  const auto event = scheduler.next(kNever);
  CHECK(event->at == at(5));
  CHECK(event->subject == 7);
  CHECK(event->detail == 9);
  work.reset(hours(2));
  work.run(scheduler, Kind::done);
  CHECK(scheduler.next(kNever)->at == at(7));
}

TEST_CASE("paused work goes on with what was left, and its event does not happen twice") {
  Scheduler<Kind> scheduler;
  Countdown work(hours(5));
  work.run(scheduler, Kind::done);
  scheduler.schedule(at(2), Kind::storm_begins);
  scheduler.schedule(at(9), Kind::storm_ends);
  scheduler.next(kNever);
  work.pause(scheduler);
  work.pause(scheduler);  // harmless
  CHECK(work.left(at(8)) == hours(3));
  CHECK(scheduler.next(kNever)->kind == Kind::storm_ends);
  work.run(scheduler, Kind::done);
  const auto done = scheduler.next(kNever);
  CHECK(done->kind == Kind::done);
  CHECK(done->at == at(12));
  CHECK_FALSE(scheduler.next(at(100)).has_value());
}

TEST_CASE("work that is begun anew takes its whole time again") {
  Scheduler<Kind> scheduler;
  Countdown work(hours(5));
  work.run(scheduler, Kind::done);
  scheduler.next(at(4));
  work.pause(scheduler);
  work.reset(hours(5));
  work.run(scheduler, Kind::done);
  CHECK(scheduler.next(kNever)->at == at(9));
}

// A crane that breaks after every 10 hours of work, and works 6 of every 12 hours.
TEST_CASE("a breakdown by working time waits while nothing works") {
  Scheduler<Kind> scheduler;
  Countdown until_breakdown(hours(10));
  std::vector<Time> broke;
  for (int shift = 0; shift < 4; ++shift) {
    until_breakdown.run(scheduler, Kind::breaks);
    while (const auto event = scheduler.next(at(12 * shift + 6))) {
      broke.push_back(event->at);
      until_breakdown.reset(hours(10));
      until_breakdown.run(scheduler, Kind::breaks);
    }
    until_breakdown.pause(scheduler);
    scheduler.next(at(12 * shift + 12));
  }
  CHECK(broke == std::vector<Time>{at(16), at(38)});
}

TEST_CASE("a breakdown by calendar time does not care who works") {
  Scheduler<Kind> scheduler;
  Countdown until_breakdown(days(30));
  until_breakdown.run(scheduler, Kind::breaks);
  CHECK(scheduler.next(kNever)->at == at(720));
}

}  // namespace
}  // namespace caravan
