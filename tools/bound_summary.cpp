#include "bound_summary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <ostream>

#include "caravan/models/tank_requests.hpp"
#include "summary_parts.hpp"

namespace caravan {
namespace {

constexpr std::size_t kNamesShown = 3;

std::string spell_flow(double per_day) {
  if (!std::isfinite(per_day)) return "no limit";
  return grouped(fixed(per_day, per_day < 100 ? 1 : 0));
}

std::string name_with_unit(const CargoBound& bound) {
  const std::string name = bound.name + ", " + std::string(bound_unit(bound.cargo)) + "/d";
  return bound.is_class ? name : "  " + name;
}

bool is_limited_by_demand(const FlowLimit& limit) {
  return std::all_of(limit.cut.begin(), limit.cut.end(),
                     [](const Bottleneck& one) { return one.name == "demand"; });
}

std::string date_text(Time time) { return to_iso(time).substr(0, 10); }

// Each calendar month or year, as far as it is in the run, with the conditions that hold in it.
std::vector<std::vector<CapacityPeriod>> calendar_periods(const Network& network, bool is_by_year) {
  const Scenario& scenario = network.scenario;
  const std::vector<CapacityPeriod> run = periods_of(network, dated_changes(network));
  std::vector<std::vector<CapacityPeriod>> periods;
  for (Time from = scenario.start; from < scenario.end();) {
    Time until = next_month(from);
    while (is_by_year && date_of(until).month != 1) until = next_month(until);
    until = std::min(until, scenario.end());
    periods.push_back(within(run, from, until));
    from = until;
  }
  return periods;
}

void write_limit(JsonWriter& json, const std::string& key, const FlowLimit& limit) {
  json.key(key).open_object().key("per_day").value(limit.per_day).key("cut").open_list();
  for (const Bottleneck& one : limit.cut) {
    json.open_object().key("name").value(one.name);
    json.key("per_day").value(one.per_day).close_object();
  }
  json.close_list().close_object();
}

void write_bound(JsonWriter& json, const CargoBound& bound) {
  json.key("name").value(bound.name).key("of").value(bound.is_class ? "class" : "commodity");
  json.key("unit").value(bound_unit(bound.cargo));
  json.key("offered_per_day").value(bound.offered);
  write_limit(json, "with_demand", bound.with_demand);
  write_limit(json, "at_most", bound.at_most);
}

void write_bounds(JsonWriter& json, const Network& network,
                  const std::vector<CapacityPeriod>& periods) {
  json.open_object().key("from").value(date_text(periods.front().from));
  json.key("until").value(date_text(periods.back().until)).key("bounds").open_list();
  for (const CargoBound& bound : bounds(network, periods)) {
    json.open_object();
    write_bound(json, bound);
    json.close_object();
  }
  json.close_list().close_object();
}

void scale(CargoBound& bound, double factor) {
  bound.offered *= factor;
  bound.with_demand.per_day *= factor;
  bound.at_most.per_day *= factor;
}

}  // namespace

std::string spell_cut(const FlowLimit& limit) {
  if (limit.cut.empty()) return std::isfinite(limit.per_day) ? "no demand" : "nothing";
  std::string text;
  for (std::size_t i = 0; i < std::min(limit.cut.size(), kNamesShown); ++i) {
    if (i > 0) text += " + ";
    text += limit.cut[i].name;
  }
  const std::size_t more = limit.cut.size() - std::min(limit.cut.size(), kNamesShown);
  return more == 0 ? text : text + " + " + std::to_string(more) + " more";
}

void print_bounds(std::ostream& out, const Network& network) {
  const std::vector<CapacityPeriod> run = periods_of(network, dated_changes(network));
  out << network.scenario.title << '\n'
      << date_text(run.front().from) << " to " << date_text(run.back().until)
      << "; nothing is simulated, all works all the time\n\n";
  Table table(true);
  table.row({"What can be delivered at most", "offered", "of that at most", "with more demand",
             "limited by"});
  for (const CargoBound& bound : bounds(network, run)) {
    table.row(
        {name_with_unit(bound), spell_flow(bound.offered),
         is_limited_by_demand(bound.with_demand) ? "all" : spell_flow(bound.with_demand.per_day),
         spell_flow(bound.at_most.per_day), spell_cut(bound.at_most)});
  }
  table.print(out);
}

void print_bounds_by(std::ostream& out, const Network& network, bool is_by_year) {
  Table table;
  std::vector<std::string> heading{"With more demand, from"};
  bool is_first = true;
  for (const auto& period : calendar_periods(network, is_by_year)) {
    std::vector<std::string> row{date_text(period.front().from)};
    for (const CargoBound& bound : bounds(network, period)) {
      if (!bound.is_class) continue;
      if (is_first) heading.push_back(name_with_unit(bound));
      row.push_back(spell_flow(bound.at_most.per_day));
    }
    if (is_first) table.row(heading);
    is_first = false;
    table.row(row);
  }
  table.print(out);
}

void print_bounds_as_json(std::ostream& out, const Network& network) {
  JsonWriter json(out);
  json.open_object().key("title").value(network.scenario.title);
  json.key("run");
  write_bounds(json, network, periods_of(network, dated_changes(network)));
  for (const bool is_by_year : {false, true}) {
    json.key(is_by_year ? "years" : "months").open_list();
    for (const auto& period : calendar_periods(network, is_by_year)) {
      write_bounds(json, network, period);
    }
    json.close_list();
  }
  json.close_object();
  out << '\n';
}

// What came to where it was to go: lots, but for oil that only changed tanks, and oil lifted or
// taken.
double DeliveredSummariser::per_day(const Results& results, CargoClass cargo) const {
  double sum = 0;
  for (std::size_t d = 0; d < network_.scenario.demands.size(); ++d) {
    const DemandSpec& demand = network_[DemandId(d)];
    const CommoditySpec& commodity = network_[demand.commodity];
    const double tonnes = results[Variable::demand_mass][d];
    if (commodity.cargo != cargo || !tank_of_lots(network_, demand, demand.to).is_none()) continue;
    if (is_counted(cargo)) sum += tonnes / in_tonnes(commodity.mass_per_unit);
    if (cargo == CargoClass::general) sum += tonnes;
    if (cargo == CargoClass::crude) sum += tonnes * commodity.barrels_per_tonne;
  }
  if (cargo == CargoClass::crude) {
    for (const Variable oil : {Variable::lifted_volume, Variable::offtake_volume}) {
      const std::vector<double>& all = results.of_run(oil);
      sum = std::accumulate(all.begin(), all.end(), sum);
    }
  }
  return sum / in_days(network_.scenario.duration);
}

void DeliveredSummariser::add(const Results& results) {
  ++replications_;
  const auto known = std::find_if(changes_.begin(), changes_.end(),
                                  [&](const auto& one) { return one.first == results.changes; });
  if (known != changes_.end()) {
    ++known->second;
  } else {
    changes_.emplace_back(results.changes, 1);
  }
  for (std::size_t i = 0; i < kCargoClasses; ++i) {
    tallies_[i].add(per_day(results, static_cast<CargoClass>(i)));
  }
}

// The mean of the replications' bounds: each has its own where interventions depend on luck.
std::vector<DeliveredSummary> DeliveredSummariser::summarise() const {
  std::vector<CargoBound> all;
  for (const auto& [changes, replications] : changes_) {
    const double weight = static_cast<double>(replications) / static_cast<double>(replications_);
    const std::vector<CargoBound> some = bounds(network_, periods_of(network_, changes));
    if (all.empty()) {
      all = some;
      for (CargoBound& bound : all) scale(bound, weight);
      continue;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i].offered += some[i].offered * weight;
      all[i].with_demand.per_day += some[i].with_demand.per_day * weight;
      all[i].at_most.per_day += some[i].at_most.per_day * weight;
    }
  }
  std::vector<DeliveredSummary> summaries;
  for (CargoBound& bound : all) {
    if (!bound.is_class) continue;
    const Tally& tally = tallies_[static_cast<std::size_t>(bound.cargo)];
    summaries.push_back({std::move(bound), estimate_of(tally)});
  }
  return summaries;
}

void print_delivered(std::ostream& out, const std::vector<DeliveredSummary>& delivered) {
  if (delivered.empty()) return;
  Table table(true);
  table.row({"Delivered, of what could be at most", "delivered", "at most", "%", "limited by"});
  for (const DeliveredSummary& one : delivered) {
    const FlowLimit& limit = one.bound.at_most;
    const bool is_limited = std::isfinite(limit.per_day) && limit.per_day > 0;
    table.row({name_with_unit(one.bound), spell(one.delivered, 1, one.delivered.mean < 100 ? 1 : 0),
               spell_flow(limit.per_day),
               is_limited ? fixed(100 * one.delivered.mean / limit.per_day, 0) : "-",
               spell_cut(limit)});
  }
  table.print(out);
}

void write_delivered(JsonWriter& json, const std::vector<DeliveredSummary>& delivered) {
  json.key("bounds").open_list();
  for (const DeliveredSummary& one : delivered) {
    json.open_object();
    write_bound(json, one.bound);
    write(json, "delivered_per_day", one.delivered);
    json.close_object();
  }
  json.close_list();
}

}  // namespace caravan
