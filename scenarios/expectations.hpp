// What a scenario expects of its own results: values that theory, a publication or another model
// gives, or limits that they should keep.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "caravan/models/network.hpp"
#include "caravan/models/variables.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

struct Reading;

// Which entry of a variable: its label along one of the variable's dimensions.
struct Coordinate {
  Dimension dimension = Dimension::none;
  std::string label;
};

// Of one entry of a variable, in its unit. A series stands for its mean over the run, its sum if it
// is one, or for what there is at the end of the run.
struct Expectation {
  std::string id;
  Variable variable{};
  std::vector<Coordinate> at;  // in the order of the variable's dimensions, time left out
  // The same if one value is expected, which the interval must cover; else the interval must lie
  // between the two.
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  double within = 0.01;  // of one value: the half-width is at most this share of it
  std::string formula;

  bool is_value() const { return least == most; }
};

struct Expectations {
  std::uint64_t replications = 20;
  std::uint64_t seed = 1;
  double confidence = 0.99;
  double within = 0.01;
  std::vector<Expectation> values;
};

// `expect:`, if there is one. Mistakes are reported.
Expectations read_expectations(Reading& reading, const YamlNode& root);

// Throws ScenarioError with all labels that the network's results don't have.
void check_coordinates(const Network& network, const Expectations& expectations);

// As results have it, but as the scenario language spells it: "MWh"; "" for a pure number.
std::string unit_in_words(const VariableSpec& variable);

}  // namespace caravan
