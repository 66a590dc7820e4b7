// Which figures a sweep keeps of each run, and what each of them is of.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "caravan/models/results.hpp"

namespace caravan {

// The values of one run are those of `variables` one after the other, each in row-major order of
// its dimensions, which have these labels.
struct SweepLayout {
  std::vector<Variable> variables;
  std::array<std::vector<std::string>, kDimensions> labels;  // of the dimensions in use

  bool operator==(const SweepLayout&) const = default;
};

// Of the variables that have values in this network; the others are left out. A label of time is
// the beginning of an interval in seconds since the scenario's start.
SweepLayout layout_of(const Network& network, const std::vector<Variable>& variables);

// How many values a variable has there.
std::size_t size_of(const SweepLayout& layout, Variable variable);

// How many values a run has.
std::size_t size_of(const SweepLayout& layout);

// What a run leaves, as the layout says.
std::vector<double> values_of(const SweepLayout& layout, const Results& results);

// Brings values from one layout into another: by name, and not a number where there is nothing.
class Relabelling {
 public:
  // Throws OutputError if `from` has something that `to` has not, naming it.
  Relabelling(const SweepLayout& from, const SweepLayout& to);

  void apply(const double* from, double* to) const;

 private:
  std::vector<std::size_t> position_;  // in `to`, of each value of `from`
  std::size_t size_ = 0;               // of `to`
};

// The layout as bytes: equal for equal layouts only.
std::string to_bytes(const SweepLayout& layout);

}  // namespace caravan
