#include "caravan/models/intervention_network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "caravan/models/attributes.hpp"

namespace caravan {

InterventionNetwork build_interventions(const Scenario& scenario) {
  InterventionNetwork network;
  const std::size_t count = scenario.interventions.size();
  network.changes_of.resize(count);
  network.followed_by.resize(count);
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::size_t> known;
  for (std::size_t i = 0; i < count; ++i) {
    const InterventionSpec& spec = scenario.interventions[i];
    for (std::size_t e = 0; e < spec.effects.size(); ++e) {
      const EffectSpec& effect = spec.effects[e];
      const auto [found, is_new] =
          known.try_emplace({effect.attribute, effect.target, effect.part}, network.changes.size());
      if (is_new) {
        const double base =
            attributes()[effect.attribute].get(scenario, effect.target, effect.part);
        network.changes.push_back({effect.attribute, effect.target, effect.part, base, {}});
      }
      network.changes[found->second].causes.push_back({InterventionId(i), e});
      network.changes_of[i].push_back(found->second);
    }
    if (!spec.after.is_none()) network.followed_by[spec.after.index()].emplace_back(i);
  }
  return network;
}

std::string name_of(const Scenario& scenario, const Change& change) {
  const Attribute& attribute = attributes()[change.attribute];
  std::string name(attribute.name);
  if (const std::size_t star = name.find('*'); star != std::string::npos) {
    name.replace(star, 1, parts_of(scenario, attribute, change.target)[change.part]);
  }
  const auto section = kSectionNames[static_cast<std::size_t>(attribute.section)];
  return std::string(section) + "." + target_id(scenario, attribute.section, change.target) + "." +
         name;
}

std::string unit_of(const Scenario& scenario, const Change& change) {
  return unit_of(scenario, attributes()[change.attribute], change.target, change.part);
}

namespace {

// Of a record's windows each may have another.
double highest_operand(const InterventionSpec& spec, const EffectSpec& effect) {
  if (spec.history.empty()) return effect.operand;
  double highest = -std::numeric_limits<double>::infinity();
  for (const HistoricWindow& window : spec.history) {
    highest = std::max(highest, window.operand.value_or(effect.operand));
  }
  return highest;
}

}  // namespace

Scenario at_its_most(const Scenario& scenario, const InterventionNetwork& interventions) {
  Scenario most = scenario;
  for (const Change& change : interventions.changes) {
    const Attribute& attribute = attributes()[change.attribute];
    const bool is_rate = attribute.concern == Concern::oil && !attribute.is_whole;
    if (!is_rate) continue;
    double highest = change.base;
    for (const Operation operation : {Operation::equals, Operation::plus, Operation::times}) {
      for (const Change::Cause& cause : change.causes) {
        const InterventionSpec& spec = scenario.interventions[cause.intervention.index()];
        const EffectSpec& effect = spec.effects[cause.effect];
        if (effect.operation != operation) continue;
        const double operand = highest_operand(spec, effect);
        highest = std::max(highest, compose(highest, {{operation, operand, 1}}));
      }
    }
    attribute.set(most, scenario, change.target, change.part, std::min(highest, attribute.most));
  }
  return most;
}

double compose(double base, const std::vector<Influence>& influences) {
  double value = base;
  for (const Influence& one : influences) {
    if (one.operation == Operation::equals) value += one.strength * (one.operand - value);
  }
  for (const Influence& one : influences) {
    if (one.operation == Operation::plus) value += one.strength * one.operand;
  }
  for (const Influence& one : influences) {
    if (one.operation == Operation::times) value *= 1 + one.strength * (one.operand - 1);
  }
  return value;
}

double value_within_range(const Change& change, const std::vector<Influence>& influences) {
  const Attribute& attribute = attributes()[change.attribute];
  const double value =
      std::clamp(compose(change.base, influences), attribute.least, attribute.most);
  constexpr double kAlmostWhole = 1e-9;  // sums of parts
  return attribute.is_whole ? std::floor(value + kAlmostWhole) : value;
}

}  // namespace caravan
