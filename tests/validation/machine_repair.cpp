// M/M/c//N: machines that break down less often when many of them already are.
#include <doctest/doctest.h>

#include "check_claims.hpp"
#include "machine_repair_model.hpp"
#include "queueing_theory.hpp"

namespace caravan::validation {
namespace {

// That of queues.cpp.
constexpr std::uint64_t kSeed = 2;

// The lengths were estimated by a pilot with another seed, so that the widest interval is about
// 0.7 of what the rule allows. The number that is down forgets its beginning within about
// `running_hours`, for two such plants with the same luck differ less by each breakdown.
void check(std::string_view name, int machines, int repairers, double running_hours,
           double measured_hours) {
  const MachineRepairSpec spec{name, machines, repairers, Distribution::exponential(running_hours),
                               Distribution::exponential(1)};
  const MachineTheory theory = m_m_c_n(repairers, machines, 1 / running_hours);
  using Model = MachineRepairModel;
  check_claims<Model>(
      std::string(name), [&](std::uint64_t replication) { return Model(spec, kSeed, replication); },
      {20 * running_hours, measured_hours, 30}, theory.utilisation,
      {{"machines down", theory.down, [](const Model& m) { return m.mean_down(); }},
       {"utilisation", theory.utilisation, [](const Model& m) { return m.utilisation(); }},
       {"repairs per hour", theory.repairs_per_hour,
        [](const Model& m) { return m.repairs_per_hour(); }},
       {"wait in hours", theory.wait_hours, [](const Model& m) { return m.mean_wait_hours(); }}});
}

TEST_CASE("six machines and one repairer do what theory says") {
  check("M/M/1//6", 6, 1, 8, 80'000);
}

TEST_CASE("ten machines and three repairers do what theory says") {
  check("M/M/3//10", 10, 3, 4, 120'000);
}

}  // namespace
}  // namespace caravan::validation
