// Plants, where what they make can be worked out by hand.
#include "caravan/models/plant_life.hpp"

#include <doctest/doctest.h>

#include <random>

#include "caravan/models/acceptance.hpp"
#include "caravan/models/consignment_life.hpp"
#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "read_results.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

constexpr auto kBoxes = CargoClass::container;
constexpr auto kTrucks = CargoClass::truck;

// Kits come by train to a works in the country, cars go on by road to two towns:
//
//   port ==kits, 5 h==> works --cars--> near, far
//
// A box has the kits of 4 cars; a train takes one lot of 5 boxes, a truck 5 cars. An hour of work
// makes a car.
struct Works {
  Works() {
    d.place("port"), d.place("works"), d.place("near"), d.place("far");
    d.commodity("cars", kTrucks).mass_per_unit = Mass{20'000};
    d.rail("port-works", "port", "works", hours(5)).rail.fill = {0.1, Duration{}};
    for (const char* town : {"near", "far"}) {
      road("works", town);
      cars_to(town);
    }
    d.corridor("only", {});
    d.demand("kits", "containers", "port", "works", teu(5), hours(20));
    PlantSpec plant;
    plant.id = plant.name = "cars";
    plant.place = d.place_id("works");
    plant.capacity = VehiclesPerHour{1};
    plant.batch = Vehicles{10};
    plant.store = Vehicles{40};
    plant.parts = {{"kits", demand_id("kits"), 4, Vehicles{100}}};
    plant.outlets = {{"near", demand_id("to_near"), 5, 3}, {"far", demand_id("to_far"), 5, 1}};
    d.scenario.plants.push_back(plant);
  }

  void road(const std::string& from, const std::string& to) {
    LinkSpec link;
    link.id = from + "-" + to;
    link.from = d.place_id(from);
    link.to = d.place_id(to);
    link.mode = Mode::road;
    link.road.carries[kTrucks] = true;
    link.transit_hours = Distribution::constant(2);
    link.distance = Distance{100};
    d.scenario.links.push_back(link);
  }
  void cars_to(const std::string& town) {
    d.demand("to_" + town, "cars", "works", town, Amount{1}, hours(1)).rate = {};
  }
  DemandId demand_id(const std::string& id) const { return find<DemandId>(d.scenario.demands, id); }
  DemandSpec& demand(const std::string& id) { return d.scenario.demands[demand_id(id).index()]; }
  PlantSpec& plant() { return d.scenario.plants.front(); }
  // No kits but those that the test releases.
  void keep_kits_back() { demand("kits").rate = {}; }

  Drawing d;
};

void send(World& world, DemandId demand, Amount amount) {
  seek_acceptance(world, release(world, demand, amount));
}

Time at(const World& world, Duration after_begin) { return world.scenario().begin() + after_begin; }

}  // namespace

TEST_CASE("a plant makes vehicles at its rate while it has parts, and none after") {
  Works works;
  works.keep_kits_back();
  const Network network = works.d.build();
  World world(network, 1, 0);
  send(world, works.demand_id("kits"), teu(5));  // 20 sets, there after 5 h
  const Plant& plant = world.plants.all.front();

  run_until(world, at(world, hours(14)));
  CHECK(plant.made == Vehicles{0});
  CHECK(plant.in_work == Vehicles{10});
  run_until(world, at(world, hours(15)));
  CHECK(plant.made == Vehicles{10});
  run_until(world, at(world, hours(25)));
  CHECK(plant.made == Vehicles{20});
  CHECK(plant.parts[0].store.content() == 0);
  CHECK(plant.lacks_parts.level() == 1);
  run_until(world, at(world, days(20)));
  CHECK(plant.made == Vehicles{20});
  CHECK_NOTHROW(check_conservation(world));
}

TEST_CASE("time without parts is what is left when kits come too seldom") {
  // A lot of 20 sets every 25 h keeps a plant of one car an hour busy for 20 h.
  Works works;
  works.demand("kits").rate = AmountPerHour{5 / 25.0};
  works.d.scenario.duration = days(100);
  works.d.scenario.warm_up = days(10);
  const Network network = works.d.build();
  const Results results = simulate(network, 1, 0);
  double made = 0, lacking = 0, blocked = 0;
  for (const double one : results[Variable::plant_made]) made += one;
  for (const double one : results[Variable::plant_lacks_parts]) lacking += one / 100;
  for (const double one : results[Variable::plant_blocked]) blocked += one / 100;
  CHECK(made == doctest::Approx(100 * 24 * 20 / 25.0).epsilon(0.02));
  CHECK(lacking == doctest::Approx(0.2).epsilon(0.05));
  CHECK(blocked == 0);
}

TEST_CASE("kits that the plant has no room for wait in the yard, and are told apart") {
  Works works;
  works.demand("kits").rate = AmountPerHour{5 / 10.0};  // twice what it can use
  works.plant().parts[0].store = Vehicles{40};
  const Network network = works.d.build();
  World world(network, 1, 0);
  run_until(world, at(world, days(10)));
  const Plant& plant = world.plants.all.front();
  CHECK(plant.made >= Vehicles{210});
  CHECK(plant.parts[0].store.content() <= 40);
  CHECK(plant.parts[0].store.waiting_to_put() > 5);
  const Place& yard = world.places[works.d.place_id("works").index()];
  CHECK(yard.storage[kBoxes].content() ==
        static_cast<std::int64_t>(plant.parts[0].store.waiting_to_put()) * 5);
  bool is_told = false;
  for (const Consignment& c : world.consignments.slots()) {
    is_told = is_told ||
              (c.is_live && c.stage == Stage::waiting_for_consignee && c.cause == Cause::plant);
  }
  CHECK(is_told);
  CHECK_NOTHROW(check_conservation(world));
}

TEST_CASE("a plant whose vehicles stand in its way stops, and goes on when they have left") {
  Works works;
  // The gate lets a truck through in 1000 h, and 12 can stand in the yard.
  works.d.place_called("works").gate = GateSpec{1, Distribution::constant(1000)};
  works.d.place_called("works").storage[kTrucks] = Amount{12};
  works.plant().outlets.pop_back();
  const Network network = works.d.build();
  World world(network, 1, 0);
  run_until(world, at(world, days(20)));
  const Plant& plant = world.plants.all.front();
  CHECK(plant.is_blocked.level() == 1);
  CHECK(plant.lacks_parts.level() == 0);
  CHECK(plant.in_work == Vehicles{});
  CHECK(plant.shipped == Vehicles{60});
  CHECK(plant.in_store() == Vehicles{40});
  CHECK_NOTHROW(check_conservation(world));
  // When one truck has left there is no room for a batch yet; when two have, there is.
  run_until(world, at(world, hours(1100)));
  CHECK(plant.made == Vehicles{100});
  CHECK(plant.in_store() == Vehicles{35});
  run_until(world, at(world, hours(2100)));
  CHECK(plant.made == Vehicles{110});
  CHECK(plant.in_store() == Vehicles{40});
  CHECK_NOTHROW(check_conservation(world));
}

TEST_CASE("outlets get vehicles by their weights, the first of equals first") {
  Works works;
  works.plant().batch = Vehicles{1};
  works.plant().store = Vehicles{100};
  const Network network = works.d.build();
  World world(network, 1, 0);
  const Plant& plant = world.plants.all.front();
  std::int64_t seen = 0;
  while (plant.made < Vehicles{100}) {
    run_until(world, world.scenario().end(), 1);
    if (plant.made.value == seen) continue;
    seen = plant.made.value;
    // Three quarters and one quarter, within one vehicle at any time.
    CHECK(std::abs(4 * plant.outlets[0].assigned.value - 3 * seen) < 4);
    CHECK(plant.outlets[0].assigned + plant.outlets[1].assigned == plant.made);
  }
  CHECK(plant.outlets[0].assigned == Vehicles{75});
  CHECK(plant.outlets[1].assigned == Vehicles{25});
  CHECK(plant.outlets[0].released == Vehicles{75});
  CHECK(world.shippers[works.demand_id("to_near").index()].consignments == 15);
  CHECK(world.shippers[works.demand_id("to_far").index()].consignments == 5);
}

TEST_CASE("a vehicle takes a set of every kind of parts") {
  Works works;
  works.d.place("mill");
  works.d.rail("mill-works", "mill", "works", hours(50)).rail.fill = {0.1, Duration{}};
  works.d.demand("steel", "containers", "mill", "works", teu(1), hours(100)).rate = {};
  works.plant().parts.push_back({"steel", works.demand_id("steel"), 15, Vehicles{100}});
  works.keep_kits_back();
  const Network network = works.d.build();
  World world(network, 1, 0);
  send(world, works.demand_id("kits"), teu(5));
  send(world, works.demand_id("steel"), teu(1));

  const Plant& plant = world.plants.all.front();
  run_until(world, at(world, hours(49)));
  CHECK(plant.in_work == Vehicles{});  // kits, and no steel
  run_until(world, at(world, hours(60)));
  CHECK(plant.made == Vehicles{10});
  run_until(world, at(world, days(20)));
  CHECK(plant.made == Vehicles{10});  // 15 sets of steel are not two batches
  CHECK(plant.parts[0].store.content() == 10);
  CHECK(plant.parts[1].store.content() == 5);
  CHECK_NOTHROW(check_conservation(world));
}

TEST_CASE("a plant that is not open takes parts in, and makes none until it opens") {
  Works works;
  works.keep_kits_back();
  works.plant().capacity = {};
  const Network network = works.d.build();
  World world(network, 1, 0);
  send(world, works.demand_id("kits"), teu(5));
  const auto set_capacity = [&](double per_hour) {
    world.conditions.edit().plants.front().capacity = VehiclesPerHour{per_hour};
    on_plant_capacity_changed(world, PlantId(std::size_t{0}));
  };
  const Plant& plant = world.plants.all.front();
  run_until(world, at(world, hours(100)));
  CHECK(plant.made == Vehicles{});
  CHECK(plant.parts[0].store.content() == 20);
  CHECK(plant.lacks_parts.level() == 0);

  set_capacity(1);
  run_until(world, at(world, hours(104)));
  set_capacity(0.5);  // 6 of 10 are left, at half the rate
  run_until(world, at(world, hours(108)));
  set_capacity(0);  // 4 are left
  run_until(world, at(world, hours(200)));
  CHECK(plant.made == Vehicles{});
  set_capacity(2);
  run_until(world, at(world, hours(202)) + Duration{-1});
  CHECK(plant.made == Vehicles{});
  run_until(world, at(world, hours(202)));
  CHECK(plant.made == Vehicles{10});
  CHECK_NOTHROW(check_conservation(world));
}

TEST_CASE("parts and vehicles are conserved in small plants at random, and forks equal trunks") {
  std::mt19937_64 random(5);
  const auto between = [&](std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
  };
  std::int64_t made = 0, stood = 0, lacked = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Works works;
    works.demand("kits").arrivals = Arrivals::poisson;
    works.demand("kits").rate = AmountPerHour{static_cast<double>(between(5, 60)) / 100};
    works.plant().batch = Vehicles{between(1, 15)};
    works.plant().store = Vehicles{between(25, 60)};
    works.plant().parts[0].store = Vehicles{between(40, 100)};
    works.plant().outlets[0].weight = between(1, 5);
    works.plant().outlets[1].weight = between(1, 5);
    if (random() % 2 == 0) {
      works.d.place_called("works").gate =
          GateSpec{1, Distribution::exponential(static_cast<double>(between(1, 10)))};
      works.d.place_called("works").storage[kTrucks] = Amount{between(1, 10)};
    }
    const Network network = works.d.build();
    World world(network, seed, 0);
    const std::int64_t fork_at = between(0, 700);
    for (std::int64_t h = 0; h <= 720; h += 7) {
      run_until(world, at(world, hours(static_cast<double>(h))));
      REQUIRE_NOTHROW(check_conservation(world));
      const Plant& plant = world.plants.all.front();
      stood += plant.is_blocked.level();
      lacked += plant.lacks_parts.level();
      REQUIRE(plant.in_store() <= works.plant().store);
      REQUIRE(plant.parts[0].store.content() <= works.plant().parts[0].store.value);
      if (h / 7 == fork_at / 7) {
        World fork = world;
        World trunk = world;
        run_until(fork, world.scenario().end());
        run_until(trunk, world.scenario().end());
        REQUIRE(fork == trunk);
      }
    }
    made += world.plants.all.front().made.value;
  }
  CHECK(made > 10'000);
  CHECK(stood > 100);
  CHECK(lacked > 100);
}

TEST_CASE("a plant that nothing could come to, or leave, is refused") {
  const auto problem_of = [](auto&& change) -> std::string {
    Works works;
    change(works);
    try {
      works.d.build();
    } catch (const ScenarioError& error) {
      return error.what();
    }
    return "nothing is wrong";
  };
  CHECK(problem_of([](Works&) {}) == "nothing is wrong");
  CHECK(problem_of([](Works& w) {
          w.plant().parts[0].demand = w.demand_id("to_near");
        }).find("plants.cars.parts.kits.demand: ends at 'near', and the plant is at 'works'") !=
        std::string::npos);
  CHECK(problem_of([](Works& w) { w.plant().parts[0].store = Vehicles{28}; }) ==
        "plants.cars.parts.kits.store: must have room for 29 vehicles at least, so that lots and "
        "batches don't wait for each other for ever");
  CHECK(
      problem_of([](Works& w) { w.plant().store = Vehicles{17}; }) ==
      "plants.cars.store: must have room for 18 vehicles at least, so that lots and batches don't "
      "wait for each other for ever");
  CHECK(problem_of([](Works& w) { w.demand("to_far").rate = AmountPerHour{1}; }) ==
        "demands.to_far.volume: must be 0: plant 'cars' releases what there is");
  CHECK(problem_of([](Works& w) { w.plant().outlets[1].demand = w.demand_id("to_near"); }) ==
        "plants.cars.outlets.far: 'to_near' serves a plant already");
  CHECK(problem_of([](Works& w) { w.plant().parts.clear(); }) == "plants.cars.parts: needs some");
}
