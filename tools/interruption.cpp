#include "interruption.hpp"

#include <atomic>
#include <csignal>

namespace caravan {
namespace {

std::atomic<int> received{0};
static_assert(std::atomic<int>::is_always_lock_free);

void note(int signal) {
  received = signal;
  std::signal(signal, SIG_DFL);  // the next one is meant
}

}  // namespace

void watch_for_signals() {
  std::signal(SIGINT, note);
  std::signal(SIGTERM, note);
  std::signal(SIGUSR1, note);
}

int signal_received() { return received; }

}  // namespace caravan
