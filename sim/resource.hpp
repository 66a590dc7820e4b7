// A number of equal servers (berths, desks, tracks) and the line of those who wait for one.
//
// A request that can be granted is granted at once; otherwise it waits. When
// servers become free, or capacity is added, the model asks who is next:
//
//   if (berths.request(now, {vessel})) on_berth_granted(vessel);    // on arrival
//
//   berths.release(now, {vessel});                                   // on departure
//   while (auto next = berths.grant_next(now)) on_berth_granted(next->who);
//
// Nobody overtakes: while somebody waits, a newcomer waits too, unless its priority
// is higher. If servers are taken away while they are in use, work in progress finishes, unless
// the model asks who must stop, and says what becomes of its work:
//
//   berths.set_out_of_service(now, 2);                               // a storm
//   while (auto stopped = berths.stop_excess(now)) on_berth_lost(stopped->who);
//
// It may send the request back, to the front of its class (`wait_again`), or elsewhere.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "caravan/sim/holdings.hpp"
#include "caravan/sim/server_times.hpp"
#include "caravan/sim/wait_statistics.hpp"
#include "caravan/sim/waiting_line.hpp"

namespace caravan {

class Resource {
 public:
  Resource() = default;
  Resource(Time start, std::int64_t servers) : times_(start, servers) {}

  std::int64_t capacity() const { return times_.servers(); }
  std::int64_t out_of_service() const { return times_.out_of_service(); }
  // May be negative, while more are in use than are in service.
  std::int64_t free() const { return times_.free(); }
  std::int64_t in_use() const { return times_.in_use(); }
  std::int64_t blocked() const { return times_.blocked(); }
  std::size_t waiting() const { return line_.size(); }
  const WaitingLine& line() const { return line_; }

  // In no particular order.
  std::span<const Holding> holdings() const { return holdings_.all(); }

  // When the one that is next was asked for; never if nobody waits.
  Time waiting_since() const { return line_.empty() ? kNever : line_.first().since; }

  // True if granted now; false if the request waits. `since` is set here.
  bool request(Time now, Request request) {
    request.since = now;
    if (line_.would_lead(request) && fits(request)) {
      waits_.did_not_wait();
      grant(now, request);
      return true;
    }
    line_.join(request);
    times_.change_waiting(now, +1);
    return false;
  }

  // Gives back all that this request holds. Throws std::logic_error if that is nothing, as `block`
  // does.
  void release(Time now, const Request& request = {}) { take_back(now, find(request)); }

  // Grants the first of the line if it fits by now, and returns it.
  std::optional<Request> grant_next(Time now) {
    if (line_.empty() || !fits(line_.first())) return std::nullopt;
    const Request granted = line_.leave();
    times_.change_waiting(now, -1);
    waits_.ended(now, granted.since);
    grant(now, granted);
    return granted;
  }

  // The request is withdrawn from the line. False if it does not wait.
  bool give_up(Time now, const Request& request);

  // What this request holds is done with, but can't be given back yet: it counts as blocked, not
  // busy.
  void block(Time now, const Request& request);

  // There are so many servers from now on. It may be fewer than are in use.
  void set_capacity(Time now, std::int64_t servers) { times_.set_servers(now, servers); }

  // So many of the servers are broken, closed or off shift from now on; those in use as soon as
  // they are free.
  void set_out_of_service(Time now, std::int64_t servers) {
    times_.set_out_of_service(now, servers);
  }

  // Of a usual number of servers so many are in service from now on: what is lost is out of
  // service, what is won adds to the capacity there was.
  void set_in_service(Time now, std::int64_t usual, std::int64_t in_service) {
    set_capacity(now, std::max(usual, in_service));
    set_out_of_service(now, std::max<std::int64_t>(usual - in_service, 0));
  }

  // If more servers are in use than are in service, takes them from the least urgent that was
  // granted last, and returns its request. What is blocked is left alone: it can't leave.
  std::optional<Request> stop_excess(Time now);

  // If the first in line would fit in place of less urgent ones, takes the servers of the least
  // urgent and returns its request. Ask until there is none, then `grant_next`.
  std::optional<Request> stop_for_first(Time now);

  // Joins the line in front of its equals: a request that was stopped.
  void wait_again(Time now, Request request);

  // Busy servers over servers there were, averaged over time.
  double utilisation(Time now) const {
    assert(is_consistent(now));
    return times_.utilisation(now);
  }
  double mean_busy(Time now) const { return times_.mean_busy(now); }
  double mean_blocked(Time now) const { return times_.mean_blocked(now); }
  double mean_down(Time now) const { return times_.mean_down(now); }
  double mean_idle(Time now) const { return times_.mean_idle(now); }
  double mean_queue(Time now) const {
    assert(is_consistent(now));
    return times_.mean_waiting(now);
  }

  // From request to grant, of all requests granted, those without a wait included. A request that
  // was stopped and waits again counts again.
  const DurationTally& waits() const { return waits_.tally(); }
  // As above; with a relative error of at most 1 %.
  double wait_quantile_hours(double p) const { return waits_.quantile_hours(p); }

  // Forgets the past, as after a warm-up; who is served and who waits stays.
  void begin_statistics(Time now);

  // Busy, blocked, down and idle time make up all time; the queue's area is the sum of all waits,
  // those that go on included (Little). True at every instant; asserted in debug builds whenever
  // statistics begin, and whenever utilisation or the queue is asked for.
  bool is_consistent(Time now) const;

  bool operator==(const Resource&) const = default;

 private:
  bool fits(const Request& request) const { return request.amount <= times_.free(); }

  void grant(Time now, const Request& granted) {
    times_.change_in_use(now, granted.amount);
    holdings_.add({granted.who, granted.purpose, granted.amount, grants_++, granted.priority, 0});
  }

  // Its place among the holdings.
  std::size_t find(const Request& request) const {
    const std::size_t found = holdings_.find(request.name());
    if (found == holdings_.size()) throw_holds_nothing(request);
    return found;
  }

  void take_back(Time now, std::size_t i) {
    const Holding& holding = holdings_[i];
    times_.change_in_use(now, -holding.amount);
    if (holding.is_blocked != 0) times_.change_blocked(now, -holding.amount);
    holdings_.remove(i);
  }

  // Of those that are not blocked; none if all are.
  [[noreturn]] static void throw_holds_nothing(const Request& request);
  std::optional<std::size_t> least_urgent() const;

  std::optional<Request> stop(Time now, std::optional<std::size_t> holding);

  WaitingLine line_;
  Holdings holdings_;
  ServerTimes times_;
  WaitStatistics waits_;
  std::uint64_t grants_ = 0;
};

}  // namespace caravan
