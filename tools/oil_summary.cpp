#include "oil_summary.hpp"

#include <algorithm>
#include <array>
#include <ostream>

#include "summary_parts.hpp"

namespace caravan {
namespace {

constexpr std::array kSeries = {
    Variable::field_production, Variable::field_shut_in,     Variable::line_flow,
    Variable::line_loss,        Variable::tank_stock,        Variable::lifted_volume,
    Variable::liftings,         Variable::lifting_demurrage, Variable::offtake_volume,
    Variable::nominated_volume,
};

constexpr std::array kFiguresOfTheRun = {
    Variable::facility_utilisation,
    Variable::lifting_wait_mean,
    Variable::lifting_laytime_mean,
};

// By entry of the series' dimension after time; grades, if it has them, added up.
std::vector<double> sums_of(const Network& network, const Results& results, Variable variable) {
  const auto& dimensions = spec_of(variable).dimensions;
  const std::size_t grades = extent_of(network, dimensions[2]);
  std::vector<double> sums(extent_of(network, dimensions[1]));
  const std::vector<double>& all = results.of_run(variable);
  for (std::size_t i = 0; i < all.size(); ++i) sums[i / grades] += all[i];
  return sums;
}

}  // namespace

void OilSummariser::add(const Results& results) {
  for (const Variable variable : kSeries) {
    tallies_.add(variable, sums_of(network_, results, variable));
  }
  lowest_stock_.resize(results.lowest_tank_stock.size());
  highest_stock_.resize(lowest_stock_.size());
  for (std::size_t i = 0; i < lowest_stock_.size(); ++i) {
    lowest_stock_[i].add(results.lowest_tank_stock[i]);
    highest_stock_[i].add(results.highest_tank_stock[i]);
  }
  for (const Variable variable : kFiguresOfTheRun) tallies_.add(variable, results[variable]);
}

double OilSummariser::per_day() const { return 1 / in_days(network_.scenario.duration); }

std::vector<FieldSummary> OilSummariser::fields() const {
  std::vector<FieldSummary> all;
  for (const FieldSpec& field : network_.scenario.fields) {
    const std::size_t i = all.size();
    all.push_back({field.id, field.name,
                   tallies_.estimate(Variable::field_production, i, per_day()),
                   tallies_.estimate(Variable::field_shut_in, i, per_day())});
  }
  return all;
}

std::vector<PipelineSummary> OilSummariser::pipelines() const {
  std::vector<PipelineSummary> all;
  for (std::size_t i = 0; i < network_.facilities.size(); ++i) {
    const Facility& facility = network_.facilities[i];
    if (facility.kind != Facility::Kind::pipeline) continue;
    const std::size_t link = facility.link.index();
    all.push_back({network_[facility.link].id,
                   tallies_.estimate(Variable::line_flow, link, per_day()),
                   tallies_.estimate(Variable::line_loss, link, per_day()),
                   tallies_.estimate(Variable::facility_utilisation, i)});
  }
  return all;
}

std::vector<TankSummary> OilSummariser::tanks() const {
  const double per_interval = 1.0 / static_cast<double>(interval_starts(network_.scenario).size());
  std::vector<TankSummary> all;
  for (std::size_t i = 0; i < network_.oil.tanks.size(); ++i) {
    const TankNode& tank = network_.oil.tanks[i];
    if (tank.is_junction) continue;
    all.push_back({tank.name, in_barrels(tank.capacity),
                   tallies_.estimate(Variable::tank_stock, i, per_interval),
                   estimate_of(lowest_stock_[i]), estimate_of(highest_stock_[i])});
  }
  return all;
}

std::vector<LiftingSummary> OilSummariser::liftings() const {
  std::vector<LiftingSummary> all;
  for (const LiftingSpec& lifting : network_.scenario.liftings) {
    const std::size_t i = all.size();
    all.push_back({lifting.id, lifting.name, tallies_.estimate(Variable::lifted_volume, i),
                   tallies_.estimate(Variable::liftings, i),
                   tallies_.estimate(Variable::lifting_wait_mean, i),
                   tallies_.estimate(Variable::lifting_laytime_mean, i),
                   tallies_.estimate(Variable::lifting_demurrage, i)});
  }
  return all;
}

OilSummary OilSummariser::summarise() const {
  OilSummary oil{fields(), pipelines(), tanks(), liftings(), {}, {}};
  for (const OfftakeSpec& offtake : network_.scenario.offtakes) {
    const std::size_t i = oil.offtakes.size();
    oil.offtakes.push_back(
        {offtake.id, offtake.name, tallies_.estimate(Variable::offtake_volume, i, per_day())});
  }
  for (const OutletNode& outlet : network_.oil.outlets) {
    const std::size_t i = oil.outlets.size();
    oil.outlets.push_back(
        {outlet.name, tallies_.estimate(Variable::nominated_volume, i, per_day())});
  }
  return oil;
}

namespace {

constexpr double kThousand = 1e-3;
constexpr double kMillion = 1e-6;
constexpr double kPerCent = 100;

// A table with a row for each, if there is any.
template <class Part, class Cells>
void print_each(std::ostream& out, const std::vector<Part>& parts, std::vector<std::string> heading,
                const Cells& cells_of) {
  if (parts.empty()) return;
  Table table;
  table.row(std::move(heading));
  for (const Part& part : parts) table.row(cells_of(part));
  table.print(out);
}

using Cells = std::vector<std::string>;

template <class Part, class Members>
void write_each(JsonWriter& json, std::string_view key, const std::vector<Part>& parts,
                const Members& write_members) {
  json.key(key).open_list();
  for (const Part& part : parts) {
    json.open_object();
    write_members(part);
    json.close_object();
  }
  json.close_list();
}

}  // namespace

void print_oil(std::ostream& out, const OilSummary& oil) {
  print_each(out, oil.fields, {"Oil produced, kbbl/d", "produced", "shut in"}, [](const auto& f) {
    return Cells{f.name, spell(f.production_bbl_per_d, kThousand),
                 spell(f.shut_in_bbl_per_d, kThousand)};
  });
  print_each(
      out, oil.pipelines, {"Oil through pipelines", "kbbl/d", "% of capacity"}, [](const auto& p) {
        return Cells{p.link, spell(p.flow_bbl_per_d, kThousand), spell(p.utilisation, kPerCent)};
      });
  print_each(out, oil.tanks, {"Oil in tanks, million bbl", "mean", "lowest", "highest", "capacity"},
             [](const auto& t) {
               return Cells{t.name, spell(t.stock_mean_bbl, kMillion, 3),
                            spell(t.stock_lowest_bbl, kMillion, 3),
                            spell(t.stock_highest_bbl, kMillion, 3),
                            grouped(fixed(t.capacity_bbl * kMillion, 3))};
             });
  print_each(
      out, oil.liftings,
      {"Oil lifted", "million bbl", "parcels", "hours of waiting", "demurrage, thousand USD"},
      [](const auto& l) {
        return Cells{l.name, spell(l.lifted_bbl, kMillion, 2), spell(l.parcels),
                     spell(l.wait_mean_h), spell(l.demurrage_usd, kThousand, 0)};
      });
  print_each(out, oil.offtakes, {"Oil taken by", "kbbl/d"}, [](const auto& o) {
    return Cells{o.name, spell(o.taken_bbl_per_d, kThousand)};
  });
  print_each(out, oil.outlets, {"Oil nominated", "kbbl/d"}, [](const auto& o) {
    return Cells{o.name, spell(o.nominated_bbl_per_d, kThousand)};
  });
}

void write_oil(JsonWriter& json, const OilSummary& oil) {
  if (oil.is_empty()) return;
  json.key("oil").open_object();
  write_each(json, "fields", oil.fields, [&](const auto& f) {
    json.key("id").value(f.id).key("name").value(f.name);
    write(json, "production_bbl_per_d", f.production_bbl_per_d);
    write(json, "shut_in_bbl_per_d", f.shut_in_bbl_per_d);
  });
  write_each(json, "pipelines", oil.pipelines, [&](const auto& p) {
    json.key("link").value(p.link);
    write(json, "flow_bbl_per_d", p.flow_bbl_per_d);
    write(json, "lost_bbl_per_d", p.lost_bbl_per_d);
    write(json, "utilisation", p.utilisation);
  });
  write_each(json, "tanks", oil.tanks, [&](const auto& t) {
    json.key("name").value(t.name).key("capacity_bbl").value(t.capacity_bbl);
    write(json, "stock_mean_bbl", t.stock_mean_bbl);
    write(json, "stock_lowest_bbl", t.stock_lowest_bbl);
    write(json, "stock_highest_bbl", t.stock_highest_bbl);
  });
  write_each(json, "liftings", oil.liftings, [&](const auto& l) {
    json.key("id").value(l.id).key("name").value(l.name);
    write(json, "lifted_bbl", l.lifted_bbl);
    write(json, "parcels", l.parcels);
    write(json, "wait_mean_h", l.wait_mean_h);
    write(json, "laytime_mean_h", l.laytime_mean_h);
    write(json, "demurrage_usd", l.demurrage_usd);
  });
  write_each(json, "offtakes", oil.offtakes, [&](const auto& o) {
    json.key("id").value(o.id).key("name").value(o.name);
    write(json, "taken_bbl_per_d", o.taken_bbl_per_d);
  });
  write_each(json, "outlets", oil.outlets, [&](const auto& o) {
    json.key("name").value(o.name);
    write(json, "nominated_bbl_per_d", o.nominated_bbl_per_d);
  });
  json.close_object();
}

}  // namespace caravan
