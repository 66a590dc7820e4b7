#include "progress.hpp"

#include <unistd.h>

#include <cstdio>
#include <string>

namespace caravan {
namespace {

std::string spell(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

}  // namespace

Progress::Progress(std::uint64_t total, bool is_quiet)
    : total_(total), is_visible_(!is_quiet && isatty(STDERR_FILENO) == 1) {}

// Leaves the terminal as if nothing had been shown.
Progress::~Progress() {
  if (is_visible_) std::fputs("\r\033[K", stderr);
}

void Progress::show(std::uint64_t done) {
  if (!is_visible_) return;
  const double elapsed = std::chrono::duration<double>(Clock::now() - began_).count();
  std::string line = std::to_string(done) + " of " + std::to_string(total_) + " replications";
  if (done > 0) {
    const double rest = elapsed / static_cast<double>(done) * static_cast<double>(total_ - done);
    line += ", about " + spell(rest) + " to go";
  }
  std::fprintf(stderr, "\r\033[K%s", line.c_str());
}

}  // namespace caravan
