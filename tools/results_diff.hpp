// What differs between two files of results, variable by variable.
#pragma once

#include <string>
#include <vector>

#include "caravan/models/results.hpp"
#include "caravan/output/ensemble_reader.hpp"

namespace caravan {

struct ResultDifference {
  std::string variable;
  std::string what{};           // why it can't be compared: only in one, of another shape, texts
  std::uint64_t differing = 0;  // numbers
  std::uint64_t compared = 0;
  double largest = 0;           // absolute; not a number if one says nothing where the other does
  double largest_relative = 0;  // to the larger of the two
  std::string at{};             // where the largest is: "replication 0, time 3, aktau"

  bool operator==(const ResultDifference&) const = default;
};

// Numbers are equal if they differ by no more than `tolerance` times the larger of the two; at 0,
// to the last bit. Two that are not numbers are equal. What a coordinate of one has and the other
// has not is told as texts that differ. Throws InputError.
std::vector<ResultDifference> differences(const EnsembleReader& before, const EnsembleReader& after,
                                          double tolerance);

// Of one run, the `index`-th of the file, and its results as they are now. In a sweep's, the runs
// of one point come after those of the other.
std::vector<ResultDifference> differences(const EnsembleReader& file, std::uint64_t index,
                                          const Results& results);

// A line a difference.
void print_differences(std::ostream& out, const std::vector<ResultDifference>& all);

}  // namespace caravan
