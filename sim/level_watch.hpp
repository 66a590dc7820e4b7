// Those who wait until a level (a stock, the wind, the depth of water) is high or low enough.
//
// Nobody looks again and again: after each change of the level the model asks who can go on.
//
//   if (wind > 14) watch.wait_until_at_most(14, {vessel});
//   ...
//   wind = 9;
//   while (auto next = watch.next(wind)) on_wind_is_low(next->who);
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "caravan/sim/waiting_line.hpp"

namespace caravan {

class LevelWatch {
 public:
  std::size_t waiting() const { return at_least_.size() + at_most_.size(); }

  void wait_until_at_least(double bound, const Request& request) {
    join(at_least_, {bound, next_ticket_++, request});
  }
  void wait_until_at_most(double bound, const Request& request) {
    join(at_most_, {-bound, next_ticket_++, request});
  }

  // Takes out one whose condition holds at this level: those who asked for least first, at one
  // bound the one that came first; those who wait for a rise before those who wait for a fall.
  std::optional<Request> next(double level) {
    if (auto request = leave(at_least_, level)) return request;
    return leave(at_most_, -level);
  }

  // The request is withdrawn. False if it does not wait.
  bool give_up(const Request& request) {
    for (std::vector<Waiter>* waiters : {&at_least_, &at_most_}) {
      const auto found = std::find_if(waiters->begin(), waiters->end(), [&](const Waiter& w) {
        return w.request.name() == request.name();
      });
      if (found == waiters->end()) continue;
      waiters->erase(found);
      std::make_heap(waiters->begin(), waiters->end(), comes_after);
      return true;
    }
    return false;
  }

  bool operator==(const LevelWatch&) const = default;

 private:
  struct Waiter {
    double bound = 0;
    std::uint64_t ticket = 0;
    Request request;
    bool operator==(const Waiter&) const = default;
  };

  static bool comes_after(const Waiter& a, const Waiter& b) {
    return a.bound != b.bound ? a.bound > b.bound : a.ticket > b.ticket;
  }

  static void join(std::vector<Waiter>& waiters, const Waiter& waiter) {
    waiters.push_back(waiter);
    std::push_heap(waiters.begin(), waiters.end(), comes_after);
  }

  static std::optional<Request> leave(std::vector<Waiter>& waiters, double level) {
    if (waiters.empty() || waiters.front().bound > level) return std::nullopt;
    std::pop_heap(waiters.begin(), waiters.end(), comes_after);
    const Request request = waiters.back().request;
    waiters.pop_back();
    return request;
  }

  std::vector<Waiter> at_least_;  // heaps, the lowest bound at the front
  std::vector<Waiter> at_most_;   // the same of negated levels
  std::uint64_t next_ticket_ = 0;
};

}  // namespace caravan
