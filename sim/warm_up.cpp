#include "caravan/sim/warm_up.hpp"

#include <vector>

#include "caravan/sim/tally.hpp"

namespace caravan {

// From the end backwards, so that each cut costs one step.
WarmUp mser_5(std::span<const double> series) {
  constexpr std::size_t kBatch = 5;
  std::vector<double> means(series.size() / kBatch);
  for (std::size_t i = 0; i < means.size(); ++i) {
    for (std::size_t k = 0; k < kBatch; ++k) means[i] += series[kBatch * i + k] / kBatch;
  }
  if (means.size() < 10) return {};
  Tally kept;
  double least = 0;
  std::size_t best = means.size();
  for (std::size_t cut = means.size(); cut-- > 0;) {
    kept.add(means[cut]);
    // The last few means may agree by chance; the usual rule leaves out cuts that keep five or
    // fewer.
    if (kept.count() <= 5) continue;
    const auto count = static_cast<double>(kept.count());
    const double squared_error = kept.variance() * (count - 1) / (count * count);
    if (best == means.size() || squared_error <= least) {
      least = squared_error;
      best = cut;
    }
  }
  return {best * kBatch, best <= means.size() / 2};
}

}  // namespace caravan
