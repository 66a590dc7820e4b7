#include "sweep_plan.hpp"

#include <algorithm>
#include <atomic>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid.hpp>
#include <cmath>
#include <memory>
#include <thread>

#include "caravan/models/simulate.hpp"
#include "caravan/models/undefined.hpp"
#include "caravan/scenarios/load.hpp"
#include "caravan/sim/confidence.hpp"
#include "version.hpp"

namespace caravan {
namespace {

constexpr double kStoppingConfidence = 0.95;

std::string version_text() { return std::string(kVersion) + " (" + kRevision + ")"; }

Variable variable_named(const std::string& name, const std::string& where) {
  const auto spec = std::find_if(kVariables.begin(), kVariables.end(),
                                 [&](const VariableSpec& one) { return one.name == name; });
  if (spec != kVariables.end()) return static_cast<Variable>(spec - kVariables.begin());
  std::vector<std::string> known;
  for (const VariableSpec& one : kVariables) known.emplace_back(one.name);
  throw SweepError(where + ": there is no variable '" + name + "'; " + suggest(name, known));
}

// Those that the author names, else all that are not series; in the order of their declaration.
std::vector<Variable> kept_variables(const SweepSpec& spec) {
  std::vector<bool> is_kept(kVariableCount, false);
  for (std::size_t i = 0; i < kVariableCount; ++i) {
    is_kept[i] = spec.outputs.empty() && !is_series(kVariables[i]);
  }
  for (const std::string& name : spec.outputs) {
    is_kept[static_cast<std::size_t>(variable_named(name, "outputs"))] = true;
  }
  if (spec.replications.until) {
    is_kept[static_cast<std::size_t>(
        variable_named(spec.replications.until->variable, "replications.until.variable"))] = true;
  }
  std::vector<Variable> kept;
  for (std::size_t i = 0; i < kVariableCount; ++i) {
    if (is_kept[i]) kept.push_back(static_cast<Variable>(i));
  }
  return kept;
}

// Which of the values of a variable a stopping rule adds up: by dimension, one label or all.
std::vector<std::size_t> chosen_values(const SweepLayout& layout, const StoppingRule& rule) {
  std::size_t start = 0;
  const std::string where = "replications.until";
  const Variable wanted = variable_named(rule.variable, where);
  for (const Variable variable : layout.variables) {
    if (variable == wanted) break;
    start += size_of(layout, variable);
  }
  std::vector<std::size_t> chosen{0};
  std::size_t named = 0;
  for (const Dimension dimension : spec_of(wanted).dimensions) {
    if (dimension == Dimension::none) break;
    const auto number = static_cast<std::size_t>(dimension);
    const std::vector<std::string>& labels = layout.labels[number];
    const auto at = std::find_if(rule.at.begin(), rule.at.end(), [&](const auto& one) {
      return one.first == kDimensionNames[number];
    });
    std::size_t first = 0, last = labels.size();
    if (at != rule.at.end()) {
      const auto label = std::find(labels.begin(), labels.end(), at->second);
      if (label == labels.end()) {
        throw SweepError(where + ".at." + at->first + ": there is no '" + at->second + "'; " +
                         suggest(at->second, labels));
      }
      first = static_cast<std::size_t>(label - labels.begin());
      last = first + 1;
      ++named;
    }
    std::vector<std::size_t> finer;
    for (const std::size_t row : chosen) {
      for (std::size_t i = first; i < last; ++i) finer.push_back(row * labels.size() + i);
    }
    chosen = std::move(finer);
  }
  if (named != rule.at.size()) {
    throw SweepError(where + ".at: '" + rule.variable + "' has no such dimension");
  }
  for (std::size_t& position : chosen) position += start;
  return chosen;
}

// Each factor's first and last value by itself: what can't be is told before anything runs.
void try_factors(const SweepPlan& plan, const ScenarioText& text) {
  for (std::size_t f = 0; f < plan.spec.factors.size(); ++f) {
    const SweepFactor& factor = plan.spec.factors[f];
    if (!is_good_factor_name(factor.id)) {
      throw SweepError("factors." + factor.id +
                       ": the results have something else of this name; give the factor another");
    }
    if (plan.points.empty()) return;
    for (const std::size_t point : {std::size_t{0}, plan.points.size() - 1}) {
      const std::string& value = plan.points[point].values[f];
      const std::vector<std::string> settings = settings_of(factor, value);
      try {
        text.load(settings);
      } catch (const ScenarioFileError& error) {
        throw SweepError("factors." + factor.id + ": '" + value + "' can't be:\n" + error.what());
      }
    }
  }
}

PointModel prepare(const ScenarioText& text, const std::vector<std::string>& settings,
                   const std::vector<Variable>& kept, std::uint64_t seed) {
  PointModel model;
  try {
    model.network = std::make_shared<const Network>(text.load(settings).build());
    model.layout = layout_of(*model.network, kept);
    model.simulate = [network = model.network, seed, detail = detail_of(model.layout)](
                         std::uint64_t replication, const std::stop_token& stop) {
      return simulate(*network, seed, replication, stop, detail);
    };
  } catch (const ScenarioFileError& error) {
    model.problem = error.what();
  }
  return model;
}

}  // namespace

Detail detail_of(const SweepLayout& layout) {
  const bool has_series = std::any_of(layout.variables.begin(), layout.variables.end(),
                                      [](Variable v) { return is_series(spec_of(v)); });
  return has_series ? Detail::series : Detail::kpi;
}

PointId point_id(const std::string& resolved_yaml, std::uint64_t seed) {
  const boost::uuids::name_generator_sha1 generator(boost::uuids::ns::url());
  const boost::uuids::uuid uuid = generator(std::to_string(seed) + "\n" + resolved_yaml);
  PointId id;
  std::copy(uuid.begin(), uuid.end(), id.begin());
  return id;
}

SweepPlan plan_sweep(const std::string& path, const std::vector<std::string>& overrides,
                     std::uint64_t shards) {
  SweepPlan plan;
  plan.spec = load_sweep(path, overrides);
  plan.points = points_of(plan.spec);
  if (plan.points.empty()) throw SweepError(path + ": its limits and exceptions leave no point");
  plan.batches = batches_of(plan.spec, plan.points, shards);
  const ScenarioText text(plan.spec.scenario);
  const LoadedScenario base = text.load({});
  plan.base = base.build();
  plan.base_yaml = text.yaml();
  try_factors(plan, text);
  const std::vector<Variable> kept = kept_variables(plan.spec);
  plan.layout = layout_of(plan.base, kept);
  if (plan.spec.replications.until) {
    plan.stopping_values = chosen_values(plan.layout, *plan.spec.replications.until);
  }
  const std::uint64_t seed = plan.spec.seed;
  const auto points = std::make_shared<const std::vector<SweepPoint>>(plan.points);
  plan.id_of = [text, points, seed](std::size_t point) {
    return point_id(text.resolved_yaml((*points)[point].settings), seed);
  };
  plan.model_of = [text, kept, points, seed](std::size_t point) {
    return prepare(text, (*points)[point].settings, kept, seed);
  };
  return plan;
}

void identify_points(SweepPlan& plan, unsigned threads) {
  plan.ids.resize(plan.points.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < plan.ids.size(); i = next++) plan.ids[i] = plan.id_of(i);
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
  work();
}

PartProvenance provenance_of(const SweepPlan& plan) {
  return {version_text(), plan.spec.seed, to_bytes(plan.layout)};
}

SweepTable table_of(const SweepPlan& plan) {
  SweepTable table;
  table.title = plan.spec.title;
  table.provenance = {.resolved_yaml = plan.base_yaml,
                      .seed = plan.spec.seed,
                      .replications = plan.spec.replications.at_most,
                      .version = kVersion,
                      .revision = kRevision};
  table.sweep_yaml = plan.spec.resolved_yaml;
  table.design = name_of(plan.spec.design);
  for (std::size_t f = 0; f < plan.spec.factors.size(); ++f) {
    const SweepFactor& factor = plan.spec.factors[f];
    FactorColumn column{factor.id, factor.name, {}, {}, "", {}};
    for (const SweepPoint& point : plan.points) {
      column.values.push_back(point.values[f]);
      if (factor.labels.empty()) continue;
      const auto value = std::find(factor.values.begin(), factor.values.end(), point.values[f]);
      column.labels.push_back(
          factor.labels[static_cast<std::size_t>(value - factor.values.begin())]);
    }
    find_numbers(column);
    table.factors.push_back(std::move(column));
  }
  for (const SweepPoint& point : plan.points) {
    std::string lines;
    for (const std::string& setting : point.settings) lines += setting + "\n";
    table.settings.push_back(std::move(lines));
  }
  table.ids = plan.ids;
  return table;
}

bool are_enough(const SweepReplications& rule, const std::vector<double>& sums) {
  if (sums.size() >= rule.at_most) return true;
  if (!rule.until || sums.size() < rule.at_least) return false;
  const Estimate estimate = confidence_interval(sums, kStoppingConfidence);
  return estimate.half_width <= rule.until->relative_half_width * std::abs(estimate.mean);
}

double stopping_sum(const SweepPlan& plan, const RunRecord& run) {
  double sum = 0;
  for (const std::size_t i : plan.stopping_values) sum += run.values[i];
  return sum;
}

PointRuns runs_of(const SweepPlan& plan, const PartStore& store, std::size_t point) {
  PointRuns runs;
  const PointId& id = plan.ids[point];
  std::vector<double> sums;
  for (std::uint32_t r = 0; !are_enough(plan.spec.replications, sums); ++r) {
    const auto* place = store.find(id, r);
    if (place == nullptr) {
      const auto* whole = store.find(id, kWholePoint);
      if (whole == nullptr) return runs;
      runs.outcome.failure = store.read(*whole).failure;
      break;
    }
    RunRecord run = store.read(*place);
    sums.push_back(run.failure.empty() ? stopping_sum(plan, run) : kUndefined);
    if (!run.failure.empty() && runs.outcome.failure.empty()) {
      runs.outcome.failure = "replication " + std::to_string(r) + ": " + run.failure;
    }
    runs.outcome.runs.emplace_back(std::move(run));
  }
  runs.is_complete = true;
  return runs;
}

}  // namespace caravan
