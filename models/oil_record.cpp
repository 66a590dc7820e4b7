#include "caravan/models/oil_record.hpp"

#include <algorithm>

#include "caravan/models/oil_flow.hpp"
#include "caravan/models/undefined.hpp"

namespace caravan {
namespace {

template <class T>
void clear(std::vector<T>& all) {
  std::fill(all.begin(), all.end(), T{});
}

void clear(OilFlows& flows) {
  for (auto* all : {&flows.produced, &flows.shut_in, &flows.taken, &flows.came_out, &flows.lost,
                    &flows.lifted, &flows.nominated}) {
    clear(*all);
  }
  clear(flows.liftings);
  clear(flows.demurrage_usd);
}

void append(std::vector<double>& row, const std::vector<OilVolume>& volumes) {
  for (const OilVolume volume : volumes) row.push_back(in_barrels(volume));
}

void append(std::vector<double>& row, const OilColumn& column, std::size_t grades) {
  std::vector<OilVolume> by_grade(grades);
  for (std::size_t i = 0; i < column.batches.size(); ++i) {
    by_grade[column.batches[i].grade.index()] += column.batches[i].volume;
  }
  append(row, by_grade);
}

// Flows by pipeline, as a row by link: other links have none.
void append_by_link(const World& world, std::vector<double>& row,
                    const std::vector<OilVolume>& by_pipeline) {
  const std::size_t grades = world.oil.accounts.size();
  for (const PipelineId id : world.network->oil.pipeline_of) {
    for (std::size_t g = 0; g < grades; ++g) {
      row.push_back(id.is_none() ? 0 : in_barrels(by_pipeline[id.index() * grades + g]));
    }
  }
}

void append_contents(const World& world, std::vector<double>& tanks, std::vector<double>& lines) {
  const std::size_t grades = world.oil.accounts.size();
  for (const Tank& tank : world.oil.tanks) append(tanks, tank.oil, grades);
  const OilColumn nothing;
  for (const PipelineId id : world.network->oil.pipeline_of) {
    append(lines, id.is_none() ? nothing : world.oil.pipelines[id.index()].line, grades);
  }
}

void forget_levels(World& world) {
  for (Tank& tank : world.oil.tanks) tank.barrel_hours = 0;
  for (Lifting& lifting : world.oil.liftings) lifting.waiting.begin_again(world.now());
}

// What came out of each pipeline, as the row says, pays its tariff and lets out its CO2.
void charge_pipelines(World& world, const double* flow) {
  const std::vector<LinkSpec>& links = world.scenario().links;
  const std::size_t grades = world.oil.accounts.size();
  OilRecord& record = world.oil.record;
  for (std::size_t i = 0; i < links.size() * grades; ++i) {
    const std::size_t l = i / grades;
    const LinkSpec& link = links[l];
    if (flow[i] == 0 || link.mode != Mode::pipeline) continue;
    const double tonnes = flow[i] / world[CommodityId(i % grades)].barrels_per_tonne;
    record.pipeline_usd[l] += tonnes * link.tariff[CargoClass::crude].value;
    record.pipeline_emission_t[l] += tonnes * link.distance.value * link.co2_g_per_tkm * 1e-6;
  }
}

void note_stock(OilRecord& record, std::size_t tank, double barrels) {
  record.lowest_stock[tank] = std::min(record.lowest_stock[tank], barrels);
  record.highest_stock[tank] = std::max(record.highest_stock[tank], barrels);
}

}  // namespace

void begin_oil_record(World& world) {
  const Scenario& scenario = world.scenario();
  const std::size_t grades = scenario.commodities.size();
  OilRecord& record = world.oil.record;
  OilFlows& flows = record.now;
  flows.produced.resize(scenario.fields.size());
  flows.shut_in.resize(scenario.fields.size());
  flows.taken.resize(scenario.offtakes.size());
  flows.came_out.resize(world.oil.pipelines.size() * grades);
  flows.lost.resize(world.oil.pipelines.size() * grades);
  flows.lifted.resize(scenario.liftings.size() * grades);
  flows.liftings.resize(scenario.liftings.size());
  flows.demurrage_usd.resize(scenario.liftings.size());
  flows.nominated.resize(world.network->oil.outlets.size());
  record.wait_hours.resize(scenario.liftings.size());
  record.laytime_hours.resize(scenario.liftings.size());
  record.moored.resize(scenario.liftings.size());
  record.tankers.resize(scenario.liftings.size());
  record.barrel_hours_in_run.resize(world.oil.tanks.size());
  record.lowest_stock.assign(world.oil.tanks.size(), std::numeric_limits<double>::infinity());
  record.highest_stock.assign(world.oil.tanks.size(), -std::numeric_limits<double>::infinity());
  record.pipeline_usd.resize(scenario.links.size());
  record.pipeline_emission_t.resize(scenario.links.size());
}

void begin_counting_oil(World& world) {
  settle_oil(world);
  OilRecord& record = world.oil.record;
  clear(record.now);
  clear(record.wait_hours);
  clear(record.laytime_hours);
  clear(record.moored);
  clear(record.tankers);
  clear(record.barrel_hours_in_run);
  for (Pipeline& line : world.oil.pipelines) line.pumped = {};
  forget_levels(world);
}

void end_oil_interval(World& world) {
  settle_oil(world);
  OilRecord& record = world.oil.record;
  const double interval_hours = in_hours(world.scenario().interval);
  Series& series = world.series;
  for (std::size_t i = 0; i < world.oil.tanks.size(); ++i) {
    const double barrel_hours = world.oil.tanks[i].barrel_hours;
    series[Variable::tank_stock].push_back(barrel_hours / interval_hours);
    note_stock(record, i, barrel_hours / interval_hours);
    record.barrel_hours_in_run[i] += barrel_hours;
  }
  append_contents(world, series[Variable::tank_content], series[Variable::line_content]);
  const std::size_t flows_before = series[Variable::line_flow].size();
  append_by_link(world, series[Variable::line_flow], record.now.came_out);
  charge_pipelines(world, series[Variable::line_flow].data() + flows_before);
  append_by_link(world, series[Variable::line_loss], record.now.lost);
  append(series[Variable::field_production], record.now.produced);
  append(series[Variable::field_shut_in], record.now.shut_in);
  append(series[Variable::offtake_volume], record.now.taken);
  append(series[Variable::lifted_volume], record.now.lifted);
  for (std::size_t i = 0; i < world.oil.liftings.size(); ++i) {
    series[Variable::liftings].push_back(static_cast<double>(record.now.liftings[i]));
    series[Variable::tankers_waiting].push_back(world.oil.liftings[i].waiting.mean(world.now()));
    series[Variable::lifting_demurrage].push_back(record.now.demurrage_usd[i]);
  }
  append(series[Variable::nominated_volume], record.now.nominated);
  clear(record.now);
  forget_levels(world);
}

void fill_oil(const World& world, Results& results) {
  const OilRecord& record = world.oil.record;
  results.lowest_tank_stock = record.lowest_stock;
  results.highest_tank_stock = record.highest_stock;
  for (std::size_t l = 0; l < record.pipeline_usd.size(); ++l) {
    results[Variable::link_cost][l] += record.pipeline_usd[l];
    results[Variable::link_emission][l] += record.pipeline_emission_t[l];
  }
  for (std::size_t i = 0; i < world.oil.liftings.size(); ++i) {
    const auto moored = static_cast<double>(record.moored[i]);
    const auto tankers = static_cast<double>(record.tankers[i]);
    results[Variable::lifting_wait_mean].push_back(moored > 0 ? record.wait_hours[i] / moored
                                                              : kUndefined);
    results[Variable::lifting_laytime_mean].push_back(
        tankers > 0 ? record.laytime_hours[i] / tankers : kUndefined);
  }
  for (std::size_t g = 0; g < world.oil.accounts.size(); ++g) {
    if (!world.network->oil.is_oil[g]) continue;
    const GradeAccount& account = world.oil.accounts[g];
    const auto tonnes = [&](OilVolume volume) {
      return in_tonnes(volume, world[CommodityId(g)].barrels_per_tonne);
    };
    const OilVolume gone = account.taken + account.lifted;
    const OilVolume ever = account.at_first + account.produced;
    results[Variable::total_released_mass][g] = tonnes(ever);
    results[Variable::total_delivered_mass][g] = tonnes(gone);
    results[Variable::total_lost_mass][g] = tonnes(account.lost);
    results[Variable::total_in_system_mass][g] = tonnes(ever - gone - account.lost);
  }
}

}  // namespace caravan
