#include "caravan/sim/event.hpp"

#include <doctest/doctest.h>

#include <cstdint>

#include "caravan/sim/event_key.hpp"

namespace caravan {
namespace {

enum class Kind : std::uint8_t { any };

static_assert(sizeof(Event<Kind>) == 24);
static_assert(std::is_trivially_copyable_v<Event<Kind>>);
static_assert(sizeof(EventKey) == 16);

EventKey key(std::int64_t ticks, Phase phase, std::uint64_t sequence, std::uint32_t slot = 0) {
  return event_key(Time{ticks}, phase, sequence, slot);
}

TEST_CASE("the earlier time happens first whatever its phase and sequence") {
  CHECK(key(1, Phase::sampling, 9) < key(2, Phase::capacity, 0));
  CHECK(key(-2, Phase::sampling, 9) < key(-1, Phase::capacity, 0));
  CHECK(key(-1, Phase::sampling, 9) < key(0, Phase::capacity, 0));
}

TEST_CASE("at one instant the earlier phase happens first whatever its sequence") {
  const Phase in_order[] = {Phase::capacity, Phase::completion, Phase::arrival, Phase::decision,
                            Phase::sampling};
  for (int i = 0; i < 5; ++i) {
    for (int j = 0; j < 5; ++j) {
      // The later the phase, the earlier it was scheduled.
      const EventKey a = key(7, in_order[i], static_cast<std::uint64_t>(100 - i));
      const EventKey b = key(7, in_order[j], static_cast<std::uint64_t>(100 - j));
      CHECK((a < b) == (i < j));
    }
  }
}

TEST_CASE("within a phase the event scheduled first happens first, whatever its slot") {
  CHECK(key(7, Phase::arrival, 1, 5) < key(7, Phase::arrival, 2, 3));
}

TEST_CASE("the last sequence number and the last slot touch nothing above them") {
  const std::uint64_t last = kMostScheduled - 1;
  const auto slot = static_cast<std::uint32_t>(kMostPending - 1);
  CHECK(key(7, Phase::capacity, last, slot) < key(7, Phase::completion, 0));
  CHECK(key(7, Phase::decision, last, slot) < key(7, Phase::sampling, 0));
  CHECK(key(7, Phase::sampling, last, slot) < key(8, Phase::capacity, 0));
  CHECK(key(7, Phase::arrival, 4, slot) < key(7, Phase::arrival, 5));
}

TEST_CASE("a key tells its time and its slot") {
  for (const Time at : {Time{-5}, Time{0}, Time{7}, kNever, Time{INT64_MIN}}) {
    const EventKey k = event_key(at, Phase::sampling, kMostScheduled - 1, 1234);
    CHECK(time_of(k) == at);
    CHECK(slot_of(order_of(k)) == 1234);
  }
}

}  // namespace
}  // namespace caravan
