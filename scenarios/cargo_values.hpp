// Maps by class of cargo, in the units that each class is counted in, and what the specs make of
// them.
#pragma once

#include "caravan/scenarios/value_types.hpp"

namespace caravan {

inline const std::vector<CargoClass> kAllCargo = {CargoClass::container, CargoClass::wagon,
                                                  CargoClass::truck, CargoClass::general,
                                                  CargoClass::crude};

// "container".
std::string class_name(CargoClass cargo);

// "TEU", "wagon", "truck", "t" or "t".
std::string_view unit_of(CargoClass cargo);

// Whom keys of that class are for: "containers".
std::string whom(CargoClass cargo);

// As read from a map by class; what is not given has no value.
using CargoValues = PerCargo<std::optional<double>>;

ValueType<CargoValues> amounts_by_class(const std::vector<CargoClass>& classes);  // TEU, ..., t
ValueType<CargoValues> rates_by_class();                                          // TEU/h, ...
ValueType<CargoValues> money_by_class();                                          // USD/TEU, ...
ValueType<CargoValues> daily_money_by_class();                                    // USD/TEU/d, ...
ValueType<PerCargo<std::int64_t>> counts_by_class(std::int64_t fallback);

// One amount, or money for one unit, of a class.
ValueType<double> amount_of(CargoClass cargo);
ValueType<double> daily_money_for(CargoClass cargo);

Amount to_amount(double units_or_tonnes, CargoClass cargo);
PerCargo<std::optional<Amount>> to_amounts(const CargoValues& values);
PerCargo<Amount> to_amounts_or_zero(const CargoValues& values);
PerCargo<AmountPerHour> to_rates(const CargoValues& values);
PerCargo<Money> to_money(const CargoValues& values);

}  // namespace caravan
