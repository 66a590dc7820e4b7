#include "process_group.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "options.hpp"

#ifdef CARAVAN_WITH_MPI
#include <mpi.h>
#endif

namespace caravan {
namespace {

constexpr auto kNap = std::chrono::milliseconds(1);
constexpr std::size_t kMostAtOnce = 64;

// Started by mpirun (Open MPI, MPICH) or by srun --mpi=...: with others, or one alone.
bool is_started_by_mpi() {
  for (const char* variable : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_SIZE", "PMI_RANK"}) {
    if (std::getenv(variable) != nullptr) return true;
  }
  return false;
}

}  // namespace

#ifdef CARAVAN_WITH_MPI

namespace {

constexpr int kRequest = 1;
constexpr int kAnswer = 2;

bool is_message_waiting(int from, int tag, MPI_Status& status) {
  int is_there = 0;
  MPI_Iprobe(from, tag, MPI_COMM_WORLD, &is_there, &status);
  return is_there != 0;
}

std::int64_t of_all(std::int64_t number, MPI_Op operation) {
  std::int64_t all = 0;
  MPI_Request request;
  MPI_Iallreduce(&number, &all, 1, MPI_INT64_T, operation, MPI_COMM_WORLD, &request);
  int is_done = 0;
  while (MPI_Test(&request, &is_done, MPI_STATUS_IGNORE), is_done == 0) {
    std::this_thread::sleep_for(kNap);
  }
  return all;
}

}  // namespace

ProcessGroup::ProcessGroup() {
  if (!is_started_by_mpi()) return;
  int granted = 0;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &granted);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &size_);
}

ProcessGroup::~ProcessGroup() {
  int is_open = 0;
  MPI_Initialized(&is_open);
  if (is_open != 0) MPI_Finalize();
}

bool ProcessGroup::any(bool is_so) { return largest(is_so ? 1 : 0) != 0; }

std::int64_t ProcessGroup::largest(std::int64_t number) {
  return size_ == 1 ? number : of_all(number, MPI_MAX);
}

std::int64_t ProcessGroup::sum(std::int64_t number) {
  return size_ == 1 ? number : of_all(number, MPI_SUM);
}

void ProcessGroup::broadcast(void* bytes, std::size_t count) {
  if (size_ > 1) MPI_Bcast(bytes, static_cast<int>(count), MPI_BYTE, 0, MPI_COMM_WORLD);
}

void ProcessGroup::abort(int exit_code) {
  if (size_ > 1) MPI_Abort(MPI_COMM_WORLD, exit_code);
}

void UnitDealer::answer_requests() {
  MPI_Status status;
  while (is_message_waiting(MPI_ANY_SOURCE, kRequest, status)) {
    int wants_more = 0;
    MPI_Recv(&wants_more, 1, MPI_INT, status.MPI_SOURCE, kRequest, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    const std::vector<SweepUnit> dealt = wants_more != 0 ? deal() : std::vector<SweepUnit>{};
    if (dealt.empty()) ++answered_for_good_;
    MPI_Send(dealt.data(), static_cast<int>(dealt.size() * sizeof(SweepUnit)), MPI_BYTE,
             status.MPI_SOURCE, kAnswer, MPI_COMM_WORLD);
  }
}

void UnitDealer::ask_for_more() {
  if (is_asking_) {
    MPI_Status status;
    if (!is_message_waiting(0, kAnswer, status)) return;
    int bytes = 0;
    MPI_Get_count(&status, MPI_BYTE, &bytes);
    std::vector<SweepUnit> dealt(static_cast<std::size_t>(bytes) / sizeof(SweepUnit));
    MPI_Recv(dealt.data(), bytes, MPI_BYTE, 0, kAnswer, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    const std::lock_guard lock(mutex_);
    is_asking_ = false;
    if (dealt.empty()) is_dry_ = true;
    // What comes after this process was stopped stays undone.
    units_.insert(units_.end(), dealt.begin(), dealt.end());
    news_.notify_all();
    return;
  }
  const std::lock_guard lock(mutex_);
  if (is_dry_ || units_.size() >= threads_) return;
  const int wants_more = is_stopped_ ? 0 : 1;
  MPI_Send(&wants_more, 1, MPI_INT, 0, kRequest, MPI_COMM_WORLD);
  is_asking_ = true;
}

#else

ProcessGroup::ProcessGroup() {
  const char* size = std::getenv("OMPI_COMM_WORLD_SIZE");
  const bool is_alone = size != nullptr && std::string_view(size) == "1";
  if (is_started_by_mpi() && !is_alone) {
    throw UsageError(
        "started under MPI, but built without it: install Open MPI (libopenmpi-dev), configure and "
        "build again");
  }
}

ProcessGroup::~ProcessGroup() = default;

bool ProcessGroup::any(bool is_so) { return is_so; }

std::int64_t ProcessGroup::largest(std::int64_t number) { return number; }

std::int64_t ProcessGroup::sum(std::int64_t number) { return number; }

void ProcessGroup::broadcast(void*, std::size_t) {}

void ProcessGroup::abort(int) {}

void UnitDealer::answer_requests() {}

void UnitDealer::ask_for_more() {}

#endif

UnitDealer::UnitDealer(ProcessGroup& group, std::vector<SweepUnit> units, unsigned threads)
    : group_(group), threads_(threads), units_(units.begin(), units.end()) {
  is_dry_ = group_.is_first();
}

bool UnitDealer::next(SweepUnit& unit) {
  std::unique_lock lock(mutex_);
  news_.wait(lock, [&] { return is_stopped_ || !units_.empty() || is_dry_; });
  if (is_stopped_ || units_.empty()) return false;
  unit = units_.front();
  units_.pop_front();
  return true;
}

// A part of what is left, smaller and smaller, so that all end at about the same time.
std::vector<SweepUnit> UnitDealer::deal() {
  const std::lock_guard lock(mutex_);
  if (is_stopped_) return {};
  const auto processes = static_cast<std::size_t>(group_.size());
  const std::size_t share =
      std::clamp<std::size_t>(units_.size() / (4 * processes), 1, kMostAtOnce);
  const auto end = units_.begin() + static_cast<std::ptrdiff_t>(std::min(share, units_.size()));
  std::vector<SweepUnit> dealt(units_.begin(), end);
  units_.erase(units_.begin(), end);
  return dealt;
}

void UnitDealer::serve() {
  if (group_.size() == 1) return;
  group_.is_first() ? answer_requests() : ask_for_more();
}

void UnitDealer::stop() {
  const std::lock_guard lock(mutex_);
  is_stopped_ = true;
  units_.clear();
  news_.notify_all();
}

bool UnitDealer::is_settled() {
  if (group_.is_first()) return answered_for_good_ == group_.size() - 1;
  const std::lock_guard lock(mutex_);
  return is_dry_ && !is_asking_;
}

void UnitDealer::finish() {
  while (!is_settled()) {
    serve();
    std::this_thread::sleep_for(kNap);
  }
}

}  // namespace caravan
