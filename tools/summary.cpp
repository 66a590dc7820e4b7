#include "summary.hpp"

#include <algorithm>
#include <cmath>

#include "summary_parts.hpp"

namespace caravan {
namespace {

constexpr std::size_t kWorstFacilities = 5;
constexpr double kStandstillDays = 30;
constexpr double kLeastRequests = 10;  // below, a mean wait says nothing

}  // namespace

void Summariser::add(const Results& results) {
  Results& kept = results_.emplace_back();
  kept.replication = results.replication;
  kept.gridlock = results.gridlock;
  for (std::size_t i = 0; i < kVariableCount; ++i) {
    if (!is_series(kVariables[i])) kept.values[i] = results.values[i];
  }
  oil_.add(results);
  industry_.add(results);
  calls_.add(results);
  cables_.add(results);
  delivered_.add(results);
  interventions_.add(results);
  investment_.add(results);
}

// Replications in which there was nothing to measure don't count.
Estimate Summariser::estimate(Variable variable, std::size_t index) const {
  Tally tally;
  for (const Results& results : results_) {
    const double value = results[variable][index];
    if (!std::isnan(value)) tally.add(value);
  }
  return estimate_of(tally);
}

double Summariser::mean(Variable variable, std::size_t index) const {
  return estimate(variable, index).mean;
}

namespace {

// Of one replication, for each unit of one class that was delivered.
struct PerUnit {
  double tonnes = 0;
  double units = 0;
  std::array<double, kCauses> days{};
  std::array<double, kCharges> usd{};
  double co2_kg = 0;
};

PerUnit per_unit(const Network& network, const Results& results, CargoClass cargo) {
  PerUnit sum;
  for (std::size_t d = 0; d < network.scenario.demands.size(); ++d) {
    const CommoditySpec& commodity = network[network[DemandId(d)].commodity];
    const double tonnes = results[Variable::demand_mass][d];
    if (commodity.cargo != cargo || !(tonnes > 0)) continue;
    sum.tonnes += tonnes;
    sum.units += is_counted(cargo) ? tonnes / in_tonnes(commodity.mass_per_unit) : tonnes;
    for (std::size_t k = 0; k < kCauses; ++k) {
      sum.days[k] += tonnes * results[Variable::demand_time][d * kCauses + k];
    }
    for (std::size_t k = 0; k < kCharges; ++k) {
      sum.usd[k] += results[Variable::demand_cost][d * kCharges + k];
    }
    sum.co2_kg += 1000 * results[Variable::demand_emission][d];
  }
  for (double& days : sum.days) days /= sum.tonnes;
  for (double& usd : sum.usd) usd /= sum.units;
  sum.co2_kg /= sum.units;
  return sum;
}

}  // namespace

CargoSummary Summariser::cargo_summary(CargoClass cargo) const {
  std::array<Tally, kCauses> days;
  std::array<Tally, kCharges> usd;
  Tally co2_kg;
  for (const Results& results : results_) {
    const PerUnit one = per_unit(network_, results, cargo);
    if (one.tonnes <= 0) continue;
    for (std::size_t k = 0; k < kCauses; ++k) days[k].add(one.days[k]);
    for (std::size_t k = 0; k < kCharges; ++k) usd[k].add(one.usd[k]);
    co2_kg.add(one.co2_kg);
  }
  CargoSummary summary;
  summary.cargo = cargo;
  std::transform(days.begin(), days.end(), summary.days.begin(), estimate_of);
  std::transform(usd.begin(), usd.end(), summary.usd.begin(), estimate_of);
  summary.co2_kg = estimate_of(co2_kg);
  return summary;
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
  for (std::size_t i = 0; i < kCargoClasses; ++i) {
    const CargoSummary cargo = cargo_summary(static_cast<CargoClass>(i));
    if (!std::isnan(cargo.co2_kg.mean)) summary.cargo.push_back(cargo);
  }
  summary.oil = oil_.summarise();
  summary.industry = industry_.summarise();
  summary.calls = calls_.summarise();
  summary.cables = cables_.summarise();
  summary.interventions = interventions_.summarise();
  summary.investment = investment_.summarise();
  summary.worst_facilities = worst_facilities();
  summary.standstills = standstills();
  summary.gridlock = gridlock();
  for (std::size_t i = 0; i < network_.scenario.commodities.size(); ++i) {
    summary.balance.push_back(
        {network_.scenario.commodities[i].id, mean(Variable::total_released_mass, i),
         mean(Variable::total_delivered_mass, i), mean(Variable::total_in_system_mass, i),
         mean(Variable::total_lost_mass, i)});
  }
  summary.delivered = delivered_.summarise();
  return summary;
}

}  // namespace caravan
