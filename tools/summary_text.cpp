// The two ways in which a summary is written: for people and for programs.

#include <algorithm>
#include <ostream>

#include "json.hpp"
#include "summary.hpp"
#include "summary_parts.hpp"

namespace caravan {
namespace {

std::string date_text(Time time) { return to_iso(time).substr(0, 10); }

std::string plural(std::uint64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

void print_heading(std::ostream& out, const Network& network, const Summary& summary,
                   const RunFacts& facts) {
  const Scenario& scenario = network.scenario;
  out << scenario.title << '\n'
      << date_text(scenario.start) << " to " << date_text(scenario.end()) << ", after "
      << fixed(in_days(scenario.warm_up), 0) << " days of warm-up; "
      << plural(summary.replications, "replication") << ", seed " << facts.seed;
  if (summary.replications > 1) out << "; \u00b1 is a 95 % confidence interval";
  out << "\n\n";
}

void print_corridors(std::ostream& out, const Summary& summary) {
  Table table;
  table.row({"Delivered by corridor", "thousand t", "TEU", "million bbl", "days: mean", "median",
             "95th pct"});
  for (const CorridorSummary& c : summary.corridors) {
    table.row({c.name, spell(c.mass_t, 1e-3, 1), c.teu.mean > 0 ? spell(c.teu, 1, 0) : "-",
               c.volume_bbl.mean > 0 ? spell(c.volume_bbl, 1e-6, 2) : "-", spell(c.transit_mean_d),
               spell(c.transit_p50_d), spell(c.transit_p95_d)});
  }
  table.print(out);
}

std::string_view unit_of(CargoClass cargo) {
  switch (cargo) {
    case CargoClass::container: return "TEU";
    case CargoClass::wagon: return "wagon";
    case CargoClass::truck: return "truck";
    case CargoClass::general: return "t";
    case CargoClass::crude: return "t of crude";
  }
  return {};
}

// A row for each cause that held any class for an hour, the longest first.
void print_time(std::ostream& out, const Summary& summary) {
  constexpr double kLeastDays = 0.05;
  std::vector<std::size_t> causes;
  std::array<double, kCauses> sums{};
  for (std::size_t k = 0; k < kCauses; ++k) {
    double most = 0;
    for (const CargoSummary& cargo : summary.cargo) {
      sums[k] += cargo.days[k].mean;
      most = std::max(most, cargo.days[k].mean);
    }
    if (most >= kLeastDays) causes.push_back(k);
  }
  std::stable_sort(causes.begin(), causes.end(),
                   [&](std::size_t a, std::size_t b) { return sums[a] > sums[b]; });
  Table table;
  std::vector<std::string> heading{"Where its time went, days"};
  for (const CargoSummary& cargo : summary.cargo) heading.emplace_back(unit_of(cargo.cargo));
  table.row(heading);
  for (const std::size_t k : causes) {
    std::vector<std::string> row{std::string(kCauseSpecs[k].meaning)};
    for (const CargoSummary& cargo : summary.cargo) {
      row.push_back(cargo.days[k].mean >= kLeastDays ? spell(cargo.days[k], 1, 1) : "-");
    }
    table.row(row);
  }
  table.print(out);
}

void print_cost(std::ostream& out, const Summary& summary) {
  Table table;
  std::vector<std::string> heading{"What it cost, USD"};
  for (const CargoSummary& cargo : summary.cargo) heading.emplace_back(unit_of(cargo.cargo));
  table.row(heading);
  const auto add = [&](std::string_view name, auto&& estimate_of) {
    const bool is_nothing =
        std::all_of(summary.cargo.begin(), summary.cargo.end(),
                    [&](const CargoSummary& cargo) { return estimate_of(cargo).mean <= 0; });
    if (is_nothing) return;
    std::vector<std::string> row{std::string(name)};
    for (const CargoSummary& cargo : summary.cargo) {
      const Estimate& estimate = estimate_of(cargo);
      row.push_back(estimate.mean > 0 ? spell(estimate, 1, estimate.mean < 100 ? 1 : 0) : "-");
    }
    table.row(row);
  };
  for (std::size_t k = 0; k < kCharges; ++k) {
    add(kChargeMeanings[k],
        [&](const CargoSummary& cargo) -> const Estimate& { return cargo.usd[k]; });
  }
  add("kg of CO2 equivalent",
      [](const CargoSummary& cargo) -> const Estimate& { return cargo.co2_kg; });
  table.print(out);
}

void print_facilities(std::ostream& out, const Summary& summary) {
  Table table;
  table.row({"Longest waits", "hours", "% in use"});
  for (const FacilitySummary& f : summary.worst_facilities) {
    table.row({f.name, spell(f.wait_mean_h), spell(f.utilisation, 100)});
  }
  table.print(out);
}

void print_standstills(std::ostream& out, const Summary& summary) {
  Table table;
  table.row({"Overloaded or locked up: the first in line has waited", "days"});
  for (const StandstillSummary& standstill : summary.standstills) {
    table.row({standstill.name, fixed(standstill.days, 0)});
  }
  table.print(out);
}

void print_gridlock(std::ostream& out, const Summary& summary) {
  const GridlockSummary& gridlock = summary.gridlock;
  out << "  Locked up at the end of " << plural(gridlock.replications, "replication")
      << "; who waits for whom in replication " << gridlock.in_replication << ":\n";
  for (const std::string& step : gridlock.steps) out << "    " << step << '\n';
  out << '\n';
}

// The column of what was lost is there only if something was: oil, between two grades in a line. Of
// what was never there, there is nothing to tell.
void print_balance(std::ostream& out, const Summary& summary) {
  const bool is_any_lost = std::any_of(summary.balance.begin(), summary.balance.end(),
                                       [](const BalanceSummary& b) { return b.lost_t > 0; });
  const auto thousands = [](double tonnes) { return grouped(fixed(tonnes / 1000, 1)); };
  Table table;
  std::vector<std::string> heading{"All cargo accounted for, thousand t", "released", "delivered",
                                   "in the system"};
  if (is_any_lost) heading.emplace_back("lost");
  table.row(heading);
  for (const BalanceSummary& b : summary.balance) {
    if (b.released_t == 0) continue;
    std::vector<std::string> row{b.commodity, thousands(b.released_t), thousands(b.delivered_t),
                                 thousands(b.in_system_t)};
    if (is_any_lost) row.push_back(b.lost_t > 0 ? thousands(b.lost_t) : "-");
    table.row(row);
  }
  table.print(out);
}

void write_cargo(JsonWriter& json, const Summary& summary) {
  json.key("cargo").open_list();
  for (const CargoSummary& cargo : summary.cargo) {
    const auto index = static_cast<std::size_t>(cargo.cargo);
    json.open_object().key("class").value(kCargoClassNames[index]);
    json.key("time_d").open_object();
    for (std::size_t k = 0; k < kCauses; ++k) write(json, kCauseSpecs[k].name, cargo.days[k]);
    json.close_object().key("cost_usd").open_object();
    for (std::size_t k = 0; k < kCharges; ++k) write(json, kChargeNames[k], cargo.usd[k]);
    json.close_object();
    write(json, "co2_kg", cargo.co2_kg);
    json.close_object();
  }
  json.close_list();
}

}  // namespace

void print_table(std::ostream& out, const Network& network, const Summary& summary,
                 const RunFacts& facts) {
  print_heading(out, network, summary, facts);
  if (!summary.corridors.empty()) print_corridors(out, summary);
  print_delivered(out, summary.delivered);
  print_interventions(out, summary.interventions);
  print_investment(out, summary.investment);
  print_oil(out, summary.oil);
  print_industry(out, summary.industry);
  print_calls(out, summary.calls);
  print_cables(out, summary.cables);
  if (!summary.cargo.empty()) {
    print_time(out, summary);
    print_cost(out, summary);
  }
  if (!summary.worst_facilities.empty()) print_facilities(out, summary);
  if (!summary.standstills.empty()) print_standstills(out, summary);
  if (summary.gridlock.replications > 0) print_gridlock(out, summary);
  if (!summary.balance.empty()) print_balance(out, summary);
  out << "  " << fixed(facts.wall_seconds, 2) << " s on " << plural(facts.threads, "thread") << ", "
      << fixed(summary.events / 1e6, 2) << " million events, "
      << fixed(summary.events / facts.wall_seconds / 1e6, 2) << " million a second\n"
      << "  written to " << facts.output << '\n';
}

void print_json(std::ostream& out, const Network& network, const Summary& summary,
                const RunFacts& facts) {
  JsonWriter json(out);
  json.open_object();
  json.key("title").value(network.scenario.title);
  json.key("output").value(facts.output);
  json.key("seed").value(static_cast<double>(facts.seed));
  json.key("replications").value(static_cast<double>(summary.replications));
  json.key("corridors").open_list();
  for (const CorridorSummary& c : summary.corridors) {
    json.open_object().key("id").value(c.id).key("name").value(c.name);
    write(json, "mass_t", c.mass_t);
    write(json, "teu", c.teu);
    write(json, "volume_bbl", c.volume_bbl);
    write(json, "transit_mean_d", c.transit_mean_d);
    write(json, "transit_p50_d", c.transit_p50_d);
    write(json, "transit_p95_d", c.transit_p95_d);
    json.close_object();
  }
  json.close_list();
  write_delivered(json, summary.delivered);
  write_cargo(json, summary);
  write_oil(json, summary.oil);
  write_industry(json, summary.industry);
  write_calls(json, summary.calls);
  write_cables(json, summary.cables);
  write_interventions(json, summary.interventions);
  write_investment(json, summary.investment);
  json.key("worst_facilities").open_list();
  for (const FacilitySummary& f : summary.worst_facilities) {
    json.open_object().key("name").value(f.name);
    write(json, "wait_mean_h", f.wait_mean_h);
    write(json, "utilisation", f.utilisation);
    json.close_object();
  }
  json.close_list().key("standstills").open_list();
  for (const StandstillSummary& standstill : summary.standstills) {
    json.open_object().key("name").value(standstill.name);
    json.key("waited_d").value(standstill.days).close_object();
  }
  json.close_list().key("gridlock").open_object();
  json.key("replications").value(static_cast<double>(summary.gridlock.replications));
  json.key("steps").open_list();
  for (const std::string& step : summary.gridlock.steps) json.value(step);
  json.close_list().close_object().key("balance").open_list();
  for (const BalanceSummary& b : summary.balance) {
    json.open_object().key("commodity").value(b.commodity);
    json.key("released_t").value(b.released_t).key("delivered_t").value(b.delivered_t);
    json.key("in_system_t").value(b.in_system_t).key("lost_t").value(b.lost_t).close_object();
  }
  json.close_list();
  json.key("events").value(summary.events).key("wall_seconds").value(facts.wall_seconds);
  json.key("events_per_second").value(summary.events / facts.wall_seconds);
  json.close_object();
  out << '\n';
}

}  // namespace caravan
