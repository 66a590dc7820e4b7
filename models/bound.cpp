#include "caravan/models/bound.hpp"

#include <algorithm>
#include <numeric>

#include "caravan/models/lot_network.hpp"
#include "caravan/models/oil_bound.hpp"

namespace caravan {
namespace {

double units_per_amount(CargoClass cargo) {
  return is_counted(cargo) ? 1 : 1 / 1000.0;  // kilograms in a tonne
}

// Lots that bring boxes or wagons back are as many as were sent.
DemandId volume_given_by(const Network& network, DemandId demand) {
  const auto& empties = network.empties_of;
  const auto found = std::find(empties.begin(), empties.end(), demand);
  return found == empties.end() ? demand
                                : DemandId(static_cast<std::size_t>(found - empties.begin()));
}

// Which demands can be drawn to flow the same way: no place is both a beginning and an end.
class Drawing {
 public:
  explicit Drawing(std::size_t places) : parent_(places), is_opposite_(places) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  // False if that can't be with those that have been added before.
  bool add(PlaceId from, PlaceId to) {
    const auto [a, a_is_opposite] = root_of(from.index());
    const auto [b, b_is_opposite] = root_of(to.index());
    if (a == b) return a_is_opposite != b_is_opposite;
    parent_[b] = a;
    is_opposite_[b] = a_is_opposite == b_is_opposite;
    return true;
  }

  bool is_backwards(PlaceId from) const { return root_of(from.index()).second; }

 private:
  std::pair<std::size_t, bool> root_of(std::size_t place) const {
    bool is_opposite = false;
    while (parent_[place] != place) {
      is_opposite = is_opposite != is_opposite_[place];
      place = parent_[place];
    }
    return {place, is_opposite};
  }

  std::vector<std::size_t> parent_;
  std::vector<bool> is_opposite_;  // to the parent
};

// Takes out of `demands` those that can be drawn together.
std::vector<DrawnDemand> draw_some(const Network& network, std::vector<DemandId>& demands) {
  Drawing drawing(network.scenario.places.size());
  std::vector<DemandId> drawn;
  std::vector<DemandId> left;
  for (const DemandId id : demands) {
    const DemandSpec& demand = network[id];
    (drawing.add(demand.from, demand.to) ? drawn : left).push_back(id);
  }
  std::vector<DrawnDemand> result;
  for (const DemandId id : drawn) result.push_back({id, drawing.is_backwards(network[id].from)});
  demands = std::move(left);
  return result;
}

using Ends = std::pair<FlowNetwork::Node, FlowNetwork::Node>;

// Between the ends of a demand and of others that begin and end there. Returns where they are.
std::vector<Ends> add_demands(const Network& network, const std::vector<CapacityPeriod>& windows,
                              double scale, const std::vector<DrawnDemand>& demands,
                              LotNetwork& lots, FlowNetwork& flow) {
  std::map<Ends, double> volumes;
  for (const DrawnDemand& demand : demands) {
    const DemandId loaded = volume_given_by(network, demand.id);
    const double volume = scale * offered(windows, loaded);
    FlowNetwork::Node source = flow.node("source");
    const EquipmentId equipment = network[loaded].equipment;
    if (!equipment.is_none()) {
      const std::string& id = network.scenario.equipment[equipment.index()].id;
      const bool is_empty = loaded != demand.id;
      source = flow.node(id + (is_empty ? " empty" : " loaded"));
      flow.arc(flow.node("source"), source, lots.equipment_capacity(equipment), id);
    }
    volumes[{source, lots.entry_of(demand)}] += volume;
    volumes[{lots.exit_of(demand), flow.node("sink")}] += volume;
  }
  std::vector<Ends> added;
  for (const auto& [ends, volume] : volumes) {
    flow.arc(ends.first, ends.second, volume, "demand");
    added.push_back(ends);
  }
  return added;
}

// Of what demands offer, and if they never ended.
struct Limits {
  FlowLimit with_demand;
  FlowLimit at_most;
};

Limits operator+(const Limits& one, const Limits& other) {
  return {one.with_demand + other.with_demand, one.at_most + other.at_most};
}

Limits limits_of_drawn(const Network& network, const std::vector<CapacityPeriod>& windows,
                       CargoClass cargo, const std::vector<DrawnDemand>& demands) {
  FlowNetwork flow;
  const double scale = units_per_amount(cargo);
  LotNetwork lots(network, windows, cargo, scale, demands, flow);
  lots.add_ways();
  const std::vector<Ends> ends = add_demands(network, windows, scale, demands, lots, flow);
  const auto most = [&] { return flow.most(flow.node("source"), flow.node("sink")); };
  Limits limits;
  limits.with_demand = most();
  for (const auto& [from, to] : ends) flow.lift_limit(from, to);
  limits.at_most = most();
  return limits;
}

Limits limits_of_lots(const Network& network, const std::vector<CapacityPeriod>& windows,
                      CargoClass cargo, std::vector<DemandId> demands) {
  Limits sum;
  while (!demands.empty()) {
    const std::vector<DrawnDemand> drawn = draw_some(network, demands);
    std::vector<DrawnDemand> there, back;
    for (const DrawnDemand& one : drawn) (one.is_backwards ? back : there).push_back(one);
    const auto limits = [&](const std::vector<DrawnDemand>& some) {
      return limits_of_drawn(network, windows, cargo, some);
    };
    const Limits together = limits(drawn);
    if (back.empty()) {
      sum = sum + together;
    } else {
      const Limits apart = limits(there) + limits(back);
      sum = sum + Limits{std::min(together.with_demand, apart.with_demand),
                         std::min(together.at_most, apart.at_most)};
    }
  }
  return sum;
}

std::vector<DemandId> demands_of(const Network& network, const std::vector<CommodityId>& cargo) {
  std::vector<DemandId> demands;
  for (std::size_t d = 0; d < network.scenario.demands.size(); ++d) {
    const CommodityId commodity = network[DemandId(d)].commodity;
    const bool is_of_it = std::find(cargo.begin(), cargo.end(), commodity) != cargo.end();
    if (is_of_it && !network.choices[d].itineraries.empty()) demands.emplace_back(d);
  }
  return demands;
}

bool is_shipped(const Network& network, CommodityId commodity) {
  const auto& fields = network.scenario.fields;
  return !demands_of(network, {commodity}).empty() ||
         std::any_of(fields.begin(), fields.end(),
                     [&](const FieldSpec& field) { return field.grade == commodity; });
}

CargoBound bound_of(const Network& network, const std::vector<CapacityPeriod>& windows,
                    CargoClass cargo, const std::vector<CommodityId>& commodities) {
  CargoBound bound;
  bound.cargo = cargo;
  const std::vector<DemandId> demands = demands_of(network, commodities);
  if (cargo == CargoClass::crude) {
    bound.offered = oil_offered(network, windows, commodities, demands);
    bound.with_demand = limit_of_oil(network, windows, commodities, demands, true);
    bound.at_most = limit_of_oil(network, windows, commodities, demands, false);
    return bound;
  }
  for (const DemandId demand : demands) {
    bound.offered += units_per_amount(cargo) * offered(windows, volume_given_by(network, demand));
  }
  Limits limits = limits_of_lots(network, windows, cargo, demands);
  bound.with_demand = std::move(limits.with_demand);
  bound.at_most = std::move(limits.at_most);
  return bound;
}

}  // namespace

std::vector<CargoBound> bounds(const Network& network, const std::vector<CapacityPeriod>& periods) {
  const std::vector<CapacityPeriod> windows = windows_of(periods);
  std::vector<CargoBound> all;
  for (std::size_t i = 0; i < kCargoClasses; ++i) {
    const auto cargo = static_cast<CargoClass>(i);
    std::vector<CommodityId> commodities;
    for (std::size_t c = 0; c < network.scenario.commodities.size(); ++c) {
      const bool counts = network[CommodityId(c)].cargo == cargo;
      if (counts && is_shipped(network, CommodityId(c))) commodities.emplace_back(c);
    }
    if (commodities.empty()) continue;
    all.push_back(bound_of(network, windows, cargo, commodities));
    all.back().name = kCargoClassNames[i];
    all.back().is_class = true;
    for (const CommodityId commodity : commodities) {
      if (commodities.size() == 1) break;
      all.push_back(bound_of(network, windows, cargo, {commodity}));
      all.back().name = network[commodity].id;
    }
  }
  return all;
}

std::string_view bound_unit(CargoClass cargo) {
  switch (cargo) {
    case CargoClass::container: return "TEU";
    case CargoClass::wagon: return "wagons";
    case CargoClass::truck: return "trucks";
    case CargoClass::general: return "t";
    case CargoClass::crude: return "bbl";
  }
  return {};
}

}  // namespace caravan
