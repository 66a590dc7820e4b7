#include "caravan/sim/batch.hpp"

#include <doctest/doctest.h>

namespace caravan {
namespace {

constexpr Time at(double hour) { return Time{} + hours(hour); }

TEST_CASE("a batch is ready when there is enough of it") {
  Batch train(40, hours(24));
  CHECK_FALSE(train.is_ready(at(99)));  // nobody waits
  CHECK(train.due() == kNever);
  train.add(at(1), {.who = 1, .amount = 30});
  CHECK_FALSE(train.is_ready(at(2)));
  train.add(at(3), {.who = 2, .amount = 10});
  CHECK(train.is_ready(at(3)));
  CHECK(train.amount() == 40);
}

TEST_CASE("a batch is ready when its first has waited long enough") {
  Batch train(40, hours(24));
  train.add(at(1), {.who = 1, .amount = 1});
  train.add(at(9), {.who = 2, .amount = 1});
  CHECK(train.due() == at(25));
  CHECK_FALSE(train.is_ready(at(24.9)));
  CHECK(train.is_ready(at(25)));
  CHECK(train.take(1)->who == 1);
  CHECK(train.due() == at(33));
  CHECK_FALSE(train.is_ready(at(25)));
}

TEST_CASE("whoever came first is taken first, and nobody overtakes") {
  Batch ferry(10, hours(24));
  ferry.add(at(0), {.who = 1, .amount = 3});
  ferry.add(at(0), {.who = 2, .amount = 9});
  ferry.add(at(0), {.who = 3, .amount = 1});
  std::int64_t room = 10;
  const auto first = ferry.take(room);
  CHECK(first->who == 1);
  room -= first->amount;
  CHECK_FALSE(ferry.take(room).has_value());
  CHECK(ferry.size() == 2);
  CHECK(ferry.amount() == 10);
}

}  // namespace
}  // namespace caravan
