#include "caravan/models/route_choice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "caravan/models/routes.hpp"
#include "caravan/models/simulate.hpp"
#include "two_roads.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// All ways without a place twice that call at the stops in order, the slow way.
void walk(const Scenario& scenario, CommodityId commodity, const std::vector<PlaceId>& stops,
          std::vector<LinkId>& way, std::vector<PlaceId>& places, std::size_t called,
          std::vector<std::vector<LinkId>>& found) {
  if (called == stops.size()) return found.push_back(way);
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkSpec& link = scenario.links[i];
    const bool has_been_there = std::count(places.begin(), places.end(), link.to) > 0;
    if (link.from != places.back() || has_been_there || !may_use(scenario, link, commodity)) {
      continue;
    }
    const bool is_stop = std::count(stops.begin(), stops.end(), link.to) > 0;
    if (is_stop && link.to != stops[called]) continue;
    way.emplace_back(i), places.push_back(link.to);
    walk(scenario, commodity, stops, way, places, called + (is_stop ? 1 : 0), found);
    way.pop_back(), places.pop_back();
  }
}

// As in models/README.md: charges, the value of time, and handling where a train ends.
double cost_of(const Scenario& scenario, const std::vector<LinkId>& way) {
  const CommoditySpec& spec = scenario.commodities[0];
  double cost = 0;
  for (std::size_t i = 0; i < way.size(); ++i) {
    const LinkSpec& link = scenario[way[i]];
    cost += link.tariff[spec.cargo].value + link.transit_hours.mean() / 24;  // 1 USD a day
    const bool is_loaded = i == 0 || scenario[way[i - 1]].rail.gauge_mm != link.rail.gauge_mm;
    const bool is_unloaded =
        i + 1 == way.size() || scenario[way[i + 1]].rail.gauge_mm != link.rail.gauge_mm;
    if (is_loaded) cost += scenario[link.from].handling_fee[spec.cargo].value;
    if (is_unloaded) cost += scenario[link.to].handling_fee[spec.cargo].value;
  }
  return cost;
}

}  // namespace

TEST_CASE("the cheapest ways are those that are found by trying all, in random networks") {
  std::mt19937_64 random(5);
  std::size_t compared = 0;
  const auto figure = [&random] { return static_cast<double>(random() % 100); };
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    Drawing d;
    const std::size_t places = 4 + random() % 4;
    for (std::size_t i = 0; i < places; ++i) {
      d.place(std::to_string(i)).handling_fee[CargoClass::container] = Money{figure()};
    }
    for (std::size_t i = 0; i < places; ++i) {
      for (std::size_t j = 0; j < places; ++j) {
        if (i == j || random() % 3 == 0) continue;
        LinkSpec& link = d.rail(std::to_string(i) + "-" + std::to_string(j), std::to_string(i),
                                std::to_string(j), hours(1 + figure()));
        link.tariff[CargoClass::container] = Money{figure()};
        link.rail.gauge_mm = random() % 2 == 0 ? 1520 : 1435;
        if (random() % 8 == 0) link.not_for.push_back(CommodityId(0u));
      }
    }
    std::vector<PlaceId> stops;
    for (std::size_t i = random() % 3; i > 0; --i) stops.emplace_back(i);
    stops.emplace_back(places - 1);
    const bool calls_twice = stops.size() > 1 && random() % 20 == 0;  // then there is no way
    if (calls_twice) stops.insert(stops.begin(), stops.back());

    const CommodityId boxes(0u);
    std::vector<LinkId> way;
    std::vector<PlaceId> been{PlaceId(0u)};
    std::vector<std::vector<LinkId>> all;
    walk(d.scenario, boxes, stops, way, been, 0, all);
    std::vector<double> costs;
    for (const auto& one : all) costs.push_back(cost_of(d.scenario, one));
    std::sort(costs.begin(), costs.end());
    while (!costs.empty() && costs.back() > 4 * costs.front()) costs.pop_back();

    const WaysTo ways = RouteFinder(d.scenario, boxes).ways_by(stops);
    const auto all_are_allowed = [](const std::vector<LinkId>&) { return true; };
    const std::vector<Route> found =
        cheapest_by_each({{&ways}}, PlaceId(0u), 6, all_are_allowed).by.front();
    REQUIRE(found.size() == std::min<std::size_t>(6, costs.size()));
    for (std::size_t i = 0; i < found.size(); ++i) {
      CHECK(found[i].cost == doctest::Approx(costs[i]));
      CHECK(found[i].cost == doctest::Approx(cost_of(d.scenario, found[i].links)));
      CHECK(std::count(all.begin(), all.end(), found[i].links) == 1);
      CHECK((i == 0 || found[i].links != found[i - 1].links));
      ++compared;
    }
  }
  CHECK(compared > 1'000);
}

TEST_CASE("risk, modes, sanctions and rules of corridors decide who goes where") {
  Drawing d = two_roads();
  const auto shares = [](const Drawing& drawing) {
    const Network network = drawing.build();
    return share(World(network, 1, 0), 0);
  };
  CHECK(shares(d) == doctest::Approx(0.5));
  // Costs 100 and 120: the dearer is chosen exp(-5 * 0.2) times as often.
  const double expected = 1 / (1 + std::exp(-1.0));
  Drawing risky = d;
  risky.link("a-c").risk[CargoClass::container] = Money{20};
  CHECK(shares(risky) == doctest::Approx(expected));
  risky = d;
  risky.place_called("c").risk[CargoClass::container] = Money{20};
  CHECK(shares(risky) == doctest::Approx(expected));

  const CommodityId boxes = d.grade_id("containers");
  Drawing forbidden = d;
  forbidden.link("c-z").not_for = {boxes};
  CHECK(shares(forbidden) == 1);
  forbidden = d;
  forbidden.place_called("c").not_for = {boxes};
  CHECK(shares(forbidden) == 1);
  forbidden = d;
  forbidden.scenario.corridors[1].not_for = {boxes};
  CHECK(shares(forbidden) == 1);
  forbidden.scenario.commodities[0].modes = {{Mode::sea}};
  CHECK_THROWS_AS(forbidden.build(), ScenarioError);
  forbidden.scenario.commodities[0].modes = {{Mode::sea, Mode::rail}};
  CHECK(shares(forbidden) == 1);
}

// Two ways share 900 of their 1000 km, a third is alone; all cost the same. The two count as
// (900 / 2 + 100) / 1000 of a way each: 0.55 of 2.1, and the third has 1 of 2.1. By a plain logit
// each would have a third.
TEST_CASE("what two ways have in common does not count twice") {
  Drawing d;
  for (const char* id : {"a", "m", "p", "q", "r", "z"}) d.place(id);
  const auto rail = [&d](const std::string& from, const std::string& to, double km) {
    LinkSpec& link = d.rail(from + "-" + to, from, to, hours(1));
    link.distance = Distance{km};
    link.tariff[CargoClass::container] = Money{km};
  };
  rail("a", "m", 900);
  rail("m", "p", 50), rail("p", "z", 50);
  rail("m", "q", 50), rail("q", "z", 50);
  rail("a", "r", 500), rail("r", "z", 500);
  d.scenario.commodities[0].value_of_time_per_day = Money{0};
  d.corridor("red", {"p"}), d.corridor("blue", {"q"}), d.corridor("train", {"r"});
  d.demand("people", "containers", "a", "z", teu(1), hours(1));
  const Network network = d.build();
  World world(network, 1, 0);
  CHECK(share(world, 0) == doctest::Approx(0.55 / 2.1));
  CHECK(share(world, 1) == doctest::Approx(0.55 / 2.1));
  CHECK(share(world, 2) == doctest::Approx(1 / 2.1));
  // Without the red bus, the blue one has its whole way to itself.
  set_open(world, "m-p", false);
  CHECK(share(world, 0) == 0);
  CHECK(share(world, 1) == doctest::Approx(0.5));
}

TEST_CASE("of two corridors that offer the same way, one has it; a second way by one is taken") {
  Drawing d = two_roads();
  d.corridor("again", {"b"});
  CHECK(d.build().choices[0].itineraries.size() == 2);
  Drawing one = two_roads();
  one.scenario.corridors = {{"any", "any", {}, {}}};
  CHECK(one.build().choices[0].itineraries.size() == 1);
  one.scenario.routes.per_corridor = 2;
  CHECK(one.build().choices[0].itineraries.size() == 2);
  one.scenario.routes.per_corridor = 9;
  CHECK(one.build().choices[0].itineraries.size() == 2);
}

// What is learned is exact: a leg of 12 h that cargo meets with as 60 h, and a rate of one half.
TEST_CASE("shippers learn how long ways take, and leave the one that is slow") {
  Drawing d = two_roads();
  d.scenario.routes.learning_rate = 0.5;
  d.scenario.commodities[0].value_of_time_per_day = Money{50};
  d.scenario.commodities[0].reliability_ratio = 1;
  const Network network = d.build();
  World world(network, 1, 0);
  const auto cost = [&](std::size_t way) {
    return perceived_cost(world, DemandId(0u), network.choices[0].itineraries[way]).value;
  };
  CHECK(cost(0) == doctest::Approx(150));  // 100 and a day
  // From now on the north takes five days instead of one. Until the review nobody knows.
  Scenario& scenario = world.conditions.edit();
  for (const char* id : {"a-b", "b-z"}) {
    scenario.links[find<LinkId>(scenario.links, id).index()].transit_hours =
        Distribution::constant(60);
  }
  const Time begin = network.scenario.begin();
  run_until(world, begin + days(7) - hours(1));
  CHECK(share(world, 0) == doctest::Approx(0.5));
  run_until(world, begin + days(7));
  // Mean 1 + (5 - 1) / 2 = 3, mean square (1 + 25) / 2 = 13, deviation 2: 100 + 50 * (3 + 2). The
  // south has met with what it expected.
  CHECK(cost(0) == doctest::Approx(350));
  CHECK(cost(1) == doctest::Approx(150));
  const double weight = std::exp(-5 * (350.0 / 150 - 1));
  CHECK(share(world, 0) == doctest::Approx(weight / (1 + weight)));
  CHECK(perceived_days(world, DemandId(0u)) == doctest::Approx((3 * weight + 1) / (1 + weight)));
  run_until(world, begin + days(21));
  CHECK(share(world, 1) > 0.99);
}

// The north has paths for one train of one box in four hours, the south for all. Offered is one an
// hour. With learning the north's queue, and its share, are kept down; without it grows for ever.
TEST_CASE("a way that gets crowded is taken less, when shippers learn") {
  const auto mean_wait_in_north = [](double rate) {
    Drawing d = two_roads();
    d.link("a-b").rail.paths_per_day = 6;
    for (LinkSpec& link : d.scenario.links) link.rail.train[CargoClass::container] = teu(1);
    d.scenario.commodities[0].value_of_time_per_day = Money{20};
    d.scenario.routes.learning_rate = rate;
    d.scenario.duration = days(200);
    const Network network = d.build();
    World world(network, 1, 0);
    run_until(world, network.scenario.end());
    return in_days(world.paths[0].next_free - world.now());
  };
  CHECK(mean_wait_in_north(0) > 90);  // half of 200 d: 12 a day come, 6 leave
  CHECK(mean_wait_in_north(0.2) < 30);
}
