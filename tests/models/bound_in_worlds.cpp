// Nothing that is simulated delivers more than the bound, and what is saturated delivers it all.
#include <doctest/doctest.h>

#include "caravan/models/bound.hpp"
#include "caravan/models/simulate.hpp"
#include "random_network.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// Tonnes, TEU: of lots, in the run.
double delivered(const Network& network, const Results& results, CommodityId commodity) {
  double tonnes = 0;
  for (std::size_t d = 0; d < network.scenario.demands.size(); ++d) {
    if (network[DemandId(d)].commodity == commodity) tonnes += results[Variable::demand_mass][d];
  }
  const CommoditySpec& spec = network[commodity];
  return is_counted(spec.cargo) ? tonnes / in_tonnes(spec.mass_per_unit) : tonnes;
}

double in_system_at_start(const Network& network, CommodityId commodity) {
  World world(network, 1, 0);
  run_until(world, network.scenario.start);
  double sum = 0;
  for (const Consignment& lot : world.consignments.slots()) {
    const bool counts = lot.is_live && network[lot.demand].commodity == commodity;
    if (counts) sum += in_tariff_units(lot.amount, network[commodity].cargo);
  }
  return sum;
}

double days_of(const Network& network) { return in_days(network.scenario.duration); }

}  // namespace

TEST_CASE("a saturated railway delivers what the bound says, to a train") {
  Drawing d;
  d.place("mine"), d.place("town"), d.place("port");
  d.rail("mine-town", "mine", "town", hours(10)).rail.paths_per_day = 6;
  d.rail("town-port", "town", "port", hours(10)).rail.paths_per_day = 4;
  d.demand("ore", "general", "mine", "port", tonnes(1000), hours(2));
  d.corridor("only", {});
  d.scenario.warm_up = days(10);
  const Network network = d.build();
  const CargoBound bound = bounds(network, whole_run(network)).front();
  CHECK(bound.with_demand.per_day < bound.offered);
  const double moved = delivered(network, simulate(network, 1, 0), d.grade_id("general"));
  CHECK(std::abs(moved - bound.with_demand.per_day * days_of(network)) <= 1'000);
}

TEST_CASE("saturated vessels deliver what the bound says, to a payload each") {
  constexpr std::int64_t kVessels = 3;
  Drawing d;
  for (const char* port : {"west", "east"}) {
    d.place(port).handling[CargoClass::general] = AmountPerHour{500e3};
  }
  d.sea("strait", "west", "east", hours(20), kVessels).port_hours = Distribution::constant(2);
  d.demand("ore", "general", "west", "east", tonnes(1000), hours(1));
  d.corridor("only", {});
  d.scenario.warm_up = days(20);
  d.scenario.duration = days(400);
  const Network network = d.build();
  const CargoBound bound = bounds(network, whole_run(network)).front();
  CHECK(bound.with_demand.per_day < bound.offered);
  const double moved = delivered(network, simulate(network, 1, 0), d.grade_id("general"));
  const double most = bound.with_demand.per_day * days_of(network);
  CHECK(moved <= most + kVessels * 5'000);
  CHECK(moved >= most - kVessels * 5'000);
}

TEST_CASE("a saturated pipeline delivers what the bound says") {
  Drawing d;
  d.place("field"), d.place("coast");
  d.tank("field", "oil", {"crude"}, Volume{100'000}, Volume{50'000});
  d.tank("coast", "oil", {"crude"}, Volume{1'000'000}, Volume{0});
  d.field("wells", "field", "crude", Volume{90'000});
  d.pipeline("line", "field", "coast", Volume{70'000}, "crude", Volume{10'000});
  d.offtake("refinery", "coast", "crude", Volume{200'000});
  d.scenario.warm_up = days(5);
  const Network network = d.build();
  const CargoBound bound = bounds(network, whole_run(network)).front();
  const Results results = simulate(network, 1, 0);
  double taken = 0;
  for (const double volume : results[Variable::offtake_volume]) taken += volume;
  CHECK(taken == doctest::Approx(bound.with_demand.per_day * days_of(network)));
  CHECK(taken == doctest::Approx(30 * 70'000));
}

// With constant times a run can't be lucky, so it is held to the bound strictly: to what was in the
// system when it began, and a carrier of each kind.
TEST_CASE("no random network with constant times delivers more than the bound") {
  double best_share = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    RandomNetwork drawn(seed);
    drawn.without_luck();
    const Network network = drawn.build();
    const Results results = simulate(network, 1, 0);
    for (const CargoBound& bound : bounds(network, whole_run(network))) {
      if (bound.is_class) continue;
      CAPTURE(bound.name);
      const auto commodity = find<CommodityId>(network.scenario.commodities, bound.name);
      const double moved = delivered(network, results, commodity);
      const double at_most = bound.with_demand.per_day * days_of(network);
      CHECK(moved <= at_most + in_system_at_start(network, commodity));
      if (at_most > 0) best_share = std::max(best_share, moved / at_most);
    }
  }
  CHECK(best_share > 0.9);  // it is not so high that nothing could be wrong
}

// Luck evens out over many worlds.
TEST_CASE("random networks with random times don't deliver more than the bound in the mean") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    const Network network = RandomNetwork(seed).build();
    std::vector<double> moved(network.scenario.commodities.size());
    constexpr std::uint64_t kReplications = 10;
    for (std::uint64_t r = 0; r < kReplications; ++r) {
      const Results results = simulate(network, 1, r);
      for (std::size_t c = 0; c < moved.size(); ++c) {
        moved[c] += delivered(network, results, CommodityId(c)) / kReplications;
      }
    }
    for (const CargoBound& bound : bounds(network, whole_run(network))) {
      if (bound.is_class) continue;
      CAPTURE(bound.name);
      const auto commodity = find<CommodityId>(network.scenario.commodities, bound.name);
      const double at_most = bound.with_demand.per_day * days_of(network);
      CHECK(moved[commodity.index()] <= 1.1 * at_most + in_system_at_start(network, commodity));
    }
  }
}
