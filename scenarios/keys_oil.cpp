// What a scenario may say of oil: tanks, pipelines, fields, offtakes, liftings, shippers, outages.

#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

// In barrels, far beyond the largest field, tank or pipeline.
constexpr double kMostOil = 1e9;

ValueType<Volume> volume(std::string example, double least = 0) {
  return as<Volume>(measure("volume", "bbl", std::move(example), {least, true, kMostOil}));
}

ValueType<Volume> daily_volume(std::string example, Bounds bounds = {0, true, kMostOil}) {
  return as<Volume>(measure("volume/time", "bbl/d", std::move(example), bounds));
}

ValueType<Money> money_per_tonne(std::string example) {
  return as<Money>(measure("money/t", "USD/t", std::move(example), kNotNegative));
}

ValueType<CommodityId> grade() { return as<CommodityId>(reference("commodities")); }
ValueType<PlaceId> place() { return as<PlaceId>(reference("places")); }

// Of grades, one after the other.
ValueType<std::vector<GradeVolume>> volumes_by_grade(std::string example) {
  const auto by_grade = by_id("volumes by `commodities`", "commodities", volume("10 Mbbl", 1),
                              "{" + std::move(example) + "}");
  const auto read = [by_grade](Reading& reading, const YamlNode& node,
                               const std::string& path) -> std::optional<std::vector<GradeVolume>> {
    const auto pairs = by_grade.read(reading, node, path);
    if (!pairs) return std::nullopt;
    std::vector<GradeVolume> volumes;
    for (const auto& [commodity, one] : *pairs) volumes.push_back({CommodityId(commodity), one});
    return volumes;
  };
  return {by_grade.shape, read, {}};
}

// What a field produces in a day, in barrels or in tonnes: sources say either.
struct Production {
  double per_day = 0;
  bool is_mass = false;
};

ValueType<Production> production() {
  const auto in_barrels = measure("volume/time", "bbl/d", "500 kbbl/d", {0, true, kMostOil});
  const auto in_tonnes = measure("mass/time", "t/d", "12 Mt/a", {0, true, kMostOil / 20});
  const auto read = [=](Reading& reading, const YamlNode& node,
                        const std::string& path) -> std::optional<Production> {
    using namespace dimension;
    MeasureError error;
    const auto found = parse_measure(node.text, error);
    const bool is_mass = found && found->dimensions == kMass / kTime;
    const auto per_day = (is_mass ? in_tonnes : in_barrels).read(reading, node, path);
    if (!per_day) return std::nullopt;
    return Production{*per_day, is_mass};
  };
  return {Shape::either("volume/time or mass/time", {in_barrels.shape, in_tonnes.shape}), read,
          [read](Reading& r, const YamlNode& n, const std::string& p) -> std::optional<double> {
            const auto found = read(r, n, p);
            if (!found) return std::nullopt;
            return found->per_day;
          }};
}

// A mistake in the grade has been reported.
Volume in_volume(const Reading& reading, Production production, CommodityId grade) {
  if (!production.is_mass || grade.is_none()) return Volume{production.per_day};
  return Volume{production.per_day * reading.scenario.commodities[grade.index()].barrels_per_tonne};
}

}  // namespace

KeyTable<TankSpec> tank_keys() {
  using Spec = TankSpec;
  KeyTable<Spec> keys;
  keys.required(
      "holds", references("commodities"),
      [](Spec& s, const std::vector<std::size_t>& grades) {
        for (const std::size_t one : grades) s.holds.emplace_back(one);
      },
      "grades of crude; of several it holds the blend");
  keys.required("capacity", volume("7 Mbbl", 1), &Spec::capacity, "dead stock included");
  keys.optional("dead_stock", volume("350 kbbl"), &Spec::dead_stock, by_default("0 bbl"),
                "that can't be pumped out");
  keys.optional("stock", volumes_by_grade("azeri_light: 3 Mbbl"), &Spec::stock, if_absent("none"),
                "when the simulation begins; the first came in first and goes out first");
  return keys;
}

void add_tank_keys(KeyTable<PlaceSpec>& keys) {
  keys.optional("tanks", maps_by_id(tank_keys(), "{holds: [azeri_light], capacity: 7 Mbbl}"),
                &PlaceSpec::tanks, if_absent("none"),
                "of crude; where pipelines meet without any, oil passes from one into the other");
}

void add_pipeline_keys(KeyTable<LinkText>& keys) {
  using Link = LinkText;
  keys.only_for("pipelines", says("mode", {"pipeline"}));
  keys.required(
      "capacity", daily_volume("1.2 Mbbl/d", {1000, true, kMostOil}),
      [](Link& l, Volume bbl) { l.spec.pipeline.per_day = bbl; },
      "its highest rate, with all pump stations and without drag reducer");
  keys.optional(
      "minimum", daily_volume("200 kbbl/d"),
      [](Link& l, Volume bbl) { l.spec.pipeline.least_per_day = bbl; }, by_default("0 bbl/d"),
      "with less it stands");
  keys.optional(
      "restart", duration(kNotNegative),
      [](Link& l, Duration time) { l.spec.pipeline.restart = time; }, by_default("12 h"),
      "it starts again when there is oil, and room, for so long at its highest rate");
  keys.optional(
      "pump_stations", count(1),
      [](Link& l, std::int64_t stations) { l.spec.pipeline.pump_stations = stations; },
      by_default("1"), "that share the work");
  keys.optional(
      "drag_reduction", measure("share", "%", "30 %", {0, true, 90}),
      [](Link& l, double percent) { l.spec.pipeline.drag_reduction = percent / 100; },
      by_default("0 %"), "of the friction, by an additive");
  keys.required(
      "line_fill", volumes_by_grade("azeri_light: 10 Mbbl"),
      [](Link& l, const auto& volumes) { l.spec.pipeline.line_fill = volumes; },
      "what it holds at the beginning, the first next to come out: `{azeri_light: 10 Mbbl}`");
  keys.optional(
      "batches", volumes_by_grade("azeri_light: 3 Mbbl, turkmen: 1 Mbbl"),
      [](Link& l, const auto& volumes) { l.spec.pipeline.batches = volumes; },
      if_absent("it pumps what there is"), "pumped in turn, over and over");
  keys.optional(
      "interface_loss", volume("5 kbbl"),
      [](Link& l, Volume bbl) { l.spec.pipeline.interface_loss = bbl; }, by_default("0 bbl"),
      "where two grades meet in the line");
}

KeyTable<FieldSpec> field_keys() {
  using Spec = FieldSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required("place", place(), &Spec::place, "into whose tank, or pipeline, it produces");
  keys.required("grade", grade(), &Spec::grade, "of crude");
  keys.required(
      "production", production(),
      [](const Reading& reading, Spec& s, Production p) {
        s.per_day = in_volume(reading, p, s.grade);
      },
      "less what is shut in because there is no room: `500 kbbl/d`, `12 Mt/a`");
  return keys;
}

KeyTable<OfftakeSpec> offtake_keys() {
  using Spec = OfftakeSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required("place", place(), &Spec::place, "of a refinery, or where others take over");
  keys.optional("grade", grade(), &Spec::grade, if_absent("whatever comes"),
                "needed where there are tanks");
  keys.required("rate", daily_volume("100 kbbl/d"), &Spec::per_day, "at most");
  return keys;
}

KeyTable<LiftingSpec> lifting_keys() {
  using Spec = LiftingSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required("place", place(), &Spec::place, "to which its tankers come");
  keys.required("tank", text(), &Spec::tank, "the id of the tank there that they load from");
  keys.required("berth", text(), &Spec::berth, "the type that its tankers need");
  keys.required("parcel", volume("1 Mbbl", 1), &Spec::parcel, "of one tanker");
  keys.required("rate",
                as<Volume>(measure("volume/time", "bbl/h", "40 kbbl/h", {1, true, kMostOil})),
                &Spec::per_hour, "at which a berth loads");
  keys.optional("port_time", varying_hours(), &Spec::port_hours, by_default("0 h"),
                "mooring and papers, before it loads");
  keys.optional("laytime", duration(kNotNegative), &Spec::laytime, by_default("36 h"),
                "from notice of readiness to the end of loading, that costs nothing");
  keys.optional("demurrage", as<Money>(measure("money/time", "USD/d", "40000 USD/d", kNotNegative)),
                &Spec::demurrage_per_day, by_default("0 USD/d"), "of a tanker, beyond");
  keys.optional(
      "every", varying_hours(), [](Spec& s, const Distribution& every) { s.every_hours = every; },
      if_absent("they are nominated for what will be in the tank"),
      "one comes by itself, so long after the one before");
  keys.only_for("nominated liftings",
                [](const Reading&, const Spec& s) { return !s.every_hours.has_value(); });
  keys.optional("notice", duration(kNotNegative), &Spec::notice, by_default("20 d"),
                "from the nomination of a parcel to the beginning of its laycan");
  keys.optional("arrives", varying_hours(), &Spec::arrives_hours, by_default("0 h"),
                "so long after its laycan has begun");
  keys.optional("spacing", duration(kNotNegative), &Spec::spacing, by_default("12 h"),
                "between the beginnings of laycans, at least");
  keys.optional("keeps", volume("500 kbbl"), &Spec::keeps, by_default("0 bbl"),
                "stock, beyond the dead stock, that is not nominated");
  return keys;
}

KeyTable<OutletSpec> outlet_keys() {
  using Spec = OutletSpec;
  KeyTable<Spec> keys;
  keys.optional(
      "pipelines", references("links"),
      [](Spec& s, const std::vector<std::size_t>& links) {
        for (const std::size_t one : links) s.pipelines.emplace_back(one);
      },
      if_absent("none"), "on its way, from the shipper's tank on");
  keys.optional("lots", as<DemandId>(reference("demands")), &Spec::lots, if_absent("none"),
                "the demand by which it goes by rail or sea");
  keys.required("cost", money_per_tonne("45 USD/t"), &Spec::cost_per_tonne,
                "all the way, freight to the market included");
  keys.optional("risk", money_per_tonne("5 USD/t"), &Spec::risk_per_tonne, by_default("0 USD/t"),
                "what its risk is worth to the shipper");
  keys.optional("least", daily_volume("30 kbbl/d"), &Spec::least_per_day, by_default("0 bbl/d"),
                "contracted: nominated even if others are cheaper");
  keys.optional("most", daily_volume("50 kbbl/d", {0, false, kMostOil}), &Spec::most_per_day,
                if_absent("as much as it can carry"), "contracted");
  return keys;
}

KeyTable<ShipperSpec> shipper_keys() {
  using Spec = ShipperSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required("place", place(), &Spec::place, "with the tank that it ships from");
  keys.required("grade", grade(), &Spec::grade, "in that tank");
  keys.optional("keeps", volume("500 kbbl"), &Spec::keeps, by_default("0 bbl"),
                "stock that it means to have left at the end of a month");
  keys.required("outlets", maps_by_id(outlet_keys(), "{pipelines: [btc], cost: 45 USD/t}"),
                &Spec::outlets, "the ways that it divides its oil among");
  return keys;
}

}  // namespace caravan
