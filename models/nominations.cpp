#include "caravan/models/nominations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>

#include "caravan/models/harbour.hpp"
#include "caravan/models/interventions.hpp"
#include "caravan/models/oil_flow.hpp"
#include "caravan/models/shippers.hpp"
#include "caravan/models/weather.hpp"

namespace caravan {
namespace {

constexpr double kDaysInMonth = 30;
constexpr double kNothing = 1e-6;  // barrels a day

const OutletSpec& spec_of(const World& world, std::size_t outlet) {
  const OutletNode& node = world.network->oil.outlets[outlet];
  return world.scenario().shippers[node.shipper].outlets[node.spec];
}

double lots_per_day(const World& world, DemandId lots) {
  const DemandSpec& demand = world[lots];
  const double tonnes_per_day = demand.rate.value * 24 / 1000;
  return tonnes_per_day * world[demand.commodity].barrels_per_tonne;
}

// Barrels a day that the berths of one type can load, those that are left and at all times of the
// month when weather lets them.
double loads_per_day(const World& world, const LiftingSpec& lifting) {
  const PlaceSpec& place = world[lifting.place];
  const double hours_at_berth = lifting.parcel / lifting.per_hour + lifting.port_hours.mean();
  const unsigned month = date_of(world.now()).month;
  const double closed = place.weather ? closed_share(*place.weather, month) : 0;
  const auto left = static_cast<double>(place.berths[berth_index(place, lifting.berth)].count);
  return left * (1 - closed) * lifting.parcel.value / hours_at_berth * 24;
}

// What can be sent to a port a day; no limit where nothing is lifted. While it is closed, what its
// tanks have room for until it opens. What is taken there otherwise comes on top.
double port_capacity(const World& world, PlaceId place) {
  const Scenario& scenario = world.scenario();
  std::map<std::string, double> loads;  // by type of berth
  std::map<TankId, double> rooms;
  for (std::size_t i = 0; i < scenario.liftings.size(); ++i) {
    const LiftingSpec& lifting = scenario.liftings[i];
    if (lifting.place != place) continue;
    const TankId tank = world.network->oil.lifting_tank[i];
    loads[lifting.berth] = std::max(loads[lifting.berth], loads_per_day(world, lifting));
    rooms[tank] = std::max(in_barrels(room_in(world, tank)), 0.0);
  }
  if (loads.empty()) return std::numeric_limits<double>::infinity();
  double taken = 0;
  for (const OfftakeSpec& offtake : scenario.offtakes) {
    if (offtake.place == place) taken += offtake.per_day.value;
  }
  if (world[place].is_open) {
    for (const auto& [berth, per_day] : loads) taken += per_day;
    return taken;
  }
  const double days_closed = in_days(opens_again(world, place) - world.now());
  for (const auto& [tank, room] : rooms) {
    taken += room / std::clamp(days_closed, 1.0, kDaysInMonth);
  }
  return taken;
}

std::size_t port_index(const World& world, PlaceId place) {
  return world.oil.pipelines.size() + place.index();
}

// The line that begins at a tank or junction, the first named if there are several; none: at the
// end of the way.
PipelineId line_from(const World& world, TankId tank) {
  const std::vector<PipelineNode>& lines = world.network->oil.pipelines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::vector<TankId>& sources = lines[i].sources;
    if (std::find(sources.begin(), sources.end(), tank) != sources.end()) return PipelineId(i);
  }
  return {};
}

// Follows a field's oil down its lines: `visit` is given each tank or junction and the line by
// which it came there, none at the field; until it returns false.
template <class Visit>
void follow(const World& world, std::size_t field, Visit visit) {
  const Network& network = *world.network;
  TankId at = network.oil.field_tank[field];
  PipelineId by;
  for (std::size_t steps = 0; steps <= world.oil.tanks.size(); ++steps) {
    if (!visit(at, by)) return;
    by = line_from(world, at);
    if (by.is_none()) return;
    const LinkId link = network.oil.pipelines[by.index()].link;
    at = network.oil.tank_for(network[link].to, network.scenario.fields[field].grade);
  }
}

// Fields without a tank pump into a line whatever is nominated: they have their place in it, and in
// all that follows up to the next tank.
void take_their_place(const World& world, std::vector<double>& capacities) {
  for (std::size_t f = 0; f < world.oil.fields.size(); ++f) {
    const double per_day = world.scenario().fields[f].per_day.value;
    follow(world, f, [&](TankId at, PipelineId by) {
      const TankNode& node = world.network->oil.tanks[at.index()];
      if (!by.is_none()) {
        for (const std::size_t i : {by.index(), port_index(world, node.place)}) {
          capacities[i] = std::max(capacities[i] - per_day, 0.0);
        }
      }
      return node.is_junction;
    });
  }
}

// What lines, and the ports at their ends, can take now from those who nominate.
std::vector<double> capacities_of(const World& world) {
  std::vector<double> capacities;
  for (const Pipeline& line : world.oil.pipelines) {
    capacities.push_back(in_barrels_per_day(line.capacity));
  }
  for (std::size_t p = 0; p < world.places.size(); ++p) {
    capacities.push_back(port_capacity(world, PlaceId(p)));
  }
  take_their_place(world, capacities);
  return capacities;
}

std::vector<std::vector<Offer>> offers_of(const World& world) {
  std::vector<std::vector<Offer>> offers(world.scenario().shippers.size());
  for (std::size_t o = 0; o < world.network->oil.outlets.size(); ++o) {
    const OutletSpec& spec = spec_of(world, o);
    Offer offer;
    offer.outlet = o;
    offer.cost_per_tonne = spec.cost_per_tonne.value + spec.risk_per_tonne.value;
    offer.least = spec.least_per_day.value;
    offer.most = spec.most_per_day.value > 0 ? spec.most_per_day.value
                                             : std::numeric_limits<double>::infinity();
    if (!spec.lots.is_none()) offer.most = std::min(offer.most, lots_per_day(world, spec.lots));
    for (const LinkId link : spec.pipelines) {
      offer.lines.push_back(world.network->oil.pipeline_of[link.index()].index());
      offer.lines.push_back(port_index(world, world[link].to));
    }
    offers[world.network->oil.outlets[o].shipper].push_back(std::move(offer));
  }
  return offers;
}

// The shipper of a tank, or none: its position, else the number of shippers.
std::size_t shipper_of(const World& world, TankId tank) {
  const std::vector<TankId>& tanks = world.network->oil.shipper_tank;
  return static_cast<std::size_t>(std::find(tanks.begin(), tanks.end(), tank) - tanks.begin());
}

// What each has to place a day: what its fields bring, at its tank or by pipeline, and in a month
// what it has too much in store.
std::vector<double> wanted_by_shippers(const World& world) {
  const Scenario& scenario = world.scenario();
  std::vector<double> wanted;
  for (std::size_t s = 0; s < scenario.shippers.size(); ++s) {
    const OilVolume there = oil_in(world, world.network->oil.shipper_tank[s]);
    wanted.push_back((in_barrels(there) - scenario.shippers[s].keeps.value) / kDaysInMonth);
  }
  for (std::size_t f = 0; f < world.oil.fields.size(); ++f) {
    follow(world, f, [&](TankId at, PipelineId) {
      const std::size_t shipper = shipper_of(world, at);
      if (shipper == wanted.size()) return true;
      wanted[shipper] += scenario.fields[f].per_day.value;
      return false;
    });
  }
  for (double& per_day : wanted) per_day = std::max(per_day, 0.0);
  return wanted;
}

bool begins_at(const World& world, std::size_t line, TankId tank) {
  const std::vector<TankId>& sources = world.network->oil.pipelines[line].sources;
  return std::find(sources.begin(), sources.end(), tank) != sources.end();
}

// A line that leaves a shipper's own tank pumps what was nominated to it, by all; those further on
// carry what comes.
void plan_lines(World& world) {
  std::vector<double> planned(world.oil.pipelines.size());
  for (std::size_t o = 0; o < world.oil.outlets.size(); ++o) {
    const TankId own = world.network->oil.shipper_tank[world.network->oil.outlets[o].shipper];
    for (const LinkId link : spec_of(world, o).pipelines) {
      const std::size_t line = world.network->oil.pipeline_of[link.index()].index();
      planned[line] += in_barrels_per_day(world.oil.outlets[o].nominated);
      world.oil.pipelines[line].is_planned |= begins_at(world, line, own);
    }
  }
  for (std::size_t i = 0; i < world.oil.pipelines.size(); ++i) {
    world.oil.pipelines[i].planned = barrels_per_day(planned[i]);
  }
}

void plan_lots(World& world) {
  for (std::size_t o = 0; o < world.oil.outlets.size(); ++o) {
    const DemandId lots = spec_of(world, o).lots;
    if (lots.is_none()) continue;
    const CommoditySpec& grade = world[world[lots].commodity];
    const double tonnes_per_hour =
        in_barrels_per_day(world.oil.outlets[o].nominated) / 24 / grade.barrels_per_tonne;
    set_release_rate(world, lots, AmountPerHour{tonnes_per_hour * 1000});
  }
}

void nominate(World& world) {
  settle_oil(world);
  const std::vector<double> nominated = place_offers(
      wanted_by_shippers(world), offers_of(world), capacities_of(world), world.oil.outlets.size());
  for (std::size_t o = 0; o < world.oil.outlets.size(); ++o) {
    world.oil.outlets[o].nominated = barrels_per_day(nominated[o]);
  }
  plan_lines(world);
  plan_lots(world);
  oil_changed(world);
}

double room_left(const Offer& offer, const std::vector<double>& got,
                 const std::vector<double>& line_capacity) {
  double left = offer.most - got[offer.outlet];
  for (const std::size_t line : offer.lines) left = std::min(left, line_capacity[line]);
  return left > kNothing ? left : 0;
}

// Accepts offers, in proportion where a line is offered too much; true if any was accepted.
bool accept(const std::vector<std::pair<const Offer*, double>>& offered, std::vector<double>& got,
            std::vector<double>& line_capacity) {
  std::vector<double> on_line(line_capacity.size());
  for (const auto& [offer, amount] : offered) {
    for (const std::size_t line : offer->lines) on_line[line] += amount;
  }
  bool is_any = false;
  std::vector<double> taken(line_capacity.size());
  for (const auto& [offer, amount] : offered) {
    double share = 1;
    for (const std::size_t line : offer->lines) {
      if (on_line[line] > 0) share = std::min(share, line_capacity[line] / on_line[line]);
    }
    const double accepted = amount * std::max(share, 0.0);
    if (accepted <= kNothing) continue;
    got[offer->outlet] += accepted;
    for (const std::size_t line : offer->lines) taken[line] += accepted;
    is_any = true;
  }
  for (std::size_t line = 0; line < taken.size(); ++line) line_capacity[line] -= taken[line];
  return is_any;
}

const Offer* cheapest_with_room(const std::vector<Offer>& offers, const std::vector<double>& got,
                                const std::vector<double>& line_capacity) {
  const Offer* best = nullptr;
  for (const Offer& offer : offers) {
    if (room_left(offer, got, line_capacity) <= 0) continue;
    if (best == nullptr || offer.cost_per_tonne < best->cost_per_tonne) best = &offer;
  }
  return best;
}

}  // namespace

std::vector<double> place_offers(const std::vector<double>& wanted,
                                 const std::vector<std::vector<Offer>>& offers,
                                 std::vector<double> line_capacity, std::size_t outlets) {
  std::vector<double> got(outlets), left = wanted;
  const auto place = [&](const auto& offered) {
    const std::vector<double> before = got;
    const bool is_any = accept(offered, got, line_capacity);
    for (std::size_t s = 0; s < offers.size(); ++s) {
      for (const Offer& offer : offers[s]) left[s] -= got[offer.outlet] - before[offer.outlet];
    }
    return is_any;
  };
  std::vector<std::pair<const Offer*, double>> offered;
  for (std::size_t s = 0; s < offers.size(); ++s) {
    double to_place = left[s];
    for (const Offer& offer : offers[s]) {
      const double amount = std::min({offer.least, offer.most, to_place});
      if (amount > kNothing) offered.emplace_back(&offer, amount);
      to_place -= std::max(amount, 0.0);
    }
  }
  place(offered);
  constexpr int kMostRounds = 1000;
  bool goes_on = true;
  for (int round = 0; goes_on && round < kMostRounds; ++round) {
    offered.clear();
    for (std::size_t s = 0; s < offers.size(); ++s) {
      const Offer* best =
          left[s] > kNothing ? cheapest_with_room(offers[s], got, line_capacity) : nullptr;
      if (best == nullptr) continue;
      offered.emplace_back(best, std::min(left[s], room_left(*best, got, line_capacity)));
    }
    goes_on = !offered.empty() && place(offered);
  }
  return got;
}

void begin_nominations(World& world) {
  world.oil.outlets.resize(world.network->oil.outlets.size());
  if (world.oil.outlets.empty()) return;
  nominate(world);
  world.scheduler.schedule(next_month(world.now()), EventKind::nominations_due, 0, true);
}

void on_nominations_due(World& world, bool is_monthly) {
  nominate(world);
  if (!is_monthly) return;
  world.scheduler.schedule(next_month(world.now()), EventKind::nominations_due, 0, true);
}

void renominate_later(World& world) {
  if (world.oil.outlets.empty()) return;
  world.schedule(world.scenario().renominated_after, EventKind::nominations_due, 0, false);
}

void settle_nominations(World& world, Duration time) {
  for (std::size_t i = 0; i < world.oil.outlets.size(); ++i) {
    world.oil.record.now.nominated[i] += world.oil.outlets[i].nominated * time;
  }
}

}  // namespace caravan
