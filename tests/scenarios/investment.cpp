// Funds and projects, as they are read.

#include <doctest/doctest.h>

#include <string>

#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

const std::string kFolder = std::string(CARAVAN_SOURCE_DIR) + "/tests/scenarios/";

Scenario load(const std::vector<std::string>& overrides = {}) {
  return load_scenario(kFolder + "investment.yaml", overrides).scenario;
}

// The first mistake, without what is printed of the text.
std::string mistake(const std::vector<std::string>& overrides) {
  try {
    load_scenario(kFolder + "investment.yaml", overrides).build();
  } catch (const ScenarioFileError& error) {
    const std::string text = error.what();
    const auto begins = text.find("error: ") + 7;
    return text.substr(begins, text.find('\n') - begins);
  }
  return "none";
}

double amount_of_eu(const std::string& level) {
  const Scenario s = load({"investment.level=" + level});
  CHECK(in_usd(s.investment.funds[1].amount) == 500e6);
  return in_usd(s.investment.funds[0].amount);
}

}  // namespace

TEST_CASE("all that can be said of funds and projects is read") {
  const Scenario s = load();
  CHECK(s.investment.begins == at_midnight({2024, 1, 29}));
  CHECK(s.investment.rule == FundingRule::benefit_per_euro);
  CHECK(s.investment.discount_rate == doctest::Approx(0.05));
  REQUIRE(s.investment.funds.size() == 2);
  const FundSpec& eu = s.investment.funds[0];
  CHECK(eu.name == "European Union");
  CHECK(in_usd(released(eu, at_midnight({2024, 12, 31}))) == doctest::Approx(1.1e9));
  CHECK(in_usd(released(eu, at_midnight({2025, 1, 1}))) == doctest::Approx(2.75e9));
  CHECK(in_usd(released(eu, at_midnight({2027, 1, 1}))) == doctest::Approx(5.5e9));
  REQUIRE(s.projects.size() == 3);
  const ProjectSpec& hub = s.projects[0];
  CHECK(hub.name == "Container hub");
  CHECK(in_usd(hub.cost) == 38e6);
  CHECK(in_days(hub.lead_time) == doctest::Approx(730.5));
  CHECK(hub.overrun.mean() == doctest::Approx(1.2));
  CHECK(hub.delay_hours.mean() == doctest::Approx(2400));
  CHECK(hub.funds == std::vector{FundId(0u), FundId(1u)});
  CHECK(hub.needs == std::vector{ProjectId(1u)});
  CHECK(in_usd(hub.benefit) == doctest::Approx(13.2e6));
  CHECK(hub.awaits_trigger);
  CHECK(in_usd(s.projects[1].cost) == doctest::Approx(2.2e6));
  CHECK(s.projects[2].is_soft);
}

TEST_CASE("a project is an intervention, which others may come after") {
  const Scenario s = load();
  REQUIRE(s.interventions.size() == 4);
  CHECK(s.interventions[0].id == "hub");
  CHECK(s.interventions[0].onset == Onset::completion);
  CHECK(s.interventions[0].effects.size() == 2);
  CHECK(s.interventions[3].after == InterventionId(1u));
  CHECK_FALSE(s.interventions[3].is_for_good);
  const Results results = simulate(build_network(s), 1, 0);
  CHECK(results[Variable::project_completed].size() == 3);
}

TEST_CASE("levels are words or amounts, in euros or dollars") {
  CHECK(amount_of_eu("none") == 0);
  CHECK(amount_of_eu("half") == doctest::Approx(5.5e9));
  CHECK(amount_of_eu("full") == doctest::Approx(11e9));
  CHECK(amount_of_eu("4 bn EUR") == doctest::Approx(4.4e9));
  CHECK(amount_of_eu("250 M USD") == doctest::Approx(250e6));
  CHECK(amount_of_eu("0 EUR") == 0);
}

TEST_CASE("mistakes are told") {
  CHECK(mistake({}) == "none");
  CHECK(mistake({"investment.level=ful"}) == "investment.level: 'ful' is not known here");
  CHECK(mistake({"investment.level=4 bn"}).starts_with("investment.level: expected money"));
  CHECK(mistake({"investment.level=4 bn EUR/a"}).starts_with("investment.level: expected money"));
  CHECK(mistake({"investment.funds.eu.profile.2028=10 %"}) ==
        "investment.funds.eu.profile: more than 100 % in all");
  CHECK(mistake({"investment.funds.eu.profile.soon=10 %"}) ==
        "investment.funds.eu.profile: expected a year, such as 2024, found 'soon'");
  CHECK(mistake({"investment.funds.eu.profile.2020=10 %"}) ==
        "investment.funds.eu.profile: years must be in their order");
  CHECK(mistake({"investment.funds.eu.amount=1 EUR"}) ==
        "investment.level: is of no fund, since each has its `amount`");
  CHECK(mistake({"investment.funds.uz_az={}"}) ==
        "investment.funds.uz_az: has no `amount`; `level` says that of 'eu' already");
  CHECK(mistake({"projects.hub.funds=[ebrd]"}) == "projects.hub.funds: 'ebrd' is not known here");
  CHECK(mistake({"projects.studies.needs=[hub]"}) ==
        "projects.hub.needs: it needs itself, by way of others or at once");
  CHECK(mistake({"projects.hub.overrun=20 d"}).find("is not a number") != std::string::npos);
  CHECK(mistake({"projects.hub.cost=-1 USD"}).starts_with("projects.hub.cost: must be at least 0"));
  CHECK(mistake({"projects.hub.when.facility=aktau/storage/containr"}) ==
        "projects.hub.when.facility: there is no facility 'aktau/storage/containr'");
  CHECK(mistake({"interventions.hub={effects: [{places: alat, open: = 0}]}"}) ==
        "projects.hub: there is an intervention of the same name");
}

TEST_CASE("the more money, the more is built, of the corridor's own projects") {
  const std::string baseline = std::string(CARAVAN_SOURCE_DIR) + "/scenarios/middle_corridor.yaml";
  const auto done_by_2030 = [&](const std::string& level) {
    const Network network = load_scenario(baseline, {"investment.level=" + level}).build();
    const Luck luck(network, 1, 0);
    Programme programme = begin_programme(network.scenario);
    for (Time due = next_due(programme); due < at_midnight({2030, 1, 1});
         due = next_due(programme)) {
      advance(programme, network.scenario, luck, due);
      REQUIRE_NOTHROW(check_programme(programme, network.scenario, due));
    }
    std::vector<bool> done;
    for (const Project& project : programme.projects) {
      done.push_back(project.step == ProjectStep::done);
    }
    return done;
  };
  std::vector<bool> less = done_by_2030("none");
  for (const std::string level : {"committed", "pledged", "full"}) {
    CAPTURE(level);
    const std::vector<bool> more = done_by_2030(level);
    int additional = 0;
    for (std::size_t i = 0; i < more.size(); ++i) {
      CHECK((more[i] || !less[i]));
      additional += more[i] && !less[i] ? 1 : 0;
    }
    CHECK(additional > 0);
    less = more;
  }
}
