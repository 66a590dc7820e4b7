#include "caravan/models/attributes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace caravan {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kMost = 1e12;
constexpr double kKilograms = 1000;  // in a tonne

double number(std::int64_t value) { return static_cast<double>(value); }
double number(double value) { return value; }
double number(bool value) { return value ? 1 : 0; }
double number(Duration value) { return in_hours(value); }
double number(const Distribution& value) { return value.mean(); }
template <class Tag, class Rep>
double number(Quantity<Tag, Rep> value) {
  return number(value.value);
}

void put(std::int64_t& value, std::int64_t, double number) { value = std::llround(number); }
void put(double& value, double, double number) { value = number; }
void put(bool& value, bool, double number) { value = number >= 0.5; }
void put(Duration& value, Duration, double number) { value = hours(number); }
// What varies has the shape of its base, after it was nothing too.
void put(Distribution& value, const Distribution& base, double number) {
  value = base.mean() > 0 ? base.scaled(number / base.mean()) : Distribution::constant(number);
}
template <class Tag, class Rep>
void put(Quantity<Tag, Rep>& value, Quantity<Tag, Rep> base, double number) {
  put(value.value, base.value, number);
}

using S = std::size_t;

// What numbers a value may become.
struct Range {
  double least = 0;
  double most = kMost;
  bool is_whole = false;
  bool zero_is_none = false;  // at first: the target has no such thing, or never a lack of it
};
constexpr Range kAny{};
constexpr Range kCount{.most = 1e5, .is_whole = true};
constexpr Range kScarce{.most = 1e5, .is_whole = true, .zero_is_none = true};
constexpr Range kSwitch{.most = 1, .is_whole = true};
constexpr Range kShare{.most = 1};

constexpr CargoClass cargo(std::size_t part) { return static_cast<CargoClass>(part); }

// The member of what may be there, or null.
template <class Holder, class Member>
auto* in(Holder& holder, Member member) {
  return holder ? &(*holder.*member) : nullptr;
}
template <class Value>
auto* in(Value& value) {
  return value ? &*value : nullptr;
}
template <class Link, class Value>
auto* if_mode(Link& link, Mode mode, Value& value) {
  return link.mode == mode ? &value : nullptr;
}

// Of a value in the attribute's unit itself. `find` gives its address in a scenario, or null.
template <auto find>
constexpr Attribute row(Section section, std::string_view name, Parts parts, std::string_view unit,
                        Concern concern, Range range = kAny) {
  const auto get = [](const Scenario& scenario, std::size_t target, std::size_t part) {
    const auto* value = find(scenario, target, part);
    return value == nullptr ? kNone : number(*value);
  };
  const auto set = [](Scenario& scenario, const Scenario& base, std::size_t target,
                      std::size_t part, double to) {
    put(*find(scenario, target, part), *find(base, target, part), to);
  };
  return {section,    name,    parts, unit, range.is_whole, range.zero_is_none, range.least,
          range.most, concern, get,   set};
}

// Of a value that the spec has in another unit than the attribute: `size` of those are one of the
// attribute's unit.
template <auto find, auto size>
constexpr Attribute scaled_row(Section section, std::string_view name, Parts parts,
                               std::string_view unit, Concern concern, Range range = kAny) {
  const auto get = [](const Scenario& scenario, std::size_t target, std::size_t part) {
    const auto* value = find(scenario, target, part);
    return value == nullptr ? kNone : number(*value) / size(scenario, target, part);
  };
  const auto set = [](Scenario& scenario, const Scenario& base, std::size_t target,
                      std::size_t part, double to) {
    put(*find(scenario, target, part), *find(base, target, part), to * size(base, target, part));
  };
  return {section,    name,    parts, unit, range.is_whole, range.zero_is_none, range.least,
          range.most, concern, get,   set};
}

// Whoever sails by the speed of a fleet knows no other time.
bool has_transit(const Scenario& scenario, const LinkSpec& link) {
  const auto has_speed = [&](FleetId id) { return scenario[id].speed.has_value(); };
  if (link.mode == Mode::sea) {
    return !std::all_of(link.fleets.begin(), link.fleets.end(), has_speed);
  }
  return link.mode != Mode::pipeline;
}

constexpr auto class_of_demand = [](const Scenario& s, S i, S) {
  const CommodityId commodity = s.demands[i].commodity;
  return commodity.is_none() ? CargoClass::general : s[commodity].cargo;
};

// Kilograms in a tonne, where specs count in kilograms.
double in_unit(CargoClass one) { return is_counted(one) ? 1 : kKilograms; }
constexpr auto unit_of_part = [](const Scenario&, S, S part) { return in_unit(cargo(part)); };
constexpr auto unit_of_demand = [](const Scenario& s, S i, S p) {
  return in_unit(class_of_demand(s, i, p));
};
// Watts in a megawatt, bits in a gigabit.
double in_unit(Carries carries) { return carries == Carries::power ? 1e6 : 1e9; }
constexpr auto unit_of_cable = [](const Scenario& s, S i, S) {
  return in_unit(s.cables[i].carries);
};
constexpr auto unit_of_supply = [](const Scenario&, S, S) { return in_unit(Carries::power); };
constexpr auto unit_of_cable_demand = [](const Scenario& s, S i, S) {
  return in_unit(s.cable_demands[i].carries);
};

using enum Section;
using enum Parts;
using enum Concern;

// Each with the address of its value in a scenario `s`: of target `i`, and of its part `p`.
// clang-format off
constexpr std::array kAttributes = {
    row<[](auto& s, S i, S) { return &s.places[i].is_open; }>(places, "open", none, "", port, kSwitch),
    row<[](auto& s, S i, S p) { return &s.places[i].berths[p].count; }>(places, "berths.*", berth, "", port, kCount),
    row<[](auto& s, S i, S p) { return &s.places[i].cranes[cargo(p)].count; }>(places, "cranes.*", by_cargo, "", port, kScarce),
    row<[](auto& s, S i, S) { return &s.places[i].tugs; }>(places, "tugs", none, "", port, kScarce),
    row<[](auto& s, S i, S) { return &s.places[i].pilots; }>(places, "pilots", none, "", port, kScarce),
    row<[](auto& s, S i, S) { return in(s.places[i].depth); }>(places, "depth", none, "m", nobody),
    scaled_row<[](auto& s, S i, S p) { return &s.places[i].handling[cargo(p)]; }, unit_of_part>(places, "handling.*", by_cargo, "#/h", nobody, {.least = 0.1, .zero_is_none = true}),
    row<[](auto& s, S i, S p) { return &s.places[i].handling_fee[cargo(p)]; }>(places, "handling_fee.*", by_cargo, "USD/#", ways),
    row<[](auto& s, S i, S p) { return &s.places[i].storage_fee.per_day[cargo(p)]; }>(places, "demurrage.per_day.*", by_cargo, "USD/#/d", nobody),
    scaled_row<[](auto& s, S i, S p) { return in(s.places[i].storage[cargo(p)]); }, unit_of_part>(places, "yard.*", by_cargo, "#", yard),
    row<[](auto& s, S i, S) { return &s.places[i].tracks; }>(places, "tracks", none, "", station, kCount),
    row<[](auto& s, S i, S) { return in(s.places[i].sidings); }>(places, "sidings", none, "", station, kCount),
    row<[](auto& s, S i, S) { return &s.places[i].marshalling_hours; }>(places, "marshalling", none, "h", nobody),
    row<[](auto& s, S i, S) { return &s.places[i].stop_hours; }>(places, "stop", none, "h", ways),
    row<[](auto& s, S i, S) { return in(s.places[i].bogie_exchange, &BogieExchangeSpec::lines); }>(places, "bogie_exchange.lines", none, "", station, kCount),
    row<[](auto& s, S i, S) { return in(s.places[i].bogie_exchange, &BogieExchangeSpec::time_hours); }>(places, "bogie_exchange.time", none, "h", nobody),
    row<[](auto& s, S i, S) { return in(s.places[i].formalities, &FormalitiesSpec::desks); }>(places, "formalities.desks", none, "", desks, kCount),
    row<[](auto& s, S i, S) { return in(s.places[i].formalities, &FormalitiesSpec::time_hours); }>(places, "formalities.time", none, "h", ways),
    row<[](auto& s, S i, S p) { return s.places[i].formalities ? &s.places[i].formalities->fee[cargo(p)] : nullptr; }>(places, "formalities.fee.*", by_cargo, "USD/#", ways),
    row<[](auto& s, S i, S) { return in(s.places[i].inspection, &InspectionSpec::share); }>(places, "inspection.share", none, "", ways, kShare),
    row<[](auto& s, S i, S) { return in(s.places[i].inspection, &InspectionSpec::desks); }>(places, "inspection.desks", none, "", desks, kCount),
    row<[](auto& s, S i, S) { return in(s.places[i].inspection, &InspectionSpec::time_hours); }>(places, "inspection.time", none, "h", ways),
    row<[](auto& s, S i, S) { return in(s.places[i].gate, &GateSpec::lanes); }>(places, "gate.lanes", none, "", gate, kCount),
    row<[](auto& s, S i, S) { return in(s.places[i].gate, &GateSpec::time_hours); }>(places, "gate.time", none, "h", nobody),
    row<[](auto& s, S i, S) { return in(s.places[i].weather, &WeatherSpec::lasts_hours); }>(places, "weather.lasts", none, "h", weather, {.least = 0.1}),
    row<[](auto& s, S i, S) { return in(s.places[i].weather, &WeatherSpec::severity); }>(places, "weather.severity", none, "", weather, {.most = 100}),
    row<[](auto& s, S i, S p) { return &s.places[i].risk[cargo(p)]; }>(places, "risk.*", by_cargo, "USD/#", ways),

    row<[](auto& s, S i, S) { return &s.links[i].is_open; }>(links, "open", none, "", link_open, kSwitch),
    row<[](auto& s, S i, S) { return has_transit(s, s.links[i]) ? &s.links[i].transit_hours : nullptr; }>(links, "transit", none, "h", ways),
    row<[](auto& s, S i, S p) { return &s.links[i].tariff[cargo(p)]; }>(links, "tariff.*", by_cargo, "USD/#", ways),
    row<[](auto& s, S i, S p) { return &s.links[i].risk[cargo(p)]; }>(links, "risk.*", by_cargo, "USD/#", ways),
    row<[](auto& s, S i, S) { return &s.links[i].co2_g_per_tkm; }>(links, "co2", none, "g/tkm", nobody),
    row<[](auto& s, S i, S) { return if_mode(s.links[i], Mode::rail, s.links[i].rail.paths_per_day); }>(links, "paths", none, "train/d", line, {.least = 0.001, .most = 1e4}),
    row<[](auto& s, S i, S) { return if_mode(s.links[i], Mode::rail, s.links[i].rail.fill.minimum); }>(links, "minimum_fill", none, "", nobody, kShare),
    row<[](auto& s, S i, S) { return if_mode(s.links[i], Mode::rail, s.links[i].rail.fill.maximum_wait); }>(links, "maximum_wait", none, "h", nobody),
    row<[](auto& s, S i, S) { return if_mode(s.links[i], Mode::pipeline, s.links[i].pipeline.per_day); }>(links, "capacity", none, "bbl/d", oil),
    row<[](auto& s, S i, S) { return if_mode(s.links[i], Mode::pipeline, s.links[i].pipeline.pump_stations_out); }>(links, "pump_stations_out", none, "", oil, kCount),
    row<[](auto& s, S i, S) { return if_mode(s.links[i], Mode::pipeline, s.links[i].pipeline.drag_reduction); }>(links, "drag_reduction", none, "", oil, {.most = 0.99}),

    row<[](auto& s, S i, S) { return &s.fleets[i].vessels; }>(fleets, "vessels", none, "", fleet, kCount),
    scaled_row<[](auto& s, S i, S p) { return &s.fleets[i].payload[cargo(p)]; }, unit_of_part>(fleets, "payload.*", by_cargo, "#", nobody, {.zero_is_none = true}),
    row<[](auto& s, S i, S) { return in(s.fleets[i].speed); }>(fleets, "speed", none, "km/h", ways, {.least = 0.1, .most = 1000}),
    row<[](auto& s, S i, S) { return in(s.fleets[i].draught); }>(fleets, "draught", none, "m", nobody),
    row<[](auto& s, S i, S) { return &s.fleets[i].payload_lost_per_metre; }>(fleets, "payload_lost", none, "/m", nobody),
    row<[](auto& s, S i, S) { return &s.fleets[i].port_hours; }>(fleets, "port_time", none, "h", nobody),
    row<[](auto& s, S i, S) { return &s.fleets[i].fill.minimum; }>(fleets, "minimum_fill", none, "", nobody, kShare),
    row<[](auto& s, S i, S) { return &s.fleets[i].fill.maximum_wait; }>(fleets, "maximum_wait", none, "h", nobody),
    row<[](auto& s, S i, S) { return &s.fleets[i].demurrage_per_day; }>(fleets, "demurrage", none, "USD/d", nobody),
    row<[](auto& s, S i, S) { return &s.calls[i].every_hours; }>(calls, "every", none, "h", nobody, {.least = 0.01, .zero_is_none = true}),
    row<[](auto& s, S i, S) { return &s.calls[i].away_hours; }>(calls, "away", none, "h", nobody, {.least = 0.01, .zero_is_none = true}),
    row<[](auto& s, S i, S) { return &s.calls[i].work_hours; }>(calls, "time", none, "h", nobody),
    row<[](auto& s, S i, S) { return &s.fleets[i].timetable.every; }>(fleets, "timetable.every", none, "h", nobody, {.least = 1, .zero_is_none = true}),
    row<[](auto& s, S i, S) { return in(s.fleets[i].breakdowns, &BreakdownSpec::every_hours); }>(fleets, "breakdowns.every", none, "h", nobody, {.least = 0.1}),
    row<[](auto& s, S i, S) { return in(s.fleets[i].breakdowns, &BreakdownSpec::repair_hours); }>(fleets, "breakdowns.repair", none, "h", nobody),

    row<[](auto& s, S i, S) { return &s.seas[i].level; }>(seas, "level", none, "m", nobody, {.least = -1000, .most = 1000}),
    row<[](auto& s, S i, S) { return &s.commodities[i].value_of_time_per_day; }>(commodities, "value_of_time", none, "USD/#/d", ways),
    scaled_row<[](auto& s, S i, S) { return s.demands[i].history.empty() ? &s.demands[i].rate : nullptr; }, unit_of_demand>(demands, "volume", none, "#/h", releases),
    row<[](auto& s, S i, S p) { return &s.rolling_stock[i].homes[p].count; }>(rolling_stock, "homes.*", home, "", stock, kCount),
    row<[](auto& s, S i, S) { return &s.rolling_stock[i].layover; }>(rolling_stock, "layover", none, "h", nobody),

    row<[](auto& s, S i, S) { return &s.fields[i].per_day; }>(fields, "production", none, "bbl/d", oil),
    row<[](auto& s, S i, S) { return &s.offtakes[i].per_day; }>(offtakes, "rate", none, "bbl/d", oil),
    row<[](auto& s, S i, S) { return &s.liftings[i].per_hour; }>(liftings, "rate", none, "bbl/h", nobody, {.least = 1}),
    row<[](auto& s, S i, S p) { return &s.shippers[i].outlets[p].cost_per_tonne; }>(shippers, "outlets.*.cost", outlet, "USD/t", outlets),
    row<[](auto& s, S i, S p) { return &s.shippers[i].outlets[p].risk_per_tonne; }>(shippers, "outlets.*.risk", outlet, "USD/t", outlets),
    row<[](auto& s, S i, S) { return &s.plants[i].capacity; }>(plants, "capacity", none, "vehicle/h", plant),
    scaled_row<[](auto& s, S i, S) { return &s.cables[i].capacity; }, unit_of_cable>(cables, "capacity", none, "@", conduits),
    row<[](auto& s, S i, S) { return &s.cables[i].loss; }>(cables, "loss", none, "", conduits, {.most = 0.99}),
    row<[](auto& s, S i, S) { return in(s.cables[i].failures, &CableFailureSpec::every_hours); }>(cables, "failures.every", none, "h", nobody, {.least = 0.1}),
    row<[](auto& s, S i, S) { return in(s.cables[i].failures, &CableFailureSpec::repair_hours); }>(cables, "failures.repair", none, "h", nobody),
    scaled_row<[](auto& s, S i, S) { return &s.power_supplies[i].power; }, unit_of_supply>(power_supplies, "power", none, "MW", conduits),
    row<[](auto& s, S i, S) { return &s.power_supplies[i].cost; }>(power_supplies, "cost", none, "USD/MWh", conduits),
    scaled_row<[](auto& s, S i, S) { return &s.cable_demands[i].rate; }, unit_of_cable_demand>(cable_demands, "rate", none, "@", conduits),
};
// clang-format on

// Calls `use` with the section's list.
template <class Use>
auto with_section(const Scenario& s, Section section, Use use) {
  switch (section) {
    case commodities: return use(s.commodities);
    case seas: return use(s.seas);
    case places: return use(s.places);
    case rolling_stock: return use(s.rolling_stock);
    case fleets: return use(s.fleets);
    case demands: return use(s.demands);
    case links: return use(s.links);
    case fields: return use(s.fields);
    case offtakes: return use(s.offtakes);
    case liftings: return use(s.liftings);
    case shippers: return use(s.shippers);
    case plants: return use(s.plants);
    case cables: return use(s.cables);
    case calls: return use(s.calls);
    case power_supplies: return use(s.power_supplies);
    case cable_demands: break;
  }
  return use(s.cable_demands);
}

}  // namespace

std::span<const Attribute> attributes() { return kAttributes; }

std::vector<std::string> parts_of(const Scenario& scenario, const Attribute& attribute,
                                  std::size_t target) {
  std::vector<std::string> names;
  switch (attribute.parts) {
    case none: break;
    case by_cargo: names.assign(kCargoClassNames.begin(), kCargoClassNames.end()); break;
    case berth:
      for (const BerthSpec& one : scenario.places[target].berths) names.push_back(one.type);
      break;
    case home:
      for (const auto& one : scenario.rolling_stock[target].homes) {
        names.push_back(scenario[one.place].id);
      }
      break;
    case outlet:
      for (const OutletSpec& one : scenario.shippers[target].outlets) names.push_back(one.id);
      break;
  }
  return names;
}

std::optional<double> value_of(const Scenario& scenario, const Attribute& attribute,
                               std::size_t target, std::size_t part) {
  const double value = attribute.get(scenario, target, part);
  const bool is_there = !std::isnan(value) && !(attribute.zero_is_none && value == 0);
  return is_there ? std::optional(value) : std::nullopt;
}

std::string unit_of(const Scenario& scenario, const Attribute& attribute, std::size_t target,
                    std::size_t part) {
  std::string unit(attribute.unit);
  if (unit == "@") {
    const Carries carries = attribute.section == cables ? scenario.cables[target].carries
                                                        : scenario.cable_demands[target].carries;
    return carries == Carries::power ? "MW" : "Gbit/s";
  }
  const std::size_t hash = unit.find('#');
  if (hash == std::string::npos) return unit;
  CargoClass one = cargo(part);
  if (attribute.section == commodities) one = scenario.commodities[target].cargo;
  if (attribute.section == demands) one = class_of_demand(scenario, target, part);
  return unit.replace(hash, 1, kTariffUnits[static_cast<std::size_t>(one)]);
}

std::size_t targets_in(const Scenario& scenario, Section section) {
  return with_section(scenario, section, [](const auto& all) { return all.size(); });
}

const std::string& target_id(const Scenario& scenario, Section section, std::size_t target) {
  return *with_section(scenario, section,
                       [&](const auto& all) -> const std::string* { return &all[target].id; });
}

}  // namespace caravan
