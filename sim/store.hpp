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

#include "caravan/sim/time_weighted.hpp"
#include "caravan/sim/wait_statistics.hpp"
#include "caravan/sim/waiting_line.hpp"

namespace caravan {

class Store {
 public:
  Store() = default;
  Store(Time start, std::int64_t capacity, std::int64_t content = 0)
      : content_(start, content), capacity_(start, capacity), full_(start, content >= capacity) {
    puts_.queue = gets_.queue = TimeWeighted(start);
    assert(content <= capacity);
  }

  std::int64_t capacity() const { return capacity_.level(); }
  std::int64_t content() const { return content_.level(); }
  std::size_t waiting_to_put() const { return puts_.line.size(); }
  std::size_t waiting_to_get() const { return gets_.line.size(); }
  const WaitingLine& puts() const { return puts_.line; }
  const WaitingLine& gets() const { return gets_.line; }
  // When the next to be put was asked for; never if none waits.
  Time waiting_to_put_since() const {
    return puts_.line.empty() ? kNever : puts_.line.first().since;
  }

  // True if it is in now; false if it waits outside. `since` is set here.
  bool put(Time now, Request request) {
    request.since = now;
    if (!puts_.line.would_lead(request) || !fits(request)) return puts_.join(now, request);
    change(now, request.amount);
    puts_.waits.did_not_wait();
    return true;
  }

  // True if it is out now; false if it waits for it. `since` is set here.
  bool get(Time now, Request request) {
    request.since = now;
    if (!gets_.line.would_lead(request) || !is_there(request)) return gets_.join(now, request);
    change(now, -request.amount);
    gets_.waits.did_not_wait();
    return true;
  }

  // Lets in the first that waits outside, if it fits by now, and returns it.
  std::optional<Request> put_next(Time now) {
    if (puts_.line.empty() || !fits(puts_.line.first())) return std::nullopt;
    const Request admitted = puts_.leave(now);
    change(now, admitted.amount);
    return admitted;
  }

  // Serves the first that waits for content, if there is enough by now, and returns it.
  std::optional<Request> get_next(Time now) {
    if (gets_.line.empty() || !is_there(gets_.line.first())) return std::nullopt;
    const Request served = gets_.leave(now);
    change(now, -served.amount);
    return served;
  }

  // The request is withdrawn from its line. False if it does not wait there.
  bool give_up_put(Time now, const Request& request) { return puts_.give_up(now, request); }
  bool give_up_get(Time now, const Request& request) { return gets_.give_up(now, request); }

  // So much room is for puts of a priority above 0 alone. It must be said before anything is put.
  void keep_for_urgent(std::int64_t amount) { kept_for_urgent_ = amount; }

  // May shrink below the content: then nothing enters until enough has left.
  void set_capacity(Time now, std::int64_t capacity) {
    capacity_.set(now, capacity);
    full_.set(now, content() >= capacity);
  }

  // Content over capacity, averaged over time.
  double utilisation(Time now) const {
    assert(is_consistent(now));
    return static_cast<double>(content_.area(now)) / static_cast<double>(capacity_.area(now));
  }
  double mean_content(Time now) const { return content_.mean(now); }
  // Shares of the time.
  double full_time(Time now) const { return full_.mean(now); }
  // Requests.
  double mean_waiting_to_put(Time now) const {
    assert(is_consistent(now));
    return puts_.queue.mean(now);
  }
  double mean_waiting_to_get(Time now) const { return gets_.queue.mean(now); }

  // From the request to being in, or out, of all that were served, those without a wait included.
  const DurationTally& put_waits() const { return puts_.waits.tally(); }
  const DurationTally& get_waits() const { return gets_.waits.tally(); }
  double put_wait_quantile_hours(double p) const { return puts_.waits.quantile_hours(p); }
  double get_wait_quantile_hours(double p) const { return gets_.waits.quantile_hours(p); }

  // Forgets the past, as after a warm-up; what is stored and who waits stays.
  void begin_statistics(Time now) {
    assert(is_consistent(now));
    for (TimeWeighted* level : {&content_, &capacity_, &full_}) level->begin_again(now);
    puts_.begin_statistics(now);
    gets_.begin_statistics(now);
  }

  // The areas of the queues are the sums of all waits, those that go on included (Little). True at
  // every instant; asserted in debug builds whenever statistics begin or are asked for.
  bool is_consistent(Time now) const {
    return puts_.is_consistent(now) && gets_.is_consistent(now) && content() >= 0;
  }

  bool operator==(const Store&) const = default;

 private:
  // Those who wait at one door.
  struct Door {
    WaitingLine line;
    TimeWeighted queue;
    WaitStatistics waits;

    bool join(Time now, const Request& request) {
      line.join(request);
      queue.add(now, 1);
      return false;
    }
    Request leave(Time now) {
      const Request served = line.leave();
      queue.add(now, -1);
      waits.ended(now, served.since);
      return served;
    }
    bool give_up(Time now, const Request& request) {
      const std::optional<Request> gone = line.give_up(request);
      if (!gone) return false;
      queue.add(now, -1);
      waits.gave_up(now, gone->since);
      return true;
    }
    void begin_statistics(Time now) {
      queue.begin_again(now);
      waits.begin_again(now);
    }
    bool is_consistent(Time now) const {
      return queue.area(now) == waits.ticks() + line.ticks_waited(waits.began(), now);
    }
    bool operator==(const Door&) const = default;
  };

  bool fits(const Request& request) const {
    const std::int64_t kept = request.priority > 0 ? 0 : kept_for_urgent_;
    return request.amount <= capacity() - kept - content();
  }
  bool is_there(const Request& request) const { return request.amount <= content(); }

  void change(Time now, std::int64_t amount) {
    content_.add(now, amount);
    const bool is_full = content() >= capacity();
    if (is_full != (full_.level() != 0)) full_.set(now, is_full);
  }

  Door puts_;
  Door gets_;
  TimeWeighted content_;
  TimeWeighted capacity_;
  std::int64_t kept_for_urgent_ = 0;
  TimeWeighted full_;  // 1 while nothing more fits
};

}  // namespace caravan
