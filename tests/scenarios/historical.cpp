// What happened to the oil of the region, from the scenarios that ship with Caravan: the
// deterministic one by hand to the minute, the other beside what was seen.
#include <doctest/doctest.h>

#include "caravan/models/oil_flow.hpp"
#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

LoadedScenario what_if(const std::string& name, const std::vector<std::string>& overrides = {}) {
  return load_scenario(CARAVAN_SOURCE_DIR "/scenarios/whatif/" + name + ".yaml", overrides);
}

double level(const World& world, std::size_t tank) {
  return in_barrels(content_of(world, TankId(tank)));
}

double total(const Results& results, Variable series) {
  double sum = 0;
  for (const double value : results[series]) sum += value;
  return sum;
}

Time at(unsigned month, unsigned day, double hour) {
  return at_midnight({2023, month, day}) + hours(hour);
}

constexpr double kInflow = 615'000;  // barrels a day
constexpr std::size_t kSangachal = 0, kCeyhan = 1;
const Duration kMinute = seconds(60);

}  // namespace

TEST_CASE("Ceyhan, February 2023: the tanks last for the six days, and the queue for a week more") {
  const Network network = what_if("ceyhan_stop_2023").build();
  World world(network, 1, 0);
  run_until(world, at(2, 12, 0) - kMinute);
  CHECK(level(world, kCeyhan) == doctest::Approx(3.1e6 + kInflow * (6 - 1 / 1440.0)));
  CHECK(level(world, kSangachal) == doctest::Approx(1e6));

  // Each day at midnight a tanker comes for what lies beyond dead stock and reserve: of 700,000 bbl
  // and 615,000 more each day, in parcels of 725,000, there are six by the 12th. Two jetties take
  // them in pairs, 12 h for mooring and 24 h 10 min for loading.
  run_until(world, at(2, 12, 0) + kMinute);
  CHECK(world.oil.liftings[0].nominated == 6);
  const double pair = 36 + 10 / 60.0;
  // Until the first have moored, at noon, the line could pump 307,500 bbl and there is room for
  // 210,000. The rest stays at Sangachal, and is pumped in the thirty days from the next nomination
  // on, three days after Baku-Supsa was opened.
  const double late = kInflow / 2 - 210'000;
  for (int k = 1; k <= 3; ++k) {
    CAPTURE(k);
    run_until(world, at(2, 12, k * pair) - kMinute);
    CHECK(world.oil.liftings[0].lifted == 2 * (static_cast<std::uint64_t>(k) - 1));
    run_until(world, at(2, 12, k * pair) + kMinute);
    CHECK(world.oil.liftings[0].lifted == 2 * static_cast<std::uint64_t>(k));
    const double days_since = 6 + (k * pair + 1 / 60.0) / 24;
    // Nominated anew on the 15th, for the outage has ended on the 12th.
    const double not_yet_there = days_since < 9
                                     ? late * (1 - (days_since - 7) / 30)
                                     : late * (1 - 2.0 / 30) * (1 - (days_since - 9) / 30);
    CHECK(level(world, kCeyhan) ==
          doctest::Approx(3.1e6 + kInflow * days_since - not_yet_there - k * 1.45e6));
  }
  // Others come on the 14th to 18th; the last who has to wait gets its jetty with the fifth pair
  // gone.
  run_until(world, at(2, 12, 5 * pair) - kMinute);
  CHECK(world.places[1].port.berths[0].waiting() > 0);
  run_until(world, at(2, 12, 5 * pair) + kMinute);
  CHECK(world.places[1].port.berths[0].waiting() == 0);

  run_until(world, network.scenario.end());
  const Results results = collect(world, 0);
  CHECK(total(results, Variable::field_shut_in) == doctest::Approx(0));
  // The first two came on the 7th and the 8th and left at 12:10 on the 13th, with 36 h of laytime.
  const std::size_t on_13th = 7 * network.scenario.liftings.size();
  const double hours_beyond = (156 + 10 / 60.0 - 36) + (132 + 10 / 60.0 - 36);
  CHECK(results[Variable::lifting_demurrage][on_13th] ==
        doctest::Approx(hours_beyond / 24 * 40'000));
  CHECK_NOTHROW(check_conservation(world));
}

TEST_CASE(
    "Ceyhan, if it had gone on: time to survive is free volume by net inflow, to the minute") {
  // And nobody reacts. Full after 3.9 Mbbl / 615,000 bbl/d; Sangachal 1.4 Mbbl later; then all is
  // shut in.
  LoadedScenario loaded = what_if(
      "ceyhan_stop_2023", {"interventions.earthquake.until=2023-03-08", "renominated_after=60 d",
                           "interventions.baku_supsa_idle.until=2023-12-31"});
  loaded.scenario.interventions[0].from += Duration{1};  // after the nominations of the day
  const Network network = loaded.build();
  World world(network, 1, 0);
  const Time full = network.scenario.start + days(3.9e6 / kInflow);
  const Time shut_in = full + days(1.4e6 / kInflow);
  const auto pumped = [&] { return in_barrels_per_day(world.oil.pipelines[0].rate); };
  const auto produced = [&] { return in_barrels_per_day(world.oil.fields[0].rate); };
  run_until(world, full - kMinute);
  CHECK(pumped() == doctest::Approx(kInflow));
  run_until(world, full + kMinute);
  CHECK(pumped() == doctest::Approx(0).epsilon(1e-4));
  CHECK(level(world, kCeyhan) == doctest::Approx(7e6));
  run_until(world, shut_in - kMinute);
  CHECK(produced() == doctest::Approx(kInflow));
  run_until(world, shut_in + kMinute);
  CHECK(produced() == doctest::Approx(0).epsilon(1e-4));
  run_until(world, at(3, 8, 0));
  const Results results = collect(world, 0);
  const double days_shut_in = in_days(at(3, 8, 0) - shut_in);
  CHECK(total(results, Variable::field_shut_in) ==
        doctest::Approx(kInflow * days_shut_in).epsilon(1e-5));
}

TEST_CASE("Ceyhan, closed for a fortnight: after some days Baku-Supsa takes what it can") {
  const Network network =
      what_if("ceyhan_stop_2023", {"interventions.earthquake.until=2023-02-20"}).build();
  const Results results = simulate(network, 1, 0);
  const Results as_it_was = simulate(what_if("ceyhan_stop_2023").build(), 1, 0);
  const std::size_t liftings = network.scenario.liftings.size();
  double at_supsa = 0, before = 0;
  for (std::size_t day = 0; day < 60; ++day) {
    at_supsa += results[Variable::liftings][day * liftings + 1];
    before += as_it_was[Variable::liftings][day * liftings + 1];
  }
  CHECK(before == 0);
  CHECK(at_supsa == 2);  // as many as were diverted in 2023 (O26)
  CHECK(total(results, Variable::field_shut_in) > 1e6);
}

TEST_CASE("CPC with one mooring: the tanks fill at the rate that the other can't load") {
  LoadedScenario loaded = what_if("cpc_mooring_lost_2025");
  loaded.scenario.places[2].weather.reset();
  loaded.scenario.liftings[0].arrives_hours = Distribution::constant(0);
  loaded.scenario.liftings[0].port_hours = Distribution::constant(12);
  const Network network = loaded.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.start);
  const double inflow = (36.6 * 7.98 + 33.9 * 7.85) * 1e6 / 365.25;
  const double one_mooring = 1e6 / (12 + 1000.0 / 80) * 24;
  const TankId terminal = network.oil.lifting_tank[0];
  CHECK(in_barrels_per_day(world.oil.pipelines[1].rate) == doctest::Approx(inflow).epsilon(0.002));
  const double free = 10.2e6 - in_barrels(content_of(world, terminal));
  const double full_in_days = free / (inflow - one_mooring);
  // Parcel by parcel, so within one.
  const double within = 1e6 / (inflow - one_mooring);
  // Then what Tengiz can't send lies in its own tank, which was empty but for its dead stock.
  run_until(world, network.scenario.start + days(full_in_days - within));
  CHECK(level(world, 0) == doctest::Approx(100'000).epsilon(0.01));
  run_until(world, network.scenario.start + days(full_in_days + within));
  CHECK(level(world, 0) > 150'000);
}

TEST_CASE(
    "CPC with one mooring: a fifth less is lifted in December, as was seen, and fields shut in") {
  const Network lost = what_if("cpc_mooring_lost_2025").build();
  const Network whole =
      what_if("cpc_mooring_lost_2025", {"interventions.mooring.effects.0.berths.mooring== 2"})
          .build();
  // Of December: the third to the thirty-third day.
  const auto lifted = [](const Network& network, const Results& results) {
    const std::size_t grades = network.scenario.commodities.size();
    double sum = 0;
    for (std::size_t i = 2 * grades; i < 33 * grades; ++i) {
      sum += results[Variable::lifted_volume][i];
    }
    return sum;
  };
  constexpr std::uint64_t kReplications = 20;
  double with_one = 0, with_two = 0;
  int shuts_in_more = 0;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    const Results one = simulate(lost, 1, r), two = simulate(whole, 1, r);
    with_one += lifted(lost, one);
    with_two += lifted(whole, two);
    shuts_in_more += total(one, Variable::field_shut_in) > total(two, Variable::field_shut_in);
  }
  // 19 to 24 % were seen (D3, D5).
  CHECK(1 - with_one / with_two > 0.12);
  CHECK(1 - with_one / with_two < 0.32);
  CHECK(shuts_in_more == kReplications);
}
