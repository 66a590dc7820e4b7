// Nothing that is simulated delivers more than the bound, and what is saturated delivers it all.
#include <doctest/doctest.h>

#include <algorithm>

#include "caravan/models/bound.hpp"
#include "caravan/models/simulate.hpp"
#include "random_network.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

double in_units(const Network& network, CommodityId commodity, double tonnes) {
  const CommoditySpec& spec = network[commodity];
  return is_counted(spec.cargo) ? tonnes / in_tonnes(spec.mass_per_unit) : tonnes;
}

// By all vessels, and a train on each link.
double aboard_at_most(const Network& network, CargoClass cargo) {
  double sum = 0;
  for (const FleetSpec& fleet : network.scenario.fleets) {
    sum += static_cast<double>(fleet.vessels) * in_tariff_units(fleet.payload[cargo], cargo);
  }
  for (const LinkSpec& link : network.scenario.links) {
    if (link.mode == Mode::rail) sum += in_tariff_units(link.rail.train[cargo], cargo);
  }
  return sum;
}

// Tonnes, TEU: of lots, in the run.
double delivered(const Network& network, const Results& results, CommodityId commodity) {
  double tonnes = 0;
  for (std::size_t d = 0; d < network.scenario.demands.size(); ++d) {
    if (network[DemandId(d)].commodity == commodity) tonnes += results[Variable::demand_mass][d];
  }
  return in_units(network, commodity, tonnes);
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
  const CargoBound bound = bounds(network, periods_of(network, dated_changes(network))).front();
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
  const CargoBound bound = bounds(network, periods_of(network, dated_changes(network))).front();
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
  const CargoBound bound = bounds(network, periods_of(network, dated_changes(network))).front();
  const Results results = simulate(network, 1, 0);
  double taken = 0;
  for (const double volume : results[Variable::offtake_volume]) taken += volume;
  CHECK(taken == doctest::Approx(bound.with_demand.per_day * days_of(network)));
  CHECK(taken == doctest::Approx(30 * 70'000));
}

// With constant times a run can't be lucky, so it is held to the bound strictly, from the very
// beginning, when there is no cargo anywhere: to what carriers hold at a time, for their first
// voyages are begun already.
TEST_CASE("no random network with constant times delivers more than the bound") {
  double best_share = 0;
  int saturated = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    const Network drawn = RandomNetwork(seed, false).build_in_peace();
    Scenario scenario = drawn.scenario;
    // Without the demands for empty boxes, which were added at the end and come again.
    const auto& brings_back = drawn.brings_back;
    scenario.demands.resize(
        brings_back.size() -
        std::size_t(std::count_if(brings_back.begin(), brings_back.end(),
                                  [](EquipmentId id) { return !id.is_none(); })));
    if (seed % 3 == 2) scenario.demands.resize(1);        // that shares its carriers with nobody
    const double times_as_much = seed % 3 == 0 ? 1 : 10;  // more than most can take
    for (DemandSpec& demand : scenario.demands) demand.rate = demand.rate * times_as_much;
    const Network network = build_network(scenario);
    const CapacityPeriod all{scenario.begin(), scenario.end(),
                             std::make_shared<Scenario>(network.scenario)};
    const Results results = simulate(network, 1, 0);
    for (const CargoBound& bound : bounds(network, {all})) {
      if (bound.is_class) continue;
      CAPTURE(bound.name);
      const auto commodity = find<CommodityId>(network.scenario.commodities, bound.name);
      const double moved =
          in_units(network, commodity, results[Variable::total_delivered_mass][commodity.index()]);
      const double at_most = bound.with_demand.per_day * in_days(all.until - all.from);
      CHECK(moved <= at_most + aboard_at_most(network, bound.cargo));
      if (at_most <= 0 || bound.with_demand.per_day > 0.99 * bound.offered) continue;
      best_share = std::max(best_share, moved / at_most);
      ++saturated;
    }
  }
  CHECK(saturated > 50);
  CHECK(best_share > 0.9);  // it is not so high that nothing could be wrong
}

// The conditions are those that interventions made in that very world.
TEST_CASE("and none does so either where interventions change what there is") {
  int changed = 0, moves = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    const Network network = RandomNetwork(seed, false).build();
    if (network.interventions.changes.empty()) continue;
    World world(network, 1, 0);
    run_until(world, network.scenario.start);
    const std::vector<Account> at_start = in_system(world), before = world.ledger.delivered;
    run_until(world, network.scenario.end());
    const std::vector<CapacityPeriod> periods = periods_of(network, world.interventions.log);
    changed += periods.size() > 1 ? 1 : 0;
    for (const CargoBound& bound : bounds(network, periods)) {
      if (!bound.is_class) continue;
      CAPTURE(bound.name);
      double moved = 0, there = 0;
      for (std::size_t i = 0; i < network.scenario.commodities.size(); ++i) {
        const CommodityId c(i);
        if (network[c].cargo != bound.cargo) continue;
        const Mass delivered = world.ledger.delivered[i].mass - before[i].mass;
        moved += in_units(network, c, in_tonnes(delivered));
        there += in_units(network, c, in_tonnes(at_start[i].mass));
      }
      const double at_most = bound.with_demand.per_day * in_days(network.scenario.duration);
      CHECK(moved <= at_most + there + aboard_at_most(network, bound.cargo));
      moves += moved > 0 ? 1 : 0;
    }
  }
  CHECK(moves > 50);
  CHECK(changed > 50);
}

// Luck evens out over many worlds.
TEST_CASE("random networks with random times don't deliver more than the bound in the mean") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    const Network network = RandomNetwork(seed).build_in_peace();
    std::vector<double> moved(network.scenario.commodities.size());
    constexpr std::uint64_t kReplications = 10;
    for (std::uint64_t r = 0; r < kReplications; ++r) {
      const Results results = simulate(network, 1, r);
      for (std::size_t c = 0; c < moved.size(); ++c) {
        moved[c] += delivered(network, results, CommodityId(c)) / kReplications;
      }
    }
    for (const CargoBound& bound : bounds(network, periods_of(network, dated_changes(network)))) {
      if (bound.is_class) continue;
      CAPTURE(bound.name);
      const auto commodity = find<CommodityId>(network.scenario.commodities, bound.name);
      const double at_most = bound.with_demand.per_day * days_of(network);
      CHECK(moved[commodity.index()] <= 1.1 * at_most + in_system_at_start(network, commodity));
    }
  }
}
