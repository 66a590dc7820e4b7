// What may be said of cables: every key of cables.yaml reaches its spec.
#include <doctest/doctest.h>

#include <cmath>

#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

LoadedScenario load(const std::string& path, const std::vector<std::string>& overrides = {}) {
  return load_scenario(std::string(CARAVAN_SOURCE_DIR "/") + path, overrides);
}

Scenario cables(const std::vector<std::string>& overrides = {}) {
  return load("tests/scenarios/cables.yaml", overrides).scenario;
}

double sum(const Results& results, Variable series) {
  double all = 0;
  for (const double value : results[series]) all += value;
  return all;
}

std::string message_of(const std::string& override_) {
  try {
    cables({override_});
  } catch (const ScenarioFileError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a cable has ends, a capacity, losses, a price and failures") {
  const Scenario s = cables();
  REQUIRE(s.cables.size() == 4);
  const CableSpec& caspian = s.cables[0];
  CHECK(caspian.id == "caspian");
  CHECK(caspian.name == "Under the Caspian");
  CHECK(s[caspian.from].id == "aktau");
  CHECK(s[caspian.to].id == "sumgayit");
  CHECK(caspian.carries == Carries::power);
  CHECK(caspian.length.value == doctest::Approx(375));
  CHECK(caspian.capacity.value == doctest::Approx(1e9));
  CHECK(caspian.loss == doctest::Approx(0.04));
  CHECK(caspian.cost.value == doctest::Approx(6));
  REQUIRE(caspian.failures.has_value());
  CHECK(caspian.failures->every_hours == Distribution::exponential(2 * 365.25 * 24));
  CHECK(caspian.failures->repair_hours == Distribution::lognormal(45 * 24, 0.5));
  CHECK(!s.cables[1].failures);
  CHECK(s.cables[1].cost.value == 0);
  const CableSpec& fibre = s.cables[2];
  CHECK(fibre.carries == Carries::data);
  CHECK(fibre.capacity.value == doctest::Approx(400e12));
  CHECK(fibre.cost.value == doctest::Approx(0.01));
  CHECK(s.cables[3].capacity.value == doctest::Approx(800e9));
}

TEST_CASE("supplies and demands have places, amounts, seasons and priorities") {
  const Scenario s = cables();
  REQUIRE(s.power_supplies.size() == 2);
  CHECK(s.power_supplies[0].name == "Wind of Mangystau");
  CHECK(s[s.power_supplies[0].place].id == "aktau");
  CHECK(s.power_supplies[0].power.value == doctest::Approx(1.2e9));
  CHECK(s.power_supplies[0].cost.value == doctest::Approx(40));
  CHECK(s.power_supplies[0].by_month[6] == doctest::Approx(0.8));
  CHECK(s.power_supplies[1].by_month == kSameAllYear);
  REQUIRE(s.cable_demands.size() == 3);
  const CableDemandSpec& europe = s.cable_demands[0];
  CHECK(europe.name == "Europe");
  CHECK(europe.carries == Carries::power);
  CHECK(s[europe.to].id == "constanta");
  CHECK(europe.rate.value == doctest::Approx(500e6));
  CHECK(europe.by_month[0] == doctest::Approx(1.3));
  CHECK(europe.priority == 0);
  CHECK(s.cable_demands[1].priority == 1);
  const CableDemandSpec& internet = s.cable_demands[2];
  CHECK(internet.carries == Carries::data);
  CHECK(s[internet.from].id == "aktau");
  CHECK(internet.rate.value == doctest::Approx(1e12));
}

TEST_CASE("a mistake about cables is told where it was made") {
  const auto tells = [](const std::string& override_, const std::string& what) {
    CAPTURE(message_of(override_));
    return message_of(override_).find(what) != std::string::npos;
  };
  CHECK(tells("cables.caspian.capacity=400 Tbit/s",
              "expected a power, such as 500 MW, found '400 Tbit/s', data per time"));
  CHECK(tells("cables.fibre.capacity=1 GWh",
              "expected data per time, such as 600 Gbit/s, "
              "found '1 GWh', an energy"));
  CHECK(tells("cables.fibre.loss=3 %", "'loss' in cables.fibre is for power only"));
  CHECK(tells("cables.caspian.cost=5 USD/Tbit", "expected money per energy"));
  CHECK(tells("cables.caspian.failures={every: 2 a}", "cables.caspian.failures.repair is missing"));
  CHECK(tells("cable_demands.internet.power=5 MW", "is for power only"));
  CHECK(tells("cable_demands.europe.by_month=[100 %]", "expected twelve shares"));
}

TEST_CASE("the scenario of cables runs, and all of it adds up") {
  const Network network = load("tests/scenarios/cables.yaml").build();
  const Results results = simulate(network, 1, 0);
  CHECK(sum(results, Variable::energy_delivered) > 0);
  CHECK(sum(results, Variable::cable_energy_lost) > 0);
  // One terabit a second, all year: by the fibre, which is cheaper.
  CHECK(sum(results, Variable::data_delivered) == doctest::Approx(365 * 86'400.0));
  CHECK(results[Variable::data_delay_mean][2] == doctest::Approx(380 * 0.0049));
}

TEST_CASE("the power cable cut in winter: what is missing beyond Azerbaijan, by hand") {
  const Network network = load("scenarios/whatif/power_cable_cut.yaml").build();
  const Results results = simulate(network, 1, 0);
  // While it is cut, 3.2 GW less what Azerbaijan wants goes into the lines, and 94 % comes out.
  const double january = 650 - 0.94 * (3200 - 1.15 * 2700);
  const double february = 650 - 0.94 * (3200 - 1.12 * 2700);
  const std::vector<double>& unserved = results[Variable::energy_unserved];
  const auto on_day = [&](Date date) {
    const Duration since = at_midnight(date) - network.scenario.start;
    return static_cast<std::size_t>(std::llround(in_days(since)));
  };
  for (std::size_t day = 0; day < 120; ++day) {
    const bool is_cut = day >= on_day({2030, 1, 15}) && day < on_day({2030, 3, 1});
    const double missing = day < on_day({2030, 2, 1}) ? january : february;
    CAPTURE(day);
    CHECK(unserved[2 * day] == 0);  // Azerbaijan's own
    CHECK(unserved[2 * day + 1] == doctest::Approx(is_cut ? 24 * missing : 0));
  }
  CHECK(sum(results, Variable::energy_unserved) == doctest::Approx(554'386).epsilon(1e-4));
}

TEST_CASE(
    "the baseline has its cables, and those that are not built carry nothing until they are") {
  const auto run = [](const std::vector<std::string>& overrides) {
    std::vector<std::string> all = {"duration=90 d", "warm_up=0 d"};
    all.insert(all.end(), overrides.begin(), overrides.end());
    return simulate(load("scenarios/middle_corridor.yaml", all).build(), 1, 0);
  };
  const Results as_it_is = run({});
  const Results built =
      run({"cables.caspian_fibre.capacity=400 Tbit/s", "cables.caspian_power.capacity=1 GW"});
  CHECK(sum(as_it_is, Variable::cable_energy_lost) > 0);  // on the lines through Georgia
  CHECK(std::isnan(as_it_is[Variable::cable_availability][0]));
  CHECK(as_it_is[Variable::data_delay_mean][2] == doctest::Approx(1900 * 0.0049));
  CHECK(built[Variable::data_delay_mean][2] < as_it_is[Variable::data_delay_mean][2] / 2);
  CHECK(sum(built, Variable::energy_unserved) < sum(as_it_is, Variable::energy_unserved));
  const auto usd_per_mwh = [](const Results& results) {
    return sum(results, Variable::cable_demand_cost) / sum(results, Variable::energy_delivered);
  };
  CHECK(usd_per_mwh(built) < usd_per_mwh(as_it_is));
  // Nothing else has changed.
  CHECK(built[Variable::corridor_mass] == as_it_is[Variable::corridor_mass]);
}
