// What queues do on average in the long run, from closed forms (L. Kleinrock, Queueing
// Systems I, 1975, chapters 3 and 5). The mean service time is 1 hour.
#pragma once

namespace caravan::validation {

struct Theory {
  double wait_hours = 0;  // before service, of those who are served
  double queue = 0;       // customers that wait
  double utilisation = 0;
  double share_lost = 0;
};

// M/M/1. load: arrivals an hour, below 1.
inline Theory m_m_1(double load) { return {load / (1 - load), load * load / (1 - load), load, 0}; }

// M/G/1, from the formula of Pollaczek and Khinchine (Kleinrock, section 5.6). `cv`: standard
// deviation of the service time over its mean.
inline Theory m_g_1(double load, double cv) {
  const double wait = load * (1 + cv * cv) / 2 / (1 - load);
  return {wait, load * wait, load, 0};
}

// M/D/1: half the wait of M/M/1.
inline Theory m_d_1(double load) { return m_g_1(load, 0); }

// M/M/c, from Erlang's C formula. load: arrivals an hour, below `servers`.
inline Theory m_m_c(int servers, double load) {
  double term = 1;  // load^n / n!
  double sum = 0;
  for (int n = 0; n < servers; ++n) {
    sum += term;
    term *= load / (n + 1);
  }
  const double utilisation = load / servers;
  const double all_busy = term / (1 - utilisation);
  const double must_wait = all_busy / (sum + all_busy);
  const double wait = must_wait / (servers - load);
  return {wait, load * wait, utilisation, 0};
}

// M/M/c/K: no more than `room` customers at once, those in service included. From the
// balance of the birth and death process; `load` may be anything.
inline Theory m_m_c_k(int servers, int room, double load) {
  double weight = 1;  // of n customers, relative to none
  double sum = 1;
  double queue = 0;
  for (int n = 1; n <= room; ++n) {
    weight *= load / (n < servers ? n : servers);
    sum += weight;
    if (n > servers) queue += weight * (n - servers);
  }
  const double share_lost = weight / sum;
  queue /= sum;
  const double served_per_hour = load * (1 - share_lost);
  return {queue / served_per_hour, queue, served_per_hour / servers, share_lost};
}

// M/G/c/c, where nobody waits: Erlang's loss formula, by its recursion in the number of servers.
// It holds for any law of the service time with a mean of 1 hour (B. A. Sevastyanov, "An ergodic
// theorem for Markov processes and its application to telephone systems with refusals", Theory of
// Probability and its Applications 2, 1957).
inline Theory m_g_c_c(int servers, double load) {
  double share_lost = 1;
  for (int n = 1; n <= servers; ++n) share_lost = load * share_lost / (n + load * share_lost);
  return {0, 0, load * (1 - share_lost) / servers, share_lost};
}

struct MachineTheory {
  double down = 0;         // machines that wait or are in repair
  double utilisation = 0;  // of the repairers
  double repairs_per_hour = 0;
  double wait_hours = 0;  // for a repairer
};

// M/M/c//N: `machines` that each run for an exponential time and fail `failures` times an hour
// meanwhile (Kleinrock, section 3.8, and the balance of the birth and death process for c > 1).
inline MachineTheory m_m_c_n(int repairers, int machines, double failures) {
  double weight = 1;  // of n machines down, relative to none
  double sum = 1, down = 0, busy = 0;
  for (int n = 1; n <= machines; ++n) {
    const int in_repair = n < repairers ? n : repairers;
    weight *= failures * (machines - n + 1) / in_repair;
    sum += weight;
    down += weight * n;
    busy += weight * in_repair;
  }
  down /= sum;
  busy /= sum;
  return {down, busy / repairers, busy, (down - busy) / busy};
}

}  // namespace caravan::validation
