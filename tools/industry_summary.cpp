#include "industry_summary.hpp"

#include <ostream>

#include "summary_parts.hpp"

namespace caravan {
namespace {

constexpr double kDaysPerYear = 365.25;
constexpr double kMillion = 1e-6;
constexpr double kPerCent = 100;

// Over time, of one entry of the series' other dimension.
std::string millions(const std::optional<double>& usd) {
  return usd ? grouped(fixed(*usd * kMillion, 0)) : "-";
}

std::string observed(const TradeSummary& trade) {
  if (!trade.observed_usd_per_year) return "-";
  std::string text = millions(trade.observed_usd_per_year);
  if (trade.observed_in > 0) text += " in " + std::to_string(trade.observed_in);
  return text;
}

void print_plants(std::ostream& out, const std::vector<PlantSummary>& plants) {
  Table table;
  table.row({"Plants", "vehicles a year", "% without parts", "% blocked", "sets in store",
             "vehicles in store"});
  for (const PlantSummary& p : plants) {
    table.row({p.name, spell(p.made_per_year, 1, 0), spell(p.lacks_parts, kPerCent),
               spell(p.blocked, kPerCent), spell(p.sets_in_store, 1, 0),
               spell(p.vehicles_in_store, 1, 0)});
  }
  table.print(out);
}

void print_trades(std::ostream& out, const std::vector<TradeSummary>& trades) {
  Table table;
  table.row({"Trade, million USD a year", "there", "back", "delivered", "observed", "target",
             "% of target"});
  for (const TradeSummary& t : trades) {
    const std::string share =
        t.target_usd_per_year ? spell(t.usd_per_year, kPerCent / *t.target_usd_per_year) : "-";
    table.row({t.name, spell(t.exports_usd_per_year, kMillion),
               spell(t.imports_usd_per_year, kMillion), spell(t.usd_per_year, kMillion),
               observed(t), millions(t.target_usd_per_year), share});
  }
  table.print(out);
}

void write_amount(JsonWriter& json, std::string_view key, const std::optional<double>& amount) {
  if (amount) json.key(key).value(*amount);
}

}  // namespace

IndustrySummariser::IndustrySummariser(const Network& network)
    : network_(network),
      plants_(network.scenario.plants.size()),
      trades_(network.scenario.trades.size()) {}

void IndustrySummariser::add(const Results& results) {
  const double years = in_days(network_.scenario.duration) / kDaysPerYear;
  const auto intervals = static_cast<double>(interval_starts(network_.scenario).size());
  for (std::size_t i = 0; i < plants_.size(); ++i) {
    const auto sum = [&](Variable v) { return results.of_run(v)[i]; };
    plants_[i].made.add(sum(Variable::plant_made) / years);
    plants_[i].lacks_parts.add(sum(Variable::plant_lacks_parts) / intervals);
    plants_[i].blocked.add(sum(Variable::plant_blocked) / intervals);
    plants_[i].sets.add(sum(Variable::plant_parts) / intervals);
    plants_[i].vehicles.add(sum(Variable::plant_vehicles) / intervals);
  }
  for (std::size_t i = 0; i < trades_.size(); ++i) {
    const double exports = results.of_run(Variable::trade_exports)[i] / years;
    const double imports = results.of_run(Variable::trade_imports)[i] / years;
    trades_[i].exports.add(exports);
    trades_[i].imports.add(imports);
    trades_[i].both.add(exports + imports);
  }
}

IndustrySummary IndustrySummariser::summarise() const {
  const auto usd = [](const std::optional<Money>& money) {
    return money ? std::optional(money->value) : std::nullopt;
  };
  IndustrySummary industry;
  for (std::size_t i = 0; i < plants_.size(); ++i) {
    const PlantSpec& spec = network_.scenario.plants[i];
    const PlantTallies& t = plants_[i];
    industry.plants.push_back({spec.id, spec.name, estimate_of(t.made), estimate_of(t.lacks_parts),
                               estimate_of(t.blocked), estimate_of(t.sets),
                               estimate_of(t.vehicles)});
  }
  for (std::size_t i = 0; i < trades_.size(); ++i) {
    const TradeSpec& spec = network_.scenario.trades[i];
    const TradeTallies& t = trades_[i];
    industry.trades.push_back({spec.id, spec.name, estimate_of(t.exports), estimate_of(t.imports),
                               estimate_of(t.both), usd(spec.observed_per_year),
                               usd(spec.target_per_year), spec.observed_in});
  }
  return industry;
}

void print_industry(std::ostream& out, const IndustrySummary& industry) {
  if (!industry.plants.empty()) print_plants(out, industry.plants);
  if (!industry.trades.empty()) print_trades(out, industry.trades);
}

void write_industry(JsonWriter& json, const IndustrySummary& industry) {
  if (!industry.plants.empty()) {
    json.key("plants").open_list();
    for (const PlantSummary& p : industry.plants) {
      json.open_object().key("id").value(p.id).key("name").value(p.name);
      write(json, "made_per_year", p.made_per_year);
      write(json, "lacks_parts", p.lacks_parts);
      write(json, "blocked", p.blocked);
      write(json, "sets_in_store", p.sets_in_store);
      write(json, "vehicles_in_store", p.vehicles_in_store);
      json.close_object();
    }
    json.close_list();
  }
  if (industry.trades.empty()) return;
  json.key("trades").open_list();
  for (const TradeSummary& t : industry.trades) {
    json.open_object().key("id").value(t.id).key("name").value(t.name);
    write(json, "exports_usd_per_year", t.exports_usd_per_year);
    write(json, "imports_usd_per_year", t.imports_usd_per_year);
    write(json, "usd_per_year", t.usd_per_year);
    write_amount(json, "observed_usd_per_year", t.observed_usd_per_year);
    write_amount(json, "target_usd_per_year", t.target_usd_per_year);
    json.close_object();
  }
  json.close_list();
}

}  // namespace caravan
