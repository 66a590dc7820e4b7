// Networks of three places and made-up results whose every value says where it belongs.
#pragma once

#include "caravan/models/results.hpp"
#include "caravan/output/ensemble_writer.hpp"
#include "caravan/output/recording.hpp"

namespace caravan::test {

inline Network small_network() {
  Network network;
  Scenario& scenario = network.scenario;
  scenario.title = "Three places";
  scenario.start = at_midnight({2023, 1, 1});
  scenario.duration = days(90);
  const auto place = [&](const char* id, const char* name, const char* country, double latitude,
                         double longitude, PlaceKind kind) {
    PlaceSpec spec;
    spec.id = id;
    spec.name = name;
    spec.country = country;
    spec.latitude = latitude;
    spec.longitude = longitude;
    spec.kind = kind;
    scenario.places.push_back(spec);
  };
  place("aktau", "Aktau", "KZ", 43.60, 51.22, PlaceKind::seaport);
  place("alat", "Baku (\u018flaat)", "AZ", 39.98, 49.44, PlaceKind::seaport);
  place("ceyhan", "Ceyhan", "TR", 36.88, 35.93, PlaceKind::oil_terminal);
  for (const std::size_t from : {0u, 1u}) {
    LinkSpec link;
    link.id = from == 0 ? "aktau-alat" : "alat-ceyhan";
    link.from = PlaceId(from);
    link.to = PlaceId(from + 1);
    link.mode = from == 0 ? Mode::sea : Mode::pipeline;
    scenario.links.push_back(link);
  }
  for (const char* id : {"containers", "crude"}) {
    CommoditySpec commodity;
    commodity.id = id;
    commodity.cargo = id[1] == 'o' ? CargoClass::container : CargoClass::crude;
    commodity.barrels_per_tonne = 7.5;
    scenario.commodities.push_back(commodity);
  }
  for (const std::uint32_t i : {0u, 1u}) {
    DemandSpec demand;
    demand.id = i == 0 ? "boxes" : "oil";
    demand.commodity = CommodityId(i);
    demand.from = PlaceId(i);
    demand.to = PlaceId(i + 1);
    scenario.demands.push_back(demand);
  }
  for (const char* id : {"sea", "pipe"}) {
    CorridorSpec corridor;
    corridor.id = id;
    corridor.name = "By " + std::string(id);
    scenario.corridors.push_back(corridor);
  }
  network.facilities.push_back({Facility::Kind::berths, "aktau/berths/ferry", PlaceId(0u), {}, 0});
  return network;
}

inline void add_cables(Scenario& scenario) {
  const PlaceId aktau(0u), alat(1u);
  CableSpec cable;
  cable.id = "hvdc";
  cable.name = "Under the Caspian";
  cable.from = aktau;
  cable.to = alat;
  scenario.cables.push_back(cable);
  cable.id = cable.name = "fibre";
  cable.carries = Carries::data;
  scenario.cables.push_back(cable);
  PowerSupplySpec supply;
  supply.id = "wind";
  supply.name = "Mang\u0131stau";
  supply.place = aktau;
  scenario.power_supplies.push_back(supply);
  CableDemandSpec demand;
  demand.id = "europe";
  demand.name = "Europe";
  demand.to = alat;
  scenario.cable_demands.push_back(demand);
}

// The same with all that there can be: a vessel, oil from a field to tankers, other ships, a plant,
// trade and cables.
inline Network small_oil_network() {
  Network network = small_network();
  Scenario& scenario = network.scenario;
  const PlaceId alat(1u), ceyhan(2u);
  const CommodityId crude(1u);
  FleetSpec fleet;
  fleet.id = "feeders";
  scenario.fleets.push_back(fleet);
  TankSpec tank;
  tank.id = "blend";
  tank.holds = {crude};
  tank.capacity = Volume{7'000'000};
  scenario.places[ceyhan.index()].tanks.push_back(tank);
  PipelineSpec& pipeline = scenario.links[1].pipeline;
  pipeline.per_day = Volume{1'200'000};
  pipeline.line_fill = {{crude, Volume{10'000'000}}};
  FieldSpec field;
  field.id = "acg";
  field.name = "Azeri\u2013Chirag\u2013G\u00fcn\u0259\u015fli";
  field.place = alat;
  field.grade = crude;
  scenario.fields.push_back(field);
  OfftakeSpec offtake;
  offtake.id = "kirikkale";
  offtake.name = "K\u0131r\u0131kkale refinery";
  offtake.place = ceyhan;
  scenario.offtakes.push_back(offtake);
  LiftingSpec lifting;
  lifting.id = "btc_cargoes";
  lifting.name = "BTC blend";
  lifting.place = ceyhan;
  lifting.tank = "blend";
  scenario.liftings.push_back(lifting);
  ShipperSpec shipper;
  shipper.id = "aioc";
  shipper.place = alat;
  shipper.grade = crude;
  shipper.outlets.resize(2);
  shipper.outlets[0].id = "btc";
  shipper.outlets[1].id = "supsa";
  scenario.shippers.push_back(shipper);
  FundSpec fund;
  fund.id = fund.name = "eu";
  fund.amount = to_cents(10.75e9);
  scenario.investment.funds.push_back(fund);
  ProjectSpec project;
  project.id = "hub";
  project.name = "Container hub";
  project.cost = to_cents(38e6);
  project.change = InterventionId(0u);
  scenario.projects.push_back(project);
  InterventionSpec change;
  change.id = change.name = "hub";
  change.effects = {EffectSpec{}};
  scenario.interventions.push_back(change);
  network.interventions = build_interventions(scenario);
  network.oil = build_oil_network(scenario, scenario);
  CallSpec call;
  call.id = call.name = "cruisers";
  call.place = alat;
  scenario.calls.push_back(call);
  PlantSpec plant;
  plant.id = "works";
  plant.name = "Car works";
  plant.place = alat;
  scenario.plants.push_back(plant);
  for (const char* partner : {"AZ", "TR"}) {
    TradeSpec trade;
    trade.id = std::string("kz_") + (partner[0] == 'A' ? "az" : "tr");
    trade.name = "Kazakhstan and " + std::string(partner);
    trade.country = "KZ";
    trade.partner = partner;
    if (partner[0] == 'A') trade.target_per_year = Money{1e9};
    trade.observed_per_year = Money{5e8};
    scenario.trades.push_back(trade);
  }
  InterventionSpec closure;
  closure.id = "closure";
  closure.name = "A port is closed";
  closure.kind = "disruption";
  closure.effects = {EffectSpec{}};  // on the first attribute of the first place
  scenario.interventions.push_back(closure);
  network.interventions = build_interventions(scenario);
  add_cables(scenario);
  return network;
}

// Value i of variable v in replication r is r * 1e6 + v * 1e4 + i; the second corridor's mean
// transit time is not a number.
inline Results made_up_results(const Network& network, std::uint64_t replication) {
  Results results;
  results.replication = replication;
  results.fingerprint = 0xcafe0000'00000000u + replication;
  for (std::size_t v = 0; v < kVariableCount; ++v) {
    std::size_t count = 1;
    for (const Dimension dimension : kVariables[v].dimensions)
      count *= extent_of(network, dimension);
    for (std::size_t i = 0; i < count; ++i) {
      results.values[v].push_back(static_cast<double>(replication * 1'000'000 + v * 10'000 + i));
    }
  }
  results[Variable::corridor_transit_mean][1] = std::numeric_limits<double>::quiet_NaN();
  return results;
}

// With their series, as if a world had recorded them.
inline void write(EnsembleWriter& writer, const Network& network, const Provenance& provenance,
                  const Results& results) {
  const SeriesPlan plan(network, provenance.detail, provenance.only);
  Recording recording(plan, "/tmp");
  Series series;
  series.rows = results.values;
  series.pending = extent_of(network, Dimension::time);
  recording.add(series);
  writer.write(results, recording);
}

inline void write_small_ensemble(const std::string& path, std::uint64_t replications,
                                 const Network& network = small_network()) {
  const Provenance provenance{.resolved_yaml = "title: Three places\n",
                              .seed = 18'446'744'073'709'551'615u,
                              .replications = replications,
                              .version = "0.1.0",
                              .revision = "0123abc"};
  EnsembleWriter writer(path, network, provenance, true);
  for (std::uint64_t r = 0; r < replications; ++r) {
    write(writer, network, provenance, made_up_results(network, r));
  }
  writer.finish();
}

}  // namespace caravan::test
