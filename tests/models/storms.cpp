// Storms over several ports: what they have in common is as stated, and each port on its own
// closes as if there were no others.
#include "caravan/models/storms.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "caravan/models/simulate.hpp"
#include "draw.hpp"

namespace caravan::test {
namespace {

// Ports where nothing happens but weather, the same in all months.
Drawing coast(std::initializer_list<std::string> ports, double closed, Distribution lasts_hours) {
  Drawing d;
  for (const std::string& port : ports) {
    WeatherSpec weather;
    weather.closed_share.fill(closed);
    weather.lasts_hours = lasts_hours;
    d.place(port).weather = weather;
  }
  d.scenario.interval = days(30);
  d.scenario.duration = days(7200);
  return d;
}

// A coast whose ports close for a moment at every other front: a front is 10 h after the one
// before, and closures of 0.1 h begin 0.05 times an open hour.
Drawing coin_tosses(std::initializer_list<std::string> ports) {
  return coast(ports, 1 / 201.0, Distribution::constant(0.1));
}

struct Closure {
  Time began, ended;
};

// Of all ports, as the world goes on to the end of its scenario. Those that have ended.
std::vector<std::vector<Closure>> closures_of(World& world) {
  std::vector<std::vector<Closure>> all(world.places.size());
  std::vector<Time> began(world.places.size(), kNever);
  while (!run_until(world, world.network->scenario.end(), 1)) {
    for (std::size_t p = 0; p < all.size(); ++p) {
      const bool is_closed = world.places[p].port.is_closed;
      if (is_closed && began[p] == kNever) began[p] = world.now();
      if (is_closed || began[p] == kNever) continue;
      all[p].push_back({began[p], world.now()});
      began[p] = kNever;
    }
  }
  return all;
}

std::vector<std::vector<Closure>> closures_of(const Drawing& d, std::uint64_t replication = 0) {
  const Network network = d.build();
  World world(network, 1, replication);
  return closures_of(world);
}

std::vector<Time> beginnings(const std::vector<Closure>& closures) {
  std::vector<Time> all;
  for (const Closure& closure : closures) all.push_back(closure.began);
  return all;
}

std::size_t in_common(const std::vector<Closure>& one, const std::vector<Closure>& other) {
  const std::vector<Time> a = beginnings(one), b = beginnings(other);
  std::vector<Time> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

// Kolmogorov and Smirnov: the largest distance between a sample and a law, times the root of the
// sample's size. Beyond 1.95 in one sample of a thousand.
double misfit(std::vector<double> sample, const Distribution& law) {
  std::sort(sample.begin(), sample.end());
  const auto size = static_cast<double>(sample.size());
  double worst = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double share = law.share_up_to(sample[i]);
    const auto before = static_cast<double>(i);
    worst = std::max({worst, share - before / size, (before + 1) / size - share});
  }
  return worst * std::sqrt(size);
}

std::vector<double> lengths(const std::vector<Closure>& closures) {
  std::vector<double> all;
  for (const Closure& closure : closures) all.push_back(in_hours(closure.ended - closure.began));
  return all;
}

std::vector<double> calms(const std::vector<Closure>& closures) {
  std::vector<double> all;
  for (std::size_t i = 1; i < closures.size(); ++i) {
    all.push_back(in_hours(closures[i].began - closures[i - 1].ended));
  }
  return all;
}

std::string problem_with(const Drawing& d) {
  try {
    d.build();
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("copula gives the stated correlation") {
  Drawing d = coin_tosses({"aktau", "kuryk", "alat", "poti"});
  const PlaceId aktau(0u), kuryk(1u), alat(2u), poti(3u);
  d.storm("wind", {"aktau", "kuryk", "alat", "poti"}, hours(10), 0).pairs = {
      {aktau, kuryk, 0.9}, {aktau, alat, 0.6},  {kuryk, alat, 0.5},
      {poti, aktau, -0.3}, {poti, kuryk, -0.2}, {poti, alat, 0}};
  const Network network = d.build();
  const World world(network, 1, 0);
  const double stated[4][4] = {
      {1, 0.9, 0.6, -0.3}, {0.9, 1, 0.5, -0.2}, {0.6, 0.5, 1, 0}, {-0.3, -0.2, 0, 1}};

  constexpr int kFronts = 20'000;
  double sums[4] = {}, products[4][4] = {};
  for (std::uint64_t front = 1; front <= kFronts; ++front) {
    const std::vector<double> z = weather_of_front(world, StormId(0u), front);
    for (std::size_t i = 0; i < 4; ++i) {
      sums[i] += z[i];
      for (std::size_t k = 0; k < 4; ++k) products[i][k] += z[i] * z[k];
    }
  }
  const LowerTriangle& weights = network.storms.weights[0];
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(std::fabs(sums[i] / kFronts) < 4 / std::sqrt(kFronts));
    for (std::size_t k = 0; k < 4; ++k) {
      CAPTURE(i);
      CAPTURE(k);
      // Four standard errors of a mean of products of normal variables.
      const double error = std::sqrt((1 + stated[i][k] * stated[i][k]) / kFronts);
      CHECK(std::fabs(products[i][k] / kFronts - stated[i][k]) < 4 * error);
      double exactly = 0;
      for (std::size_t j = 0; j <= std::min(i, k); ++j) exactly += weights[i][j] * weights[k][j];
      CHECK(exactly == doctest::Approx(stated[i][k]).epsilon(1e-11));
    }
  }
}

TEST_CASE("two ports close at the same fronts as often as the correlation has it") {
  // Each is hit by every other front. That both are has the chance of a quadrant under a normal
  // distribution (Sheppard, 1899): 1/4 + asin(correlation) / 2 pi.
  for (const double correlation : {-1.0, -0.5, 0.0, 0.5, 0.9, 1.0}) {
    CAPTURE(correlation);
    Drawing d = coin_tosses({"aktau", "alat"});
    d.storm("wind", {"aktau", "alat"}, hours(10), correlation);
    const auto closures = closures_of(d);
    const double fronts = 7200 * 24 / 10.0;
    const double expected = 0.25 + std::asin(correlation) / (2 * std::numbers::pi);
    const double both = static_cast<double>(in_common(closures[0], closures[1])) / fronts;
    CHECK(both == doctest::Approx(expected).epsilon(0.025));
    if (correlation == 1) CHECK(in_common(closures[0], closures[1]) == closures[0].size());
    // 1 % of the fronts find a port closed.
    CHECK(static_cast<double>(closures[0].size()) / fronts == doctest::Approx(0.5).epsilon(0.03));
  }
}

TEST_CASE("a port closes as often and as long as without the others") {
  // 30 % of the time, 10 h on average: after calms of 70/3 h, exponential as before.
  const Distribution lasts = Distribution::gamma(10, 0.8);
  Drawing d = coast({"aktau", "kuryk", "alone"}, 0.3, lasts);
  d.storm("wind", {"aktau", "kuryk"}, hours(12), 0.9);
  const auto closures = closures_of(d);
  for (const auto& of_port : closures) {
    CHECK(of_port.size() == doctest::Approx(7200 * 24 * 0.3 / 10).epsilon(0.04));
    CHECK(misfit(lengths(of_port), lasts) < 1.95);
    CHECK(misfit(calms(of_port), Distribution::exponential(70 / 3.0)) < 1.95);
  }
  // The test can tell: the law of another port would not do.
  CHECK(misfit(lengths(closures[0]), Distribution::gamma(10, 0.9)) > 1.95);
  CHECK(misfit(calms(closures[0]), Distribution::exponential(26)) > 1.95);
}

TEST_CASE("what closes two ports at once lasts long at both, or short at both") {
  Drawing d = coast({"aktau", "kuryk"}, 0.1, Distribution::exponential(10));
  d.storm("wind", {"aktau", "kuryk"}, days(3), 0.95);
  const auto closures = closures_of(d);
  int both_long = 0, long_and_short = 0;
  for (const Closure& one : closures[0]) {
    for (const Closure& other : closures[1]) {
      if (one.began != other.began) continue;
      const bool is_long = one.ended - one.began > hours(15);
      const bool other_is_long = other.ended - other.began > hours(15);
      both_long += is_long && other_is_long;
      long_and_short += is_long != other_is_long;
    }
  }
  CHECK(both_long > 40);
  CHECK(both_long > long_and_short);
}

TEST_CASE("storms close their ports for the share of each month that is said") {
  Drawing d = coast({"aktau", "kuryk"}, 0, Distribution::gamma(10, 0.8));
  for (PlaceSpec& port : d.scenario.places) {
    port.weather->closed_share[0] = 0.4;   // January
    port.weather->closed_share[10] = 0.1;  // November
  }
  d.storm("wind", {"aktau", "kuryk"}, hours(12), 0.8);
  d.scenario.interval = days(1);
  d.scenario.duration = days(365);
  const Network network = d.build();
  std::array<double, 12> closed{};
  constexpr int kWorlds = 200;
  for (std::uint64_t k = 0; k < kWorlds; ++k) {
    const Results results = simulate(network, 1, k);
    const auto starts = interval_starts(network.scenario);
    for (std::size_t t = 0; t < starts.size(); ++t) {
      for (const std::size_t port : {0u, 1u}) {
        closed[date_of(starts[t]).month - 1] +=
            results[Variable::port_closed][2 * t + port] / (2 * kWorlds);
      }
    }
  }
  // The last closure of a month reaches into the next; the first storm comes as from a calm.
  CHECK(closed[0] / 31 == doctest::Approx(0.4).epsilon(0.04));
  CHECK(closed[10] / 30 == doctest::Approx(0.1).epsilon(0.08));
  CHECK(closed[5] == 0);
  CHECK(closed[9] == 0);
}

TEST_CASE("severer weather closes ports oftener, but not oftener than fronts pass") {
  Drawing d = coin_tosses({"aktau", "alat"});
  d.storm("wind", {"aktau", "alat"}, hours(10), 0.5);
  const Time middle = d.scenario.start + days(3600);
  InterventionSpec& worse = d.intervention("worse", middle, d.scenario.end());
  for (const std::string port : {"aktau", "alat"}) {
    worse.effects.push_back(d.effect(Section::places, port, "weather.severity", Operation::times,
                                     port == "aktau" ? 1.5 : 50));
  }
  const auto closures = closures_of(d);
  const auto since = [&](std::size_t port) {
    const std::vector<Time> all = beginnings(closures[port]);
    return static_cast<double>(all.end() - std::lower_bound(all.begin(), all.end(), middle));
  };
  const double fronts = 3600 * 24 / 10.0;
  CHECK(since(0) / fronts == doctest::Approx(0.75).epsilon(0.03));
  CHECK(since(1) / fronts == doctest::Approx(1).epsilon(0.04));
}

TEST_CASE("a port that joins a storm changes no other port's weather") {
  const auto with = [](std::initializer_list<std::string> ports) {
    Drawing d = coast({"aktau", "alat", "kuryk"}, 0.2, Distribution::exponential(10));
    d.storm("wind", ports, hours(20), 0.7);
    return closures_of(d);
  };
  const auto two = with({"aktau", "alat"}), three = with({"aktau", "alat", "kuryk"});
  for (const std::size_t port : {0u, 1u}) {
    CHECK(beginnings(two[port]) == beginnings(three[port]));
    CHECK(lengths(two[port]) == lengths(three[port]));
  }
  CHECK(beginnings(two[2]) != beginnings(three[2]));
}

TEST_CASE("a fork has the weather of its trunk, and another replication another") {
  Drawing d = coast({"aktau", "kuryk"}, 0.2, Distribution::exponential(10));
  d.storm("wind", {"aktau", "kuryk"}, hours(20), 0.7);
  const Network network = d.build();
  World trunk(network, 1, 0);
  run_until(trunk, network.scenario.start + days(1000.3));
  World fork = trunk;
  CHECK(beginnings(closures_of(trunk)[1]) == beginnings(closures_of(fork)[1]));
  CHECK(fork == trunk);
  CHECK(beginnings(closures_of(d, 0)[1]) != beginnings(closures_of(d, 1)[1]));
}

TEST_CASE("a storm that can't be is refused") {
  const auto drawn = [] {
    Drawing d = coast({"a", "b", "c"}, 0.2, Distribution::exponential(10));
    d.place("calm");
    return d;
  };
  Drawing d = drawn();
  d.storm("wind", {"a", "calm"}, hours(10), 0.5);
  CHECK(problem_with(d) == "storms.wind.ports: 'calm' has no `weather` that could close it");

  d = drawn();
  d.storm("wind", {"a", "b"}, hours(10), 0.5);
  d.storm("swell", {"b", "c"}, hours(10), 0.5);
  CHECK(problem_with(d) ==
        "storms.swell.ports: 'b' has been listed already: a port is in one storm, once");

  // A port that is like two others which are each other's opposites: 1, 0.9, 0.9 and -0.9 have the
  // determinant 1 - 3 * 0.81 - 2 * 0.729 < 0.
  d = drawn();
  d.storm("wind", {"a", "b", "c"}, hours(10), 0.9).pairs[2].correlation = -0.9;
  CHECK(problem_with(d) ==
        "storms.wind.correlation: can't be so for all pairs at once: if one port is like two "
        "others, these are like each other (an eigenvalue is -0.8, and none may be negative)");

  d = drawn();
  d.storm("wind", {"a", "b", "c"}, hours(10), 0.5).pairs = {{PlaceId(0u), PlaceId(1u), 0.5},
                                                            {PlaceId(1u), PlaceId(0u), 0.6},
                                                            {PlaceId(0u), PlaceId(2u), 0.5},
                                                            {PlaceId(0u), PlaceId(3u), 0.5}};
  CHECK(problem_with(d) ==
        "storms.wind.correlation: 'a' and 'calm' are not two ports of this storm\n"
        "storms.wind.correlation: says more than once that of 'a' and 'b'\n"
        "storms.wind.correlation: says nothing of 'b' and 'c'");

  // 20 % of the time, 10 h on average: after calms of 40 h. One port is worse in May.
  d = drawn();
  d.storm("wind", {"a", "b"}, hours(39.9), 0.5);
  CHECK(problem_with(d) == "none");
  d.scenario.storms[0].fronts = hours(39);
  d.place_called("b").weather->closed_share[4] = 0.25;
  CHECK(problem_with(d) ==
        "storms.wind.fronts: 'b' closes once in 30 open hours in May: fronts must pass at least "
        "so often");
}

}  // namespace caravan::test
