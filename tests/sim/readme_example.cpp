// One desk and one line: customers come every 75 minutes and take 60, on average.
#include <caravan/sim/distribution.hpp>
#include <caravan/sim/random.hpp>
#include <caravan/sim/resource.hpp>
#include <caravan/sim/scheduler.hpp>
#include <cstdio>

using namespace caravan;

enum class Kind : std::uint8_t { departure, arrival };
Phase phase_of(Kind kind) { return kind == Kind::departure ? Phase::completion : Phase::arrival; }

int main() {
  const Time start = at_midnight({2026, 1, 1});
  const Distribution gap = Distribution::exponential(1.25), service = Distribution::exponential(1);
  RandomStream gaps({1, name_hash("gap")}), services({1, name_hash("service")});
  Scheduler<Kind> scheduler(start);
  Resource desk(start, 1);

  const auto serve = [&] {
    scheduler.schedule(hours(service.quantile(services.uniform())), Kind::departure);
  };
  scheduler.schedule(start, Kind::arrival);
  while (const auto event = scheduler.next(start + days(100'000))) {
    if (event->kind == Kind::arrival) {
      scheduler.schedule(hours(gap.quantile(gaps.uniform())), Kind::arrival);
      if (desk.request(event->at, {})) serve();
    } else {
      desk.release(event->at);
      if (desk.grant_next(event->at)) serve();
    }
  }
  std::printf("%llu events until %s\n", static_cast<unsigned long long>(scheduler.events_handled()),
              to_iso(scheduler.now()).c_str());
  std::printf("mean wait   %.2f h (theory: 4)\n", desk.waits().mean_hours());
  std::printf("mean queue  %.2f   (theory: 3.2)\n", desk.mean_queue(scheduler.now()));
  std::printf("utilisation %.2f   (theory: 0.8)\n", desk.utilisation(scheduler.now()));
}
