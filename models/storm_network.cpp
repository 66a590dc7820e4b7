#include "caravan/models/storm_network.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include <Eigen/Dense>

#include "caravan/models/network_checks.hpp"
#include "caravan/models/weather.hpp"

namespace caravan {
namespace {

using Problems = std::vector<ScenarioProblem>;

// What is below this is zero but for rounding.
constexpr double kNothing = 1e-12;

Eigen::MatrixXd correlations_of(const StormSpec& storm) {
  const auto size = static_cast<Eigen::Index>(storm.ports.size());
  Eigen::MatrixXd correlations = Eigen::MatrixXd::Identity(size, size);
  for (Eigen::Index i = 0; i < size; ++i) {
    for (Eigen::Index k = 0; k < i; ++k) {
      const PlaceId one = storm.ports[static_cast<std::size_t>(i)];
      const PlaceId other = storm.ports[static_cast<std::size_t>(k)];
      const auto pair =
          std::find_if(storm.pairs.begin(), storm.pairs.end(),
                       [&](const PairOfPorts& candidate) { return candidate.joins(one, other); });
      if (pair != storm.pairs.end()) correlations(i, k) = correlations(k, i) = pair->correlation;
    }
  }
  return correlations;
}

// Eigen sums in an order that depends on the processor. Rounded, its last bits don't matter, so
// that all machines have the same weather.
double rounded(double weight) {
  constexpr double kSteps = 0x1p40;
  return std::round(weight * kSteps) / kSteps;
}

// Cholesky's, column by column. Eigen's own refuses a matrix without an inverse; here a port whose
// weather is all told by those before it has nothing of its own, and its column is zero.
LowerTriangle cholesky(const Eigen::MatrixXd& correlations) {
  const Eigen::Index size = correlations.rows();
  Eigen::MatrixXd lower = Eigen::MatrixXd::Zero(size, size);
  for (Eigen::Index k = 0; k < size; ++k) {
    const double rest = correlations(k, k) - lower.row(k).head(k).squaredNorm();
    if (rest <= kNothing) continue;
    lower(k, k) = std::sqrt(rest);
    for (Eigen::Index i = k + 1; i < size; ++i) {
      const double told = lower.row(i).head(k).dot(lower.row(k).head(k));
      lower(i, k) = (correlations(i, k) - told) / lower(k, k);
    }
  }
  LowerTriangle rows;
  for (Eigen::Index i = 0; i < size; ++i) {
    std::vector<double>& row = rows.emplace_back();
    for (Eigen::Index k = 0; k <= i; ++k) row.push_back(rounded(lower(i, k)));
  }
  return rows;
}

std::string with_digits(double value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*g", digits, value);
  return text;
}

std::size_t times_listed(const std::vector<StormSpec>& storms, std::size_t until, PlaceId port) {
  std::size_t times = 0;
  for (std::size_t s = 0; s <= until; ++s) {
    const auto& ports = storms[s].ports;
    times += static_cast<std::size_t>(std::count(ports.begin(), ports.end(), port));
  }
  return times;
}

// There is one.
const StormSpec& first_with(const std::vector<StormSpec>& storms, PlaceId port) {
  return *std::find_if(storms.begin(), storms.end(), [&](const StormSpec& storm) {
    return std::find(storm.ports.begin(), storm.ports.end(), port) != storm.ports.end();
  });
}

void check_ports(const Scenario& scenario, std::size_t s, Problems& problems) {
  const StormSpec& storm = scenario.storms[s];
  const std::string path = "storms." + storm.id + ".ports";
  for (const PlaceId port : storm.ports) {
    const PlaceSpec& place = scenario[port];
    if (!place.weather) {
      problems.push_back(
          {path, "'" + place.id + "' has no `weather` that could close it", "places." + place.id});
    }
    if (times_listed(scenario.storms, s, port) > 1) {
      problems.push_back(
          {path, "'" + place.id + "' has been listed already: a port is in one storm, once",
           "storms." + first_with(scenario.storms, port).id + ".ports"});
    }
  }
}

// Each two ports once, and no others.
void check_pairs(const Scenario& scenario, const StormSpec& storm, Problems& problems) {
  const std::string path = "storms." + storm.id + ".correlation";
  const auto names = [&](PlaceId a, PlaceId b) {
    return "'" + scenario[a].id + "' and '" + scenario[b].id + "'";
  };
  const auto is_listed = [&](PlaceId port) {
    return std::find(storm.ports.begin(), storm.ports.end(), port) != storm.ports.end();
  };
  for (const PairOfPorts& pair : storm.pairs) {
    if (pair.one != pair.other && is_listed(pair.one) && is_listed(pair.other)) continue;
    problems.push_back({path, names(pair.one, pair.other) + " are not two ports of this storm"});
  }
  for (std::size_t i = 0; i < storm.ports.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const PlaceId one = storm.ports[k], other = storm.ports[i];
      const auto times = std::count_if(storm.pairs.begin(), storm.pairs.end(),
                                       [&](const PairOfPorts& p) { return p.joins(one, other); });
      if (times == 1) continue;
      problems.push_back({path, (times == 0 ? "says nothing of " : "says more than once that of ") +
                                    names(one, other)});
    }
  }
}

// No variables have correlations whose matrix has a negative eigenvalue.
void check_correlations(const StormSpec& storm, Problems& problems) {
  if (storm.ports.empty()) return;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(correlations_of(storm),
                                                              Eigen::EigenvaluesOnly);
  const double smallest = solver.eigenvalues().minCoeff();
  if (smallest >= -kNothing) return;
  problems.push_back({"storms." + storm.id + ".correlation",
                      "can't be so for all pairs at once: if one port is like two others, these "
                      "are like each other (an eigenvalue is " +
                          with_digits(smallest, 3) + ", and none may be negative)"});
}

// No port can close more often than fronts pass.
void check_fronts(const Scenario& scenario, const StormSpec& storm, Problems& problems) {
  static constexpr std::array kMonths = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
  for (const PlaceId port : storm.ports) {
    const auto& weather = scenario[port].weather;
    if (!weather) continue;
    unsigned worst = 1;
    for (unsigned month = 2; month <= 12; ++month) {
      if (closures_per_hour(*weather, month) > closures_per_hour(*weather, worst)) worst = month;
    }
    const double per_hour = closures_per_hour(*weather, worst);
    if (per_hour * in_hours(storm.fronts) <= 1) continue;
    problems.push_back({"storms." + storm.id + ".fronts",
                        "'" + scenario[port].id + "' closes once in " +
                            with_digits(1 / per_hour, 4) + " open hours in " + kMonths[worst - 1] +
                            ": fronts must pass at least so often"});
  }
}

}  // namespace

StormNetwork build_storms(const Scenario& scenario) {
  StormNetwork network;
  network.storm_of.resize(scenario.places.size());
  for (std::size_t s = 0; s < scenario.storms.size(); ++s) {
    network.weights.push_back(cholesky(correlations_of(scenario.storms[s])));
    for (const PlaceId port : scenario.storms[s].ports) network.storm_of[port.index()] = StormId(s);
  }
  return network;
}

std::vector<ScenarioProblem> problems_of_storms(const Scenario& scenario) {
  Problems problems;
  for (std::size_t s = 0; s < scenario.storms.size(); ++s) {
    const std::size_t before = problems.size();
    check_ports(scenario, s, problems);
    check_pairs(scenario, scenario.storms[s], problems);
    if (problems.size() == before) check_correlations(scenario.storms[s], problems);
    check_fronts(scenario, scenario.storms[s], problems);
  }
  return problems;
}

}  // namespace caravan
