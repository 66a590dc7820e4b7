#include "caravan/models/nominations.hpp"

#include <doctest/doctest.h>

#include "caravan/models/oil_flow.hpp"
#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "read_results.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

constexpr double kAny = 1e18;

Offer offer(std::size_t outlet, double cost, double least, double most,
            std::vector<std::size_t> lines) {
  return {outlet, cost, least, most, std::move(lines)};
}

using Amounts = std::vector<double>;

}  // namespace

TEST_CASE("the cheapest outlet is filled first, contracts come before that") {
  const std::vector<std::vector<Offer>> offers = {
      {offer(0, 38, 0, kAny, {0}), offer(1, 65, 100, 300, {1}), offer(2, 50, 0, 150, {2})}};
  CHECK(place_offers({500}, offers, {1'000, 1'000, 1'000}, 3) == Amounts{400, 100, 0});
  CHECK(place_offers({1'500}, offers, {1'000, 1'000, 1'000}, 3) == Amounts{1'000, 300, 150});
  CHECK(place_offers({1'200}, offers, {1'000, 1'000, 1'000}, 3) == Amounts{1'000, 100, 100});
  CHECK(place_offers({50}, offers, {1'000, 1'000, 1'000}, 3) == Amounts{0, 50, 0});
}

TEST_CASE("a line that is offered too much takes the same share of all, and the rest goes on") {
  // Both prefer line 0 with 300; they offer 400 and 200 and get 200 and 100; the first has a second
  // choice.
  const std::vector<std::vector<Offer>> offers = {
      {offer(0, 10, 0, kAny, {0}), offer(1, 20, 0, kAny, {1})}, {offer(2, 10, 0, kAny, {0})}};
  const Amounts got = place_offers({400, 200}, offers, {300, 1'000}, 3);
  // The offers are cut to what the line could take from each alone: 300 and 200.
  CHECK(got[0] == doctest::Approx(180));
  CHECK(got[1] == doctest::Approx(220));
  CHECK(got[2] == doctest::Approx(120));
}

TEST_CASE("an outlet through two lines gets what the narrower has left") {
  const std::vector<std::vector<Offer>> offers = {{offer(0, 10, 0, kAny, {0, 1})},
                                                  {offer(1, 10, 50, kAny, {1})}};
  const Amounts got = place_offers({500, 50}, offers, {400, 250}, 2);
  CHECK(got[1] == doctest::Approx(50));
  CHECK(got[0] == doctest::Approx(200));
}

namespace {

// A field of 100,000 bbl/d with two ways out: a cheap one, of 80,000, and a dear one, of 60,000.
Drawing two_ways() {
  Drawing d;
  d.place("field"), d.place("near"), d.place("far");
  d.tank("field", "tank", {"crude"}, Volume{400'000}, Volume{200'000});
  d.pipeline("cheap", "field", "near", Volume{80'000}, "crude", Volume{100'000});
  d.pipeline("dear", "field", "far", Volume{60'000}, "crude", Volume{100'000});
  d.field("wells", "field", "crude", Volume{100'000});
  d.offtake("near-market", "near", "", Volume{1e6});
  d.offtake("far-market", "far", "", Volume{1e6});
  ShipperSpec shipper;
  shipper.id = shipper.name = "producer";
  shipper.place = d.place_id("field");
  shipper.grade = d.grade_id("crude");
  shipper.keeps = Volume{200'000};
  OutletSpec cheap;
  cheap.id = "cheap";
  cheap.pipelines = {find<LinkId>(d.scenario.links, "cheap")};
  cheap.cost_per_tonne = Money{38};
  OutletSpec dear = cheap;
  dear.id = "dear";
  dear.pipelines = {find<LinkId>(d.scenario.links, "dear")};
  dear.cost_per_tonne = Money{60};
  shipper.outlets = {cheap, dear};
  d.scenario.shippers = {shipper};
  d.scenario.duration = days(90);
  return d;
}

double daily(const Network& network, const Results& results, const std::string& link, int day) {
  const std::size_t grades = network.scenario.commodities.size();
  const std::size_t l = label_index(network, Dimension::link, link);
  const std::size_t links = network.scenario.links.size();
  return results[Variable::line_flow][(static_cast<std::size_t>(day) * links + l) * grades + 2];
}

}  // namespace

TEST_CASE("what the cheap way can't take goes the dear one, and stock is kept") {
  const Network network = two_ways().build();
  const Results results = simulate(network, 1, 0);
  CHECK(daily(network, results, "cheap", 50) == doctest::Approx(80'000));
  CHECK(daily(network, results, "dear", 50) == doctest::Approx(20'000));
  CHECK(results[Variable::tank_stock][50 * network.oil.tanks.size()] == doctest::Approx(200'000));
}

TEST_CASE("when the cheap way fails, the dear one takes over as far as it can, after some days") {
  Drawing d = two_ways();
  d.line_outage("break", "cheap", 0, d.scenario.start + days(40), d.scenario.start + days(60));
  d.scenario.renominated_after = days(3);
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  CHECK(daily(network, results, "cheap", 41) == doctest::Approx(0));
  CHECK(daily(network, results, "dear", 41) == doctest::Approx(20'000));
  CHECK(daily(network, results, "dear", 45) == doctest::Approx(60'000));
  // For three days 80,000 too much, then 40,000: 200,000 fill the tank... full within the fourth
  // day; from then on 40,000 a day are shut in.
  CHECK(results[Variable::field_shut_in][41] == doctest::Approx(0));
  CHECK(results[Variable::field_shut_in][50] == doctest::Approx(40'000));
  // Back, and all stock above what is kept is placed within a month.
  CHECK(daily(network, results, "cheap", 70) == doctest::Approx(80'000));
  CHECK(daily(network, results, "dear", 70) > 20'000);
}

TEST_CASE("a port takes what all its berths load, and what a refinery there takes") {
  // Two programmes at berths of their own, each of 100,000 bbl a day at most.
  Drawing d = two_ways();
  d.scenario.fields[0].per_day = Volume{180'000};
  d.link("cheap").pipeline.per_day = Volume{300'000};
  d.scenario.offtakes.erase(d.scenario.offtakes.begin());
  d.tank("near", "tank", {"crude"}, Volume{2e6}, Volume{1e6});
  d.lifting("first", "near", "tank", Volume{100'000}, Volume{100'000 / 24.0}, 1);
  LiftingSpec second = d.scenario.liftings[0];
  second.id = second.name = "second";
  second.berth = "mooring";
  d.place_called("near").berths.push_back({"mooring", 1});
  d.scenario.liftings.push_back(second);
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  CHECK(daily(network, results, "cheap", 50) > 175'000);
  CHECK(daily(network, results, "dear", 50) == 0);
}

TEST_CASE("a shipper at a hub nominates what its fields send there") {
  Drawing d = two_ways();
  d.place("wells");
  d.pipeline("gathering", "wells", "field", Volume{150'000}, "crude", Volume{20'000});
  d.scenario.fields[0].place = d.place_id("wells");
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  CHECK(daily(network, results, "cheap", 50) == doctest::Approx(80'000));
  CHECK(daily(network, results, "dear", 50) == doctest::Approx(20'000));
  CHECK(results[Variable::field_shut_in][50] == 0);
}

TEST_CASE("a line further on carries what comes, nominated or not") {
  // field -> near -> beyond, all of it nominated; at near a field of somebody who nominates
  // nothing.
  Drawing d = two_ways();
  d.place("beyond");
  d.scenario.offtakes.clear();
  d.tank("near", "tank", {"crude"}, Volume{500'000}, Volume{0});
  d.pipeline("last", "near", "beyond", Volume{200'000}, "crude", Volume{50'000});
  d.offtake("market", "beyond", "", Volume{1e6});
  d.offtake("far-market", "far", "", Volume{1e6});
  d.field("other", "near", "crude", Volume{30'000});
  d.scenario.shippers[0].outlets[0].pipelines.push_back(find<LinkId>(d.scenario.links, "last"));
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  CHECK(daily(network, results, "last", 50) == doctest::Approx(110'000));
}

TEST_CASE("an outage on the first day is known to those who nominate on it") {
  Drawing d = two_ways();
  d.line_outage("broken", "cheap", 0, d.scenario.start - days(10), d.scenario.end());
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  CHECK(daily(network, results, "cheap", 0) == 0);
  CHECK(daily(network, results, "dear", 0) == doctest::Approx(60'000));
}

TEST_CASE("a line to which nothing is nominated stands, whatever its least rate") {
  Drawing d = two_ways();
  d.scenario.fields[0].per_day = Volume{50'000};
  d.link("dear").pipeline.least_per_day = Volume{20'000};
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  CHECK(daily(network, results, "dear", 20) == 0);
  CHECK(daily(network, results, "cheap", 20) == doctest::Approx(50'000));
}

TEST_CASE("a nomination of next to nothing comes to no lot, not to the end of time") {
  Drawing d = two_ways();
  d.scenario.links.clear();
  d.scenario.offtakes.clear();
  d.rail("rail", "field", "far", hours(10));
  d.rail("rail-back", "far", "field", hours(10));
  d.pair("rail", "rail-back");
  d.tank("far", "tank", {"crude"}, Volume{1e7}, Volume{0});
  d.demand("trains", "crude", "field", "far", tonnes(1'000), hours(10));
  d.corridor("rail", {});
  d.scenario.fields[0].per_day = Volume{0};
  OutletSpec trains;
  trains.id = "trains";
  trains.lots = DemandId(std::size_t{0});
  d.scenario.shippers[0].outlets = {trains};
  d.scenario.shippers[0].keeps = Volume{200'000 - 0.001};
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  CHECK(world.shippers[0].consignments == 0);
  CHECK(world.scheduler.events_handled() < 1'000);
}

TEST_CASE("lots are released as nominated") {
  Drawing d = two_ways();
  d.scenario.links.pop_back();  // no pipeline to the far market
  d.rail("rail", "field", "far", hours(10));
  d.rail("rail-back", "far", "field", hours(10));
  d.pair("rail", "rail-back");
  d.place("beyond");
  d.tank("far", "tank", {"crude"}, Volume{1e7}, Volume{0});
  d.scenario.offtakes.erase(d.scenario.offtakes.begin() + 1);
  d.demand("trains", "crude", "field", "far", tonnes(1'000), hours(10));  // at most 18,000 bbl/d
  d.corridor("rail", {});
  d.scenario.shippers[0].outlets[1].lots = DemandId(std::size_t{0});
  d.scenario.shippers[0].outlets[1].pipelines.clear();
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  double offered = 0;
  for (const double day : results[Variable::released_mass]) offered += day;
  // 20,000 are left over, 18,000 may go by rail.
  CHECK(offered * 7.5 / 90 == doctest::Approx(18'000).epsilon(0.03));
}
