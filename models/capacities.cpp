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

double units_per_day(double servers, double hours_each, Amount at_a_time) {
  const double jobs = jobs_per_day(servers, hours_each);
  return at_a_time > Amount{} ? jobs * in_units(at_a_time) : 0;
}

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

double left_at_berths(const CapacityPeriod& now, PlaceId id, const std::string& berth,
                      double units) {
  const bool finishes = (*now.scenario)[id].work_in_progress == WorkInProgress::finishes;
  return finishes ? berths_of(now, id, berth) * units / in_days(now.until - now.from) : 0;
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

// Work is done in working hours; beside it, a train takes its track while it is made up or broken
// up, at any hour.
double track_capacity(const CapacityPeriod& now, PlaceId id, CargoClass cargo, Amount train) {
  const PlaceSpec& place = (*now.scenario)[id];
  const auto tracks = static_cast<double>(place.tracks);
  const double rate = place.handling[cargo].value;
  if (rate <= 0 || train <= Amount{}) return 0;
  const double by_work = tracks * kHoursPerDay * open_share(place.working_hours, now) * rate;
  const double hours_a_train = in_units(train) / rate + place.marshalling_hours.mean();
  return std::min(by_work, units_per_day(tracks, hours_a_train, train));
}

double crane_capacity(const CapacityPeriod& now, PlaceId id, CargoClass cargo) {
  const PlaceSpec& port = (*now.scenario)[id];
  if (port.cranes[cargo].count == 0) return kUnlimited;
  return static_cast<double>(port.cranes[cargo].count) * port.handling[cargo].value * kHoursPerDay *
         open_share(port.working_hours, now) / hours_per_hour_of_work(now, id);
}

double desk_capacity(const CapacityPeriod& now, PlaceId id, Amount at_a_time) {
  const PlaceSpec& place = (*now.scenario)[id];
  if (!place.formalities) return kUnlimited;
  const double desks =
      static_cast<double>(place.formalities->desks) * open_share(place.formalities->hours, now);
  return units_per_day(desks, place.formalities->time_hours.mean(), at_a_time);
}

double gate_capacity(const CapacityPeriod& now, PlaceId id, Amount at_a_time) {
  const PlaceSpec& place = (*now.scenario)[id];
  if (!place.gate) return kUnlimited;
  return units_per_day(static_cast<double>(place.gate->lanes), place.gate->time_hours.mean(),
                       at_a_time);
}

double bogie_capacity(const CapacityPeriod& now, PlaceId id, Amount train) {
  const PlaceSpec& place = (*now.scenario)[id];
  if (!place.bogie_exchange) return kUnlimited;
  return units_per_day(static_cast<double>(place.bogie_exchange->lines),
                       place.bogie_exchange->time_hours.mean(), train);
}

double siding_capacity(const CapacityPeriod& now, PlaceId id, Amount train,
                       double least_hours_from_before) {
  const PlaceSpec& place = (*now.scenario)[id];
  if (!place.sidings) return kUnlimited;
  const double stop =
      place.formalities ? place.formalities->time_hours.mean() : place.stop_hours.mean();
  return units_per_day(static_cast<double>(*place.sidings), least_hours_from_before + stop, train);
}

double path_capacity(const CapacityPeriod& now, const std::vector<LinkId>& links, Amount train) {
  std::set<LinkId> owners;  // of the paths
  for (const LinkId id : links) {
    if ((*now.scenario)[id].is_open) owners.insert(shared_paths(*now.scenario, id));
  }
  double trains = 0;
  for (const LinkId id : owners) trains += (*now.scenario)[id].rail.paths_per_day;
  return trains * in_units(train);
}

double stock_capacity(const CapacityPeriod& now, RollingStockId pool, double hours, Amount train) {
  double count = 0;
  for (const RollingStockSpec::Home& home : (*now.scenario)[pool].homes) {
    count += static_cast<double>(home.count);
  }
  return units_per_day(count, hours, train);
}

double pipeline_limit(const CapacityPeriod& now, LinkId id) {
  const LinkSpec& link = (*now.scenario)[id];
  if (!link.is_open) return 0;
  return in_barrels_per_day(pipeline_capacity(link.pipeline, link.pipeline.pump_stations_out));
}

// A tanker takes a berth while it moors and loads.
double lifting_limit(const CapacityPeriod& now, const LiftingSpec& lifting) {
  const PlaceSpec& port = (*now.scenario)[lifting.place];
  const double parcel = lifting.parcel.value;
  if (!port.is_open) return left_at_berths(now, lifting.place, lifting.berth, parcel);
  const double loading_hours =
      lifting.parcel / lifting.per_hour * hours_per_hour_of_work(now, lifting.place);
  const double berths = berths_of(now, lifting.place, lifting.berth);
  return jobs_per_day(berths, lifting.port_hours.mean() + loading_hours) * parcel;
}

double laycan_limit(const LiftingSpec& lifting) {
  return jobs_per_day(1, in_hours(lifting.spacing)) * lifting.parcel.value;
}

}  // namespace caravan
