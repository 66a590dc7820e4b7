// A warm simulation does not allocate: counted in the only place where all memory comes from.
#include <doctest/doctest.h>

#include <cstdint>
#include <cstdlib>
#include <new>

#include "caravan/sim/random.hpp"
#include "caravan/sim/resource.hpp"
#include "caravan/sim/scheduler.hpp"
#include "caravan/sim/store.hpp"

namespace {
std::uint64_t allocations = 0;
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace caravan {
namespace {

enum class Kind : std::uint8_t { arrival, departure };
constexpr Phase phase_of(Kind kind) {
  return kind == Kind::arrival ? Phase::arrival : Phase::completion;
}

// Up to fifty wait at a berth, up to fifty for goods in a yard.
struct Port {
  Scheduler<Kind> scheduler;
  Resource berths{Time{}, 3};
  Store yard{Time{}, 20};
  RandomStream random{{1, 2, 3, 4}};

  void run(int events) {
    while (events-- > 0) {
      const auto event = scheduler.next(kNever);
      const Time now = scheduler.now();
      if (event->kind == Kind::arrival) {
        scheduler.schedule(hours(random.uniform()), Kind::arrival);
        if (berths.waiting() < 50 && berths.request(now, {})) begin_service();
        if (yard.waiting_to_get() < 50) yard.get(now, {});
      } else {
        berths.release(now);
        while (berths.grant_next(now)) begin_service();
        if (yard.waiting_to_put() < 50) yard.put(now, {.amount = 2});
      }
      while (yard.get_next(now) || yard.put_next(now)) continue;
    }
  }

  void begin_service() { scheduler.schedule(hours(3 * random.uniform()), Kind::departure); }
};

TEST_CASE("a warm simulation does not allocate") {
  Port port;
  const std::uint64_t before = allocations;
  port.scheduler.schedule(Time{}, Kind::arrival);
  port.run(50'000);
  CHECK(allocations > before);  // it did while it was cold, and the count counts

  const std::uint64_t when_warm = allocations;
  port.run(50'000);
  CHECK(allocations == when_warm);
  CHECK(port.scheduler.events_handled() == 100'000);
}

// The keys of what was cancelled are swept out before they pile up.
TEST_CASE("events that are moved again and again do not allocate") {
  Scheduler<Kind> scheduler;
  EventId id = scheduler.schedule(days(1), Kind::arrival);
  for (int i = 0; i < 1'000; ++i) id = scheduler.reschedule(id, Time{} + days(1 + i % 7));
  const std::uint64_t when_warm = allocations;
  for (int i = 0; i < 100'000; ++i) id = scheduler.reschedule(id, Time{} + days(1 + i % 7));
  CHECK(allocations == when_warm);
  CHECK(scheduler.events_pending() == 1);
}

// Many pending, near and far by turns: the buckets share their memory.
TEST_CASE("a warm queue of many events does not allocate, however far ahead they lie") {
  Scheduler<Kind> scheduler;
  RandomStream random{{1, 2, 3, 5}};
  const auto hold = [&](int events) {
    while (events-- > 0) {
      scheduler.next(kNever);
      const double u = random.uniform();
      scheduler.schedule(u < 0.9 ? hours(u) : days(u), Kind::arrival);
    }
  };
  for (int i = 0; i < 10'000; ++i) scheduler.schedule(hours(random.uniform()), Kind::arrival);
  hold(200'000);
  const std::uint64_t when_warm = allocations;
  hold(200'000);
  CHECK(allocations == when_warm);
}

}  // namespace
}  // namespace caravan
