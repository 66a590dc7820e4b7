// What happened before the simulation begins: over by then, or still in force.

#include <doctest/doctest.h>

#include "caravan/models/interventions.hpp"
#include "caravan/models/simulate.hpp"
#include "draw.hpp"

namespace caravan::test {
namespace {

using enum Operation;

const Time kStart = at_midnight({2023, 1, 1});

// A line of ten hours; "slow" makes it twenty while it is in force.
class Line {
 public:
  Line() {
    drawing.place("mine"), drawing.place("port");
    drawing.rail("line", "mine", "port", hours(10));
    drawing.demand("ore", "general", "mine", "port", tonnes(1000), hours(10));
    drawing.corridor("only", {});
  }

  InterventionSpec& slow(Time from, const std::string& id = "slow") {
    InterventionSpec& spec = drawing.intervention(id, from, from);
    spec.until.reset();
    spec.effects = {drawing.effect(Section::links, "line", "transit", times, 2)};
    return spec;
  }

  Scenario& scenario() { return drawing.scenario; }

  Drawing drawing;
};

double hours_at(World& world, double days_on) {
  run_until(world, kStart + days(days_on));
  return world.scenario().links[0].transit_hours.mean();
}

std::uint32_t begun(const World& world, std::size_t i = 0) {
  return world.interventions.interventions.at(i).begun;
}

// A port closed for three weeks in 2019 was once closed for the first three weeks of 2023.
TEST_CASE("what lasted for so long, years ago, is over") {
  Line line;
  line.slow(kStart - days(1000)).lasts_hours = Distribution::constant(24 * 21);
  const Network network = line.drawing.build();
  World world(network, 1, 0);
  CHECK(hours_at(world, 0) == 10);
  CHECK(world.interventions.log.empty());
  CHECK(hours_at(world, 25) == 10);
  CHECK(begun(world) == 0);
}

TEST_CASE("what began shortly before is in force for the rest of its time") {
  Line line;
  line.slow(kStart - days(15)).lasts_hours = Distribution::constant(24 * 21);
  const Network network = line.drawing.build();
  World world(network, 1, 0);
  CHECK(hours_at(world, 0) == 20);
  CHECK(hours_at(world, 5.99) == 20);
  CHECK(hours_at(world, 6) == 10);
  CHECK(begun(world) == 1);
}

TEST_CASE("what has ended by the beginning may still recover") {
  Line line;
  InterventionSpec& slow = line.slow(kStart - days(100));
  slow.until = kStart - days(10);
  slow.recovers = days(40);
  const Network network = line.drawing.build();
  World world(network, 1, 0);
  CHECK(hours_at(world, 0) == doctest::Approx(17.5));
  CHECK(hours_at(world, 15) == doctest::Approx(13.75).epsilon(0.01));
  CHECK(hours_at(world, 30) == 10);
  CHECK(hours_at(world, 31) == 10);
}

TEST_CASE("a ramp that never came to the top recovers from where it was") {
  Line line;
  InterventionSpec& slow = line.slow(kStart - days(30));
  slow.until = kStart - days(10);  // after 20 of 40 days: half
  slow.builds_up = days(40);
  slow.recovers = days(40);  // of which 20 are left, 10 of them in the run
  const Network network = line.drawing.build();
  World world(network, 1, 0);
  CHECK(hours_at(world, 0) == doctest::Approx(12.5));
  CHECK(hours_at(world, 10) == 10);
}

TEST_CASE("a random date before the beginning is one, and not the beginning itself") {
  Line line;
  InterventionSpec& slow = line.slow(kStart - days(100));
  slow.onset = Onset::between;
  slow.latest = kStart - days(20);
  slow.lasts_hours = Distribution::constant(24 * 60);
  const Network network = line.drawing.build();
  int in_force = 0;
  for (std::uint64_t k = 0; k < 200; ++k) {
    World world(network, 1, k);
    const double ends = 60 - (100 - 80 * world.luck.intervention_onset(InterventionId(0u)));
    CHECK(hours_at(world, 0) == (ends > 0 ? 20 : 10));
    in_force += ends > 0 ? 1 : 0;
    if (ends > 0.1) CHECK(hours_at(world, ends - 0.1) == 20);
    if (ends > 0) CHECK(hours_at(world, ends + 0.1) == 10);
  }
  CHECK(in_force == doctest::Approx(100).epsilon(0.2));
}

TEST_CASE("what followed another before the beginning did so then") {
  Line line;
  line.slow(kStart - days(50), "failure").lasts_hours = Distribution::constant(24 * 10);
  InterventionSpec& repair = line.slow(kStart - days(500), "repair");
  repair.onset = Onset::after;
  repair.after = InterventionId(0u);
  repair.is_after_its_end = true;
  repair.delay_hours = Distribution::constant(24 * 5);   // on the 35th day before the beginning
  repair.lasts_hours = Distribution::constant(24 * 41);  // until the sixth after it
  repair.effects[0].operand = 3;
  const Network network = line.drawing.build();
  World world(network, 1, 0);
  CHECK(hours_at(world, 0) == 30);
  CHECK(hours_at(world, 5.99) == 30);
  CHECK(hours_at(world, 6) == 10);
  CHECK(begun(world, 0) == 0);
  CHECK(begun(world, 1) == 1);
}

TEST_CASE("what follows a project that was done long ago followed it then") {
  Line line;
  line.scenario().investment.begins = kStart - days(100);
  ProjectSpec project;
  project.id = project.name = "works";
  project.lead_time = days(40);
  project.change = InterventionId(0u);
  InterventionSpec& done = line.slow(kStart, "works");
  done.onset = Onset::completion;
  done.is_for_good = true;
  InterventionSpec& teething = line.slow(kStart - days(500), "teething");
  teething.onset = Onset::after;
  teething.after = InterventionId(0u);
  teething.lasts_hours = Distribution::constant(24 * 70);
  line.scenario().projects.push_back(project);
  const Network network = line.drawing.build();
  World world(network, 1, 0);
  CHECK(hours_at(world, 0) == 40);
  CHECK(hours_at(world, 9.99) == 40);
  CHECK(hours_at(world, 10) == 20);
}

TEST_CASE("records of years before don't close the first days; one that spans the beginning does") {
  Line line;
  InterventionSpec& slow = line.slow(kStart);
  slow.onset = Onset::history;
  for (int i = 0; i < 200; ++i) {
    const Time from = kStart - days(1000 - 4 * i);
    slow.history.push_back({from, from + days(1), 7.0});
  }
  slow.history.push_back({kStart - days(3), kStart + days(2), 4.0});
  slow.history.push_back({kStart + days(10), kStart + days(11), {}});
  {
    const Network network = line.drawing.build();
    World world(network, 1, 0);
    CHECK(hours_at(world, 0) == 40);
    CHECK(hours_at(world, 2) == 10);
    CHECK(hours_at(world, 10) == 20);
    CHECK(begun(world) == 2);
  }
  slow.history.erase(slow.history.end() - 2);
  const Network network = line.drawing.build();
  World world(network, 1, 0);
  CHECK(hours_at(world, 0) == 10);
  CHECK(hours_at(world, 10) == 20);
  CHECK(begun(world) == 1);
}

// Windows within which the one before still recovered were once left out.
TEST_CASE("a record of which one window begins while the one before recovers") {
  Line line;
  InterventionSpec& slow = line.slow(kStart);
  slow.onset = Onset::history;
  slow.recovers = days(4);
  slow.history = {{kStart + days(1), kStart + days(3), 2.0},
                  {kStart + days(5), kStart + days(6), 4.0},
                  {kStart + days(6), kStart + days(7), 3.0}};
  const Network network = line.drawing.build();
  World world(network, 1, 0);
  CHECK(hours_at(world, 1) == 20);
  CHECK(hours_at(world, 4.99) == doctest::Approx(15).epsilon(0.01));
  CHECK(hours_at(world, 5) == 40);
  CHECK(hours_at(world, 6) == 30);
  CHECK(hours_at(world, 9) == doctest::Approx(20).epsilon(0.01));
  CHECK(hours_at(world, 11) == 10);
  CHECK(begun(world) == 3);
}

TEST_CASE("one that follows, and recovers, begins again with the next that it follows") {
  Line line;
  line.slow(kStart, "slide");
  InterventionSpec& slides = line.scenario().interventions[0];
  slides.onset = Onset::history;
  slides.history = {{kStart + days(1), kStart + days(2), {}},
                    {kStart + days(5), kStart + days(6), {}}};
  InterventionSpec& after = line.slow(kStart - days(1), "after");
  after.onset = Onset::after;
  after.after = InterventionId(0u);
  after.is_after_its_end = true;
  after.effects[0].operand = 1.5;
  after.lasts_hours = Distribution::constant(24);
  after.recovers = days(20);
  const Network network = line.drawing.build();
  World world(network, 1, 0);
  CHECK(hours_at(world, 1) == 20);
  CHECK(hours_at(world, 2) == 15);
  CHECK(hours_at(world, 4.9) == doctest::Approx(14.5).epsilon(0.01));  // recovers
  CHECK(hours_at(world, 6) == 15);                                     // anew
  CHECK(hours_at(world, 6.99) == 15);
  CHECK(hours_at(world, 17) == doctest::Approx(12.5).epsilon(0.01));
  CHECK(begun(world, 1) == 2);
}

}  // namespace
}  // namespace caravan::test
