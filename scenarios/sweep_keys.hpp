// What a sweep's file may say: its keys and their types. Internal to scenarios/.
#pragma once

#include <optional>
#include <string>

#include "caravan/scenarios/key_table.hpp"
#include "caravan/scenarios/sweep_spec.hpp"

namespace caravan {

// A limit of a range: a number, and its unit as it was written.
struct Limit {
  double number = 0;
  std::string unit;
};

// A factor as it is read, before its parts are held against each other.
struct FactorText {
  std::string id;
  SweepFactor factor;
  std::optional<Limit> from, to;
};

KeyTable<FactorText> factor_keys();

// All but `factors` and `points`.
KeyTable<SweepSpec> sweep_keys();

}  // namespace caravan
