#include "caravan/scenarios/prices.hpp"

#include <cstddef>
#include <cstdlib>

namespace caravan {
namespace {

constexpr std::size_t kDollar = 5, kEuro = 12;  // among the base units
static_assert(dimension::kMoney.powers[kDollar] == 1 && dimension::kEuros.powers[kEuro] == 1);

// Times the factor to that power.
double scaled(double value, double factor, int power) {
  for (int i = 0; i < std::abs(power); ++i) value = power > 0 ? value * factor : value / factor;
  return value;
}

}  // namespace

std::optional<Measure> in_dollars(const Prices& prices, const Measure& measure,
                                  std::string& problem) {
  Measure changed = measure;
  const int euros = measure.dimensions.powers[kEuro];
  changed.value = scaled(changed.value, prices.dollars_per_euro, euros);
  changed.dimensions.powers[kEuro] = 0;
  changed.dimensions.powers[kDollar] =
      static_cast<std::int8_t>(changed.dimensions.powers[kDollar] + euros);
  if (!measure.year) return changed;
  const std::string year = std::to_string(*measure.year);
  const int dollars = changed.dimensions.powers[kDollar];
  if (dollars == 0) {
    problem = "'of " + year + "' is for money only";
    return std::nullopt;
  }
  if (!prices.year) {
    problem = "'of " + year + "' needs `money.year`, in whose prices all is told";
    return std::nullopt;
  }
  if (measure.year == prices.year) return changed;
  const auto level = prices.levels.find(*measure.year);
  if (level == prices.levels.end()) {
    problem = "`money.prices` has no level for " + year;
    return std::nullopt;
  }
  changed.value = scaled(changed.value, level->second, -dollars);
  return changed;
}

}  // namespace caravan
