// A simulation is a value: neither a neighbour nor a copy changes what it does.
#include <doctest/doctest.h>

#include "inventory_model.hpp"
#include "jackson_model.hpp"
#include "machine_repair_model.hpp"
#include "priority_model.hpp"
#include "queue_model.hpp"
#include "tandem_model.hpp"

namespace caravan::validation {
namespace {

QueueSpec queue_of(std::string_view name, double load, std::int64_t servers) {
  return {name, Distribution::exponential(1 / load), Distribution::exponential(1), servers, 40};
}

QueueModel first_queue() { return {queue_of("first", 0.9, 1), 1, 0}; }
QueueModel second_queue() { return {queue_of("second", 2.8, 3), 1, 0}; }

constexpr Time at(double hour) { return Time{} + hours(hour); }

TEST_CASE("two simulations that take turns do what each does alone") {
  QueueModel first_alone = first_queue();
  QueueModel second_alone = second_queue();
  first_alone.run_until(at(5'000));
  second_alone.run_until(at(5'000));

  QueueModel first = first_queue();
  QueueModel second = second_queue();
  for (int turn = 1; turn <= 5'000; ++turn) {
    first.run_until(at(turn));
    second.run_until(at(turn));
  }
  CHECK(first == first_alone);
  CHECK(second == second_alone);
  CHECK_FALSE(first == second);
  CHECK(first.mean_wait_hours() == first_alone.mean_wait_hours());
  CHECK(second.mean_queue() == second_alone.mean_queue());
}

TEST_CASE("a copy in mid-run ends equal to the trunk") {
  QueueModel trunk = second_queue();
  trunk.run_until(at(1'000));
  QueueModel fork = trunk;

  fork.run_until(at(5'000));
  CHECK_FALSE(fork == trunk);  // the trunk has not moved
  trunk.run_until(at(5'000));
  CHECK(fork == trunk);

  QueueModel never_forked = second_queue();
  never_forked.run_until(at(5'000));
  CHECK(never_forked == trunk);
}

TEST_CASE("a copy that is treated otherwise ends otherwise and leaves the trunk alone") {
  QueueModel trunk = second_queue();
  trunk.run_until(at(1'000));
  QueueModel fork = trunk;
  fork.begin_statistics();
  fork.run_until(at(5'000));
  trunk.run_until(at(5'000));
  QueueModel never_forked = second_queue();
  never_forked.run_until(at(5'000));
  CHECK_FALSE(fork == trunk);
  CHECK(trunk == never_forked);
}

TEST_CASE("a seed and a replication and a name have each their own luck") {
  const auto mean_queue_of = [](std::string_view name, std::uint64_t seed,
                                std::uint64_t replication) {
    QueueModel queue(queue_of(name, 0.9, 1), seed, replication);
    queue.run_until(at(1'000));
    return queue.mean_queue();
  };
  const double base = mean_queue_of("first", 1, 0);
  CHECK(mean_queue_of("first", 1, 0) == base);
  CHECK(mean_queue_of("first", 2, 0) != base);
  CHECK(mean_queue_of("first", 1, 1) != base);
  CHECK(mean_queue_of("other", 1, 0) != base);
}

template <class Model>
void check_copy(Model trunk) {
  trunk.run_until(at(1'000));
  Model fork = trunk;
  fork.run_until(at(5'000));
  CHECK_FALSE(fork == trunk);  // the trunk has not moved
  trunk.run_until(at(5'000));
  CHECK(fork == trunk);
}

TEST_CASE("a copy of a model of several parts ends equal to the trunk") {
  const Distribution hour = Distribution::exponential(1), gap = Distribution::exponential(2);
  check_copy(MachineRepairModel({"machines", 5, 2, gap, hour}, 1, 0));
  check_copy(TandemModel({"line", hour, hour, 2, false, gap}, 1, 0));
  check_copy(JacksonModel({"network", {{1, 1, 0.4, {0, 1}}, {2, 1, 0, {0.5}}}}, 1, 0));
  check_copy(PriorityModel("classes", {{gap, hour}, {gap, Distribution::constant(0.5)}},
                           Interruption::resume, 1, 0));
  check_copy(InventoryModel("stock", {3, 12, 4}, 1, 0));
}

}  // namespace
}  // namespace caravan::validation
