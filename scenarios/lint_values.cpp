// Values that are suspicious by a factor of 1000 or so: outside of what such things are.
//
// The ranges are wide on purpose: a warning is to be right. They are what is plausible of freight
// and oil anywhere, not figures of the corridor.

#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <optional>

#include "caravan/models/routes.hpp"
#include "caravan/scenarios/lint_numbers.hpp"
#include "caravan/scenarios/lint_rules.hpp"

namespace caravan {
namespace {

struct Plausible {
  double least = 0;
  double most = 0;
  std::string_view unit;
};

std::string spell(double value, std::string_view unit) {
  return spell_number(value) + (unit.empty() ? "" : " ") + std::string(unit);
}

// What the author may have written instead, if so.
std::string guess_at(double value, const Plausible& plausible) {
  for (const double factor : {1e3, 1e6}) {
    const bool is_too_much = value / factor >= plausible.least && value / factor <= plausible.most;
    const bool is_too_little =
        value * factor >= plausible.least && value * factor <= plausible.most;
    if (is_too_much || is_too_little) {
      return "is the unit right? It may be " + spell_number(factor) + " times too " +
             (is_too_much && value > plausible.most ? "much" : "little");
    }
  }
  return "";
}

// Nothing is suspicious about 0: it means that there is no such thing.
void check(Linting& lint, const std::string& path, double value, const Plausible& plausible,
           const std::string& what = "") {
  if (value == 0 || (value >= plausible.least && value <= plausible.most)) return;
  lint.warn(path,
            what + (what.empty() ? "" : " is ") + spell(value, plausible.unit) + ": expected " +
                spell(plausible.least, plausible.unit) + " to " +
                spell(plausible.most, plausible.unit),
            guess_at(value, plausible));
}

// One for each class of cargo: containers, wagons, trucks, general cargo and crude by the tonne.
using PlausibleByCargo = std::array<Plausible, kCargoClasses>;

constexpr PlausibleByCargo kPayloads = {{{4, 30'000, "TEU"},
                                         {2, 300, "wagons"},
                                         {2, 1'000, "trucks"},
                                         {100, 500'000, "t"},
                                         {500, 500'000, "t"}}};
constexpr PlausibleByCargo kTrains = {{{4, 500, "TEU"},
                                       {2, 400, "wagons"},
                                       {2, 200, "trucks"},
                                       {100, 50'000, "t"},
                                       {100, 50'000, "t"}}};
constexpr PlausibleByCargo kHandling = {{{0.5, 1'000, "TEU/h"},
                                         {0.1, 300, "wagons/h"},
                                         {0.1, 1'000, "trucks/h"},
                                         {1, 20'000, "t/h"},
                                         {1, 30'000, "t/h"}}};
constexpr PlausibleByCargo kTariffs = {{{0.01, 20, "USD/TEU/km"},
                                        {0.03, 50, "USD/wagon/km"},
                                        {0.03, 50, "USD/truck/km"},
                                        {0.0003, 2, "USD/t/km"},
                                        {0.0003, 2, "USD/t/km"}}};
constexpr PlausibleByCargo kMasses = {
    {{1, 40, "t/TEU"}, {8, 150, "t/wagon"}, {1, 80, "t/truck"}, {}, {}}};
constexpr std::array<Plausible, 3> kSpeeds = {
    {{1, 250, "km/h"}, {1, 80, "km/h"}, {1, 130, "km/h"}}};

double in_units(Amount amount, CargoClass cargo) { return in_tariff_units(amount, cargo); }

// On a sphere of the Earth's mean radius, by the haversine formula.
double great_circle_km(const PlaceSpec& a, const PlaceSpec& b) {
  constexpr double kRadius = 6371.0;
  constexpr double kDegree = std::numbers::pi / 180;
  const double across = std::sin((b.latitude - a.latitude) * kDegree / 2);
  const double along = std::sin((b.longitude - a.longitude) * kDegree / 2);
  const double h = across * across +
                   std::cos(a.latitude * kDegree) * std::cos(b.latitude * kDegree) * along * along;
  return 2 * kRadius * std::asin(std::min(1.0, std::sqrt(h)));
}

// Coordinates are rounded, and of one point of a port; no way is ten times as long as it need be.
void check_distance(Linting& lint, const std::string& path, double km, PlaceId from, PlaceId to) {
  constexpr double kNear = 30, kFar = 300;
  const double straight = great_circle_km(lint.scenario[from], lint.scenario[to]);
  const std::string ends = "the great circle from '" + lint.scenario[from].id + "' to '" +
                           lint.scenario[to].id + "' is " + spell_number(straight) + " km";
  const Plausible plausible{std::max(straight * 0.9 - kNear, 0.0), straight * 10 + kFar, "km"};
  if (km == 0 || (km >= plausible.least && km <= plausible.most)) return;
  lint.warn(path,
            spell(km, "km") + " is too " + (km > plausible.most ? "far" : "short") + ": " + ends,
            guess_at(km, plausible));
}

bool is_written_once(const Scenario& scenario, const LinkSpec& link) {
  return written_id(scenario, link) == link.id;
}

std::string unit_word(CargoClass cargo) {
  return std::string(kCargoClassNames[static_cast<std::size_t>(cargo)]);
}

template <class Function>
void for_each_cargo(Function function) {
  for (std::size_t c = 0; c < kCargoClasses; ++c) function(static_cast<CargoClass>(c), c);
}

void check_links(Linting& lint) {
  for (const LinkSpec& link : lint.scenario.links) {
    if (!is_written_once(lint.scenario, link)) continue;
    const std::string path = "links." + link.id;
    check(lint, path + ".co2", link.co2_g_per_tkm, {0.5, 2'000, "g/tkm"});
    if (link.mode == Mode::pipeline) {
      check(lint, path + ".capacity", link.pipeline.per_day.value, {1'000, 2e7, "bbl/d"});
    }
    if (link.mode != Mode::rail) continue;
    check(lint, path + ".paths", link.rail.paths_per_day, {0.1, 500, "trains/d"});
    for_each_cargo([&](CargoClass cargo, std::size_t c) {
      check(lint, path + ".train." + unit_word(cargo), in_units(link.rail.train[cargo], cargo),
            kTrains[c]);
    });
  }
}

void check_places(Linting& lint) {
  for (const PlaceSpec& place : lint.scenario.places) {
    const std::string path = "places." + place.id;
    if (place.depth) check(lint, path + ".depth", place.depth->value, {1, 60, "m"});
    for_each_cargo([&](CargoClass cargo, std::size_t c) {
      const double per_hour = place.handling[cargo].value / (is_counted(cargo) ? 1 : 1000);
      check(lint, path + ".handling." + unit_word(cargo), per_hour, kHandling[c]);
    });
    for (const TankSpec& tank : place.tanks) {
      check(lint, path + ".tanks." + tank.id + ".capacity", tank.capacity.value,
            {1'000, 2e8, "bbl"});
    }
  }
}

void check_fleets(Linting& lint) {
  for (const FleetSpec& fleet : lint.scenario.fleets) {
    const std::string path = "fleets." + fleet.id;
    if (fleet.speed) check(lint, path + ".speed", fleet.speed->value, {3, 80, "km/h"});
    if (fleet.draught) check(lint, path + ".draught", fleet.draught->value, {0.5, 30, "m"});
    check(lint, path + ".vessels", static_cast<double>(fleet.vessels), {1, 1'000, ""});
    for_each_cargo([&](CargoClass cargo, std::size_t c) {
      check(lint, path + ".payload." + unit_word(cargo), in_units(fleet.payload[cargo], cargo),
            kPayloads[c]);
    });
  }
}

void check_commodities(Linting& lint) {
  for (const CommoditySpec& commodity : lint.scenario.commodities) {
    const auto c = static_cast<std::size_t>(commodity.cargo);
    if (!is_counted(commodity.cargo)) continue;
    constexpr std::string_view kKeys[] = {"mass_per_teu", "mass_per_wagon", "mass_per_truck"};
    check(lint, "commodities." + commodity.id + "." + std::string(kKeys[c]),
          in_tonnes(commodity.mass_per_unit), kMasses[c]);
  }
}

void check_oil_and_power(Linting& lint) {
  for (const FieldSpec& field : lint.scenario.fields) {
    check(lint, "fields." + field.id + ".production", field.per_day.value, {100, 2e7, "bbl/d"});
  }
  for (const LiftingSpec& lifting : lint.scenario.liftings) {
    check(lint, "liftings." + lifting.id + ".parcel", lifting.parcel.value, {3'000, 3e6, "bbl"});
  }
  for (const CableSpec& cable : lint.scenario.cables) {
    if (cable.carries != Carries::power) continue;
    check(lint, "cables." + cable.id + ".capacity", cable.capacity.value / 1e6,
          {0.1, 30'000, "MW"});
  }
}

}  // namespace

std::string spell_number(double value) {
  char digits[32];
  const bool is_large = std::abs(value) >= 1e4 && std::abs(value) < 1e9;
  const auto end =
      is_large
          ? std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed, 0).ptr
          : std::to_chars(digits, digits + sizeof digits, value, std::chars_format::general, 4).ptr;
  return {digits, end};
}

void find_suspicious_distances(Linting& lint) {
  for (const LinkSpec& link : lint.scenario.links) {
    if (!is_written_once(lint.scenario, link)) continue;
    check_distance(lint, "links." + link.id + ".distance", link.distance.value, link.from, link.to);
  }
  for (const CableSpec& cable : lint.scenario.cables) {
    check_distance(lint, "cables." + cable.id + ".length", cable.length.value, cable.from,
                   cable.to);
  }
}

void find_suspicious_speeds(Linting& lint) {
  constexpr double kShort = 20;  // km: there stops and shunting count
  for (const LinkSpec& link : lint.scenario.links) {
    const double hours = link.transit_hours.mean();
    const bool has_speed = link.mode != Mode::pipeline && hours > 0 && link.distance.value > kShort;
    if (!has_speed || !is_written_once(lint.scenario, link)) continue;
    check(lint, "links." + link.id + ".transit", link.distance.value / hours,
          kSpeeds[static_cast<std::size_t>(link.mode)],
          spell_number(link.distance.value) + " km in " + spell_number(hours) + " h");
  }
}

void find_suspicious_tariffs(Linting& lint) {
  constexpr double kShort = 100;  // km: there fixed charges count
  for (const LinkSpec& link : lint.scenario.links) {
    if (link.distance.value < kShort || !is_written_once(lint.scenario, link)) continue;
    for_each_cargo([&](CargoClass cargo, std::size_t c) {
      const double usd = link.tariff[cargo].value;
      check(lint, "links." + link.id + ".tariff." + unit_word(cargo), usd / link.distance.value,
            kTariffs[c],
            spell_number(usd) + " USD for " + spell_number(link.distance.value) + " km");
    });
  }
}

void find_suspicious_amounts(Linting& lint) {
  check_links(lint);
  check_places(lint);
  check_fleets(lint);
  check_commodities(lint);
  check_oil_and_power(lint);
}

}  // namespace caravan
