// How far a sweep has come: a small file of each process that works on it, for `caravan status`.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "caravan/output/part_log.hpp"

namespace caravan {

struct SweepStatus {
  std::string part;   // which process's
  std::string state;  // "running", "stopped" or "finished"
  std::string host;
  std::uint64_t points = 0;          // of the whole design
  std::uint64_t runs = 0;            // of the whole design, at most
  std::uint64_t done = 0;            // in this part's log, also by processes before
  std::uint64_t failed = 0;          // of these
  double runs_per_second = 0;        // lately
  std::int64_t updated_seconds = 0;  // since 1970
};

// Keeps the file of one process up to date; writes at most once a second.
class StatusFile {
 public:
  StatusFile(std::string path, std::string part, std::uint64_t points, std::uint64_t runs,
             PartLog::Count found);

  void update(PartLog::Count count);
  void close(const std::string& state, PartLog::Count count);

 private:
  using Clock = std::chrono::steady_clock;

  void write(PartLog::Count count);

  std::string path_;
  SweepStatus status_;
  PartLog::Count found_;  // when this process began
  Clock::time_point began_ = Clock::now();
  Clock::time_point written_{};
};

// Those that can be read.
std::vector<SweepStatus> read_statuses(const std::vector<std::string>& paths);

}  // namespace caravan
