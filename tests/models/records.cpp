// What a consignment's record says of its time, its money and its emissions.
#include <doctest/doctest.h>

#include "caravan/models/consignment_life.hpp"
#include "caravan/models/simulate.hpp"
#include "draw.hpp"
#include "random_network.hpp"
#include "read_results.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// mine ==10 h==> aktau ~~24 h~~ alat
//
// Lots of 1000 t fill a train and, two of them, a vessel. The port works 100 t/h and clears a lot
// in 6 h.
Drawing route() {
  Drawing d;
  d.place("mine"), d.place("aktau"), d.place("alat");
  d.rail("mine-aktau", "mine", "aktau", hours(10));
  FleetSpec& fleet = d.sea("aktau-alat", "aktau", "alat", hours(24), 1);
  fleet.payload[CargoClass::general] = tonnes(2000);
  fleet.port_hours = Distribution::constant(2);
  d.place_called("aktau").formalities = FormalitiesSpec{1, Distribution::constant(6)};
  d.place_called("alat").handling[CargoClass::general] = AmountPerHour{1e5};
  d.demand("ore", "general", "mine", "alat", tonnes(1000), hours(100));
  d.corridor("line", {"aktau"});
  return d;
}

struct Line {
  Cause cause;
  double hours;
  std::string where;
};

std::vector<Line> record_of(const World& world, ConsignmentId id) {
  std::vector<Line> lines;
  world.books.for_each(world.consignments[id].record, [&](const Entry& entry) {
    if (entry.kind != Entry::Kind::time) return;
    const std::string& where = entry.is_at_link() ? world.network->scenario.links[entry.where].id
                                                  : world.network->scenario.places[entry.where].id;
    lines.push_back({entry.cause(), in_hours(entry.time()), where});
  });
  return lines;
}

Duration recorded(const World& world, const Consignment& c) {
  Duration sum = world.now() - c.since;
  world.books.for_each(c.record, [&](const Entry& entry) {
    if (entry.kind == Entry::Kind::time) sum += entry.time();
  });
  return sum;
}

}  // namespace

TEST_CASE("a record tells a life in order, hour by hour") {
  const Network network = route().build();
  World world(network, 1, 0);
  // The second lot of a pair: its vessel has waited for it, and lies ready. It is followed until
  // it is worked on at alat.
  ConsignmentId id;
  while (true) {
    run_until(world, kNever, 1);
    const Vessel& vessel = world.vessels[0];
    if (vessel.step == VesselStep::discharging && vessel.in_work.size() == 1 &&
        vessel.cargo.size() == 1 && world.consignments[vessel.cargo[0]].number > 4) {
      id = vessel.cargo[0];
      break;
    }
  }
  const std::vector<Line> lines = record_of(world, id);
  const std::vector<Line> expected = {
      {Cause::moving, 10, "mine-aktau"},  // a lot is a train, and a path is free
      {Cause::formalities, 6, "aktau"},
      {Cause::berth, 2, "aktau"},  // the vessel is called in, and its papers are done
      {Cause::moving, 24, "aktau-alat"},
      {Cause::tugs, 2, "alat"},    // the papers of the call
      {Cause::crane, 10, "alat"},  // while the first lot is discharged
  };
  std::vector<Line> seen;
  for (const Line& line : lines) {
    if (line.hours > 1e-6) seen.push_back(line);  // handling at 10^9 t/h takes microseconds
  }
  REQUIRE(seen.size() == expected.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    CHECK(seen[i].cause == expected[i].cause);
    CHECK(seen[i].hours == doctest::Approx(expected[i].hours));
    CHECK(seen[i].where == expected[i].where);
  }
  CHECK(world.consignments[id].cause == Cause::unloading);
}

TEST_CASE("cargo that waits for a vessel says whether it is late, or waits for more cargo") {
  const Network network = route().build();
  const Results results = simulate(network, 1, 0);
  // A pair a voyage each 200 h. The first lot of it waits 100 h for the second, while the vessel is
  // away for part of the time: 24 h out and 24 h back, 22 h at alat.
  const double fill = value(network, results, Variable::demand_time, "ore", "fill");
  const double vessel = value(network, results, Variable::demand_time, "ore", "vessel");
  CHECK(24 * (fill + vessel) == doctest::Approx(50).epsilon(0.1));
  CHECK(fill > 0.5);
}

TEST_CASE("the causes of every record make up its life exactly, in any world at any instant") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    const Network network = RandomNetwork(seed).build();
    World world(network, seed, 0);
    for (Time t = network.scenario.begin(); t <= network.scenario.end(); t += hours(97)) {
      run_until(world, t);
      for (const Consignment& c : world.consignments.slots()) {
        if (c.is_live) REQUIRE(recorded(world, c) == world.now() - c.released);
      }
    }
    const Results results = collect(world, 0);
    for (std::size_t d = 0; d < network.scenario.demands.size(); ++d) {
      double sum = 0;
      for (std::size_t k = 0; k < kCauses; ++k) {
        sum += results[Variable::demand_time][d * kCauses + k];
      }
      const double mean = results[Variable::demand_transit_mean][d];
      if (mean == mean) CHECK(sum == doctest::Approx(mean).epsilon(1e-9));
    }
  }
}

TEST_CASE("a record is read as it was written, and what is forgotten leaves its place to others") {
  RecordBooks books;
  Record one, other;
  const auto entry = [](Cause cause, std::int64_t ticks) {
    Entry written;
    written.amount = ticks;
    written.what = static_cast<std::uint8_t>(cause);
    return written;
  };
  const auto amounts = [&](const Record& record) {
    std::vector<std::int64_t> read;
    books.for_each(record, [&](const Entry& e) { read.push_back(e.amount); });
    return read;
  };
  books.enter(one, entry(Cause::berth, 5));
  books.enter(one, entry(Cause::berth, 7));  // goes on
  books.enter(other, entry(Cause::path, 3));
  std::vector<std::int64_t> expected{12};
  for (std::int64_t i = 0; i < 20; ++i) {
    books.enter(one, entry(i % 2 == 0 ? Cause::crane : Cause::berth, i));
    expected.push_back(i);
  }
  CHECK(amounts(one) == expected);
  CHECK(amounts(other) == std::vector<std::int64_t>{3});
  const std::size_t most = books.bytes_in_use();
  books.close(one);
  CHECK(amounts(one).empty());
  CHECK(amounts(other) == std::vector<std::int64_t>{3});
  CHECK(books.bytes_in_use() < most);
  books.enter(one, entry(Cause::crane, 9));
  CHECK(amounts(one) == std::vector<std::int64_t>{9});
}

TEST_CASE("a consignment pays tariffs, handling, the border, demurrage and its owner's time") {
  Drawing d = route();
  d.link("mine-aktau").tariff[CargoClass::general] = Money{8};
  d.link("aktau-alat").tariff[CargoClass::general] = Money{12};
  d.link("mine-aktau").distance = Distance{500};
  d.link("aktau-alat").distance = Distance{400};
  d.link("mine-aktau").co2_g_per_tkm = 25;
  d.link("aktau-alat").co2_g_per_tkm = 40;
  PlaceSpec& aktau = d.place_called("aktau");
  aktau.handling_fee[CargoClass::general] = Money{3};
  aktau.formalities->fee[CargoClass::general] = Money{0.5};
  aktau.storage_fee = {days(2), {}};
  aktau.storage_fee.per_day[CargoClass::general] = Money{0.1};
  d.scenario.duration = days(1000);
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  const double tonnes_delivered = value(network, results, Variable::demand_mass, "ore");
  const auto per_tonne = [&](const char* charge) {
    return value(network, results, Variable::demand_cost, "ore", charge) / tonnes_delivered;
  };
  CHECK(per_tonne("tariff") == doctest::Approx(8 + 12));
  CHECK(per_tonne("handling") == doctest::Approx(3 + 3));  // off the train and aboard
  CHECK(per_tonne("border") == doctest::Approx(0.5));
  // The first of a pair lies there for 106 h, from its unloading to its being loaded: 58 h too
  // long. The second is cleared in 6 h.
  CHECK(per_tonne("demurrage") == doctest::Approx(0.1 * 58 / 24 / 2).epsilon(0.01));
  // A dollar for each tonne and day.
  CHECK(per_tonne("time") ==
        doctest::Approx(value(network, results, Variable::demand_transit_mean, "ore")));
  CHECK(value(network, results, Variable::demand_emission, "ore") ==
        doctest::Approx(tonnes_delivered * (500 * 25 + 400 * 40) * 1e-6));
  CHECK(value(network, results, Variable::place_cost, "aktau", "handling") ==
        doctest::Approx(6 * tonnes_delivered).epsilon(0.01));
  CHECK(value(network, results, Variable::link_cost, "aktau-alat") ==
        doctest::Approx(12 * tonnes_delivered).epsilon(0.01));
}

TEST_CASE("a vessel's time beyond its laytime is borne by what it carries away") {
  // At aktau the vessel waits for its pair of lots; from arrival to departure some 152 h.
  Drawing d = route();
  d.scenario.fleets[0].laytime = hours(100);
  d.scenario.fleets[0].demurrage_per_day = Money{2400};
  d.scenario.duration = days(1000);
  const Network network = d.build();
  const Results results = simulate(network, 1, 0);
  // 200 h a cycle, less 48 h at sea and 22 h at alat: 130 h at aktau, 30 h too long, for 2000 t.
  const double lots = value(network, results, Variable::demand_mass, "ore") / 1000;
  CHECK(value(network, results, Variable::demand_cost, "ore", "demurrage") / lots ==
        doctest::Approx(2400 * 30 / 24.0 / 2).epsilon(0.02));
}
