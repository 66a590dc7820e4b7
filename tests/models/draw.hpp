// Draws small networks for tests, so that a reader can check them by eye:
//
//   Drawing d;
//   d.place("mine"), d.place("port");
//   d.rail("mine-port", "mine", "port", hours(10));
//   d.demand("ore", "general", "mine", "port", tonnes(100), every(hours(5)));
//
// Figures not given are chosen so that nothing waits: many tracks, fast handling, no stops.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>

#include "caravan/models/attributes.hpp"
#include "caravan/models/network.hpp"

namespace caravan::test {

constexpr std::int64_t kKilogramsPerTonne = 1000;
inline Amount tonnes(std::int64_t count) { return Amount{count * kKilogramsPerTonne}; }
inline Amount teu(std::int64_t count) { return Amount{count}; }

template <class IdType, class Named>
IdType find(const std::vector<Named>& all, const std::string& id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.id == id; });
  if (found == all.end()) throw std::out_of_range("nothing is called " + id);
  return IdType(static_cast<std::size_t>(found - all.begin()));
}

class Drawing {
 public:
  Drawing() {
    scenario.title = "a drawing";
    scenario.start = at_midnight({2023, 1, 1});
    scenario.duration = days(30);
    commodity("containers", CargoClass::container).mass_per_unit = Mass{10'000};
    commodity("general", CargoClass::general);
    commodity("crude", CargoClass::crude).barrels_per_tonne = 7.5;
  }

  CommoditySpec& commodity(const std::string& id, CargoClass cargo) {
    CommoditySpec spec;
    spec.id = spec.name = id;
    spec.cargo = cargo;
    spec.value_of_time_per_day = Money{1};
    return scenario.commodities.emplace_back(spec);
  }

  PlaceSpec& place(const std::string& id) {
    PlaceSpec spec;
    spec.id = spec.name = id;
    spec.country = "KZ";
    spec.tracks = 100;
    for (AmountPerHour& rate : spec.handling) rate = AmountPerHour{1e12};
    return scenario.places.emplace_back(spec);
  }

  // Single track that is never short of paths; trains of 50 TEU or 1000 t that wait to be full.
  LinkSpec& rail(const std::string& id, const std::string& from, const std::string& to,
                 Duration transit) {
    LinkSpec& link = add_link(id, from, to, Mode::rail);
    link.transit_hours = Distribution::constant(in_hours(transit));
    link.rail.paths_per_day = 86'400;
    link.rail.train[CargoClass::container] = teu(50);
    link.rail.train[CargoClass::general] = tonnes(1000);
    link.rail.train[CargoClass::crude] = tonnes(1000);
    link.rail.fill = {1.0, days(1000)};
    return link;
  }

  // Between quays of 100 berths. With its way back, "<id>-back", and a fleet of the same name whose
  // vessels take 200 TEU or 5000 t and sail when they are full.
  FleetSpec& sea(const std::string& id, const std::string& from, const std::string& to,
                 Duration sailing, std::int64_t vessels) {
    FleetSpec fleet;
    fleet.id = fleet.name = id;
    fleet.vessels = vessels;
    fleet.berth = "quay";
    fleet.payload[CargoClass::container] = teu(200);
    fleet.payload[CargoClass::general] = tonnes(5000);
    fleet.payload[CargoClass::crude] = tonnes(5000);
    fleet.fill = {1.0, days(1000)};
    scenario.fleets.push_back(fleet);
    for (const std::string& port : {from, to}) place_called(port).berths = {{"quay", 100}};
    for (const bool is_back : {false, true}) {
      LinkSpec& link = add_link(is_back ? id + "-back" : id, is_back ? to : from,
                                is_back ? from : to, Mode::sea);
      link.transit_hours = Distribution::constant(in_hours(sailing));
      link.fleets = {FleetId(scenario.fleets.size() - 1)};
    }
    pair(id, id + "-back");
    return scenario.fleets.back();
  }

  // Full of one grade.
  LinkSpec& pipeline(const std::string& id, const std::string& from, const std::string& to,
                     Volume per_day, const std::string& grade, Volume fill) {
    LinkSpec& link = add_link(id, from, to, Mode::pipeline);
    link.pipeline.per_day = per_day;
    link.pipeline.line_fill = {{grade_id(grade), fill}};
    link.pipeline.restart = hours(12);
    return link;
  }

  // With so much of its first grade at the beginning, and no dead stock.
  TankSpec& tank(const std::string& place, const std::string& id,
                 std::initializer_list<std::string> grades, Volume capacity, Volume stock) {
    TankSpec spec;
    spec.id = id;
    for (const std::string& grade : grades) spec.holds.push_back(grade_id(grade));
    spec.capacity = capacity;
    if (stock.value > 0) spec.stock = {{spec.holds.front(), stock}};
    return place_called(place).tanks.emplace_back(spec);
  }

  FieldSpec& field(const std::string& id, const std::string& place, const std::string& grade,
                   Volume per_day) {
    return scenario.fields.emplace_back(
        FieldSpec{id, id, place_id(place), grade_id(grade), per_day});
  }

  OfftakeSpec& offtake(const std::string& id, const std::string& place, const std::string& grade,
                       Volume per_day) {
    return scenario.offtakes.emplace_back(OfftakeSpec{
        id, id, place_id(place), grade.empty() ? CommodityId{} : grade_id(grade), per_day});
  }

  // Tankers come at the beginning of their laycans, ten days after they were nominated, and need a
  // jetty, of which there are `jetties`.
  LiftingSpec& lifting(const std::string& id, const std::string& place, const std::string& tank_id,
                       Volume parcel, Volume per_hour, std::int64_t jetties) {
    place_called(place).berths.push_back({"jetty", jetties});
    LiftingSpec spec;
    spec.id = spec.name = id;
    spec.place = place_id(place);
    spec.tank = tank_id;
    spec.berth = "jetty";
    spec.parcel = parcel;
    spec.per_hour = per_hour;
    spec.notice = days(10);
    spec.laytime = hours(36);
    spec.demurrage_per_day = Money{24'000};
    return scenario.liftings.emplace_back(spec);
  }

  // Over ports that have weather, all pairs of them alike.
  StormSpec& storm(const std::string& id, std::initializer_list<std::string> ports, Duration fronts,
                   double correlation) {
    StormSpec spec;
    spec.id = spec.name = id;
    spec.fronts = fronts;
    for (const std::string& port : ports) {
      for (const PlaceId other : spec.ports) {
        spec.pairs.push_back({other, place_id(port), correlation});
      }
      spec.ports.push_back(place_id(port));
    }
    return scenario.storms.emplace_back(spec);
  }

  // With no effects yet.
  InterventionSpec& intervention(const std::string& id, Time from, Time until) {
    InterventionSpec spec;
    spec.id = spec.name = id;
    spec.from = from;
    spec.until = until;
    return scenario.interventions.emplace_back(spec);
  }

  // "berths.*" of a place, such as its "quay": what becomes of it.
  EffectSpec effect(Section section, const std::string& target, const std::string& name,
                    Operation operation, double operand, const std::string& part = "") const {
    EffectSpec effect;
    while (attributes()[effect.attribute].section != section ||
           attributes()[effect.attribute].name != name) {
      if (++effect.attribute == attributes().size())
        throw std::out_of_range("no attribute " + name);
    }
    while (target_id(scenario, section, effect.target) != target) ++effect.target;
    if (!part.empty()) {
      const auto parts = parts_of(scenario, attributes()[effect.attribute], effect.target);
      while (parts.at(effect.part) != part) ++effect.part;
    }
    effect.operation = operation;
    effect.operand = operand;
    return effect;
  }

  // All of a port is closed.
  InterventionSpec& outage(const std::string& id, const std::string& place, Time from, Time until) {
    InterventionSpec& spec = intervention(id, from, until);
    spec.effects = {effect(Section::places, place, "open", Operation::equals, 0)};
    return spec;
  }

  // Whatever it has may be closed, so that there are ways on from everywhere: by an intervention
  // that comes too late.
  void may_close_anything() {
    std::erase_if(scenario.interventions, [](const auto& one) { return one.id == "any_closure"; });
    InterventionSpec& spec =
        intervention("any_closure", scenario.end() + days(10'000), scenario.end() + days(10'001));
    for (const LinkSpec& link : scenario.links) {
      spec.effects.push_back(effect(Section::links, link.id, "open", Operation::equals, 0));
    }
    for (const PlaceSpec& place : scenario.places) {
      spec.effects.push_back(effect(Section::places, place.id, "open", Operation::equals, 0));
    }
  }

  // So much of a pipeline is left.
  InterventionSpec& line_outage(const std::string& id, const std::string& link, double share,
                                Time from, Time until) {
    InterventionSpec& spec = intervention(id, from, until);
    spec.effects = {effect(Section::links, link, "capacity", Operation::times, share)};
    return spec;
  }

  // Evenly released lots, one each `gap`.
  DemandSpec& demand(const std::string& id, const std::string& commodity_id,
                     const std::string& from, const std::string& to, Amount lot, Duration gap) {
    DemandSpec spec;
    spec.id = id;
    spec.commodity = find<CommodityId>(scenario.commodities, commodity_id);
    spec.from = place_id(from);
    spec.to = place_id(to);
    spec.lot = lot;
    spec.rate = AmountPerHour{static_cast<double>(lot.value) / in_hours(gap)};
    spec.arrivals = Arrivals::even;
    return scenario.demands.emplace_back(spec);
  }

  CorridorSpec& corridor(const std::string& id, std::initializer_list<std::string> via) {
    CorridorSpec spec;
    spec.id = spec.name = id;
    for (const std::string& place : via) spec.via.push_back(place_id(place));
    return scenario.corridors.emplace_back(spec);
  }

  // Makes two links each other's way back.
  void pair(const std::string& one, const std::string& other) {
    link(one).back = find<LinkId>(scenario.links, other);
    link(other).back = find<LinkId>(scenario.links, one);
  }

  CommodityId grade_id(const std::string& id) const {
    return find<CommodityId>(scenario.commodities, id);
  }
  PlaceId place_id(const std::string& id) const { return find<PlaceId>(scenario.places, id); }
  PlaceSpec& place_called(const std::string& id) { return scenario.places[place_id(id).index()]; }
  LinkSpec& link(const std::string& id) {
    return scenario.links[find<LinkId>(scenario.links, id).index()];
  }

  Network build() const { return build_network(scenario); }

  Scenario scenario;

 private:
  LinkSpec& add_link(const std::string& id, const std::string& from, const std::string& to,
                     Mode mode) {
    LinkSpec link;
    link.id = id;
    link.from = place_id(from);
    link.to = place_id(to);
    link.mode = mode;
    link.distance = Distance{100};
    return scenario.links.emplace_back(link);
  }
};

}  // namespace caravan::test
