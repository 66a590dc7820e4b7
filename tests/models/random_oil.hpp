// An oil system at random: fields, tanks that may be too small, lines in a tree with batches, least
// rates and junctions, refineries, lots by rail, export cargoes, storms and outages.
#pragma once

#include <random>
#include <string>

#include "draw.hpp"
#include "random_events.hpp"

namespace caravan::test {

class RandomOil {
 public:
  explicit RandomOil(std::uint64_t seed) : random_(seed) {}

  Network build(Duration duration) {
    drawing_.commodity("heavy", CargoClass::crude).barrels_per_tonne = 6.7;
    drawing_.scenario.duration = duration;
    const std::uint64_t places = 3 + random_() % 4;
    for (std::uint64_t i = 0; i < places; ++i) add_place(i, i + 1 == places);
    for (std::uint64_t i = 1; i < places; ++i) add_line(i - 1, i);
    for (std::uint64_t i = 0; i < places; ++i) add_fields(i);
    add_terminal(places - 1);
    if (random_() % 2 == 0) add_lots(places - 1);
    if (random_() % 2 == 0) add_shipper();
    add_outages(places - 1);
    return drawing_.build();
  }

 private:
  static std::string name(std::uint64_t place) { return "p" + std::to_string(place); }
  double between(double low, double high) { return test::between(random_, low, high); }
  bool has_tanks(std::uint64_t place) { return !drawing_.place_called(name(place)).tanks.empty(); }

  // Separate tanks for the two grades, one for their blend, or none.
  void add_place(std::uint64_t i, bool is_last) {
    drawing_.place(name(i)).handling[CargoClass::crude] = AmountPerHour{between(1e5, 1e6)};
    const bool is_junction = i > 0 && !is_last && random_() % 3 == 0;
    if (is_junction) return;
    const auto tank = [&](const std::string& id, std::initializer_list<std::string> grades) {
      TankSpec& spec = drawing_.tank(name(i), id, grades, Volume{between(5e4, 4e5)}, Volume{0});
      spec.dead_stock = Volume{random_() % 2 == 0 ? 0 : between(1e3, 1e4)};
      spec.stock = {{spec.holds.front(), Volume{between(0, spec.capacity.value)}}};
    };
    // Behind a blend nothing can be told apart again.
    is_blended_ = is_blended_ || (i > 0 && random_() % 3 == 0);
    if (is_blended_) return tank("blend", {"crude", "heavy"});
    tank("light", {"crude"});
    tank("heavy", {"heavy"});
  }

  void add_line(std::uint64_t from, std::uint64_t to) {
    LinkSpec& link =
        drawing_.pipeline(name(from) + "-" + name(to), name(from), name(to),
                          Volume{between(3e4, 3e5)}, "crude", Volume{between(1e4, 3e5)});
    PipelineSpec& spec = link.pipeline;
    spec.pump_stations = 1 + std::int64_t(random_() % 4);
    spec.drag_reduction = between(0, 0.4);
    if (random_() % 2 == 0) spec.least_per_day = Volume{between(0, 0.5) * spec.per_day.value};
    spec.restart = hours(between(0, 48));
    if (random_() % 2 == 0) spec.line_fill.push_back({drawing_.grade_id("heavy"), Volume{5e4}});
    if (drawing_.place_called(name(from)).tanks.size() < 2) return;
    for (const char* grade : {"crude", "heavy"}) {
      spec.batches.push_back({drawing_.grade_id(grade), Volume{between(5e3, 4e4)}});
    }
    spec.interface_loss = Volume{random_() % 2 == 0 ? 0 : between(0, 3e3)};
  }

  void add_fields(std::uint64_t place) {
    for (const char* grade : {"crude", "heavy"}) {
      if (place > 0 && random_() % 2 == 0) continue;
      drawing_.field(name(place) + "-" + grade, name(place), grade, Volume{between(0, 1.5e5)});
    }
    if (random_() % 3 != 0) return;
    const bool is_junction = !has_tanks(place);
    drawing_.offtake(name(place) + "-refinery", name(place), is_junction ? "" : "crude",
                     Volume{between(1e3, 8e4)});
  }

  void add_terminal(std::uint64_t place) {
    PlaceSpec& port = drawing_.place_called(name(place));
    const std::string tank = port.tanks.front().id;
    LiftingSpec& spec = drawing_.lifting(
        "cargoes", name(place), tank, Volume{0.3 * port.tanks.front().capacity.value},
        Volume{between(2e3, 2e4)}, 1 + std::int64_t(random_() % 2));
    spec.arrives_hours = Distribution::exponential(between(1, 60));
    spec.port_hours = Distribution::uniform(0, 20);
    spec.spacing = hours(between(0, 40));
    WeatherSpec weather;
    for (double& share : weather.closed_share) share = between(0, 0.4);
    weather.lasts_hours = Distribution::exponential(between(2, 50));
    weather.work = random_() % 2 == 0 ? WorkInBadWeather::pauses : WorkInBadWeather::goes_on;
    if (random_() % 2 == 0) drawing_.place_called(name(place)).weather = weather;
  }

  // From the first place to the last, past all lines, by train.
  void add_lots(std::uint64_t last) {
    const PlaceSpec& end = drawing_.place_called(name(last));
    if (end.tanks.front().holds.size() > 1) return;
    drawing_.rail("rail", name(0), name(last), hours(20));
    drawing_.rail("rail-back", name(last), name(0), hours(20));
    drawing_.pair("rail", "rail-back");
    drawing_.demand("lots", "crude", name(0), name(last), tonnes(900), hours(between(5, 60)));
    drawing_.corridor("rail", {});
    for (const char* link : {"rail", "rail-back"}) drawing_.link(link).rail.fill = {0.5, days(2)};
  }

  void add_shipper() {
    ShipperSpec shipper;
    shipper.id = shipper.name = "producer";
    shipper.place = drawing_.place_id(name(0));
    shipper.grade = drawing_.grade_id("crude");
    shipper.keeps = Volume{between(0, 1e5)};
    OutletSpec line;
    line.id = "line";
    line.pipelines = {LinkId(std::size_t{0})};
    line.cost_per_tonne = Money{between(10, 50)};
    shipper.outlets.push_back(line);
    if (!drawing_.scenario.demands.empty()) {
      OutletSpec lots;
      lots.id = "lots";
      lots.lots = DemandId(std::size_t{0});
      lots.cost_per_tonne = Money{between(10, 50)};
      shipper.outlets.push_back(lots);
    }
    drawing_.scenario.shippers.push_back(shipper);
  }

  void add_outages(std::uint64_t last) {
    for (std::uint64_t i = 0, count = random_() % 5; i < count; ++i) {
      const std::string id = "outage" + std::to_string(i);
      const Time from = drawing_.scenario.start + hours(between(0, 2'000));
      const Time until = from + hours(between(1, 300));
      switch (random_() % 3) {
        case 0: drawing_.outage(id, name(last), from, until); break;
        case 1:
          drawing_.intervention(id, from, until).effects = {drawing_.effect(
              Section::places, name(last), "berths.*", Operation::equals, 0, "jetty")};
          break;
        default:
          drawing_.line_outage(id, drawing_.scenario.links[random_() % last].id, between(0, 1),
                               from, until);
      }
    }
  }

  Drawing drawing_;
  std::mt19937_64 random_;
  bool is_blended_ = false;
};

}  // namespace caravan::test
