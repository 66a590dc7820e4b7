#include "caravan/sim/event_queue.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <vector>

#include "reference_queue.hpp"

namespace caravan {
namespace {

enum class Kind : std::uint8_t { opens, leaves, arrives, reacts, observes };
constexpr Phase phase_of(Kind kind) {
  return kind == Kind::observes ? Phase::sampling : static_cast<Phase>(kind);
}
using Queue = EventQueue<Kind>;
using Reference = test::ReferenceQueue<Kind>;

Event<Kind> event(std::int64_t ticks, std::uint64_t number, Kind kind = Kind::arrives) {
  return {Time{ticks}, kind, static_cast<std::uint32_t>(number), ~number};
}

// How far ahead events are scheduled: many ties, midnights, close together, over two years, and of
// all orders of magnitude at once.
enum class Spread { ties, midnights, close, years, wild };

std::int64_t distance(Spread spread, std::mt19937_64& random) {
  const std::int64_t day = days(1).value;
  switch (spread) {
    case Spread::ties: return static_cast<std::int64_t>(random() % 3);
    case Spread::midnights: return day * static_cast<std::int64_t>(random() % 4);
    case Spread::close: return static_cast<std::int64_t>(random() % 1'000'000);
    case Spread::years:
      return random() % 50 == 0 ? 730 * day : static_cast<std::int64_t>(random() % 1'000'000);
    case Spread::wild: return static_cast<std::int64_t>(random() >> (2 + random() % 60));
  }
  return 0;
}

// A queue and the reference, given the same to do: they must always agree.
class Twins {
 public:
  Twins(std::uint64_t seed, Spread spread) : random_(seed), spread_(spread) {}

  void schedule() {
    const auto kind = static_cast<Kind>(random_() % 5);
    const Event<Kind> pushed = event(later(), number_++, kind);
    ids_.push_back(queue_.push(pushed));
    orders_.push_back(reference_.push(pushed));
    REQUIRE(queue_.is_pending(ids_.back()));
  }

  void take(Time end) {
    const auto taken = queue_.pop(end);
    REQUIRE(taken == reference_.pop(end));
    if (taken) now_ = taken->at.ticks;
  }

  // Any event that ever was: most of them have happened.
  void cancel() {
    if (ids_.empty()) return;
    const std::size_t which = random_() % ids_.size();
    REQUIRE(queue_.cancel(ids_[which]) == reference_.cancel(orders_[which]));
    REQUIRE_FALSE(queue_.is_pending(ids_[which]));
  }

  void reschedule() {
    if (ids_.empty()) return;
    const std::size_t which = random_() % ids_.size();
    const bool was_pending = queue_.is_pending(ids_[which]);
    const EventId before = ids_[which];
    const Time at{later()};
    const EventId after = queue_.reschedule(before, at);
    REQUIRE((after != EventId{}) == was_pending);
    if (!was_pending) return;
    REQUIRE_FALSE(queue_.is_pending(before));
    ids_[which] = after;
    orders_[which] = reference_.reschedule(orders_[which], at);
  }

  // One of the above, and now and then a copy takes the queue's place.
  void step(std::uint64_t pushes_in_ten) {
    const std::uint64_t die = random_() % 12;
    if (die < pushes_in_ten)
      schedule();
    else if (die < 10)
      take(random_() % 4 == 0 ? Time{later()} : kNever);
    else if (die == 10)
      cancel();
    else
      reschedule();
    REQUIRE(queue_.size() == reference_.size());
    REQUIRE(queue_.empty() == (reference_.size() == 0));
    if (random_() % 1000 == 0) queue_ = Queue(queue_);
  }

  void drain() {
    while (reference_.size() > 0) take(kNever);
    REQUIRE_FALSE(queue_.pop().has_value());
  }

 private:
  // At most the end of time.
  std::int64_t later() {
    const std::int64_t ahead = distance(spread_, random_);
    return now_ > kNever.ticks - ahead ? kNever.ticks : now_ + ahead;
  }

  std::mt19937_64 random_;
  Spread spread_;
  Queue queue_;
  Reference reference_;
  std::vector<EventId> ids_;
  std::vector<Reference::Order> orders_;
  std::int64_t now_ = -1'000'000;  // before 1970 to begin with
  std::uint64_t number_ = 0;
};

TEST_CASE("the queue gives, cancels and moves events just as a sorted map does") {
  for (const Spread spread :
       {Spread::ties, Spread::midnights, Spread::close, Spread::years, Spread::wild}) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      CAPTURE(static_cast<int>(spread));
      CAPTURE(seed);
      Twins twins(seed, spread);
      // More pushes than pops or fewer by turns, so that it fills and empties many times.
      for (int i = 0; i < 20'000; ++i) twins.step(i / 2'000 % 2 == 0 ? 8 : 2);
      twins.drain();
    }
  }
}

TEST_CASE("a new queue is empty") {
  Queue queue;
  CHECK(queue.empty());
  CHECK(queue.size() == 0);
  CHECK_FALSE(queue.pop().has_value());
}

TEST_CASE("every size up to some hundreds comes out sorted") {
  for (int count = 1; count <= 300; ++count) {
    Queue queue;
    for (int i = 0; i < count; ++i) queue.push(event((i * 37) % 307, static_cast<unsigned>(i)));
    Time last{-1};
    for (int i = 0; i < count; ++i) {
      const auto next = queue.pop();
      REQUIRE(next.has_value());
      REQUIRE(last < next->at);
      last = next->at;
    }
    REQUIRE(queue.empty());
  }
}

TEST_CASE("an event after the end stays") {
  Queue queue;
  queue.push(event(10, 1));
  CHECK_FALSE(queue.pop(Time{9}).has_value());
  CHECK(queue.size() == 1);
  queue.push(event(5, 2));  // and what comes before it still does
  CHECK(queue.pop(Time{10}) == event(5, 2));
  CHECK(queue.pop(Time{10}) == event(10, 1));
}

TEST_CASE("an event at the end of time is an event") {
  Queue queue;
  for (std::uint64_t i = 0; i < 200; ++i) queue.push(event(kNever.ticks, i));
  queue.push(event(0, 200));
  CHECK(queue.pop() == event(0, 200));
  for (std::uint64_t i = 0; i < 200; ++i) REQUIRE(queue.pop() == event(kNever.ticks, i));
}

TEST_CASE("an id names one event, even when its place is taken by another") {
  Queue queue;
  const EventId first = queue.push(event(1, 1));
  REQUIRE(queue.pop().has_value());
  const EventId second = queue.push(event(2, 2));
  CHECK_FALSE(queue.is_pending(first));
  CHECK_FALSE(queue.cancel(first));
  CHECK(queue.reschedule(first, Time{5}) == EventId{});
  CHECK(queue.size() == 1);
  CHECK(queue.cancel(second));
  CHECK_FALSE(queue.cancel(second));
  CHECK(queue.empty());
  CHECK_FALSE(queue.is_pending(EventId{}));
}

TEST_CASE("a moved event comes after those that were scheduled before it was moved") {
  Queue queue;
  const EventId first = queue.push(event(5, 1));
  queue.push(event(5, 2));
  queue.reschedule(first, Time{5});
  CHECK(queue.pop() == event(5, 2));
  CHECK(queue.pop() == event(5, 1));
}

TEST_CASE("two queues that will do the same are equal, whatever they have done") {
  Queue plain;
  Queue travelled;
  for (std::uint64_t i = 0; i < 500; ++i) plain.push(event(static_cast<std::int64_t>(i * 977), i));
  for (std::uint64_t i = 0; i < 500; ++i)
    travelled.push(event(static_cast<std::int64_t>(i * 977), i));
  CHECK(plain == travelled);
  CHECK_FALSE(travelled.pop(Time{-1}).has_value());  // looks, so it sorts
  CHECK(plain == travelled);
  CHECK(travelled.pop() == plain.pop());
  CHECK(plain == travelled);
  plain.pop();
  CHECK_FALSE(plain == travelled);
}

TEST_CASE("an event that is retimed is where it would be if it had been scheduled for then") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 50; ++round) {
    Queue queue, other;
    std::vector<EventId> ids;
    const auto moved = static_cast<std::size_t>(random() % 300);
    const auto to = static_cast<std::int64_t>(500 + random() % 500);
    for (std::uint64_t i = 0; i < 300; ++i) {
      const bool is_it = i == moved;
      const auto at = static_cast<std::int64_t>(is_it ? 500 : random() % 1'000);
      ids.push_back(queue.push(event(at, i)));
      const EventId id = other.push(event(is_it ? to : at, i));
      REQUIRE(id == ids.back());
    }
    while (const auto gone = queue.pop(Time{499})) REQUIRE(other.pop(Time{499}) == gone);
    CHECK(queue.when(ids[moved]) == Time{500});
    queue.retime(ids[moved], Time{to});
    CHECK(queue.when(ids[moved]) == Time{to});
    CHECK(queue == other);
    while (!queue.empty()) REQUIRE(queue.pop() == other.pop());
    CHECK(other.empty());
    CHECK_FALSE(queue.when(ids[moved]).has_value());
  }
}

TEST_CASE("a copy of the queue gives the same events and leaves the original alone") {
  std::mt19937_64 random(3);
  Queue queue;
  for (std::uint64_t i = 0; i < 1'000; ++i) {
    queue.push(event(static_cast<std::int64_t>(random() % 10'000), i));
  }
  Queue copy = queue;
  CHECK(copy == queue);
  const auto first = copy.pop();
  CHECK_FALSE(copy == queue);
  CHECK(queue.size() == 1'000);
  CHECK(queue.pop() == first);
  while (!queue.empty()) REQUIRE(copy.pop() == queue.pop());
  CHECK(copy.empty());
}

}  // namespace
}  // namespace caravan
