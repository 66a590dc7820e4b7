// Where the time of a resource's servers goes, and that of those who wait for them. Exact.
#pragma once

#include <algorithm>
#include <cstdint>

#include "caravan/sim/time_weighted.hpp"

namespace caravan {

// Every server that is present is busy, blocked, down or idle. Servers in use when there are fewer
// than that work on, and are present until they are given back.
class ServerTimes {
 public:
  ServerTimes() = default;
  ServerTimes(Time start, std::int64_t servers)
      : in_use_(start),
        blocked_(start),
        waiting_(start),
        present_(start, servers),
        down_(start),
        began_(start),
        servers_(servers) {}

  std::int64_t servers() const { return servers_; }
  std::int64_t out_of_service() const { return out_; }
  std::int64_t in_use() const { return in_use_.level(); }
  std::int64_t blocked() const { return blocked_.level(); }
  std::int64_t free() const { return servers_ - out_ - in_use(); }

  void change_in_use(Time now, std::int64_t change) {
    in_use_.add(now, change);
    if (out_ != 0 || present_.level() != servers_ || in_use() > servers_) settle(now);
  }
  void change_blocked(Time now, std::int64_t change) { blocked_.add(now, change); }
  void change_waiting(Time now, std::int64_t change) { waiting_.add(now, change); }

  void set_servers(Time now, std::int64_t servers) {
    servers_ = servers;
    settle(now);
  }
  void set_out_of_service(Time now, std::int64_t servers) {
    out_ = servers;
    settle(now);
  }

  // Averages since statistics began; not a number if that is no time at all.
  double mean_busy(Time now) const { return in_use_.mean(now) - blocked_.mean(now); }
  double mean_blocked(Time now) const { return blocked_.mean(now); }
  double mean_down(Time now) const { return down_.mean(now); }
  double mean_idle(Time now) const {
    return static_cast<double>(idle_area(now)) / static_cast<double>((now - began_).value);
  }
  double mean_waiting(Time now) const { return waiting_.mean(now); }
  double utilisation(Time now) const {
    return static_cast<double>(in_use_.area(now) - blocked_.area(now)) /
           static_cast<double>(present_.area(now));
  }

  // Ticks that requests have waited.
  Wide waiting_area(Time now) const { return waiting_.area(now); }

  // No state has less than no time, or more than there was.
  bool is_consistent(Time now) const {
    const Wide busy = in_use_.area(now) - blocked_.area(now);
    return busy >= 0 && blocked_.area(now) >= 0 && down_.area(now) >= 0 && idle_area(now) >= 0 &&
           blocked() >= 0 && blocked() <= in_use();
  }

  void begin_again(Time now) {
    for (TimeWeighted* level : {&in_use_, &blocked_, &waiting_, &present_, &down_}) {
      level->begin_again(now);
    }
    began_ = now;
  }

  bool operator==(const ServerTimes&) const = default;

 private:
  // A server goes out of service when it is free.
  void settle(Time now) {
    const std::int64_t spare = std::max<std::int64_t>(0, servers_ - in_use());
    present_.set(now, std::max(servers_, in_use()));
    down_.set(now, std::min(out_, spare));
  }

  Wide idle_area(Time now) const {
    return present_.area(now) - in_use_.area(now) - down_.area(now);
  }

  TimeWeighted in_use_;   // busy or blocked
  TimeWeighted blocked_;  // of these, done but not free: what they hold can't leave
  TimeWeighted waiting_;  // requests
  TimeWeighted present_;
  TimeWeighted down_;
  Time began_;
  std::int64_t servers_ = 0;
  std::int64_t out_ = 0;  // of service, those still in use included
};

}  // namespace caravan
