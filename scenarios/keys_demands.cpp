// What a scenario may say of demands.

#include <cmath>

#include "caravan/scenarios/cargo_values.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

using Text = DemandText;

constexpr double kDaysPerHour = 1 / 24.0;

// The class of a demand's commodity; if that is wrong, the mistake has been reported.
bool moves(const Reading& reading, const Text& demand, CargoClass cargo) {
  const CommodityId commodity = demand.spec.commodity;
  const auto& all = reading.scenario.commodities;
  return (commodity.is_none() ? CargoClass::container : all[commodity.index()].cargo) == cargo;
}

// In the spec's unit.
ValueType<double> quantity(CargoClass cargo, const std::string& example, Bounds bounds) {
  if (!is_counted(cargo)) return measure("mass", "kg", example + " t", bounds);
  const std::string unit(unit_of(cargo));
  return whole(measure(unit, unit, example + " " + unit, bounds));
}

ValueType<double> volume(CargoClass cargo) {
  if (!is_counted(cargo)) return measure("mass/time", "kg/d", "1.2 Mt/a", kNotNegative);
  const std::string unit(unit_of(cargo));
  return measure(unit + "/time", unit + "/d", "20470 " + unit + "/a", kNotNegative);
}

void add_season_keys(KeyTable<Text>& keys) {
  keys.for_all();
  keys.optional(
      "by_month", monthly_factors(),
      [](Text& t, const MonthlyFactors& factors) { t.season.by_month = factors; },
      if_absent("always 100 %"), "of `volume`, January first");
  keys.optional(
      "growth", measure("share/time", "%/a", "5 %/a", {-100, true, 1000}),
      [](Text& t, double percent) { t.season.growth = percent / 100; }, by_default("0 %/a"),
      "of `volume`, from each year to the next");
  keys.optional(
      "growth_from", date(), [](Text& t, Time since) { t.season.since = since; },
      if_absent("`start`"), "the year from then on has `volume`, and so has all before");
}

}  // namespace

KeyTable<DemandText> demand_keys() {
  KeyTable<Text> keys;
  keys.required(
      "commodity", reference("commodities"),
      [](Text& t, std::size_t c) { t.spec.commodity = CommodityId(c); }, "what moves");
  keys.required(
      "from", reference("places"), [](Text& t, std::size_t p) { t.spec.from = PlaceId(p); },
      "its origin");
  keys.required(
      "to", reference("places"), [](Text& t, std::size_t p) { t.spec.to = PlaceId(p); },
      "its destination");
  keys.optional(
      "arrivals", word<Arrivals>({{"poisson", Arrivals::poisson}, {"even", Arrivals::even}}),
      [](Text& t, Arrivals arrivals) { t.spec.arrivals = arrivals; }, by_default("poisson"),
      "how consignments follow each other");
  keys.optional(
      "equipment", reference("equipment"),
      [](Text& t, std::size_t e) { t.spec.equipment = EquipmentId(e); }, if_absent("never scarce"),
      "the boxes or wagons in which it travels");
  for (const CargoClass cargo : kAllCargo) {
    keys.only_for(whom(cargo),
                  [cargo](const Reading& r, const Text& t) { return moves(r, t, cargo); });
    keys.required(
        "volume", volume(cargo),
        [](Text& t, double per_day) { t.spec.rate = AmountPerHour{per_day * kDaysPerHour}; },
        cargo == CargoClass::crude
            ? "offered by shippers; at most, if one of `shippers` nominates its lots"
            : "offered by shippers; 0 for what a plant ships");
    keys.required(
        "lot", quantity(cargo, is_counted(cargo) ? "4" : "660", {1, true, 1e9}),
        [](Text& t, double units) { t.spec.lot = Amount{std::llround(units)}; },
        "of one consignment");
  }
  add_season_keys(keys);
  return keys;
}

}  // namespace caravan
