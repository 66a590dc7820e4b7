// What a scenario may say of places and seas.

#include "caravan/scenarios/cargo_values.hpp"
#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

using enum CargoClass;

ValueType<FormalitiesSpec> formalities() {
  using Spec = FormalitiesSpec;
  KeyTable<Spec> keys;
  keys.optional("desks", count(1), &Spec::desks, by_default("1"), "worked at a time");
  keys.required("time", varying_hours(), &Spec::time_hours, "at a desk");
  keys.optional("hours", opening_hours(), &Spec::hours, by_default("always"),
                "when desks are open, UTC");
  keys.optional(
      "fee", money_by_class(), [](Spec& s, const auto& values) { s.fee = to_money(values); },
      if_absent("0"), "border and customs, for one of each class");
  return map_of(keys, "{desks: 4, time: 10 h}");
}

ValueType<InspectionSpec> inspection() {
  using Spec = InspectionSpec;
  KeyTable<Spec> keys;
  const auto a_share = measure("share", "%", "20 %", {0, true, 100});
  keys.required(
      "share", a_share, [](Spec& s, double percent) { s.share = percent / 100; },
      "of consignments, each time that they have been at the desks");
  keys.optional("desks", count(1), &Spec::desks, by_default("1"), "worked at a time");
  keys.required("time", varying_hours(), &Spec::time_hours, "of one consignment");
  keys.optional(
      "returned", measure("share", "%", "30 %", {0, true, 90}),
      [](Spec& s, double percent) { s.returned = percent / 100; }, by_default("0 %"),
      "of what is inspected, to the line for the desks");
  return map_of(keys, "{share: 20 %, desks: 2, time: 6 h, returned: 30 %}");
}

ValueType<GateSpec> gate() {
  KeyTable<GateSpec> keys;
  keys.optional("lanes", count(1), &GateSpec::lanes, by_default("1"), "");
  keys.required("time", varying_hours(), &GateSpec::time_hours, "of one consignment in a lane");
  return map_of(keys, "{lanes: 4, time: 10 min}");
}

ValueType<WeatherSpec> weather() {
  using Spec = WeatherSpec;
  KeyTable<Spec> keys;
  keys.required("closed", monthly_shares(), &Spec::closed_share,
                "share of each month that wind and waves close the port, January first");
  keys.required("lasts", varying_hours(), &Spec::lasts_hours, "one closure");
  keys.optional("work",
                word<WorkInBadWeather>(
                    {{"pauses", WorkInBadWeather::pauses}, {"goes_on", WorkInBadWeather::goes_on}}),
                &Spec::work, by_default("pauses"),
                "cargo work at the berths meanwhile; no ship comes or goes in any case");
  return map_of(keys, "{closed: [22 %, ...], lasts: 20 h}");
}

ValueType<BogieExchangeSpec> bogie_exchange() {
  using Spec = BogieExchangeSpec;
  KeyTable<Spec> keys;
  keys.optional("lines", count(1), &Spec::lines, by_default("1"), "trains worked on at a time");
  keys.required("time", varying_hours(), &Spec::time_hours, "of one train");
  return map_of(keys, "{lines: 1, time: 4 h}");
}

ValueType<StorageFeeSpec> demurrage() {
  using Spec = StorageFeeSpec;
  KeyTable<Spec> keys;
  keys.optional("free", duration(kNotNegative), &Spec::free, by_default("0 d"), "of charge");
  keys.required(
      "per_day", daily_money_by_class(),
      [](Spec& s, const auto& values) { s.per_day = to_money(values); },
      "for one of each class, beyond the free time");
  return map_of(keys, "{free: 5 d, per_day: {container: 10 USD/TEU/d}}");
}

void add_yard_keys(KeyTable<PlaceSpec>& keys) {
  using Spec = PlaceSpec;
  keys.optional(
      "yard", amounts_by_class({container, wagon, truck, general}),
      [](Spec& s, const auto& values) {
        for (const CargoClass c : {container, wagon, truck, general}) {
          s.storage[c] = to_amounts(values)[c];
        }
      },
      if_absent("unlimited"), "room for `container`, `wagon`, `truck` and `general`");
  keys.optional(
      "yard_kept_for_ships", measure("share", "%", "20 %", {0, true, 90}),
      [](Spec& s, double percent) { s.yard_kept_for_ships = percent / 100; }, by_default("0 %"),
      "into which only what ships bring is put, so that cargo for ships can't lock them out");
  keys.optional("demurrage", demurrage(), &Spec::storage_fee, if_absent("none"),
                "what storage costs: `free` time (0 d), then `per_day` (required)");
  keys.optional(
      "handling", rates_by_class(),
      [](Spec& s, const auto& values) { s.handling = to_rates(values); }, if_absent("none"),
      "of one crane or berth, or on one track: `{container: 25 TEU/h, crude: 600 t/h}`");
  keys.optional(
      "handling_fee", money_by_class(),
      [](Spec& s, const auto& values) { s.handling_fee = to_money(values); }, if_absent("0"),
      "each time that one is put on a carrier or taken off");
  keys.optional("working_hours", opening_hours(), &Spec::working_hours, by_default("always"),
                "of cargo work at berths and on tracks, UTC: `mon-fri 08:00-18:00, sat "
                "09:00-13:00`");
  keys.optional(
      "formalities", formalities(), [](Spec& s, const FormalitiesSpec& f) { s.formalities = f; },
      if_absent("none"),
      "customs, border, papers: `desks` worked at a time (1), `time` at a desk "
      "(required), `hours` (always), `fee` by class");
  keys.optional(
      "inspection", inspection(), [](Spec& s, const InspectionSpec& i) { s.inspection = i; },
      if_absent("none"),
      "after formalities, of cargo taken off its carrier: `share` (required), `desks` worked at a "
      "time (1), `time` at one (required), `returned` to the line for formalities (0 %)");
  keys.optional(
      "gate", gate(), [](Spec& s, const GateSpec& g) { s.gate = g; }, if_absent("none"),
      "for what comes and goes by road: `lanes` (1), `time` in a lane (required)");
}

void add_port_keys(KeyTable<PlaceSpec>& keys) {
  using Spec = PlaceSpec;
  keys.optional(
      "berths", counts(),
      [](Spec& s, const auto& counts) {
        for (const auto& [type, count] : counts) s.berths.push_back({type, count});
      },
      if_absent("none"), "by type, such as `{container: 2, oil: 3}`; the types are the author's");
  keys.optional(
      "cranes", counts_by_class(0),
      [](Spec& s, const auto& counts) {
        for (const CargoClass c : kAllCargo) s.cranes[c].count = counts[c];
      },
      if_absent("each berth has its own"), "cranes, ramps or loading arms that the berths share");
  keys.optional(
      "cranes_per_vessel", counts_by_class(1),
      [](Spec& s, const auto& counts) {
        for (const CargoClass c : kAllCargo) s.cranes[c].per_vessel = counts[c];
      },
      if_absent("1"), "of the shared ones, at most");
  keys.optional("tugs", count(), &Spec::tugs, if_absent("never scarce"), "");
  keys.optional("pilots", count(), &Spec::pilots, if_absent("never scarce"), "");
  keys.optional(
      "weather", weather(), [](Spec& s, const WeatherSpec& w) { s.weather = w; },
      if_absent("always open"),
      "wind and waves: `closed` shares by month, `lasts` (both required), `work` "
      "`pauses` or `goes_on`");
  keys.optional(
      "depth", measure("length", "m", "5.4 m", kPositive),
      [](Spec& s, double metres) { s.depth = Depth{metres}; }, if_absent("enough for all"),
      "that ships may draw when the scenario starts, keel clearance taken off");
  keys.optional(
      "sea", reference("seas"), [](Spec& s, std::size_t sea) { s.sea = SeaId(sea); },
      if_absent("one that keeps its level"), "whose level the depth follows");
}

void add_railway_keys(KeyTable<PlaceSpec>& keys) {
  using Spec = PlaceSpec;
  keys.optional("tracks", count(), &Spec::tracks, by_default("4"),
                "on which trains are loaded and unloaded");
  keys.optional(
      "sidings", count(1), [](Spec& s, std::int64_t sidings) { s.sidings = sidings; },
      if_absent("unlimited"),
      "trains that have come here, or stand here on their way, at a time; others wait at the "
      "station before");
  keys.optional("marshalling", varying_hours(), &Spec::marshalling_hours, by_default("0 h"),
                "to make a train up, or to break it up, on a track");
  keys.optional("stop", varying_hours(), &Spec::stop_hours, by_default("0 h"),
                "of a train that runs through");
  keys.optional(
      "bogie_exchange", bogie_exchange(),
      [](Spec& s, const BogieExchangeSpec& b) { s.bogie_exchange = b; },
      if_absent("none: cargo is reloaded where the gauge changes"),
      "so that trains run through: `lines` (1), `time` of a train (required)");
}

}  // namespace

KeyTable<PlaceSpec> place_keys() {
  using Spec = PlaceSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required("country", text(), &Spec::country, "ISO 3166-1 alpha-2");
  keys.required(
      "at", coordinates(),
      [](Spec& s, std::pair<double, double> at) { s.latitude = at.first, s.longitude = at.second; },
      "`[43.60 N, 51.22 E]`");
  keys.required("kind",
                word<PlaceKind>({{"inland_terminal", PlaceKind::inland_terminal},
                                 {"border", PlaceKind::border},
                                 {"junction", PlaceKind::junction},
                                 {"seaport", PlaceKind::seaport},
                                 {"oil_terminal", PlaceKind::oil_terminal},
                                 {"oil_field", PlaceKind::oil_field},
                                 {"market", PlaceKind::market}}),
                &Spec::kind, "what it mainly is; for maps and tables");
  add_yard_keys(keys);
  add_tank_keys(keys);
  add_port_keys(keys);
  add_railway_keys(keys);
  add_route_keys(keys);
  return keys;
}

KeyTable<SeaSpec> sea_keys() {
  KeyTable<SeaSpec> keys;
  keys.optional("name", text(), &SeaSpec::name, if_absent("the id"), "");
  keys.required(
      "rise", measure("length/time", "m/a", "-0.22 m/a", {-10, true, 10}),
      [](SeaSpec& s, double metres) { s.rise_per_year = Depth{metres}; },
      "of its level; negative if it falls");
  return keys;
}

}  // namespace caravan
