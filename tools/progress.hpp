// How far a long job has come and when it will be done: one line, on a terminal only.
#pragma once

#include <chrono>
#include <cstdint>

namespace caravan {

class Progress {
 public:
  // Shows nothing if standard error is not a terminal, or `is_quiet`.
  Progress(std::uint64_t total, bool is_quiet);
  ~Progress();

  void show(std::uint64_t done);

 private:
  using Clock = std::chrono::steady_clock;

  const std::uint64_t total_;
  const bool is_visible_;
  const Clock::time_point began_ = Clock::now();
};

}  // namespace caravan
