// What gathers until there is enough of it, or until the first has waited long enough: a block
// train, a ferry that sails when full.
//
//   batch.add(now, {consignment, amount});
//   if (batch.is_ready(now)) form_train();             // else schedule a look at batch.due()
//
//   form_train: while (auto next = batch.take(room)) room -= next->amount, load(next->who);
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>

#include "caravan/sim/fifo.hpp"
#include "caravan/sim/waiting_line.hpp"

namespace caravan {

class Batch {
 public:
  Batch() = default;
  // Ready with `minimum_fill`, or when the first has waited for `maximum_wait`.
  Batch(std::int64_t minimum_fill, Duration maximum_wait)
      : minimum_fill_(minimum_fill), maximum_wait_(maximum_wait) {}

  bool empty() const { return waiting_.empty(); }
  std::size_t size() const { return waiting_.size(); }
  std::int64_t amount() const { return amount_; }

  // `since` is set here.
  void add(Time now, Request request) {
    request.since = now;
    waiting_.push(request);
    amount_ += request.amount;
  }

  bool is_ready(Time now) const { return !empty() && (amount_ >= minimum_fill_ || now >= due()); }

  // When the first will have waited long enough; never if nobody waits.
  Time due() const { return empty() ? kNever : waiting_.front().since + maximum_wait_; }

  // Takes the first if it fits into what is left of the room. Nobody overtakes.
  std::optional<Request> take(std::int64_t room) {
    if (empty() || waiting_.front().amount > room) return std::nullopt;
    amount_ -= waiting_.front().amount;
    return waiting_.pop();
  }

  bool operator==(const Batch&) const = default;

 private:
  Fifo<Request> waiting_;
  std::int64_t amount_ = 0;
  std::int64_t minimum_fill_ = 0;
  Duration maximum_wait_;
};

}  // namespace caravan
