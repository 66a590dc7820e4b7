#include "caravan/output/layout.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <sstream>

#include "caravan/models/record.hpp"
#include "caravan/models/undefined.hpp"

namespace caravan {
namespace {

using hdf5::check;
using hdf5::Handle;
using hdf5::set_attribute;

constexpr std::string_view kPlaceKinds[] = {"inland_terminal", "border",    "junction", "seaport",
                                            "oil_terminal",    "oil_field", "market"};
constexpr std::string_view kModes[] = {"rail", "sea", "road", "pipeline"};

// What is known along a dimension beside its names, listed in "coordinates" of each variable on it.
std::string auxiliary_coordinates(std::string_view dimension) {
  if (dimension == "place") return "place_name latitude longitude country place_kind";
  if (dimension == "link") return "link_from link_to link_mode";
  if (dimension == "commodity") return "commodity_class barrels_per_tonne";
  if (dimension == "demand") return "demand_from demand_to demand_commodity";
  if (dimension == "corridor") return "corridor_name";
  if (dimension == "fleet") return "fleet_class";
  if (dimension == "cause") return "cause_meaning";
  if (dimension == "tank") return "tank_place tank_capacity";
  if (dimension == "field") return "field_name field_place field_grade";
  if (dimension == "offtake") return "offtake_name offtake_place";
  if (dimension == "lifting") return "lifting_name lifting_place";
  if (dimension == "outlet") return "outlet_shipper outlet_way";
  if (dimension == "intervention") return "intervention_name intervention_kind";
  if (dimension == "attribute") return "attribute_unit";
  if (dimension == "plant") return "plant_name plant_place";
  if (dimension == "trade")
    return "trade_name trade_country trade_partner trade_observed trade_target";
  if (dimension == "cable") return "cable_name cable_from cable_to cable_carries";
  if (dimension == "power_supply") return "power_supply_name power_supply_place";
  if (dimension == "cable_demand") return "cable_demand_name cable_demand_place";
  if (dimension == "project") return "project_name project_kind project_estimate project_benefit";
  if (dimension == "fund") return "fund_name fund_amount";
  if (dimension == "call") return "call_name call_place";
  return {};
}

void make_scale(hid_t file, const std::string& name) {
  check(H5DSset_scale(hdf5::open_dataset(file, name), name.c_str()), name);
}

template <class T>
void write_numbers(hid_t file, const std::string& name, hid_t type, const std::vector<T>& values) {
  const Handle dataset = hdf5::create_dataset(file, name, type, {values.size()});
  check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), name);
}

void write_replications(hid_t file, std::uint64_t first, std::uint64_t replications) {
  std::vector<std::int64_t> numbers(replications);
  std::iota(numbers.begin(), numbers.end(), static_cast<std::int64_t>(first));
  write_numbers(file, "replication", H5T_NATIVE_INT64, numbers);
  set_attribute(hdf5::open_dataset(file, "replication"), "long_name",
                "Random world of the scenario");
  make_scale(file, "replication");
}

void write_times(hid_t file, const Scenario& scenario) {
  std::vector<std::int64_t> seconds;
  for (const Time start : interval_starts(scenario)) {
    seconds.push_back((start - scenario.start).value / kTicksPerSecond);
  }
  write_numbers(file, "time", H5T_NATIVE_INT64, seconds);
  const Handle time = hdf5::open_dataset(file, "time");
  set_attribute(time, "units", seconds_since(scenario.start));
  set_attribute(time, "calendar", "proleptic_gregorian");
  set_attribute(time, "standard_name", "time");
  set_attribute(time, "long_name", "Beginning of the interval (UTC)");
  set_attribute(time, "axis", "T");
  make_scale(file, "time");
}

// A text for each entry of a dimension; nothing if it has none.
template <class Named>
void write_texts(hid_t file, const std::string& name, const std::string& dimension,
                 const std::vector<Named>& all,
                 const std::function<std::string(const Named&)>& text) {
  if (all.empty()) return;
  std::vector<std::string> texts;
  for (const Named& one : all) texts.push_back(text(one));
  hdf5::write_strings(file, name, texts);
  check(H5DSattach_scale(hdf5::open_dataset(file, name), hdf5::open_dataset(file, dimension), 0),
        name);
}

struct Meaning {
  std::string units, standard_name{}, long_name{};
};

// A number for each entry of a dimension; nothing if it has none.
void write_column(hid_t file, const std::string& name, const std::string& dimension,
                  const std::vector<double>& values, const Meaning& meaning) {
  if (values.empty()) return;
  write_numbers(file, name, H5T_NATIVE_DOUBLE, values);
  const Handle dataset = hdf5::open_dataset(file, name);
  set_attribute(dataset, "units", meaning.units);
  if (!meaning.standard_name.empty()) {
    set_attribute(dataset, "standard_name", meaning.standard_name);
  }
  if (!meaning.long_name.empty()) set_attribute(dataset, "long_name", meaning.long_name);
  check(H5DSattach_scale(dataset, hdf5::open_dataset(file, dimension), 0), name);
}

void write_degrees(hid_t file, const std::string& name, const std::string& unit,
                   const std::vector<PlaceSpec>& places, double PlaceSpec::*degrees) {
  std::vector<double> values;
  for (const PlaceSpec& place : places) values.push_back(place.*degrees);
  write_column(file, name, "place", values, {.units = unit, .standard_name = name});
}

void write_places(hid_t file, const std::vector<PlaceSpec>& places) {
  using Text = std::function<std::string(const PlaceSpec&)>;
  write_texts(file, "place_name", "place", places, Text([](const auto& p) { return p.name; }));
  write_degrees(file, "latitude", "degrees_north", places, &PlaceSpec::latitude);
  write_degrees(file, "longitude", "degrees_east", places, &PlaceSpec::longitude);
  write_texts(file, "country", "place", places, Text([](const auto& p) { return p.country; }));
  write_texts(file, "place_kind", "place", places, Text([](const auto& p) {
                return std::string(kPlaceKinds[static_cast<std::size_t>(p.kind)]);
              }));
}

void write_links(hid_t file, const Network& network) {
  const std::vector<LinkSpec>& links = network.scenario.links;
  using Text = std::function<std::string(const LinkSpec&)>;
  write_texts(file, "link_from", "link", links,
              Text([&](const auto& link) { return network[link.from].id; }));
  write_texts(file, "link_to", "link", links,
              Text([&](const auto& link) { return network[link.to].id; }));
  write_texts(file, "link_mode", "link", links, Text([](const auto& link) {
                return std::string(kModes[static_cast<std::size_t>(link.mode)]);
              }));
}

void write_demands(hid_t file, const Network& network) {
  const auto write = [&](const std::string& name, auto end) {
    write_texts<DemandSpec>(file, name, "demand", network.scenario.demands,
                            [&](const auto& demand) { return network[demand.*end].id; });
  };
  write("demand_from", &DemandSpec::from);
  write("demand_to", &DemandSpec::to);
  write("demand_commodity", &DemandSpec::commodity);
}

void write_tanks(hid_t file, const Network& network) {
  const std::vector<TankNode>& tanks = network.oil.tanks;
  write_texts(file, "tank_place", "tank", tanks,
              std::function<std::string(const TankNode&)>(
                  [&](const auto& tank) { return network[tank.place].id; }));
  std::vector<double> barrels;
  for (const TankNode& tank : tanks) barrels.push_back(in_barrels(tank.capacity));
  write_column(file, "tank_capacity", "tank", barrels,
               {.units = "bbl", .long_name = "Capacity of the tank, dead stock included"});
}

// Not a number where the commodity is not crude.
void write_barrels_per_tonne(hid_t file, const std::vector<CommoditySpec>& commodities) {
  std::vector<double> values;
  for (const CommoditySpec& commodity : commodities) {
    const bool is_crude = commodity.cargo == CargoClass::crude;
    values.push_back(is_crude ? commodity.barrels_per_tonne : kUndefined);
  }
  write_column(file, "barrels_per_tonne", "commodity", values,
               {.units = "bbl t-1", .long_name = "Barrels of crude in a tonne"});
}

// "<dimension>_name" and "<dimension>_place" of fields, offtakes or liftings.
template <class Sited>
void write_sites(hid_t file, const std::string& dimension, const Network& network,
                 const std::vector<Sited>& all) {
  using Text = std::function<std::string(const Sited&)>;
  write_texts(file, dimension + "_name", dimension, all,
              Text([](const auto& s) { return s.name; }));
  write_texts(file, dimension + "_place", dimension, all,
              Text([&](const auto& s) { return network[s.place].id; }));
}

void write_oil(hid_t file, const Network& network) {
  const Scenario& scenario = network.scenario;
  write_barrels_per_tonne(file, scenario.commodities);
  write_tanks(file, network);
  write_sites(file, "field", network, scenario.fields);
  write_texts(file, "field_grade", "field", scenario.fields,
              std::function<std::string(const FieldSpec&)>(
                  [&](const auto& field) { return network[field.grade].id; }));
  write_sites(file, "offtake", network, scenario.offtakes);
  write_sites(file, "lifting", network, scenario.liftings);
  using Text = std::function<std::string(const OutletNode&)>;
  write_texts(file, "outlet_shipper", "outlet", network.oil.outlets,
              Text([&](const auto& outlet) { return scenario.shippers[outlet.shipper].id; }));
  write_texts(file, "outlet_way", "outlet", network.oil.outlets, Text([&](const auto& outlet) {
                return scenario.shippers[outlet.shipper].outlets[outlet.spec].id;
              }));
}

void write_interventions(hid_t file, const Network& network) {
  using Text = std::function<std::string(const InterventionSpec&)>;
  const std::vector<InterventionSpec>& all = network.scenario.interventions;
  write_texts(file, "intervention_name", "intervention", all,
              Text([](const auto& one) { return one.name; }));
  write_texts(file, "intervention_kind", "intervention", all,
              Text([](const auto& one) { return one.kind; }));
  write_texts(file, "attribute_unit", "attribute", network.interventions.changes,
              std::function<std::string(const Change&)>([&](const auto& change) {
                const std::string unit = unit_of(network.scenario, change);
                return unit.empty() ? std::string("1") : unit;
              }));
}

// Not a number where there is none.
void write_yearly(hid_t file, const std::string& name, const std::vector<TradeSpec>& trades,
                  std::optional<Money> TradeSpec::*money, const std::string& long_name) {
  std::vector<double> values;
  for (const TradeSpec& trade : trades) {
    const double none = kUndefined;
    values.push_back(trade.*money ? (trade.*money)->value : none);
  }
  write_column(file, name, "trade", values, {.units = "USD year-1", .long_name = long_name});
}

void write_industry(hid_t file, const Network& network) {
  write_sites(file, "plant", network, network.scenario.plants);
  const std::vector<TradeSpec>& trades = network.scenario.trades;
  using Text = std::function<std::string(const TradeSpec&)>;
  write_texts(file, "trade_name", "trade", trades, Text([](const auto& t) { return t.name; }));
  write_texts(file, "trade_country", "trade", trades,
              Text([](const auto& t) { return t.country; }));
  write_texts(file, "trade_partner", "trade", trades,
              Text([](const auto& t) { return t.partner; }));
  write_yearly(file, "trade_observed", trades, &TradeSpec::observed_per_year, "Trade as observed");
  write_yearly(file, "trade_target", trades, &TradeSpec::target_per_year,
               "Trade that the two countries aim at");
}

void write_cables(hid_t file, const Network& network) {
  const Scenario& scenario = network.scenario;
  using Text = std::function<std::string(const CableSpec&)>;
  const auto write = [&](const std::string& what, const Text& text) {
    write_texts(file, "cable_" + what, "cable", scenario.cables, text);
  };
  write("name", [](const auto& cable) { return cable.name; });
  write("from", [&](const auto& cable) { return network[cable.from].id; });
  write("to", [&](const auto& cable) { return network[cable.to].id; });
  write("carries", [](const auto& cable) {
    return std::string(cable.carries == Carries::power ? "power" : "data");
  });
  write_sites(file, "power_supply", network, scenario.power_supplies);
  using DemandText = std::function<std::string(const CableDemandSpec&)>;
  write_texts(file, "cable_demand_name", "cable_demand", scenario.cable_demands,
              DemandText([](const auto& demand) { return demand.name; }));
  write_texts(file, "cable_demand_place", "cable_demand", scenario.cable_demands,
              DemandText([&](const auto& demand) { return network[demand.to].id; }));
}

void write_investment(hid_t file, const Scenario& scenario) {
  const std::vector<ProjectSpec>& projects = scenario.projects;
  const std::vector<FundSpec>& funds = scenario.investment.funds;
  using ProjectText = std::function<std::string(const ProjectSpec&)>;
  write_texts(file, "project_name", "project", projects,
              ProjectText([](const auto& one) { return one.name; }));
  write_texts(file, "project_kind", "project", projects, ProjectText([](const auto& one) {
                return std::string(one.is_soft ? "soft" : "hard");
              }));
  write_texts(
      file, "fund_name", "fund", funds,
      std::function<std::string(const FundSpec&)>([](const auto& one) { return one.name; }));
  std::vector<double> estimates, benefits, amounts;
  for (const ProjectSpec& one : projects) estimates.push_back(in_usd(one.cost));
  for (const ProjectSpec& one : projects) benefits.push_back(in_usd(one.benefit));
  for (const FundSpec& one : funds) amounts.push_back(in_usd(one.amount));
  write_column(file, "project_estimate", "project", estimates,
               {.units = "USD", .long_name = "Estimated cost"});
  write_column(file, "project_benefit", "project", benefits,
               {.units = "USD a-1", .long_name = "Benefit a year that it is said to have"});
  write_column(file, "fund_amount", "fund", amounts,
               {.units = "USD", .long_name = "Amount of the fund"});
}

}  // namespace

std::string seconds_since(Time start) {
  std::string since = to_iso(start);
  since[since.find('T')] = ' ';
  return "seconds since " + since;
}

void write_names(hid_t file, const std::string& dimension, const std::vector<std::string>& names) {
  hdf5::write_strings(file, dimension, names);
  make_scale(file, dimension);
}

void write_coordinates(hid_t file, const Network& network, std::uint64_t first_replication,
                       std::uint64_t replications) {
  const Scenario& scenario = network.scenario;
  write_replications(file, first_replication, replications);
  write_times(file, scenario);
  for (std::size_t i = 0; i < kDimensions; ++i) {
    const auto dimension = static_cast<Dimension>(i);
    if (dimension == Dimension::none || dimension == Dimension::time) continue;
    const std::vector<std::string> labels = labels_of(network, dimension);
    if (labels.empty()) continue;
    write_names(file, std::string(kDimensionNames[i]), labels);
  }
  write_places(file, scenario.places);
  write_links(file, network);
  write_demands(file, network);
  write_texts<FleetSpec>(file, "fleet_class", "fleet", scenario.fleets,
                         [](const auto& fleet) { return fleet.vessel_class; });
  const std::vector<CauseSpec> causes(kCauseSpecs.begin(), kCauseSpecs.end());
  write_texts<CauseSpec>(file, "cause_meaning", "cause", causes,
                         [](const auto& cause) { return std::string(cause.meaning); });
  write_texts<CommoditySpec>(
      file, "commodity_class", "commodity", scenario.commodities, [](const auto& commodity) {
        return std::string(kCargoClassNames[static_cast<std::size_t>(commodity.cargo)]);
      });
  write_texts<CorridorSpec>(file, "corridor_name", "corridor", scenario.corridors,
                            [](const auto& corridor) { return corridor.name; });
  write_oil(file, network);
  write_interventions(file, network);
  write_industry(file, network);
  write_cables(file, network);
  write_investment(file, scenario);
  write_sites(file, "call", network, scenario.calls);
}

void attach_dimensions(hid_t file, hid_t dataset, const std::vector<std::string>& dimensions,
                       const std::string& more) {
  std::string coordinates = more;
  for (std::size_t axis = 0; axis < dimensions.size(); ++axis) {
    const Handle scale = hdf5::open_dataset(file, dimensions[axis]);
    check(H5DSattach_scale(dataset, scale, static_cast<unsigned>(axis)), dimensions[axis]);
    const std::string known = auxiliary_coordinates(dimensions[axis]);
    if (!known.empty()) coordinates += (coordinates.empty() ? "" : " ") + known;
  }
  if (!coordinates.empty()) set_attribute(dataset, "coordinates", coordinates);
}

std::string_view format_name(FileKind kind) {
  return kind == FileKind::ensemble ? "caravan-ensemble" : "caravan-sweep";
}

const std::array<std::int32_t, 2>& format_version(FileKind kind) {
  return kind == FileKind::ensemble ? kEnsembleVersion : kSweepVersion;
}

void write_format(hid_t file, FileKind kind) {
  set_attribute(file, "format", format_name(kind));
  const auto& version = format_version(kind);
  set_attribute(file, "format_version", std::vector<std::int32_t>(version.begin(), version.end()));
}

bool is_name_in_use(const std::string& name) {
  const auto is_it = [&](const VariableSpec& variable) { return variable.name == name; };
  if (std::any_of(kVariables.begin(), kVariables.end(), is_it)) return true;
  for (const std::string_view dimension : kDimensionNames) {
    if (name == dimension) return true;
    std::istringstream coordinates(auxiliary_coordinates(dimension));
    for (std::string known; coordinates >> known;) {
      if (name == known) return true;
    }
  }
  return name == "point" || name == "replication" || name == "seed" || name == "fingerprint" ||
         name == "scenario_yaml" || name == "sweep_yaml" || name.rfind("point_", 0) == 0;
}

std::vector<std::string> dimension_names(const VariableSpec& variable) {
  std::vector<std::string> names{"replication"};
  for (const Dimension dimension : variable.dimensions) {
    if (dimension == Dimension::none) break;
    names.emplace_back(kDimensionNames[static_cast<std::size_t>(dimension)]);
  }
  return names;
}

std::vector<hsize_t> shape_of(const Network& network, const VariableSpec& variable,
                              std::uint64_t replications) {
  std::vector<hsize_t> shape{replications};
  for (const Dimension dimension : variable.dimensions) {
    if (dimension == Dimension::none) break;
    shape.push_back(extent_of(network, dimension));
  }
  return shape;
}

}  // namespace caravan
