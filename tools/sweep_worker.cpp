#include "sweep_worker.hpp"

#include <algorithm>
#include <chrono>

#include "caravan/models/undefined.hpp"

namespace caravan {

std::shared_ptr<const ReadyPoint> ReadyPoints::get(std::uint32_t point) {
  const std::shared_ptr<Entry> entry = entry_of(point);
  std::call_once(entry->once, [&] { make_ready(point, entry->ready); });
  return {entry, &entry->ready};
}

std::shared_ptr<ReadyPoints::Entry> ReadyPoints::entry_of(std::uint32_t point) {
  const std::lock_guard lock(mutex_);
  const auto known = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const auto& entry) { return entry->point == point; });
  if (known != entries_.end()) return *known;
  if (entries_.size() == most_) entries_.pop_front();
  entries_.push_back(std::make_shared<Entry>());
  entries_.back()->point = point;
  return entries_.back();
}

void ReadyPoints::make_ready(std::uint32_t point, ReadyPoint& ready) const {
  ready.model = plan_.model_of(point);
  if (!ready.model.problem.empty() || ready.model.layout == plan_.layout) return;
  try {
    ready.relabelling.emplace(ready.model.layout, plan_.layout);
  } catch (const OutputError& error) {
    ready.model.problem = error.what();
  }
}

void WarmStart::add(const WarmStart& more) {
  work.add(more.work);
  seconds_saved += more.seconds_saved;
}

bool is_done(const SweepPlan& plan, const PartStore::Place* place) {
  return place != nullptr && !(place->is_failure && plan.retries_failed);
}

void SweepWorker::work_on(const SweepUnit& unit, const std::stop_token& stop) {
  const PointBatch& batch = plan_.batches[unit.batch];
  std::vector<Member> members;
  for (std::uint32_t i = unit.begin; i < unit.end; ++i) members.emplace_back().point = batch[i];
  families_.clear();
  for (std::uint32_t r = unit.first; r < unit.last; ++r) {
    std::vector<Member*> to_do;
    for (Member& member : members) {
      if (stop.stop_requested()) throw Stopped();
      if (is_to_be_done(member, r)) to_do.push_back(&member);
    }
    run(to_do, r, stop);
  }
}

// Makes it ready, too. If it can't be, that is logged.
bool SweepWorker::is_to_be_done(Member& member, std::uint32_t replication) const {
  const SweepReplications& rule = plan_.spec.replications;
  if (member.is_over || (rule.until && are_enough(rule, member.sums))) return false;
  const auto* place = store_.find(plan_.ids[member.point], replication);
  if (is_done(plan_, place)) {
    if (rule.until) member.sums.push_back(sum_of(store_.read(*place)));
    return false;
  }
  if (member.ready == nullptr) member.ready = points_.get(member.point);
  if (!member.ready->model.problem.empty()) return give_up(member), false;
  return true;
}

// Runs of each family together.
void SweepWorker::run(const std::vector<Member*>& members, std::uint32_t replication,
                      const std::stop_token& stop) {
  if (members.size() == 1) return run_alone(*members.front(), replication, stop);
  for (Member* member : members) find_family(*member);
  std::vector<Member*> left = members;
  while (!left.empty()) {
    std::vector<Member*> family;
    const std::size_t first = left.front()->family;
    std::erase_if(left, [&](Member* member) {
      const bool is_of_it = member->family == first;
      if (is_of_it) family.push_back(member);
      return is_of_it;
    });
    run_together(family, replication, stop);
  }
}

void SweepWorker::find_family(Member& member) {
  const std::shared_ptr<const Network>& network = member.ready->model.network;
  if (member.family > 0) return;
  const auto known = std::find_if(families_.begin(), families_.end(),
                                  [&](const auto& one) { return may_begin_alike(*one, *network); });
  member.family = static_cast<std::size_t>(known - families_.begin()) + 1;
  if (known == families_.end()) families_.push_back(network);
}

void SweepWorker::run_together(const std::vector<Member*>& members, std::uint32_t replication,
                               const std::stop_token& stop) {
  std::vector<const Network*> networks;
  for (const Member* member : members) networks.push_back(member->ready->model.network.get());
  std::vector<bool> has_run(members.size(), false);
  const auto take = [&](std::size_t i, const Results& results) {
    has_run[i] = true;
    finish(*members[i], record_of(*members[i], results));
  };
  const auto began = std::chrono::steady_clock::now();
  WarmStart saved;
  try {
    if (members.size() > 1) {
      saved.work = simulate_together(networks, plan_.spec.seed, replication,
                                     detail_of(members.front()->ready->model.layout), stop, take);
    }
  } catch (const Stopped&) {
    throw;
  } catch (const OutputError&) {
    throw;
  } catch (const std::exception&) {  // by which of them it will fail alone is told then
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  const auto done = static_cast<double>(saved.work.events - saved.work.shared_events);
  const auto shared = static_cast<double>(saved.work.shared_events);
  saved.seconds_saved = done > 0 ? took.count() * shared / done : 0;
  warm_start_.add(saved);
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!has_run[i]) run_alone(*members[i], replication, stop);
  }
}

void SweepWorker::run_alone(Member& member, std::uint32_t replication,
                            const std::stop_token& stop) {
  RunRecord record;
  try {
    const Results results = member.ready->model.simulate(replication, stop);
    record = record_of(member, results);
    ++warm_start_.work.runs;
    warm_start_.work.events += static_cast<std::uint64_t>(results[Variable::events].at(0));
  } catch (const Stopped&) {
    throw;
  } catch (const std::exception& error) {
    record = {};
    record.failure = error.what();
    if (record.failure.empty()) record.failure = "failed without a reason";
    record.point = plan_.ids[member.point];
    record.replication = replication;
  }
  finish(member, record);
}

RunRecord SweepWorker::record_of(const Member& member, const Results& results) const {
  RunRecord record;
  record.point = plan_.ids[member.point];
  record.replication = static_cast<std::uint32_t>(results.replication);
  record.fingerprint = results.fingerprint;
  record.values = values_of(member.ready->model.layout, results);
  if (!member.ready->relabelling) return record;
  std::vector<double> values(size_of(plan_.layout));
  member.ready->relabelling->apply(record.values.data(), values.data());
  record.values = std::move(values);
  return record;
}

void SweepWorker::finish(Member& member, const RunRecord& run) const {
  log_.append(run);
  member.sums.push_back(sum_of(run));
}

double SweepWorker::sum_of(const RunRecord& run) const {
  return run.failure.empty() ? stopping_sum(plan_, run) : kUndefined;
}

void SweepWorker::give_up(Member& member) const {
  RunRecord record;
  record.point = plan_.ids[member.point];
  record.replication = kWholePoint;
  record.failure = member.ready->model.problem;
  log_.append(record);
  member.is_over = true;
}

}  // namespace caravan
