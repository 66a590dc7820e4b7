// Mean and deviation of what has no closed form: truncated and empirical distributions.

#include <algorithm>
#include <array>
#include <cmath>

#include "caravan/sim/distribution.hpp"

namespace caravan {
namespace {

// Nodes and weights of Gauss and Legendre on (0, 1), 8 points: the upper half.
struct Node {
  double place, weight;
};
constexpr std::array<Node, 4> kNodes = {{{0.1834346424956498, 0.3626837833783620},
                                         {0.5255324099163290, 0.3137066458778873},
                                         {0.7966664774136267, 0.2223810344533745},
                                         {0.9602898564975363, 0.1012285362903763}}};

template <class Function>
double integrate(double low, double high, Function f) {
  const double middle = (low + high) / 2;
  const double half = (high - low) / 2;
  double sum = 0;
  for (const Node& node : kNodes) {
    sum += node.weight * (f(middle - half * node.place) + f(middle + half * node.place));
  }
  return sum * half;
}

// Over (0, 1), in panels that halve towards both ends, where quantiles may run off to infinity.
template <class Function>
double integrate_shares(Function f) {
  constexpr int kHalvings = 45;
  constexpr int kParts = 16;
  double sum = 0;
  double end = 0.5;
  for (int i = 0; i < kHalvings; ++i, end /= 2) {
    const double begin = i + 1 < kHalvings ? end / 2 : 0;
    const double width = (end - begin) / kParts;
    for (int part = 0; part < kParts; ++part) {
      const double low = begin + part * width;
      sum += integrate(low, low + width, [&](double u) { return f(u) + f(1 - u); });
    }
  }
  return sum;
}

}  // namespace

// Steps and kinks are integrated one by one, the rest by quadrature of the quantile.
void Distribution::integrate_moments() {
  std::vector<double> kinks = {0, 1};  // between these the quantile is smooth
  const auto add_kink = [&](double whole_share) {
    const double u = (whole_share - low_share_) / (high_share_ - low_share_);
    if (u > 0 && u < 1) kinks.push_back(u);
  };
  if (family_ == Family::discrete) {
    for (const double share : shares_) add_kink(share);
  } else if (family_ == Family::empirical) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      add_kink(static_cast<double>(i) / static_cast<double>(values_.size() - 1));
    }
  } else if (family_ == Family::poisson) {
    const double last = quantile_of_any(1 - 0x1p-53);
    for (double k = quantile_of_any(0x1p-53); k <= last; ++k) add_kink(whole_share_up_to(k));
  }
  std::sort(kinks.begin(), kinks.end());
  const auto expected = [&](auto f) {
    const auto of_share = [&](double u) { return f(quantile_of_any(u)); };
    if (kinks.size() == 2 && family_ != Family::empirical) return integrate_shares(of_share);
    double sum = 0;
    for (std::size_t i = 0; i + 1 < kinks.size(); ++i) {
      sum += integrate(kinks[i], kinks[i + 1], of_share);
    }
    return sum;
  };
  mean_ = expected([](double x) { return x; });
  deviation_ = std::sqrt(expected([&](double x) { return (x - mean_) * (x - mean_); }));
}

}  // namespace caravan
