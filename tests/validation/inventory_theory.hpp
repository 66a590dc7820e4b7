// The (s, S) stock under periodic review: what is left at the end of a period is looked at, and if
// it is s or below, so much is ordered, and is there at once, that it is S again. Demand comes one
// by one in a Poisson process; what is not there is owed.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace caravan::validation {

struct InventorySpec {
  int reorder_at = 0;   // s, at least -1: nothing is owed after a review
  int order_up_to = 1;  // S, above s
  double demand = 1;    // mean, in a period

  bool operator==(const InventorySpec&) const = default;
};

struct InventoryTheory {
  double orders = 0;   // in a period
  double on_hand = 0;  // at the end of a period, before the review
  double owed = 0;     // likewise
  double fill = 0;     // share of the demand that is met at once
};

// The chance that so many are asked for in a period: 0 .. most.
inline std::vector<double> poisson(double mean, int most) {
  std::vector<double> chance{std::exp(-mean)};
  for (int n = 1; n <= most; ++n) chance.push_back(chance.back() * mean / n);
  return chance;
}

// The stock after a review is S - j in a share of periods in proportion to m(j), the expected
// number of periods at whose beginning j were gone since the last order: the renewal function's
// density, m = [j = 0] + demand * m (A. F. Veinott and H. M. Wagner, "Computing optimal (s, S)
// inventory policies", Management Science 11, 1965). The sum of m is the mean number of periods
// from order to order.
inline InventoryTheory inventory(const InventorySpec& spec) {
  const int range = spec.order_up_to - spec.reorder_at;
  const std::vector<double> chance = poisson(spec.demand, spec.order_up_to);
  std::vector<double> gone;  // m
  double periods = 0, on_hand = 0, owed = 0;
  for (int j = 0; j < range; ++j) {
    double m = j == 0 ? 1 : 0;
    for (int i = 1; i <= j; ++i) m += chance[std::size_t(i)] * gone[std::size_t(j - i)];
    m /= 1 - chance[0];
    gone.push_back(m);
    periods += m;
    const int stock = spec.order_up_to - j;
    double left = 0;  // on hand, of that stock
    for (int n = 0; n < stock; ++n) left += chance[std::size_t(n)] * (stock - n);
    on_hand += m * left;
    owed += m * (left - stock + spec.demand);
  }
  owed /= periods;
  return {1 / periods, on_hand / periods, owed, 1 - owed / spec.demand};
}

}  // namespace caravan::validation
