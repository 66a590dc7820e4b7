// What-ifs: each runs, at every level of EU money, and loses nothing (which the end of each run
// checks). Those that extend the baseline change what they should in the right direction, with the
// same luck; the others have tests of their own.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

const std::string kScenarios = std::string(CARAVAN_SOURCE_DIR) + "/scenarios/";

class Outcome {
 public:
  explicit Outcome(const std::string& file, const std::vector<std::string>& overrides = {})
      : network_(load_scenario(kScenarios + file, overrides).build()),
        results_(simulate(network_, 1, 0)) {}

  // Sum over intervals [first, last) of a variable by time and one more dimension.
  double sum(Variable variable, const std::string& label, std::size_t first = 0,
             std::size_t last = SIZE_MAX) const {
    const auto& dimensions = spec_of(variable).dimensions;
    const std::vector<std::string> labels = labels_of(network_, dimensions[1]);
    const std::size_t index = place_of(labels, label);
    const std::size_t days = results_[variable].size() / labels.size();
    double total = 0;
    for (std::size_t t = first; t < std::min(last, days); ++t) {
      total += results_[variable][t * labels.size() + index];
    }
    return total;
  }
  // Of a variable of the whole run by one dimension.
  double of(Variable variable, const std::string& label) const {
    return results_[variable]
                   [place_of(labels_of(network_, spec_of(variable).dimensions[0]), label)];
  }

 private:
  static std::size_t place_of(const std::vector<std::string>& labels, const std::string& label) {
    const auto found = std::find(labels.begin(), labels.end(), label);
    REQUIRE(found != labels.end());
    return static_cast<std::size_t>(found - labels.begin());
  }

  Network network_;
  Results results_;
};

const Outcome& usual() {
  static const Outcome run("middle_corridor.yaml");
  return run;
}

Outcome what_if(const std::string& name) { return Outcome("whatif/" + name + ".yaml"); }

double boxes(const Outcome& run, const std::string& link) {
  return run.sum(Variable::link_teu, link);
}
double days_of(const Outcome& run, const std::string& demand) {
  return run.of(Variable::demand_transit_mean, demand);
}

// All there are: shortly, but with all that is built by then.
void each_runs_at(const std::string& level) {
  std::size_t ran = 0;
  for (const auto& file : std::filesystem::directory_iterator(kScenarios + "whatif")) {
    const std::string name = file.path().filename();
    CAPTURE(name);
    CHECK_NOTHROW(
        Outcome("whatif/" + name, {"investment.level=" + level, "duration=30 d", "warm_up=20 d"}));
    ++ran;
  }
  CHECK(ran >= 17);
}

// The comment that it begins with, up to the commands that run it.
std::string description_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string text, line;
  while (std::getline(file, line) && line.starts_with('#')) {
    if (line.find("caravan run") != std::string::npos) break;
    text += line.substr(1);
  }
  return text;
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("every what-if says in two sentences or more what it is about, and has sources") {
  for (const auto& file : std::filesystem::directory_iterator(kScenarios + "whatif")) {
    CAPTURE(file.path().filename());
    const std::string description = description_of(file.path());
    std::size_t sentences = 0;
    for (std::size_t i = 0; i < description.size(); ++i) {
      const bool is_end = description[i] == '.' || description[i] == '?';
      if (is_end && (i + 1 == description.size() || description[i + 1] == ' ')) ++sentences;
    }
    CHECK(sentences >= 2);
    CHECK(text_of(file.path()).find("source: ") != std::string::npos);
  }
}

TEST_CASE("Aktau closed for three weeks: nothing sails, and boxes are late") {
  const Outcome closed = what_if("aktau_winter_closure");
  CHECK(usual().sum(Variable::link_teu, "aktau-alat-feeder", 9, 28) > 0);
  CHECK(closed.sum(Variable::link_teu, "aktau-alat-feeder", 9, 28) == 0);
  CHECK(closed.sum(Variable::port_closed, "aktau", 8, 29) == doctest::Approx(21));
  CHECK(days_of(closed, "almaty_poti") > days_of(usual(), "almaty_poti"));
}

TEST_CASE("a ferry berth of Alat out: ships wait longer") {
  const Outcome out = what_if("alat_berth_outage");
  CHECK(out.sum(Variable::vessels_waiting, "alat", 59, 119) >
        1.5 * usual().sum(Variable::vessels_waiting, "alat", 59, 119));
  CHECK(out.sum(Variable::vessels_waiting, "alat", 0, 59) ==
        usual().sum(Variable::vessels_waiting, "alat", 0, 59));  // the same luck until then
}

TEST_CASE("the Georgian railway cut: no train for ten days, then all that has waited") {
  const Outcome cut = what_if("georgian_rail_cut");
  CHECK(cut.sum(Variable::link_departures, "tbilisi-poti", 180, 188) == 0);
  CHECK(cut.sum(Variable::link_departures, "tbilisi-poti", 189, 219) >
        usual().sum(Variable::link_departures, "tbilisi-poti", 189, 219));
  CHECK(days_of(cut, "almaty_poti") > days_of(usual(), "almaty_poti"));
}

TEST_CASE("the Caspian lower by a metre and a half: less oil is delivered") {
  const Outcome low = what_if("sea_level_2030");
  CHECK(low.of(Variable::corridor_mass, "caspian_crude") <
        0.97 * usual().of(Variable::corridor_mass, "caspian_crude"));
}

TEST_CASE("the Northern Corridor closed floods the Middle one, which can't take it all") {
  const Outcome closed = what_if("northern_closed");
  CHECK(boxes(closed, "moiynty-brest") < 0.7 * boxes(usual(), "moiynty-brest"));
  CHECK(boxes(closed, "aktau-alat-feeder") > 1.2 * boxes(usual(), "aktau-alat-feeder"));
  CHECK(days_of(closed, "almaty_poti") > 1.5 * days_of(usual(), "almaty_poti"));
}

TEST_CASE("the Northern Corridor as before 2022 takes boxes from the sea") {
  const Outcome open = what_if("northern_reopens");
  CHECK(boxes(open, "moiynty-brest") > 1.15 * boxes(usual(), "moiynty-brest"));
  CHECK(boxes(open, "shanghai-rotterdam-suez") < 0.9 * boxes(usual(), "shanghai-rotterdam-suez"));
}

TEST_CASE("Suez closed: round the Cape, and by land") {
  const Outcome closed = what_if("suez_closed");
  CHECK(boxes(closed, "shanghai-rotterdam-suez") < 0.6 * boxes(usual(), "shanghai-rotterdam-suez"));
  CHECK(boxes(closed, "shanghai-rotterdam-cape") > 10'000);
  CHECK(boxes(closed, "moiynty-brest") > boxes(usual(), "moiynty-brest"));
}

TEST_CASE("the China-Kyrgyzstan-Uzbekistan railway takes the trade between China and Uzbekistan") {
  CHECK(boxes(usual(), "kashgar-makmal") == 0);
  const Outcome open = what_if("cku_opens");
  CHECK(boxes(open, "kashgar-makmal") > 15'000);
  CHECK(days_of(open, "xian_andijan") < days_of(usual(), "xian_andijan"));
}

TEST_CASE("digital borders save days") {
  const Outcome digital = what_if("border_digital");
  CHECK(days_of(digital, "almaty_poti") < days_of(usual(), "almaty_poti") - 0.3);
  CHECK(days_of(digital, "tashkent_poti_wagons") < days_of(usual(), "tashkent_poti_wagons") - 0.5);
}

TEST_CASE("two feeders of 780 TEU carry more boxes, sooner") {
  const Outcome more = what_if("feeders_780_arrive");
  CHECK(boxes(more, "aktau-alat-feeder") > 1.05 * boxes(usual(), "aktau-alat-feeder"));
  CHECK(days_of(more, "almaty_poti") < days_of(usual(), "almaty_poti"));
}

TEST_CASE("a ferry lost: fewer voyages, and the others fuller") {
  const Outcome lost = what_if("ferry_lost");
  CHECK(lost.of(Variable::fleet_voyages, "double_deck_ferries") <
        0.98 * usual().of(Variable::fleet_voyages, "double_deck_ferries"));
  CHECK(lost.of(Variable::fleet_fill, "double_deck_ferries") >
        usual().of(Variable::fleet_fill, "double_deck_ferries"));
}

TEST_CASE("every what-if runs without EU money") { each_runs_at("none"); }
TEST_CASE("every what-if runs with what the EU has committed") { each_runs_at("committed"); }
TEST_CASE("every what-if runs with what the EU has pledged") { each_runs_at("pledged"); }
TEST_CASE("every what-if runs with all that the EU has promised") { each_runs_at("full"); }
