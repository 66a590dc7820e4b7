// Ctrl-C and polite kills: noticed, not obeyed at once, so that nothing is left half done.
#pragma once

namespace caravan {

// From now on SIGINT, SIGTERM and SIGUSR1 (which schedulers send ahead of a time limit) only set a
// mark. A second one ends the process.
void watch_for_signals();

// The signal that came, or 0.
int signal_received();

}  // namespace caravan
