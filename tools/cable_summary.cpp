#include "cable_summary.hpp"

#include <array>

#include "summary_parts.hpp"

namespace caravan {
namespace {

constexpr std::array kSeries = {
    Variable::cable_energy,     Variable::cable_energy_lost, Variable::cable_data,
    Variable::energy_delivered, Variable::energy_unserved,   Variable::data_delivered,
    Variable::data_lost,        Variable::cable_demand_cost, Variable::energy_supplied,
};

constexpr std::array kFiguresOfTheRun = {Variable::cable_availability, Variable::data_delay_mean};

}  // namespace

void CableSummariser::add(const Results& results) {
  for (const Variable variable : kSeries) tallies_.add(variable, results.of_run(variable));
  for (const Variable variable : kFiguresOfTheRun) tallies_.add(variable, results[variable]);
}

Estimate CableSummariser::estimate(Carries what, Variable power, Variable data,
                                   std::size_t entry) const {
  constexpr double kGigabitsPerTerabit = 1000;
  if (what == Carries::power) return tallies_.estimate(power, entry);
  return tallies_.estimate(data, entry,
                           kGigabitsPerTerabit / in_seconds(network_.scenario.duration));
}

CablesSummary CableSummariser::summarise() const {
  CablesSummary all;
  for (const CableSpec& cable : network_.scenario.cables) {
    const std::size_t i = all.cables.size();
    all.cables.push_back({cable.id, cable.name, cable.carries,
                          estimate(cable.carries, Variable::cable_energy, Variable::cable_data, i),
                          tallies_.estimate(Variable::cable_energy_lost, i),
                          tallies_.estimate(Variable::cable_availability, i)});
  }
  for (const CableDemandSpec& demand : network_.scenario.cable_demands) {
    const std::size_t i = all.demands.size();
    all.demands.push_back(
        {demand.id, demand.name, demand.carries,
         estimate(demand.carries, Variable::energy_delivered, Variable::data_delivered, i),
         estimate(demand.carries, Variable::energy_unserved, Variable::data_lost, i),
         tallies_.estimate(Variable::cable_demand_cost, i),
         tallies_.estimate(Variable::data_delay_mean, i)});
  }
  for (const PowerSupplySpec& supply : network_.scenario.power_supplies) {
    all.supplies.push_back({supply.id, supply.name,
                            tallies_.estimate(Variable::energy_supplied, all.supplies.size())});
  }
  return all;
}

namespace {

using Cells = std::vector<std::string>;

constexpr double kThousand = 1e-3;
constexpr double kMillion = 1e-6;
constexpr double kPerCent = 100;

// A table with a row for each that carries, or wants, this; if there is any.
template <class Part, class CellsOf>
void print_those(std::ostream& out, const std::vector<Part>& parts, Carries what, Cells heading,
                 const CellsOf& cells_of) {
  Table table;
  table.row(std::move(heading));
  bool is_any = false;
  for (const Part& part : parts) {
    if (part.carries != what) continue;
    table.row(cells_of(part));
    is_any = true;
  }
  if (is_any) table.print(out);
}

std::string_view word(Carries what) { return what == Carries::power ? "power" : "data"; }
std::string_view unit(Carries what) { return what == Carries::power ? "_mwh" : "_gbit_per_s"; }

}  // namespace

void print_cables(std::ostream& out, const CablesSummary& cables) {
  print_those(out, cables.cables, Carries::power,
              {"Power through cables", "GWh", "GWh lost", "% in service"}, [](const auto& c) {
                return Cells{c.name, spell(c.carried, kThousand), spell(c.lost, kThousand),
                             spell(c.availability, kPerCent)};
              });
  print_those(out, cables.demands, Carries::power,
              {"Power delivered to", "GWh", "GWh unserved", "million USD"}, [](const auto& d) {
                return Cells{d.name, spell(d.delivered, kThousand), spell(d.unserved, kThousand),
                             spell(d.cost_usd, kMillion)};
              });
  if (!cables.supplies.empty()) {
    Table table;
    table.row({"Power supplied by", "GWh"});
    for (const PowerSupplySummary& s : cables.supplies) {
      table.row({s.name, spell(s.supplied_mwh, kThousand)});
    }
    table.print(out);
  }
  print_those(out, cables.cables, Carries::data, {"Data through cables", "Gbit/s", "% in service"},
              [](const auto& c) {
                return Cells{c.name, spell(c.carried), spell(c.availability, kPerCent)};
              });
  print_those(out, cables.demands, Carries::data,
              {"Data delivered", "Gbit/s", "Gbit/s lost", "ms on the way"}, [](const auto& d) {
                return Cells{d.name, spell(d.delivered), spell(d.unserved), spell(d.delay_ms)};
              });
}

void write_cables(JsonWriter& json, const CablesSummary& cables) {
  if (cables.is_empty()) return;
  json.key("cables").open_object();
  json.key("cables").open_list();
  for (const CableSummary& c : cables.cables) {
    json.open_object().key("id").value(c.id).key("name").value(c.name);
    json.key("carries").value(word(c.carries));
    write(json, "carried" + std::string(unit(c.carries)), c.carried);
    if (c.carries == Carries::power) write(json, "lost_mwh", c.lost);
    write(json, "availability", c.availability);
    json.close_object();
  }
  json.close_list().key("demands").open_list();
  for (const CableDemandSummary& d : cables.demands) {
    json.open_object().key("id").value(d.id).key("name").value(d.name);
    json.key("carries").value(word(d.carries));
    write(json, "delivered" + std::string(unit(d.carries)), d.delivered);
    write(json, "unserved" + std::string(unit(d.carries)), d.unserved);
    write(json, "cost_usd", d.cost_usd);
    if (d.carries == Carries::data) write(json, "delay_ms", d.delay_ms);
    json.close_object();
  }
  json.close_list().key("supplies").open_list();
  for (const PowerSupplySummary& s : cables.supplies) {
    json.open_object().key("id").value(s.id).key("name").value(s.name);
    write(json, "supplied_mwh", s.supplied_mwh);
    json.close_object();
  }
  json.close_list().close_object();
}

}  // namespace caravan
