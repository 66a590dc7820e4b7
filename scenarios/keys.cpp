#include "caravan/scenarios/keys.hpp"

#include <cmath>

#include "caravan/scenarios/cargo_values.hpp"

namespace caravan {
namespace {

using enum CargoClass;

void add_mass_key(KeyTable<CommoditySpec>& keys, CargoClass cargo, const std::string& example,
                  const std::string& help) {
  const std::string unit(unit_of(cargo));
  keys.required(
      "mass_per_" + (cargo == container ? "teu" : unit),
      measure("mass/" + unit, "t/" + unit, example, {0.001, true, 1000}),
      [](CommoditySpec& s, double t) { s.mass_per_unit = Mass{std::llround(t * 1000)}; }, help);
}

}  // namespace

KeyTable<Scenario> scenario_keys() {
  KeyTable<Scenario> keys;
  keys.required("title", text(), &Scenario::title, "one line");
  keys.required("start", date(), &Scenario::start, "results count from here");
  keys.required("duration", duration(kPositive), &Scenario::duration, "how long results count");
  keys.optional("warm_up", duration(kNotNegative), &Scenario::warm_up, by_default("0 d"),
                "simulated before `start`, not counted");
  keys.optional("interval", duration(kPositive), &Scenario::interval, by_default("1 d"),
                "of the recorded time series");
  add_route_keys(keys);
  keys.optional("renominated_after", duration(kNotNegative), &Scenario::renominated_after,
                by_default("3 d"),
                "so long after a way of oil has become better or worse, shippers nominate anew");
  keys.optional(
      "note", text(), [](Scenario&, const std::string&) {}, if_absent("none"), "of the author");
  return keys;
}

KeyTable<SourceText> source_keys() {
  KeyTable<SourceText> keys;
  keys.required("title", text(), &SourceText::title, "what it is called");
  keys.optional("publisher", text(), &SourceText::publisher, if_absent("none"), "");
  keys.optional("date", text(), &SourceText::date, if_absent("none"), "of publication");
  keys.optional("url", text(), &SourceText::url, if_absent("none"), "");
  return keys;
}

KeyTable<CommoditySpec> commodity_keys() {
  using Spec = CommoditySpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required("class",
                word<CargoClass>({{"container", container},
                                  {"wagon", wagon},
                                  {"truck", truck},
                                  {"general", general},
                                  {"crude", crude}}),
                &Spec::cargo, "how it is counted and carried");
  add_route_keys(keys);
  for (const CargoClass cargo : kAllCargo) {
    keys.only_for(whom(cargo), says("class", {class_name(cargo)}));
    if (cargo == container) add_mass_key(keys, cargo, "14 t/TEU", "cargo and box");
    if (cargo == wagon) add_mass_key(keys, cargo, "90 t/wagon", "cargo and wagon");
    if (cargo == truck) add_mass_key(keys, cargo, "30 t/truck", "cargo and lorry");
    keys.optional(
        "value_of_time", daily_money_for(cargo),
        [](Spec& s, double usd) { s.value_of_time_per_day = Money{usd}; },
        by_default("0 USD/" + std::string(unit_of(cargo)) + "/d"),
        "what a day of its time costs its owner");
    const std::string unit(unit_of(cargo));
    keys.optional(
        "value",
        measure("money/" + unit, "USD/" + unit,
                (is_counted(cargo) ? "50000 USD/" : "500 USD/") + unit, kNotNegative),
        [](Spec& s, double usd) { s.value = Money{usd}; }, by_default("0 USD/" + unit),
        "at its destination, for `trades`");
  }
  keys.required("barrels_per_tonne", measure("volume/mass", "bbl/t", "7.55 bbl/t", {1, true, 20}),
                &Spec::barrels_per_tonne, "of this grade");
  return keys;
}

KeyTable<EquipmentSpec> equipment_keys() {
  using Spec = EquipmentSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required(
      "empty", reference("commodities"), [](Spec& s, std::size_t c) { s.empty = CommodityId(c); },
      "what it comes back as; of the same class as what it takes");
  for (const CargoClass cargo : {container, wagon, truck}) {
    keys.only_for(whom(cargo), [cargo](const Reading& reading, const Spec& s) {
      const auto& all = reading.scenario.commodities;
      return (s.empty.is_none() ? container : all[s.empty.index()].cargo) == cargo;
    });
    keys.required(
        "count", amount_of(cargo),
        [cargo](Spec& s, double units) { s.count = to_amount(units, cargo); },
        "how many there are");
  }
  return keys;
}

KeyTable<EmbargoSpec> embargo_keys() {
  using Spec = EmbargoSpec;
  KeyTable<Spec> keys;
  keys.required(
      "place", reference("places"), [](Spec& s, std::size_t p) { s.place = PlaceId(p); },
      "through which cargo is to go by rail");
  keys.optional(
      "cargo", word<CargoClass>({{"container", container}, {"wagon", wagon}, {"general", general}}),
      &Spec::cargo, by_default("wagon"), "that is refused");
  for (const CargoClass cargo : {container, wagon, general}) {
    keys.only_for(whom(cargo), says("cargo", {class_name(cargo)}));
    keys.required(
        "begins_above", amount_of(cargo),
        [cargo](Spec& s, double units) { s.begins_above = to_amount(units, cargo); },
        "of it in storage there, and in trains outside");
    keys.required(
        "ends_below", amount_of(cargo),
        [cargo](Spec& s, double units) { s.ends_below = to_amount(units, cargo); }, "");
  }
  return keys;
}

KeyTable<CorridorSpec> corridor_keys() {
  using Spec = CorridorSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required(
      "via", references("places"),
      [](Spec& s, const std::vector<std::size_t>& places) {
        for (const std::size_t place : places) s.via.emplace_back(place);
      },
      "itineraries that call at these in this order, or in the reverse");
  add_route_keys(keys);
  return keys;
}

}  // namespace caravan
