#include "caravan/models/attribution.hpp"

#include <algorithm>

#include "caravan/models/undefined.hpp"

namespace caravan {
namespace {

constexpr double kKilogramsPerTonne = 1000;

std::size_t index(std::size_t row, std::size_t columns, std::uint8_t column) {
  return row * columns + column;
}

template <class Sums>
std::vector<double> scaled(const Sums& sums, double per_unit) {
  std::vector<double> values;
  for (const auto sum : sums) values.push_back(static_cast<double>(sum) / per_unit);
  return values;
}

}  // namespace

Attribution::Attribution(const Network& network)
    : since_(network.scenario.begin()),
      place_time_(network.scenario.places.size() * kCauses),
      link_time_(network.scenario.links.size() * kCauses),
      demand_time_(network.scenario.demands.size() * kCauses),
      deliveries_(network.scenario.demands.size()),
      place_cost_(network.scenario.places.size() * kCharges),
      link_cost_(network.scenario.links.size()),
      demand_cost_(network.scenario.demands.size() * kCharges),
      link_emission_(network.scenario.links.size()),
      demand_emission_(network.scenario.demands.size()) {}

void Attribution::held(Time now, const Consignment& c, Cause cause, std::uint32_t where,
                       Duration time) {
  const Duration counted = std::min(time, now - since_);
  std::vector<Wide>& sums = is_on_link(cause) ? link_time_ : place_time_;
  sums[index(where, kCauses, static_cast<std::uint8_t>(cause))] +=
      Wide{c.mass.value} * counted.value;
}

void Attribution::charged(const Entry& cost) {
  if (cost.is_at_link()) {
    link_cost_[cost.where] += cost.amount;
  } else {
    place_cost_[index(cost.where, kCharges, cost.what)] += cost.amount;
  }
}

void Attribution::emitted(LinkId link, std::int64_t milligrams) {
  link_emission_[link.index()] += milligrams;
}

void Attribution::delivered(const Consignment& c, const RecordBooks& books) {
  const std::size_t d = c.demand.index();
  ++deliveries_[d];
  books.for_each(c.record, [&](const Entry& entry) {
    switch (entry.kind) {
      case Entry::Kind::time: demand_time_[index(d, kCauses, entry.what)] += entry.amount; break;
      case Entry::Kind::cost: demand_cost_[index(d, kCharges, entry.what)] += entry.amount; break;
      case Entry::Kind::emission: demand_emission_[d] += entry.amount; break;
    }
  });
}

void Attribution::begin_counting(Time now) {
  since_ = now;
  for (auto* sums : {&place_time_, &link_time_, &demand_time_}) {
    std::fill(sums->begin(), sums->end(), Wide{0});
  }
  for (auto* sums : {&deliveries_, &place_cost_, &link_cost_, &demand_cost_, &link_emission_,
                     &demand_emission_}) {
    std::fill(sums->begin(), sums->end(), 0);
  }
}

void Attribution::fill(const Network& network, Results& results) const {
  const double tonne_days = kKilogramsPerTonne * static_cast<double>(days(1).value);
  results[Variable::place_time] = scaled(place_time_, tonne_days);
  results[Variable::link_time] = scaled(link_time_, tonne_days);
  results[Variable::place_cost] = scaled(place_cost_, kMicroDollars);
  results[Variable::link_cost] = scaled(link_cost_, kMicroDollars);
  results[Variable::demand_cost] = scaled(demand_cost_, kMicroDollars);
  results[Variable::link_emission] = scaled(link_emission_, kMilligramsPerTonne);
  results[Variable::demand_emission] = scaled(demand_emission_, kMilligramsPerTonne);
  std::vector<double>& mean = results[Variable::demand_time];
  mean = scaled(demand_time_, static_cast<double>(days(1).value));
  for (std::size_t d = 0; d < network.scenario.demands.size(); ++d) {
    const double count = deliveries_[d] > 0 ? static_cast<double>(deliveries_[d]) : kUndefined;
    for (std::size_t k = 0; k < kCauses; ++k) mean[d * kCauses + k] /= count;
  }
}

}  // namespace caravan
