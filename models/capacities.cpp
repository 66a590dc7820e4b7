#include "caravan/models/capacities.hpp"

#include <algorithm>
#include <set>

#include "caravan/models/flow_network.hpp"
#include "caravan/models/oil_network.hpp"
#include "caravan/models/weather.hpp"

namespace caravan {
namespace {

constexpr double kHoursPerDay = 24;

double in_units(Amount amount) { return static_cast<double>(amount.value); }

// So many servers, of which each job takes one for so long.
double jobs_per_day(double servers, double hours_each) {
  if (servers <= 0) return 0;
  return hours_each > 0 ? servers * kHoursPerDay / hours_each : kUnlimited;
}

Capacity served(std::int64_t servers, double hours_each, Amount at_a_time) {
  return caravan::served(static_cast<double>(servers), hours_each, in_units(at_a_time));
}

constexpr Capacity kNoLimit{kUnlimited, 0};

double open_share(const Calendar& calendar, const CapacityPeriod& now) {
  return calendar.open_time(now.from, now.until) / (now.until - now.from);
}

}  // namespace

double berths_of(const CapacityPeriod& now, PlaceId port, const std::string& type) {
  for (const BerthSpec& berth : (*now.scenario)[port].berths) {
    if (berth.type == type) return static_cast<double>(berth.count);
  }
  return 0;
}

double hours_per_hour_of_work(const CapacityPeriod& now, PlaceId id) {
  const auto& weather = (*now.scenario)[id].weather;
  if (!weather || weather->work != WorkInBadWeather::pauses) return 1;
  return 1 / (1 - closed_share(*weather, date_of(now.from).month));
}

std::vector<CapacityPeriod> windows_of(const std::vector<CapacityPeriod>& periods) {
  std::vector<CapacityPeriod> windows;
  for (const CapacityPeriod& period : periods) {
    std::set<Time> cuts;
    const auto cut_at = [&](Time t) {
      if (t > period.from && t < period.until) cuts.insert(t);
    };
    for (Time t = next_month(period.from); t < period.until; t = next_month(t)) cut_at(t);
    Time from = period.from;
    for (const Time cut : cuts) windows.push_back({from, cut, period.scenario}), from = cut;
    if (from < period.until) windows.push_back({from, period.until, period.scenario});
  }
  return windows;
}

double mean_over(const std::vector<CapacityPeriod>& windows,
                 const std::function<double(const CapacityPeriod&)>& per_day) {
  double sum = 0;
  double days = 0;
  for (const CapacityPeriod& window : windows) {
    sum += per_day(window) * in_days(window.until - window.from);
    days += in_days(window.until - window.from);
  }
  return days > 0 ? sum / days : 0;
}

double mean_capacity(const std::vector<CapacityPeriod>& windows,
                     const std::function<Capacity(const CapacityPeriod&)>& capacity) {
  double units = 0;
  double days = 0;
  Capacity before;
  const ScenarioThen* scenario_before = nullptr;
  for (const CapacityPeriod& window : windows) {
    const Capacity now = capacity(window);
    const double length = in_days(window.until - window.from);
    const bool has_changed = scenario_before != nullptr && *scenario_before != window.scenario;
    const bool is_less = now.per_day < before.per_day || now.in_work < before.in_work;
    if (has_changed && is_less) units += before.in_work;
    units += now.per_day * length;
    days += length;
    before = now;
    scenario_before = &window.scenario;
  }
  return days > 0 ? units / days : 0;
}

Capacity served(double servers, double hours_each, double units_at_a_time) {
  if (units_at_a_time <= 0) return {};
  return {jobs_per_day(servers, hours_each) * units_at_a_time, servers * units_at_a_time};
}

double offered(const std::vector<CapacityPeriod>& windows, DemandId demand) {
  return mean_over(windows, [&](const CapacityPeriod& now) {
    const DemandSpec& spec = (*now.scenario)[demand];
    double in_history = 0;
    for (const PastOffer& offer : spec.history) {
      const bool is_now = offer.at >= now.from && offer.at < now.until;
      if (is_now) in_history += static_cast<double>(offer.amount.value);
    }
    return spec.rate.value * kHoursPerDay + in_history / in_days(now.until - now.from);
  });
}

// Work is done in working hours; beside it, a train takes its track while it is made up or broken
// up, at any hour.
Capacity track_capacity(const CapacityPeriod& now, PlaceId id, CargoClass cargo, Amount train) {
  const PlaceSpec& place = (*now.scenario)[id];
  const auto tracks = static_cast<double>(place.tracks);
  const double rate = place.handling[cargo].value;
  if (rate <= 0 || train <= Amount{}) return {};
  const double by_work = tracks * kHoursPerDay * open_share(place.working_hours, now) * rate;
  const double hours_a_train = in_units(train) / rate + place.marshalling_hours.mean();
  Capacity capacity = served(place.tracks, hours_a_train, train);
  capacity.per_day = std::min(capacity.per_day, by_work);
  return capacity;
}

Capacity crane_capacity(const CapacityPeriod& now, PlaceId id, CargoClass cargo, Amount lot) {
  const PlaceSpec& port = (*now.scenario)[id];
  const auto count = static_cast<double>(port.cranes[cargo].count);
  return {count * port.handling[cargo].value * kHoursPerDay * open_share(port.working_hours, now) /
              hours_per_hour_of_work(now, id),
          count * in_units(lot)};
}

Capacity desk_capacity(const CapacityPeriod& now, PlaceId id, Amount at_a_time) {
  const PlaceSpec& place = (*now.scenario)[id];
  if (!place.formalities) return kNoLimit;
  const auto desks = static_cast<double>(place.formalities->desks);
  const double units = in_units(at_a_time);
  Capacity capacity = served(desks * open_share(place.formalities->hours, now),
                             place.formalities->time_hours.mean(), units);
  capacity.in_work = desks * units;
  return capacity;
}

Capacity gate_capacity(const CapacityPeriod& now, PlaceId id, Amount at_a_time) {
  const PlaceSpec& place = (*now.scenario)[id];
  if (!place.gate) return kNoLimit;
  return served(place.gate->lanes, place.gate->time_hours.mean(), at_a_time);
}

Capacity bogie_capacity(const CapacityPeriod& now, PlaceId id, Amount train) {
  const auto& exchange = (*now.scenario)[id].bogie_exchange;
  if (!exchange) return kNoLimit;
  return served(exchange->lines, exchange->time_hours.mean(), train);
}

Capacity siding_capacity(const CapacityPeriod& now, PlaceId id, Amount train,
                         double least_hours_from_before) {
  const PlaceSpec& place = (*now.scenario)[id];
  if (!place.sidings) return kNoLimit;
  const double stop =
      place.formalities ? place.formalities->time_hours.mean() : place.stop_hours.mean();
  return served(*place.sidings, least_hours_from_before + stop, train);
}

Capacity path_capacity(const CapacityPeriod& now, const std::vector<LinkId>& links, Amount train) {
  std::set<LinkId> owners;  // of the paths
  for (const LinkId id : links) {
    if ((*now.scenario)[id].is_open) owners.insert(shared_paths(*now.scenario, id));
  }
  double trains = 0;
  for (const LinkId id : owners) trains += (*now.scenario)[id].rail.paths_per_day;
  return {trains * in_units(train), static_cast<double>(owners.size()) * in_units(train)};
}

Capacity stock_capacity(const CapacityPeriod& now, RollingStockId pool, double hours,
                        Amount train) {
  std::int64_t count = 0;
  for (const RollingStockSpec::Home& home : (*now.scenario)[pool].homes) count += home.count;
  return served(count, hours, train);
}

double pipeline_limit(const CapacityPeriod& now, LinkId id) {
  const LinkSpec& link = (*now.scenario)[id];
  if (!link.is_open) return 0;
  return in_barrels_per_day(pipeline_capacity(link.pipeline, link.pipeline.pump_stations_out));
}

// A tanker takes a berth while it moors and loads.
Capacity lifting_limit(const CapacityPeriod& now, const LiftingSpec& lifting) {
  const PlaceSpec& port = (*now.scenario)[lifting.place];
  const double loading_hours =
      lifting.parcel / lifting.per_hour * hours_per_hour_of_work(now, lifting.place);
  const double berths = port.is_open ? berths_of(now, lifting.place, lifting.berth) : 0;
  return served(berths, lifting.port_hours.mean() + loading_hours, lifting.parcel.value);
}

double laycan_limit(const LiftingSpec& lifting) {
  return jobs_per_day(1, in_hours(lifting.spacing)) * lifting.parcel.value;
}

}  // namespace caravan
