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

// Without the demands for empty boxes, which were added at the end and come again.
Scenario as_drawn(const Network& network) {
  Scenario scenario = network.scenario;
  const auto added = std::count_if(network.brings_back.begin(), network.brings_back.end(),
                                   [](EquipmentId id) { return !id.is_none(); });
  scenario.demands.resize(scenario.demands.size() - static_cast<std::size_t>(added));
  return scenario;
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
    Scenario scenario = as_drawn(drawn);
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

namespace {

double moved_in_run(const Network& network, const std::string& commodity) {
  return delivered(network, simulate(network, 1, 0),
                   find<CommodityId>(network.scenario.commodities, commodity));
}

double bound_of_dates(const Network& network) {
  return bounds(network, periods_of(network, dated_changes(network))).front().with_demand.per_day *
         days_of(network);
}

// Each day for a while, from an hour of the day on.
InterventionSpec& each_day(Drawing& d, const std::string& id, double from, double until) {
  const Time begin = d.scenario.begin();
  InterventionSpec& spec = d.intervention(id, begin, begin);
  spec.until.reset();
  spec.onset = Onset::history;
  for (Time day = begin; day < d.scenario.end(); day += days(1)) {
    spec.history.push_back({day + hours(from), day + hours(until), std::nullopt});
  }
  return spec;
}

Drawing railway_in_a_hurry() {
  Drawing d;
  d.place("mine"), d.place("port");
  d.rail("mine-port", "mine", "port", hours(10)).rail.paths_per_day = 24;
  d.demand("ore", "general", "mine", "port", tonnes(1000), hours(0.5));
  d.corridor("only", {});
  d.scenario.warm_up = days(10);
  d.scenario.duration = days(30);
  return d;
}

}  // namespace

// Of what held within a day, the last was once taken for all of it: a line that is closed for an
// hour before each midnight had a bound of nothing.
TEST_CASE("a line that is closed for some hours each day delivers what the bound says") {
  for (const double from : {2.0, 21.0}) {
    CAPTURE(from);
    Drawing d = railway_in_a_hurry();
    each_day(d, "works", from, from + 3).effects = {
        d.effect(Section::links, "mine-port", "open", Operation::equals, 0)};
    const Network network = d.build();
    const double at_most = bound_of_dates(network);
    CHECK(at_most ==
          doctest::Approx((21 * 30 + 30) * 1000));  // a train each hour, one at a closing
    const double moved = moved_in_run(network, "general");
    CHECK(moved <= at_most);
    CHECK(moved >= 0.95 * at_most);
  }
}

// Work that has begun goes on as it began: with tracks that come and go each hour, a train of ten
// hours of work is begun whenever there is a track, and done without one.
TEST_CASE("what has begun is done, whatever changes, and the bound counts it") {
  Drawing d = railway_in_a_hurry();
  d.link("mine-port").rail.paths_per_day = 40;
  d.place_called("mine").tracks = d.place_called("port").tracks = 20;
  for (const char* id : {"mine", "port"}) {
    d.place_called(id).handling[CargoClass::general] = AmountPerHour{100e3};
  }
  const Time begin = d.scenario.begin();
  InterventionSpec& spec = d.intervention("shifts", begin, begin);
  spec.until.reset();
  spec.onset = Onset::history;
  for (Time t = begin; t < d.scenario.end(); t += hours(2)) {
    spec.history.push_back({t, t + hours(1), std::nullopt});
  }
  spec.effects = {d.effect(Section::places, "port", "tracks", Operation::equals, 0)};
  const Network network = d.build();
  const double moved = moved_in_run(network, "general");
  CHECK(moved > 20 * 24 * 30 * 100e3 / 2 / 1000);  // more than tracks in service could do
  CHECK(moved <= bound_of_dates(network));
}

// The way round is in no corridor, and nobody takes it before the corridor's is closed.
TEST_CASE("the bound counts the ways to which cargo turns") {
  Drawing d;
  for (const char* id : {"mine", "town", "hills", "port"}) d.place(id);
  d.rail("mine-town", "mine", "town", hours(10)).rail.paths_per_day = 24;
  d.rail("town-port", "town", "port", hours(10)).rail.paths_per_day = 4;
  d.rail("town-hills", "town", "hills", hours(10)).rail.paths_per_day = 24;
  d.rail("hills-port", "hills", "port", hours(90)).rail.paths_per_day = 24;
  for (const char* id : {"town-port", "town-hills"}) d.link(id).rail.gauge_mm = 1435;
  d.link("hills-port").rail.gauge_mm = 1435;
  d.demand("ore", "general", "mine", "port", tonnes(1000), hours(2));
  d.corridor("only", {});
  d.scenario.routes.per_corridor = 1;
  d.scenario.routes.rerouted_after = hours(1);
  d.scenario.warm_up = days(10);
  d.scenario.duration = days(40);
  InterventionSpec& slide = d.intervention("slide", d.scenario.start, d.scenario.start + days(30));
  slide.effects = {d.effect(Section::links, "town-port", "open", Operation::equals, 0)};
  const Network network = d.build();
  const double moved = moved_in_run(network, "general");
  CHECK(moved > 4'000 * 40);  // more than the corridor could do if it were open
  CHECK(moved <= bound_of_dates(network));
}

// Many short interventions on whatever there is, one after the other, from the very beginning.
TEST_CASE("and none does so where conditions change every few hours") {
  int moves = 0;
  std::size_t changes = 0;
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    CAPTURE(seed);
    Drawing d;
    d.scenario = as_drawn(RandomNetwork(seed, false).build_in_peace());
    d.scenario.warm_up = {};
    std::mt19937_64 random(seed);
    add_interventions(d, random);
    for (InterventionSpec& spec : d.scenario.interventions) {
      spec.onset = Onset::recurring;
      spec.is_for_good = false;
      spec.every_hours = Distribution::constant(between(random, 1, 30));
      spec.lasts_hours = Distribution::constant(between(random, 1, 30));
      spec.builds_up = spec.recovers = {};
    }
    const Network network = d.build();
    World world(network, 1, 0);
    run_until(world, network.scenario.end());
    changes += world.interventions.log.size();
    for (const CargoBound& bound : bounds(network, periods_of(network, world.interventions.log))) {
      if (!bound.is_class) continue;
      CAPTURE(bound.name);
      double moved = 0;
      for (std::size_t i = 0; i < network.scenario.commodities.size(); ++i) {
        const CommodityId c(i);
        if (network[c].cargo != bound.cargo) continue;
        moved += in_units(network, c, in_tonnes(world.ledger.delivered[i].mass));
      }
      const double at_most = bound.with_demand.per_day * days_of(network);
      CHECK(moved <= at_most + aboard_at_most(network, bound.cargo));
      moves += moved > 0 ? 1 : 0;
    }
  }
  CHECK(moves > 50);
  CHECK(changes > 5'000);
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
