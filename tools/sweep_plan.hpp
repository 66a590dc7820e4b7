// A sweep made ready to be simulated: its points, what is kept of each run, what a point is.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "caravan/output/part_log.hpp"
#include "caravan/output/sweep_layout.hpp"
#include "caravan/output/sweep_writer.hpp"
#include "caravan/scenarios/sweep_spec.hpp"
#include "sweep_batches.hpp"

namespace caravan {

// One point, ready to run.
struct PointModel {
  std::string problem;  // why it can't run; empty if it can
  SweepLayout layout;
  std::shared_ptr<const Network> network;
  std::function<Results(std::uint64_t replication, const std::stop_token& stop)> simulate;
};

// How much of a run must be recorded for these figures.
Detail detail_of(const SweepLayout& layout);

struct SweepPlan {
  SweepSpec spec;
  std::vector<SweepPoint> points;
  std::vector<PointId> ids;         // by point
  std::vector<PointBatch> batches;  // of points that are done together
  Network base;                     // the scenario without what is varied
  std::string base_yaml;        // the same as text, templates and all: any point can be made of it
  bool retries_failed = false;  // runs that have failed are done again
  SweepLayout layout;           // what is kept of each run, and what it is of
  std::vector<std::size_t> stopping_values;  // those whose sum the stopping rule is about

  std::function<PointId(std::size_t point)> id_of;

  // Ready to run; any thread may ask. What it can't is told in `problem`.
  std::function<PointModel(std::size_t point)> model_of;
};

// Version 5 of a UUID: the same for the same text and seed everywhere.
PointId point_id(const std::string& resolved_yaml, std::uint64_t seed);

// Reads the sweep and its scenario, and tries each factor by itself; for so many shards. Leaves out
// `ids`. Throws ScenarioFileMissing, ScenarioFileError or SweepError.
SweepPlan plan_sweep(const std::string& path, const std::vector<std::string>& overrides,
                     std::uint64_t shards = 1);

// Finds `ids`, on so many threads.
void identify_points(SweepPlan& plan, unsigned threads);

PartProvenance provenance_of(const SweepPlan& plan);

// What the results file says of the points.
SweepTable table_of(const SweepPlan& plan);

// Whether replications 0, 1, ... that have left these values are enough: what the stopping rule
// asks for is known well enough, or there are as many as there may be. By run: the sum of what the
// rule is about.
bool are_enough(const SweepReplications& rule, const std::vector<double>& sums);

double stopping_sum(const SweepPlan& plan, const RunRecord& run);

// The runs of a point that count, read from what is finished: in order, as many as the rule asks
// for. Nothing where one is missing.
struct PointRuns {
  PointOutcome outcome;
  bool is_complete = false;
};
PointRuns runs_of(const SweepPlan& plan, const PartStore& store, std::size_t point);

}  // namespace caravan
