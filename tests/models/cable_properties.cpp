// What must hold of cables in any world.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "caravan/models/cables.hpp"
#include "caravan/models/simulate.hpp"
#include "draw_cables.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// Cables, supplies and demands at random: meshes too, with failures and seasons.
class RandomCables {
 public:
  explicit RandomCables(std::uint64_t seed) : random_(seed) {}

  Network build() {
    drawing_.scenario.duration = days(200);
    const std::uint64_t places = 2 + random_() % 4;
    for (std::uint64_t i = 0; i < places; ++i) drawing_.place("p" + std::to_string(i));
    for (std::uint64_t i = 0; i < 2 * places; ++i) add_cable(i, places);
    for (std::uint64_t i = 0; i < places; ++i) {
      const std::string place = "p" + std::to_string(i);
      if (random_() % 2 == 0) {
        vary(supply(drawing_, "s" + place, place, megawatts(between(0, 900)), between(0, 60)));
      }
      if (random_() % 2 == 0)
        vary(wants_power(drawing_, "d" + place, place, megawatts(between(0, 900))));
      const std::string other = "p" + std::to_string((i + 1) % places);
      vary(sends_data(drawing_, "t" + place, place, other, gigabits_per_second(between(0, 900))));
    }
    drop_what_nothing_reaches();
    return drawing_.build();
  }

 private:
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(random_() % 1'000'003) / 1'000'003;
  }

  void add_cable(std::uint64_t i, std::uint64_t places) {
    const std::uint64_t from = random_() % places;
    const std::uint64_t to = (from + 1 + random_() % (places - 1)) % places;
    const std::string id = "c" + std::to_string(i);
    const auto name = [](std::uint64_t place) { return "p" + std::to_string(place); };
    CableSpec& cable =
        i % 2 == 0 ? power_cable(drawing_, id, name(from), name(to), megawatts(between(0, 500)),
                                 random_() % 3 == 0 ? 0 : between(0, 0.5))
                   : data_cable(drawing_, id, name(from), name(to),
                                gigabits_per_second(between(0, 500)), Distance{between(1, 3000)});
    cable.cost = Money{between(0, 10)};
    if (random_() % 3 == 0) return;
    cable.failures = CableFailureSpec{Distribution::exponential(between(100, 2000)),
                                      Distribution::lognormal(between(10, 500), 0.7)};
  }

  template <class Spec>
  void vary(Spec& spec) {
    if (random_() % 2 == 0) return;
    for (double& factor : spec.by_month) factor = between(0, 2);
  }

  void drop_what_nothing_reaches() {
    auto& demands = drawing_.scenario.cable_demands;
    const auto reaches = [&](PlaceId place, Carries what) {
      const auto& cables = drawing_.scenario.cables;
      return std::any_of(cables.begin(), cables.end(), [&](const CableSpec& c) {
        return c.carries == what && (c.from == place || c.to == place);
      });
    };
    demands.erase(std::remove_if(demands.begin(), demands.end(),
                                 [&](const CableDemandSpec& demand) {
                                   return !reaches(demand.to, demand.carries) ||
                                          (demand.carries == Carries::data &&
                                           !reaches(demand.from, demand.carries));
                                 }),
                  demands.end());
  }

  Drawing drawing_;
  std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("in any network all that is supplied is delivered or lost, at every instant") {
  CableAmount lost, served_ever, unserved;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const Network network = RandomCables(seed).build();
    World world(network, seed, 0);
    do {
      settle_cables(world);
      REQUIRE_NOTHROW(check_conservation(world));
    } while (!run_until(world, network.scenario.end(), 1));
    CableAmount in, out, in_cables;
    for (const PowerSupply& one : world.cables.supplies) in += one.supplied.ever;
    for (std::size_t i = 0; i < network.scenario.cables.size(); ++i) {
      for (const CableFlow& flow : world.cables.cables[i].flows) {
        in_cables += flow.fed.ever - flow.came.ever;
      }
    }
    for (std::size_t i = 0; i < network.scenario.cable_demands.size(); ++i) {
      const CableDemand& demand = world.cables.demands[i];
      unserved += demand.wanted.ever - demand.served.ever;
      if (network.scenario.cable_demands[i].carries == Carries::power) out += demand.served.ever;
    }
    REQUIRE(in == out + in_cables);
    lost += in_cables;
    served_ever += out;
  }
  // They are not all trivial.
  CHECK(lost > CableAmount{});
  CHECK(served_ever > lost);
  CHECK(unserved > CableAmount{});
}

TEST_CASE("side by side and one after another, as much is carried as can be, and as cheaply") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 200; ++i) {
    CAPTURE(i);
    Drawing d;
    d.place("a"), d.place("b"), d.place("c");
    double a_to_b = 0, b_to_c = 0, a_to_c = 0;
    std::vector<std::pair<double, double>> dollars_and_rates;  // of those from a to c
    for (std::uint64_t k = 0, count = 3 + random() % 8; k < count; ++k) {
      const double rate = 1.0 + static_cast<double>(random() % 100);
      const bool is_long = random() % 3 == 0;
      const bool is_first = random() % 2 == 0;
      (is_long ? a_to_c : is_first ? a_to_b : b_to_c) += rate;
      CableSpec& cable = data_cable(d, "c" + std::to_string(k), is_long || is_first ? "a" : "b",
                                    is_long || !is_first ? "c" : "b", gigabits_per_second(rate),
                                    Distance{static_cast<double>(1 + random() % 1000)});
      // From a to c directly is always cheaper than by b.
      cable.cost = Money{static_cast<double>(random() % 10) + (is_long ? 0 : 100)};
      if (is_long) dollars_and_rates.emplace_back(cable.cost.value, rate);
    }
    data_cable(d, "dead end", "a", "b", gigabits_per_second(0), Distance{1});
    data_cable(d, "another", "b", "c", gigabits_per_second(0), Distance{1});
    const double wanted = static_cast<double>(random() % 300);
    sends_data(d, "traffic", "a", "c", gigabits_per_second(wanted));
    const Network network = d.build();
    const World world(network, 1, 0);
    const CableDemand& demand = world.cables.demands[0];
    const double can = a_to_c + std::min(a_to_b, b_to_c);
    CHECK(demand.served.rate.value == std::llround(std::min(wanted, can) * 1e9));
    if (wanted > a_to_c) continue;
    std::sort(dollars_and_rates.begin(), dollars_and_rates.end());
    double left = wanted, usd_per_second = 0;
    for (const auto& [dollars, rate] : dollars_and_rates) {
      usd_per_second += std::min(left, rate) * dollars * 1e-3;
      left -= std::min(left, rate);
    }
    CHECK(demand.usd_per_second == doctest::Approx(usd_per_second));
  }
}

TEST_CASE("a fork of a world with cables ends as the trunk does, and a replication as itself") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    CAPTURE(seed);
    const Network network = RandomCables(seed).build();
    World trunk(network, seed, 0);
    run_until(trunk, network.scenario.start + days(77.3));
    World fork = trunk;
    run_until(fork, network.scenario.end());
    run_until(trunk, network.scenario.end());
    CHECK(fork == trunk);
    CHECK(fingerprint(fork) == simulate(network, seed, 0).fingerprint);
  }
}
