// What is recorded of interventions.

#include "caravan/models/interventions.hpp"

namespace caravan {

void begin_counting_interventions(World& world) {
  InterventionSystem& all = world.interventions;
  for (Intervention& one : all.interventions) one.in_force.begin_again(world.now());
  for (ChangedValue& value : all.values) value.begin_again(world.now());
}

void end_intervention_interval(World& world) {
  InterventionSystem& all = world.interventions;
  all.first_in_effect.resize(all.interventions.size(), kNever);
  for (std::size_t i = 0; i < all.interventions.size(); ++i) {
    const double strength = all.interventions[i].in_force.mean(world.now()) / kThousandths;
    world.series[Variable::intervention_strength].push_back(strength);
    if (strength > 0 && all.first_in_effect[i] == kNever) {
      all.first_in_effect[i] = world.now() - world.scenario().interval;
    }
  }
  for (const ChangedValue& value : all.values) {
    world.series[Variable::attribute_value].push_back(value.mean(world.now()));
  }
  begin_counting_interventions(world);
}

void fill_interventions(const World& world, Results& results) {
  const InterventionSystem& all = world.interventions;
  results.changes = all.log;
  results.first_in_effect = all.first_in_effect;
  for (const Intervention& one : all.interventions) {
    results[Variable::intervention_onsets].push_back(one.begun);
  }
}

}  // namespace caravan
