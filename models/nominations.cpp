#include "caravan/models/nominations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caravan/models/consignment_life.hpp"
#include "caravan/models/oil_flow.hpp"

namespace caravan {
namespace {

constexpr double kDaysInMonth = 30;
constexpr double kNothing = 1e-6;  // barrels a day

Time next_month(Time now) {
  const Date date = date_of(now);
  return date.month == 12 ? at_midnight({date.year + 1, 1, 1})
                          : at_midnight({date.year, date.month + 1, 1});
}

const OutletSpec& spec_of(const World& world, std::size_t outlet) {
  const OutletNode& node = world.network->oil.outlets[outlet];
  return world.network->scenario.shippers[node.shipper].outlets[node.spec];
}

double lots_per_day(const World& world, DemandId lots) {
  const DemandSpec& demand = (*world.network)[lots];
  const double tonnes_per_day = demand.rate.value * 24 / 1000;
  return tonnes_per_day * (*world.network)[demand.commodity].barrels_per_tonne;
}

// Barrels a day that the berths of a port can load, those that are left; no limit without liftings.
double port_capacity(const World& world, PlaceId place) {
  const Port& port = world.places[place.index()].port;
  const PlaceSpec& spec = (*world.network)[place];
  double capacity = 0;
  bool has_liftings = false;
  for (const LiftingSpec& lifting : world.network->scenario.liftings) {
    if (lifting.place != place) continue;
    has_liftings = true;
    const double hours_at_berth = lifting.parcel / lifting.per_hour + lifting.port_hours.mean();
    for (std::size_t b = 0; b < spec.berths.size(); ++b) {
      if (spec.berths[b].type != lifting.berth) continue;
      const std::int64_t out = b < port.berths_out.size() ? port.berths_out[b] : 0;
      const auto left = static_cast<double>(spec.berths[b].count - out);
      capacity = std::max(capacity, left * lifting.parcel.value / hours_at_berth * 24);
    }
  }
  if (!has_liftings) return std::numeric_limits<double>::infinity();
  const double closed =
      spec.weather ? spec.weather->closed_share[date_of(world.now()).month - 1] : 0;
  return port.has_outage ? 0 : capacity * (1 - closed);
}

// What a line can carry now; less what goes into it without being nominated is not known to
// shippers.
std::vector<double> line_capacities(const World& world) {
  std::vector<double> capacities;
  for (const Pipeline& line : world.oil.pipelines) {
    capacities.push_back(in_barrels_per_day(line.capacity));
  }
  return capacities;
}

std::vector<std::vector<Offer>> offers_of(const World& world) {
  std::vector<std::vector<Offer>> offers(world.network->scenario.shippers.size());
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
      offer.most = std::min(offer.most, port_capacity(world, (*world.network)[link].to));
    }
    for (const LinkId link : spec.pipelines) {
      offer.lines.push_back(world.network->oil.pipeline_of[link.index()].index());
    }
    offers[world.network->oil.outlets[o].shipper].push_back(std::move(offer));
  }
  return offers;
}

// What each has to place a day: its production, and in a month what it has too much in store.
std::vector<double> wanted_by_shippers(const World& world) {
  std::vector<double> wanted;
  for (std::size_t s = 0; s < world.network->scenario.shippers.size(); ++s) {
    const ShipperSpec& shipper = world.network->scenario.shippers[s];
    const TankId tank = world.network->oil.shipper_tank[s];
    double per_day = 0;
    for (std::size_t f = 0; f < world.oil.fields.size(); ++f) {
      const FieldSpec& field = world.network->scenario.fields[f];
      if (world.network->oil.field_tank[f] == tank) per_day += field.per_day.value;
    }
    const bool has_store = !world.network->oil.tanks[tank.index()].is_junction;
    const double too_much = has_store ? in_barrels(oil_in(world, tank)) - shipper.keeps.value : 0;
    wanted.push_back(std::max(per_day + too_much / kDaysInMonth, 0.0));
  }
  return wanted;
}

// Each line pumps what was nominated to it, if anybody nominates to it.
void plan_lines(World& world) {
  std::vector<double> planned(world.oil.pipelines.size());
  std::vector<bool> is_planned(world.oil.pipelines.size());
  for (std::size_t o = 0; o < world.oil.outlets.size(); ++o) {
    for (const LinkId link : spec_of(world, o).pipelines) {
      const std::size_t line = world.network->oil.pipeline_of[link.index()].index();
      planned[line] += in_barrels_per_day(world.oil.outlets[o].nominated);
      is_planned[line] = true;
    }
  }
  for (std::size_t i = 0; i < world.oil.pipelines.size(); ++i) {
    const TankId source = world.network->oil.pipelines[i].sources.front();
    if (!is_planned[i] || world.network->oil.tanks[source.index()].is_junction) continue;
    world.oil.pipelines[i].is_planned = true;
    world.oil.pipelines[i].planned = barrels_per_day(planned[i]);
  }
}

void plan_lots(World& world) {
  for (std::size_t o = 0; o < world.oil.outlets.size(); ++o) {
    const DemandId lots = spec_of(world, o).lots;
    if (lots.is_none()) continue;
    const CommoditySpec& grade = (*world.network)[(*world.network)[lots].commodity];
    const double tonnes_per_hour =
        in_barrels_per_day(world.oil.outlets[o].nominated) / 24 / grade.barrels_per_tonne;
    set_release_rate(world, lots, AmountPerHour{tonnes_per_hour * 1000});
  }
}

void nominate(World& world) {
  settle_oil(world);
  const std::vector<double> nominated =
      place_offers(wanted_by_shippers(world), offers_of(world), line_capacities(world),
                   world.oil.outlets.size());
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
  world.schedule(world.network->scenario.renominated_after, EventKind::nominations_due, 0, false);
}

void settle_nominations(World& world, Duration time) {
  for (std::size_t i = 0; i < world.oil.outlets.size(); ++i) {
    world.oil.record.now.nominated[i] += world.oil.outlets[i].nominated * time;
  }
}

}  // namespace caravan
