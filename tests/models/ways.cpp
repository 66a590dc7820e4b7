// Which ways cargo is offered: by corridors that are not closed to it, round what may be closed.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "caravan/models/corridor_ways.hpp"
#include "caravan/models/simulate.hpp"
#include "two_roads.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

std::string way_of(const Network& network, ItineraryId itinerary) {
  std::string way;
  for (const LegId leg : network[itinerary].legs) {
    for (const LinkId link : network[leg].links) {
      if (way.empty()) way = network[network[link].from].id;
      way += network[network[link].to].id;
    }
  }
  return way;
}

using Ways = std::vector<std::string>;

Ways ways_of(const Network& network, const std::vector<ItineraryId>& itineraries) {
  Ways ways;
  for (const ItineraryId one : itineraries) ways.push_back(way_of(network, one));
  return ways;
}

Ways ways_on_from(const Network& network, const std::string& place) {
  for (const RouteChoice::WaysOn& on : network.choices[0].ways_on) {
    if (network[on.from].id == place) return ways_of(network, on.itineraries);
  }
  return {};
}

// Between places of one letter, each 12 h and at that price.
Drawing roads(const std::string& places, const std::vector<std::pair<std::string, double>>& links) {
  Drawing d;
  for (const char place : places) d.place(std::string(1, place));
  for (const auto& [ends, price] : links) {
    LinkSpec& link = d.rail(ends, ends.substr(0, 1), ends.substr(1), hours(12));
    link.tariff[CargoClass::container] = Money{price};
    link.rail.fill = {0.01, days(1000)};
    // Trains end everywhere.
    link.rail.gauge_mm = 1000 + static_cast<int>(d.scenario.links.size());
  }
  d.scenario.commodities[0].value_of_time_per_day = Money{0};
  d.scenario.routes.learning_rate = 0;
  d.scenario.routes.per_corridor = 1;
  return d;
}

void add_boxes(Drawing& d, const std::string& from, const std::string& to) {
  d.demand("boxes", "containers", from, to, teu(1), hours(1));
}

}  // namespace

TEST_CASE(
    "what costs four times as much as the cheapest corridor is no way, but a free road is no "
    "measure") {
  Drawing d = roads("abcz", {{"ab", 50}, {"bz", 50}, {"ac", 200}, {"cz", 201}, {"az", 0}});
  d.corridor("north", {"b"}), d.corridor("south", {"c"});
  add_boxes(d, "a", "z");
  CHECK(ways_of(d.build(), d.build().choices[0].itineraries) == Ways{"abz"});
  d.link("cz").tariff[CargoClass::container] = Money{200};
  CHECK(ways_of(d.build(), d.build().choices[0].itineraries) == Ways{"abz", "acz"});
  // Alone, it is the only one that the author has.
  d.link("cz").tariff[CargoClass::container] = Money{9'000};
  d.scenario.corridors.erase(d.scenario.corridors.begin());
  CHECK(ways_of(d.build(), d.build().choices[0].itineraries) == Ways{"acz"});
}

TEST_CASE("beside a way that is free, nobody takes one that costs") {
  Drawing d = roads("abcz", {{"ab", 0}, {"bz", 0}, {"ac", 50}, {"cz", 50}});
  d.corridor("north", {"b"}), d.corridor("south", {"c"});
  add_boxes(d, "a", "z");
  const Network network = d.build();
  REQUIRE(network.choices[0].itineraries.size() == 2);
  World world(network, 1, 0);
  CHECK(share(world, 0) == 1);
  set_open(world, "ab", false);
  CHECK(share(world, 1) == 1);
}

// The cheapest by "north" goes by all places of "detour", which is closed to boxes.
TEST_CASE("no way goes by a corridor that is closed to the cargo, whichever corridor offers it") {
  Drawing d = roads("abcz", {{"ab", 10}, {"bc", 10}, {"cz", 10}, {"bz", 100}});
  d.corridor("north", {"b"});
  d.corridor("detour", {"b", "c"}).not_for = {d.grade_id("containers")};
  add_boxes(d, "a", "z");
  const Network network = d.build();
  CHECK(ways_of(network, network.choices[0].itineraries) == Ways{"abz"});
  d.scenario.corridors[1].not_for.clear();
  CHECK(ways_of(d.build(), d.build().choices[0].itineraries) == Ways{"abcz"});
}

TEST_CASE("cargo that is rerouted does not complete a corridor that is closed to it") {
  for (const bool is_barred : {true, false}) {
    CAPTURE(is_barred);
    Drawing d = roads("abcz", {{"ab", 10}, {"bc", 10}, {"cz", 100}, {"bz", 100}});
    d.corridor("north", {"b"});
    CorridorSpec& detour = d.corridor("detour", {"b", "c"});
    if (is_barred) detour.not_for = {d.grade_id("containers")};
    d.scenario.routes.rerouted_after = hours(1);
    add_boxes(d, "a", "z");
    d.may_close_anything();
    const Network network = d.build();
    World world(network, 1, 0);
    run_until(world, network.scenario.begin() + days(1));
    set_open(world, "bz", false);
    run_until(world, world.now() + days(4));
    CHECK((in_system(world)[0].amount > teu(90)) == is_barred);  // it waits
    CHECK((world.ledger.delivered[0].amount > teu(40)) == !is_barred);
  }
}

TEST_CASE("nothing goes to, through or from a place that is closed to it") {
  Drawing d = roads("abz", {{"ab", 10}, {"bz", 10}});
  d.corridor("only", {});
  add_boxes(d, "a", "z");
  CHECK_NOTHROW(d.build());
  for (const char* id : {"a", "b", "z"}) {
    Drawing forbidden = d;
    forbidden.place_called(id).not_for = {d.grade_id("containers")};
    CHECK_THROWS_AS(forbidden.build(), ScenarioError);
  }
}

// From b the cheapest ways are by c; all are closed with it.
TEST_CASE("there is a way on round whatever an intervention may close") {
  Drawing d =
      roads("abcdez",
            {{"ab", 10}, {"bc", 10}, {"cz", 10}, {"cd", 10}, {"dz", 10}, {"be", 500}, {"ez", 500}});
  d.corridor("north", {"b"});
  add_boxes(d, "a", "z");
  CHECK(ways_on_from(d.build(), "b") == Ways{});  // nothing is ever closed
  d.intervention("flood", d.scenario.start, d.scenario.start + days(10)).effects = {
      d.effect(Section::links, "ez", "open", Operation::equals, 0)};
  CHECK(ways_on_from(d.build(), "b") == Ways{});  // nothing that cargo goes by
  d.scenario.interventions.front().effects = {
      d.effect(Section::links, "bc", "open", Operation::equals, 0)};
  CHECK(ways_on_from(d.build(), "b") == Ways{"bcz", "bez"});
  // Two at different times are no matter, and both at once are.
  d.scenario.interventions.front().effects = {
      d.effect(Section::links, "cz", "open", Operation::equals, 0)};
  CHECK(ways_on_from(d.build(), "b") == Ways{"bcz", "bcdz"});
  d.intervention("slide", d.scenario.start, d.scenario.start + days(10)).effects = {
      d.effect(Section::links, "cd", "open", Operation::times, 0)};
  CHECK(ways_on_from(d.build(), "b") == Ways{"bcz", "bcdz", "bez"});
  // What opens something closes nothing.
  CHECK(ways_on_from(d.build(), "c") == Ways{"cz", "cdz"});
  d.scenario.interventions.back().effects.front().operation = Operation::equals;
  d.scenario.interventions.back().effects.front().operand = 1;
  CHECK(ways_on_from(d.build(), "b") == Ways{"bcz", "bcdz"});
}

TEST_CASE("cargo at its origin too goes round what is closed for long") {
  Drawing d = roads("abcz", {{"ab", 10}, {"bz", 10}, {"ac", 10}, {"cz", 100}});
  d.corridor("north", {"b"});
  d.scenario.routes.rerouted_after = days(1);
  add_boxes(d, "a", "z");
  d.intervention("flood", d.scenario.start + days(10), d.scenario.start + days(20)).effects = {
      d.effect(Section::links, "ab", "open", Operation::equals, 0)};
  const Network network = d.build();
  CHECK(ways_of(network, network.choices[0].itineraries) == Ways{"abz"});
  CHECK(ways_on_from(network, "a") == Ways{"abz", "acz"});
  World world(network, 1, 0);
  run_until(world, network.scenario.start + days(19));
  // A day on the way; what is new finds its way closed for long, and goes round at once. In the
  // first day 24 went aboard trains that wait for the line.
  CHECK(in_system(world)[0].amount == teu(48));
  const std::vector<double> rerouted = collect(world, 0)[Variable::rerouted_mass];
  CHECK(std::any_of(rerouted.begin(), rerouted.end(), [](double mass) { return mass > 0; }));
}

namespace {

// Streets of a town, all alike.
Drawing town(std::size_t side) {
  Drawing d;
  const auto name = [](std::size_t x, std::size_t y) {
    return std::to_string(x) + "_" + std::to_string(y);
  };
  const auto street = [&](const std::string& from, const std::string& to) {
    LinkSpec& link = d.rail(from + "-" + to, from, to, hours(1));
    link.tariff[CargoClass::container] = Money{1};
  };
  for (std::size_t x = 0; x < side; ++x) {
    for (std::size_t y = 0; y < side; ++y) d.place(name(x, y));
  }
  for (std::size_t x = 0; x < side; ++x) {
    for (std::size_t y = 0; y + 1 < side; ++y) {
      street(name(x, y), name(x, y + 1)), street(name(x, y + 1), name(x, y));
      street(name(y, x), name(y + 1, x)), street(name(y + 1, x), name(y, x));
    }
  }
  d.scenario.commodities[0].value_of_time_per_day = Money{0};
  return d;
}

}  // namespace

// The search gave up on a town of thousands of places, and found nothing.
TEST_CASE("in a large mesh the cheapest ways by corridors are found") {
  constexpr std::size_t kSide = 45;
  Drawing d = town(kSide);
  d.corridor("middle", {"22_22"});
  d.corridor("corner", {"44_0"});
  d.corridor("back and forth", {"40_4", "4_40"});
  add_boxes(d, "0_0", "44_44");
  const Network network = d.build();
  std::vector<double> costs(3, 0);
  std::vector<int> ways(3);
  for (const ItineraryId id : network.choices[0].itineraries) {
    const Itinerary& itinerary = network[id];
    const bool is_first = ways[itinerary.corridor.index()]++ == 0;
    if (is_first) costs[itinerary.corridor.index()] = itinerary.cost.value;
  }
  CHECK(ways == std::vector{2, 2, 2});
  CHECK(costs[0] == doctest::Approx(88));
  CHECK(costs[1] == doctest::Approx(88));
  CHECK(costs[2] == doctest::Approx(44 + 72 + 44));
}

// Off the street to s nobody can turn round, so that no way calls there and goes on.
TEST_CASE("a dead end is no way, in a mesh either") {
  Drawing d = town(30);
  d.place("s");
  d.rail("in", "15_15", "s", hours(1)), d.rail("out", "s", "15_15", hours(1));
  d.corridor("spur", {"s"}), d.corridor("all", {});
  add_boxes(d, "0_0", "29_29");
  const Network network = d.build();
  CHECK(network.choices[0].itineraries.size() == 2);
  for (const ItineraryId id : network.choices[0].itineraries) {
    CHECK(network[id].corridor == CorridorId(1u));
  }
}
