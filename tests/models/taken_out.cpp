// What interventions take away altogether: cranes, tugs, time; and what becomes of work meanwhile.

#include <doctest/doctest.h>

#include <cmath>

#include "caravan/models/interventions.hpp"
#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "read_results.hpp"

namespace caravan::test {
namespace {

using enum Operation;

const Time kStart = at_midnight({2023, 1, 1});

// A vessel with a lot of 5000 t comes in every few hours, and is worked on for ten; its port has
// `cranes` for its two berths, and `tugs`.
Drawing harbour(std::int64_t cranes, std::int64_t tugs) {
  Drawing d;
  d.place("mine"), d.place("port");
  FleetSpec& ship = d.sea("ship", "mine", "port", hours(10), 4);
  ship.tugs = 2;
  ship.manoeuvre_hours = Distribution::constant(1);
  PlaceSpec& port = d.place_called("port");
  port.berths = {{"quay", 2}};
  port.handling[CargoClass::general] = AmountPerHour{500'000};
  port.cranes[CargoClass::general] = {cranes, 1};
  port.tugs = tugs;
  d.demand("ore", "general", "mine", "port", tonnes(5000), hours(4));
  d.corridor("only", {});
  return d;
}

// By then; all is conserved meanwhile.
double delivered_at(World& world, double hour) {
  run_until(world, kStart + hours(hour));
  CHECK_NOTHROW(check_conservation(world));
  return delivered_tonnes(world);
}

double first_delivery(const Network& network) {
  World world(network, 1, 0);
  double hour = 0;
  while (delivered_at(world, hour) == 0 && hour < 1000) hour += 0.01;
  return hour;
}

// Cranes that were taken out altogether were once no longer needed, and then a run broke down.
TEST_CASE("all cranes taken out: a lot in work finishes, pauses, or is done anew") {
  const double done = first_delivery(harbour(1, 0).build());
  const auto without_cranes = [&](std::optional<WorkInProgress> work) {
    Drawing d = harbour(1, 0);
    InterventionSpec& lost =
        d.intervention("lost", kStart + hours(done - 6), kStart + hours(done + 8));
    lost.effects = {d.effect(Section::places, "port", "cranes.*", equals, 0, "general")};
    lost.work = work;
    return d.build();
  };
  CHECK(first_delivery(without_cranes(std::nullopt)) == doctest::Approx(done));
  CHECK(first_delivery(without_cranes(WorkInProgress::finishes)) == doctest::Approx(done));
  CHECK(first_delivery(without_cranes(WorkInProgress::pauses)) == doctest::Approx(done + 14));
  CHECK(first_delivery(without_cranes(WorkInProgress::restarts)) == doctest::Approx(done + 14 + 4));
  // Nothing is begun meanwhile, and all goes on afterwards.
  const Network network = without_cranes(std::nullopt);
  World world(network, 1, 0);
  CHECK(delivered_at(world, done + 1) == 5000);
  CHECK(delivered_at(world, done + 17.9) == 5000);
  CHECK(delivered_at(world, done + 18.1) == 10'000);
}

TEST_CASE("one crane of two taken out: the lot that got its crane last waits, in front of others") {
  Drawing d = harbour(2, 0);
  const Network undisturbed = d.build();
  const double done = first_delivery(undisturbed);
  const Time from = kStart + hours(done - 1);
  InterventionSpec& lost = d.intervention("lost", from, from + hours(3));
  lost.effects = {d.effect(Section::places, "port", "cranes.*", plus, -1, "general")};
  lost.work = WorkInProgress::pauses;
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, from - Duration{1});
  CHECK(world.places[1].port.cranes[CargoClass::general].in_use() == 2);
  run_until(world, from);
  const Resource& cranes = world.places[1].port.cranes[CargoClass::general];
  CHECK(cranes.in_use() == 1);
  CHECK(cranes.waiting() == 1);
  // The first has it to its end, then the second goes on: it has lost an hour.
  CHECK(delivered_at(world, done + 0.1) == 5000);
  CHECK(cranes.in_use() == 1);
  World usual(undisturbed, 1, 0);
  CHECK(delivered_at(world, 24 * 29) > 0.95 * delivered_at(usual, 24 * 29));
}

// Without any tug ships once moved by themselves, and tugs under way were never given back.
TEST_CASE("all tugs taken out: ships wait for them; those that have some finish") {
  Drawing d = harbour(9, 2);
  const Network undisturbed = d.build();
  d.intervention("strike", kStart + hours(100), kStart + hours(160)).effects = {
      d.effect(Section::places, "port", "tugs", equals, 0)};
  const Network network = d.build();
  World world(network, 1, 0), usual(undisturbed, 1, 0);
  const double before = delivered_at(world, 111);
  CHECK(before > 40'000);
  CHECK(delivered_at(world, 159) == before);
  CHECK(world.places[1].port.manoeuvres.waiting() > 0);
  CHECK(delivered_at(world, 200) > before + 10'000);
  CHECK(world.places[1].port.tugs_and_pilots[0].in_use() <= 2);
  CHECK(delivered_at(world, 24 * 29) > 0.85 * delivered_at(usual, 24 * 29));
}

TEST_CASE("tugs that go and come at every hour of a manoeuvre are all there in the end") {
  for (int half_hours = 0; half_hours < 40; ++half_hours) {
    CAPTURE(half_hours);
    Drawing d = harbour(9, 3);
    const Time from = kStart + hours(100 + 0.5 * half_hours);
    d.intervention("strike", from, from + hours(20)).effects = {
        d.effect(Section::places, "port", "tugs", plus, half_hours % 2 == 0 ? -3 : -2)};
    d.intervention("help", from + hours(3), from + hours(30)).effects = {
        d.effect(Section::places, "port", "tugs", plus, 5)};
    d.scenario.demands[0].rate = {};
    d.intervention("offers", kStart, kStart + days(9)).effects = {
        d.effect(Section::demands, "ore", "volume", plus, 1250)};
    const Network network = d.build();
    World world(network, 1, 0);
    REQUIRE_NOTHROW(run_until(world, network.scenario.end()));
    CHECK_NOTHROW(check_conservation(world));
    const Resource& tugs = world.places[1].port.tugs_and_pilots[0];
    CHECK(tugs.in_use() == 0);
    CHECK(tugs.capacity() - tugs.out_of_service() == 3);
  }
}

TEST_CASE("a port that has fewer tugs left than a ship would take gives it what it has") {
  Drawing d = harbour(9, 2);
  d.intervention("one_left", kStart + hours(100), kStart + days(30)).effects = {
      d.effect(Section::places, "port", "tugs", plus, -1)};
  const Network network = d.build();
  World world(network, 1, 0);
  const double before = delivered_at(world, 200);
  CHECK(delivered_at(world, 400) > before + 100'000);
}

// A time that was set to nothing once came back as a constant.
TEST_CASE("a time that was nothing for a while varies again as before") {
  Drawing d = harbour(1, 0);
  d.place_called("port").formalities = FormalitiesSpec{1, Distribution::lognormal(5, 0.5)};
  d.intervention("none", kStart + days(2), kStart + days(4)).effects = {
      d.effect(Section::places, "port", "formalities.time", equals, 0)};
  const Network network = d.build();
  World world(network, 1, 0);
  const auto time_at = [&](Time at) {
    run_until(world, at);
    return world.scenario().places[1].formalities->time_hours;
  };
  const Distribution before = time_at(kStart + days(2) - Duration{1});
  CHECK(time_at(kStart + days(2)).mean() == 0);
  CHECK(time_at(kStart + days(4)) == before);
  CHECK(before.deviation() == doctest::Approx(2.5));
}

TEST_CASE("after a hundred steps up and down a value is what it was, to the last bit") {
  Drawing d = harbour(1, 0);
  d.place_called("port").formalities = FormalitiesSpec{1, Distribution::lognormal(5.1, 0.5)};
  InterventionSpec& slow = d.intervention("slow", kStart + days(2), kStart + days(6));
  slow.effects = {d.effect(Section::places, "port", "formalities.time", times, 1.7)};
  slow.builds_up = days(3);
  slow.recovers = days(3);
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, kStart + days(10));
  CHECK(world.scenario().places[1].formalities->time_hours ==
        network.scenario.places[1].formalities->time_hours);
}

TEST_CASE("of two closures at a time, the rule of the one further down in the scenario holds") {
  const double done = first_delivery(harbour(1, 0).build());
  // Closed from six hours before until ten hours after, and by the other from four hours before
  // until two after.
  const auto first_with = [&](WorkInProgress first, WorkInProgress second) {
    Drawing d = harbour(1, 0);
    d.intervention("first", kStart + hours(done - 6), kStart + hours(done + 10));
    d.intervention("second", kStart + hours(done - 4), kStart + hours(done + 2));
    for (InterventionSpec& spec : d.scenario.interventions) {
      spec.effects = {d.effect(Section::places, "port", "open", equals, 0)};
    }
    d.scenario.interventions[0].work = first;
    d.scenario.interventions[1].work = second;
    return first_delivery(d.build());
  };
  using enum WorkInProgress;
  CHECK(first_with(finishes, finishes) == doctest::Approx(done));
  CHECK(first_with(pauses, pauses) == doctest::Approx(done + 16));
  // It finishes until the second comes, and again when that is over.
  CHECK(first_with(finishes, pauses) == doctest::Approx(done + 6));
  // It pauses but while the second lets it go on.
  CHECK(first_with(pauses, finishes) == doctest::Approx(done + 2));
}

TEST_CASE("a port whose weather was none for a while has weather again, where it left off") {
  Drawing d = harbour(1, 0);
  WeatherSpec weather;
  weather.closed_share.fill(0.3);
  weather.lasts_hours = Distribution::exponential(20);
  d.place_called("port").weather = weather;
  const auto closures_of = [](const Network& network) {
    World world(network, 1, 0);
    std::vector<double> closes;
    bool was_closed = false;
    for (double hour = 0; hour < 24 * 29; hour += 0.1) {
      run_until(world, kStart + hours(hour));
      const bool is_closed = world.places[1].port.is_stormy;
      if (is_closed && !was_closed) closes.push_back(hour);
      was_closed = is_closed;
    }
    return closes;
  };
  const auto usual = closures_of(d.build());
  REQUIRE(usual.size() > 5);
  // From an hour before the first closure on there is no weather for a hundred hours.
  const Time from = kStart + hours(usual[0] - 1);
  d.intervention("calm", from, from + hours(100)).effects = {
      d.effect(Section::places, "port", "weather.severity", equals, 0)};
  const auto calm = closures_of(d.build());
  REQUIRE(calm.size() > 4);
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(calm[i] == doctest::Approx(usual[i] + 100).epsilon(0.001));
  // Twice the closures in an open hour (0.6 / 0.4 instead of 0.3 / 0.7: 3.5 times).
  d.scenario.interventions[0].effects = {
      d.effect(Section::places, "port", "weather.severity", equals, 2)};
  const auto rough = closures_of(d.build());
  REQUIRE(!rough.empty());
  CHECK(rough[0] == doctest::Approx(usual[0] - 1 + 1 / 3.5).epsilon(0.01));
}

TEST_CASE("a vessel that sails at its fleet's speed knows no transit that could be changed") {
  Drawing d = harbour(1, 0);
  const auto has_transit = [&] {
    const EffectSpec transit = d.effect(Section::links, "ship", "transit", times, 2);
    return value_of(d.scenario, attributes()[transit.attribute], transit.target, 0).has_value();
  };
  CHECK(has_transit());
  d.scenario.fleets[0].speed = Speed{20};
  CHECK_FALSE(has_transit());
}

}  // namespace
}  // namespace caravan::test
