// The keys of plants and of trades.
#include <cmath>

#include "caravan/scenarios/cargo_values.hpp"
#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

constexpr CargoClass kCounted[] = {CargoClass::container, CargoClass::wagon, CargoClass::truck};

ValueType<double> vehicles() {
  return whole(measure("vehicles", "vehicle", "30 vehicle", {1, true, 1e9}));
}

Vehicles to_vehicles(double count) { return Vehicles{std::llround(count)}; }

// For a demand of each class that is counted, how many vehicles' worth a unit of it takes.
template <class Spec>
void add_vehicles_per_unit(KeyTable<Spec>& keys, const std::string& number,
                           const std::string& help) {
  for (const CargoClass cargo : kCounted) {
    const std::string unit(unit_of(cargo));
    keys.only_for("demands of containers, wagons or trucks",
                  [cargo](const Reading& reading, const Spec& s) {
                    const Scenario& scenario = reading.scenario;
                    if (s.demand.is_none() || scenario[s.demand].commodity.is_none()) return false;
                    return scenario[scenario[s.demand].commodity].cargo == cargo;
                  });
    keys.required(
        "vehicles",
        whole(measure("vehicles/" + unit, "vehicle/" + unit, number + " vehicle/" + unit,
                      {1, true, 1e6})),
        [](Spec& s, double count) { s.vehicles_per_unit = std::llround(count); }, help);
  }
}

ValueType<Money> yearly_money(const std::string& example) {
  return as<Money>(measure("money/time", "USD/a", example, kPositive));
}

template <std::vector<DemandId> TradeSpec::*member>
void add_demands(TradeSpec& spec, const std::vector<std::size_t>& demands) {
  for (const std::size_t one : demands) (spec.*member).emplace_back(one);
}

}  // namespace

KeyTable<PartsSpec> parts_keys() {
  using Spec = PartsSpec;
  KeyTable<Spec> keys;
  keys.required("demand", as<DemandId>(reference("demands")), &Spec::demand,
                "that brings them to the plant's place");
  keys.required(
      "store", vehicles(), [](Spec& s, double count) { s.store = to_vehicles(count); },
      "room for the parts of so many; what there is no room for waits in the yard");
  add_vehicles_per_unit(keys, "4", "that the parts in one are enough for");
  return keys;
}

KeyTable<PlantOutletSpec> plant_outlet_keys() {
  using Spec = PlantOutletSpec;
  KeyTable<Spec> keys;
  keys.required("demand", as<DemandId>(reference("demands")), &Spec::demand,
                "that carries them away; of a `volume` of 0, for the plant releases them");
  keys.optional("weight", count(1), &Spec::weight, by_default("1"),
                "it gets this of the sum of all outlets' weights");
  add_vehicles_per_unit(keys, "10", "that one takes");
  return keys;
}

KeyTable<PlantSpec> plant_keys() {
  using Spec = PlantSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required("place", as<PlaceId>(reference("places")), &Spec::place, "where it is");
  keys.required(
      "capacity", measure("vehicles/time", "vehicle/h", "30000 vehicle/a", kNotNegative),
      [](Spec& s, double per_hour) { s.capacity = VehiclesPerHour{per_hour}; },
      "that it makes, if it has parts and room: `30000 vehicle/a`; 0 while it is not open");
  keys.optional(
      "batch", vehicles(), [](Spec& s, double count) { s.batch = to_vehicles(count); },
      by_default("1 vehicle"), "begun and finished together");
  keys.required(
      "store", vehicles(), [](Spec& s, double count) { s.store = to_vehicles(count); },
      "room for finished ones, until there is room for them in the yard");
  keys.required(
      "parts",
      maps_by_id(parts_keys(), "{demand: kits, store: 600 vehicle, vehicles: 4 vehicle/TEU}"),
      &Spec::parts, "each vehicle takes a set of each");
  keys.required("outlets",
                maps_by_id(plant_outlet_keys(), "{demand: cars, vehicles: 10 vehicle/wagon}"),
                &Spec::outlets, "to which it ships");
  return keys;
}

KeyTable<TradeSpec> trade_keys() {
  using Spec = TradeSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required("country", text(), &Spec::country, "one of the two, as places name it: `KZ`");
  keys.required("partner", text(), &Spec::partner, "the other: what goes there is exported");
  keys.optional("also", references("demands"), add_demands<&Spec::also>, if_absent("none"),
                "that are not from one to the other, but their trade: transshipped");
  keys.optional("except", references("demands"), add_demands<&Spec::except>, if_absent("none"),
                "that are from one to the other, but not their trade: transit");
  keys.optional("observed", yearly_money("85 MUSD/a"), &Spec::observed_per_year,
                if_absent("not known"), "what statistics say");
  keys.optional("observed_in", count(1900), &Spec::observed_in, if_absent("not known"), "the year");
  keys.optional("target", yearly_money("1000 MUSD/a"), &Spec::target_per_year, if_absent("none"),
                "that the two have set themselves");
  return keys;
}

}  // namespace caravan
