#include "sweep_work.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

#include "caravan/models/simulate.hpp"

namespace caravan {
namespace {

constexpr std::uint64_t kUnitsPerWorker = 16;
constexpr std::uint64_t kPiecesPerWorker = 4;                  // of what is simulated together
constexpr auto kBetweenTicks = std::chrono::milliseconds(10);  // oftener costs more than 1 %
constexpr auto kBetweenSyncs = std::chrono::seconds(1);

// How many threads are still at work, and what stopped one of them.
class Roll {
 public:
  explicit Roll(unsigned threads) : at_work_(threads) {}

  void leave(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    if (error && !error_) error_ = error;
    --at_work_;
    news_.notify_one();
  }

  // False when all have left; waits for that a little while.
  bool is_anybody_at_work() {
    std::unique_lock lock(mutex_);
    news_.wait_for(lock, kBetweenTicks, [&] { return at_work_ == 0 || error_; });
    return at_work_ > 0 && !error_;
  }

  void rethrow() {
    const std::lock_guard lock(mutex_);
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable news_;
  unsigned at_work_;
  std::exception_ptr error_;
};

}  // namespace

namespace {

bool is_left(const SweepPlan& plan, const PartStore& store, std::uint32_t point,
             std::uint32_t replication) {
  const PointId& id = plan.ids[point];
  return !is_done(plan, store.find(id, kWholePoint)) && !is_done(plan, store.find(id, replication));
}

// Under a stopping rule, where runs depend on those before.
bool is_point_left(const SweepPlan& plan, const PartStore& store, std::uint32_t point) {
  if (is_done(plan, store.find(plan.ids[point], kWholePoint))) return false;
  const PointRuns there = runs_of(plan, store, point);
  const bool is_tried_again = plan.retries_failed && !there.outcome.failure.empty();
  return !there.is_complete || is_tried_again;
}

// Replications that are left of some points of a batch, at most `longest` in a row.
void add_units(const SweepPlan& plan, const PartStore& store, SweepUnit unit, std::uint64_t longest,
               std::vector<SweepUnit>& units) {
  const SweepReplications& rule = plan.spec.replications;
  const PointBatch& batch = plan.batches[unit.batch];
  const auto any = [&](const auto& is_it) {
    return std::any_of(batch.begin() + unit.begin, batch.begin() + unit.end, is_it);
  };
  if (rule.until) {
    unit.last = static_cast<std::uint32_t>(rule.at_most);
    if (any([&](std::uint32_t point) { return is_point_left(plan, store, point); })) {
      units.push_back(unit);
    }
    return;
  }
  for (std::uint32_t r = 0; r < rule.at_most; ++r) {
    if (!any([&](std::uint32_t point) { return is_left(plan, store, point, r); })) continue;
    const bool goes_on = unit.last > 0 && unit.last == r && r - unit.first < longest;
    if (goes_on) {
      units.back().last = ++unit.last;
    } else {
      unit.first = r;
      unit.last = r + 1;
      units.push_back(unit);
    }
  }
}

}  // namespace

std::vector<SweepUnit> units_to_do(const SweepPlan& plan, const PartStore& store,
                                   const Shard& shard, std::uint64_t workers) {
  const SweepReplications& rule = plan.spec.replications;
  const std::uint64_t runs = plan.points.size() * rule.at_most / shard.of;
  // One worker alone need not be kept in step with others.
  const std::uint64_t pieces = workers == 1 ? 1 : workers * kPiecesPerWorker;
  const std::uint64_t most_points =
      std::max<std::uint64_t>(1, (rule.until ? runs / rule.at_most : runs) / pieces);
  std::vector<SweepUnit> units;
  for (std::uint32_t b = 0; b < plan.batches.size(); ++b) {
    if (!shard.holds(b)) continue;
    const auto points = static_cast<std::uint32_t>(plan.batches[b].size());
    const auto together = static_cast<std::uint32_t>(std::min<std::uint64_t>(points, most_points));
    const auto longest =
        std::clamp<std::uint64_t>(runs / (workers * kUnitsPerWorker * together), 1, rule.at_most);
    for (std::uint32_t begin = 0; begin < points; begin += together) {
      add_units(plan, store, {b, begin, std::min(points, begin + together), 0, 0}, longest, units);
    }
  }
  return units;
}

NextUnit taken_from(const std::vector<SweepUnit>& units) {
  const auto next = std::make_shared<std::atomic<std::size_t>>(0);
  return [&units, next](SweepUnit& unit) {
    const std::size_t i = (*next)++;
    if (i >= units.size()) return false;
    unit = units[i];
    return true;
  };
}

WarmStart do_units(const SweepPlan& plan, const PartStore& store, PartLog& log, unsigned threads,
                   const NextUnit& next, const std::function<bool()>& tick) {
  std::size_t together = 1;
  for (const PointBatch& batch : plan.batches) together = std::max(together, batch.size());
  ReadyPoints points(plan, threads * together + 1);
  WarmStart saved;
  std::mutex mutex;
  Roll roll(threads);
  const auto work = [&](std::stop_token stop) {
    try {
      SweepWorker worker(plan, store, log, points);
      SweepUnit unit;
      while (!stop.stop_requested() && next(unit)) worker.work_on(unit, stop);
      {
        const std::lock_guard lock(mutex);
        saved.add(worker.warm_start());
      }
      roll.leave(nullptr);
    } catch (const Stopped&) {
      roll.leave(nullptr);
    } catch (...) {
      roll.leave(std::current_exception());
    }
  };
  std::vector<std::jthread> workers;  // after what they use: stopped and joined before it goes
  for (unsigned i = 0; i < threads; ++i) workers.emplace_back(work);
  auto synced = std::chrono::steady_clock::now();
  while (roll.is_anybody_at_work()) {
    if (!tick()) throw Stopped();
    const auto now = std::chrono::steady_clock::now();
    if (now - synced < kBetweenSyncs) continue;
    log.sync();
    synced = now;
  }
  roll.rethrow();
  log.sync();
  return saved;
}

void write_sweep(const SweepPlan& plan, const PartStore& store, const std::string& output,
                 bool overwrite) {
  SweepWriter writer(output, plan.base, plan.layout, table_of(plan), overwrite);
  for (std::size_t point = 0; point < plan.points.size(); ++point) {
    writer.write(runs_of(plan, store, point).outcome);
  }
  writer.finish();
}

std::vector<std::size_t> incomplete_points(const SweepPlan& plan, const PartStore& store) {
  std::vector<std::size_t> missing;
  for (std::size_t point = 0; point < plan.points.size(); ++point) {
    if (!runs_of(plan, store, point).is_complete) missing.push_back(point);
  }
  return missing;
}

}  // namespace caravan
