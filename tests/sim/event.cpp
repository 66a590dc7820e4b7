#include "caravan/sim/event.hpp"

#include <doctest/doctest.h>

#include <cstdint>

namespace caravan {
namespace {

enum class Kind : std::uint8_t { first, second };

Event<Kind> event(std::int64_t ticks, Phase phase, std::uint64_t sequence) {
  return {Time{ticks}, (static_cast<std::uint64_t>(phase) << kPhaseShift) | sequence};
}

static_assert(sizeof(Event<Kind>) == 32);
static_assert(std::is_trivially_copyable_v<Event<Kind>>);

TEST_CASE("the earlier time happens first whatever its phase and sequence") {
  CHECK(happens_before(event(1, Phase::sampling, 9), event(2, Phase::capacity, 0)));
  CHECK(happens_before(event(-2, Phase::sampling, 9), event(-1, Phase::capacity, 0)));
  CHECK_FALSE(happens_before(event(2, Phase::capacity, 0), event(1, Phase::sampling, 9)));
}

TEST_CASE("at one instant the earlier phase happens first whatever its sequence") {
  const Phase in_order[] = {Phase::capacity, Phase::completion, Phase::arrival, Phase::decision,
                            Phase::sampling};
  for (int i = 0; i < 5; ++i) {
    for (int j = 0; j < 5; ++j) {
      // The later the phase, the earlier it was scheduled.
      const auto a = event(7, in_order[i], static_cast<std::uint64_t>(100 - i));
      const auto b = event(7, in_order[j], static_cast<std::uint64_t>(100 - j));
      CHECK(happens_before(a, b) == (i < j));
    }
  }
}

TEST_CASE("within a phase the event scheduled first happens first") {
  CHECK(happens_before(event(7, Phase::arrival, 1), event(7, Phase::arrival, 2)));
  CHECK_FALSE(happens_before(event(7, Phase::arrival, 2), event(7, Phase::arrival, 1)));
}

TEST_CASE("nothing but time and phase and sequence has a say") {
  auto a = event(7, Phase::arrival, 1);
  auto b = a;
  a.kind = Kind::first;
  b.kind = Kind::second;
  a.subject = 1;
  b.subject = 2;
  a.detail = 1;
  b.detail = 2;
  CHECK_FALSE(happens_before(a, b));
  CHECK_FALSE(happens_before(b, a));
}

TEST_CASE("the last sequence number does not touch the phase") {
  const std::uint64_t last = (std::uint64_t{1} << kPhaseShift) - 1;
  CHECK(happens_before(event(7, Phase::capacity, last), event(7, Phase::completion, 0)));
  CHECK(happens_before(event(7, Phase::decision, last), event(7, Phase::sampling, 0)));
}

}  // namespace
}  // namespace caravan
