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
  for (const Intervention& one : all.interventions) {
    all.strength_rows.push_back(one.in_force.mean(world.now()) / kThousandths);
  }
  for (const ChangedValue& value : all.values) all.value_rows.push_back(value.mean(world.now()));
  begin_counting_interventions(world);
}

void fill_interventions(const World& world, Results& results) {
  const InterventionSystem& all = world.interventions;
  results.changes = all.log;
  results[Variable::intervention_strength] = all.strength_rows;
  results[Variable::attribute_value] = all.value_rows;
  for (const Intervention& one : all.interventions) {
    results[Variable::intervention_onsets].push_back(one.begun);
  }
}

}  // namespace caravan
