// A finite store (a yard, a tank): what does not fit waits outside, what is not there is waited
// for.
//
// `put` and `get` are done at once if they can be; otherwise they wait, the higher
// priority first, then the one that came first. Nobody overtakes: a small put waits
// behind a large one that does not fit. After each change the model asks who is next:
//
//   if (yard.put(now, {consignment, amount})) on_stored(consignment);
//
//   yard.get(now, {consignment, amount});
//   while (auto next = yard.put_next(now)) on_stored(next->who);
//
// Amounts are whole numbers of the unit that the model chooses.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>

#include "caravan/sim/tally.hpp"
#include "caravan/sim/time_weighted.hpp"
#include "caravan/sim/waiting_line.hpp"

namespace caravan {

class Store {
 public:
  Store() = default;
  Store(Time start, std::int64_t capacity, std::int64_t content = 0)
      : level_(start, static_cast<double>(content)),
        blocked_(start),
        capacity_(capacity),
        content_(content) {
    assert(content <= capacity);
  }

  std::int64_t capacity() const { return capacity_; }
  std::int64_t content() const { return content_; }
  std::size_t waiting_to_put() const { return puts_.size(); }
  // When the next to be put was asked for; never if none waits.
  Time waiting_to_put_since() const { return puts_.empty() ? kNever : puts_.first().since; }
  std::size_t waiting_to_get() const { return gets_.size(); }

  // True if it is in now; false if it waits outside. `since` is set here.
  bool put(Time now, Request request) {
    request.since = now;
    if (puts_.would_lead(request) && fits(request)) {
      admit(now, request);
      return true;
    }
    puts_.join(request);
    blocked_.add(now, 1);
    return false;
  }

  // True if it is out now; false if it waits for it. `since` is set here.
  bool get(Time now, Request request) {
    request.since = now;
    if (gets_.would_lead(request) && request.amount <= content_) {
      change(now, -request.amount);
      return true;
    }
    gets_.join(request);
    return false;
  }

  // Lets in the first that waits outside, if it fits by now, and returns it.
  std::optional<Request> put_next(Time now) {
    if (puts_.empty() || !fits(puts_.first())) return std::nullopt;
    const Request admitted = puts_.leave();
    blocked_.add(now, -1);
    admit(now, admitted);
    return admitted;
  }

  // Serves the first that waits for content, if there is enough by now, and returns it.
  std::optional<Request> get_next(Time now) {
    if (gets_.empty() || gets_.first().amount > content_) return std::nullopt;
    const Request served = gets_.leave();
    change(now, -served.amount);
    return served;
  }

  // May shrink below the content: then nothing enters until enough has left.
  void set_capacity(std::int64_t capacity) { capacity_ = capacity; }

  double mean_content(Time now) const { return level_.mean(now); }
  double mean_blocked(Time now) const { return blocked_.mean(now); }

  // Hours from `put` to being in, of all that came in, those without a wait included.
  const Tally& wait_hours() const { return wait_hours_; }

  // Forgets the past, as after a warm-up; what is stored and who waits stays.
  void begin_statistics(Time now) {
    level_.begin_again(now);
    blocked_.begin_again(now);
    wait_hours_ = {};
  }

  bool operator==(const Store&) const = default;

 private:
  bool fits(const Request& request) const { return request.amount <= capacity_ - content_; }

  void admit(Time now, const Request& request) {
    change(now, request.amount);
    wait_hours_.add(in_hours(now - request.since));
  }

  void change(Time now, std::int64_t amount) {
    content_ += amount;
    level_.set(now, static_cast<double>(content_));
  }

  WaitingLine puts_;
  WaitingLine gets_;
  TimeWeighted level_;
  TimeWeighted blocked_;
  Tally wait_hours_;
  std::int64_t capacity_ = 0;
  std::int64_t content_ = 0;
};

}  // namespace caravan
