#include "caravan/scenarios/keys.hpp"

#include <cmath>

namespace caravan {
namespace {

using enum CargoClass;

constexpr double kDaysPerHour = 1 / 24.0;

// From what the language's values are read as to what the specs hold.

PerCargo<std::optional<Amount>> amounts(const PerCargo<std::optional<double>>& teu_or_tonnes) {
  PerCargo<std::optional<Amount>> result;
  for (const CargoClass cargo : {container, general, crude}) {
    const double scale = cargo == container ? 1 : 1000;
    if (teu_or_tonnes[cargo]) result[cargo] = Amount{std::llround(*teu_or_tonnes[cargo] * scale)};
  }
  return result;
}

PerCargo<Amount> amounts_or_zero(const PerCargo<std::optional<double>>& teu_or_tonnes) {
  PerCargo<Amount> result;
  for (const CargoClass cargo : {container, general, crude}) {
    result[cargo] = amounts(teu_or_tonnes)[cargo].value_or(Amount{});
  }
  return result;
}

PerCargo<AmountPerHour> rates(const PerCargo<std::optional<double>>& teu_or_tonnes_per_hour) {
  PerCargo<AmountPerHour> result;
  for (const CargoClass cargo : {container, general, crude}) {
    const double scale = cargo == container ? 1 : 1000;
    result[cargo] = AmountPerHour{teu_or_tonnes_per_hour[cargo].value_or(0) * scale};
  }
  return result;
}

PerCargo<Money> tariffs(const PerCargo<std::optional<double>>& usd_per_teu_or_tonne) {
  PerCargo<Money> result;
  for (const CargoClass cargo : {container, general, crude}) {
    result[cargo] = Money{usd_per_teu_or_tonne[cargo].value_or(0)};
  }
  return result;
}

const CargoUnits kAmounts{"TEU", "100 TEU", "t", "3000 t", true};
const CargoUnits kRates{"TEU/h", "25 TEU/h", "t/h", "600 t/h"};
const CargoUnits kTariffs{"USD/TEU", "450 USD/TEU", "USD/t", "28 USD/t"};

const std::vector<CargoClass> kAllCargo = {container, general, crude};

bool is_container_demand(const Reading& reading, const DemandSpec& demand) {
  if (demand.commodity.is_none()) return true;
  return reading.scenario.commodities[demand.commodity.index()].cargo == container;
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
  keys.optional(
      "cost_sensitivity", number(kNotNegative), &Scenario::cost_sensitivity, by_default("5"),
      "a corridor's share falls by a factor e when its cost rises by 1 / this of the cheapest");
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
  keys.required(
      "class", word<CargoClass>({{"container", container}, {"general", general}, {"crude", crude}}),
      &Spec::cargo, "how it is counted and carried");
  keys.only_for("containers", [](const Reading&, const Spec& s) { return s.cargo == container; });
  keys.required(
      "mass_per_teu", measure("mass/TEU", "t/TEU", "14 t/TEU", {0.001, true, 1000}),
      [](Spec& s, double t) { s.mass_per_unit = Mass{std::llround(t * 1000)}; }, "cargo and box");
  keys.optional(
      "value_of_time", measure("money/TEU/time", "USD/TEU/d", "600 USD/TEU/d", kNotNegative),
      [](Spec& s, double usd) { s.value_of_time_per_day = Money{usd}; }, by_default("0 USD/TEU/d"),
      "what a day of its time costs its owner");
  keys.only_for("general cargo and crude",
                [](const Reading&, const Spec& s) { return s.cargo != container; });
  keys.optional(
      "value_of_time", measure("money/mass/time", "USD/t/d", "1.2 USD/t/d", kNotNegative),
      [](Spec& s, double usd) { s.value_of_time_per_day = Money{usd}; }, by_default("0 USD/t/d"),
      "what a day of its time costs its owner");
  keys.only_for("crude", [](const Reading&, const Spec& s) { return s.cargo == crude; });
  keys.required("barrels_per_tonne", measure("volume/mass", "bbl/t", "7.55 bbl/t", {1, true, 20}),
                &Spec::barrels_per_tonne, "of this grade");
  return keys;
}

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
  keys.optional(
      "berths", counts(),
      [](Spec& s, const auto& counts) {
        for (const auto& [type, count] : counts) s.berths.push_back({type, count});
      },
      if_absent("none"), "by type, such as `{container: 2, oil: 3}`; the types are the author's");
  keys.optional("tracks", count(), &Spec::tracks, by_default("4"),
                "on which trains are loaded and unloaded");
  keys.optional(
      "handling", per_cargo("rate by class", kRates, kAllCargo, kPositive),
      [](Spec& s, const auto& values) { s.handling = rates(values); }, if_absent("none"),
      "of one berth, or on one track: `{container: 25 TEU/h, crude: 600 t/h}`");
  keys.optional(
      "yard", per_cargo("amount by class", kAmounts, {container, general}, kPositive),
      [](Spec& s, const auto& values) {
        for (const CargoClass c : {container, general}) s.storage[c] = amounts(values)[c];
      },
      if_absent("unlimited"), "room for `container` and `general`");
  keys.optional(
      "tanks", per_cargo("amount by class", kAmounts, {crude}, kPositive),
      [](Spec& s, const auto& values) { s.storage[crude] = amounts(values)[crude]; },
      if_absent("unlimited"), "room for `crude`");
  keys.optional(
      "formalities", formalities(), &Spec::formalities, if_absent("none"),
      "customs, border, papers: `desks` worked at a time (1), `time` at a desk (required)");
  keys.optional("stop", varying_hours(), &Spec::stop_hours, by_default("0 h"),
                "of a train that runs through");
  return keys;
}

KeyTable<LinkText> link_keys() {
  using Link = LinkText;
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
      "mode", word<Mode>({{"rail", Mode::rail}, {"sea", Mode::sea}, {"pipeline", Mode::pipeline}}),
      [](Link& l, Mode mode) { l.spec.mode = mode; }, "what moves on it");
  keys.required(
      "distance", measure("length", "km", "470 km", kPositive),
      [](Link& l, double km) { l.spec.distance = Distance{km}; }, "");
  keys.optional(
      "tariff", per_cargo("money by class", kTariffs, kAllCargo, kNotNegative),
      [](Link& l, const auto& values) { l.spec.tariff = tariffs(values); }, if_absent("0"),
      "`{container: 450 USD/TEU, general: 28 USD/t}`");

  keys.only_for("rail and sea links",
                [](const Reading&, const Link& l) { return l.spec.mode != Mode::pipeline; });
  keys.required(
      "transit", varying_hours(), [](Link& l, const Distribution& d) { l.spec.transit_hours = d; },
      "under way, without waiting");

  keys.only_for("rail links",
                [](const Reading&, const Link& l) { return l.spec.mode == Mode::rail; });
  keys.optional(
      "gauge", measure("length", "mm", "1520 mm", {500, true, 3000}),
      [](Link& l, double mm) { l.spec.rail.gauge_mm = static_cast<int>(std::lround(mm)); },
      by_default("1520 mm"), "where it changes, trains end");
  keys.required(
      "paths", measure("trains/time", "train/d", "14 train/d", {0.001, true, 1e4}),
      [](Link& l, double per_day) { l.spec.rail.paths_per_day = per_day; }, "that can enter");
  keys.optional(
      "track", word<bool>({{"single", true}, {"double", false}}),
      [](Link& l, bool is_single) { l.spec.rail.is_single_track = is_single; },
      by_default("single"), "on single track both directions share the paths");
  keys.required(
      "train", per_cargo("amount by class", kAmounts, kAllCargo, kPositive),
      [](Link& l, const auto& values) { l.spec.rail.train = amounts_or_zero(values); },
      "payload of a train; what is not given is not carried");
  keys.optional(
      "minimum_fill", share(),
      [](Link& l, double percent) { l.spec.rail.fill.minimum = percent / 100; },
      by_default("100 %"), "of a train's payload, to leave at once");
  keys.optional(
      "maximum_wait", duration(kNotNegative),
      [](Link& l, Duration wait) { l.spec.rail.fill.maximum_wait = wait; }, by_default("3 d"),
      "of a train's first cargo, then it leaves as it is");

  keys.only_for("sea links",
                [](const Reading&, const Link& l) { return l.spec.mode == Mode::sea; });
  keys.required(
      "fleet", reference("fleets"), [](Link& l, std::size_t f) { l.spec.fleets = {FleetId(f)}; },
      "that serves it and its way back, and no other link");

  keys.only_for("pipelines",
                [](const Reading&, const Link& l) { return l.spec.mode == Mode::pipeline; });
  keys.required(
      "capacity", measure("volume/time", "bbl/d", "1.2 Mbbl/d", {1000, true, 1e9}),
      [](Link& l, double bbl) { l.spec.pipeline.per_day = Volume{bbl}; }, "its highest rate");
  keys.required(
      "line_fill", measure("volume", "bbl", "10 Mbbl", {1, true, 1e9}),
      [](Link& l, double bbl) { l.spec.pipeline.line_fill = Volume{bbl}; }, "what it holds");
  keys.required(
      "filled_with", reference("demands"),
      [](Link& l, std::size_t d) { l.spec.pipeline.filled_with = DemandId(d); },
      "whose crude fills the line at the beginning");
  return keys;
}

KeyTable<FleetSpec> fleet_keys() {
  using Spec = FleetSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required("vessels", count(), &Spec::vessels, "how many");
  keys.required("berth", text(), &Spec::berth, "the type its vessels need at both ports");
  keys.required(
      "payload", per_cargo("amount by class", kAmounts, kAllCargo, kPositive),
      [](Spec& s, const auto& values) { s.payload = amounts_or_zero(values); },
      "of one vessel filled with that class alone");
  keys.optional(
      "minimum_fill", share(), [](Spec& s, double percent) { s.fill.minimum = percent / 100; },
      by_default("0 %"), "of the payload; with this much a vessel loads and sails");
  keys.optional(
      "maximum_wait", duration(kNotNegative),
      [](Spec& s, Duration wait) { s.fill.maximum_wait = wait; }, by_default("1 d"),
      "of a vessel, then it sails with what there is");
  keys.optional("port_time", varying_hours(), &Spec::port_hours, by_default("0 h"),
                "of each call, beside cargo work");
  return keys;
}

KeyTable<DemandSpec> demand_keys() {
  using Spec = DemandSpec;
  KeyTable<Spec> keys;
  keys.required(
      "commodity", reference("commodities"),
      [](Spec& s, std::size_t c) { s.commodity = CommodityId(c); }, "what moves");
  keys.required(
      "from", reference("places"), [](Spec& s, std::size_t p) { s.from = PlaceId(p); },
      "its origin");
  keys.required(
      "to", reference("places"), [](Spec& s, std::size_t p) { s.to = PlaceId(p); },
      "its destination");
  keys.optional("arrivals",
                word<Arrivals>({{"poisson", Arrivals::poisson}, {"even", Arrivals::even}}),
                &Spec::arrivals, by_default("poisson"), "how consignments follow each other");
  keys.only_for("containers", is_container_demand);
  keys.required(
      "volume", measure("TEU/time", "TEU/d", "20470 TEU/a", kPositive),
      [](Spec& s, double teu) { s.rate = AmountPerHour{teu * kDaysPerHour}; },
      "offered by shippers");
  keys.required(
      "lot", whole(measure("TEU", "TEU", "4 TEU", {1, true, 1e6})),
      [](Spec& s, double teu) { s.lot = Amount{std::llround(teu)}; }, "of one consignment");
  keys.only_for("general cargo and crude",
                [](const Reading& r, const Spec& s) { return !is_container_demand(r, s); });
  keys.required(
      "volume", measure("mass/time", "kg/d", "1.2 Mt/a", kPositive),
      [](Spec& s, double kg) { s.rate = AmountPerHour{kg * kDaysPerHour}; }, "offered by shippers");
  keys.required(
      "lot", measure("mass", "kg", "660 t", {1, true, 1e9}),
      [](Spec& s, double kg) { s.lot = Amount{std::llround(kg)}; }, "of one consignment");
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
  return keys;
}

ValueType<std::optional<FormalitiesSpec>> formalities() {
  using Spec = FormalitiesSpec;
  KeyTable<Spec> keys;
  keys.optional("desks", count(1), &Spec::desks, by_default("1"), "worked at a time");
  keys.required("time", varying_hours(), &Spec::time_hours, "at a desk");
  return {"map",
          [keys](Reading& reading, const YamlNode& node,
                 const std::string& path) -> std::optional<std::optional<Spec>> {
            if (!node.is_map()) {
              reading.error(node.mark,
                            path + ": expected a map, such as {desks: 4, time: 10 h}, found " +
                                describe(node));
              return std::nullopt;
            }
            Spec spec;
            keys.read(reading, node, node.mark, path, spec);
            return std::optional(spec);
          },
          {},
          true};
}

std::vector<KeyDoc> all_keys() {
  std::vector<KeyDoc> docs;
  scenario_keys().document("", docs);
  source_keys().document("sources.<id>.", docs);
  commodity_keys().document("commodities.<id>.", docs);
  place_keys().document("places.<id>.", docs);
  link_keys().document("links.<id>.", docs);
  fleet_keys().document("fleets.<id>.", docs);
  demand_keys().document("demands.<id>.", docs);
  corridor_keys().document("corridors.<id>.", docs);
  return docs;
}

}  // namespace caravan
