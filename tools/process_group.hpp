// The processes that mpirun or srun started together, of which the first deals out the work. Alone
// where nothing of the kind did.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

#include "sweep_work.hpp"

namespace caravan {

class ProcessGroup {
 public:
  // Joins the others, if this process was started under MPI. Throws UsageError if it was and this
  // program knows nothing of MPI: each would do all the work.
  ProcessGroup();
  ~ProcessGroup();
  ProcessGroup(const ProcessGroup&) = delete;
  ProcessGroup& operator=(const ProcessGroup&) = delete;

  int rank() const { return rank_; }
  int size() const { return size_; }
  bool is_first() const { return rank_ == 0; }

  // Whether it is so for any of them; all must ask. Those that wait use no processor.
  bool any(bool is_so);

  // Of all of them; all must ask.
  std::int64_t largest(std::int64_t number);
  std::int64_t sum(std::int64_t number);

  // The first's bytes are everybody's afterwards; all must call it, with as many.
  void broadcast(void* bytes, std::size_t count);

  // Ends all of them at once with this exit code, if there are others.
  void abort(int exit_code);

 private:
  int rank_ = 0;
  int size_ = 1;
};

// Deals units among a group's processes, each to the next who asks. The main thread of each must
// call serve() often while its workers take units; MPI is spoken by the main thread only.
class UnitDealer {
 public:
  // `units` are the first process's; `threads` work in this one.
  UnitDealer(ProcessGroup& group, std::vector<SweepUnit> units, unsigned threads);

  // For workers: the next unit, waiting for one if others may still come.
  bool next(SweepUnit& unit);

  void serve();

  // This process takes no more. Afterwards finish() still has to be called.
  void stop();

  // Serves until no other process wants anything of this one.
  void finish();

 private:
  bool is_settled();
  void answer_requests();
  void ask_for_more();
  std::vector<SweepUnit> deal();

  ProcessGroup& group_;
  const unsigned threads_;
  std::mutex mutex_;
  std::condition_variable news_;
  std::deque<SweepUnit> units_;  // of the first process: all; of others: those at hand
  bool is_dry_ = false;          // no more will come
  bool is_asking_ = false;
  bool is_stopped_ = false;
  int answered_for_good_ = 0;  // by the first: how many others have been told that there is nothing
};

}  // namespace caravan
