// What one thread of a sweep does: runs of some points, each appended to a log when it is finished.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "caravan/models/warm_start.hpp"
#include "sweep_plan.hpp"

namespace caravan {

// Replications first to last - 1 of some points of a batch, done by one thread.
struct SweepUnit {
  std::uint32_t batch = 0;
  std::uint32_t begin = 0;  // among the points of the batch
  std::uint32_t end = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

// A point made ready, and how its figures become the sweep's.
struct ReadyPoint {
  PointModel model;
  std::optional<Relabelling> relabelling;  // none if the layouts are equal
};

// Points that are being worked on: each is made ready once, however many threads run it.
class ReadyPoints {
 public:
  // Forgets all but this many.
  ReadyPoints(const SweepPlan& plan, std::size_t most) : plan_(plan), most_(most) {}

  // Any thread may ask.
  std::shared_ptr<const ReadyPoint> get(std::uint32_t point);

 private:
  struct Entry {
    std::uint32_t point = 0;
    std::once_flag once;
    ReadyPoint ready;
  };

  std::shared_ptr<Entry> entry_of(std::uint32_t point);
  void make_ready(std::uint32_t point, ReadyPoint& ready) const;

  const SweepPlan& plan_;
  const std::size_t most_;
  std::mutex mutex_;
  std::list<std::shared_ptr<Entry>> entries_;  // the oldest first
};

// What a warm start has saved.
struct WarmStart {
  SharedWork work;
  double seconds_saved = 0;  // of one processor, by the events that were not simulated again

  void add(const WarmStart& more);
};

// Whether there is nothing more to do for this run.
bool is_done(const SweepPlan& plan, const PartStore::Place* place);

class SweepWorker {
 public:
  SweepWorker(const SweepPlan& plan, const PartStore& store, PartLog& log, ReadyPoints& points)
      : plan_(plan), store_(store), log_(log), points_(points) {}

  // Throws Stopped, or OutputError. What a run fails with is logged.
  void work_on(const SweepUnit& unit, const std::stop_token& stop);

  const WarmStart& warm_start() const { return warm_start_; }

 private:
  struct Member {
    std::uint32_t point = 0;
    std::shared_ptr<const ReadyPoint> ready;  // when there is something to do for it
    std::size_t family = 0;                   // of points that may begin alike
    std::vector<double> sums;                 // of its runs, for the stopping rule
    bool is_over = false;
  };

  bool is_to_be_done(Member& member, std::uint32_t replication) const;
  void find_family(Member& member);
  void run(const std::vector<Member*>& members, std::uint32_t replication,
           const std::stop_token& stop);
  void run_together(const std::vector<Member*>& members, std::uint32_t replication,
                    const std::stop_token& stop);
  void run_alone(Member& member, std::uint32_t replication, const std::stop_token& stop);
  RunRecord record_of(const Member& member, const Results& results) const;
  void finish(Member& member, const RunRecord& run) const;
  void give_up(Member& member) const;
  double sum_of(const RunRecord& run) const;

  const SweepPlan& plan_;
  const PartStore& store_;
  PartLog& log_;
  ReadyPoints& points_;
  std::vector<std::shared_ptr<const Network>> families_;  // of the unit: one of each
  WarmStart warm_start_;
};

}  // namespace caravan
