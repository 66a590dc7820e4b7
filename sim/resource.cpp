#include "caravan/sim/resource.hpp"

namespace caravan {

bool Resource::give_up(Time now, const Request& request) {
  const std::optional<Request> gone = line_.give_up(request);
  if (!gone) return false;
  account(now);
  --levels_.waiting;
  waits_.gave_up(now, gone->since);
  return true;
}

void Resource::block(Time now, const Request& request) {
  account(now);
  Holding& holding = holdings_[find(request)];
  assert(!holding.is_blocked);
  holding.is_blocked = true;
  levels_.blocked += holding.request.amount;
}

std::optional<Request> Resource::stop_excess(Time now) {
  if (levels_.in_use <= levels_.servers - levels_.out) return std::nullopt;
  return stop(now, least_urgent());
}

std::optional<Request> Resource::stop_for_first(Time now) {
  if (line_.empty() || fits(line_.first())) return std::nullopt;
  const Request& first = line_.first();
  std::int64_t available = levels_.servers - levels_.out - levels_.in_use;
  for (const Holding& holding : holdings_) {
    const bool gives_way = !holding.is_blocked && holding.request.priority < first.priority;
    if (gives_way) available += holding.request.amount;
  }
  if (available < first.amount) return std::nullopt;
  return stop(now, least_urgent());
}

void Resource::wait_again(Time now, Request request) {
  account(now);
  request.since = now;
  line_.join_in_front(request);
  ++levels_.waiting;
}

void Resource::begin_statistics(Time now) {
  assert(is_consistent(now));
  times_ = {};
  waits_.begin_again(now);
  since_ = began_ = now;
}

bool Resource::is_consistent(Time now) const {
  const ServerTimes times = times_until(now);
  const Wide waited = waits_.ticks() + line_.ticks_waited(began_, now);
  return times.busy + times.blocked + times.down + times.idle == times.present &&
         times.waiting == waited;
}

// Of those that are not blocked, the one of the lowest priority that was granted last; none if all
// are.
std::optional<std::size_t> Resource::least_urgent() const {
  const auto is_less = [](const Holding& a, const Holding& b) {
    const bool is_equal = a.request.priority == b.request.priority;
    return is_equal ? a.grant > b.grant : a.request.priority < b.request.priority;
  };
  std::optional<std::size_t> least;
  for (std::size_t i = 0; i < holdings_.size(); ++i) {
    if (holdings_[i].is_blocked) continue;
    if (!least || is_less(holdings_[i], holdings_[*least])) least = i;
  }
  return least;
}

std::optional<Request> Resource::stop(Time now, std::optional<std::size_t> holding) {
  if (!holding) return std::nullopt;
  account(now);
  const Request stopped = holdings_[*holding].request;
  take_back(*holding);
  return stopped;
}

}  // namespace caravan
