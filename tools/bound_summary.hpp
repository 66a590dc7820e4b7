// What can be delivered at most, as tables and as JSON; and how much of it a run has delivered.
#pragma once

#include <array>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include "caravan/models/bound.hpp"
#include "caravan/models/results.hpp"
#include "caravan/sim/confidence.hpp"
#include "caravan/sim/tally.hpp"
#include "json.hpp"

namespace caravan {

// "single_deck_ferries on kuryk-alat-ferry, kuryk/berths/ferry"; of many the widest; "nothing" if
// there is no limit.
std::string spell_cut(const FlowLimit& limit);

void print_bounds(std::ostream& out, const Network& network);
// A row for each calendar month or year of the run, a column for each class of cargo.
void print_bounds_by(std::ostream& out, const Network& network, bool is_by_year);
void print_bounds_as_json(std::ostream& out, const Network& network);

// One class of cargo in a run, in its units a day.
struct DeliveredSummary {
  CargoBound bound;
  Estimate delivered;
};

class DeliveredSummariser {
 public:
  // `network` must outlive this.
  explicit DeliveredSummariser(const Network& network) : network_(network) {}

  void add(const Results& results);
  // For each class of cargo that anybody ships, beside the bound under the conditions that
  // interventions made.
  std::vector<DeliveredSummary> summarise() const;

 private:
  double per_day(const Results& results, CargoClass cargo) const;

  const Network& network_;
  std::array<Tally, kCargoClasses> tallies_;
  std::uint64_t replications_ = 0;
  // What interventions changed, and in how many replications just so.
  std::vector<std::pair<std::vector<LoggedChange>, std::uint64_t>> changes_;
};

void print_delivered(std::ostream& out, const std::vector<DeliveredSummary>& delivered);
// As the value of "bounds".
void write_delivered(JsonWriter& json, const std::vector<DeliveredSummary>& delivered);

}  // namespace caravan
