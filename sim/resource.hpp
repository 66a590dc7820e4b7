// A number of equal servers (berths, desks, tracks) and the line of those who wait for one.
//
// A request that can be granted is granted at once; otherwise it waits. When
// servers become free, or capacity is added, the model asks who is next:
//
//   if (berths.request(now, {vessel})) on_berth_granted(vessel);    // on arrival
//
//   berths.release(now);                                             // on departure
//   while (auto next = berths.grant_next(now)) on_berth_granted(next->who);
//
// Nobody overtakes: while somebody waits, a newcomer waits too, unless its priority
// is higher. If capacity shrinks below what is busy, work in progress finishes.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>

#include "caravan/sim/tally.hpp"
#include "caravan/sim/time_weighted.hpp"
#include "caravan/sim/waiting_line.hpp"

namespace caravan {

class Resource {
 public:
  Resource() = default;
  Resource(Time start, std::int64_t capacity)
      : capacity_(start, static_cast<double>(capacity)),
        busy_(start),
        queue_(start),
        servers_(capacity) {}

  std::int64_t capacity() const { return servers_; }
  std::int64_t busy() const { return in_use_; }
  std::size_t waiting() const { return line_.size(); }

  // When the one that is next was asked for; never if nobody waits.
  Time waiting_since() const { return line_.empty() ? kNever : line_.first().since; }

  // True if granted now; false if the request waits. `since` is set here.
  bool request(Time now, Request request) {
    request.since = now;
    if (line_.would_lead(request) && in_use_ + request.amount <= servers_) {
      begin_service(now, request);
      return true;
    }
    line_.join(request);
    queue_.add(now, 1);
    return false;
  }

  void release(Time now, std::int64_t amount = 1) {
    assert(amount <= in_use_);
    in_use_ -= amount;
    busy_.set(now, static_cast<double>(in_use_));
  }

  // Grants the first of the line if it fits by now, and returns it.
  std::optional<Request> grant_next(Time now) {
    if (line_.empty() || in_use_ + line_.first().amount > servers_) return std::nullopt;
    const Request granted = line_.leave();
    queue_.add(now, -1);
    begin_service(now, granted);
    return granted;
  }

  void set_capacity(Time now, std::int64_t servers) {
    servers_ = servers;
    capacity_.set(now, static_cast<double>(servers));
  }

  // Busy servers over servers there were, averaged over time.
  double utilisation(Time now) const { return busy_.area(now) / capacity_.area(now); }
  double mean_busy(Time now) const { return busy_.mean(now); }
  double mean_queue(Time now) const { return queue_.mean(now); }

  // Hours from request to grant, of all requests granted, those without a wait included.
  const Tally& wait_hours() const { return wait_hours_; }

  // Forgets the past, as after a warm-up; who is served and who waits stays.
  void begin_statistics(Time now) {
    capacity_.begin_again(now);
    busy_.begin_again(now);
    queue_.begin_again(now);
    wait_hours_ = {};
  }

  bool operator==(const Resource&) const = default;

 private:
  void begin_service(Time now, const Request& granted) {
    in_use_ += granted.amount;
    busy_.set(now, static_cast<double>(in_use_));
    wait_hours_.add(in_hours(now - granted.since));
  }

  WaitingLine line_;
  TimeWeighted capacity_;
  TimeWeighted busy_;
  TimeWeighted queue_;
  Tally wait_hours_;
  std::int64_t servers_ = 0;
  std::int64_t in_use_ = 0;
};

}  // namespace caravan
