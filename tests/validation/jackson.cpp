// An open network of five stations with loops, against Jackson's product form.
#include <doctest/doctest.h>

#include <algorithm>

#include "check_claims.hpp"
#include "jackson_model.hpp"
#include "jackson_theory.hpp"

namespace caravan::validation {
namespace {

// That of queues.cpp.
constexpr std::uint64_t kSeed = 2;

// Two ways in; some go back from each of the last four stations, one of them to where it is.
NetworkSpec five_stations() {
  return {"network",
          {{2, 1.0, 1.0, {0, 0.4, 0.6, 0, 0}},
           {1, 0.8, 0, {0.1, 0, 0.5, 0.4, 0}},
           {3, 1.0, 0.5, {0, 0, 0.1, 0.5, 0.3}},
           {1, 0.5, 0, {0, 0.1, 0, 0, 0.6}},
           {2, 1.0, 0, {0, 0, 0.2, 0, 0}}}};
}

// The length was estimated by a pilot with another seed, so that the widest interval is about 0.7
// of what the rule allows. The slowest station forgets its beginning like exp(-t / T) with T of
// about 10 hours, and it takes some visits until all know: 2,000 hours are deleted.
TEST_CASE("an open network of five stations with loops does what Jackson says") {
  const NetworkSpec spec = five_stations();
  const NetworkTheory theory = jackson(spec);
  std::vector<Claim<JacksonModel>> claims{
      {"hours in all of it", theory.stay_hours, [](const auto& m) { return m.mean_stay_hours(); }}};
  double busiest = 0;
  for (std::size_t i = 0; i < spec.stations.size(); ++i) {
    const std::string station = "station " + std::to_string(i + 1) + ", ";
    claims.push_back({station + "customers present", theory.stations[i].present,
                      [i](const auto& m) { return m.mean_present(i); }});
    claims.push_back({station + "utilisation", theory.stations[i].utilisation,
                      [i](const auto& m) { return m.utilisation(i); }});
    busiest = std::max(busiest, theory.stations[i].utilisation);
  }
  check_claims<JacksonModel>(
      "network", [&](std::uint64_t replication) { return JacksonModel(spec, kSeed, replication); },
      {2'000, 80'000, 30}, busiest, claims);
}

}  // namespace
}  // namespace caravan::validation
