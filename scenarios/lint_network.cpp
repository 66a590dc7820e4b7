// What can't be reached, carried or kept.

#include <algorithm>
#include <cmath>
#include <deque>

#include "caravan/models/bound.hpp"
#include "caravan/models/capacities.hpp"
#include "caravan/models/conditions_over_time.hpp"
#include "caravan/models/routes.hpp"
#include "caravan/scenarios/lint_numbers.hpp"
#include "caravan/scenarios/lint_rules.hpp"

namespace caravan {
namespace {

// Directed connections between places, and what they lead to.
class Ways {
 public:
  explicit Ways(std::size_t places) : next_(places) {}

  void add(PlaceId from, PlaceId to) { next_[from.index()].push_back(to.index()); }

  std::vector<bool> reached_from(const std::vector<PlaceId>& begins) const {
    std::vector<bool> reached(next_.size());
    std::deque<std::size_t> open;
    const auto reach = [&](std::size_t place) {
      if (!reached[place]) open.push_back(place);
      reached[place] = true;
    };
    for (const PlaceId begin : begins) reach(begin.index());
    for (; !open.empty(); open.pop_front()) {
      for (const std::size_t place : next_[open.front()]) reach(place);
    }
    return reached;
  }

 private:
  std::vector<std::vector<std::size_t>> next_;
};

// Where oil of a grade comes by pipelines and lots, from fields, tanks and lines that have some.
std::vector<bool> reached_by(const Scenario& scenario, CommodityId grade) {
  Ways ways(scenario.places.size());
  std::vector<PlaceId> begins;
  const auto has = [&](const std::vector<GradeVolume>& volumes) {
    return std::any_of(volumes.begin(), volumes.end(),
                       [&](const GradeVolume& one) { return one.grade == grade; });
  };
  for (const LinkSpec& link : scenario.links) {
    if (link.mode != Mode::pipeline) continue;
    ways.add(link.from, link.to);
    if (has(link.pipeline.line_fill)) begins.push_back(link.to);
  }
  for (const DemandSpec& demand : scenario.demands) {
    if (demand.commodity != grade) continue;
    ways.add(demand.from, demand.to);
    begins.push_back(demand.from);
  }
  for (const FieldSpec& field : scenario.fields) {
    if (field.grade == grade) begins.push_back(field.place);
  }
  for (std::size_t p = 0; p < scenario.places.size(); ++p) {
    for (const TankSpec& tank : scenario.places[p].tanks) {
      if (has(tank.stock)) begins.emplace_back(p);
    }
  }
  return ways.reached_from(begins);
}

bool can_reach(const Scenario& scenario, const CableDemandSpec& demand) {
  Ways ways(scenario.places.size());
  for (const CableSpec& cable : scenario.cables) {
    if (cable.carries != demand.carries) continue;
    ways.add(cable.from, cable.to);
    ways.add(cable.to, cable.from);
  }
  std::vector<PlaceId> begins;
  if (demand.carries == Carries::data) begins.push_back(demand.from);
  for (const PowerSupplySpec& supply : scenario.power_supplies) {
    if (demand.carries == Carries::power) begins.push_back(supply.place);
  }
  return ways.reached_from(begins)[demand.to.index()];
}

// The demand or field that offers most of it: where too much was said.
std::string largest_offer(const Network& network, const std::vector<CapacityPeriod>& periods,
                          const CargoBound& bound) {
  const Scenario& scenario = network.scenario;
  const auto is_of_it = [&](CommodityId commodity) {
    return bound.is_class ? network[commodity].cargo == bound.cargo
                          : network[commodity].id == bound.name;
  };
  std::string path = "demands";
  double most = -1;
  for (std::size_t d = 0; d < scenario.demands.size(); ++d) {
    const DemandSpec& demand = scenario.demands[d];
    const double barrels =
        bound.cargo == CargoClass::crude ? network[demand.commodity].barrels_per_tonne / 1000 : 1;
    const double per_day = offered(periods, DemandId(d)) * barrels;
    if (!is_of_it(demand.commodity) || per_day <= most) continue;
    most = per_day;
    path = "demands." + demand.id.substr(0, demand.id.find('/')) +  // "ore/empty"
           (demand.history.empty() ? ".volume" : ".history");
  }
  for (const FieldSpec& field : scenario.fields) {
    if (!is_of_it(field.grade) || field.per_day.value <= most) continue;
    most = field.per_day.value;
    path = "fields." + field.id + ".production";
  }
  return path;
}

// What holds when; with long histories, which would take long, as if nothing ever came.
std::vector<CapacityPeriod> periods_to_judge_by(const Network& network) {
  constexpr std::size_t kMostWindows = 100;
  std::size_t windows = 0;
  for (const InterventionSpec& spec : network.scenario.interventions) {
    windows += spec.history.size() + 1;
  }
  return periods_of(network,
                    windows > kMostWindows ? std::vector<LoggedChange>() : dated_changes(network));
}

std::string spell_cut(const std::vector<Bottleneck>& cut) {
  constexpr std::size_t kMostNamed = 3;
  std::string text;
  for (std::size_t i = 0; i < cut.size() && i < kMostNamed; ++i) {
    text += (i == 0 ? "" : ", ") + cut[i].name;
  }
  if (cut.size() > kMostNamed) text += " and " + std::to_string(cut.size() - kMostNamed) + " more";
  return text;
}

double sailing_hours(const Scenario& scenario, const FleetSpec& fleet, const LinkSpec& link) {
  return fleet.speed ? link.distance.value / fleet.speed->value
                     : in_hours(mean_transit(scenario, link));
}

// Of one vessel's time, for the departures of each link, both ways, that are due in one interval:
// sailing, coming in and going out, and papers.
double hours_of_a_round(const Network& network, std::size_t f) {
  const FleetSpec& fleet = network.scenario.fleets[f];
  double hours = 0;
  for (const LinkId link : network.services[f]) {
    hours += sailing_hours(network.scenario, fleet, network[link]) + fleet.port_hours.mean() +
             2 * fleet.manoeuvre_hours.mean();
  }
  return hours;
}

void check_vessels(Linting& lint, std::size_t f) {
  const FleetSpec& fleet = lint.scenario.fleets[f];
  const double round = hours_of_a_round(lint.network, f);
  const double every = in_hours(fleet.timetable.every);
  const double needed = std::ceil(round / every - 1e-9);
  if (static_cast<double>(fleet.vessels) >= needed || fleet.vessels == 0) return;
  lint.warn("fleets." + fleet.id + ".timetable.every",
            spell_number(static_cast<double>(fleet.vessels)) +
                " vessels can't keep it: sailings that are due every " + spell_number(every) +
                " h take " + spell_number(round) + " h of a vessel's time",
            "it takes " + spell_number(needed) + " vessels at least");
}

// Vessels lie at berths before they leave: by all timetables together, too long?
void check_berths(Linting& lint, PlaceId port, const BerthSpec& berth) {
  double berths = 0;
  std::string last;
  for (std::size_t f = 0; f < lint.scenario.fleets.size(); ++f) {
    const FleetSpec& fleet = lint.scenario.fleets[f];
    if (fleet.policy != SailingPolicy::timetable || fleet.berth != berth.type) continue;
    for (const LinkId link : lint.network.services[f]) {
      if (lint.network[link].from != port) continue;
      berths += in_hours(fleet.timetable.at_berth_ahead) / in_hours(fleet.timetable.every);
      last = fleet.id;
    }
  }
  if (berths <= static_cast<double>(berth.count) + 1e-9 || berth.count == 0) return;
  lint.warn("fleets." + last + ".timetable",
            "can't be kept at " + lint.network[port].id +
                ": vessels that lie there before they leave take " + spell_number(berths) +
                " berths of the type '" + berth.type + "', there are " +
                std::to_string(berth.count));
}

}  // namespace

void find_unreachable_destinations(Linting& lint) {
  const Scenario& scenario = lint.scenario;
  for (const CableDemandSpec& demand : scenario.cable_demands) {
    if (can_reach(scenario, demand)) continue;
    lint.warn("cable_demands." + demand.id + ".to",
              "can't be reached: no cables lead there from " +
                  (demand.carries == Carries::data ? "'" + scenario[demand.from].id + "'"
                                                   : std::string("any supply of power")));
  }
  std::vector<std::vector<bool>> reached;
  for (std::size_t c = 0; c < scenario.commodities.size(); ++c) {
    const bool is_crude = scenario.commodities[c].cargo == CargoClass::crude;
    reached.push_back(is_crude ? reached_by(scenario, CommodityId(c)) : std::vector<bool>());
  }
  const auto comes = [&](CommodityId grade, PlaceId place) {
    if (!grade.is_none()) return bool(reached[grade.index()][place.index()]);
    return std::any_of(reached.begin(), reached.end(), [&](const std::vector<bool>& one) {
      return !one.empty() && one[place.index()];
    });
  };
  for (const OfftakeSpec& offtake : scenario.offtakes) {
    if (comes(offtake.grade, offtake.place)) continue;
    lint.warn("offtakes." + offtake.id, "can't be reached: no such oil comes there");
  }
  for (const LiftingSpec& lifting : scenario.liftings) {
    for (const TankSpec& tank : scenario[lifting.place].tanks) {
      if (tank.id != lifting.tank) continue;
      const bool is_reached =
          std::any_of(tank.holds.begin(), tank.holds.end(),
                      [&](CommodityId grade) { return comes(grade, lifting.place); });
      if (!is_reached) {
        lint.warn("liftings." + lifting.id, "can't be reached: no oil comes into its tank");
      }
    }
  }
}

void find_corridors_without_cargo(Linting& lint) {
  std::vector<bool> is_used(lint.scenario.corridors.size());
  for (const Itinerary& itinerary : lint.network.itineraries) {
    if (!itinerary.corridor.is_none()) is_used[itinerary.corridor.index()] = true;
  }
  for (std::size_t c = 0; c < is_used.size(); ++c) {
    if (is_used[c] || lint.scenario.demands.empty()) continue;
    lint.warn("corridors." + lint.scenario.corridors[c].id, "no demand has a way by it",
              "do links lead through all of its places, for cargo of some demand?");
  }
}

void find_demand_above_the_bound(Linting& lint) {
  const std::vector<CapacityPeriod> periods = periods_to_judge_by(lint.network);
  std::vector<CargoBound> exceeded = bounds(lint.network, periods);
  std::erase_if(exceeded, [](const CargoBound& bound) {
    return bound.offered <= bound.with_demand.per_day * (1 + 1e-6);
  });
  for (const CargoBound& bound : exceeded) {
    const bool is_said_of_a_commodity =
        bound.is_class && std::any_of(exceeded.begin(), exceeded.end(), [&](const CargoBound& one) {
          return !one.is_class && one.cargo == bound.cargo;
        });
    if (is_said_of_a_commodity) continue;
    const std::string unit = " " + std::string(bound_unit(bound.cargo)) + "/d";
    lint.warn(largest_offer(lint.network, periods, bound),
              "of '" + bound.name +
                  "' more is offered than can ever be delivered: " + spell_number(bound.offered) +
                  unit + ", and at most " + spell_number(bound.with_demand.per_day),
              "limited by " + spell_cut(bound.with_demand.cut));
  }
}

void find_impossible_timetables(Linting& lint) {
  const Scenario& scenario = lint.scenario;
  for (std::size_t f = 0; f < scenario.fleets.size(); ++f) {
    const FleetSpec& fleet = scenario.fleets[f];
    if (fleet.policy != SailingPolicy::timetable) continue;
    check_vessels(lint, f);
    if (fleet.timetable.first < scenario.end()) continue;
    lint.warn("fleets." + fleet.id + ".timetable.first", "is not before the run ends");
  }
  for (std::size_t p = 0; p < scenario.places.size(); ++p) {
    for (const BerthSpec& berth : scenario.places[p].berths) check_berths(lint, PlaceId(p), berth);
  }
}

}  // namespace caravan
