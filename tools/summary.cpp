#include "summary.hpp"

#include <algorithm>
#include <cmath>

namespace caravan {
namespace {

constexpr std::size_t kWorstFacilities = 5;
constexpr double kStandstillDays = 30;
constexpr double kLeastRequests = 10;  // below, a mean wait says nothing

bool is_series(const VariableSpec& spec) { return spec.dimensions[0] == Dimension::time; }

}  // namespace

void Summariser::add(const Results& results) {
  Results& kept = results_.emplace_back();
  kept.replication = results.replication;
  kept.gridlock = results.gridlock;
  for (std::size_t i = 0; i < kVariableCount; ++i) {
    if (!is_series(kVariables[i])) kept.values[i] = results.values[i];
  }
}

// Replications in which there was nothing to measure don't count.
Estimate Summariser::estimate(Variable variable, std::size_t index) const {
  Tally tally;
  for (const Results& results : results_) {
    const double value = results[variable][index];
    if (!std::isnan(value)) tally.add(value);
  }
  return confidence_interval(tally, kSummaryConfidence);
}

double Summariser::mean(Variable variable, std::size_t index) const {
  return estimate(variable, index).mean;
}

std::vector<FacilitySummary> Summariser::worst_facilities() const {
  std::vector<FacilitySummary> all;
  for (std::size_t i = 0; i < network_.facilities.size(); ++i) {
    if (!(mean(Variable::facility_requests, i) >= kLeastRequests)) continue;
    const FacilitySummary facility{network_.facilities[i].name,
                                   estimate(Variable::facility_utilisation, i),
                                   estimate(Variable::facility_wait_mean, i)};
    if (facility.wait_mean_h.mean > 0) all.push_back(facility);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.wait_mean_h.mean > b.wait_mean_h.mean;
  });
  if (all.size() > kWorstFacilities) all.resize(kWorstFacilities);
  return all;
}

std::vector<StandstillSummary> Summariser::standstills() const {
  std::vector<StandstillSummary> all;
  for (std::size_t i = 0; i < network_.facilities.size(); ++i) {
    const double days = mean(Variable::facility_wait_ongoing, i) / 24;
    if (days >= kStandstillDays) all.push_back({network_.facilities[i].name, days});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.days > b.days; });
  return all;
}

GridlockSummary Summariser::gridlock() const {
  GridlockSummary summary;
  for (const Results& results : results_) {
    if (results.gridlock.empty()) continue;
    if (summary.replications++ > 0) continue;
    summary.in_replication = results.replication;
    summary.steps = results.gridlock;
  }
  return summary;
}

Summary Summariser::summarise() const {
  Summary summary;
  summary.replications = results_.size();
  for (const Results& results : results_) summary.events += results[Variable::events][0];
  for (std::size_t i = 0; i < network_.scenario.corridors.size(); ++i) {
    const CorridorSpec& corridor = network_.scenario.corridors[i];
    summary.corridors.push_back(
        {corridor.id, corridor.name, estimate(Variable::corridor_mass, i),
         estimate(Variable::corridor_teu, i), estimate(Variable::corridor_volume, i),
         estimate(Variable::corridor_transit_mean, i), estimate(Variable::corridor_transit_p50, i),
         estimate(Variable::corridor_transit_p95, i)});
  }
  summary.worst_facilities = worst_facilities();
  summary.standstills = standstills();
  summary.gridlock = gridlock();
  for (std::size_t i = 0; i < network_.scenario.commodities.size(); ++i) {
    summary.balance.push_back(
        {network_.scenario.commodities[i].id, mean(Variable::total_released_mass, i),
         mean(Variable::total_delivered_mass, i), mean(Variable::total_in_system_mass, i)});
  }
  return summary;
}

}  // namespace caravan
