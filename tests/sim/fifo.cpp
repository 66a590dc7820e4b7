#include "caravan/sim/fifo.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <deque>
#include <random>

namespace caravan {
namespace {

TEST_CASE("the ring is a deque however things come and go") {
  std::mt19937_64 random(1);
  Fifo<int> ring;
  std::deque<int> reference;
  for (int step = 0; step < 20'000; ++step) {
    const std::uint64_t pushes_in_ten = step / 300 % 2 == 0 ? 8 : 2;
    if (random() % 10 < pushes_in_ten) {
      ring.push(step);
      reference.push_back(step);
    } else if (!ring.empty() && random() % 4 == 0) {
      const std::size_t i = random() % ring.size();
      REQUIRE(ring.take(i) == reference[i]);
      reference.erase(reference.begin() + static_cast<std::ptrdiff_t>(i));
    } else if (!ring.empty()) {
      REQUIRE(ring.front() == reference.front());
      REQUIRE(ring.pop() == reference.front());
      reference.pop_front();
    }
    REQUIRE(ring.size() == reference.size());
    for (std::size_t i = 0; i < ring.size(); i += 7) REQUIRE(ring[i] == reference[i]);
  }
}

TEST_CASE("rings are equal if they hold the same wherever in their arrays") {
  Fifo<int> a;
  Fifo<int> b;
  CHECK(a == b);
  for (int i = 0; i < 5; ++i) a.push(0);
  for (int i = 0; i < 5; ++i) a.pop();
  CHECK(a == b);
  for (int i = 0; i < 8; ++i) a.push(i);  // goes round the end
  for (int i = 0; i < 8; ++i) b.push(i);
  CHECK(a == b);
  b.take(7);
  CHECK_FALSE(a == b);
  b.push(9);
  CHECK_FALSE(a == b);
}

TEST_CASE("whoever is pushed in front is the first, round the end of the array too") {
  Fifo<int> queue;
  for (int i = 0; i < 20; ++i) {
    queue.push_front(-i);
    queue.push(i);
  }
  CHECK(queue.back() == 19);
  for (int i = 19; i >= 0; --i) REQUIRE(queue.pop() == -i);
  for (int i = 0; i < 20; ++i) REQUIRE(queue.pop() == i);
  CHECK(queue.empty());
}

}  // namespace
}  // namespace caravan
