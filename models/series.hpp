// Time series of a world: a row of each variable when an interval ends.
//
// Rows pile up until whoever runs the world takes them away, as its journal. What they come to over
// time stays.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "caravan/models/variables.hpp"

namespace caravan {

// By Variable: values in row-major order of the variable's dimensions.
using VariableValues = std::array<std::vector<double>, kVariableCount>;

struct Series {
  bool keeps_rows = true;   // until they are taken away; or not at all
  std::size_t pending = 0;  // intervals whose rows have not been taken away
  VariableValues rows;      // of these
  // Over all intervals, by entry of the other dimensions: sums, or the last value of what is there
  // at an interval's end.
  VariableValues over_time;

  // To be given a row, of as many values as the time before.
  std::vector<double>& operator[](Variable v) { return rows[static_cast<std::size_t>(v)]; }
  // An interval has ended, and all have their row.
  void end_row();
  void forget_rows();

  bool operator==(const Series&) const = default;
};

// Whether a value is what there is when an interval ends, not a mean or a sum over it.
constexpr bool is_point(const VariableSpec& spec) {
  return spec.cell_methods.starts_with("time: point");
}
constexpr bool is_series(const VariableSpec& spec) { return spec.dimensions[0] == Dimension::time; }

}  // namespace caravan
