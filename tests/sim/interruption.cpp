// What becomes of work when its server is taken away: a vessel at a berth that a storm closes from
// hour 2 to hour 9, with 5 hours of work; and another berth that stays open.
#include <doctest/doctest.h>

#include <array>

#include "caravan/sim/countdown.hpp"
#include "caravan/sim/resource.hpp"
#include "caravan/sim/scheduler.hpp"

namespace caravan {
namespace {

enum class Kind : std::uint8_t { storm_begins, storm_ends, done };
constexpr Phase phase_of(Kind kind) {
  return kind == Kind::done ? Phase::completion : Phase::capacity;
}

enum class Rule : std::uint8_t { finish, pause, restart, re_route };

constexpr Time at(double hour) { return Time{} + hours(hour); }

class Port {
 public:
  explicit Port(Rule rule) : rule_(rule) {
    scheduler_.schedule(at(2), Kind::storm_begins);
    scheduler_.schedule(at(9), Kind::storm_ends);
    if (berths_[0].request(at(0), kVessel)) begin();
  }

  // When the vessel is done.
  Time run() {
    while (const auto event = scheduler_.next(kNever)) {
      switch (event->kind) {
        case Kind::storm_begins: on_storm_begins(); break;
        case Kind::storm_ends: on_storm_ends(); break;
        case Kind::done:
          berths_[berth_].release(event->at, kVessel);
          done_ = event->at;
          break;
      }
    }
    return done_;
  }

  const Resource& berth(std::size_t i) const { return berths_[i]; }

 private:
  static constexpr Request kVessel{.who = 7};

  void begin() { work_.run(scheduler_, Kind::done); }

  void on_storm_begins() {
    const Time now = scheduler_.now();
    berths_[0].set_out_of_service(now, 1);
    if (rule_ == Rule::finish) return;
    while (const auto stopped = berths_[0].stop_excess(now)) {
      work_.pause(scheduler_);
      if (rule_ == Rule::restart) work_.reset(hours(5));
      if (rule_ != Rule::re_route) {
        berths_[0].wait_again(now, *stopped);
      } else if (berths_[berth_ = 1].request(now, *stopped)) {
        begin();
      }
    }
  }

  void on_storm_ends() {
    berths_[0].set_out_of_service(scheduler_.now(), 0);
    while (berths_[0].grant_next(scheduler_.now())) begin();
  }

  Rule rule_;
  Scheduler<Kind> scheduler_;
  std::array<Resource, 2> berths_{Resource(at(0), 1), Resource(at(0), 1)};
  std::size_t berth_ = 0;  // where the vessel is
  Countdown work_{hours(5)};
  Time done_;
};

TEST_CASE("work in progress may finish in spite of the storm") {
  Port port(Rule::finish);
  CHECK(port.run() == at(5));
  CHECK(port.berth(0).mean_down(at(10)) == doctest::Approx(0.4));  // from hour 5 to 9
  CHECK(port.berth(0).mean_busy(at(10)) == doctest::Approx(0.5));
}

TEST_CASE("work in progress may pause and go on after the storm") {
  Port port(Rule::pause);
  CHECK(port.run() == at(12));
  CHECK(port.berth(0).mean_down(at(12)) == doctest::Approx(7 / 12.0));
  CHECK(port.berth(0).mean_busy(at(12)) == doctest::Approx(5 / 12.0));
  CHECK(port.berth(0).waits().maximum_hours() == doctest::Approx(7));
}

TEST_CASE("work in progress may be lost and begin anew after the storm") {
  CHECK(Port(Rule::restart).run() == at(14));
}

TEST_CASE("work in progress may be brought to its end elsewhere") {
  Port port(Rule::re_route);
  CHECK(port.run() == at(5));
  CHECK(port.berth(1).mean_busy(at(5)) == doctest::Approx(3 / 5.0));
  CHECK(port.berth(0).mean_busy(at(5)) == doctest::Approx(2 / 5.0));
}

}  // namespace
}  // namespace caravan
