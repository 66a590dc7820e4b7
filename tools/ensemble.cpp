#include "ensemble.hpp"

#include <sched.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "caravan/models/simulate.hpp"

namespace caravan {
namespace {

struct Finished {
  Results results;
  std::unique_ptr<Recording> recording;
};

// What workers and the collecting thread share.
class Exchange {
 public:
  Exchange(std::uint64_t replications, unsigned threads)
      : replications_(replications), ahead_(4 * std::uint64_t{threads}) {}

  // The next replication to do; waits while too many results are not yet collected.
  bool next(std::uint64_t& replication, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, stop, [&] { return next_ < collected_ + ahead_; });
    if (stop.stop_requested() || error_ || next_ == replications_) return false;
    replication = next_++;
    return true;
  }

  void hand_over(std::uint64_t replication, Finished one) {
    const std::lock_guard lock(mutex_);
    finished_.emplace(replication, std::move(one));
    news_.notify_one();
  }

  void fail(const std::exception_ptr& error) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = error;
    news_.notify_one();
  }

  // Is it the first that has not been collected?
  bool is_first(std::uint64_t replication) {
    const std::lock_guard lock(mutex_);
    return replication == collected_;
  }

  // The next in order; false if it is not there within a tenth of a second.
  bool wait_for_next(Finished& one) {
    std::unique_lock lock(mutex_);
    const auto is_there = [&] { return error_ || finished_.contains(collected_); };
    if (!news_.wait_for(lock, std::chrono::milliseconds(100), is_there)) return false;
    if (error_) std::rethrow_exception(error_);
    one = std::move(finished_.extract(collected_).mapped());
    return true;
  }

  void next_is_collected() {
    const std::lock_guard lock(mutex_);
    ++collected_;
    room_.notify_all();
  }

  bool is_complete() const { return collected_ == replications_; }

 private:
  const std::uint64_t replications_;
  const std::uint64_t ahead_;
  std::mutex mutex_;
  std::condition_variable_any room_;
  std::condition_variable news_;
  std::map<std::uint64_t, Finished> finished_;
  std::exception_ptr error_;
  std::uint64_t next_ = 0;
  std::uint64_t collected_ = 0;
};

void append_rows(const Series& news, VariableValues& all) {
  for (std::size_t v = 0; v < kVariableCount; ++v) {
    all[v].insert(all[v].end(), news.rows[v].begin(), news.rows[v].end());
  }
}

Finished simulate_one(
    const Network& network, const Ensemble& ensemble, const SeriesPlan& plan,
    std::uint64_t replication, const std::stop_token& stop,
    const std::function<void(Recording&, const World&, const Journal&)>& take_news) {
  auto recording = std::make_unique<Recording>(plan, ensemble.folder);
  VariableValues rows;
  const auto take = [&](const World& world, const Journal& news) {
    take_news(*recording, world, news);
    if (ensemble.keeps_series) append_rows(world.series, rows);
  };
  const Detail detail =
      ensemble.keeps_series ? std::max(ensemble.detail, Detail::series) : ensemble.detail;
  Results results = simulate(network, ensemble.seed, ensemble.first_replication + replication, stop,
                             detail, take);
  for (std::size_t v = 0; v < kVariableCount; ++v) {
    if (!rows[v].empty()) results.values[v] = std::move(rows[v]);
  }
  return {std::move(results), std::move(recording)};
}

void work(const std::stop_token& stop, const Network& network, const Ensemble& ensemble,
          const SeriesPlan& plan, const Collector& collector, Exchange& exchange) {
  try {
    std::uint64_t replication = 0;
    const auto take = [&](Recording& recording, const World& world, const Journal& news) {
      if (collector.news && exchange.is_first(replication)) {
        collector.news(recording, world, news);
      } else {
        recording.add(world, news);
      }
    };
    while (exchange.next(replication, stop)) {
      exchange.hand_over(replication,
                         simulate_one(network, ensemble, plan, replication, stop, take));
    }
  } catch (...) {
    exchange.fail(std::current_exception());
  }
}

}  // namespace

void run_ensemble(const Network& network, const Ensemble& ensemble, const Collector& collector,
                  const std::function<bool()>& tick) {
  const SeriesPlan plan(network, ensemble.detail, ensemble.only);
  Exchange exchange(ensemble.replications, ensemble.threads);
  std::vector<std::jthread> workers;  // after the exchange: stopped and joined before it goes
  for (unsigned i = 0; i < ensemble.threads; ++i) {
    workers.emplace_back([&](const std::stop_token& stop) {
      work(stop, network, ensemble, plan, collector, exchange);
    });
  }
  Finished one;
  while (!exchange.is_complete()) {
    if (exchange.wait_for_next(one)) {
      collector.whole(one.results, *one.recording);
      exchange.next_is_collected();
    }
    if (!tick()) {
      for (std::jthread& worker : workers) worker.request_stop();
      throw Stopped();
    }
  }
}

unsigned available_processors() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
  const int count = CPU_COUNT(&allowed);
  return count > 0 ? static_cast<unsigned>(count) : 1;
}

}  // namespace caravan
