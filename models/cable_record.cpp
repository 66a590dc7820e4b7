#include "caravan/models/cable_record.hpp"

#include "caravan/models/cables.hpp"
#include "caravan/models/undefined.hpp"

namespace caravan {
namespace {

// Light in a fibre of refractive index 1.47 (ITU-T G.652) takes 4.9 microseconds a kilometre.
constexpr double kMillisecondsPerKilometre = 0.0049;

// What is not of this kind has none.
double energy(Carries what, CableAmount amount) {
  return what == Carries::power ? in_megawatt_hours(amount) : 0;
}
double data(Carries what, CableAmount amount) {
  return what == Carries::data ? in_terabits(amount) : 0;
}

template <class Do>
void for_each_meter(CableSystem& system, const Do& act) {
  for (Cable& cable : system.cables) {
    for (CableFlow& flow : cable.flows) act(flow.fed), act(flow.came);
  }
  for (PowerSupply& supply : system.supplies) act(supply.supplied);
  for (CableDemand& demand : system.demands) act(demand.wanted), act(demand.served);
}

void begin_row(CableSystem& system) {
  for_each_meter(system, [](CableMeter& meter) { meter.at_row = meter.ever; });
  for (Cable& cable : system.cables) cable.in_service = {};
  for (CableDemand& demand : system.demands) demand.usd = 0;
}

}  // namespace

void begin_counting_cables(World& world) {
  settle_cables(world);
  begin_row(world.cables);
  for (Cable& cable : world.cables.cables) {
    cable.in_service_of_run = cable.commissioned_of_run = {};
  }
  for (CableDemand& demand : world.cables.demands) {
    demand.kilometres_of_run = 0;
    demand.served_before = demand.served.ever;
  }
}

void end_cable_interval(World& world) {
  settle_cables(world);
  CableSystem& system = world.cables;
  Series& series = world.series;
  const Scenario& scenario = world.scenario();
  for (std::size_t i = 0; i < system.cables.size(); ++i) {
    const Cable& cable = system.cables[i];
    const Carries what = scenario.cables[i].carries;
    CableAmount fed, came;
    for (const CableFlow& flow : cable.flows) {
      fed += flow.fed.in_interval();
      came += flow.came.in_interval();
    }
    series[Variable::cable_energy].push_back(energy(what, came));
    series[Variable::cable_energy_lost].push_back(energy(what, fed - came));
    series[Variable::cable_data].push_back(data(what, came));
    series[Variable::cable_in_service].push_back(in_hours(cable.in_service) /
                                                 in_hours(scenario.interval));
  }
  for (const PowerSupply& supply : system.supplies) {
    series[Variable::energy_supplied].push_back(in_megawatt_hours(supply.supplied.in_interval()));
  }
  for (std::size_t i = 0; i < system.demands.size(); ++i) {
    const CableDemand& demand = system.demands[i];
    const Carries what = scenario.cable_demands[i].carries;
    const CableAmount served = demand.served.in_interval();
    const CableAmount missing = demand.wanted.in_interval() - served;
    series[Variable::energy_delivered].push_back(energy(what, served));
    series[Variable::energy_unserved].push_back(energy(what, missing));
    series[Variable::data_delivered].push_back(data(what, served));
    series[Variable::data_lost].push_back(data(what, missing));
    series[Variable::cable_demand_cost].push_back(demand.usd);
  }
  begin_row(system);
}

void fill_cables(const World& world, Results& results) {
  const CableSystem& system = world.cables;
  for (const Cable& cable : system.cables) {
    const double commissioned = in_hours(cable.commissioned_of_run);
    results[Variable::cable_availability].push_back(
        commissioned > 0 ? in_hours(cable.in_service_of_run) / commissioned : kUndefined);
  }
  for (std::size_t i = 0; i < system.demands.size(); ++i) {
    const CableDemand& demand = system.demands[i];
    const double bits = in_terabits(demand.served.ever - demand.served_before) * 1e12;
    const bool is_data = world.scenario().cable_demands[i].carries == Carries::data;
    results[Variable::data_delay_mean].push_back(
        is_data && bits > 0 ? demand.kilometres_of_run / bits * kMillisecondsPerKilometre
                            : kUndefined);
  }
}

}  // namespace caravan
