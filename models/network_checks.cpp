#include "caravan/models/network_checks.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "caravan/models/fleets.hpp"

namespace caravan {
namespace {

std::string name_of(CargoClass cargo) {
  return std::string(kCargoClassNames[static_cast<std::size_t>(cargo)]);
}

bool has_berth(const PlaceSpec& place, const std::string& type) {
  return std::any_of(place.berths.begin(), place.berths.end(),
                     [&](const BerthSpec& berth) { return berth.type == type && berth.count > 0; });
}

class Problems {
 public:
  void add(const std::string& path, const std::string& message, const std::string& other = "") {
    add_once(path + message, path, message, other);
  }
  // Says a thing once, however many demands meet it.
  void add_once(const std::string& thing, const std::string& path, const std::string& message,
                const std::string& other) {
    if (said_.insert(thing).second) list_.push_back({path, message, other});
  }
  std::vector<ScenarioProblem> take() { return std::move(list_); }

 private:
  std::set<std::string> said_;
  std::vector<ScenarioProblem> list_;
};

// Records name vessels by 16 bits.
void check_number_of_vessels(const Scenario& scenario, Problems& problems) {
  std::int64_t vessels = 0;
  for (const FleetSpec& fleet : scenario.fleets) vessels += fleet.vessels;
  if (vessels >= kNoVessel) problems.add("fleets", "have more than 65534 vessels together");
}

// A port looks at the fleets of a link as at the bits of a word.
void check_fleets_of_links(const Scenario& scenario, Problems& problems) {
  for (const LinkSpec& link : scenario.links) {
    if (link.fleets.size() > 64) problems.add("links." + link.id, "has more than 64 fleets");
  }
}

void check_fleets(const Scenario& scenario, Problems& problems) {
  for (std::size_t f = 0; f < scenario.fleets.size(); ++f) {
    const FleetSpec& fleet = scenario.fleets[f];
    const std::string path = "fleets." + fleet.id;
    std::size_t served = 0;
    for (const LinkSpec& link : scenario.links) {
      if (link.mode != Mode::sea ||
          std::find(link.fleets.begin(), link.fleets.end(), FleetId(f)) == link.fleets.end())
        continue;
      ++served;
      if (link.back.is_none()) {
        problems.add("links." + link.id, "a sea link needs a way `back`: its vessels return");
      }
      for (const PlaceId port : {link.from, link.to}) {
        const PlaceSpec& place = scenario.places[port.index()];
        if (has_berth(place, fleet.berth)) continue;
        problems.add_once("berth" + place.id + fleet.id, "places." + place.id + ".berths",
                          "has no berth of type '" + fleet.berth + "', which fleet '" + fleet.id +
                              "' needs on link '" + link.id + "'",
                          path + ".berth");
      }
    }
    if (served == 0) problems.add(path, "serves no link");
    if (fleet.policy == SailingPolicy::timetable && fleet.timetable.every <= Duration{}) {
      problems.add(path + ".timetable", "needs a time between departures, `every`");
    }
  }
}

// A berth that no fleet needs is a mistake in its type, or in a fleet.
void check_berths(const Scenario& scenario, PlaceId id, Problems& problems) {
  const PlaceSpec& place = scenario.places[id.index()];
  for (const BerthSpec& berth : place.berths) {
    const bool is_needed =
        std::any_of(scenario.links.begin(), scenario.links.end(), [&](const LinkSpec& link) {
          return link.mode == Mode::sea && (link.from == id || link.to == id) &&
                 std::any_of(link.fleets.begin(), link.fleets.end(), [&](FleetId fleet) {
                   return scenario.fleets[fleet.index()].berth == berth.type;
                 });
        });
    const bool is_for_liftings = std::any_of(
        scenario.liftings.begin(), scenario.liftings.end(), [&](const LiftingSpec& lifting) {
          return lifting.place == id && lifting.berth == berth.type;
        });
    const bool is_for_calls = std::any_of(
        scenario.calls.begin(), scenario.calls.end(),
        [&](const CallSpec& call) { return call.place == id && call.berth == berth.type; });
    if (is_needed || is_for_liftings || is_for_calls) continue;
    problems.add("places." + place.id + ".berths." + berth.type,
                 "no fleet that calls here, no lifting and none of `calls` needs a berth of this "
                 "type");
  }
}

// Ships that come at once, over and over, would hold up the clock.
constexpr double kLeastGapHours = 1 / 3600.0;

void check_calls(const Scenario& scenario, Problems& problems) {
  for (const CallSpec& call : scenario.calls) {
    const std::string path = "calls." + call.id;
    const bool comes_back = call.ships > 0;
    if ((comes_back ? call.away_hours : call.every_hours).mean() < kLeastGapHours) {
      problems.add(path + (comes_back ? ".away" : ".every"), "must be a second or more on average");
    }
    const PlaceSpec& place = scenario[call.place];
    if (has_berth(place, call.berth)) continue;
    problems.add(path + ".berth", "'" + place.id + "' has no berth of type '" + call.berth + "'",
                 "places." + place.id + ".berths");
  }
}

void check_inspections(const Scenario& scenario, Problems& problems) {
  for (const PlaceSpec& place : scenario.places) {
    if (!place.inspection || place.formalities) continue;
    problems.add("places." + place.id + ".inspection",
                 "follows `formalities`, which the place has none of");
  }
}

void check_history(const DemandSpec& demand, Problems& problems) {
  double lots = 0;
  for (const PastOffer& offer : demand.history) {
    lots +=
        std::ceil(static_cast<double>(offer.amount.value) / static_cast<double>(demand.lot.value));
  }
  constexpr double kMostLots = 1e8;
  if (lots <= kMostLots) return;
  problems.add("demands." + demand.id + ".history",
               "comes to more than a hundred million consignments");
}

// More would take for ever, fewer would never come.
void check_pace(const DemandSpec& demand, Problems& problems) {
  constexpr double kHoursPerYear = 8766;
  const double per_year = demand.rate.value * kHoursPerYear / static_cast<double>(demand.lot.value);
  if (per_year >= 1e-3 && per_year <= 1e8) return;
  problems.add("demands." + demand.id + ".volume",
               per_year < 1 ? "comes to less than a consignment in a thousand years"
                            : "comes to more than a hundred million consignments a year");
}

// Loading and unloading by train or vessel needs a rate and somewhere to stand.
void check_handling(const Network& network, const Leg& leg, const std::string& demand,
                    Problems& problems) {
  if (leg.mode == Mode::road) return;
  for (const PlaceId end : {leg.from, leg.to}) {
    const PlaceSpec& place = network[end];
    const std::string path = "places." + place.id;
    if (place.handling[leg.cargo].value <= 0) {
      problems.add_once(path + name_of(leg.cargo), path + ".handling",
                        "needs a rate for '" + name_of(leg.cargo) + "', which demand '" + demand +
                            "' loads or unloads here",
                        "demands." + demand);
    }
    if (leg.mode == Mode::rail && place.tracks <= 0) {
      problems.add_once(
          path + "tracks", path + ".tracks",
          "needs a track, because demand '" + demand + "' uses trains that begin or end here",
          "demands." + demand);
    }
  }
}

void check_storage(const Network& network, const Leg& leg, const DemandSpec& demand,
                   Problems& problems) {
  for (const PlaceId end : {leg.from, leg.to}) {
    const auto& room = network[end].storage[leg.cargo];
    if (!room || *room - kept_for_ships(network[end], leg.cargo) >= demand.lot) continue;
    problems.add(
        "demands." + demand.id + ".lot",
        "is larger than all storage for '" + name_of(leg.cargo) + "' at '" + network[end].id + "'",
        "places." + network[end].id + ".yard." + name_of(leg.cargo));
  }
}

// A lot of oil begins and ends in tanks, and what it passes through must not mix it with others.
void check_tanks(const Network& network, const Leg& leg, const DemandSpec& demand,
                 Problems& problems) {
  if (leg.cargo != CargoClass::crude || !network.oil.is_oil[demand.commodity.index()]) return;
  const std::string path = "demands." + demand.id;
  const std::string& grade = network[demand.commodity].id;
  const OilVolume lot =
      volume_of(Mass{demand.lot.value}, network[demand.commodity].barrels_per_tonne);
  for (const PlaceId end : {leg.from, leg.to}) {
    const TankId id = network.oil.tank_for(end, demand.commodity);
    const std::string place = "places." + network[end].id + ".tanks";
    if (id.is_none()) {
      const bool is_end = end == demand.from || end == demand.to;
      if (is_end)
        problems.add(path, "needs a tank for '" + grade + "' at '" + network[end].id + "'", place);
      continue;
    }
    if (end == demand.from && !demand.history.empty()) {
      problems.add(path + ".history", "can't be replayed: its lots wait for oil in a tank",
                   "places." + network[end].id + ".tanks");
    }
    const TankNode& tank = network.oil.tanks[id.index()];
    if (tank.is_junction || network[end].tanks[tank.spec].holds.size() > 1) {
      problems.add(path, "can't lie at '" + network[end].id + "', where it would mix with others",
                   place);
    } else if (lot >= tank.capacity - tank.dead_stock) {
      problems.add(path + ".lot", "is all that the tank '" + tank.name + "' can gather, or more",
                   place + "." + network[end].tanks[tank.spec].id);
    }
  }
}

void check_payload(const Network& network, const Leg& leg, const DemandSpec& demand,
                   Problems& problems) {
  if (leg.mode == Mode::road) return;
  const LinkSpec& link = network[leg.links.front()];
  const std::string path = "demands." + demand.id + ".lot";
  if (leg.mode == Mode::rail && demand.lot > leg.payload) {
    problems.add(path, "is larger than the payload of a train on '" + link.id + "'",
                 "links." + link.id + ".train");
  }
  for (const FleetId fleet : link.fleets) {
    const auto payload = static_cast<double>(network[fleet].payload[leg.cargo].value);
    const double usable =
        usable_payload(network.scenario, fleet, leg.links.front(), network.scenario.end());
    const bool carries_it = payload > 0;
    if (!carries_it || static_cast<double>(demand.lot.value) <= payload * usable) continue;
    problems.add(path,
                 "is larger than the payload of a vessel of '" + network[fleet].id + "' on '" +
                     link.id + "'",
                 "fleets." + network[fleet].id + ".payload");
  }
}

void check_leg(const Network& network, const Leg& leg, DemandId id, Problems& problems) {
  const DemandSpec& demand = network[id];
  check_handling(network, leg, demand.id, problems);
  const bool is_empties = !network.brings_back[id.index()].is_none();
  if (is_empties) return;  // of the same lots as what it brings back
  check_storage(network, leg, demand, problems);
  check_tanks(network, leg, demand, problems);
  check_payload(network, leg, demand, problems);
}

void check_demand(const Network& network, DemandId id, Problems& problems) {
  const DemandSpec& demand = network[id];
  const EquipmentId back = network.brings_back[id.index()];
  if (network.choices[id.index()].itineraries.empty() && !back.is_none()) {
    problems.add("equipment." + network.scenario.equipment[back.index()].id,
                 "no corridor offers a way back, from '" + network[demand.from].id + "' to '" +
                     network[demand.to].id + "'");
  } else if (network.choices[id.index()].itineraries.empty()) {
    problems.add("demands." + demand.id,
                 "no corridor offers a way for '" + name_of(network[demand.commodity].cargo) +
                     "' from '" + network[demand.from].id + "' to '" + network[demand.to].id + "'");
  }
  for (const ItineraryId itinerary : network.choices[id.index()].itineraries) {
    for (const LegId leg : network[itinerary].legs) check_leg(network, network[leg], id, problems);
  }
}

}  // namespace

std::vector<ScenarioProblem> problems_of_entities(const Scenario& scenario) {
  Problems problems;
  check_number_of_vessels(scenario, problems);
  check_fleets_of_links(scenario, problems);
  check_fleets(scenario, problems);
  for (std::size_t i = 0; i < scenario.places.size(); ++i) {
    check_berths(scenario, PlaceId(i), problems);
  }
  check_calls(scenario, problems);
  check_inspections(scenario, problems);
  for (const LinkSpec& link : scenario.links) {
    if (link.from == link.to) problems.add("links." + link.id, "begins and ends at the same place");
  }
  for (const DemandSpec& demand : scenario.demands) {
    if (demand.from == demand.to) {
      problems.add("demands." + demand.id, "begins and ends at the same place");
    }
    if (demand.rate > AmountPerHour{}) check_pace(demand, problems);
    check_history(demand, problems);
  }
  return problems.take();
}

bool can_run(const Network& network, const Leg& leg, DemandId demand) {
  Problems problems;
  check_leg(network, leg, demand, problems);
  return problems.take().empty();
}

std::vector<ScenarioProblem> problems_of_routes(const Network& network) {
  Problems problems;
  for (std::size_t i = 0; i < network.scenario.demands.size(); ++i) {
    check_demand(network, DemandId(i), problems);
  }
  return problems.take();
}

void throw_if_any(std::vector<ScenarioProblem> problems) {
  if (!problems.empty()) throw ScenarioError(std::move(problems));
}

}  // namespace caravan
