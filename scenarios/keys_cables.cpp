// What a scenario may say of cables, of supplies of power and of who wants power or data.

#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

constexpr double kWattsPerMegawatt = 1e6;
constexpr double kBitsPerGigabit = 1e9;
constexpr double kMostMegawatts = 1e6;  // far beyond the largest grid
constexpr double kMostGigabits = 1e6;   // a second

ValueType<PlaceId> place() { return as<PlaceId>(reference("places")); }

ValueType<double> power() { return measure("power", "MW", "500 MW", {0, true, kMostMegawatts}); }
ValueType<double> data_rate() {
  return measure("data/time", "Gbit/s", "600 Gbit/s", {0, true, kMostGigabits});
}

ValueType<Carries> power_or_data() {
  return word<Carries>({{"power", Carries::power}, {"data", Carries::data}});
}

ValueType<Money> money_per_megawatt_hour() {
  return as<Money>(measure("money/energy", "USD/MWh", "40 USD/MWh", kNotNegative));
}

KeyTable<CableFailureSpec> failure_keys() {
  using Spec = CableFailureSpec;
  KeyTable<Spec> keys;
  keys.required("every", varying_hours(), &Spec::every_hours, "in service, until it fails");
  keys.required("repair", varying_hours(), &Spec::repair_hours, "during which it carries nothing");
  return keys;
}

}  // namespace

KeyTable<CableSpec> cable_keys() {
  using Spec = CableSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required("from", place(), &Spec::from, "one of its ends");
  keys.required("to", place(), &Spec::to, "the other; it carries both ways");
  keys.required("carries", power_or_data(), &Spec::carries, "");
  keys.required("length", as<Distance>(measure("length", "km", "380 km", kPositive)), &Spec::length,
                "of two ways that cost the same, the shorter is taken");
  keys.optional(
      "failures", map_of(failure_keys(), "{every: exponential(mean 2 a), repair: 20 d}"),
      [](Spec& s, const CableFailureSpec& failures) { s.failures = failures; }, if_absent("never"),
      "from when it has a capacity: `every` so often, `repair` takes so long (both required)");
  keys.only_for("power", says("carries", {"power"}));
  keys.required(
      "capacity", power(), [](Spec& s, double mw) { s.capacity = {mw * kWattsPerMegawatt}; },
      "of what is fed in, one way at a time; 0 MW until it is built");
  keys.optional(
      "loss", measure("share", "%", "3.5 %", {0, true, 50}),
      [](Spec& s, double percent) { s.loss = percent / 100; }, by_default("0 %"),
      "of what is fed in, converters included");
  keys.optional("cost", money_per_megawatt_hour(), &Spec::cost, by_default("0 USD/MWh"),
                "of what is fed in");
  keys.only_for("data", says("carries", {"data"}));
  keys.required(
      "capacity", data_rate(), [](Spec& s, double gbit) { s.capacity = {gbit * kBitsPerGigabit}; },
      "each way; 0 Gbit/s until it is built");
  keys.optional("cost", as<Money>(measure("money/data", "USD/Tbit", "0.1 USD/Tbit", kNotNegative)),
                &Spec::cost, by_default("0 USD/Tbit"), "of what it carries");
  return keys;
}

KeyTable<PowerSupplySpec> power_supply_keys() {
  using Spec = PowerSupplySpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required("place", place(), &Spec::place, "where it is fed in");
  keys.required(
      "power", power(), [](Spec& s, double mw) { s.power = {mw * kWattsPerMegawatt}; }, "at most");
  keys.optional("by_month", monthly_factors(), &Spec::by_month, if_absent("always 100 %"),
                "of `power`, January first");
  keys.optional("cost", money_per_megawatt_hour(), &Spec::cost, by_default("0 USD/MWh"),
                "the cheapest that can be had is taken, losses and cables counted");
  return keys;
}

KeyTable<CableDemandSpec> cable_demand_keys() {
  using Spec = CableDemandSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required("carries", power_or_data(), &Spec::carries, "what is wanted");
  keys.required("to", place(), &Spec::to, "where");
  keys.optional(
      "priority", whole(number({-1000, true, 1000})),
      [](Spec& s, double priority) { s.priority = static_cast<std::int32_t>(priority); },
      by_default("0"), "the higher is served first; of equal ones, the first in the file");
  keys.optional("by_month", monthly_factors(), &Spec::by_month, if_absent("always 100 %"),
                "of `power` or `traffic`, January first");
  keys.only_for("power", says("carries", {"power"}));
  keys.required(
      "power", power(), [](Spec& s, double mw) { s.rate = {mw * kWattsPerMegawatt}; },
      "by day and night; what can't come is unserved");
  keys.only_for("data", says("carries", {"data"}));
  keys.required("from", place(), &Spec::from, "where it comes from");
  keys.required(
      "traffic", data_rate(), [](Spec& s, double gbit) { s.rate = {gbit * kBitsPerGigabit}; },
      "what finds no way is lost");
  return keys;
}

}  // namespace caravan
