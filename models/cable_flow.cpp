#include "caravan/models/cable_flow.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace caravan {
namespace {

// What is left of a capacity below this is nothing: rounding to whole watts makes such slivers.
constexpr std::int64_t kSliver = 1000;
constexpr std::int64_t kUnlimited = INT64_MAX;
constexpr double kWattSecondsPerMegawattHour = 3.6e9;
constexpr double kBitsPerTerabit = 1e12;

std::int64_t whole(double rate) { return std::llround(rate); }

struct Step {
  std::size_t cable = 0;
  Direction way = Direction::there;
};

// How a unit comes to a place at the least cost.
struct Label {
  double cost = std::numeric_limits<double>::infinity();  // of a MWh or Tbit there
  double kilometres = 0;
  PowerSupplyId supply;  // from which it comes; none: data
  bool has_step = false;
  Step last;

  bool is_reached() const { return cost < std::numeric_limits<double>::infinity(); }
  bool is_better_than(const Label& other) const {
    return std::tie(cost, kilometres) < std::tie(other.cost, other.kilometres);
  }
};

class FlowFinder {
 public:
  FlowFinder(const Scenario& scenario, unsigned month, CableSystem& system)
      : scenario_(scenario), month_(month - 1), system_(system) {
    for (std::size_t i = 0; i < scenario_.power_supplies.size(); ++i) {
      const PowerSupplySpec& spec = scenario_.power_supplies[i];
      PowerSupply& supply = system_.supplies[i];
      supply.most = {whole(spec.power.value * spec.by_month[month_])};
      supply.supplied.rate = {};
    }
    for (Cable& cable : system_.cables) {
      for (CableFlow& flow : cable.flows) flow.fed.rate = flow.came.rate = {};
    }
  }

  void serve_all() {
    std::vector<std::size_t> order(scenario_.cable_demands.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return scenario_.cable_demands[a].priority > scenario_.cable_demands[b].priority;
    });
    for (const std::size_t demand : order) serve(demand);
  }

 private:
  void serve(std::size_t index) {
    const CableDemandSpec& spec = scenario_.cable_demands[index];
    CableDemand& demand = system_.demands[index];
    const std::int64_t wanted = whole(spec.rate.value * spec.by_month[month_]);
    demand.wanted.rate = {wanted};
    demand.served.rate = {};
    demand.usd_per_second = demand.kilometres = 0;
    while (demand.served.rate.value < wanted) {
      find_ways(spec);
      const Label& end = labels_[spec.to.index()];
      if (!end.is_reached()) return;
      const std::int64_t sent = send(spec, wanted - demand.served.rate.value);
      if (sent == 0) return;
      const bool is_power = spec.carries == Carries::power;
      demand.served.rate += CableRate{sent};
      demand.usd_per_second += static_cast<double>(sent) * end.cost /
                               (is_power ? kWattSecondsPerMegawattHour : kBitsPerTerabit);
      demand.kilometres += static_cast<double>(sent) * end.kilometres;
    }
  }

  std::int64_t left_on(Step step) const {
    const Cable& cable = system_.cables[step.cable];
    const CableSpec& spec = scenario_.cables[step.cable];
    const Direction other = step.way == Direction::there ? Direction::back : Direction::there;
    const bool is_taken = spec.carries == Carries::power && cable[other].fed.rate > CableRate{};
    if (!cable.is_in_service || is_taken) return 0;
    return whole(spec.capacity.value) - cable[step.way].fed.rate.value;
  }

  std::int64_t left_at(PowerSupplyId id) const {
    const PowerSupply& supply = system_.supplies[id.index()];
    return (supply.most - supply.supplied.rate).value;
  }

  PlaceId start_of(Step step) const {
    const CableSpec& spec = scenario_.cables[step.cable];
    return step.way == Direction::there ? spec.from : spec.to;
  }
  PlaceId end_of(Step step) const {
    const CableSpec& spec = scenario_.cables[step.cable];
    return step.way == Direction::there ? spec.to : spec.from;
  }

  // Of all places that can be reached; each cable makes a way longer, so there are no circles.
  void find_ways(const CableDemandSpec& demand) {
    labels_.assign(scenario_.places.size(), {});
    if (demand.carries == Carries::data) labels_[demand.from.index()].cost = 0;
    const std::size_t supplies = demand.carries == Carries::power ? system_.supplies.size() : 0;
    for (std::size_t i = 0; i < supplies; ++i) {
      if (left_at(PowerSupplyId(i)) < kSliver) continue;
      Label label;
      label.cost = scenario_.power_supplies[i].cost.value;
      label.supply = PowerSupplyId(i);
      Label& there = labels_[scenario_.power_supplies[i].place.index()];
      if (label.is_better_than(there)) there = label;
    }
    while (shorten_ways(demand.carries)) {
    }
  }

  // True if any place can be reached by a better way than before.
  bool shorten_ways(Carries what) {
    bool is_any = false;
    for (std::size_t i = 0; i < scenario_.cables.size(); ++i) {
      const CableSpec& spec = scenario_.cables[i];
      if (spec.carries != what) continue;
      for (const Direction way : kDirections) {
        const Step step{i, way};
        Label label = labels_[start_of(step).index()];
        if (!label.is_reached() || left_on(step) < kSliver) continue;
        label.cost = (label.cost + spec.cost.value) / (1 - spec.loss);
        label.kilometres += spec.length.value;
        label.last = step;
        label.has_step = true;
        Label& there = labels_[end_of(step).index()];
        if (!label.is_better_than(there)) continue;
        there = label;
        is_any = true;
      }
    }
    return is_any;
  }

  // By the way to the demand's place, as much as it can take of `wanted`: how much that was.
  std::int64_t send(const CableDemandSpec& demand, std::int64_t wanted) {
    std::vector<Step> way;
    PlaceId at = demand.to;
    for (; labels_[at.index()].has_step; at = start_of(way.back())) {
      way.push_back(labels_[at.index()].last);
    }
    const PowerSupplyId supply = labels_[at.index()].supply;
    std::int64_t amount = supply.is_none() ? kUnlimited : left_at(supply);
    std::vector<std::int64_t> most(way.size());
    for (std::size_t k = way.size(); k-- > 0;) {
      most[k] = amount = std::min(amount, left_on(way[k]));
      amount = whole(std::floor(static_cast<double>(amount) * kept(way[k])));
    }
    const std::int64_t sent = amount = std::min(amount, wanted);
    for (std::size_t k = 0; k < way.size(); ++k) {
      CableFlow& flow = system_.cables[way[k].cable][way[k].way];
      flow.came.rate += CableRate{amount};
      amount = std::min(most[k], whole(std::ceil(static_cast<double>(amount) / kept(way[k]))));
      flow.fed.rate += CableRate{amount};
    }
    if (!supply.is_none()) system_.supplies[supply.index()].supplied.rate += CableRate{amount};
    return sent;
  }

  double kept(Step step) const { return 1 - scenario_.cables[step.cable].loss; }

  const Scenario& scenario_;
  std::size_t month_;  // January is 0
  CableSystem& system_;
  std::vector<Label> labels_;  // by place
};

}  // namespace

void find_cable_flows(const Scenario& scenario, unsigned month, CableSystem& system) {
  FlowFinder(scenario, month, system).serve_all();
}

}  // namespace caravan
