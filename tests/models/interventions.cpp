// Interventions: when they begin and end, what they do to values, and what becomes of work.

#include "caravan/models/interventions.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "read_results.hpp"

namespace caravan::test {
namespace {

using enum Operation;

const Time kStart = at_midnight({2023, 1, 1});

// A mine that sends 1000 t every 10 hours by rail to a port.
Drawing railway() {
  Drawing d;
  d.place("mine"), d.place("port");
  d.rail("line", "mine", "port", hours(10));
  d.demand("ore", "general", "mine", "port", tonnes(1000), hours(10));
  d.corridor("only", {});
  return d;
}

// Two berths; a vessel with 5000 t comes in every day, and is worked on for ten hours.
Drawing harbour() {
  Drawing d;
  d.place("mine"), d.place("port");
  d.sea("ship", "mine", "port", hours(10), 2);
  d.place_called("port").berths = {{"quay", 2}};
  d.place_called("port").handling[CargoClass::general] = AmountPerHour{500'000};
  d.demand("ore", "general", "mine", "port", tonnes(5000), days(1));
  d.corridor("only", {});
  return d;
}

double value(const World& world, std::size_t change = 0) {
  return world.interventions.values.at(change).now;
}

double value_at(World& world, Time at, std::size_t change = 0) {
  run_until(world, at);
  return value(world, change);
}

TEST_CASE("what overlaps is put together: set, then added to, then multiplied") {
  CHECK(compose(10, {}) == 10);
  CHECK(compose(10, {{times, 0.5, 1}}) == 5);
  CHECK(compose(10, {{plus, 4, 1}}) == 14);
  CHECK(compose(10, {{equals, 3, 1}}) == 3);
  // (10 + 4 - 2) * 0.5 * 3, in whatever order they come.
  CHECK(compose(10, {{times, 0.5, 1}, {plus, 4, 1}, {times, 3, 1}, {plus, -2, 1}}) == 18);
  CHECK(compose(10, {{plus, -2, 1}, {times, 3, 1}, {plus, 4, 1}, {times, 0.5, 1}}) == 18);
  // Of those that set it, the last holds; what is added and multiplied counts beside it.
  CHECK(compose(10, {{equals, 3, 1}, {plus, 1, 1}, {equals, 7, 1}, {times, 2, 1}}) == 16);
  CHECK(compose(10, {{equals, 7, 1}, {plus, 1, 1}, {equals, 0, 1}, {times, 2, 1}}) == 2);
  // Half as strong, half as far.
  CHECK(compose(10, {{times, 0.5, 0.5}}) == 7.5);
  CHECK(compose(10, {{plus, 4, 0.25}}) == 11);
  CHECK(compose(10, {{equals, 0, 0.5}}) == 5);
  CHECK(compose(10, {{equals, 0, 0}}) == 10);
}

TEST_CASE("a dated one holds from its first instant to its last, and leaves no trace") {
  Drawing d = railway();
  d.intervention("strike", kStart + days(3), kStart + days(5)).effects = {
      d.effect(Section::places, "port", "tracks", times, 0.5)};
  const Network network = d.build();
  World world(network, 1, 0);
  CHECK(value(world) == 100);
  CHECK(value_at(world, kStart + days(3) - Duration{1}) == 100);
  CHECK(value_at(world, kStart + days(3)) == 50);
  CHECK(world.places[1].tracks.capacity() - world.places[1].tracks.out_of_service() == 50);
  CHECK(value_at(world, kStart + days(5) - Duration{1}) == 50);
  CHECK(value_at(world, kStart + days(5)) == 100);
  CHECK(world.places[1].tracks.out_of_service() == 0);
  CHECK(network.scenario.places[1].tracks == 100);  // shared by all worlds
}

TEST_CASE("two at a time: a half of the tracks, and three more") {
  Drawing d = railway();
  d.intervention("strike", kStart + days(3), kStart + days(6)).effects = {
      d.effect(Section::places, "port", "tracks", times, 0.5)};
  d.intervention("built", kStart + days(4), kStart + days(9)).effects = {
      d.effect(Section::places, "port", "tracks", plus, 3)};
  const Network network = d.build();
  World world(network, 1, 0);
  CHECK(network.interventions.changes.size() == 1);
  CHECK(value_at(world, kStart + days(3)) == 50);
  CHECK(value_at(world, kStart + days(4)) == 51);  // (100 + 3) / 2, whole tracks only
  CHECK(value_at(world, kStart + days(6)) == 103);
  CHECK(world.places[1].tracks.capacity() == 103);
  CHECK(value_at(world, kStart + days(9)) == 100);
}

TEST_CASE("it builds up and recovers evenly") {
  Drawing d = railway();
  InterventionSpec& flood = d.intervention("flood", kStart + days(2), kStart + days(6));
  flood.effects = {d.effect(Section::links, "line", "transit", times, 3)};
  flood.builds_up = days(2);
  flood.recovers = days(4);
  const Network network = d.build();
  World world(network, 1, 0);
  CHECK(value_at(world, kStart + days(2)) == doctest::Approx(10));
  CHECK(value_at(world, kStart + days(3)) == doctest::Approx(20).epsilon(0.02));
  CHECK(value_at(world, kStart + days(4)) == doctest::Approx(30));
  CHECK(value_at(world, kStart + days(6)) == doctest::Approx(30));
  CHECK(value_at(world, kStart + days(7)) == doctest::Approx(25).epsilon(0.02));
  CHECK(value_at(world, kStart + days(9)) == doctest::Approx(15).epsilon(0.02));
  CHECK(value_at(world, kStart + days(10)) == doctest::Approx(10));
  CHECK(world.interventions.interventions[0].step == InterventionStep::pending);
}

TEST_CASE("a trend that began long ago has come as far by now") {
  Drawing d = railway();
  d.scenario.warm_up = days(10);
  InterventionSpec& trend = d.intervention("trend", kStart - days(100), kStart + days(1000));
  trend.effects = {d.effect(Section::links, "line", "transit", plus, 20)};
  trend.builds_up = days(200);
  const Network network = d.build();
  World world(network, 1, 0);
  CHECK(value(world) == doctest::Approx(19).epsilon(0.02));  // 90 of 200 days
  CHECK(value_at(world, kStart) == doctest::Approx(20).epsilon(0.02));
}

TEST_CASE("what takes longer keeps its shape") {
  Drawing d = railway();
  d.link("line").transit_hours = Distribution::exponential(10);
  d.intervention("slow", kStart, kStart + days(20)).effects = {
      d.effect(Section::links, "line", "transit", plus, 5)};
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, kStart + days(1));
  CHECK(world.scenario().links[0].transit_hours.mean() == doctest::Approx(15));
  CHECK(world.scenario().links[0].transit_hours.deviation() == doctest::Approx(15));
}

TEST_CASE("a closed line holds trains before it; those on it run on") {
  Drawing d = railway();
  InterventionSpec& cut = d.intervention("cut", kStart + hours(45), kStart + days(4));
  cut.effects = {d.effect(Section::links, "line", "open", equals, 0)};
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, kStart + hours(60));
  const double before = delivered_tonnes(world);
  CHECK(before > 3000);
  run_until(world, kStart + days(4) - Duration{1});
  CHECK(delivered_tonnes(world) == before);
  CHECK(world.paths[0].held.size() > 2);
  CHECK_NOTHROW(check_conservation(world));
  run_until(world, kStart + days(4) + hours(11));
  CHECK(world.paths[0].held.empty());
  CHECK(delivered_tonnes(world) > before + 3000);
}

// Links have larger numbers than places here: time on a closed link was once booked at a place.
TEST_CASE("cargo that a closed line holds is held by that line") {
  Drawing d = railway();
  d.place("a"), d.place("b");
  d.rail("one", "a", "b", hours(1)), d.rail("two", "b", "a", hours(1));
  d.rail("three", "a", "mine", hours(1)), d.rail("four", "mine", "a", hours(1));
  d.rail("last", "port", "a", hours(10));
  d.demand("ore_on", "general", "port", "a", tonnes(1000), hours(10));
  for (const auto work : {WorkInProgress::finishes, WorkInProgress::pauses}) {
    Drawing other = d;
    InterventionSpec& cut = other.intervention("cut", kStart + hours(45), kStart + days(4));
    cut.effects = {other.effect(Section::links, "last", "open", equals, 0)};
    cut.work = work;
    const Network network = other.build();
    const Results results = simulate(network, 1, 0);
    CHECK(test::value(network, results, Variable::link_time, "last", "line_closed") > 1000);
  }
}

TEST_CASE("if that is the rule, trains on a closed line stand, and have as far to go afterwards") {
  Drawing d = railway();
  const auto end_of_first = [&](std::optional<WorkInProgress> work) {
    Drawing other = d;
    // The first train sets out at some time before hour 10 and would be there 10 hours later.
    InterventionSpec& cut = other.intervention("cut", kStart + hours(11), kStart + hours(41));
    cut.effects = {other.effect(Section::links, "line", "open", equals, 0)};
    cut.work = work;
    const Network network = other.build();
    World world(network, 1, 0);
    double hour = 0;
    while (delivered_tonnes(world) == 0) run_until(world, kStart + hours(hour += 0.01));
    CHECK_NOTHROW(check_conservation(world));
    return hour;
  };
  const double undisturbed = end_of_first(std::nullopt);
  CHECK(undisturbed > 11);
  CHECK(undisturbed < 20);
  CHECK(end_of_first(WorkInProgress::finishes) == doctest::Approx(undisturbed));
  CHECK(end_of_first(WorkInProgress::pauses) == doctest::Approx(undisturbed + 30));
  // Its whole run after hour 41, instead of ten hours after it set out.
  CHECK(end_of_first(WorkInProgress::restarts) == doctest::Approx(41 + 10).epsilon(0.002));
}

TEST_CASE("a berth taken out: its vessel finishes, pauses, or is worked on anew") {
  // When the first vessel has been worked on for its ten hours.
  const auto first_is_done = [](std::optional<double> lost_at, std::optional<WorkInProgress> work) {
    Drawing d = harbour();
    d.scenario.demands[0].rate = AmountPerHour{5'000'000};  // one an hour
    if (lost_at) {
      const Time from = kStart + hours(*lost_at);
      InterventionSpec& lost = d.intervention("lost", from, from + hours(14));
      lost.effects = {d.effect(Section::places, "port", "berths.*", equals, 0, "quay")};
      lost.work = work;
    }
    const Network network = d.build();
    World world(network, 1, 0);
    double hour = 0;
    while (delivered_tonnes(world) == 0) run_until(world, kStart + hours(hour += 0.01));
    CHECK_NOTHROW(check_conservation(world));
    return hour;
  };
  const double done = first_is_done(std::nullopt, std::nullopt);
  const double lost_at = done - 6;  // after four hours of work
  CHECK(first_is_done(lost_at, std::nullopt) == doctest::Approx(done));
  CHECK(first_is_done(lost_at, WorkInProgress::finishes) == doctest::Approx(done));
  CHECK(first_is_done(lost_at, WorkInProgress::pauses) == doctest::Approx(done + 14));
  CHECK(first_is_done(lost_at, WorkInProgress::restarts) == doctest::Approx(done + 14 + 4));
}

TEST_CASE("one more vessel comes empty; one too many is laid up when it is empty, and comes back") {
  Drawing d = harbour();
  d.intervention("arrives", kStart + days(4), kStart + days(10)).effects = {
      d.effect(Section::fleets, "ship", "vessels", plus, 1)};
  d.intervention("lost", kStart + days(15), kStart + days(20)).effects = {
      d.effect(Section::fleets, "ship", "vessels", plus, -1)};
  const Network network = d.build();
  World world(network, 1, 0);
  const auto at_work = [&](Time at) {
    run_until(world, at);
    CHECK_NOTHROW(check_conservation(world));
    return std::count_if(world.vessels.begin(), world.vessels.end(),
                         [](const Vessel& vessel) { return vessel.step != VesselStep::laid_up; });
  };
  CHECK(at_work(kStart + days(4) - Duration{1}) == 2);
  CHECK(at_work(kStart + days(4)) == 3);
  CHECK(at_work(kStart + days(12)) == 2);
  CHECK(at_work(kStart + days(17)) == 1);
  CHECK(at_work(kStart + days(20)) == 2);
  CHECK(at_work(kStart + days(29)) == 2);
  CHECK(world.vessels.size() == 3);
}

TEST_CASE("a closed sea link is not sailed, and cargo waits until it opens") {
  Drawing d = harbour();
  d.intervention("ice", kStart + days(5), kStart + days(12)).effects = {
      d.effect(Section::links, "ship", "open", equals, 0)};
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, kStart + days(7));
  const double before = delivered_tonnes(world);
  run_until(world, kStart + days(12));
  CHECK(delivered_tonnes(world) == before);
  run_until(world, kStart + days(16));
  CHECK(delivered_tonnes(world) > before + 20'000);
  CHECK_NOTHROW(check_conservation(world));
}

TEST_CASE("a demand that grows, ends and begins again") {
  Drawing d = railway();
  d.intervention("more", kStart + days(10), kStart + days(20)).effects = {
      d.effect(Section::demands, "ore", "volume", times, 3)};
  d.intervention("none", kStart + days(15), kStart + days(20)).effects = {
      d.effect(Section::demands, "ore", "volume", equals, 0)};
  const Network network = d.build();
  World world(network, 1, 0);
  const auto released_from = [&](double from, double to) {
    run_until(world, kStart + days(from));
    const std::uint64_t before = world.shippers[0].consignments;
    run_until(world, kStart + days(to));
    return static_cast<double>(world.shippers[0].consignments - before);
  };
  CHECK(std::abs(released_from(0, 10) - 24) <= 1);
  CHECK(std::abs(released_from(10, 15) - 36) <= 1);
  CHECK(released_from(15, 20) == 0);
  CHECK(std::abs(released_from(20, 30) - 24) <= 1);
}

TEST_CASE("one follows another: its recovery comes only if the failure did") {
  Drawing d = railway();
  InterventionSpec& failure = d.intervention("failure", kStart + days(2), kStart + days(4));
  failure.effects = {d.effect(Section::places, "port", "tracks", times, 0.5)};
  failure.probability = 0.5;
  InterventionSpec& repair = d.intervention("repair", kStart, kStart + days(30));
  repair.effects = {d.effect(Section::places, "port", "tracks", plus, 20)};
  repair.until.reset();
  repair.lasts_hours = Distribution::constant(24);
  repair.onset = Onset::after;
  repair.after = InterventionId(std::size_t{0});
  repair.is_after_its_end = true;
  repair.delay_hours = Distribution::constant(12);
  const Network network = d.build();
  int failures = 0;
  constexpr int kWorlds = 200;
  for (std::uint64_t k = 0; k < kWorlds; ++k) {
    World world(network, 1, k);
    const bool has_failed = value_at(world, kStart + days(3)) == 50;
    failures += has_failed ? 1 : 0;
    CHECK(value_at(world, kStart + days(4) + hours(11)) == 100);
    CHECK(value_at(world, kStart + days(4) + hours(13)) == (has_failed ? 120 : 100));
    CHECK(value_at(world, kStart + days(6)) == 100);
  }
  CHECK(failures == doctest::Approx(kWorlds / 2).epsilon(0.2));
}

TEST_CASE("what recurs does so at its rate, in its months, for its time") {
  Drawing d = railway();
  d.scenario.duration = days(3650);
  d.scenario.demands[0].rate = {};
  InterventionSpec& wind = d.intervention("wind", kStart, kStart);
  wind.effects = {d.effect(Section::places, "port", "tracks", equals, 0)};
  wind.until.reset();
  wind.onset = Onset::recurring;
  wind.every_hours = Distribution::exponential(10 * 24);
  wind.lasts_hours = Distribution::exponential(48);
  wind.months = {true, false, false, false, false, false, false, false, false, false, false, true};
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  // 62 days a year in which a cycle takes 12 days: some 5.2 a year.
  const double onsets = results[Variable::intervention_onsets][0];
  CHECK(onsets == doctest::Approx(52).epsilon(0.3));
  double in_summer = 0;
  for (std::size_t day = 0; day < 3650; ++day) {
    const unsigned month = date_of(kStart + days(static_cast<double>(day))).month;
    if (month > 2 && month < 12) in_summer += results[Variable::intervention_strength][day];
  }
  CHECK(in_summer == 0);
}

TEST_CASE("a history is replayed as it was") {
  Drawing d = railway();
  InterventionSpec& closures = d.intervention("closures", kStart, kStart);
  closures.effects = {d.effect(Section::links, "line", "transit", times, 2)};
  closures.until.reset();
  closures.onset = Onset::history;
  closures.history = {{kStart - days(9), kStart - days(8), {}},
                      {kStart + days(3), kStart + days(4), {}},
                      {kStart + days(4), kStart + days(6), 5.0},
                      {kStart + days(20), kStart + days(60), {}}};
  const Network network = d.build();
  World world(network, 1, 0);
  CHECK(value(world) == 10);
  CHECK(value_at(world, kStart + days(3)) == 20);
  CHECK(value_at(world, kStart + days(4)) == 50);
  CHECK(value_at(world, kStart + days(6)) == 10);
  CHECK(value_at(world, kStart + days(25)) == 20);
}

TEST_CASE("a project is triggered when a yard has been fuller than so much for so long") {
  Drawing d = railway();
  d.place_called("mine").storage[CargoClass::general] = tonnes(10'000);
  d.scenario.demands[0].lot = tonnes(500);  // trains take 1000 t: half of the time some lies there
  d.link("line").rail.fill.minimum = 1;
  InterventionSpec& block = d.intervention("block", kStart + days(5), kStart + days(12));
  block.effects = {d.effect(Section::links, "line", "open", equals, 0)};
  InterventionSpec& more = d.intervention("more", kStart, kStart + days(100));
  more.effects = {d.effect(Section::places, "port", "tracks", plus, 7)};
  more.until.reset();
  more.is_for_good = true;
  more.onset = Onset::occupancy;
  more.occupancy = {"mine/storage/general", 0.0, days(200)};
  const Network never = d.build();
  World quiet(never, 1, 0);
  run_until(quiet, never.scenario.end());
  CHECK(quiet.interventions.interventions[1].begun == 0);
  d.scenario.interventions[1].occupancy = {"mine/storage/general", 0.01, days(0)};
  const Network soon = d.build();
  World world(soon, 1, 0);
  run_until(world, soon.scenario.end());
  CHECK(world.interventions.interventions[1].begun == 1);
  CHECK(value(world, 1) == 107);
  d.scenario.interventions[1].occupancy.facility = "mine/storage/generel";
  CHECK_THROWS_AS(d.build(), ScenarioError);
}

TEST_CASE("a fork in the middle of a ramp goes on as the trunk; the twin of a trunk is equal") {
  Drawing d = railway();
  InterventionSpec& flood = d.intervention("flood", kStart + days(2), kStart + days(6));
  flood.effects = {d.effect(Section::links, "line", "transit", times, 3)};
  flood.builds_up = days(2);
  const Network network = d.build();
  World trunk(network, 1, 0);
  run_until(trunk, kStart + days(3));
  World fork = trunk;
  CHECK(fork == trunk);
  run_until(trunk, kStart + days(20));
  CHECK(fork.scenario().links[0].transit_hours.mean() < 25);  // the trunk has changed its own
  run_until(fork, kStart + days(20));
  CHECK(fork == trunk);
  CHECK(fingerprint(fork) == fingerprint(trunk));
}

}  // namespace
}  // namespace caravan::test
