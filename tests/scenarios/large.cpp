// Scenarios far larger than any that somebody writes by hand: what comes out is right, too.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include <unistd.h>

#include "../bench/mesh.hpp"
#include "caravan/scenarios/load.hpp"

using namespace caravan;

namespace {

class WrittenFile {
 public:
  explicit WrittenFile(const std::string& text) { std::ofstream(path_) << text; }
  ~WrittenFile() { std::filesystem::remove(path_); }
  WrittenFile(const WrittenFile&) = delete;
  WrittenFile& operator=(const WrittenFile&) = delete;
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_ = std::filesystem::temp_directory_path() /
                                ("caravan_large_" + std::to_string(getpid()) + ".yaml");
};

// By Bellman and Ford: what it costs to come to each place, without loading.
std::vector<double> costs_from(const Scenario& scenario, PlaceId from) {
  std::vector<double> cost(scenario.places.size(), std::numeric_limits<double>::infinity());
  cost[from.index()] = 0;
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (const LinkSpec& link : scenario.links) {
      const double there = cost[link.from.index()] + link.tariff[CargoClass::container].value +
                           100 * link.transit_hours.mean() / 24;
      if (there >= cost[link.to.index()] - 1e-9) continue;
      cost[link.to.index()] = there;
      has_changed = true;
    }
  }
  return cost;
}

double cost_through(const Scenario& scenario, const std::vector<PlaceId>& places) {
  double sum = 2 * 50;  // loaded and unloaded
  for (std::size_t i = 1; i < places.size(); ++i) {
    sum += costs_from(scenario, places[i - 1])[places[i].index()];
  }
  return sum;
}

// Places that an itinerary calls at.
std::vector<PlaceId> calls(const Network& network, DemandId demand, const Itinerary& itinerary) {
  std::vector<PlaceId> places{network[demand].from};
  for (const LegId leg : itinerary.legs) {
    for (const LinkId link : network[leg].links) places.push_back(network[link].to);
  }
  return places;
}

}  // namespace

TEST_CASE(
    "ways through a mesh call at their corridor's places, nowhere twice, and few are dearer "
    "than the shortest stretches between them") {
  const WrittenFile file(bench::Mesh(14).yaml());
  const Network network = load_scenario(file.path(), {}).build();
  REQUIRE(network.scenario.places.size() == 196);
  REQUIRE(network.scenario.links.size() > 850);
  std::size_t ways = 0, shortest = 0;
  for (std::size_t d = 0; d < network.choices.size(); ++d) {
    std::vector<bool> has_one(network.scenario.corridors.size());
    for (const ItineraryId id : network.choices[d].itineraries) {
      const Itinerary& itinerary = network[id];
      const DemandSpec& demand = network[DemandId(d)];
      std::vector<PlaceId> places = calls(network, DemandId(d), itinerary);
      std::vector<PlaceId> stops = network[itinerary.corridor].via;
      const auto turn_of = [&](PlaceId stop) {
        return std::find(places.begin(), places.end(), stop);
      };
      for (const PlaceId stop : stops) REQUIRE(turn_of(stop) != places.end());
      if (turn_of(stops.front()) > turn_of(stops.back())) std::reverse(stops.begin(), stops.end());
      stops.insert(stops.begin(), demand.from);
      stops.push_back(demand.to);
      const double least = cost_through(network.scenario, stops);
      CHECK(itinerary.cost.value >= least - 1e-3);
      const bool is_first = !has_one[itinerary.corridor.index()];
      has_one[itinerary.corridor.index()] = true;
      ways += is_first;
      shortest += is_first && itinerary.cost.value < least + 1e-3;
      std::sort(places.begin(), places.end());
      CHECK(std::adjacent_find(places.begin(), places.end()) == places.end());
    }
  }
  CHECK(ways > 100);
  CHECK(shortest > ways / 2);
}

// Each was compared with every name that was known, and kept: that took minutes.
TEST_CASE(
    "of a hundred thousand mistakes the first are told, without the others being looked for") {
  std::string text = "places:\n";
  for (int i = 0; i < 100'000; ++i) text += "  p" + std::to_string(i) + ": {nmae: x}\n";
  const WrittenFile file(text);
  try {
    load_scenario(file.path(), {});
    FAIL("it has mistakes");
  } catch (const ScenarioFileError& error) {
    const std::string message = error.what();
    CHECK(message.find("unknown key 'nmae' in places.p0\n") != std::string::npos);
    CHECK(message.find("did you mean 'name'?") != std::string::npos);
    CHECK(message.find("and 180 more at least") != std::string::npos);
  }
}
