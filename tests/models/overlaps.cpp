// Interventions that overlap, of each two kinds, in either order, with ramps.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "caravan/models/interventions.hpp"
#include "caravan/models/simulate.hpp"
#include "draw.hpp"

namespace caravan::test {
namespace {

using enum Operation;

const Time kStart = at_midnight({2023, 1, 1});
constexpr double kBase = 10;

// Days after the start.
struct Ramp {
  double from, until, builds_up, recovers;

  double strength(double day) const {
    if (day < from) return 0;
    const double top = std::min((until - from) / builds_up, 1.0);
    if (day < until) return std::min((day - from) / builds_up, top);
    return std::max(top - (day - until) / recovers, 0.0);
  }
};

struct Effect {
  Operation operation;
  double operand;
  Ramp ramp;
};

// What the documentation says: set (the one further down holds), then added, then multiplied.
double by_the_book(const std::array<Effect, 2>& effects, double day) {
  double value = kBase;
  for (const Effect& e : effects) {
    const double s = e.ramp.strength(day);
    if (e.operation == equals) value = (1 - s) * value + s * e.operand;
  }
  for (const Effect& e : effects) {
    if (e.operation == plus) value += e.ramp.strength(day) * e.operand;
  }
  for (const Effect& e : effects) {
    const double s = e.ramp.strength(day);
    if (e.operation == times) value *= (1 - s) + s * e.operand;
  }
  return value;
}

Network line_with(const std::array<Effect, 2>& effects) {
  Drawing d;
  d.place("mine"), d.place("port");
  d.rail("line", "mine", "port", hours(kBase));
  d.demand("ore", "general", "mine", "port", tonnes(1000), hours(100));
  d.corridor("only", {});
  for (std::size_t i = 0; i < 2; ++i) {
    const Effect& e = effects[i];
    InterventionSpec& spec = d.intervention(
        "change" + std::to_string(i), kStart + days(e.ramp.from), kStart + days(e.ramp.until));
    spec.effects = {d.effect(Section::links, "line", "transit", e.operation, e.operand)};
    spec.builds_up = days(e.ramp.builds_up);
    spec.recovers = days(e.ramp.recovers);
  }
  return d.build();
}

void compare(const std::array<Effect, 2>& effects) {
  const Network network = line_with(effects);
  World world(network, 1, 0);
  for (double day = 0; day < 25; day += 0.25) {
    CAPTURE(day);
    run_until(world, kStart + days(day));
    const double value = world.scenario().links[0].transit_hours.mean();
    // A ramp has a hundred steps.
    CHECK(value == doctest::Approx(by_the_book(effects, day)).epsilon(0.03));
  }
  CHECK(world.scenario().links[0].transit_hours.mean() == kBase);
}

TEST_CASE("each two kinds of effects, one begun within the other, in either order of the file") {
  const Ramp outer{2, 12, 3, 4}, inner{6, 9, 2, 2}, later{10, 15, 2, 5};
  const std::array kinds = {std::pair{equals, 4.0}, std::pair{plus, 6.0}, std::pair{plus, -3.0},
                            std::pair{times, 0.5}, std::pair{times, 3.0}};
  for (const auto& [operation, operand] : kinds) {
    for (const auto& [other_operation, other_operand] : kinds) {
      CAPTURE(operand);
      CAPTURE(other_operand);
      for (const Ramp& other : {inner, later}) {
        compare({Effect{operation, operand, outer}, {other_operation, other_operand, other}});
        compare({Effect{other_operation, other_operand, other}, {operation, operand, outer}});
      }
    }
  }
}

TEST_CASE("a ramp that ends before its top, under another that is at its own") {
  compare({Effect{times, 2, {2, 5, 6, 8}}, {plus, 5, {1, 10, 1, 1}}});
  compare({Effect{equals, 30, {2, 5, 6, 8}}, {equals, 5, {1, 10, 1, 1}}});
}

TEST_CASE("whole things are cut off once, when all is put together") {
  Drawing d;
  d.place("mine"), d.place("port");
  d.rail("line", "mine", "port", hours(kBase));
  d.demand("ore", "general", "mine", "port", tonnes(1000), hours(100));
  d.corridor("only", {});
  d.place_called("port").tracks = 5;
  // 5 / 2 * 2 are five again, not four.
  for (const double factor : {0.5, 2.0}) {
    d.intervention(factor < 1 ? "half" : "twice", kStart + days(1), kStart + days(3)).effects = {
        d.effect(Section::places, "port", "tracks", times, factor)};
  }
  d.intervention("third", kStart + days(2), kStart + days(4)).effects = {
      d.effect(Section::places, "port", "tracks", times, 1.0 / 3)};
  const Network network = d.build();
  World world(network, 1, 0);
  const auto tracks_at = [&](double day) {
    run_until(world, kStart + days(day));
    return world.scenario().places[1].tracks;
  };
  CHECK(tracks_at(1) == 5);
  CHECK(tracks_at(2) == 1);
  CHECK(tracks_at(3) == 1);
  CHECK(tracks_at(4) == 5);
}

}  // namespace
}  // namespace caravan::test
