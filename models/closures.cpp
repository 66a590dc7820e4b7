#include "caravan/models/closures.hpp"

#include <algorithm>

#include "caravan/models/attributes.hpp"
#include "caravan/models/routes.hpp"

namespace caravan {
namespace {

bool closes(Operation operation, double operand) {
  switch (operation) {
    case Operation::equals:
    case Operation::times: return operand < 0.5;
    case Operation::plus: return operand <= -0.5;
  }
  return false;
}

bool closes(const InterventionSpec& spec, const EffectSpec& effect) {
  return closes(effect.operation, effect.operand) ||
         std::any_of(spec.history.begin(), spec.history.end(), [&](const HistoricWindow& window) {
           return window.operand && closes(effect.operation, *window.operand);
         });
}

// A place that is closed is closed to ships.
void close(const Scenario& scenario, const Attribute& attribute, std::size_t target,
           std::vector<bool>& is_closed) {
  if (attribute.section == Section::links) {
    is_closed[target] = true;
    return;
  }
  const PlaceId port(target);
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkSpec& link = scenario.links[i];
    if (link.mode == Mode::sea && (link.from == port || link.to == port)) is_closed[i] = true;
  }
}

}  // namespace

std::vector<std::vector<bool>> closures(const Network& network) {
  const std::vector<bool> at_first = closed_links(network.scenario);
  std::vector<std::vector<bool>> sets;
  std::vector<bool> together = at_first;
  const auto add = [&](const std::vector<bool>& set) {
    const bool is_known = std::find(sets.begin(), sets.end(), set) != sets.end();
    if (set != at_first && !is_known) sets.push_back(set);
  };
  for (const InterventionSpec& spec : network.scenario.interventions) {
    std::vector<bool> set = at_first;
    for (const EffectSpec& effect : spec.effects) {
      const Attribute& attribute = attributes()[effect.attribute];
      if (attribute.name != "open" || !closes(spec, effect)) continue;
      close(network.scenario, attribute, effect.target, set);
      close(network.scenario, attribute, effect.target, together);
    }
    add(set);
  }
  add(together);
  return sets;
}

std::vector<bool> opened_or_closed(const Network& network) {
  std::vector<bool> links(network.scenario.links.size());
  for (const InterventionSpec& spec : network.scenario.interventions) {
    for (const EffectSpec& effect : spec.effects) {
      const Attribute& attribute = attributes()[effect.attribute];
      if (attribute.name == "open") close(network.scenario, attribute, effect.target, links);
    }
  }
  return links;
}

}  // namespace caravan
