// What a scenario may say of links, fleets and rolling stock.

#include <cmath>

#include "caravan/scenarios/cargo_values.hpp"
#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

using enum CargoClass;
using Link = LinkText;

ValueType<PerCargo<bool>> classes() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<PerCargo<bool>> {
    if (!node.is_list() || node.items.empty()) {
      reading.error(node.mark, path +
                                   ": expected a list of classes, such as [truck, container], "
                                   "found " +
                                   describe(node));
      return std::nullopt;
    }
    const std::vector<std::string> words(kCargoClassNames.begin(), kCargoClassNames.end());
    PerCargo<bool> chosen{};
    for (const YamlNode& item : node.items) {
      const auto one = find_word(reading, item, path, words);
      if (one) chosen[static_cast<CargoClass>(*one)] = true;
    }
    return chosen;
  };
  Shape one = Shape::word({kCargoClassNames.begin(), kCargoClassNames.end()});
  one.name = "classes";
  return {Shape::list_of(one, 1, "[truck, container]"), read, {}};
}

// By class of cargo, which pool of rolling stock.
ValueType<PerCargo<RollingStockId>> pools_by_class() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<PerCargo<RollingStockId>> {
    if (!is_map(reading, node, path, "{container: flats}")) return std::nullopt;
    const std::vector<std::string> words(kCargoClassNames.begin(), kCargoClassNames.end());
    PerCargo<RollingStockId> pools;
    for (const YamlEntry& entry : node.entries) {
      const auto cargo = std::find(words.begin(), words.end(), entry.key);
      if (cargo == words.end()) {
        reading.error(entry.mark, "unknown class of cargo '" + entry.key + "' in " + path,
                      suggest(entry.key, words));
        continue;
      }
      const auto pool =
          read_value(reading, entry.value, path + "." + entry.key, reference("rolling_stock"));
      if (pool) pools[static_cast<CargoClass>(cargo - words.begin())] = RollingStockId(*pool);
    }
    return pools;
  };
  const Shape one = Shape::word({kCargoClassNames.begin(), kCargoClassNames.end()});
  return {Shape::map_by(one, Shape::reference("rolling_stock"), "`rolling_stock` by class",
                        "{container: flats}"),
          read,
          {}};
}

void add_rail_keys(KeyTable<Link>& keys) {
  keys.only_for("rail links", says("mode", {"rail"}));
  keys.optional(
      "gauge", measure("length", "mm", "1520 mm", {500, true, 3000}),
      [](Link& l, double mm) { l.spec.rail.gauge_mm = static_cast<int>(std::lround(mm)); },
      by_default("1520 mm"), "where it changes, trains end, or have their bogies changed");
  keys.required(
      "paths", measure("trains/time", "train/d", "14 train/d", {0.001, true, 1e4}),
      [](Link& l, double per_day) { l.spec.rail.paths_per_day = per_day; }, "that can enter");
  keys.optional(
      "track", word<bool>({{"single", true}, {"double", false}}),
      [](Link& l, bool is_single) { l.spec.rail.is_single_track = is_single; },
      by_default("single"), "on single track both directions share the paths");
  keys.required(
      "train", amounts_by_class(kAllCargo),
      [](Link& l, const auto& values) { l.spec.rail.train = to_amounts_or_zero(values); },
      "payload of a train; what is not given is not carried");
  keys.optional(
      "minimum_fill", share(),
      [](Link& l, double percent) { l.spec.rail.fill.minimum = percent / 100; },
      by_default("100 %"), "of a train's payload, to leave at once");
  keys.optional(
      "maximum_wait", duration(kNotNegative),
      [](Link& l, Duration wait) { l.spec.rail.fill.maximum_wait = wait; }, by_default("3 d"),
      "of a train's first cargo, then it leaves as it is");
  keys.optional(
      "locomotives", reference("rolling_stock"),
      [](Link& l, std::size_t pool) { l.spec.rail.locomotives = RollingStockId(pool); },
      if_absent("never scarce"), "one to a train; changed where the next link names others");
  keys.optional(
      "wagon_sets", pools_by_class(),
      [](Link& l, const auto& pools) { l.spec.rail.wagon_sets = pools; }, if_absent("never scarce"),
      "one to a train that begins here: `{container: flats}`");
}

void add_other_mode_keys(KeyTable<Link>& keys) {
  keys.only_for("sea links", says("mode", {"sea"}));
  keys.required(
      "fleets", references("fleets"),
      [](Link& l, const std::vector<std::size_t>& fleets) {
        for (const std::size_t fleet : fleets) l.spec.fleets.emplace_back(fleet);
      },
      "that serve it and its way back");
  keys.only_for("road links", says("mode", {"road"}));
  keys.required(
      "carries", classes(), [](Link& l, const auto& chosen) { l.spec.road.carries = chosen; },
      "`[truck, container]`");
}

ValueType<TimetableSpec> timetable() {
  using Spec = TimetableSpec;
  KeyTable<Spec> keys;
  keys.required("first", date(), &Spec::first, "departure from each end of each link");
  keys.required("every", duration(kPositive), &Spec::every, "from one departure to the next");
  keys.optional("at_berth_ahead", duration(kNotNegative), &Spec::at_berth_ahead, by_default("1 d"),
                "of its departure a vessel comes in to load");
  return map_of(keys, "{first: 2023-01-02, every: 7 d}");
}

ValueType<BreakdownSpec> breakdowns() {
  using Spec = BreakdownSpec;
  KeyTable<Spec> keys;
  keys.required("every", varying_hours(), &Spec::every_hours, "under way");
  keys.required("repair", varying_hours(), &Spec::repair_hours, "where it broke down");
  return map_of(keys, "{every: exponential(mean 90 d), repair: 3 d}");
}

ValueType<DryDockingSpec> dry_docking() {
  using Spec = DryDockingSpec;
  KeyTable<Spec> keys;
  keys.required("every", duration(kPositive), &Spec::every, "from one to the next");
  keys.required("lasts", varying_hours(), &Spec::lasts_hours, "once empty and in port");
  return map_of(keys, "{every: 2.5 y, lasts: 30 d}");
}

void add_policy_keys(KeyTable<FleetSpec>& keys) {
  using Spec = FleetSpec;
  keys.optional("policy",
                word<SailingPolicy>({{"when_full", SailingPolicy::when_full},
                                     {"timetable", SailingPolicy::timetable},
                                     {"dispatch", SailingPolicy::dispatch}}),
                &Spec::policy, by_default("when_full"),
                "`dispatch`: as `when_full`, but idle vessels go where cargo waits");
  keys.only_for("fleets with a timetable", says("policy", {"timetable"}));
  keys.required("timetable", timetable(), &Spec::timetable,
                "`first` date and `every` so long (both required), `at_berth_ahead` (1 d)");
  keys.only_for("fleets without a timetable", says("policy", {"when_full", "dispatch"}));
  keys.optional(
      "minimum_fill", share(), [](Spec& s, double percent) { s.fill.minimum = percent / 100; },
      by_default("0 %"), "of the payload; with this much a vessel loads and sails");
  keys.optional(
      "maximum_wait", duration(kNotNegative),
      [](Spec& s, Duration wait) { s.fill.maximum_wait = wait; }, by_default("1 d"),
      "of a vessel, then it sails with what there is");
}

void add_vessel_keys(KeyTable<FleetSpec>& keys) {
  using Spec = FleetSpec;
  keys.required(
      "payload", amounts_by_class(kAllCargo),
      [](Spec& s, const auto& values) { s.payload = to_amounts_or_zero(values); },
      "of one vessel filled with that class alone");
  keys.optional("loads", word<bool>({{"mixed", true}, {"one_commodity", false}}),
                &Spec::mixes_cargo, by_default("mixed"), "on one voyage");
  keys.optional(
      "speed", measure("speed", "km/h", "10 kn", kPositive),
      [](Spec& s, double kilometres) { s.speed = Speed{kilometres}; },
      if_absent("the link's `transit`"), "varied as the link's `transit` is around its mean");
  keys.optional(
      "draught", measure("length", "m", "4.5 m", kPositive),
      [](Spec& s, double metres) { s.draught = Depth{metres}; }, if_absent("less than any depth"),
      "with its full payload");
  keys.optional(
      "payload_lost", measure("share/length", "%/m", "20 %/m", {0, true, 1000}),
      [](Spec& s, double percent) { s.payload_lost_per_metre = percent / 100; },
      by_default("20 %/m"), "for each metre of draught too much");
  keys.optional("port_time", varying_hours(), &Spec::port_hours, by_default("0 h"),
                "of each call, beside cargo work: mooring, papers");
  keys.optional("tugs", count(), &Spec::tugs, by_default("0"), "to come to a berth or leave it");
  keys.optional("pilots", count(), &Spec::pilots, by_default("0"), "likewise");
  keys.optional("manoeuvre", varying_hours(), &Spec::manoeuvre_hours, by_default("0 h"),
                "either way, with tugs and pilots");
  keys.optional(
      "breakdowns", breakdowns(), [](Spec& s, const BreakdownSpec& b) { s.breakdowns = b; },
      if_absent("none"), "`every` so much time under way, `repair` (both required)");
  keys.optional(
      "dry_docking", dry_docking(), [](Spec& s, const DryDockingSpec& d) { s.dry_docking = d; },
      if_absent("none"), "`every` so long it `lasts` so long (both required)");
  keys.optional("laytime", duration(kNotNegative), &Spec::laytime, by_default("0 d"),
                "of a call, from arrival to departure, that costs nothing");
  keys.optional(
      "demurrage", measure("money/time", "USD/d", "8000 USD/d", kNotNegative),
      [](Spec& s, double usd) { s.demurrage_per_day = Money{usd}; }, by_default("0 USD/d"),
      "of a vessel beyond its laytime, borne by what it carries away");
}

}  // namespace

KeyTable<LinkText> link_keys() {
  KeyTable<Link> keys;
  keys.required(
      "from", reference("places"), [](Link& l, std::size_t p) { l.spec.from = PlaceId(p); },
      "where it begins");
  keys.required(
      "to", reference("places"), [](Link& l, std::size_t p) { l.spec.to = PlaceId(p); },
      "where it ends");
  keys.optional("back", id(), &Link::back, if_absent("none"),
                "the id of the link back, which has the same values");
  keys.required(
      "mode",
      word<Mode>({{"rail", Mode::rail},
                  {"sea", Mode::sea},
                  {"road", Mode::road},
                  {"pipeline", Mode::pipeline}}),
      [](Link& l, Mode mode) { l.spec.mode = mode; }, "what moves on it");
  keys.required(
      "distance", measure("length", "km", "470 km", kPositive),
      [](Link& l, double km) { l.spec.distance = Distance{km}; }, "");
  keys.optional(
      "open", word<bool>({{"yes", true}, {"no", false}}),
      [](Link& l, bool is_open) { l.spec.is_open = is_open; }, by_default("yes"),
      "`no`: nothing sets out on it until an intervention opens it");
  keys.optional(
      "tariff", money_by_class(),
      [](Link& l, const auto& values) { l.spec.tariff = to_money(values); }, if_absent("0"),
      "`{container: 450 USD/TEU, general: 28 USD/t}`");
  keys.optional(
      "co2", measure("mass/transport", "g/tkm", "25 g/tkm", kNotNegative),
      [](Link& l, double grams) { l.spec.co2_g_per_tkm = grams; }, by_default("0 g/tkm"),
      "CO2 equivalent for each tonne and kilometre");
  add_route_keys(keys);
  keys.only_for("rail and road links", says("mode", {"rail", "road"}));
  keys.required(
      "transit", varying_hours(), [](Link& l, const Distribution& d) { l.spec.transit_hours = d; },
      "under way, without waiting");
  keys.only_for("sea links", says("mode", {"sea"}));
  keys.optional(
      "transit", varying_hours(), [](Link& l, const Distribution& d) { l.spec.transit_hours = d; },
      if_absent("distance over the speeds of its fleets"), "under way, without waiting");
  add_rail_keys(keys);
  add_other_mode_keys(keys);
  add_pipeline_keys(keys);
  return keys;
}

KeyTable<FleetSpec> fleet_keys() {
  using Spec = FleetSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.optional("class", text(), &Spec::vessel_class, if_absent("none"),
                "`rail ferry`, `tanker`; for tables");
  keys.required("vessels", count(), &Spec::vessels, "how many");
  keys.required("berth", text(), &Spec::berth, "the type its vessels need at all their ports");
  keys.optional(
      "priority", whole(number({-1000, true, 1000})),
      [](Spec& s, double priority) { s.priority = static_cast<std::int32_t>(priority); },
      by_default("0"), "for berths, tugs and pilots; the higher goes first");
  add_vessel_keys(keys);
  add_policy_keys(keys);
  return keys;
}

KeyTable<RollingStockSpec> rolling_stock_keys() {
  using Spec = RollingStockSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required(
      "homes", by_id("counts by `places`", "places", count(), "{almaty: 6}"),
      [](Spec& s, const auto& homes) {
        for (const auto& [place, count] : homes) s.homes.push_back({PlaceId(place), count});
      },
      "how many belong where: `{almaty: 6, aktau: 4}`");
  keys.optional("layover", duration(kNotNegative), &Spec::layover, by_default("12 h"),
                "idle away from home, before it comes back empty");
  return keys;
}

}  // namespace caravan
