#include "caravan/sim/batch_means.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace caravan {

BatchMeans batch_means(std::span<const double> series, double confidence) {
  constexpr std::size_t kBatches = 20;
  constexpr double kNormal95 = 1.6448536269514722;
  const std::size_t size = series.size() / kBatches;
  if (size < 2) {
    constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
    return {{kUndefined, kUndefined}, 0, false};
  }
  series = series.last(size * kBatches);
  std::array<double, kBatches> means{};
  Tally tally;
  for (std::size_t i = 0; i < kBatches; ++i) {
    for (const double value : series.subspan(i * size, size)) means[i] += value;
    means[i] /= static_cast<double>(size);
    tally.add(means[i]);
  }
  // Squares of successive differences over those of deviations: 2 if independent, with the variance
  // 4 (n - 2) / (n^2 - 1), and less if neighbours are alike.
  double differences = 0;
  for (std::size_t i = 1; i < kBatches; ++i) differences += std::pow(means[i] - means[i - 1], 2);
  const double deviations = tally.variance() * (kBatches - 1);
  const double spread = std::sqrt(4.0 * (kBatches - 2) / (kBatches * kBatches - 1));
  const bool is_constant = deviations == 0;
  const bool alike = !is_constant && (differences / deviations - 2) / spread < -kNormal95;
  return {confidence_interval(tally, confidence), kBatches, !alike};
}

}  // namespace caravan
