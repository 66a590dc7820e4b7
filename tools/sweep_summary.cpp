#include "sweep_summary.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>

#include "summary_parts.hpp"

namespace caravan {

std::string count_of(std::size_t count, const std::string& what) {
  return grouped(std::to_string(count)) + " " + what + (count == 1 ? "" : "s");
}

std::string list_of(const std::vector<std::size_t>& numbers) {
  constexpr std::size_t kMost = 8;
  std::string text;
  for (std::size_t i = 0; i < numbers.size() && i < kMost; ++i) {
    if (i > 0) text += i + 1 == numbers.size() ? " and " : ", ";
    text += std::to_string(numbers[i]);
  }
  return text + (numbers.size() > kMost ? ", ..." : "");
}

std::string failures_text(const SweepPlan& plan, const PartStore& store) {
  std::vector<std::size_t> failed;
  std::string first;
  for (std::size_t point = 0; point < plan.points.size(); ++point) {
    const std::string failure = runs_of(plan, store, point).outcome.failure;
    if (failure.empty()) continue;
    if (failed.empty()) first = failure;
    failed.push_back(point);
  }
  if (failed.empty()) return "";
  return count_of(failed.size(), "point") + " failed: " + list_of(failed) +
         "; the first because: " + first + "\n";
}

std::string warm_start_text(const WarmStart& saved) {
  const SharedWork& work = saved.work;
  if (work.shared_runs == 0) return "";
  const std::string first = to_iso(work.first).substr(0, 10);
  const std::string last = to_iso(work.last).substr(0, 10);
  const double share =
      static_cast<double>(work.events - work.shared_events) / static_cast<double>(work.events);
  return "warm start: " + std::to_string(work.shared_runs) + " of " + count_of(work.runs, "run") +
         " went on from another's world as of " + first + (first == last ? "" : " to " + last) +
         ": " + fixed(share, 2) + " times the work, " + fixed(saved.seconds_saved, 1) +
         " s of a processor saved\n";
}

namespace {

void print_factors(const SweepPlan& plan) {
  Table table(true);
  table.row({"  Factor", "values", "the first few"});
  for (std::size_t f = 0; f < plan.spec.factors.size(); ++f) {
    std::vector<std::string> distinct;
    for (const SweepPoint& point : plan.points) {
      if (std::find(distinct.begin(), distinct.end(), point.values[f]) == distinct.end()) {
        distinct.push_back(point.values[f]);
      }
      if (distinct.size() > 1000) break;
    }
    std::string some;
    for (std::size_t i = 0; i < distinct.size() && i < 5; ++i)
      some += (i > 0 ? ", " : "") + distinct[i];
    table.row({"  " + plan.spec.factors[f].name,
               distinct.size() > 1000 ? "many" : std::to_string(distinct.size()),
               some + (distinct.size() > 5 ? ", ..." : "")});
  }
  table.print(std::cout);
}

}  // namespace

void tell_costs(const SweepPlan& plan, unsigned threads) {
  const std::size_t runs = plan.points.size() * plan.spec.replications.at_most;
  std::cout << plan.spec.title << ": " << name_of(plan.spec.design) << " of "
            << count_of(plan.points.size(), "point") << ", " << count_of(runs, "run")
            << (plan.spec.replications.until ? " at most" : "") << "\n\n";
  print_factors(plan);
  const PointModel model = plan.model_of(plan.points.size() / 2);
  if (!model.problem.empty()) {
    std::cout << "The point in the middle can't run:\n" << model.problem << '\n';
    return;
  }
  const auto began = std::chrono::steady_clock::now();
  model.simulate(0, {});
  const std::chrono::duration<double> one = std::chrono::steady_clock::now() - began;
  const double all = one.count() * static_cast<double>(runs) / threads;
  const double megabytes =
      static_cast<double>(runs) * static_cast<double>(size_of(plan.layout)) * 8 / 1e6;
  std::cout << "One run takes " << fixed(one.count(), 2) << " s; all some " << fixed(all / 60, 1)
            << " min on " << count_of(threads, "thread") << ", and at most "
            << fixed(2 * megabytes, 1) << " MB of disk.\n";
}

}  // namespace caravan
