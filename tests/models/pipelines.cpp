// Lines, their batches and the tanks at both ends, worked out by hand.
#include <doctest/doctest.h>

#include "caravan/models/oil_flow.hpp"
#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "read_results.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// field --> [inlet] ==24,000 bbl/d at most, full of 48,000==> [outlet] --> refinery
Drawing line(double field_per_day, double inlet_stock, double outlet_capacity, double outlet_stock,
             double refinery_per_day) {
  Drawing d;
  d.place("inlet"), d.place("outlet");
  d.tank("inlet", "tank", {"crude"}, Volume{100'000}, Volume{inlet_stock});
  d.tank("outlet", "tank", {"crude"}, Volume{outlet_capacity}, Volume{outlet_stock});
  d.pipeline("line", "inlet", "outlet", Volume{24'000}, "crude", Volume{48'000});
  d.field("field", "inlet", "crude", Volume{field_per_day});
  d.offtake("refinery", "outlet", "crude", Volume{refinery_per_day});
  return d;
}

double level(const World& world, std::size_t tank) {
  return in_barrels(content_of(world, TankId(tank)));
}

double pumped_per_day(const World& world, std::size_t line) {
  return in_barrels_per_day(world.oil.pipelines[line].rate);
}

}  // namespace

TEST_CASE("an empty inlet throttles the line to what the field produces") {
  const Network network = line(10'000, 28'000, 1e6, 0, 0).build();
  World world(network, 1, 0);
  // It falls by 14,000 a day, and is empty after two days.
  run_until(world, network.scenario.start + days(1));
  CHECK(level(world, 0) == doctest::Approx(14'000));
  CHECK(pumped_per_day(world, 0) == doctest::Approx(24'000));
  run_until(world, network.scenario.start + days(2) - seconds(60));
  CHECK(pumped_per_day(world, 0) == doctest::Approx(24'000));
  run_until(world, network.scenario.start + days(2) + seconds(60));
  CHECK(pumped_per_day(world, 0) == doctest::Approx(10'000));
  run_until(world, network.scenario.start + days(10));
  CHECK(level(world, 0) == doctest::Approx(0).epsilon(0.01));
  CHECK(level(world, 1) == doctest::Approx(2 * 24'000 + 8 * 10'000));
}

TEST_CASE("a full outlet throttles the line, a full inlet the field, to the minute") {
  // The outlet gains 24,000 - 4,000 a day and is full after 3 days. Then 4,000 a day go through,
  // the inlet gains 20,000 - 4,000 a day from the 100,000 - 3 * 4,000 = 48,000 it has, and is full
  // after another 52,000 / 16,000 = 3.25 days. From then on 16,000 a day are shut in.
  const Network network = line(20'000, 60'000, 60'000, 0, 4'000).build();
  World world(network, 1, 0);
  const Time start = network.scenario.start;
  run_until(world, start + days(3) - seconds(60));
  CHECK(pumped_per_day(world, 0) == doctest::Approx(24'000));
  run_until(world, start + days(3) + seconds(60));
  CHECK(pumped_per_day(world, 0) == doctest::Approx(4'000));
  run_until(world, start + days(6.25) - seconds(60));
  CHECK(in_barrels_per_day(world.oil.fields[0].rate) == doctest::Approx(20'000));
  run_until(world, start + days(6.25) + seconds(60));
  CHECK(in_barrels_per_day(world.oil.fields[0].rate) == doctest::Approx(4'000));
  run_until(world, network.scenario.end());
  const Results results = collect(world, 0);
  double shut_in = 0, produced = 0;
  for (const double day : results[Variable::field_shut_in]) shut_in += day;
  for (const double day : results[Variable::field_production]) produced += day;
  CHECK(shut_in == doctest::Approx((30 - 6.25) * 16'000));
  CHECK(produced + shut_in == doctest::Approx(30 * 20'000));
}

TEST_CASE("batches come out in order, at the instant that the rates give") {
  // 48,000 bbl of crude lie in the line. Pumped in: 12,000 of heavy, 24,000 of crude, in turn. The
  // first heavy comes out after 2 days, in half a day, with 1,000 bbl lost at either end to the
  // crude.
  Drawing d = line(1e5, 90'000, 1e6, 0, 0);
  d.commodity("heavy", CargoClass::crude).barrels_per_tonne = 6;
  d.tank("inlet", "heavy", {"heavy"}, Volume{100'000}, Volume{90'000});
  d.tank("outlet", "heavy", {"heavy"}, Volume{1e6}, Volume{0});
  d.link("line").pipeline.batches = {{d.grade_id("heavy"), Volume{12'000}},
                                     {d.grade_id("crude"), Volume{24'000}}};
  d.link("line").pipeline.interface_loss = Volume{2'000};
  const Network network = d.build();
  World world(network, 1, 0);
  const auto crude = static_cast<std::size_t>(d.grade_id("crude").value);
  const auto heavy = static_cast<std::size_t>(d.grade_id("heavy").value);
  const Time start = network.scenario.start;
  const TankId heavy_out = network.oil.tank_for(d.place_id("outlet"), d.grade_id("heavy"));

  // 47,000 of clean crude, then 1,000 lost, then 1,000 lost, then heavy.
  run_until(world, start + hours(48) - seconds(1));
  settle_oil(world);
  CHECK(in_barrels(world.oil.accounts[crude].lost) == doctest::Approx(1'000).epsilon(0.001));
  CHECK(in_barrels(world.oil.accounts[heavy].lost) == doctest::Approx(0).epsilon(0.001));
  run_until(world, start + hours(49) + seconds(1));
  settle_oil(world);
  CHECK(in_barrels(world.oil.accounts[heavy].lost) == doctest::Approx(1'000));
  CHECK(in_hours(world.oil.pipelines[0].front_since - start) == doctest::Approx(49));
  run_until(world, start + hours(59));
  CHECK(in_barrels(content_of(world, heavy_out)) == doctest::Approx(10'000).epsilon(1e-6));

  // The line slows down to a half while the first heavy is inside: what was due after another 36 h
  // of pumping comes after 72.
  World slow(network, 1, 0);
  run_until(slow, start + hours(12));
  settle_oil(slow);
  slow.oil.pipelines[0].capacity = barrels_per_day(12'000);
  oil_changed(slow);
  run_until(slow, start + hours(12 + 2 * 37) + seconds(1));
  CHECK(in_hours(slow.oil.pipelines[0].front_since - start) == doctest::Approx(12 + 2 * 37));
  CHECK_NOTHROW(check_conservation(slow));
}

TEST_CASE("a batch is begun when all of it is there, and the line waits for it") {
  Drawing d = line(0, 0, 1e6, 0, 0);
  d.scenario.fields[0].per_day = Volume{6'000};
  d.link("line").pipeline.batches = {{d.grade_id("crude"), Volume{12'000}}};
  const Network network = d.build();
  World world(network, 1, 0);
  // Two days to gather it, in half a day (and 3,000 more have come by then) it is pumped; the next
  // begins 1.5 days later.
  const Time start = network.scenario.start;
  run_until(world, start + days(2) - seconds(1));
  CHECK(pumped_per_day(world, 0) == 0);
  run_until(world, start + days(2) + seconds(1));
  CHECK(pumped_per_day(world, 0) == doctest::Approx(24'000));
  run_until(world, start + days(2.5) + seconds(1));
  CHECK(pumped_per_day(world, 0) == 0);
  CHECK(level(world, 1) == doctest::Approx(12'000).epsilon(1e-6));
  run_until(world, start + days(4) + seconds(1));
  CHECK(pumped_per_day(world, 0) == doctest::Approx(24'000));
}

TEST_CASE("when others have taken the rest of a batch, the next that is ready goes first") {
  Drawing d = line(0, 12'500, 1e6, 0, 0);
  d.commodity("heavy", CargoClass::crude).barrels_per_tonne = 6;
  d.tank("inlet", "heavy", {"heavy"}, Volume{100'000}, Volume{12'500});
  d.tank("outlet", "heavy", {"heavy"}, Volume{1e6}, Volume{0});
  d.link("line").pipeline.batches = {{d.grade_id("crude"), Volume{12'000}},
                                     {d.grade_id("heavy"), Volume{12'000}}};
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.start + days(0.25));
  settle_oil(world);
  world.oil.tanks[0].reserved = world.oil.tanks[0].oil.volume;
  oil_changed(world);
  CHECK(world.oil.pipelines[0].batch == 1);
  run_until(world, network.scenario.start + days(0.5));
  CHECK(level(world, 1) == doctest::Approx(12'500 - 6'000));
}

TEST_CASE("below its least rate a line stands, until it can run for its restart time") {
  Drawing d = line(6'000, 24'000, 1e6, 0, 0);
  d.link("line").pipeline.least_per_day = Volume{12'000};
  d.link("line").pipeline.restart = hours(12);
  const Network network = d.build();
  World world(network, 1, 0);
  const Time start = network.scenario.start;
  // Empty after 24,000 / 18,000 days; then it gathers 12,000 bbl in two days, pumps them and what
  // comes meanwhile in 12,000 / 18,000 days, and so on.
  const Duration empty = days(24.0 / 18), gathers = days(2);
  run_until(world, start + empty + seconds(60));
  CHECK(pumped_per_day(world, 0) == 0);
  run_until(world, start + empty + gathers - seconds(60));
  CHECK(pumped_per_day(world, 0) == 0);
  run_until(world, start + empty + gathers + seconds(60));
  CHECK(pumped_per_day(world, 0) == doctest::Approx(24'000));
  run_until(world, start + empty + gathers + days(12.0 / 18) + seconds(60));
  CHECK(pumped_per_day(world, 0) == 0);
  CHECK(world.scheduler.events_handled() < 20);
}

TEST_CASE("a line starts again though the tank beyond is never quite empty") {
  // Twelve hours at the full rate are more than the tank holds, and liftings leave less than a
  // parcel.
  Drawing d = line(300'000, 0, 300'000, 250'000, 0);
  d.scenario.offtakes.clear();
  d.link("line").pipeline.per_day = Volume{1e6};
  d.link("line").pipeline.least_per_day = Volume{200'000};
  d.lifting("cargoes", "outlet", "tank", Volume{100'000}, Volume{5'000}, 1);
  d.scenario.duration = days(120);
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end() - days(30));
  const std::uint64_t before = world.oil.liftings[0].lifted;
  run_until(world, network.scenario.end());
  CHECK(world.oil.liftings[0].lifted > before + 5);
}

TEST_CASE("a line that stands in the middle of a batch needs only the rest of it to start again") {
  Drawing d = line(6'000, 12'500, 1e6, 0, 0);
  d.link("line").pipeline.batches = {{d.grade_id("crude"), Volume{12'000}}};
  d.link("line").pipeline.least_per_day = Volume{12'000};
  d.link("line").pipeline.restart = days(3);
  const Network network = d.build();
  World world(network, 1, 0);
  const Time start = network.scenario.start;
  run_until(world, start + days(0.25));
  settle_oil(world);
  // After 6,000 bbl all that is left in the tank is reserved for others.
  world.oil.tanks[0].reserved = world.oil.tanks[0].oil.volume;
  oil_changed(world);
  run_until(world, start + days(1.25) - seconds(60));
  CHECK(pumped_per_day(world, 0) == 0);
  CHECK(level(world, 1) == doctest::Approx(6'000));
  // The other 6,000 have come within a day; for three days at the full rate it would be 72,000.
  run_until(world, start + days(1.25) + seconds(60));
  CHECK(pumped_per_day(world, 0) == doctest::Approx(24'000));
}

TEST_CASE("streams join and leave along the line, and the line carries no more than it can") {
  // a (20,000) ==30,000==> m ==24,000==> z; at m another field brings 10,000, a refinery takes
  // 2,000.
  Drawing d;
  d.place("a"), d.place("m"), d.place("z");
  d.tank("a", "tank", {"crude"}, Volume{1e6}, Volume{0});
  d.tank("z", "tank", {"crude"}, Volume{1e7}, Volume{0});
  d.pipeline("upper", "a", "m", Volume{30'000}, "crude", Volume{10'000});
  d.pipeline("lower", "m", "z", Volume{24'000}, "crude", Volume{10'000});
  d.field("a-field", "a", "crude", Volume{20'000});
  d.field("m-field", "m", "crude", Volume{10'000});
  d.offtake("refinery", "m", "", Volume{2'000});
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.start + days(1));
  // 26,000 go on from m; the upper line could bring 30,000, of its tank 20,000: all is shared as 20
  // to 10.
  CHECK(pumped_per_day(world, 1) == doctest::Approx(24'000));
  CHECK(in_barrels_per_day(world.oil.fields[1].rate) + pumped_per_day(world, 0) ==
        doctest::Approx(26'000));
  CHECK(in_barrels_per_day(world.oil.fields[1].rate) > 6'000);
  CHECK(in_barrels_per_day(world.oil.fields[1].rate) < 10'000);
  run_until(world, network.scenario.end());
  CHECK_NOTHROW(check_conservation(world));
  CHECK(level(world, 2) == doctest::Approx(30 * 24'000));
}

TEST_CASE("when one terminal is full the other takes all, in whatever order they are named") {
  for (const bool junction_is_first : {true, false}) {
    CAPTURE(junction_is_first);
    Drawing d;
    if (junction_is_first) d.place("fork");
    d.place("full"), d.place("free");
    if (!junction_is_first) d.place("fork");
    d.tank("full", "tank", {"crude"}, Volume{50'000}, Volume{50'000});
    d.tank("free", "tank", {"crude"}, Volume{50'000}, Volume{0});
    d.pipeline("one", "fork", "full", Volume{100'000}, "crude", Volume{10'000});
    d.pipeline("other", "fork", "free", Volume{100'000}, "crude", Volume{10'000});
    d.field("wells", "fork", "crude", Volume{100'000});
    d.offtake("small", "full", "crude", Volume{10'000});
    d.offtake("large", "free", "crude", Volume{100'000});
    const Network network = d.build();
    World world(network, 1, 0);
    run_until(world, network.scenario.end());
    CHECK(in_barrels(world.oil.accounts[2].produced) == doctest::Approx(30 * 100'000));
    CHECK_NOTHROW(check_conservation(world));
  }
}

TEST_CASE("two grades side by side come out in the proportion in which they went in") {
  Drawing d;
  d.commodity("heavy", CargoClass::crude).barrels_per_tonne = 6;
  d.place("m"), d.place("z");
  d.tank("z", "blend", {"crude", "heavy"}, Volume{1e7}, Volume{0});
  d.pipeline("line", "m", "z", Volume{30'000}, "crude", Volume{50'000});
  d.field("light-field", "m", "crude", Volume{20'000});
  d.field("heavy-field", "m", "heavy", Volume{5'000});
  d.scenario.duration = days(200);
  const Network network = d.build();
  World world(network, 1, 0);
  run_until(world, network.scenario.end());
  CHECK_NOTHROW(check_conservation(world));
  const Results results = collect(world, 0);
  double light = 0, heavy = 0;
  const std::vector<double>& content = results[Variable::tank_content];
  const std::size_t grades = network.scenario.commodities.size();
  const std::size_t z = label_index(network, Dimension::tank, "z/blend");
  const std::size_t row = (199 * network.oil.tanks.size() + z) * grades;
  light = content[row + 2], heavy = content[row + 3];
  CHECK(light + heavy == doctest::Approx(200 * 25'000));
  CHECK(heavy == doctest::Approx((200 - 2) * 5'000).epsilon(0.01));
  // Thin layers do not pile up.
  CHECK(world.oil.pipelines[0].line.batches.size() < 500);
  CHECK(world.scheduler.events_handled() < 1'000);
}

TEST_CASE("what comes out of a line has paid its tariff and let out its CO2") {
  Drawing d = line(24'000, 24'000, 1e6, 0, 0);
  d.link("line").tariff[CargoClass::crude] = Money{15};
  d.link("line").co2_g_per_tkm = 6;
  d.link("line").distance = Distance{500};
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  const double tonnes = 30 * 24'000 / 7.5;
  CHECK(value(network, results, Variable::link_cost, "line") == doctest::Approx(15 * tonnes));
  CHECK(value(network, results, Variable::link_emission, "line") ==
        doctest::Approx(tonnes * 500 * 6e-6));
}

TEST_CASE("pump stations and drag reducer are capacity") {
  PipelineSpec spec;
  spec.per_day = Volume{1'000'000};
  spec.pump_stations = 8;
  CHECK(in_barrels_per_day(pipeline_capacity(spec, 0)) == doctest::Approx(1'000'000));
  // (7/8) ^ (4/7) = 0.92653
  CHECK(in_barrels_per_day(pipeline_capacity(spec, 1)) == doctest::Approx(926'533).epsilon(1e-4));
  CHECK(pipeline_capacity(spec, 8) == OilRate{});
  spec.drag_reduction = 0.3;
  // (1/0.7) ^ (4/7) = 1.22607
  CHECK(in_barrels_per_day(pipeline_capacity(spec, 0)) == doctest::Approx(1'226'069).epsilon(1e-4));
}
