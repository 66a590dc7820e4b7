// What interventions may change: each number of a spec that a scenario may raise, lower or set,
// declared once, with its unit, its range and who has to be told.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "caravan/models/scenario.hpp"

namespace caravan {

// The section of a scenario in which targets stand.
enum class Section : std::uint8_t {
  commodities,
  seas,
  places,
  rolling_stock,
  fleets,
  demands,
  links,
  fields,
  offtakes,
  liftings,
  shippers,
  plants,
  cables,
  power_supplies,
  cable_demands,
  calls
};
inline constexpr std::array<std::string_view, 16> kSectionNames = {
    "commodities", "seas",           "places",        "rolling_stock", "fleets",   "demands",
    "links",       "fields",         "offtakes",      "liftings",      "shippers", "plants",
    "cables",      "power_supplies", "cable_demands", "calls"};

// Of what a target has several.
enum class Parts : std::uint8_t { none, by_cargo, berth, home, outlet };

// Who is told when it has changed.
enum class Concern : std::uint8_t {
  nobody,  // it is looked up when it is needed next
  ways,    // shippers, who compare ways
  port,
  weather,
  yard,
  station,
  desks,
  gate,
  line,       // trains that wait for paths
  link_open,  // carriers on a link, and shippers
  fleet,
  stock,
  releases,
  oil,
  outlets,  // shippers of oil
  plant,
  conduits
};

struct Attribute {
  Section section;
  std::string_view name;  // its path in the spec; "*" stands for the part: "berths.*"
  Parts parts;
  std::string_view unit;  // of its value; "#" stands for the unit of a class of cargo, "@"
                          // for MW or Gbit/s
  bool is_whole;          // a fraction that is left when all changes are put together is cut off
  bool zero_is_none;      // at first: the target has no such thing, or never a lack of it
  double least;
  double most;
  Concern concern;
  // Its value, in its unit; NaN if the target has no such thing.
  double (*get)(const Scenario&, std::size_t target, std::size_t part);
  // `base` is the scenario before any change: a time that varies has its shape from there.
  void (*set)(Scenario&, const Scenario& base, std::size_t target, std::size_t part, double value);
};

std::span<const Attribute> attributes();

// What a target's parts are called, in the order of their indices; empty if it has none.
std::vector<std::string> parts_of(const Scenario& scenario, const Attribute& attribute,
                                  std::size_t target);

// Before any change; nothing if the target has no such thing.
std::optional<double> value_of(const Scenario& scenario, const Attribute& attribute,
                               std::size_t target, std::size_t part);

// "TEU/h": with the unit of the class of cargo that it is about. "" of a plain number.
std::string unit_of(const Scenario& scenario, const Attribute& attribute, std::size_t target,
                    std::size_t part);

// How many targets a section has, and what one is called.
std::size_t targets_in(const Scenario& scenario, Section section);
const std::string& target_id(const Scenario& scenario, Section section, std::size_t target);

}  // namespace caravan
