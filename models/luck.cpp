#include "caravan/models/luck.hpp"

#include <algorithm>

#include "caravan/sim/special_functions.hpp"

namespace caravan {
namespace {

template <class Named>
std::vector<std::uint64_t> hashes_of_ids(const std::vector<Named>& all) {
  std::vector<std::uint64_t> hashes;
  for (const Named& one : all) hashes.push_back(name_hash(one.id));
  return hashes;
}

// Two names into one: not symmetric, so that (a, b) and (b, a) differ.
constexpr std::uint64_t combine(std::uint64_t a, std::uint64_t b) {
  return (a ^ (b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2))) * 0x100000001b3u;
}

// The far tail of a wide distribution would overflow the clock; a century is long enough.
constexpr double kLongestHours = 100 * 365.25 * 24;

Duration hours_at(const Distribution& time_hours, double share_that_last_less) {
  return hours(std::min(time_hours.quantile(share_that_last_less), kLongestHours));
}

Duration draw_hours(const Distribution& time_hours, const RandomKey& key, std::uint64_t ordinal) {
  return hours_at(time_hours, uniform(key, ordinal));
}

}  // namespace

Luck::Luck(const Network& network, std::uint64_t seed, std::uint64_t replication)
    : seed_(seed),
      replication_(replication),
      place_names_(hashes_of_ids(network.scenario.places)),
      link_names_(hashes_of_ids(network.scenario.links)),
      demand_names_(hashes_of_ids(network.scenario.demands)),
      lifting_names_(hashes_of_ids(network.scenario.liftings)),
      intervention_names_(hashes_of_ids(network.scenario.interventions)),
      cable_names_(hashes_of_ids(network.scenario.cables)),
      project_names_(hashes_of_ids(network.scenario.projects)),
      storm_names_(hashes_of_ids(network.scenario.storms)),
      call_names_(hashes_of_ids(network.scenario.calls)) {
  for (const Leg& leg : network.legs) leg_names_.push_back(name_hash(leg.name));
}

std::uint64_t Luck::name_of(const Train& train) const {
  return train.leg.is_none() ? name_hash("empty train") : leg_names_[train.leg.index()];
}

RandomKey Luck::key(std::uint64_t purpose, std::uint64_t entity) const {
  return {.seed = seed_, .purpose = purpose, .entity = entity, .replication = replication_};
}

Duration Luck::tanker_late(const Scenario& scenario, LiftingId lifting,
                           std::uint64_t number) const {
  return draw_hours(scenario.liftings[lifting.index()].arrives_hours,
                    key(name_hash("tanker late"), lifting_names_[lifting.index()]), number);
}

Duration Luck::tanker_port_time(const Scenario& scenario, LiftingId lifting,
                                std::uint64_t number) const {
  return draw_hours(scenario.liftings[lifting.index()].port_hours,
                    key(name_hash("tanker port time"), lifting_names_[lifting.index()]), number);
}

Duration Luck::until_tanker(const Scenario& scenario, LiftingId lifting,
                            std::uint64_t number) const {
  return draw_hours(*scenario.liftings[lifting.index()].every_hours,
                    key(name_hash("until tanker"), lifting_names_[lifting.index()]), number);
}

Duration Luck::until_ship(const Scenario& scenario, CallId call, std::uint64_t number) const {
  return draw_hours(scenario[call].every_hours,
                    key(name_hash("until ship"), call_names_[call.index()]), number);
}

Duration Luck::ship_away(const Scenario& scenario, CallId call, std::uint64_t number) const {
  return draw_hours(scenario[call].away_hours,
                    key(name_hash("ship away"), call_names_[call.index()]), number);
}

Duration Luck::ship_work(const Scenario& scenario, CallId call, std::uint64_t number) const {
  return draw_hours(scenario[call].work_hours,
                    key(name_hash("ship work"), call_names_[call.index()]), number);
}

Duration Luck::ship_manoeuvre(const Scenario& scenario, CallId call, std::uint64_t number,
                              bool goes_out) const {
  const std::uint64_t purpose = name_hash(goes_out ? "ship goes out" : "ship comes in");
  return draw_hours(scenario[call].manoeuvre_hours, key(purpose, call_names_[call.index()]),
                    number);
}

RandomStream Luck::release_gaps(DemandId demand) const {
  return RandomStream(key(name_hash("release gaps"), demand_names_[demand.index()]));
}

double Luck::route(DemandId demand, std::uint64_t number) const {
  return uniform(key(name_hash("route"), demand_names_[demand.index()]), number);
}

double Luck::way_on(DemandId demand, PlaceId place, std::uint64_t number) const {
  const std::uint64_t who = demand_names_[demand.index()];
  return uniform(key(name_hash("way on"), combine(place_names_[place.index()], who)), number);
}

double Luck::at_desks(std::uint64_t purpose, PlaceId place, const Consignment& c) const {
  const std::uint64_t who = demand_names_[c.demand.index()];
  std::uint64_t entity = combine(place_names_[place.index()], who);
  // Those that come back have draws of their own, so that they change none of the others.
  if (c.returns > 0) entity = combine(entity, c.returns);
  return uniform(key(purpose, entity), c.number);
}

Duration Luck::formalities(const Scenario& scenario, PlaceId place, const Consignment& c) const {
  return hours_at(scenario[place].formalities->time_hours,
                  at_desks(name_hash("formalities"), place, c));
}

double Luck::chosen_for_inspection(PlaceId place, const Consignment& c) const {
  return at_desks(name_hash("chosen for inspection"), place, c);
}

double Luck::sent_back(PlaceId place, const Consignment& c) const {
  return at_desks(name_hash("sent back"), place, c);
}

Duration Luck::inspection(const Scenario& scenario, PlaceId place, const Consignment& c) const {
  return hours_at(scenario[place].inspection->time_hours,
                  at_desks(name_hash("inspection"), place, c));
}

Duration Luck::formalities(const Scenario& scenario, PlaceId place, const Train& train) const {
  const std::uint64_t who = name_of(train);
  return draw_hours(scenario[place].formalities->time_hours,
                    key(name_hash("formalities"), combine(place_names_[place.index()], who)),
                    train.number);
}

Duration Luck::stop(const Scenario& scenario, PlaceId place, const Train& train) const {
  const std::uint64_t who = name_of(train);
  return draw_hours(scenario[place].stop_hours,
                    key(name_hash("stop"), combine(place_names_[place.index()], who)),
                    train.number);
}

Duration Luck::marshalling(const Scenario& scenario, PlaceId place, const Train& train) const {
  // Made up at one place and broken up at another: the place tells the two apart.
  return draw_hours(
      scenario[place].marshalling_hours,
      key(name_hash("marshalling"), combine(place_names_[place.index()], name_of(train))),
      train.number);
}

Duration Luck::bogie_exchange(const Scenario& scenario, PlaceId place, const Train& train) const {
  return draw_hours(
      scenario[place].bogie_exchange->time_hours,
      key(name_hash("bogie exchange"), combine(place_names_[place.index()], name_of(train))),
      train.number);
}

Duration Luck::run(const Scenario& scenario, LinkId link, const Train& train) const {
  const std::uint64_t who = name_of(train);
  return draw_hours(scenario[link].transit_hours,
                    key(name_hash("run"), combine(link_names_[link.index()], who)), train.number);
}

Duration Luck::gate(const Scenario& scenario, PlaceId place, const Consignment& c,
                    bool goes_out) const {
  const std::uint64_t purpose = name_hash(goes_out ? "gate on the way out" : "gate");
  const std::uint64_t who = demand_names_[c.demand.index()];
  return draw_hours(scenario[place].gate->time_hours,
                    key(purpose, combine(place_names_[place.index()], who)), c.number);
}

Duration Luck::drive(const Scenario& scenario, LinkId link, const Consignment& c) const {
  const std::uint64_t who = demand_names_[c.demand.index()];
  return draw_hours(scenario[link].transit_hours,
                    key(name_hash("drive"), combine(link_names_[link.index()], who)), c.number);
}

Duration Luck::sailing(const Scenario& scenario, const Vessel& vessel) const {
  const LinkSpec& link = scenario[vessel.link];
  const Duration drawn =
      draw_hours(link.transit_hours, key(name_hash("sailing"), vessel.key), vessel.voyage);
  const auto& speed = scenario[vessel.fleet].speed;
  if (!speed) return drawn;
  const double mean = link.transit_hours.mean();
  const double variation = mean > 0 ? in_hours(drawn) / mean : 1;
  return hours(link.distance.value / speed->value * variation);
}

Duration Luck::port_time(const Scenario& scenario, const Vessel& vessel) const {
  return draw_hours(scenario[vessel.fleet].port_hours, key(name_hash("port time"), vessel.key),
                    vessel.voyage);
}

Duration Luck::manoeuvre(const Scenario& scenario, const Vessel& vessel) const {
  return draw_hours(scenario[vessel.fleet].manoeuvre_hours, key(name_hash("manoeuvre"), vessel.key),
                    vessel.manoeuvres);
}

Duration Luck::until_breakdown(const Scenario& scenario, const Vessel& vessel) const {
  return draw_hours(scenario[vessel.fleet].breakdowns->every_hours,
                    key(name_hash("until breakdown"), vessel.key), vessel.breakdowns);
}

Duration Luck::repair(const Scenario& scenario, const Vessel& vessel) const {
  return draw_hours(scenario[vessel.fleet].breakdowns->repair_hours,
                    key(name_hash("repair"), vessel.key), vessel.breakdowns);
}

Duration Luck::docking(const Scenario& scenario, const Vessel& vessel) const {
  return draw_hours(scenario[vessel.fleet].dry_docking->lasts_hours,
                    key(name_hash("docking"), vessel.key), vessel.voyage);
}

Duration Luck::until_first_docking(const Scenario& scenario, const Vessel& vessel) const {
  const double share = uniform(key(name_hash("first docking"), vessel.key), 0);
  return hours(in_hours(scenario[vessel.fleet].dry_docking->every) * share);
}

Duration Luck::until_cable_failure(const Scenario& scenario, CableId cable,
                                   std::uint64_t number) const {
  return draw_hours(scenario[cable].failures->every_hours,
                    key(name_hash("until cable failure"), cable_names_[cable.index()]), number);
}

Duration Luck::cable_repair(const Scenario& scenario, CableId cable, std::uint64_t number) const {
  return draw_hours(scenario[cable].failures->repair_hours,
                    key(name_hash("cable repair"), cable_names_[cable.index()]), number);
}

RandomStream Luck::weather(PlaceId port) const {
  return RandomStream(key(name_hash("weather"), place_names_[port.index()]));
}

Duration Luck::closure(const WeatherSpec& spec, double share_that_last_less) {
  return hours(std::min(spec.lasts_hours.quantile(share_that_last_less), kLongestHours));
}

Duration Luck::until_front(const Scenario& scenario, StormId storm, std::uint64_t front) const {
  return draw_hours(Distribution::exponential(in_hours(scenario[storm].fronts)),
                    key(name_hash("until front"), storm_names_[storm.index()]), front);
}

double Luck::front(StormId storm, PlaceId port, std::uint64_t front) const {
  const std::uint64_t who = combine(storm_names_[storm.index()], place_names_[port.index()]);
  return normal_quantile(uniform(key(name_hash("front"), who), front));
}

Duration Luck::until_intervention(const InterventionSpec& spec, InterventionId id,
                                  std::uint32_t onset) const {
  const bool follows = spec.onset == Onset::after;
  return draw_hours(follows ? spec.delay_hours : spec.every_hours,
                    key(name_hash("until intervention"), intervention_names_[id.index()]), onset);
}

Duration Luck::intervention_lasts(const InterventionSpec& spec, InterventionId id,
                                  std::uint32_t onset) const {
  return draw_hours(spec.lasts_hours,
                    key(name_hash("intervention lasts"), intervention_names_[id.index()]), onset);
}

double Luck::intervention_onset(InterventionId id) const {
  return uniform(key(name_hash("intervention onset"), intervention_names_[id.index()]), 0);
}

double Luck::intervention_chance(InterventionId id, std::uint32_t onset) const {
  return uniform(key(name_hash("intervention chance"), intervention_names_[id.index()]), onset);
}

Cents Luck::project_cost(const ProjectSpec& spec, ProjectId id) const {
  const double factor = spec.overrun.quantile(
      uniform(key(name_hash("project overrun"), project_names_[id.index()]), 0));
  return to_cents(in_usd(spec.cost) * factor);
}

Duration Luck::project_delay(const ProjectSpec& spec, ProjectId id) const {
  return draw_hours(spec.delay_hours, key(name_hash("project delay"), project_names_[id.index()]),
                    0);
}

double Luck::starting_position(const Vessel& vessel) const {
  return uniform(key(name_hash("starting position"), vessel.key), 0);
}

}  // namespace caravan
