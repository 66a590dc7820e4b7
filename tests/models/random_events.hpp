// What happens to a drawing at random: storms, and interventions of any kind on whatever there is.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include "caravan/models/attributes.hpp"
#include "caravan/models/weather.hpp"
#include "draw.hpp"

namespace caravan::test {

inline double between(std::mt19937_64& random, double low, double high) {
  return low + (high - low) * static_cast<double>(random() % 1'000) / 1'000;
}

// Over all ports that have weather, with fronts as rare as they may be.
inline void add_storm(Drawing& drawing, std::mt19937_64& random) {
  StormSpec storm{"storm", "storm", {}, days(10), {}};
  const double correlation = between(random, 0, 1);
  const std::vector<PlaceSpec>& places = drawing.scenario.places;
  for (std::size_t p = 0; p < places.size(); ++p) {
    if (!places[p].weather) continue;
    for (const PlaceId other : storm.ports) {
      storm.pairs.push_back({other, PlaceId(p), correlation});
    }
    storm.ports.emplace_back(p);
    for (unsigned month = 1; month <= 12; ++month) {
      const double per_hour = closures_per_hour(*places[p].weather, month);
      if (per_hour > 0) storm.fronts = std::min(storm.fronts, hours(0.999 / per_hour));
    }
  }
  drawing.scenario.storms.push_back(storm);
}

inline void add_effect(InterventionSpec& spec, const Scenario& scenario, std::mt19937_64& random) {
  EffectSpec effect;
  effect.attribute = static_cast<std::uint32_t>(random() % attributes().size());
  const Attribute& attribute = attributes()[effect.attribute];
  const std::size_t targets = targets_in(scenario, attribute.section);
  if (targets == 0) return;
  effect.target = static_cast<std::uint32_t>(random() % targets);
  const std::size_t parts = parts_of(scenario, attribute, effect.target).size();
  if (attribute.parts != Parts::none) {
    if (parts == 0) return;
    effect.part = static_cast<std::uint32_t>(random() % parts);
  }
  const auto value = value_of(scenario, attribute, effect.target, effect.part);
  // Less payload than a lot would keep it waiting for ever.
  const bool is_payload = attribute.name.starts_with("payload") || attribute.name == "draught";
  if (!value || is_payload) return;
  effect.operation = static_cast<Operation>(random() % 3);
  switch (effect.operation) {
    case Operation::times: effect.operand = between(random, 0, 3); break;
    case Operation::plus:
      effect.operand = std::round(*value * between(random, -1, 2) + between(random, -2, 2));
      break;
    case Operation::equals:
      // Some are taken out altogether.
      effect.operand =
          random() % 3 == 0 ? 0 : std::max(std::round(*value * between(random, 0, 2)), 0.0);
      break;
  }
  spec.effects.push_back(effect);
}

// On any attribute of any target, in any way that it may be.
inline void add_interventions(Drawing& drawing, std::mt19937_64& random) {
  for (std::uint64_t i = 0, count = 1 + random() % 8; i < count; ++i) {
    const Time from = drawing.scenario.begin() + hours(between(random, -200, 1'900));
    InterventionSpec& spec = drawing.intervention("change" + std::to_string(i), from, from);
    spec.until.reset();
    spec.is_for_good = random() % 8 == 0;
    spec.lasts_hours = Distribution::exponential(between(random, 10, 300));
    if (random() % 2 == 0) spec.builds_up = hours(between(random, 0, 100));
    if (random() % 2 == 0) spec.recovers = hours(between(random, 0, 100));
    if (random() % 2 == 0) spec.work = static_cast<WorkInProgress>(random() % 3);
    if (random() % 3 == 0) {
      spec.onset = Onset::recurring;
      spec.every_hours = Distribution::exponential(between(random, 50, 500));
    } else if (i > 0 && random() % 3 == 0) {
      spec.onset = Onset::after;
      spec.after = InterventionId(std::size_t{i - 1});
      spec.is_after_its_end = random() % 2 == 0;
    }
    spec.probability = between(random, 0.3, 1);
    while (spec.effects.size() < 1 + random() % 3) add_effect(spec, drawing.scenario, random);
  }
}

}  // namespace caravan::test
