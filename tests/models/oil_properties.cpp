// What must hold of oil in any world.
#include <doctest/doctest.h>

#include "caravan/models/oil_flow.hpp"
#include "caravan/models/simulate.hpp"
#include "random_oil.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

constexpr std::uint64_t kWorlds = 150;

// Of what comes into and goes out of each tank, by the rates alone.
class Integral {
 public:
  explicit Integral(const World& world) {
    for (std::size_t t = 0; t < world.oil.tanks.size(); ++t) {
      levels_.push_back(in_barrels(content_of(world, TankId(t))));
    }
    through_.resize(levels_.size());
    read_rates(world);
  }
  void go_on(const World& world) {
    const double time = in_hours(world.now() - since_);
    ++events_;
    for (std::size_t t = 0; t < levels_.size(); ++t) {
      levels_[t] += net_[t] * time;
      through_[t] += gross_[t] * time;
    }
    read_rates(world);
  }
  // To a thousand-millionth of all that went through, and for each event what moves in the tick to
  // which its instant is rounded, or by the rounded rate of a transfer: some 0.00001 bbl.
  bool agrees(const World& world) const {
    for (std::size_t t = 0; t < levels_.size(); ++t) {
      const double level = in_barrels(content_of(world, TankId(t)));
      if (std::abs(level - levels_[t]) > 2e-5 * events_ + 1e-9 * through_[t]) return false;
    }
    return true;
  }

 private:
  void read_rates(const World& world) {
    net_.clear(), gross_.clear();
    for (const Tank& tank : world.oil.tanks) {
      const auto in = static_cast<double>((tank.into + tank.unloading).value);
      const auto out = static_cast<double>((tank.out_of + tank.loading).value);
      net_.push_back((in - out) / 1e6);
      gross_.push_back((in + out) / 1e6);
    }
    since_ = world.now();
  }

  std::vector<double> levels_, through_, net_, gross_;
  Time since_;
  double events_ = 1;
};

bool is_within_limits(const World& world) {
  for (std::size_t t = 0; t < world.oil.tanks.size(); ++t) {
    const TankNode& node = world.network->oil.tanks[t];
    const OilVolume content = content_of(world, TankId(t));
    if (content < OilVolume{} || content > node.capacity) return false;
    if (node.is_junction && content != OilVolume{}) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("stocks keep their limits at every instant, and are the integral of what flows") {
  double lifted = 0, lost = 0, shut_in = 0;
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    CAPTURE(seed);
    const Network network = RandomOil(seed).build(days(120));
    World world(network, seed, 0);
    Integral integral(world);
    Time before = world.now();
    while (!run_until(world, network.scenario.end(), 1)) {
      integral.go_on(world);
      REQUIRE(is_within_limits(world));
      before = world.now();
    }
    REQUIRE(integral.agrees(world));
    REQUIRE_NOTHROW(check_conservation(world));
    for (const GradeAccount& account : world.oil.accounts) {
      lifted += in_barrels(account.lifted), lost += in_barrels(account.lost);
    }
    const Results results = collect(world, 0);
    for (const double volume : results[Variable::field_shut_in]) shut_in += volume;
  }
  // All of it did happen.
  CHECK(lifted > 1e8);
  CHECK(lost > 1e5);
  CHECK(shut_in > 1e8);
}

TEST_CASE("a dead stock is never pumped out") {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    CAPTURE(seed);
    const Network network = RandomOil(seed).build(days(60));
    World world(network, seed, 0);
    std::vector<OilVolume> least;
    for (std::size_t t = 0; t < world.oil.tanks.size(); ++t) {
      least.push_back(std::min(network.oil.tanks[t].dead_stock, content_of(world, TankId(t))));
    }
    while (!run_until(world, network.scenario.end(), 1)) {
      for (std::size_t t = 0; t < world.oil.tanks.size(); ++t) {
        REQUIRE(content_of(world, TankId(t)) >= least[t]);
      }
    }
  }
}

TEST_CASE("events don't pile up: some hundreds a day at the most, whatever feeds whatever") {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    CAPTURE(seed);
    const Network network = RandomOil(seed).build(days(120));
    World world(network, seed, 0);
    run_until(world, network.scenario.end());
    CHECK(world.scheduler.events_handled() < 120 * 500);
    for (const Tank& tank : world.oil.tanks) CHECK(tank.oil.batches.size() < 2'000);
    for (const Pipeline& line : world.oil.pipelines) CHECK(line.line.batches.size() < 2'000);
  }
}

TEST_CASE("a fork in the middle of a batch goes the way of the trunk") {
  std::uint64_t in_batch = 0;
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    CAPTURE(seed);
    const Network network = RandomOil(seed).build(days(60));
    World trunk(network, seed, 0);
    run_until(trunk, network.scenario.start + hours(500 + 7 * static_cast<double>(seed % 10)));
    World fork = trunk;
    CHECK(fork == trunk);
    for (const Pipeline& line : trunk.oil.pipelines) in_batch += line.batch_left > OilVolume{};
    run_until(trunk, network.scenario.end());
    while (!run_until(fork, network.scenario.end(), 3)) {
    }
    CHECK(fork == trunk);
    CHECK(fingerprint(fork) == fingerprint(trunk));
  }
  CHECK(in_batch > 50);
}

TEST_CASE("after ten years every barrel of every grade is accounted for") {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    CAPTURE(seed);
    const Network network = RandomOil(seed).build(days(3'652));
    World world(network, seed, 0);
    run_until(world, network.scenario.end());
    REQUIRE_NOTHROW(check_oil(world));  // to the last unit
    for (std::size_t g = 0; g < world.oil.accounts.size(); ++g) {
      if (!network.oil.is_oil[g]) continue;
      // And in tonnes and barrels, as the file has them.
      const Results results = collect(world, 0);
      const double released = results[Variable::total_released_mass][g];
      const double rest = results[Variable::total_delivered_mass][g] +
                          results[Variable::total_in_system_mass][g] +
                          results[Variable::total_lost_mass][g];
      CHECK(std::abs(released - rest) <= 1e-9 * released);
      CHECK(released > 1e4);
    }
  }
}

TEST_CASE(
    "two tanks with a line between, emptied and filled by turns, have the levels worked out") {
  // a gets 100,000 bbl/d and holds 60,000; the line carries 80,000; b holds 50,000, and for b a
  // refinery takes 150,000 a day in the first half of each four days, and nothing in the second.
  Drawing d;
  d.place("a"), d.place("b");
  d.tank("a", "tank", {"crude"}, Volume{60'000}, Volume{0});
  d.tank("b", "tank", {"crude"}, Volume{50'000}, Volume{0});
  d.pipeline("line", "a", "b", Volume{80'000}, "crude", Volume{10'000});
  d.field("well", "a", "crude", Volume{100'000});
  d.offtake("refinery", "b", "crude", Volume{150'000});
  const Network network = d.build();
  World world(network, 1, 0);
  const Time start = network.scenario.start;
  const auto take = [&](Volume per_day) {
    settle_oil(world);
    world.conditions.edit().offtakes[0].per_day = per_day;
    oil_changed(world);
  };
  const auto level = [&](std::size_t tank) { return in_barrels(content_of(world, TankId(tank))); };
  for (int turn = 0; turn < 5; ++turn) {
    CAPTURE(turn);
    const Time begins = start + days(4.0 * turn);
    if (turn > 0) {
      // b is emptied of its 50,000 in 50,000 / (150,000 - 80,000) days; a was full, and is emptied
      // by nobody: it gains 20,000 a day and stays full.
      run_until(world, begins + days(5.0 / 7) - seconds(60));
      CHECK(level(1) > 0);
      run_until(world, begins + days(5.0 / 7) + seconds(60));
      CHECK(level(1) == doctest::Approx(0).epsilon(0.01));
      CHECK(in_barrels_per_day(world.oil.offtakes[0].rate) == doctest::Approx(80'000));
    }
    run_until(world, begins + days(2));
    CHECK(level(0) == doctest::Approx(turn == 0 ? 40'000 : 60'000));
    take(Volume{0});
    // Full after 50,000 / 80,000 days; then a fills up too, and all is shut in.
    run_until(world, begins + days(2 + 5.0 / 8) + seconds(60));
    CHECK(level(1) == doctest::Approx(50'000));
    CHECK(in_barrels_per_day(world.oil.pipelines[0].rate) == doctest::Approx(0));
    run_until(world, begins + days(4));
    CHECK(level(0) == doctest::Approx(60'000));
    CHECK(in_barrels_per_day(world.oil.fields[0].rate) == doctest::Approx(0));
    take(Volume{150'000});
  }
  CHECK_NOTHROW(check_conservation(world));
}

TEST_CASE("two tanks that feed each other come to rest") {
  Drawing d;
  d.place("a"), d.place("b");
  d.tank("a", "tank", {"crude"}, Volume{60'000}, Volume{30'000});
  d.tank("b", "tank", {"crude"}, Volume{50'000}, Volume{0});
  d.pipeline("there", "a", "b", Volume{80'000}, "crude", Volume{10'000});
  d.pipeline("back", "b", "a", Volume{50'000}, "crude", Volume{10'000});
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  CHECK_NOTHROW(check_conservation(world));
  CHECK(world.scheduler.events_handled() < 100);
  // a is empty after a day, and from then on both carry 50,000.
  CHECK(in_barrels(content_of(world, TankId(0u))) == doctest::Approx(0).epsilon(0.01));
  CHECK(in_barrels_per_day(world.oil.pipelines[0].rate) == doctest::Approx(50'000));
}
