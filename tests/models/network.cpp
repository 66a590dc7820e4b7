#include "caravan/models/network.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <tuple>

#include "caravan/models/simulate.hpp"
#include "draw.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// Two ways from almaty to poti:
//
//   almaty ==> aktau ~~> alat ==> poti        100 + 0 + 0
//   almaty ==> turkmenbashi ~~> alat ==> poti 120 + 0 + 0
Drawing two_ways() {
  Drawing d;
  for (const char* id : {"almaty", "aktau", "turkmenbashi", "alat", "poti"}) d.place(id);
  d.rail("almaty-aktau", "almaty", "aktau", Duration{}).tariff[CargoClass::container] = Money{100};
  d.rail("almaty-turkmenbashi", "almaty", "turkmenbashi", Duration{})
      .tariff[CargoClass::container] = Money{120};
  d.sea("aktau-alat", "aktau", "alat", Duration{}, 5).fill = {0.1, days(1)};
  d.sea("turkmenbashi-alat", "turkmenbashi", "alat", Duration{}, 5).fill = {0.1, days(1)};
  d.rail("alat-poti", "alat", "poti", Duration{});
  d.demand("boxes", "containers", "almaty", "poti", teu(10), hours(1));
  d.corridor("aktau", {"aktau", "alat"});
  d.corridor("turkmen", {"turkmenbashi", "alat"});
  for (LinkSpec& link : d.scenario.links) {
    if (link.mode == Mode::sea) link.transit_hours = Distribution::constant(12);
    if (link.mode == Mode::rail) link.rail.fill = {0.1, days(1)};
  }
  d.scenario.commodities[0].value_of_time_per_day = Money{0};
  return d;
}

std::vector<std::string> problems_of(const Drawing& drawing) {
  try {
    drawing.build();
  } catch (const ScenarioError& error) {
    std::vector<std::string> all;
    for (const ScenarioProblem& problem : error.problems()) {
      all.push_back(problem.path + ": " + problem.message);
    }
    return all;
  }
  return {};
}

bool mentions(const std::vector<std::string>& problems, const std::string& words) {
  return std::any_of(problems.begin(), problems.end(), [&](const std::string& problem) {
    return problem.find(words) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("shares follow a logit on costs relative to the cheapest corridor") {
  const Drawing d = two_ways();
  const Network network = d.build();
  const World world(network, 1, 0);
  // Costs 100 and 120, sensitivity 5: the dearer is chosen exp(-5 * 0.2) times as often.
  const double expected = 1 / (1 + std::exp(-1.0));
  REQUIRE(network.choices[0].itineraries.size() == 2);
  CHECK(network[network.choices[0].itineraries[1]].cost.value == doctest::Approx(120));
  CHECK(world.routes.cumulative_share[0][0] == doctest::Approx(expected));
  CHECK(world.routes.cumulative_share[0][1] == 1);

  Drawing longer = d;
  longer.scenario.duration = days(400);
  const Results results = simulate(longer.build(), 1, 0);
  const double by_aktau = results[Variable::corridor_teu][0];
  const double share = by_aktau / (by_aktau + results[Variable::corridor_teu][1]);
  // 9,600 consignments: three standard deviations of the share are 0.014.
  CHECK(std::abs(share - expected) < 0.014);
}

TEST_CASE("time costs money: a slower way is taken less") {
  Drawing d = two_ways();
  d.scenario.commodities[0].value_of_time_per_day = Money{48};
  d.link("turkmenbashi-alat").transit_hours = Distribution::constant(36);
  // 100 + 48 / 2 and 120 + 48 * 1.5.
  const Network network = d.build();
  CHECK(network.itineraries[0].cost.value == doctest::Approx(124));
  CHECK(network.itineraries[1].cost.value == doctest::Approx(192));
}

TEST_CASE("a corridor serves both directions, and no itinerary calls at a place twice") {
  Drawing d = two_ways();
  for (const char* id : {"almaty-aktau", "alat-poti"}) {
    const LinkSpec there = d.link(id);
    const std::string from = d.scenario.places[there.to.index()].id;
    const std::string to = d.scenario.places[there.from.index()].id;
    d.rail(from + "-" + to, from, to, Duration{});
    d.pair(id, from + "-" + to);
  }
  d.demand("wine", "containers", "poti", "almaty", teu(10), hours(10));
  d.demand("local", "containers", "alat", "poti", teu(10), hours(10));
  d.corridor("caucasus", {"alat", "poti"});
  const Network network = d.build();
  // By Aktau backwards; "caucasus" backwards is the same way.
  REQUIRE(network.choices[1].itineraries.size() == 1);
  for (const ItineraryId id : network.choices[1].itineraries) {
    CHECK(network[network[id].legs.back()].to == d.place_id("almaty"));
  }
  // From Alat to Poti only "caucasus" leads: by the others it would come back to Alat.
  REQUIRE(network.choices[2].itineraries.size() == 1);
  CHECK(network[network.choices[2].itineraries[0]].corridor == CorridorId(std::size_t{2}));
}

TEST_CASE("of a corridor's two directions the cheaper is taken, where the network offers both") {
  Drawing d = two_ways();
  // From Poti to Almaty "aktau" is followed backwards: by Alat and Aktau. It can be followed
  // forwards too, the long way round by China.
  d.place("china");
  for (const auto& [from, to, fee] : {std::tuple{"poti", "alat", 40.0},
                                      {"aktau", "almaty", 10.0},
                                      {"poti", "china", 900.0},
                                      {"china", "aktau", 100.0},
                                      {"alat", "almaty", 100.0}}) {
    const std::string id = std::string(from) + "-" + to + "-east";
    d.rail(id, from, to, Duration{}).tariff[CargoClass::container] = Money{fee};
  }
  d.demand("wine", "containers", "poti", "almaty", teu(10), hours(10));
  const Network network = d.build();
  CHECK(network[network.choices[1].itineraries[0]].cost.value == doctest::Approx(40 + 10));
}

TEST_CASE("consecutive rail links of one gauge are one leg, a change of gauge makes two") {
  Drawing d = two_ways();
  d.place("china");
  d.rail("china-almaty", "china", "almaty", hours(1));
  d.demand("parts", "containers", "china", "poti", teu(10), hours(10));
  const auto legs_to_poti = [&d] {
    const Network network = d.build();
    return network[network.choices[1].itineraries[0]].legs.size();
  };
  CHECK(legs_to_poti() == 3);
  d.link("china-almaty").rail.gauge_mm = 1435;
  CHECK(legs_to_poti() == 4);
}

TEST_CASE("all that can't run is reported at once, where it was said") {
  Drawing d = two_ways();
  d.place_called("aktau").handling[CargoClass::container] = {};
  d.place_called("alat").berths.clear();
  d.scenario.fleets[1].vessels = 0;
  CHECK(mentions(problems_of(d), "places.alat.berths: has no berth of type 'quay'"));
  d.place_called("alat").berths = {{"quay", 1}, {"key", 1}};
  CHECK(mentions(
      problems_of(d),
      "places.alat.berths.key: no fleet that calls here, no lifting and none of `calls` needs"));
  d.place_called("alat").berths.pop_back();
  CHECK(mentions(problems_of(d), "places.aktau.handling: needs a rate for 'container'"));

  d.scenario.demands[0].rate = AmountPerHour{1e9};
  CHECK(mentions(problems_of(d), "demands.boxes.volume: comes to more than a hundred million"));
  d.scenario.demands[0].rate = AmountPerHour{1};
  d.scenario.demands[0].lot = teu(60);
  d.demand("lost", "crude", "poti", "almaty", tonnes(10), hours(1));
  const auto problems = problems_of(d);
  CHECK(mentions(problems, "demands.boxes.lot: is larger than the payload of a train"));
  CHECK(mentions(problems, "demands.lost: no corridor offers a way for 'crude'"));
  CHECK(mentions(problems, "places.aktau.handling"));
}
