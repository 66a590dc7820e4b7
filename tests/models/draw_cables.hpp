// Draws cables between places of a drawing, and who supplies and who wants what they carry.
#pragma once

#include "draw.hpp"

namespace caravan::test {

inline Throughput megawatts(double count) { return {count * 1e6}; }
inline Throughput gigabits_per_second(double count) { return {count * 1e9}; }

inline CableSpec& power_cable(Drawing& d, const std::string& id, const std::string& from,
                              const std::string& to, Throughput capacity, double loss = 0) {
  CableSpec spec;
  spec.id = spec.name = id;
  spec.from = d.place_id(from);
  spec.to = d.place_id(to);
  spec.length = Distance{100};
  spec.capacity = capacity;
  spec.loss = loss;
  return d.scenario.cables.emplace_back(spec);
}

inline CableSpec& data_cable(Drawing& d, const std::string& id, const std::string& from,
                             const std::string& to, Throughput capacity, Distance length) {
  CableSpec& spec = power_cable(d, id, from, to, capacity);
  spec.carries = Carries::data;
  spec.length = length;
  return spec;
}

inline PowerSupplySpec& supply(Drawing& d, const std::string& id, const std::string& place,
                               Throughput power, double usd_per_megawatt_hour = 0) {
  PowerSupplySpec spec;
  spec.id = spec.name = id;
  spec.place = d.place_id(place);
  spec.power = power;
  spec.cost = Money{usd_per_megawatt_hour};
  return d.scenario.power_supplies.emplace_back(spec);
}

inline CableDemandSpec& wants_power(Drawing& d, const std::string& id, const std::string& to,
                                    Throughput rate) {
  CableDemandSpec spec;
  spec.id = spec.name = id;
  spec.to = d.place_id(to);
  spec.rate = rate;
  return d.scenario.cable_demands.emplace_back(spec);
}

inline CableDemandSpec& sends_data(Drawing& d, const std::string& id, const std::string& from,
                                   const std::string& to, Throughput rate) {
  CableDemandSpec& spec = wants_power(d, id, to, rate);
  spec.carries = Carries::data;
  spec.from = d.place_id(from);
  return spec;
}

}  // namespace caravan::test
