#include "sweep_work.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include "caravan/models/simulate.hpp"

namespace caravan {
namespace {

constexpr std::uint64_t kUnitsPerWorker = 16;
constexpr auto kBetweenTicks = std::chrono::milliseconds(2);
constexpr auto kBetweenSyncs = std::chrono::seconds(1);

// A point made ready, and how its figures become the sweep's.
struct ReadyPoint {
  PointModel model;
  std::optional<Relabelling> relabelling;  // none if the layouts are equal
};

// Points that are being worked on: each is made ready once, however many threads run it.
class ReadyPoints {
 public:
  ReadyPoints(const SweepPlan& plan, std::size_t most) : plan_(plan), most_(most) {}

  std::shared_ptr<const ReadyPoint> get(std::uint32_t point) {
    const std::shared_ptr<Entry> entry = entry_of(point);
    std::call_once(entry->once, [&] { make_ready(point, entry->ready); });
    return {entry, &entry->ready};
  }

 private:
  struct Entry {
    std::uint32_t point = 0;
    std::once_flag once;
    ReadyPoint ready;
  };

  std::shared_ptr<Entry> entry_of(std::uint32_t point) {
    const std::lock_guard lock(mutex_);
    const auto known = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const auto& entry) { return entry->point == point; });
    if (known != entries_.end()) return *known;
    if (entries_.size() == most_) entries_.pop_front();
    entries_.push_back(std::make_shared<Entry>());
    entries_.back()->point = point;
    return entries_.back();
  }

  void make_ready(std::uint32_t point, ReadyPoint& ready) const {
    ready.model = plan_.model_of(point);
    if (!ready.model.problem.empty() || ready.model.layout == plan_.layout) return;
    try {
      ready.relabelling.emplace(ready.model.layout, plan_.layout);
    } catch (const OutputError& error) {
      ready.model.problem = error.what();
    }
  }

  const SweepPlan& plan_;
  const std::size_t most_;
  std::mutex mutex_;
  std::list<std::shared_ptr<Entry>> entries_;  // the oldest first
};

RunRecord simulate_run(const SweepPlan& plan, const ReadyPoint& ready, std::uint32_t point,
                       std::uint32_t replication, const std::stop_token& stop) {
  RunRecord record;
  record.point = plan.ids[point];
  record.replication = replication;
  try {
    const Results results = ready.model.simulate(replication, stop);
    record.fingerprint = results.fingerprint;
    record.values = values_of(ready.model.layout, results);
    if (!ready.relabelling) return record;
    std::vector<double> values(size_of(plan.layout));
    ready.relabelling->apply(record.values.data(), values.data());
    record.values = std::move(values);
  } catch (const Stopped&) {
    throw;
  } catch (const std::exception& error) {
    record.failure = error.what();
    if (record.failure.empty()) record.failure = "failed without a reason";
  }
  return record;
}

// Whether there is nothing more to do for this run.
bool is_done(const SweepPlan& plan, const PartStore::Place* place) {
  return place != nullptr && !(place->is_failure && plan.retries_failed);
}

class Worker {
 public:
  Worker(const SweepPlan& plan, const PartStore& store, PartLog& log, ReadyPoints& points)
      : plan_(plan), store_(store), log_(log), points_(points) {}

  void work_on(const SweepUnit& unit, const std::stop_token& stop) const {
    std::vector<double> sums;
    for (std::uint32_t r = unit.first; r < unit.last; ++r) {
      if (stop.stop_requested()) throw Stopped();
      if (plan_.spec.replications.until && are_enough(plan_.spec.replications, sums)) return;
      RunRecord run;
      const auto* place = store_.find(plan_.ids[unit.point], r);
      if (is_done(plan_, place)) {
        run = store_.read(*place);
      } else {
        const auto ready = points_.get(unit.point);
        if (!ready->model.problem.empty()) return give_up(unit.point, ready->model.problem);
        run = simulate_run(plan_, *ready, unit.point, r, stop);
        log_.append(run);
      }
      sums.push_back(run.failure.empty() ? stopping_sum(plan_, run)
                                         : std::numeric_limits<double>::quiet_NaN());
    }
  }

 private:
  void give_up(std::uint32_t point, const std::string& problem) const {
    RunRecord record;
    record.point = plan_.ids[point];
    record.replication = kWholePoint;
    record.failure = problem;
    log_.append(record);
  }

  const SweepPlan& plan_;
  const PartStore& store_;
  PartLog& log_;
  ReadyPoints& points_;
};

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

std::vector<SweepUnit> units_to_do(const SweepPlan& plan, const PartStore& store,
                                   const Shard& shard, std::uint64_t workers) {
  const SweepReplications& rule = plan.spec.replications;
  const std::uint64_t runs = plan.points.size() * rule.at_most / shard.of;
  const auto longest =
      std::clamp<std::uint64_t>(runs / (workers * kUnitsPerWorker), 1, rule.at_most);
  std::vector<SweepUnit> units;
  for (std::uint32_t point = 0; point < plan.points.size(); ++point) {
    if (!shard.holds(point) || is_done(plan, store.find(plan.ids[point], kWholePoint))) continue;
    if (rule.until) {  // its runs depend on those before
      const PointRuns there = runs_of(plan, store, point);
      const bool is_tried_again = plan.retries_failed && !there.outcome.failure.empty();
      if (!there.is_complete || is_tried_again) {
        units.push_back({point, 0, static_cast<std::uint32_t>(rule.at_most)});
      }
      continue;
    }
    for (std::uint32_t r = 0; r < rule.at_most; ++r) {
      if (is_done(plan, store.find(plan.ids[point], r))) continue;
      const bool goes_on = !units.empty() && units.back().point == point &&
                           units.back().last == r && r - units.back().first < longest;
      if (goes_on) {
        ++units.back().last;
      } else {
        units.push_back({point, r, r + 1});
      }
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

void do_units(const SweepPlan& plan, const PartStore& store, PartLog& log, unsigned threads,
              const NextUnit& next, const std::function<bool()>& tick) {
  ReadyPoints points(plan, threads + 1);
  const Worker worker(plan, store, log, points);
  Roll roll(threads);
  const auto work = [&](std::stop_token stop) {
    try {
      SweepUnit unit;
      while (!stop.stop_requested() && next(unit)) worker.work_on(unit, stop);
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
