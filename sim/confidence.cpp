#include "caravan/sim/confidence.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cassert>
#include <cmath>
#include <limits>

namespace caravan {

Estimate confidence_interval(const Tally& sample, double confidence) {
  constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
  if (sample.count() < 2) return {sample.mean(), kUndefined};
  const auto count = static_cast<double>(sample.count());
  const boost::math::students_t t(count - 1);
  const double quantile = boost::math::quantile(t, (1 + confidence) / 2);
  return {sample.mean(), quantile * sample.deviation() / std::sqrt(count)};
}

Estimate confidence_interval(std::span<const double> sample, double confidence) {
  Tally tally;
  for (const double value : sample) tally.add(value);
  return confidence_interval(tally, confidence);
}

double sorted_quantile(std::span<const double> sorted, double p) {
  assert(0 <= p && p <= 1);
  if (sorted.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double position = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  if (below + 1 >= sorted.size()) return sorted.back();
  const double share = position - static_cast<double>(below);
  return sorted[below] + share * (sorted[below + 1] - sorted[below]);
}

}  // namespace caravan
