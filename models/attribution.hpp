// Sums of what all records say: where cargo's time went, what it cost, what it let into the air.
//
// By place and link as it happens, so that cargo which is stuck counts too; by demand when it is
// delivered.
#pragma once

#include <vector>

#include "caravan/models/record_books.hpp"
#include "caravan/models/results.hpp"
#include "caravan/models/state.hpp"
#include "caravan/sim/wide.hpp"

namespace caravan {

class Attribution {
 public:
  Attribution() = default;
  explicit Attribution(const Network& network);

  // Time of a consignment that ended just now.
  void held(Time now, const Consignment& c, Cause cause, std::uint32_t where, Duration time);
  void charged(const Entry& cost);
  void emitted(LinkId link, std::int64_t milligrams);
  void delivered(const Consignment& c, const RecordBooks& books);

  // Forgets what was before.
  void begin_counting(Time now);

  void fill(const Network& network, Results& results) const;

  bool operator==(const Attribution&) const = default;

 private:
  Time since_;
  std::vector<Wide> place_time_;  // by place and cause: kilograms times ticks
  std::vector<Wide> link_time_;
  std::vector<Wide> demand_time_;  // by demand and cause, of what was delivered: ticks
  std::vector<std::int64_t> deliveries_;
  std::vector<std::int64_t> place_cost_, link_cost_, demand_cost_;  // micro-dollars, by charge
  std::vector<std::int64_t> link_emission_, demand_emission_;       // milligrams
};

}  // namespace caravan
