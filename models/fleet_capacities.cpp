#include "caravan/models/fleet_capacities.hpp"

#include <algorithm>

#include "caravan/models/fleets.hpp"
#include "caravan/models/flow_network.hpp"

namespace caravan {
namespace {

constexpr double kHoursPerDay = 24;

double full_payload(const CapacityPeriod& now, FleetId fleet, CargoClass cargo) {
  return static_cast<double>((*now.scenario)[fleet].payload[cargo].value);
}

// Levels change slowly: the better end of the window counts.
double usable_units(const CapacityPeriod& now, FleetId fleet, LinkId link, CargoClass cargo) {
  const double usable = std::max(usable_payload(*now.scenario, fleet, link, now.from),
                                 usable_payload(*now.scenario, fleet, link, now.until));
  return usable * full_payload(now, fleet, cargo);
}

double sailing_hours(const CapacityPeriod& now, FleetId id, LinkId link_id) {
  const FleetSpec& fleet = (*now.scenario)[id];
  const LinkSpec& link = (*now.scenario)[link_id];
  const double hours =
      fleet.speed ? link.distance.value / fleet.speed->value : link.transit_hours.mean();
  if (!fleet.breakdowns || fleet.breakdowns->every_hours.mean() <= 0) return hours;
  return hours * (1 + fleet.breakdowns->repair_hours.mean() / fleet.breakdowns->every_hours.mean());
}

// To load or unload so many, with all cranes that may work on one vessel.
double work_hours(const CapacityPeriod& now, PlaceId id, CargoClass cargo, double units) {
  const PlaceSpec& port = (*now.scenario)[id];
  const CranesSpec& cranes = port.cranes[cargo];
  const std::int64_t most = cranes.count > 0 ? std::min(cranes.count, cranes.per_vessel) : 1;
  const double per_hour = port.handling[cargo].value * static_cast<double>(most);
  return units / per_hour * hours_per_hour_of_work(now, id);
}

bool is_in_use(const CapacityPeriod& now, const SeaTraffic& traffic, FleetId fleet, LinkId link) {
  return (*now.scenario)[link].is_open && serves(*traffic.network, fleet, link) &&
         full_payload(now, fleet, traffic.cargo) > 0;
}

// In ballast, from a port to the nearest of those where it loads; by Bellman and Ford.
double hours_to_next_cargo(const CapacityPeriod& now, const SeaTraffic& traffic, FleetId fleet,
                           PlaceId from) {
  const std::vector<LinkId>& services = traffic.network->services[fleet.index()];
  std::vector<double> hours(now.scenario->places.size(), kUnlimited);
  hours[from.index()] = 0;
  for (std::size_t round = 0; round < services.size(); ++round) {
    for (const LinkId link : services) {
      const LinkSpec& spec = (*now.scenario)[link];
      double& there = hours[spec.to.index()];
      there = std::min(there, hours[spec.from.index()] + sailing_hours(now, fleet, link));
    }
  }
  double least = kUnlimited;
  for (const LinkId link : traffic.links) {
    if (!is_in_use(now, traffic, fleet, link)) continue;
    least = std::min(least, hours[(*now.scenario)[link].from.index()]);
  }
  return least;
}

double coming_in_hours(const FleetSpec& fleet) {
  return fleet.manoeuvre_hours.mean() + fleet.port_hours.mean();
}

// From one voyage with cargo on the link to the next voyage with cargo.
double cycle_hours(const CapacityPeriod& now, const SeaTraffic& traffic, FleetId id, LinkId link_id,
                   double units) {
  const FleetSpec& fleet = (*now.scenario)[id];
  const LinkSpec& link = (*now.scenario)[link_id];
  const double work = work_hours(now, link.from, traffic.cargo, units) +
                      work_hours(now, link.to, traffic.cargo, units);
  const double ballast = hours_to_next_cargo(now, traffic, id, link.to);
  return work + fleet.manoeuvre_hours.mean() + sailing_hours(now, id, link_id) +
         coming_in_hours(fleet) + ballast + (ballast > 0 ? coming_in_hours(fleet) : 0);
}

// Vessels go into dock as soon as they are empty, so that at most one cycle is put in before.
double share_out_of_dock(const FleetSpec& fleet, double cycle) {
  if (!fleet.dry_docking) return 1;
  const double working = in_hours(fleet.dry_docking->every) + cycle;
  return working / (working + fleet.dry_docking->lasts_hours.mean());
}

// What a call needs of something at a port, and how many units a call brings and takes.
struct Call {
  bool loads = false;
  bool unloads = false;
  double units = 0;  // the largest payload

  double units_worked() const { return (loads && unloads ? 2 : 1) * units; }
};

Call call_at(const CapacityPeriod& now, const SeaTraffic& traffic, FleetId fleet, PlaceId port) {
  const Scenario& scenario = *now.scenario;
  Call call;
  for (const LinkId link : traffic.links) {
    const LinkSpec& spec = scenario[link];
    if (spec.from != port && spec.to != port) continue;
    if (!is_in_use(now, traffic, fleet, link)) continue;
    call.loads |= spec.from == port;
    call.unloads |= spec.to == port;
    call.units = std::max(call.units, usable_units(now, fleet, link, traffic.cargo));
  }
  return call;
}

// A vessel that has unloaded and goes into dock leaves its berth without tugs.
double manoeuvres_of(const FleetSpec& fleet, const Call& call) {
  return fleet.dry_docking && !call.loads ? 1 : 2;
}

// The most over the fleets that are worked at such berths.
template <class CapacityOf>
Capacity best_fleet(const CapacityPeriod& now, const SeaTraffic& traffic, PlaceId port,
                    const std::string& berth, CapacityOf capacity_of) {
  const std::vector<FleetSpec>& fleets = now.scenario->fleets;
  Capacity best;
  for (std::size_t f = 0; f < fleets.size(); ++f) {
    const FleetSpec& fleet = fleets[f];
    if (fleet.berth != berth) continue;
    const Call call = call_at(now, traffic, FleetId(f), port);
    if (call.units <= 0) continue;
    const Capacity capacity = capacity_of(fleet, call);
    best.per_day = std::max(best.per_day, capacity.per_day);
    best.in_work = std::max(best.in_work, capacity.in_work);
  }
  return best;
}

// A port has so many, of which some are in service; each of a vessel's manoeuvres needs `needed`,
// or makes do with those that there are.
Capacity by_manoeuvres(const FleetSpec& fleet, const Call& call, std::int64_t there,
                       std::int64_t in_service, std::int64_t needed) {
  const bool are_scarce = there > 0;
  const auto busy =
      static_cast<double>(are_scarce ? std::min(std::max<std::int64_t>(in_service, 1), needed) : 0);
  const double hours = busy * manoeuvres_of(fleet, call) * fleet.manoeuvre_hours.mean();
  if (busy == 0 || hours <= 0) return {kUnlimited, 0};
  return served(static_cast<double>(in_service) / busy, hours / busy, call.units_worked());
}

}  // namespace

Capacity fleet_capacity(const CapacityPeriod& now, const SeaTraffic& traffic, FleetId id) {
  const FleetSpec& fleet = (*now.scenario)[id];
  const auto vessels = static_cast<double>(fleet.vessels);
  Capacity by_voyages;
  double by_timetable = 0;
  for (const LinkId link : traffic.links) {
    if (!is_in_use(now, traffic, id, link)) continue;
    const double units = usable_units(now, id, link, traffic.cargo);
    const double cycle = cycle_hours(now, traffic, id, link, units);
    const double voyages =
        vessels * kHoursPerDay * share_out_of_dock(fleet, cycle) / std::max(cycle, 1e-9);
    by_voyages.per_day = std::max(by_voyages.per_day, voyages * units);
    by_voyages.in_work = std::max(by_voyages.in_work, vessels * units);
    if (fleet.policy == SailingPolicy::timetable) {
      by_timetable += kHoursPerDay / in_hours(fleet.timetable.every) * units;
    }
  }
  if (fleet.policy == SailingPolicy::timetable) {
    by_voyages.per_day = std::min(by_voyages.per_day, by_timetable);
  }
  return by_voyages;
}

Capacity berth_capacity(const CapacityPeriod& now, const SeaTraffic& traffic, PlaceId id,
                        const std::string& berth) {
  const PlaceSpec& port = (*now.scenario)[id];
  const double berths = port.is_open ? berths_of(now, id, berth) : 0;
  const double hours_each = work_hours(now, id, traffic.cargo, 1);
  const double open = port.working_hours.open_time(now.from, now.until) / (now.until - now.from);
  const double by_work = berths * kHoursPerDay * open / hours_each;
  Capacity capacity =
      best_fleet(now, traffic, id, berth, [&](const FleetSpec& fleet, const Call& call) {
        const double fixed =
            fleet.port_hours.mean() + manoeuvres_of(fleet, call) * fleet.manoeuvre_hours.mean();
        return served(berths, fixed + call.units_worked() * hours_each, call.units_worked());
      });
  capacity.per_day = std::min(capacity.per_day, by_work);
  return capacity;
}

Capacity tug_capacity(const CapacityPeriod& now, const SeaTraffic& traffic, PlaceId port,
                      const std::string& berth) {
  const std::int64_t there = (*traffic.network)[port].tugs;
  const std::int64_t in_service = (*now.scenario)[port].tugs;
  return best_fleet(now, traffic, port, berth, [&](const FleetSpec& fleet, const Call& call) {
    return by_manoeuvres(fleet, call, there, in_service, fleet.tugs);
  });
}

Capacity pilot_capacity(const CapacityPeriod& now, const SeaTraffic& traffic, PlaceId port,
                        const std::string& berth) {
  const std::int64_t there = (*traffic.network)[port].pilots;
  const std::int64_t in_service = (*now.scenario)[port].pilots;
  return best_fleet(now, traffic, port, berth, [&](const FleetSpec& fleet, const Call& call) {
    return by_manoeuvres(fleet, call, there, in_service, fleet.pilots);
  });
}

}  // namespace caravan
