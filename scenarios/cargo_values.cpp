#include "caravan/scenarios/cargo_values.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

namespace caravan {
namespace {

double base_units(CargoClass cargo) { return is_counted(cargo) ? 1 : 1000; }

using OfClass = std::function<ValueType<double>(CargoClass)>;

template <class T>
ValueType<PerCargo<T>> by_class(const std::string& name, const std::vector<CargoClass>& classes,
                                const OfClass& type_of, T fallback) {
  std::vector<std::string> words;
  std::vector<KeyShape> keys;
  std::vector<ValueType<double>> types;
  for (const CargoClass cargo : classes) {
    words.push_back(class_name(cargo));
    types.push_back(type_of(cargo));
    keys.push_back(optional_key(words.back(), types.back().shape, "none", ""));
  }
  const std::string example = "{" + words[0] + ": " + keys[0].shape.example + "}";
  const auto shared_types =
      std::make_shared<const std::vector<ValueType<double>>>(std::move(types));
  const auto read = [=](Reading& reading, const YamlNode& node,
                        const std::string& path) -> std::optional<PerCargo<T>> {
    if (!node.is_map()) {
      reading.error(node.mark, path + ": expected a map by class of cargo, such as {" + words[0] +
                                   ": ...}, found " + describe(node));
      return std::nullopt;
    }
    PerCargo<T> values;
    for (T& value : values) value = fallback;
    for (const YamlEntry& entry : node.entries) {
      const auto found = std::find(words.begin(), words.end(), entry.key);
      if (found == words.end()) {
        reading.error(entry.mark, "unknown class of cargo '" + entry.key + "' in " + path,
                      suggest(entry.key, words));
        continue;
      }
      const auto i = static_cast<std::size_t>(found - words.begin());
      const auto value =
          read_value(reading, entry.value, path + "." + entry.key, (*shared_types)[i]);
      if (value) values[classes[i]] = static_cast<T>(*value);
    }
    return values;
  };
  return {Shape::map_with(std::move(keys), name, example), read, {}};
}

ValueType<CargoValues> values_by_class(const std::string& name,
                                       const std::vector<CargoClass>& classes,
                                       const OfClass& type_of) {
  return by_class<std::optional<double>>(name, classes, type_of, std::nullopt);
}

std::string example_of(CargoClass cargo, const char* container, const char* other) {
  return cargo == CargoClass::container ? container : other;
}

}  // namespace

std::string class_name(CargoClass cargo) {
  return std::string(kCargoClassNames[static_cast<std::size_t>(cargo)]);
}

std::string_view unit_of(CargoClass cargo) { return kTariffUnits[static_cast<std::size_t>(cargo)]; }

std::string whom(CargoClass cargo) {
  switch (cargo) {
    case CargoClass::container: return "containers";
    case CargoClass::wagon: return "wagons";
    case CargoClass::truck: return "trucks";
    case CargoClass::general: return "general cargo";
    case CargoClass::crude: return "crude";
  }
  return {};
}

ValueType<double> amount_of(CargoClass cargo) {
  const std::string unit(unit_of(cargo));
  const std::string number =
      is_counted(cargo) ? example_of(cargo, "100", "42") : std::string("3000");
  const ValueType<double> type = measure("amount", unit, number + " " + unit, kPositive);
  return is_counted(cargo) ? whole(type) : type;
}

ValueType<double> daily_money_for(CargoClass cargo) {
  const std::string unit = "USD/" + std::string(unit_of(cargo)) + "/d";
  return measure("money/" + std::string(unit_of(cargo)) + "/time", unit,
                 (is_counted(cargo) ? "600 " : "1.2 ") + unit, kNotNegative);
}

ValueType<CargoValues> amounts_by_class(const std::vector<CargoClass>& classes) {
  return values_by_class("amount by class", classes, amount_of);
}

ValueType<CargoValues> rates_by_class() {
  return values_by_class("rate by class", kAllCargo, [](CargoClass cargo) {
    const std::string unit = std::string(unit_of(cargo)) + "/h";
    return measure("rate by class", unit, (is_counted(cargo) ? "25 " : "600 ") + unit, kPositive);
  });
}

ValueType<CargoValues> money_by_class() {
  return values_by_class("money by class", kAllCargo, [](CargoClass cargo) {
    const std::string unit = "USD/" + std::string(unit_of(cargo));
    return measure("money by class", unit, (is_counted(cargo) ? "450 " : "28 ") + unit,
                   kNotNegative);
  });
}

ValueType<CargoValues> daily_money_by_class() {
  return values_by_class("money by class and time", kAllCargo, daily_money_for);
}

ValueType<PerCargo<std::int64_t>> counts_by_class(std::int64_t fallback) {
  return by_class<std::int64_t>(
      "count by class", kAllCargo,
      [](CargoClass) {
        return whole(number({1, true, 1e6}));
      },
      fallback);
}

Amount to_amount(double units_or_tonnes, CargoClass cargo) {
  return Amount{std::llround(units_or_tonnes * base_units(cargo))};
}

PerCargo<std::optional<Amount>> to_amounts(const CargoValues& values) {
  PerCargo<std::optional<Amount>> amounts;
  for (const CargoClass cargo : kAllCargo) {
    if (values[cargo]) amounts[cargo] = to_amount(*values[cargo], cargo);
  }
  return amounts;
}

PerCargo<Amount> to_amounts_or_zero(const CargoValues& values) {
  PerCargo<Amount> amounts;
  for (const CargoClass cargo : kAllCargo) {
    amounts[cargo] = to_amounts(values)[cargo].value_or(Amount{});
  }
  return amounts;
}

PerCargo<AmountPerHour> to_rates(const CargoValues& values) {
  PerCargo<AmountPerHour> rates;
  for (const CargoClass cargo : kAllCargo) {
    rates[cargo] = AmountPerHour{values[cargo].value_or(0) * base_units(cargo)};
  }
  return rates;
}

PerCargo<Money> to_money(const CargoValues& values) {
  PerCargo<Money> money;
  for (const CargoClass cargo : kAllCargo) money[cargo] = Money{values[cargo].value_or(0)};
  return money;
}

}  // namespace caravan
