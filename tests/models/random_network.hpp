// A small network at random: some places in line or in a tree, linked by rail, sea and pipeline,
// demands both ways, yards that may be too small. Anything that a scenario may say, but nothing
// that can't run.
#pragma once

#include <random>
#include <string>

#include "draw.hpp"
#include "random_events.hpp"

namespace caravan::test {

class RandomNetwork {
 public:
  explicit RandomNetwork(std::uint64_t seed, bool is_lucky = true)
      : random_(seed), is_lucky_(is_lucky) {}

  // Without interventions.
  Network build_in_peace() {
    is_in_peace_ = true;
    return build();
  }

  // With so many more links than a tree needs, at most; anything may be closed.
  RandomNetwork& with_shortcuts(std::uint64_t count) {
    shortcuts_ = count;
    return *this;
  }

  Network build() {
    const std::uint64_t places = 3 + random_() % 4;
    for (std::uint64_t i = 0; i < places; ++i) add_place(i);
    for (std::uint64_t i = 1; i < places; ++i) add_link(random_() % i, i);
    for (std::uint64_t i = 0; i < shortcuts_; ++i) add_shortcut(places);
    drawing_.corridor("only", {});
    drawing_.commodity("empties", CargoClass::container).mass_per_unit = Mass{2'000};
    drawing_.scenario.seas.push_back({"sea", "sea", Depth{-0.5}, {}});
    for (std::uint64_t i = 0, count = 2 + random_() % 5; i < count; ++i) add_demand(i, places);
    add_scarcity(places);
    drawing_.scenario.warm_up = days(20);
    drawing_.scenario.duration = days(60);
    if (!is_in_peace_ && random_() % 2 == 0) add_interventions(drawing_, random_);
    if (random_() % 2 == 0) add_storm(drawing_, random_);
    if (shortcuts_ > 0) drawing_.may_close_anything();
    return drawing_.build();
  }

 private:
  static std::string name(std::uint64_t place) { return "p" + std::to_string(place); }
  double between(double low, double high) { return test::between(random_, low, high); }

  Distribution time() {
    if (!is_lucky_) return Distribution::constant(between(1, 40));
    switch (random_() % 4) {
      case 0: return Distribution::constant(between(1, 40));
      case 1: return Distribution::exponential(between(1, 40));
      case 2: return Distribution::gamma(between(1, 40), 0.5);
      default: return Distribution::lognormal(between(1, 40), between(0.1, 1.5));
    }
  }

  void add_place(std::uint64_t i) {
    PlaceSpec& place = drawing_.place(name(i));
    place.tracks = static_cast<std::int64_t>(1 + random_() % 3);
    for (AmountPerHour& rate : place.handling) rate = AmountPerHour{between(1e5, 1e6)};
    place.handling[CargoClass::container] = AmountPerHour{between(5, 50)};
    if (random_() % 2 == 0) {
      place.formalities = FormalitiesSpec{static_cast<std::int64_t>(1 + random_() % 3), time()};
    }
    // Room for a lot at least.
    auto& yard = place.storage;
    if (random_() % 2 == 0) yard[CargoClass::container] = teu(20 + std::int64_t(random_() % 200));
    if (random_() % 3 == 0)
      yard[CargoClass::general] = tonnes(1'000 + std::int64_t(random_() % 9'000));
  }

  // Half of the ports have all that a fleet may need, and weather.
  void furnish_port(PlaceSpec& port) {
    for (BerthSpec& berth : port.berths) berth.count = static_cast<std::int64_t>(1 + random_() % 2);
    if (random_() % 2 == 0) return;
    port.tugs = static_cast<std::int64_t>(random_() % 3);
    port.pilots = static_cast<std::int64_t>(random_() % 2);
    for (CranesSpec& cranes : port.cranes) {
      cranes = {std::int64_t(random_() % 4), std::int64_t(1 + random_() % 2)};
    }
    if (random_() % 2 == 0) {
      port.working_hours = Calendar({{minute_of_week(0, 6), minute_of_week(3, 20)},
                                     {minute_of_week(4, 8), minute_of_week(4, 18)}});
    }
    WeatherSpec weather;
    for (double& share : weather.closed_share) share = between(0, 0.5);
    weather.lasts_hours = time();
    weather.work = random_() % 2 == 0 ? WorkInBadWeather::pauses : WorkInBadWeather::goes_on;
    if (is_lucky_) port.weather = weather;
    port.depth = Depth{between(4, 6)};
    port.sea = SeaId(0u);
  }

  void furnish_fleet(FleetSpec& fleet) {
    fleet.fill = {between(0.05, 1), hours(between(5, 100))};
    fleet.port_hours = time();
    if (random_() % 2 == 0) return;
    fleet.policy = static_cast<SailingPolicy>(random_() % 3);
    fleet.timetable = {drawing_.scenario.start, hours(between(10, 100)), hours(between(0, 30))};
    fleet.priority = static_cast<std::int32_t>(random_() % 3);
    fleet.mixes_cargo = random_() % 2 == 0;
    fleet.tugs = static_cast<std::int64_t>(random_() % 2);
    fleet.pilots = 1;
    fleet.manoeuvre_hours = Distribution::constant(between(0, 3));
    fleet.draught = Depth{between(4, 6)};
    fleet.payload_lost_per_metre = 0.2;
    if (random_() % 2 == 0) fleet.breakdowns = BreakdownSpec{time(), time()};
    if (random_() % 2 == 0) fleet.dry_docking = DryDockingSpec{hours(between(100, 2'000)), time()};
  }

  void add_link(std::uint64_t from, std::uint64_t to) {
    const std::string there = name(from) + "-" + name(to);
    const std::string back = name(to) + "-" + name(from);
    if (random_() % 2 == 0) {
      FleetSpec& fleet =
          drawing_.sea(there, name(from), name(to), hours(1), 1 + std::int64_t(random_() % 4));
      furnish_fleet(fleet);
      for (LinkSpec& link : drawing_.scenario.links) {
        if (link.mode == Mode::sea) link.transit_hours = time();
      }
      // Some lines share their vessels.
      const std::size_t fleets = drawing_.scenario.fleets.size();
      if (fleets > 1 && random_() % 3 == 0) {
        const FleetId other(random_() % (fleets - 1));
        for (const char* end : {"", "-back"}) {
          drawing_.link(there + end).fleets.push_back(other);
        }
      }
      for (const std::uint64_t port : {from, to}) furnish_port(drawing_.place_called(name(port)));
      return;
    }
    drawing_.rail(there, name(from), name(to), hours(1));
    drawing_.rail(back, name(to), name(from), hours(1));
    for (const std::string& id : {there, back}) {
      LinkSpec& link = drawing_.link(id);
      link.transit_hours = time();
      link.rail.paths_per_day = between(2, 40);
      link.rail.fill = {between(0.05, 1), hours(between(5, 100))};
    }
    drawing_.pair(there, back);
    furnish_railway(there, back, from, to);
  }

  // Unless there is a link already.
  void add_shortcut(std::uint64_t places) {
    const std::uint64_t to = 1 + random_() % (places - 1);
    const std::uint64_t from = random_() % to;
    const std::string id = name(from) + "-" + name(to);
    const auto& links = drawing_.scenario.links;
    const bool is_new = std::none_of(links.begin(), links.end(),
                                     [&](const LinkSpec& link) { return link.id == id; });
    if (is_new) add_link(from, to);
  }

  // Stations with few sidings, trains that are made up, and locomotives of which some live at
  // either end.
  void furnish_railway(const std::string& there, const std::string& back, std::uint64_t from,
                       std::uint64_t to) {
    for (const std::uint64_t end : {from, to}) {
      PlaceSpec& station = drawing_.place_called(name(end));
      if (random_() % 3 == 0) station.sidings = static_cast<std::int64_t>(2 + random_() % 3);
      if (random_() % 3 == 0) station.marshalling_hours = time();
      if (random_() % 3 == 0) station.bogie_exchange = BogieExchangeSpec{1, time()};
    }
    if (random_() % 4 == 0) {
      for (const std::string& id : {there, back}) drawing_.link(id).rail.gauge_mm = 1435;
    }
    if (random_() % 2 == 0) return;
    auto& stock = drawing_.scenario.rolling_stock;
    const auto add_pool = [&](const std::string& kind) {
      stock.push_back({there + kind,
                       there + kind,
                       {{drawing_.place_id(name(from)), std::int64_t(1 + random_() % 3)},
                        {drawing_.place_id(name(to)), std::int64_t(random_() % 3)}},
                       hours(between(0, 30))});
      return RollingStockId(stock.size() - 1);
    };
    const RollingStockId locomotives = add_pool("-locomotives");
    for (const std::string& id : {there, back}) drawing_.link(id).rail.locomotives = locomotives;
    if (random_() % 2 == 0) return;
    const RollingStockId flats = add_pool("-flats");
    for (const std::string& id : {there, back}) {
      drawing_.link(id).rail.wagon_sets[CargoClass::container] = flats;
    }
  }

  // Some boxes are scarce, and some places are closed to new cargo when they are full.
  void add_scarcity(std::uint64_t places) {
    Scenario& scenario = drawing_.scenario;
    if (random_() % 2 == 0) {
      scenario.equipment.push_back({"boxes", "boxes", CommodityId(std::size_t{3}), teu(50)});
      for (DemandSpec& demand : scenario.demands) {
        const bool is_boxes = demand.commodity == CommodityId(std::size_t{0});
        if (is_boxes && random_() % 2 == 0) demand.equipment = EquipmentId(std::size_t{0});
      }
    }
    if (random_() % 2 == 0) {
      scenario.embargoes.push_back({"full", drawing_.place_id(name(random_() % places)),
                                    CargoClass::general, tonnes(3'000), tonnes(1'000)});
    }
  }

  void add_demand(std::uint64_t i, std::uint64_t places) {
    const std::uint64_t from = random_() % places;
    const std::uint64_t to = (from + 1 + random_() % (places - 1)) % places;
    const bool is_boxes = random_() % 2 == 0;
    drawing_
        .demand("d" + std::to_string(i), is_boxes ? "containers" : "general", name(from), name(to),
                is_boxes ? teu(1 + std::int64_t(random_() % 10))
                         : tonnes(50 + std::int64_t(random_() % 500)),
                hours(between(1, 30)))
        .arrivals = random_() % 2 == 0 || !is_lucky_ ? Arrivals::even : Arrivals::poisson;
  }

  Drawing drawing_;
  bool is_in_peace_ = false;
  std::uint64_t shortcuts_ = 0;
  std::mt19937_64 random_;
  bool is_lucky_;  // else times are constant, cargo is released evenly, and there is no weather
};

}  // namespace caravan::test
