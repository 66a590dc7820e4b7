#include "caravan/sim/resource.hpp"

#include <stdexcept>
#include <string>

namespace caravan {

bool Resource::give_up(Time now, const Request& request) {
  const std::optional<Request> gone = line_.give_up(request);
  if (!gone) return false;
  times_.change_waiting(now, -1);
  waits_.gave_up(now, gone->since);
  return true;
}

void Resource::block(Time now, const Request& request) {
  Holding& holding = holdings_[find(request)];
  assert(holding.is_blocked == 0);
  holding.is_blocked = 1;
  times_.change_blocked(now, holding.amount);
}

std::optional<Request> Resource::stop_excess(Time now) {
  if (times_.free() >= 0) return std::nullopt;
  return stop(now, least_urgent());
}

std::optional<Request> Resource::stop_for_first(Time now) {
  if (line_.empty() || fits(line_.first())) return std::nullopt;
  const Request& first = line_.first();
  std::int64_t available = times_.free();
  for (const Holding& holding : holdings_.all()) {
    const bool gives_way = holding.is_blocked == 0 && holding.priority < first.priority;
    if (gives_way) available += holding.amount;
  }
  if (available < first.amount) return std::nullopt;
  return stop(now, least_urgent());
}

void Resource::wait_again(Time now, Request request) {
  request.since = now;
  line_.join_in_front(request);
  times_.change_waiting(now, +1);
}

void Resource::begin_statistics(Time now) {
  assert(is_consistent(now));
  times_.begin_again(now);
  waits_.begin_again(now);
}

bool Resource::is_consistent(Time now) const {
  const Wide waited = waits_.ticks() + line_.ticks_waited(waits_.began(), now);
  return times_.is_consistent(now) && times_.waiting_area(now) == waited;
}

void Resource::throw_holds_nothing(const Request& request) {
  throw std::logic_error("nothing is held by " + std::to_string(request.who) + " for purpose " +
                         std::to_string(request.purpose));
}

// Of those that are not blocked, the one of the lowest priority that was granted last; none if all
// are.
std::optional<std::size_t> Resource::least_urgent() const {
  const auto is_less = [](const Holding& a, const Holding& b) {
    const bool is_equal = a.priority == b.priority;
    return is_equal ? a.grant > b.grant : a.priority < b.priority;
  };
  std::optional<std::size_t> least;
  for (std::size_t i = 0; i < holdings_.size(); ++i) {
    if (holdings_[i].is_blocked != 0) continue;
    if (!least || is_less(holdings_[i], holdings_[*least])) least = i;
  }
  return least;
}

std::optional<Request> Resource::stop(Time now, std::optional<std::size_t> holding) {
  if (!holding) return std::nullopt;
  const Holding& lost = holdings_[*holding];
  const Request stopped{lost.who, lost.purpose, lost.amount, lost.priority, now};
  take_back(now, *holding);
  return stopped;
}

}  // namespace caravan
