#include "caravan/models/oil_bound.hpp"

#include <algorithm>

#include "caravan/models/lot_network.hpp"
#include "caravan/models/tank_requests.hpp"

namespace caravan {
namespace {

constexpr double kKilogramsPerTonne = 1000;

bool is_among(const std::vector<CommodityId>& grades, CommodityId grade) {
  return std::find(grades.begin(), grades.end(), grade) != grades.end();
}

double barrels_per_kilogram(const Network& network, CommodityId grade) {
  return network[grade].barrels_per_tonne / kKilogramsPerTonne;
}

// Of the lightest grade: what a vessel or a train carries of it at most.
double most_barrels_per_kilogram(const Network& network, const std::vector<CommodityId>& grades) {
  double most = 0;
  for (const CommodityId grade : grades) {
    most = std::max(most, barrels_per_kilogram(network, grade));
  }
  return most;
}

double barrels_offered(const Network& network, const std::vector<CapacityPeriod>& windows,
                       DemandId demand) {
  return barrels_per_kilogram(network, network[demand].commodity) * offered(windows, demand);
}

double produced(const std::vector<CapacityPeriod>& windows, std::size_t field) {
  return mean_over(windows, [&](const CapacityPeriod& now) {
    return now.scenario->fields[field].per_day.value;
  });
}

class OilFlow {
 public:
  OilFlow(const Network& network, const std::vector<CapacityPeriod>& windows,
          const std::vector<CommodityId>& grades, bool is_limited)
      : network_(network), windows_(windows), grades_(grades), is_limited_(is_limited) {}

  FlowLimit limit(const std::vector<DemandId>& demands) {
    add_fields();
    add_pipelines();
    add_offtakes();
    add_liftings();
    add_lots(demands);
    return flow_.most(flow_.node("source"), flow_.node("sink"));
  }

 private:
  FlowNetwork::Node tank(TankId id) { return flow_.node("tank " + std::to_string(id.index())); }

  // Those at a place that hold any of the grades.
  std::vector<TankId> tanks_at(PlaceId place) const {
    std::vector<TankId> tanks;
    for (const CommodityId grade : grades_) {
      const TankId id = network_.oil.tank_for(place, grade);
      const bool is_new = std::find(tanks.begin(), tanks.end(), id) == tanks.end();
      if (!id.is_none() && is_new) tanks.push_back(id);
    }
    return tanks;
  }

  void add_fields() {
    const Scenario& scenario = network_.scenario;
    for (std::size_t f = 0; f < scenario.fields.size(); ++f) {
      if (!is_among(grades_, scenario.fields[f].grade)) continue;
      const auto field = flow_.node("field " + scenario.fields[f].id);
      flow_.arc(flow_.node("source"), field, is_limited_ ? produced(windows_, f) : kUnlimited,
                "demand");
      flow_.arc(field, tank(network_.oil.field_tank[f]), kUnlimited, "");
    }
  }

  void add_pipelines() {
    for (const PipelineNode& pipeline : network_.oil.pipelines) {
      const LinkSpec& link = network_[pipeline.link];
      const auto begin = flow_.node("into " + link.id);
      const auto end = flow_.node("out of " + link.id);
      const double limit = mean_over(
          windows_, [&](const CapacityPeriod& now) { return pipeline_limit(now, pipeline.link); });
      flow_.arc(begin, end, limit, link.id + "/pipeline");
      for (const TankId source : tanks_at(link.from)) {
        const bool feeds = std::find(pipeline.sources.begin(), pipeline.sources.end(), source) !=
                           pipeline.sources.end();
        if (feeds) flow_.arc(tank(source), begin, kUnlimited, "");
      }
      for (const TankId there : tanks_at(link.to)) flow_.arc(end, tank(there), kUnlimited, "");
    }
  }

  void add_offtakes() {
    const Scenario& scenario = network_.scenario;
    for (std::size_t o = 0; o < scenario.offtakes.size(); ++o) {
      const OfftakeSpec& offtake = scenario.offtakes[o];
      const bool takes_it = offtake.grade.is_none() || is_among(grades_, offtake.grade);
      if (!takes_it) continue;
      const auto taken = flow_.node("taken by " + offtake.id);
      flow_.arc(tank(network_.oil.offtake_tank[o]), taken,
                mean_over(windows_,
                          [&](const CapacityPeriod& now) {
                            return now.scenario->offtakes[o].per_day.value;
                          }),
                offtake.id + "/offtake");
      flow_.arc(taken, flow_.node("sink"), kUnlimited, "");
    }
  }

  void add_liftings() {
    const Scenario& scenario = network_.scenario;
    for (std::size_t l = 0; l < scenario.liftings.size(); ++l) {
      const LiftingSpec& lifting = scenario.liftings[l];
      const TankId from = network_.oil.lifting_tank[l];
      const std::vector<TankId> ours = tanks_at(lifting.place);
      if (std::find(ours.begin(), ours.end(), from) == ours.end()) continue;
      const auto called = flow_.node("tankers of " + lifting.id);
      flow_.arc(tank(from), called,
                mean_over(windows_,
                          [&](const CapacityPeriod& now) {
                            return laycan_limit(now.scenario->liftings[l]);
                          }),
                lifting.id + "/laycans");
      flow_.arc(called, flow_.node("sink"),
                mean_capacity(windows_,
                              [&](const CapacityPeriod& now) {
                                return lifting_limit(now, now.scenario->liftings[l]);
                              }),
                network_[lifting.place].id + "/berths/" + lifting.berth);
    }
  }

  // From a tank, or offered by somebody; into a tank, or delivered.
  void add_lots(const std::vector<DemandId>& demands) {
    std::vector<DrawnDemand> drawn;
    for (const DemandId demand : demands) drawn.push_back({demand});
    LotNetwork lots(network_, windows_, CargoClass::crude,
                    most_barrels_per_kilogram(network_, grades_), drawn, flow_);
    lots.add_ways();
    for (const DrawnDemand& demand : drawn) {
      const DemandSpec& spec = network_[demand.id];
      const TankId from = tank_of_lots(network_, spec, spec.from);
      const TankId to = tank_of_lots(network_, spec, spec.to);
      const auto offered = flow_.node("lots of " + spec.id);
      flow_.arc(from.is_none() ? flow_.node("source") : tank(from), offered,
                is_limited_ ? barrels_offered(network_, windows_, demand.id) : kUnlimited,
                from.is_none() ? "demand" : "lots of " + spec.id);
      flow_.arc(offered, lots.entry_of(demand), kUnlimited, "");
      flow_.arc(lots.exit_of(demand), to.is_none() ? flow_.node("sink") : tank(to), kUnlimited, "");
    }
  }

  const Network& network_;
  const std::vector<CapacityPeriod>& windows_;
  const std::vector<CommodityId>& grades_;
  bool is_limited_;
  FlowNetwork flow_;
};

}  // namespace

FlowLimit limit_of_oil(const Network& network, const std::vector<CapacityPeriod>& windows,
                       const std::vector<CommodityId>& grades, const std::vector<DemandId>& demands,
                       bool is_limited) {
  return OilFlow(network, windows, grades, is_limited).limit(demands);
}

double oil_offered(const Network& network, const std::vector<CapacityPeriod>& windows,
                   const std::vector<CommodityId>& grades, const std::vector<DemandId>& demands) {
  double sum = 0;
  for (std::size_t f = 0; f < network.scenario.fields.size(); ++f) {
    if (is_among(grades, network.scenario.fields[f].grade)) sum += produced(windows, f);
  }
  for (const DemandId demand : demands) {
    const DemandSpec& spec = network[demand];
    if (tank_of_lots(network, spec, spec.from).is_none()) {
      sum += barrels_offered(network, windows, demand);
    }
  }
  return sum;
}

}  // namespace caravan
