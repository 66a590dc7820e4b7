#include "caravan/sim/event_queue.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <random>
#include <tuple>

namespace caravan {
namespace {

enum class Kind : std::uint8_t { any };
using Record = Event<Kind>;

Record event(std::int64_t ticks, std::uint64_t order) {
  return {Time{ticks}, order, Kind::any, static_cast<std::uint32_t>(order), ~order};
}

// The same thing without a heap: a sorted map from the documented order to the event.
class Reference {
 public:
  void push(const Record& event) { events_.emplace(std::tuple{event.at, event.order}, event); }
  Record pop() {
    const Record first = events_.begin()->second;
    events_.erase(events_.begin());
    return first;
  }
  std::size_t size() const { return events_.size(); }

 private:
  std::multimap<std::tuple<Time, std::uint64_t>, Record> events_;
};

// Pushes and pops at random, more pushes than pops or fewer by turns, so that the
// queue fills and empties many times; `instants` few means many ties.
void compare_with_reference(std::uint64_t seed, std::int64_t instants) {
  std::mt19937_64 random(seed);
  EventQueue<Kind> queue;
  Reference reference;
  std::uint64_t sequence = 0;
  for (int step = 0; step < 20'000; ++step) {
    const std::uint64_t pushes_in_ten = step / 500 % 2 == 0 ? 8 : 2;
    if (random() % 10 < pushes_in_ten) {
      const std::int64_t ticks = static_cast<std::int64_t>(random() % 1'000'000) % instants;
      const std::uint64_t phase = random() % 16;
      const Record pushed = event(ticks, (phase << kPhaseShift) | sequence++);
      queue.push(pushed);
      reference.push(pushed);
    } else if (!queue.empty()) {
      const Record top = queue.top();
      const Record popped = queue.pop();
      REQUIRE(top == popped);
      REQUIRE(popped == reference.pop());
    }
    REQUIRE(queue.size() == reference.size());
  }
  while (!queue.empty()) REQUIRE(queue.pop() == reference.pop());
  CHECK(reference.size() == 0);
}

TEST_CASE("the queue gives events in the order of a sorted map") {
  for (const std::int64_t instants : {1, 3, 100, 1'000'000}) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      CAPTURE(instants);
      CAPTURE(seed);
      compare_with_reference(seed, instants);
    }
  }
}

TEST_CASE("a new queue is empty") {
  const EventQueue<Kind> queue;
  CHECK(queue.empty());
  CHECK(queue.size() == 0);
}

TEST_CASE("every size up to three full levels of the heap comes out sorted") {
  for (int count = 1; count <= 90; ++count) {
    EventQueue<Kind> queue;
    for (int i = 0; i < count; ++i) queue.push(event((i * 37) % 91, static_cast<unsigned>(i)));
    Record last = queue.pop();
    for (int i = 1; i < count; ++i) {
      const Record next = queue.pop();
      REQUIRE(happens_before(last, next));
      last = next;
    }
    REQUIRE(queue.empty());
  }
}

// Was read after the memory it lived in had been given back.
TEST_CASE("an event that is in the queue can be pushed again") {
  EventQueue<Kind> queue;
  queue.push(event(5, 1));
  for (int i = 0; i < 100; ++i) queue.push(queue.top());
  CHECK(queue.size() == 101);
  while (!queue.empty()) REQUIRE(queue.pop() == event(5, 1));
}

TEST_CASE("a copy of the queue gives the same events and leaves the original alone") {
  std::mt19937_64 random(3);
  EventQueue<Kind> queue;
  for (std::uint64_t i = 0; i < 100; ++i) {
    queue.push(event(static_cast<std::int64_t>(random() % 10), i));
  }
  EventQueue<Kind> copy = queue;
  CHECK(copy == queue);
  copy.pop();
  CHECK_FALSE(copy == queue);
  CHECK(queue.size() == 100);
  queue.pop();
  while (!queue.empty()) REQUIRE(copy.pop() == queue.pop());
  CHECK(copy.empty());
}

}  // namespace
}  // namespace caravan
