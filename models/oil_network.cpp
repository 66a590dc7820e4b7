#include "caravan/models/oil_network.hpp"

#include <algorithm>

#include "caravan/sim/portable_math.hpp"

namespace caravan {
namespace {

constexpr double kFrictionExponent = 1.75;  // of a smooth pipe in turbulent flow (Blasius)

// Places where oil passes without a tank: ends of pipelines.
std::vector<bool> find_junctions(const Scenario& scenario) {
  std::vector<bool> is_junction(scenario.places.size());
  for (const LinkSpec& link : scenario.links) {
    if (link.mode != Mode::pipeline) continue;
    for (const PlaceId end : {link.from, link.to}) {
      is_junction[end.index()] = scenario.places[end.index()].tanks.empty();
    }
  }
  return is_junction;
}

void add_tanks(const Scenario& scenario, OilNetwork& oil) {
  const std::vector<bool> is_junction = find_junctions(scenario);
  for (std::size_t p = 0; p < scenario.places.size(); ++p) {
    const PlaceSpec& place = scenario.places[p];
    std::vector<TankId>& at = oil.tank_at.emplace_back(scenario.commodities.size());
    if (is_junction[p]) {
      std::fill(at.begin(), at.end(), TankId(oil.tanks.size()));
      oil.tanks.push_back({PlaceId(p), 0, place.id, true, {}, {}, {}});
    }
    for (std::size_t t = 0; t < place.tanks.size(); ++t) {
      const TankSpec& tank = place.tanks[t];
      for (const CommodityId grade : tank.holds) at[grade.index()] = TankId(oil.tanks.size());
      oil.tanks.push_back({PlaceId(p),
                           t,
                           place.id + "/" + tank.id,
                           false,
                           barrels(tank.capacity.value),
                           barrels(tank.dead_stock.value),
                           {}});
    }
  }
}

TankId first_tank_at(const OilNetwork& oil, PlaceId place) {
  const std::vector<TankId>& at = oil.tank_at[place.index()];
  const auto found = std::find_if(at.begin(), at.end(), [](TankId t) { return !t.is_none(); });
  return found == at.end() ? TankId{} : *found;
}

bool has_one_grade(const Scenario& scenario, const OilNetwork& oil, const PipelineNode& node) {
  const std::vector<GradeVolume>& fill = scenario.links[node.link.index()].pipeline.line_fill;
  const auto is_first = [&](CommodityId grade) { return grade == fill.front().grade; };
  const auto holds_only_that = [&](TankId id) {
    const TankNode& tank = oil.tanks[id.index()];
    if (tank.is_junction) return false;
    const auto& holds = scenario.places[tank.place.index()].tanks[tank.spec].holds;
    return std::all_of(holds.begin(), holds.end(), is_first);
  };
  return std::all_of(fill.begin(), fill.end(),
                     [&](const auto& one) { return is_first(one.grade); }) &&
         std::all_of(node.sources.begin(), node.sources.end(), holds_only_that);
}

void add_pipelines(const Scenario& scenario, OilNetwork& oil) {
  oil.pipeline_of.resize(scenario.links.size());
  for (std::size_t l = 0; l < scenario.links.size(); ++l) {
    const LinkSpec& link = scenario.links[l];
    if (link.mode != Mode::pipeline) continue;
    oil.pipeline_of[l] = PipelineId(oil.pipelines.size());
    PipelineNode node;
    node.link = LinkId(l);
    node.capacity = pipeline_capacity(link.pipeline, 0);
    node.least = barrels_per_day(link.pipeline.least_per_day.value);
    node.restart = barrels(link.pipeline.per_day.value * in_days(link.pipeline.restart));
    for (const GradeVolume& batch : link.pipeline.batches) {
      node.sources.push_back(oil.tank_for(link.from, batch.grade));
    }
    if (node.sources.empty()) node.sources.push_back(first_tank_at(oil, link.from));
    node.has_one_grade = has_one_grade(scenario, oil, node);
    oil.pipelines.push_back(std::move(node));
  }
}

// All that could flow into or out of each tank within some ticks.
void set_slivers(const Scenario& scenario, OilNetwork& oil) {
  constexpr Duration kSomeTicks{16};
  const auto touch = [&](TankId tank, OilRate rate) {
    if (!tank.is_none()) oil.tanks[tank.index()].sliver += rate * kSomeTicks;
  };
  for (std::size_t i = 0; i < scenario.fields.size(); ++i) {
    touch(oil.field_tank[i], barrels_per_day(scenario.fields[i].per_day.value));
  }
  for (std::size_t i = 0; i < scenario.offtakes.size(); ++i) {
    touch(oil.offtake_tank[i], barrels_per_day(scenario.offtakes[i].per_day.value));
  }
  for (const PipelineNode& pipeline : oil.pipelines) {
    const LinkSpec& link = scenario.links[pipeline.link.index()];
    for (std::size_t t = 0; t < oil.tanks.size(); ++t) {
      const PlaceId place = oil.tanks[t].place;
      const OilRate capacity = pipeline_capacity(link.pipeline, 0);
      if (place == link.from || place == link.to) touch(TankId(t), capacity);
    }
  }
}

void add_outlets(const Scenario& scenario, OilNetwork& oil) {
  oil.outlet_of_lots.resize(scenario.demands.size());
  for (std::size_t s = 0; s < scenario.shippers.size(); ++s) {
    const ShipperSpec& shipper = scenario.shippers[s];
    oil.shipper_tank.push_back(oil.tank_for(shipper.place, shipper.grade));
    for (std::size_t o = 0; o < shipper.outlets.size(); ++o) {
      const DemandId lots = shipper.outlets[o].lots;
      if (!lots.is_none()) oil.outlet_of_lots[lots.index()] = OutletId(oil.outlets.size());
      oil.outlets.push_back({s, o, shipper.id + "/" + shipper.outlets[o].id});
    }
  }
}

void find_oil(const Scenario& scenario, OilNetwork& oil) {
  oil.is_oil.resize(scenario.commodities.size());
  const auto mark = [&](CommodityId grade) { oil.is_oil[grade.index()] = true; };
  for (const PlaceSpec& place : scenario.places) {
    for (const TankSpec& tank : place.tanks)
      std::for_each(tank.holds.begin(), tank.holds.end(), mark);
  }
  for (const FieldSpec& field : scenario.fields) mark(field.grade);
  for (const LinkSpec& link : scenario.links) {
    for (const GradeVolume& fill : link.pipeline.line_fill) mark(fill.grade);
  }
}

}  // namespace

OilRate pipeline_capacity(const PipelineSpec& spec, std::int64_t stations_out) {
  const std::int64_t in_service = std::max<std::int64_t>(spec.pump_stations - stations_out, 0);
  if (in_service == 0) return {};
  const double head = static_cast<double>(in_service) / static_cast<double>(spec.pump_stations) /
                      (1 - spec.drag_reduction);
  const double factor = head == 1 ? 1 : portable_pow(head, 1 / kFrictionExponent);
  return barrels_per_day(spec.per_day.value * factor);
}

OilNetwork build_oil_network(const Scenario& scenario, const Scenario& at_its_most) {
  OilNetwork oil;
  add_tanks(scenario, oil);
  add_pipelines(scenario, oil);
  for (const FieldSpec& field : scenario.fields) {
    oil.field_tank.push_back(oil.tank_for(field.place, field.grade));
  }
  for (const OfftakeSpec& offtake : scenario.offtakes) {
    oil.offtake_tank.push_back(offtake.grade.is_none()
                                   ? first_tank_at(oil, offtake.place)
                                   : oil.tank_for(offtake.place, offtake.grade));
  }
  for (const LiftingSpec& lifting : scenario.liftings) {
    const PlaceSpec& place = scenario.places[lifting.place.index()];
    const auto tank = std::find_if(place.tanks.begin(), place.tanks.end(),
                                   [&](const TankSpec& one) { return one.id == lifting.tank; });
    oil.lifting_tank.push_back(oil.tank_for(lifting.place, tank->holds.front()));
  }
  set_slivers(at_its_most, oil);
  add_outlets(scenario, oil);
  find_oil(scenario, oil);
  return oil;
}

}  // namespace caravan
