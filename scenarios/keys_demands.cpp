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

// Each item a date and how much was offered then.
ValueType<std::vector<PastOffer>> history(CargoClass cargo) {
  const ValueType<double> amount = quantity(cargo, "120", {1, true, 1e12});
  const auto read = [amount](Reading& reading, const YamlNode& node,
                             const std::string& path) -> std::optional<std::vector<PastOffer>> {
    const std::string expected = "[[2023-01-10, 120 TEU], ...] or {file: offers.csv}";
    std::vector<PastOffer> offers;
    if (!node.is_list() || node.items.empty()) {
      reading.error(node.mark, path + ": expected offers by date, such as " + expected +
                                   ", found " + describe(node));
      return std::nullopt;
    }
    for (const YamlNode& item : node.items) {
      if (!item.is_list() || item.items.size() != 2) {
        reading.error(item.mark, path + ": expected a date and a quantity, as in " + expected);
        continue;
      }
      const auto at = date().read(reading, item.items[0], path);
      const auto much = amount.read(reading, item.items[1], path);
      if (!at || !much) continue;
      if (!offers.empty() && *at < offers.back().at) {
        reading.error(item.items[0].mark, path + ": dates must be in their order");
        continue;
      }
      offers.push_back({*at, Amount{std::llround(*much)}});
    }
    return offers;
  };
  const std::string pair = "[2023-01-10, " + amount.shape.example + "]";
  const Shape offer = Shape::tuple("offer", {date().shape, amount.shape}, pair);
  KeyShape file =
      optional_key("file", Shape::text(), "required", "with columns `date`, `quantity`");
  file.is_required = true;
  const Shape table = Shape::map_with({file}, "table", "{file: offers.csv}");
  const Shape offers = Shape::list_of(offer, 1, "[" + pair + "]");
  return {Shape::either("offers by date", {offers, table}), read, {}};
}

void add_season_keys(KeyTable<Text>& keys) {
  keys.only_for("demands without `history`", lacks("history"));
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
    keys.optional(
        "volume", volume(cargo),
        [](Text& t, double per_day) { t.spec.rate = AmountPerHour{per_day * kDaysPerHour}; },
        if_absent("`history`"),
        cargo == CargoClass::crude
            ? "offered by shippers; at most, if one of `shippers` nominates its lots"
            : "offered by shippers; 0 for what a plant ships");
    keys.optional(
        "history", history(cargo),
        [](Text& t, const std::vector<PastOffer>& offers) { t.spec.history = offers; },
        if_absent("`volume`"),
        "instead, what was offered when: `[[2023-01-10, 120 TEU], ...]`, or "
        "`{file: offers.csv}` with columns `date` and `quantity`");
    keys.required(
        "lot", quantity(cargo, is_counted(cargo) ? "4" : "660", {1, true, 1e9}),
        [](Text& t, double units) { t.spec.lot = Amount{std::llround(units)}; },
        "of one consignment; of what a `history` offers, the last lot may be smaller");
  }
  add_season_keys(keys);
  keys.one_of({"volume", "history"});
  return keys;
}

}  // namespace caravan
