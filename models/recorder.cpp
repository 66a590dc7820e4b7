#include "caravan/models/recorder.hpp"

#include <algorithm>
#include <cmath>

namespace caravan {
namespace {

constexpr double kKilogramsPerTonne = 1000;

CargoClass cargo_of(const Network& network, const Consignment& c) {
  return network[network[c.demand].commodity].cargo;
}

std::int64_t teu_of(const Network& network, const Consignment& c) {
  return cargo_of(network, c) == CargoClass::container ? c.amount.value : 0;
}

}  // namespace

Recorder::Recorder(const Network& network, Time begin)
    : attribution(network), commodities_(network.scenario.commodities.size()) {
  const Scenario& scenario = network.scenario;
  const auto watch = [&](Levels& levels, std::size_t count) {
    levels.now.assign(count, TimeWeighted(begin));
  };
  watch(stock_mass_, scenario.places.size() * commodities_);
  for (Levels* units : {&stock_teu_, &stock_wagons_, &stock_trucks_}) {
    watch(*units, scenario.places.size());
  }
  watch(waiting_mass_, scenario.places.size());
  watch(vessels_waiting_, scenario.places.size());
  watch(port_closed_, scenario.places.size());
  watch(in_system_mass_, commodities_);
  for (Levels* levels : {&stock_mass_, &waiting_mass_, &in_system_mass_}) {
    levels->per_unit = kKilogramsPerTonne;
  }
  for (Flows* flows : {&link_mass_, &released_mass_, &rerouted_mass_, &delivered_mass_}) {
    flows->per_unit = kKilogramsPerTonne;
  }
  link_mass_.now.assign(scenario.links.size() * commodities_, 0);
  for (Flows* flows : {&link_teu_, &link_wagons_, &link_trucks_, &departures_}) {
    flows->now.assign(scenario.links.size(), 0);
  }
  released_mass_.now.assign(scenario.demands.size(), 0);
  rerouted_mass_.now.assign(scenario.demands.size(), 0);
  delivered_mass_.now.assign(scenario.corridors.size() * commodities_, 0);
  delivered_teu_.now.assign(scenario.corridors.size(), 0);
  by_corridor_.resize(scenario.corridors.size());
  by_demand_.resize(scenario.demands.size());
  for (Flows* flows : {&trade_exports_, &trade_imports_}) {
    flows->per_unit = kMicroDollars;
    flows->now.assign(scenario.trades.size(), 0);
  }
}

void Recorder::stock_changed(const Network& network, Time now, const Consignment& c, int sign) {
  const std::size_t commodity = network[c.demand].commodity.index();
  stock_mass_.now[c.at.index() * commodities_ + commodity].add(now, sign * c.mass.value);
  Levels* units = stock_units(cargo_of(network, c));
  if (units != nullptr) units->now[c.at.index()].add(now, sign * c.amount.value);
}

void Recorder::waiting_changed(Time now, const Consignment& c, int sign) {
  waiting_mass_.now[c.at.index()].add(now, sign * c.mass.value);
}

void Recorder::vessels_waiting_changed(Time now, PlaceId place, int sign) {
  vessels_waiting_.now[place.index()].add(now, sign);
}

void Recorder::port_closed_changed(Time now, PlaceId place, int sign) {
  port_closed_.now[place.index()].add(now, sign);
}

void Recorder::set_out(const Network& network, LinkId link, const Consignment& c) {
  const std::size_t commodity = network[c.demand].commodity.index();
  link_mass_.now[link.index() * commodities_ + commodity] += c.mass.value;
  Flows* units = link_units(cargo_of(network, c));
  if (units != nullptr) units->now[link.index()] += c.amount.value;
}

void Recorder::released(const Network& network, Time now, const Consignment& c) {
  released_mass_.now[c.demand.index()] += c.mass.value;
  in_system_mass_.now[network[c.demand].commodity.index()].add(now, c.mass.value);
}

void Recorder::delivered(const Network& network, Time now, const Consignment& c,
                         const RecordBooks& books) {
  const std::size_t commodity = network[c.demand].commodity.index();
  const CorridorId corridor = c.corridor;
  in_system_mass_.now[commodity].add(now, -c.mass.value);
  delivered_mass_.now[corridor.index() * commodities_ + commodity] += c.mass.value;
  delivered_teu_.now[corridor.index()] += teu_of(network, c);
  traded(network, c);
  attribution.delivered(c, books);
  if (is_counting_) count_delivered(network, now, c);
}

void Recorder::count_delivered(const Network& network, Time now, const Consignment& c) {
  const CommoditySpec& commodity = network[network[c.demand].commodity];
  const double tonnes = in_tonnes(c.mass);
  for (Delivered* one : {&by_corridor_[c.corridor.index()], &by_demand_[c.demand.index()]}) {
    one->tonnes += tonnes;
    one->teu += static_cast<double>(teu_of(network, c));
    if (commodity.cargo == CargoClass::crude) one->barrels += tonnes * commodity.barrels_per_tonne;
    one->times.add(in_days(now - c.released));
  }
}

void Recorder::traded(const Network& network, const Consignment& c) {
  const CommoditySpec& commodity = network[network[c.demand].commodity];
  const double units = in_tariff_units(c.amount, commodity.cargo);
  for (const TradeFlow& flow : network.trades_of[c.demand.index()]) {
    const bool is_exported = flow.direction == TradeDirection::exported;
    Flows& flows = is_exported ? trade_exports_ : trade_imports_;
    flows.now[flow.trade.index()] += std::llround(commodity.value.value * units * kMicroDollars);
  }
}

void Recorder::begin_counting(Time now) {
  for (Levels* one : levels()) {
    for (TimeWeighted& level : one->now) level.begin_again(now);
  }
  for (Flows* one : flows()) std::fill(one->now.begin(), one->now.end(), 0);
  attribution.begin_counting(now);
  is_counting_ = true;
}

void Recorder::end_interval(Time now, Series& series) {
  for (Levels* one : levels()) {
    std::vector<double>& row = series[one->variable];
    for (TimeWeighted& level : one->now) {
      row.push_back(level.mean(now) / one->per_unit);
      level.begin_again(now);
    }
  }
  for (Flows* one : flows()) {
    std::vector<double>& row = series[one->variable];
    for (const std::int64_t sum : one->now) {
      row.push_back(static_cast<double>(sum) / one->per_unit);
    }
    std::fill(one->now.begin(), one->now.end(), 0);
  }
}

std::vector<Recorder::Levels*> Recorder::levels() {
  return {&stock_mass_,   &stock_teu_,       &stock_wagons_, &stock_trucks_,
          &waiting_mass_, &vessels_waiting_, &port_closed_,  &in_system_mass_};
}

std::vector<Recorder::Flows*> Recorder::flows() {
  return {&link_mass_,     &link_teu_,      &link_wagons_,    &link_trucks_,
          &released_mass_, &rerouted_mass_, &delivered_mass_, &delivered_teu_,
          &departures_,    &trade_exports_, &trade_imports_};
}

Recorder::Levels* Recorder::stock_units(CargoClass cargo) {
  switch (cargo) {
    case CargoClass::container: return &stock_teu_;
    case CargoClass::wagon: return &stock_wagons_;
    case CargoClass::truck: return &stock_trucks_;
    case CargoClass::general:
    case CargoClass::crude: break;
  }
  return nullptr;
}

Recorder::Flows* Recorder::link_units(CargoClass cargo) {
  switch (cargo) {
    case CargoClass::container: return &link_teu_;
    case CargoClass::wagon: return &link_wagons_;
    case CargoClass::truck: return &link_trucks_;
    case CargoClass::general:
    case CargoClass::crude: break;
  }
  return nullptr;
}

void Recorder::fill(Results& results) const {
  for (const Delivered& one : by_corridor_) {
    results[Variable::corridor_mass].push_back(one.tonnes);
    results[Variable::corridor_teu].push_back(one.teu);
    results[Variable::corridor_volume].push_back(one.barrels);
    const TravelTimes::Summary times = one.times.summary();
    results[Variable::corridor_transit_mean].push_back(times.mean);
    results[Variable::corridor_transit_p50].push_back(times.p50);
    results[Variable::corridor_transit_p95].push_back(times.p95);
  }
  for (const Delivered& one : by_demand_) {
    results[Variable::demand_mass].push_back(one.tonnes);
    const TravelTimes::Summary times = one.times.summary();
    results[Variable::demand_transit_mean].push_back(times.mean);
    results[Variable::demand_transit_p50].push_back(times.p50);
    results[Variable::demand_transit_p95].push_back(times.p95);
  }
}

}  // namespace caravan
