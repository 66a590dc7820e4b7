// What summaries are made of, for people and for programs.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "caravan/sim/confidence.hpp"
#include "json.hpp"

namespace caravan {

inline constexpr double kSummaryConfidence = 0.95;

// Over the replications, with that confidence.
Estimate estimate_of(const Tally& tally);

std::string fixed(double value, int decimals);

// "1234567.8" -> "1 234 567.8": thin spaces would be finer, but not in every terminal.
std::string grouped(std::string digits);

// "1.2 ± 0.1"; without an interval the mean alone, and "-" without a mean.
std::string spell(const Estimate& estimate, double scale = 1, int decimals = 1);

// Columns of text, the first to the left, the others to the right, as wide as they must be; a last
// column of words to the left too.
class Table {
 public:
  explicit Table(bool ends_in_words = false) : ends_in_words_(ends_in_words) {}

  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

  // And an empty line.
  void print(std::ostream& out) const;

 private:
  bool ends_in_words_;
  std::vector<std::vector<std::string>> rows_;
};

// As an object of "mean" and "half_width".
void write(JsonWriter& json, std::string_view key, const Estimate& estimate);

}  // namespace caravan
