#include "sensitivity.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <span>

#include "caravan/sim/confidence.hpp"
#include "caravan/sim/random.hpp"

namespace caravan {
namespace {

constexpr std::size_t kResamples = 1000;
constexpr double kTail = 0.025;  // outside the interval on either side

using Rows = std::vector<std::size_t>;
// Figures that are estimated from some rows, which may come several times.
using Estimator = std::function<std::vector<double>(const Rows&)>;

// Every figure from all rows, and from as many drawn with replacement, over and over.
std::vector<Index> bootstrap(const Rows& rows, const Estimator& estimate) {
  const std::vector<double> values = estimate(rows);
  std::vector<std::vector<double>> resampled(values.size());
  RandomStream luck({.seed = 1, .purpose = name_hash("bootstrap")});
  Rows drawn(rows.size());
  for (std::size_t i = 0; i < kResamples; ++i) {
    for (std::size_t& one : drawn) {
      one = rows[static_cast<std::size_t>(luck.uniform() * static_cast<double>(rows.size()))];
    }
    const std::vector<double> again = estimate(drawn);
    for (std::size_t k = 0; k < values.size(); ++k) {
      if (std::isfinite(again[k])) resampled[k].push_back(again[k]);
    }
  }
  std::vector<Index> indices;
  for (std::size_t k = 0; k < values.size(); ++k) {
    std::sort(resampled[k].begin(), resampled[k].end());
    indices.push_back({values[k], sorted_quantile(resampled[k], kTail),
                       sorted_quantile(resampled[k], 1 - kTail)});
  }
  return indices;
}

// Blocks of so many points of which none failed.
Rows whole_blocks(const std::vector<double>& outputs, std::size_t size) {
  Rows blocks;
  for (std::size_t block = 0; block < outputs.size() / size; ++block) {
    const auto begin = outputs.begin() + static_cast<std::ptrdiff_t>(block * size);
    const bool is_whole = std::all_of(begin, begin + static_cast<std::ptrdiff_t>(size),
                                      [](double y) { return std::isfinite(y); });
    if (is_whole) blocks.push_back(block);
  }
  return blocks;
}

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variance_of(std::span<const double> values) {
  const double mean = mean_of(values);
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(values.size() - 1);
}

// First indices of all factors, then total ones.
std::vector<double> sobol_estimates(const std::vector<double>& outputs, std::size_t factors,
                                    const Rows& blocks) {
  const std::size_t size = factors + 2;
  std::vector<double> both;
  for (const std::size_t block : blocks) {
    both.push_back(outputs[block * size]);
    both.push_back(outputs[block * size + 1]);
  }
  const double mean = mean_of(both);
  const double variance = variance_of(both);
  std::vector<double> estimates;
  std::vector<double> totals;
  for (std::size_t factor = 0; factor < factors; ++factor) {
    double first = 0;
    double total = 0;
    for (const std::size_t block : blocks) {
      const double* y = outputs.data() + block * size;
      const double mixed = y[2 + factor];
      first += (y[1] - mean) * (mixed - y[0]);
      total += (y[0] - mixed) * (y[0] - mixed);
    }
    const auto count = static_cast<double>(blocks.size());
    const bool varies = variance > 0;
    const double none = std::numeric_limits<double>::quiet_NaN();
    estimates.push_back(varies ? first / count / variance : none);
    totals.push_back(varies ? total / count / (2 * variance) : none);
  }
  estimates.insert(estimates.end(), totals.begin(), totals.end());
  return estimates;
}

// By trajectory and factor: what the figure changes for the whole range.
std::vector<std::vector<double>> effects_of(const std::vector<double>& outputs,
                                            const std::vector<std::vector<double>>& shares) {
  const std::size_t factors = shares.front().size();
  const std::size_t size = factors + 1;
  std::vector<std::vector<double>> effects;
  for (std::size_t t = 0; t < outputs.size() / size; ++t) {
    std::vector<double>& of_factor = effects.emplace_back(factors);
    for (std::size_t step = t * size; step + 1 < (t + 1) * size; ++step) {
      for (std::size_t factor = 0; factor < factors; ++factor) {
        const double change = shares[step + 1][factor] - shares[step][factor];
        if (change != 0) of_factor[factor] = (outputs[step + 1] - outputs[step]) / change;
      }
    }
  }
  return effects;
}

// Coefficients, then R^2.
std::vector<double> regress(const std::vector<double>& outputs,
                            const std::vector<std::vector<double>>& factors, const Rows& rows) {
  const auto count = static_cast<Eigen::Index>(rows.size());
  const auto width = static_cast<Eigen::Index>(factors.front().size());
  Eigen::MatrixXd x(count, width);
  Eigen::VectorXd y(count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const std::size_t row = rows[static_cast<std::size_t>(i)];
    y(i) = outputs[row];
    for (Eigen::Index k = 0; k < width; ++k) x(i, k) = factors[row][static_cast<std::size_t>(k)];
  }
  y.array() -= y.mean();
  x.rowwise() -= x.colwise().mean();
  const Eigen::VectorXd slopes = x.colPivHouseholderQr().solve(y);
  const double spread = y.norm();
  std::vector<double> estimates;
  for (Eigen::Index k = 0; k < width; ++k)
    estimates.push_back(slopes(k) * x.col(k).norm() / spread);
  const double left = (y - x * slopes).squaredNorm();
  estimates.push_back(1 - left / (spread * spread));
  return estimates;
}

}  // namespace

SobolIndices sobol_indices(const std::vector<double>& outputs, std::size_t factors) {
  const std::size_t size = factors + 2;
  const Rows blocks = whole_blocks(outputs, size);
  SobolIndices indices;
  indices.blocks = blocks.size();
  indices.left_out = outputs.size() / size - blocks.size();
  if (blocks.size() < 2) return indices;
  const std::vector<Index> all =
      bootstrap(blocks, [&](const Rows& some) { return sobol_estimates(outputs, factors, some); });
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(factors);
  indices.first.assign(all.begin(), middle);
  indices.total.assign(middle, all.end());
  return indices;
}

ElementaryEffects elementary_effects(const std::vector<double>& outputs,
                                     const std::vector<std::vector<double>>& shares) {
  const std::size_t factors = shares.front().size();
  const Rows blocks = whole_blocks(outputs, factors + 1);
  ElementaryEffects result;
  result.blocks = blocks.size();
  result.left_out = outputs.size() / (factors + 1) - blocks.size();
  if (blocks.size() < 2) return result;
  const std::vector<std::vector<double>> effects = effects_of(outputs, shares);
  result.mean_absolute = bootstrap(blocks, [&](const Rows& some) {
    std::vector<double> means(factors, 0);
    for (const std::size_t t : some) {
      for (std::size_t k = 0; k < factors; ++k) means[k] += std::abs(effects[t][k]);
    }
    for (double& mean : means) mean /= static_cast<double>(some.size());
    return means;
  });
  for (std::size_t k = 0; k < factors; ++k) {
    std::vector<double> of_factor;
    for (const std::size_t t : blocks) of_factor.push_back(effects[t][k]);
    result.mean.push_back(mean_of(of_factor));
    result.deviation.push_back(std::sqrt(variance_of(of_factor)));
  }
  return result;
}

Regression standardised_regression(const std::vector<double>& outputs,
                                   const std::vector<std::vector<double>>& factors) {
  Rows rows;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (std::isfinite(outputs[i])) rows.push_back(i);
  }
  Regression result;
  result.points = rows.size();
  result.left_out = outputs.size() - rows.size();
  if (rows.size() < factors.front().size() + 2) return result;
  std::vector<Index> all =
      bootstrap(rows, [&](const Rows& some) { return regress(outputs, factors, some); });
  result.determination = all.back().value;
  all.pop_back();
  result.coefficients = std::move(all);
  return result;
}

}  // namespace caravan
